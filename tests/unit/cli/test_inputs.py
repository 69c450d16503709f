"""Articles from files and standard input."""

import io
import sys
from pathlib import Path

import pytest

from mujaz.cli.inputs import about_file, read_article
from mujaz.errors import InvalidInput
from mujaz.types import Article

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_example_has_a_title_and_nothing_of_it_is_lost(path: Path) -> None:
    article = read_article(str(path))
    text = path.read_text(encoding="utf-8")
    assert text.startswith(article.title + "\n\n")
    assert text.rstrip("\n") == f"{article.title}\n\n{article.body}"


@pytest.mark.parametrize(
    ("field", "encoding", "says"),
    [
        ("article.body", "", "en.txt: has no Arabic letters"),
        ("article.title", "", "en.txt: the title has no Arabic letters"),
        (
            "article.body",
            "cp1252",
            "en.txt: has no Arabic letters. It was read as cp1252; leave out --encoding to have it detected",
        ),
        ("beam_size", "cp1252", "beam_size: has no Arabic letters"),
    ],
)
def test_an_error_about_the_text_names_the_file(field: str, encoding: str, says: str) -> None:
    error = InvalidInput("has no Arabic letters", field=field, reason="TEXT_NOT_ARABIC")
    about = about_file(error, "en.txt", encoding=encoding)
    assert (str(about), about.reason) == (says, "TEXT_NOT_ARABIC")


def test_options_say_where_the_title_is(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("سطر\n\nنص\n", encoding="utf-8")
    assert read_article(str(file), title="عنوان") == Article(title="عنوان", body="سطر\n\nنص")
    assert read_article(str(file), title="") == Article(body="سطر\n\nنص")


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes("\ufeffعنوان\r\n\r\nنص\r\nسطر\r\n".encode())
    assert read_article(str(file)) == Article(title="عنوان", body="نص\nسطر")


def test_line_ends_of_old_macs_end_lines(tmp_path: Path) -> None:
    file = tmp_path / "mac.txt"
    file.write_bytes("عنوان\r\rسطر\rآخر\r".encode())
    article = read_article(str(file))
    assert (article.title, article.body) == ("عنوان", "سطر\nآخر")


def test_json_is_an_article_of_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "article.json"
    file.write_text('{"id": "7", "title": "عنوان", "body": "نص", "published": "2021-04-08"}', encoding="utf-8")
    article = Article(id="7", title="عنوان", body="نص", published="2021-04-08")
    assert read_article(str(file)) == article


def test_standard_input_may_be_either(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, article in [("نص", Article(body="نص")), (' {"body": "نص"}', Article(body="نص"))]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert read_article("-") == article


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "is a PNG image, which is not read"),
        ("large.txt", b"x" * (16 * 2**20 + 1), "is longer than 16,777,216 bytes"),
        ("bad.json", b"{", "is not JSON: Expecting property name"),
        ("list.json", b"[]", "holds no articles"),
        ("two.json", b'[{"body": "x"}, {"body": "y"}]', "holds 2 articles; `mujaz digest`"),
        ("unknown.json", b'{"para": "x", "n": 1}', "the fields are para, n. Name the one"),
        ("surrogate.json", b'{"body": "\\ud800"}', "surrogate"),
        ("table.csv", b"id,text\n1,x\n", "one article per row"),
        ("messages.po", b'msgid "a"\nmsgstr "b"\n', "is a catalogue of messages"),
        ("book.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an Office file from before 2007"),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(InvalidInput, match=says) as raised:
        read_article(str(file))
    assert "\n" not in str(raised.value)
    assert raised.value.field in (str(file), "article", "body")


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"missing\.txt: does not exist"):
        read_article(str(tmp_path / "missing.txt"))
    with pytest.raises(InvalidInput, match="is a folder; `mujaz batch`"):
        read_article(str(tmp_path))
    with pytest.raises(InvalidInput, match="matches no file"):
        read_article(str(tmp_path / "*.txt"))


PAGE = """<!DOCTYPE html><html><head><title>موقع</title></head><body><nav>قائمة</nav>
<article><h1>عنوان الخبر</h1><p>قال الوزير &laquo;نعم&raquo;.</p><p>وأضاف.</p></article></body></html>"""


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.txt", "-"])
def test_a_web_page_gives_its_headline_and_paragraphs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = name
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    else:
        file = str(tmp_path / name)
        Path(file).write_text(PAGE, encoding="utf-8")
    assert read_article(file) == Article(title="عنوان الخبر", body="قال الوزير «نعم».\nوأضاف.")
    if name != "-":
        assert read_article(file, title="").title == ""


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><body><nav>قائمة</nav></body></html>", encoding="utf-8")
    with pytest.raises(InvalidInput, match="has no paragraphs of text"):
        read_article(str(file))


def test_a_page_in_another_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.replace("<head>", '<head><meta charset="windows-1256">').encode("cp1256"))
    assert read_article(str(file)).title == "عنوان الخبر"
