"""Documents of word processors are read as they are printed."""

import io
import zipfile

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.types import Article, ArticleFailure

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ODT = "application/vnd.oasis.opendocument.text"
FIRST = "افتتحت البلدية جسرا جديدا على النهر يوم الثلاثاء."


def body(data: bytes) -> str:
    (article,) = read_file(data, "file")
    assert isinstance(article, Article)
    return article.body


def zipped(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return stream.getvalue()


def docx(blocks: str) -> str:
    document = f'<w:document xmlns:w="{W}" xmlns:m="{M}" xmlns:mc="{MC}"><w:body>{blocks}</w:body></w:document>'
    return body(zipped(word__document_dot_xml=document))


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str, height: str = "superscript") -> str:
    return run(text, f'<w:vertAlign w:val="{height}"/>')


def field(instruction: str, result: str) -> str:
    kinds = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>@' for kind in ("begin", "separate", "end"))
    begin, separate, end, _ = kinds.split("@")
    return f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{separate}{run(result)}{end}"


@pytest.mark.parametrize(
    ("runs", "read"),
    [
        (run("بلغ 10") + raised("6") + run(" متر."), "بلغ 10⁶ متر."),
        (run("بلغ 10") + raised("-") + raised("19") + run(" متر."), "بلغ 10⁻¹⁹ متر."),
        (run("من CO") + raised("2", "subscript") + run(" في القرن 21") + raised("st"), "من CO2 في القرن 21st"),
        (
            f"{run('بلغ ')}<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup>"
            f"</m:sSup></m:oMath>{run('.')}",
            "بلغ 10⁶.",
        ),
        (
            f"{run('زاد 2')}<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
            f"</m:f></m:oMath>{run('.')}",
            "زاد 2 1/2.",
        ),
        (
            run("سنة 1999") + "<w:r><w:noBreakHyphen/></w:r>" + run("2000 مق</w:t><w:softHyphen/><w:t>سومة"),
            "سنة 1999-2000 مقسومة",
        ),
        (f"<w:del>{run('لا').replace('w:t', 'w:delText')}</w:del><w:ins>{run('لم')}</w:ins>{run(' يقبل')}", "لم يقبل"),
        (f"<w:moveFrom>{run('لا')}</w:moveFrom><w:moveTo>{run('لم')}</w:moveTo>{run(' يقبل')}", "لم يقبل"),
        (
            run("بلغ ") + run("15", "<w:strike/>") + run("16", "<w:dstrike/>") + run("51", '<w:strike w:val="0"/>'),
            "بلغ 51",
        ),
        (run("لا", '<w:vanish w:val="false"/>') + run(" لم", "<w:vanish/>") + run(" يقبل"), "لا يقبل"),
        (
            f'<w:dir w:val="rtl">{run("لا ")}<w:bdo w:val="ltr">{run("يقبل")}</w:bdo></w:dir>{run(" أبدا")}',
            "لا يقبل أبدا",
        ),
        (run("بلغ 120") + "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>1</w:t></w:r>", "بلغ 120"),
        (run("بلغ 120") + field("PAGE", "7") + run(" و") + field("REF x", "8"), "بلغ 120 و8"),
        (run("بلغ 120") + f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>', "بلغ 120"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('لا')}</mc:Choice><mc:Fallback>{run('لا')}</mc:Fallback>"
            f"</mc:AlternateContent>{run(' يقبل')}",
            "لا يقبل",
        ),
        (run("من") + "<w:r><w:ptab/></w:r>" + run("إلى"), "من إلى"),
    ],
)
def test_a_paragraph_of_word_is_read_as_it_is_printed(runs: str, read: str) -> None:
    assert docx(f"<w:p>{run(FIRST)}</w:p><w:p>{runs}</w:p>") == f"{FIRST}\n{read}"


def box(text: str) -> str:
    return f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"


def test_text_boxes_of_word_stand_once_behind_what_they_are_tied_to() -> None:
    drawn = f"<mc:AlternateContent><mc:Choice>{box('وله بابان.')}</mc:Choice><mc:Fallback>{box('وله بابان.')}"
    tied = f"<w:p>{run(FIRST)}<w:r>{drawn}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    cell = f"<w:tbl><w:tr><w:tc><w:p>{run('أ')}<w:pict>{box('ب')}</w:pict></w:p></w:tc></w:tr></w:tbl>"
    assert docx(f"{tied}<w:p>{run('وكلف مليونا.')}</w:p>{cell}") == f"{FIRST}\nوله بابان.\nوكلف مليونا.\nأ\nب"


def test_a_document_saved_as_strict_xml_is_read() -> None:
    document = f'<w:document xmlns:w="{W}"><w:body><w:p>{run(FIRST)}</w:p></w:body></w:document>'
    strict = document.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert body(zipped(word__document_dot_xml=strict)) == FIRST


def test_a_row_of_a_table_is_no_title() -> None:
    rows = f"<w:tbl><w:tr><w:tc><w:p>{run('أ')}</w:p></w:tc><w:tc><w:p>{run('ب')}</w:p></w:tc></w:tr></w:tbl>"
    assert docx(f"{rows}<w:p>{run(FIRST)}</w:p>") == f"أ\tب\n{FIRST}"


def test_cells_of_word_stay_in_their_columns() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    def cell(text: str, columns: int = 1) -> str:
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr><w:p>{run(text)}</w:p></w:tc>'

    table = row(cell(""), cell("السعر", 2), cell("الوزن")) + row(cell("ذهب"), cell("1"), cell("2"), cell("3"))
    assert docx(f"<w:p>{run(FIRST)}</w:p><w:tbl>{table}</w:tbl>") == f"{FIRST}\n\tالسعر\t\tالوزن\nذهب\t1\t2\t3"


STYLES = """<office:automatic-styles>
<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="T3"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="T4"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T5"><style:text-properties style:text-line-through-style="none" style:text-position="0% 100%"/>
</style:style></office:automatic-styles>"""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("بلغ 10<text:span text:style-name='T1'>6</text:span> متر.", "بلغ 10⁶ متر."),
        ("من CO<text:span text:style-name='T2'>2</text:span> في.", "من CO2 في."),
        (
            "بلغ <text:span text:style-name='T3'>15</text:span><text:span text:style-name='T5'>51</text:span>.",
            "بلغ 51.",
        ),
        ("لا<text:span text:style-name='T4'> لم</text:span> يقبل.", "لا يقبل."),
        (
            "بلغ 120<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>سر</text:p>"
            "</text:note-body></text:note> نسمة.",
            "بلغ 120 نسمة.",
        ),
        ("بلغ 120<text:page-number>7</text:page-number><text:change-start/> نسمة<text:change-end/>.", "بلغ 120 نسمة."),
        ("لا<office:annotation><text:p>سر</text:p></office:annotation> يقبل<text:soft-page-break/>ون.", "لا يقبلون."),
        (
            "في <text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>طوكيو</text:ruby-text></text:ruby>.",
            "في 東京 (طوكيو).",
        ),
        (
            "لا <draw:frame><draw:text-box><text:p>صندوق</text:p></draw:text-box><svg:title>صورة</svg:title>"
            "</draw:frame>يقبل.",
            "لا يقبل.\nصندوق",
        ),
    ],
)
def test_a_paragraph_of_opendocument_is_read_as_it_is_printed(text: str, read: str) -> None:
    names = " ".join(f"xmlns:{name}='{name}'" for name in ("office", "style", "text", "table", "draw", "svg"))
    content = (
        f"<office:document-content {names}>{STYLES}<office:body><office:text><text:p>{FIRST}</text:p>"
        f"<text:p text:style-name='T4'>سر</text:p><text:p>{text}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    assert body(zipped(mimetype=ODT, content_dot_xml=content)) == f"{FIRST}\n{read}"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"10{\super 6} km", "10⁶ km"),
        (r"10\super -19\nosupersub  km", "10⁻¹⁹ km"),
        (r"CO{\sub 2} 21{\super st}", "CO2 21st"),
        (r"{\deleted\revauthdel1 no\'e1\u1575?} yes", "yes"),
        (r"a \strike b\strike0 c", "a c"),
        (r"a {\v b} c", "a c"),
        (r"120{\super\chftn}{\footnote secret} km", "120 km"),
        (r"a\_b\-c|d", "a\u2011b\xadc|d"),
        (r"\trowd a|b\cell c\cell\row", "a|b\tc"),
    ],
)
def test_a_paragraph_of_rtf_is_read_as_it_is_printed(written: str, read: str) -> None:
    first = "".join(f"\\u{ord(sign)}?" for sign in FIRST)
    text = body(rf"{{\rtf1\ansi\ansicpg1256 {first}\par {written}\par}}".encode())
    assert " ".join(text.removeprefix(f"{FIRST}\n").replace("\t", "@").split()).rstrip("@").replace("@", "\t") == read


def book(chapters: int, **files: str) -> bytes:
    """A book with a list of chapters, and some of them."""
    listed = "".join(f"<item id='c{at}' href='c{at}.xhtml'/>" for at in range(chapters))
    spine = "".join(f"<itemref idref='c{at}'/>" for at in range(chapters))
    package = f"<package><manifest>{listed}</manifest><spine>{spine}</spine></package>"
    return zipped(
        mimetype="application/epub+zip",
        **{"META-INF__container_dot_xml": "<container><rootfile full-path='a/b.opf'/></container>"},
        a__b_dot_opf=package,
        **{f"a__{name}_dot_xhtml": f"<h1>{name}</h1><p>{text}</p>" for name, text in files.items() if name != "locked"},
        **({"META-INF__encryption_dot_xml": files["locked"]} if "locked" in files else {}),
    )


def test_a_book_with_a_chapter_that_is_missing_or_damaged_is_read_without_it() -> None:
    data = book(4, c0=FIRST, c1="نص يفسد", c3=FIRST, locked="<e><CipherReference URI='a/c3.xhtml'/></e>")
    damaged = data.replace("نص يفسد".encode(), "نص بفسد".encode())
    found = read_file(damaged, "b.epub")
    assert [(one.id, one.body) for one in found if isinstance(one, Article)] == [("a/c0.xhtml", FIRST)]
    assert [(one.id, str(one.error).partition(": ")[2][:40]) for one in found if isinstance(one, ArticleFailure)] == [
        ("b.epub/a/c1.xhtml", "is damaged: Bad CRC-32 for file 'a/c1.xh"),
        ("b.epub/a/c2.xhtml", "is a chapter that the book lists and doe"),
        ("b.epub/a/c3.xhtml", "is locked by the seller of the book"),
    ]


def test_a_book_without_a_chapter_that_can_be_read_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"b\.epub/a/c0\.xhtml: is a chapter that the book lists"):
        read_file(book(1), "b.epub")
    with pytest.raises(InvalidInput, match="is a book without text"):
        read_file(book(0), "b.epub")


def table(*rows: tuple[tuple[str, ...], ...]) -> str:
    cells = (
        "".join(f"<w:tc>{''.join(f'<w:p>{run(text)}</w:p>' for text in cell)}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_that_lays_out_the_page_is_its_paragraphs() -> None:
    long = FIRST * 9
    blocks = table((("بيان صحفي", FIRST), ()), (("أ",), ("5", "6")), ((long, "نعم."), ("لا.",)))
    assert docx(f"<w:p>{run(FIRST)}</w:p>{blocks}") == f"{FIRST}\nبيان صحفي\n{FIRST}\nأ\t5 6\n{long}\nنعم.\nلا."
    cell = "<t:table-cell>{}</t:table-cell>"
    rows = cell.format(f"<t:p>بيان</t:p><t:p>{FIRST}</t:p>"), cell.format("<t:p>أ</t:p>") + cell.format("<t:p>5</t:p>")
    content = "".join(f"<t:table-row>{row}</t:table-row>" for row in rows)
    odt = f"<o:d xmlns:o='o' xmlns:t='t'><o:text><t:p>{FIRST}</t:p><t:table>{content}</t:table></o:text></o:d>"
    assert body(zipped(mimetype=ODT, content_dot_xml=odt)) == f"{FIRST}\nبيان\n{FIRST}\nأ\t5"


@pytest.mark.parametrize(
    ("font", "char", "said"), [("Symbol", "F0B0", "25°م."), ("Wingdings", "F028", "25 م."), ("Arial", "00B0", "25°م.")]
)
def test_a_sign_that_word_keeps_as_its_place_in_a_font_is_read(font: str, char: str, said: str) -> None:
    sign = f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    assert docx(f"<w:p>{run(FIRST)}</w:p><w:p>{run('25')}{sign}{run('م.')}</w:p>").endswith(said)
