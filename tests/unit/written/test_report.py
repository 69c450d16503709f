"""The page of an article: whole, escaped, and with everything that the result says."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import mujaz.pipeline
from mujaz.cli.main import main
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.types import (
    AppliedTerm,
    Article,
    ArticleResult,
    Brief,
    BriefMethod,
    Citation,
    Doubt,
    Finding,
    FindingKind,
    ModelSignature,
    Segment,
    Severity,
    Signature,
    Span,
    TermOrigin,
    Timings,
    Translation,
)
from mujaz.written.report import article_html

NASTY = '<script>alert(1)</script> & "quotes" $name ${style} <img src=x onerror=alert(1)>'
SOURCE = f"قال ٦٠٪ منهم {NASTY}. ثان.\n\nثالث."
TARGET = f"So said 50% of them {NASTY}. Second.\n\nThird."
VOID = {"meta"}


class Page(HTMLParser):
    """A page as a browser would see it: its tags with their attributes, and the texts by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == [], "tags that were never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str, **having: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag and having.items() <= attrs.items()]

    @property
    def words(self) -> str:
        """What a reader sees."""
        return "".join(text for tag, text in self.texts if tag != "style")


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def result(*, brief: bool = True, title: str = NASTY) -> ArticleResult:
    number = Finding(
        kind=FindingKind.NUMBER,
        severity=Severity.ERROR,
        message=f"A number changed {NASTY}.",
        source=place(SOURCE, "٦٠٪"),
        target=place(TARGET, "50%"),
    )
    doubt = Finding(kind=FindingKind.LOW_PROBABILITY, severity=Severity.WARNING, message="Unsure.")
    first = (place(SOURCE, f"قال ٦٠٪ منهم {NASTY}."), place(TARGET, f"So said 50% of them {NASTY}."))
    segments = (
        Segment(source=first[0], target=first[1], confidence=0.9, findings=(doubt, number)),
        Segment(source=place(SOURCE, "ثان."), target=place(TARGET, "Second."), confidence=0.6),
        Segment(source=place(SOURCE, "ثالث."), target=place(TARGET, "Third."), confidence=0.2, findings=(doubt,)),
    )
    heading = Segment(source=Span(0, len(title)), target=Span(0, len(title)), confidence=0.85)
    citations = (Citation(brief=Span(0, 6), segments=(0, 2)), Citation(brief=Span(7, 12), segments=(1,)))
    return ArticleResult(
        id="",
        title=Translation(text=title, segments=(heading,) if title else ()),
        body=Translation(text=TARGET, segments=segments),
        brief=Brief(text="First. Then.", method=BriefMethod.EXTRACTIVE, citations=citations) if brief else None,
        signature=Signature(
            normalizer="3",
            decoding="beam=4",
            version="0.1.0",
            translation=ModelSignature(model=NASTY, revision="r1", engine="e1", compute_type="int8"),
        ),
        timings=Timings(),
    )


ARTICLE = Article(title=NASTY, body=SOURCE, source=NASTY, published="2021-04-08", url="https://example.org/?a=1&b=2")


def page(article: Article = ARTICLE, made: ArticleResult | None = None) -> Page:
    return Page(article_html(article, made or result()).decode())


def test_the_page_needs_no_other_file_and_runs_nothing() -> None:
    made = page()
    assert {tag for tag, _ in made.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "b"})
    assert not [name for _, attrs in made.tags for name in attrs if name == "src" or name.startswith("on")]
    assert "url(" not in (style := next(text for tag, text in made.texts if tag == "style"))
    assert "@import" not in style


def test_all_texts_are_shown_as_they_are() -> None:
    words = page().words
    for text in (SOURCE.split(". ")[0], TARGET.split(". ")[0], f"A number changed {NASTY}.", NASTY):
        assert text in words
    assert words.count(NASTY) == 8  # name, two titles, origin, both texts, finding, signature


def test_both_texts_stand_side_by_side_in_their_own_direction() -> None:
    made = page()
    assert len(made.all("p", **{"class": "arabic", "lang": "ar", "dir": "rtl"})) == 4
    assert len(made.all("p", **{"class": "english", "dir": "ltr"})) == 3
    assert len(made.all("section", **{"class": "paragraph"})) == 2


def test_the_words_in_question_are_marked_in_both_texts() -> None:
    made = page()
    marked = [text for tag, text in made.texts if tag == "mark"]
    assert marked[:2] == ["50%", "٦٠٪"]


def test_terms_are_marked_and_named_and_a_finding_is_seen_above_them() -> None:
    made = result()
    first, *rest = made.body.segments
    terms = (
        AppliedTerm(
            source=place(SOURCE, "منهم"),
            target=place(TARGET, "them"),
            term="هم <x>",
            target_term="them <y>",
            origin=TermOrigin.SERVER,
        ),
        AppliedTerm(
            source=place(SOURCE, "قال ٦٠٪"),
            target=place(TARGET, "50%"),
            term="قال",
            target_term="So",
            origin=TermOrigin.REQUEST,
        ),
    )
    body = replace(made.body, segments=(replace(first, terms=terms), *rest))
    shown = page(made=replace(made, body=body))
    assert [text for tag, text in shown.texts if tag == "mark"][:5] == ["50%", "them", "قال ", "٦٠٪", "منهم"]
    assert [attrs["class"] for attrs in shown.all("mark")][:5] == ["error", "term", "term", "error", "term"]
    assert "Terms: هم <x> = them <y>, قال = So" in shown.words


def test_words_that_the_model_was_unsure_of_are_marked_and_named() -> None:
    made = result()
    first, second, *rest = made.body.segments
    doubt = Doubt(target=place(TARGET, "Second"), probability=0.1, alternatives=("Other <x>",))
    body = replace(made.body, segments=(first, replace(second, doubts=(doubt,)), *rest))
    shown = page(made=replace(made, body=body))
    assert "Second" in [text for tag, text in shown.texts if tag == "mark"]
    assert "doubt" in [attrs["class"] for attrs in shown.all("mark")]
    assert "Unsure of: Second (or Other <x>)" in shown.words


def test_findings_and_confidence_are_in_words_and_colour() -> None:
    made = page()
    assert [attrs["class"] for attrs in made.all("div") if attrs["class"] != "title"] == [
        "segment do-not-rely",  # an error, whatever the confidence
        "segment check",
        "segment do-not-rely",
    ]
    for words in ("Confidence 0.90, good", "Confidence 0.60, check", "Confidence 0.20, do not rely", "Unsure."):
        assert words in made.words
    assert made.words.index("Error: A number changed") < made.words.index("Warning: Unsure.")
    assert re.search(
        r"3 sentences\. Confidence 0\.\d\d: 1 good, 1 check, 1 do not rely\. 1 error, 2 warnings\.", made.words
    )


def test_the_briefs_citations_lead_to_segments_of_the_page() -> None:
    made = page()
    assert "First. [1] [3] Then. [2]" in made.words
    links = [attrs["href"] for attrs in made.all("a", **{"class": "cited"})]
    assert links == ["#s1", "#s3", "#s2"]
    assert {f"#{attrs['id']}" for attrs in made.all("div") if "id" in attrs} == {"#s1", "#s2", "#s3"}


def test_origin_and_signature_are_there() -> None:
    made = page()
    assert "2021-04-08" in made.words
    assert made.all("a", href="https://example.org/?a=1&b=2")
    assert re.search(r"Translation.*r1, e1, int8.*beam=4.*0\.1\.0", made.words, re.DOTALL)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "www.example.org"])
def test_only_a_link_to_the_web_is_a_link(url: str) -> None:
    made = page(Article(body=SOURCE, url=url))
    assert all(str(attrs["href"]).startswith("#s") for attrs in made.all("a"))


def test_without_brief_title_and_origin_the_rest_is_there() -> None:
    made = page(Article(body=SOURCE), result(brief=False, title=""))
    assert not made.all("section", **{"class": "brief"})
    assert not made.all("p", **{"class": "origin"})
    assert [text for tag, text in made.texts if tag in ("title", "h1")] == ["Article without a title"] * 2


def test_of_marks_that_overlap_the_gravest_is_seen() -> None:
    kind, message = FindingKind.NUMBER, "x"
    findings = (
        Finding(kind=kind, severity=Severity.WARNING, message=message, target=Span(0, 5)),
        Finding(kind=kind, severity=Severity.ERROR, message=message, target=Span(3, 8)),
        Finding(kind=kind, severity=Severity.INFO, message=message, target=Span(5, 99)),
    )
    segment = Segment(source=Span(0, 1), target=Span(1, 9), confidence=1.0, findings=findings)
    made = result(brief=False, title="")
    body = Translation(text="abcdefghij", segments=(segment,))
    article = ArticleResult(
        id="", title=made.title, body=body, brief=None, signature=made.signature, timings=made.timings
    )
    html = article_html(Article(body="ن"), article).decode()
    marks = '<mark class="warning">bc</mark><mark class="error">defgh</mark><mark class="info">i</mark></p>'
    assert marks in html


@pytest.fixture
def fake_models(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(settings: Settings) -> Pipeline:
        return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings)

    monkeypatch.setattr(mujaz.pipeline, "load_pipeline", load)


@pytest.mark.usefixtures("fake_models")
def test_the_command_writes_the_page_beside_what_it_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, target = tmp_path / "article.json", tmp_path / "page.html"
    fields = {"title": "عنوان", "body": SOURCE, "source": "الصباح", "published": "2021-04-08"}
    article.write_text(json.dumps(fields), encoding="utf-8")
    assert main(["article", str(article), "--report", str(target), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    made = Page(target.read_text(encoding="utf-8"))
    assert len(made.all("p", **{"class": "english"})) == len(printed["segments"])
    assert "الصباح" in made.words
    assert not made.all("script")


def test_a_page_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["article", "no-such-article.txt", "--report", str(tmp_path / "missing" / "page.html")]) == 2
    assert "--report: the folder" in capsys.readouterr().err
    assert main(["article", "no-such-article.txt", "--report", "/proc/page.html"]) == 2
    assert "--report: cannot write /proc/page.html: " in capsys.readouterr().err
    assert main(["article", "no-such-article.txt", "--report", str(tmp_path / "page.html")]) == 2
    assert not list(tmp_path.iterdir())
    assert main(["article", "no-such-article.txt", "--report", str(tmp_path)]) == 2
    assert "is a directory" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_models")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_translation_is_printed_though_the_page_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("قال الوزير.", encoding="utf-8")
    assert main(["article", str(article), "--report", "/dev/full"]) == 1
    printed, told = capsys.readouterr()
    assert printed.startswith("W3 w6.")
    assert "No space left" in told


def test_a_title_and_none_are_too_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["article", "no-such-article.txt", "--title", "عنوان", "--no-title"]) == 2
    assert "--title and --no-title contradict each other" in capsys.readouterr().err
