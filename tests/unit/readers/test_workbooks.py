"""Workbooks are read as their sheets show them: a table with a text column as articles, others as one text."""

import io
import zipfile

import pytest

from mujaz.errors import InvalidInput
from mujaz.jobs.records import Failure
from mujaz.jobs.sheets import read_sheets
from mujaz.readers import workbooks, xlsx
from mujaz.readers.files import read_file
from mujaz.readers.sheets import MAX_SHEETS
from mujaz.types import Article, ArticleFailure, Severity

NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STRICT = NAMESPACES.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml").replace("/2006", "")
STYLES = (
    f'<styleSheet {NAMESPACES}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts><font/>'
    '<font><strike/></font></fonts><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="14"/><xf fontId="1"/></cellXfs>'
    "</styleSheet>"
)
COLUMNS = ("id", "title", "body")


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


def xlsx_of(*sheets: str, strings: str = "", names=(), states=(), before: str = "", namespaces=NAMESPACES) -> bytes:
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    states = [*states, *[""] * len(sheets)]
    listed = "".join(
        f'<sheet name="{name}" r:id="r{number}" {state and f"state={state!r}"}/>'
        for number, (name, state) in enumerate(zip(names, states, strict=False))
    )
    related = "".join(
        f'<Relationship Id="r{number}" Type="x/worksheet" Target="/xl/sheets/s{number}.xml"/>'
        for number in range(len(sheets))
    )
    related += '<Relationship Id="a" Type="x/sharedStrings" Target="strings.xml"/>'
    related += '<Relationship Id="b" Type="x/styles" Target="styles.xml"/>'
    return zipped(
        xl__workbook_dot_xml=f"<workbook {namespaces}><sheets>{listed}</sheets></workbook>",
        xl___rels__workbook_dot_xml_dot_rels=f"<Relationships>{related}</Relationships>",
        xl__strings_dot_xml=f"<sst {namespaces}>{strings}</sst>",
        xl__styles_dot_xml=STYLES,
        **{
            f"xl__sheets__s{number}_dot_xml": f"{before}<worksheet {namespaces}>{sheet}</worksheet>"
            for number, sheet in enumerate(sheets)
        },
    )


def cell(text: str, reference: str = "") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str) -> str:
    return f"<sheetData>{''.join(row if '<row' in row else f'<row>{row}</row>' for row in rows)}</sheetData>"


def table(*rows: tuple[str, ...]) -> str:
    return sheet(*("".join(map(cell, row)) for row in rows))


def text_of(data: bytes) -> str:
    (article,) = read_file(data, "a.xlsx")
    assert isinstance(article, Article)
    return f"{article.title}\n{article.body}".strip()


HEADER = ("العنوان", "النص", "المصدر", "التاريخ", "id")
FIRST = ("انهيار جسر", "انهار جسر صباح اليوم.", "سانا", "2026-11-30", "7")
SECOND = ("هدنة", "أعلنت هدنة.", "رويترز", "", "8")


def test_each_row_below_a_header_is_an_article_whatever_stands_above_it():
    data = xlsx_of(table(("تقرير الرصد",), HEADER, FIRST, SECOND))
    assert read_file(data, "a.xlsx") == [
        Article(id="7", title=FIRST[0], body=FIRST[1], source="سانا", published="2026-11-30"),
        Article(id="8", title="هدنة", body="أعلنت هدنة.", source="رويترز"),
    ]
    rows = list(read_sheets(data, "a.xlsx", COLUMNS))
    assert [(row.place, row.next_row, row.content["title"], row.content["id"]) for row in rows] == [
        (":3", 1, "انهيار جسر", "7"),
        (":4", 2, "هدنة", "8"),
    ]
    assert rows[1].fraction == 1.0


def test_every_sheet_with_the_column_is_read_and_others_are_said():
    data = xlsx_of(
        table(HEADER, FIRST),
        table(("المجموع", "5")),
        table(HEADER, SECOND),
        table(("سر",)),
        states=("", "", "", "hidden"),
    )
    found = read_file(data, "a.xlsx")
    assert [article.id for article in found] == ["7", "8"]
    (finding,) = found[0].findings
    assert finding.message == ("Not read of the workbook: hidden sheets (1), sheets without a column for the text (1).")
    rows = list(read_sheets(data, "a.xlsx", COLUMNS))
    assert [row.place for row in rows] == [":Sheet1:2", ":Sheet3:2"]
    assert [finding.message for row in rows for finding in row.findings] == [finding.message]


def test_hidden_rows_are_left_out_and_said_beside_their_neighbour():
    hidden = f"<row hidden='1'>{''.join(map(cell, ('x', 'سر')))}</row>"
    data = xlsx_of(sheet("".join(map(cell, HEADER)), "".join(map(cell, FIRST)), hidden, "".join(map(cell, SECOND))))
    assert [article.title for article in read_file(data, "a.xlsx")] == [FIRST[0], SECOND[0]]
    rows = list(read_sheets(data, "a.xlsx", COLUMNS))
    assert [len(row.findings) for row in rows] == [1, 0]
    assert rows[0].findings[0].message == "Not read of the workbook: hidden rows (1)."


def test_a_row_without_a_text_or_with_an_error_for_it_costs_only_itself():
    data = xlsx_of(table(HEADER, ("عنوان", "", "s", "", "1"), ("عنوان", "#N/A", "s", "", "2"), FIRST))
    empty, wrong, article = read_file(data, "a.xlsx")
    assert isinstance(empty, ArticleFailure)
    assert empty.id == "a.xlsx:Sheet1:2"
    assert empty.error.message == "body: is empty in this row; a text is expected"
    assert "holds an error of the spreadsheet (#N/A)" in wrong.error.message
    assert article.id == "7"
    rows = list(read_sheets(data, "a.xlsx", COLUMNS))
    assert rows[0].content["body"] == ""
    assert rows[1].content.reason == "CELL_IS_ERROR"


def test_a_text_is_read_row_by_row_with_its_numbers_as_shown():
    rows = (
        cell("الوضع في الشمال"),
        cell("المدينة") + cell("القتلى") + cell("النسبة") + cell("اليوم"),
        cell("حلب", "A4") + '<c r="C4" s="1"><v>0.125</v></c><c r="D4" s="2"><v>46356</v></c>',
        cell("حمص", "A5")
        + '<c r="B5"><f>2+3</f><v>5</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="e"><v>#REF!</v></c>',
        cell("سطر أول.\nسطر ثان."),
    )
    (article,) = read_file(xlsx_of(sheet(*rows)), "a.xlsx")
    assert article.title == "الوضع في الشمال"
    assert article.body.split("\n") == [
        "المدينة\tالقتلى\tالنسبة\tاليوم",
        "حلب\t\t12.5%\t2026-11-30",
        "حمص\t5\tTRUE\t#REF!",
        "سطر أول.",
        "سطر ثان.",
    ]


@pytest.mark.parametrize("namespaces", [NAMESPACES, STRICT])
def test_shared_and_rich_texts_are_read_without_what_is_struck_out(namespaces):
    strings = (
        "<si><t>بلغ_x000D_ العدد</t><rPh><t>غير</t></rPh></si><si><r><t>مساحة 10</t></r><r><rPr>"
        "<vertAlign val='superscript'/></rPr><t>6</t></r><r><rPr><strike/></rPr><t>خطأ</t></r><r><t> متر</t></r></si>"
    )
    rows = ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', cell("مشطوب").replace("<c ", '<c s="3" '), cell("آخر")]
    data = xlsx_of(sheet(*rows), strings=strings, namespaces=namespaces)
    assert text_of(data).split("\n") == ["بلغ", "العدد", "مساحة 10⁶ متر", "آخر"]


def test_hidden_columns_are_left_out_of_a_text_and_kept_for_a_table():
    hide = '<cols><col min="2" max="3" hidden="1"/></cols>'
    (article,) = read_file(xlsx_of(hide + table(("أ", "سر", "سر"), ("ب", "سر", "سر"))), "a.xlsx")
    assert (article.title, article.body) == ("أ", "ب")
    assert article.findings[0].message == "Not read of the workbook: hidden columns (2)."
    assert read_file(xlsx_of(hide + table(HEADER, FIRST)), "a.xlsx")[0].body == FIRST[1]


def test_several_sheets_of_text_have_their_names_above_them():
    data = xlsx_of(table(("أول",)), table(("ثان",)), table(()), names=("الشمال", "Sheet2", "فارغ"))
    assert text_of(data) == "الشمال\nأول\nثان"


def test_a_formula_whose_result_was_not_saved_is_said():
    data = xlsx_of(sheet(cell("المجموع") + "<c><f>SUM(A1:A2)</f></c>"))
    (article,) = read_file(data, "a.xlsx")
    assert article.findings[0].severity is Severity.WARNING
    assert "formulas whose result is not in the file" in article.findings[0].message
    data = xlsx_of(sheet(cell("id") + cell("body"), cell("1") + "<c><f>A1</f></c>"))
    assert "(1)" in next(iter(read_sheets(data, "a.xlsx", COLUMNS))).findings[0].message


def test_a_batch_needs_the_column_and_says_which_there_are():
    (row,) = read_sheets(xlsx_of(table(("المدينة", "الخبر " * 20), ("حلب", "x"))), "a.xlsx", COLUMNS)
    assert isinstance(row.content, Failure)
    assert row.content.message.startswith("no sheet of the workbook has a column 'body'; the columns are المدينة. Name")
    (row,) = read_sheets(xlsx_of(table(HEADER)), "a.xlsx", COLUMNS)
    assert row.content.reason == "INPUT_EMPTY"


def ods(content: str, **more: str) -> bytes:
    table = (
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' xmlns:f='f'>"
        "<office:automatic-styles><style:style style:name='gone'><style:table-properties table:display='false'/>"
        f"</style:style></office:automatic-styles><office:body><office:spreadsheet>{content}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=table, **more)


def ods_row(*texts: str, look: str = "", more: str = "") -> str:
    cells = "".join(f"<table:table-cell {look}><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row {more}>{cells}</table:table-row>"


def test_sheets_of_opendocument_are_read_likewise():
    rows = ods_row("العنوان", "النص") + ods_row("خبر", "نص.", more="table:number-rows-repeated='2'")
    hidden = ods_row("سر", "سر", more="table:visibility='collapse'")
    gone = f"<table:table table:style-name='gone'>{rows}</table:table>"
    found = read_file(ods(f"<table:table table:name='أ'>{rows}{hidden}</table:table>{gone}"), "a.ods")
    assert [(article.title, article.body) for article in found] == [("خبر", "نص.")] * 2
    assert "hidden rows (1), hidden sheets (1)" in found[0].findings[0].message or (
        "hidden sheets (1), hidden rows (1)" in found[0].findings[0].message
    )


def test_a_date_in_figures_of_opendocument_is_written_year_first():
    dated = ods_row("03/04/26", look="table:date-value='2026-04-03'") + ods_row(
        "أبريل 2026", look="f:date-value='2026-04-03'"
    )
    (article,) = read_file(ods(f"<table:table>{ods_row('أ', 'ب')}{dated}</table:table>"), "a.ods")
    assert article.body.split("\n") == ["أ\tب", "2026-04-03", "أبريل 2026"]


def test_a_locked_workbook_is_said():
    with pytest.raises(InvalidInput, match="locked with a password"):
        read_file(ods("", **{"META-INF__manifest_dot_xml": "<m><encryption-data/></m>"}), "a.ods")


FULL = '<row><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def test_far_corners_cost_no_memory_and_cells_outside_of_the_sheet_are_none():
    assert text_of(xlsx_of(f"<sheetData>{FULL}</sheetData>")) == "1\n2"
    assert text_of(xlsx_of(sheet(cell("x", "XFE1") + cell("y", "B1")))) == "y"


@pytest.mark.parametrize(
    ("limit", "value", "content", "message"),
    [
        ("xlsx._MAX_ELEMENTS", 8, "<row>" + "<c/>" * 9 + "</row>", "has more than 8 elements in one row"),
        ("xlsx._MAX_ELEMENTS", 8, "<x/>" * 9, "has more than 8 elements in one row"),
        ("xlsx.MAX_ROWS", 2, "<row/><row/><row/>", "has a sheet of more than 2 rows"),
        ("xlsx.MAX_SHEETS", 0, "", "has more than 0 sheets; split it"),
        ("xlsx.MAX_STRINGS", 1, "", "has more than 1 texts; split it, or save it as CSV"),
        ("workbooks.MAX_UNPACKED_BYTES", 3, f"<row>{cell('نصوص')}</row>", "a sheet of more than 3 characters"),
        ("workbooks.MAX_VALUES", 1, f"<row>{cell('أ')}{cell('ب')}</row>", "a sheet of more than 1 cells; split it"),
        ("workbooks._MOST_BYTES", 99, "", "holds more than 99 bytes unpacked; split it into several files"),
        ("sheets.MAX_UNPACKED_BYTES", 3, f"<row>{cell('نصوص')}</row>", "a row of more than 3 characters"),
    ],
)
def test_a_workbook_beyond_a_limit_is_refused_with_the_limit(monkeypatch, limit, value, content, message):
    monkeypatch.setattr(f"mujaz.readers.{limit}", value)
    data = xlsx_of(f"<sheetData>{content}</sheetData>", strings="<si><t>a</t></si>" * 2)
    with pytest.raises(InvalidInput, match=message):
        read_file(data, "a.xlsx")


def test_what_is_wrong_within_a_sheet_ends_its_rows_with_the_reason(monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_ROWS", 12)
    rows = list(read_sheets(xlsx_of(table(HEADER, *[FIRST] * 12)), "a.xlsx", COLUMNS))
    assert [row.next_row for row in rows] == list(range(1, 13))
    assert rows[-1].content.message == "the file has a sheet of more than 12 rows"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            xlsx_of(sheet("<c><is><t>&b;</t></is></c>"), before="<!DOCTYPE r [<!ENTITY b 'x'>]>"),
            "declares its own entities",
        ),
        (xlsx_of("<sheetData><row><c>"), "is damaged"),
        (xlsx_of(sheet()), "is a workbook without text"),
        (
            xlsx_of(table(("سر",)), states=("veryHidden",)),
            r"without text. Not read of the workbook: hidden sheets \(1\)",
        ),
        (zipped(xl__workbook_dot_xml="<workbook/>"), "has no xl/_rels/workbook.xml.rels; it is damaged"),
        (zipped(xl__workbook_dot_bin="x"), r"is a binary Excel workbook \(.xlsb\); save it as .xlsx"),
    ],
)
def test_what_cannot_be_read_is_said(data, message):
    with pytest.raises(InvalidInput, match=message):
        read_file(data, "a.xlsx")


def test_a_batch_refuses_what_only_has_the_name_of_a_workbook():
    (row,) = read_sheets(zipped(a_dot_txt="x"), "a.xlsx", COLUMNS)
    assert row.content.message == "the file is no workbook of Excel or OpenDocument"
    assert workbooks.HEADER_ROWS == 10


def test_a_cell_whose_shared_text_is_missing_is_said_and_not_lost():
    data = xlsx_of(sheet(cell("انهار جسر.") + '<c t="s"><v>9</v></c>'), strings="<si><t>هدنة</t></si>")
    with pytest.raises(InvalidInput, match="the text of a cell is missing"):
        read_file(data, "a.xlsx")


def test_a_cell_longer_than_the_parser_reads_is_said_in_plain_words():
    with pytest.raises(InvalidInput, match="a cell that is too long"):
        read_file(xlsx_of(sheet(cell("جسر " * 2_600_000))), "a.xlsx")


def test_more_sheets_of_opendocument_than_are_read_are_refused():
    sheets = f"<table:table>{ods_row('هدنة')}</table:table>" * (MAX_SHEETS + 1)
    with pytest.raises(InvalidInput, match="more than 1,000 sheets"):
        read_file(ods(sheets), "a.ods")
