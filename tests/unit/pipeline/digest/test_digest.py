"""Digests as readers get them, of articles that are in English already."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from mujaz.config import Settings
from mujaz.engines.base import Floats
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import EngineError, InvalidInput
from mujaz.pipeline import Pipeline, run_digest
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.digest import Report, Writers, options_of_articles
from mujaz.pipeline.digest.story import MOST_COMPARED, tell
from mujaz.text.words import words
from mujaz.types import (
    Article,
    ArticleFailure,
    BriefOptions,
    BriefStyle,
    DigestResult,
    Priority,
    ProcessOptions,
    Story,
    StoryCitation,
    Translation,
)

Make = Callable[..., Translation]
Digest = Callable[..., DigestResult]

MORNING = [
    "A strong earthquake shook the coast near Basra on Monday and damaged dozens of houses.",
    "Rescue teams searched the ruins for survivors with dogs and heavy machines.",
    "The governor of Basra declared a state of emergency for three days.",
    "Schools in the province stay closed until further notice.",
]
EVENING = [
    "The earthquake near Basra on Monday damaged dozens of houses, the civil defence said.",
    "The governor of Basra declared a state of emergency for three days.",
    "However, rescue teams in Basra pulled twelve survivors from the ruins of a market.",
    "Hospitals in the city treated two hundred people after the earthquake.",
]
BANK = [
    "The central bank kept its interest rate at four percent on Wednesday.",
    "Inflation fell for the third month in a row, the bank said in a statement.",
    "Exporters had hoped for a weaker currency before the holidays.",
]


@pytest.fixture
def digest(engine: ExtractiveEngine) -> Digest:
    pipeline = Pipeline(FakeTranslationEngine(), engine, Settings())

    def make(*outcomes: Report | ArticleFailure, **brief) -> DigestResult:
        return pipeline.digest(outcomes, ProcessOptions(brief=BriefOptions(**brief)))

    return make


def ids(story: Story) -> list[str]:
    return [article.id for article in story.articles]


def said(story: Story) -> list[str]:
    return [citation.sentence.of(story.brief) for citation in story.citations]


def assert_cited(result: DigestResult, *reports: Report) -> None:
    """Every line leads to sentences of an article of its story, and says what is there."""
    by_id = {report.article.id: report for report in reports}
    for story in result.stories:
        lines: list[tuple[str, StoryCitation]] = [(story.headline, story.headline_citation)]
        lines += [(story.brief, citation) for citation in story.citations]
        for text, citation in lines:
            assert citation.article_id in ids(story)
            report = by_id[citation.article_id]
            english = report.result.title if citation.in_title else report.result.body
            arabic = report.article.title if citation.in_title else report.article.body
            cited = " ".join(english.segments[position].target.of(english.text) for position in citation.segments)
            left = iter(words(cited))  # a headline leaves words out
            assert all(word in left for word in words(citation.sentence.of(text)))
            assert [english.segments[position].source for position in citation.segments] == list(citation.sources)
            assert all(span.of(arabic) for span in citation.sources)


def test_articles_of_one_event_are_one_story_told_once_newest_first(report, digest: Digest) -> None:
    morning = report("m", MORNING, published="2024-05-06T08:00:00Z")
    evening = report("e", EVENING, title="Survivors found in Basra", published="2024-05-06T19:00:00Z")
    bank = report("b", BANK, title="Rate stays as it is", published="2024-05-08")
    result = digest(morning, bank, evening, max_sentences=8, max_words=200)
    assert [ids(story) for story in result.stories] == [["b"], ["e", "m"]]
    assert [story.published for story in result.stories] == ["2024-05-08", "2024-05-06T19:00:00Z"]
    assert result.stories[1].headline == "Survivors found in Basra"
    brief = result.stories[1].brief
    assert brief.count("state of emergency") == 1
    assert brief.count("dozens of houses") == 1
    assert {citation.article_id for citation in result.stories[1].citations} == {"e", "m"}
    assert brief == " ".join(said(result.stories[1]))
    assert_cited(result, morning, evening, bank)
    assert result.timings.translate_ms == 6.0
    assert result.signature.summary is not None


def test_a_connective_goes_where_another_article_says_what_it_connects_to(report, digest: Digest) -> None:
    newest = report("m", [MORNING[2], MORNING[1], MORNING[3]], published="2024-05-07")
    older = report("e", EVENING, published="2024-05-06")
    options = {"max_sentences": 8, "max_words": 200}
    assert "However, rescue teams" in digest(older, **options).stories[0].brief
    (story,) = digest(newest, older, **options).stories
    assert "Rescue teams in Basra pulled" in story.brief
    assert "However" not in story.brief


@pytest.mark.parametrize("max_sentences", [1, 2, 5])
@pytest.mark.parametrize("max_words", [15, 30, 200])
def test_the_budget_of_a_story_holds(report, digest: Digest, max_sentences: int, max_words: int) -> None:
    result = digest(report("m", MORNING), report("e", EVENING), max_sentences=max_sentences, max_words=max_words)
    (story,) = result.stories
    assert 1 <= len(said(story)) <= max_sentences
    assert len(story.brief.split()) <= max_words or len(said(story)) == 1


def test_stories_without_a_date_come_last_and_else_in_order(report, digest: Digest) -> None:
    sport = ["The national team won the cup after a penalty shoot-out in Doha.", "The captain thanked the fans."]
    result = digest(report("b", BANK), report("s", sport), report("m", MORNING, published="1999-01-01"))
    assert [ids(story) for story in result.stories] == [["m"], ["b"], ["s"]]
    assert [story.published for story in result.stories] == ["1999-01-01", "", ""]


def test_a_doubtful_title_is_no_headline(report, digest: Digest) -> None:
    bank = report("b", BANK, title="Rate rises to 9 percent", wrong_title=True)
    result = digest(bank, max_sentences=2)
    (story,) = result.stories
    assert story.headline == "Central bank kept interest rate at four percent on Wednesday"
    assert not story.headline_citation.in_title
    assert BANK[0] not in said(story), "the headline is not said again"
    assert_cited(result, bank)


def test_doubtful_sentences_are_taken_where_there_is_nothing_else_and_marked(report, digest: Digest) -> None:
    faulty = report("e", EVENING, wrong=range(4))
    (story,) = digest(report("m", MORNING), faulty).stories
    assert not any(citation.doubtful for citation in story.citations)
    (story,) = digest(faulty).stories
    assert [citation.doubtful for citation in story.citations] == [True]
    assert story.headline_citation.doubtful


@pytest.mark.parametrize(
    ("style", "layout"),
    [
        (BriefStyle.PARAGRAPH, "{} {}"),
        (BriefStyle.BULLETS, "- {}\n- {}"),
        (BriefStyle.HEADLINE, ""),
    ],
)
def test_a_story_is_laid_out_as_asked(report, digest: Digest, style: BriefStyle, layout: str) -> None:
    (story,) = digest(report("b", BANK, title="Rate stays as it is"), max_sentences=2, style=style).stories
    assert story.headline == "Rate stays as it is"
    assert story.brief == layout.format(*said(story))


def test_failures_are_named_and_the_rest_goes_on(report, digest: Digest) -> None:
    broken = ArticleFailure(id="x", error=EngineError("fell over"))
    nothing = report("n", ["…"])
    result = digest(broken, report("b", BANK), nothing)
    assert [ids(story) for story in result.stories] == [["b"]]
    assert [(failure.id, failure.error.reason) for failure in result.failures] == [("x", "ENGINE"), ("n", "NO_WORDS")]
    assert digest(broken).stories == ()


def test_an_article_of_one_sentence_is_a_headline_alone(report, digest: Digest) -> None:
    (story,) = digest(report("b", BANK[:1])).stories
    assert story.headline == "Central bank kept interest rate at four percent on Wednesday"
    assert (story.brief, story.citations) == ("", ())


def local(**limits: int) -> Pipeline:
    engine = FakeTranslationEngine()
    from mujaz.engines.fake import FakeSummaryEngine

    return Pipeline(engine, FakeSummaryEngine(), Settings(**limits))  # type: ignore[arg-type]


def test_articles_are_processed_one_by_one_and_fail_one_by_one() -> None:
    good = Article(id="a", title="عنوان", body="قال الوزير إن 60% من القوات غادرت البلاد.", published="2021-04-08")
    bad = Article(id="b", body="English")
    result = run_digest(local(), [good, bad], ProcessOptions())
    assert [ids(story) for story in result.stories] == [["a"]]
    assert [(failure.id, failure.error.reason) for failure in result.failures] == [("b", "TEXT_NOT_ARABIC")]
    assert run_digest(local(), [bad], ProcessOptions()).stories == ()


@pytest.mark.parametrize(
    ("articles", "limits", "field", "reason", "says"),
    [
        ([], {}, "articles", "FIELD_MISSING", "is empty"),
        (["a", "b", "c"], {"max_digest_articles": 2}, "articles", "TOO_MANY_ARTICLES", "has 3 .* limit is 2"),
        (["a", "b"], {"max_digest_chars": 5}, "articles", "TEXT_TOO_LONG", "has 6 .* limit is 5"),
        (["a", ""], {}, "articles[1].id", "ID_MISSING", "is empty"),
        (["a", "b", "a"], {}, "articles[2].id", "ID_DUPLICATE", r"is that of articles\[0\] too"),
    ],
)
def test_what_makes_no_digest_is_refused_whole(
    articles: list[str], limits: dict[str, int], field: str, reason: str, says: str
) -> None:
    with pytest.raises(InvalidInput, match=says) as caught:
        run_digest(local(**limits), [Article(id=id_, body="نص.") for id_ in articles], ProcessOptions())
    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_a_beam_that_cannot_be_is_refused_whole() -> None:
    with pytest.raises(InvalidInput, match=r"options\.beam_size"):
        run_digest(local(), [Article(id="a", body="نص.")], ProcessOptions(beam_size=99))


def test_articles_wait_in_the_bulk_lane_and_leave_room_for_the_headline() -> None:
    own = options_of_articles(ProcessOptions(beam_size=2, brief=BriefOptions(max_sentences=2, max_words=40)))
    assert (own.beam_size, own.priority) == (2, Priority.BULK)
    assert own.brief == BriefOptions(max_sentences=3, max_words=68)
    assert options_of_articles(ProcessOptions(brief=BriefOptions(style=BriefStyle.HEADLINE))).brief is None
    assert options_of_articles(ProcessOptions(priority=Priority.INTERACTIVE)).priority is Priority.INTERACTIVE


def test_of_briefs_without_end_only_the_first_sentences_are_compared(engine: ExtractiveEngine, report) -> None:
    class Counting:
        """Notes how many texts it compared."""

        def __init__(self) -> None:
            self.compared: list[int] = []

        def similarities(self, texts: Sequence[str]) -> Floats:
            self.compared.append(len(texts))
            return engine.similarities(texts)

    counting = Counting()
    options = BriefOptions(max_sentences=10_000, max_words=1_000_000)
    sentences = [f"The house with the number {number} was damaged by the earthquake." for number in range(700)]
    reports = []
    for id_ in ("a", "b"):
        made = report(id_, sentences)
        brief = write_brief("", made.result.body, engine, options)
        reports.append(replace(made, result=replace(made.result, brief=brief)))
        assert brief is not None
        assert len(brief.citations) > MOST_COMPARED / 2
    tell(reports, options, Writers(engine=engine, fallback=None, comparer=counting))
    assert counting.compared == [MOST_COMPARED]
