"""Briefs as readers get them."""

import random
from collections.abc import Callable, Sequence

import pytest

from mujaz.engines.base import SummarySentence
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.engines.fake import FakeSummaryEngine
from mujaz.errors import EngineError, InvalidInput
from mujaz.pipeline.brief import brief_of_sentences, write_brief
from mujaz.pipeline.brief.layout import as_headline, finish
from mujaz.types import Brief, BriefMethod, BriefOptions, BriefStyle, Span, Translation

Make = Callable[..., Translation]

NEWS = [
    "The parliament approved the budget of the coming year on Monday.",
    "Two hundred members voted for the law after a debate of six hours.",
    "The finance minister said that salaries would be paid in full.",
    "Opposition parties left the hall before the vote began.",
]


def write(
    engine: ExtractiveEngine, translation: Translation, title: str = "", options: BriefOptions | None = None
) -> Brief:
    brief = write_brief(title, translation, engine, options or BriefOptions())
    assert brief is not None
    return brief


@pytest.mark.parametrize(
    ("sentence", "finished"),
    [
        ("the vote was held on Monday", "The vote was held on Monday."),
        ("He said: “We are ready.”", "He said: “We are ready.”"),
        ("Will it hold?", "Will it hold?"),
        ("He listed the reasons:", "He listed the reasons."),
        ("it was late –", "It was late."),
        ("They left (all of them)", "They left (all of them)."),
        ("They left (all of them.)", "They left (all of them.)"),
    ],
)
def test_every_sentence_begins_and_ends_as_one(sentence: str, finished: str) -> None:
    assert finish(sentence) == finished


def test_a_sentence_with_a_million_dashes_is_finished_in_no_time() -> None:
    sentence = f"Word {'-' * 1_000_000} word"
    assert finish(sentence) == f"{sentence}."


def test_an_article_of_one_sentence_gives_that_sentence(engine: ExtractiveEngine, make_translation: Make) -> None:
    brief = write(engine, make_translation(NEWS[:1]))
    assert brief.text == NEWS[0]
    assert brief.method is BriefMethod.EXTRACTIVE
    assert [(citation.brief, citation.segments) for citation in brief.citations] == [(Span(0, len(NEWS[0])), (0,))]


def test_an_article_of_two_sentences_gives_one(engine: ExtractiveEngine, make_translation: Make) -> None:
    assert write(engine, make_translation(NEWS[:2])).text == NEWS[0]


def test_doubtful_sentences_do_not_make_the_brief_shorter(engine: ExtractiveEngine, make_translation: Make) -> None:
    more = ["Oil exports are expected to rise in spring.", "Schools in the south will get new teachers this year."]
    article = make_translation([*NEWS, *more], wrong=[0, 1, 2])
    assert [citation.segments[0] for citation in write(engine, article).citations] == [3, 4, 5]


def test_citations_lead_back_past_what_was_left_out(engine: ExtractiveEngine, make_translation: Make) -> None:
    article = make_translation(["Parliament approves budget", "Baghdad: Al-Sabah", *NEWS])
    brief = write(engine, article, title="Parliament approves budget")
    for citation in brief.citations:
        (position,) = citation.segments
        assert citation.brief.of(brief.text) == article.segments[position].target.of(article.text)
    assert brief.citations[0].segments == (2,)


class _Broken(FakeSummaryEngine):
    def __init__(self) -> None:
        super().__init__()
        self.method = BriefMethod.ABSTRACTIVE

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        raise EngineError(f"cannot do {title}: {sentences}")


def test_a_model_that_fails_costs_the_brief_its_words_and_not_the_article_its_translation(
    engine: ExtractiveEngine, make_translation: Make, caplog: pytest.LogCaptureFixture
) -> None:
    brief = write_brief("", make_translation(NEWS), _Broken(), BriefOptions(), fallback=engine)
    assert brief == write(engine, make_translation(NEWS))
    assert "the summary model failed (ENGINE)" in caplog.text
    assert "budget" not in caplog.text


def test_a_text_without_words_has_no_brief(engine: ExtractiveEngine, make_translation: Make) -> None:
    assert write_brief("", make_translation(["…"]), engine, BriefOptions()) is None
    with pytest.raises(InvalidInput, match="text: has no words"):
        brief_of_sentences("", "…", [Span(0, 1)], engine, BriefOptions())


def test_a_text_that_is_english_already_is_cited_by_sentence(engine: ExtractiveEngine) -> None:
    text = "\n\n".join(NEWS)
    spans = [Span(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in NEWS]
    brief = brief_of_sentences("Budget approved", text, spans, engine, BriefOptions(max_sentences=2))
    assert [spans[citation.segments[0]].of(text) for citation in brief.citations] == [
        citation.brief.of(brief.text) for citation in brief.citations
    ]


def test_a_sentence_that_nobody_relies_on_is_marked_where_it_cannot_be_left_out(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    faulty = write(engine, make_translation(NEWS, wrong=[0, 1, 2]))
    assert [citation.doubtful for citation in faulty.citations] == [
        citation.segments[0] in (0, 1, 2) for citation in faulty.citations
    ]
    assert any(citation.doubtful for citation in faulty.citations)
    unsure = write(engine, make_translation(NEWS[:2], confidence={0: 0.1, 1: 0.9}))
    assert [(citation.segments, citation.doubtful) for citation in unsure.citations] == [((1,), False)]
    assert not any(citation.doubtful for citation in write(engine, make_translation(NEWS)).citations)


def test_bullets_are_the_same_sentences_one_on_a_line(engine: ExtractiveEngine, make_translation: Make) -> None:
    article = make_translation(NEWS)
    paragraph = write(engine, article)
    bullets = write(engine, article, options=BriefOptions(style=BriefStyle.BULLETS))
    sentences = [citation.brief.of(bullets.text) for citation in bullets.citations]
    assert len(sentences) == 3
    assert bullets.text == "\n".join(f"- {sentence}" for sentence in sentences)
    assert sentences == [citation.brief.of(paragraph.text) for citation in paragraph.citations]
    assert [c.segments for c in bullets.citations] == [c.segments for c in paragraph.citations]


HEADLINE = BriefOptions(style=BriefStyle.HEADLINE)


def test_a_headline_is_one_sentence_of_the_article_without_its_full_stop(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    title = "Parliament approves the coming budget"
    article = make_translation([f"{title}.", *NEWS])
    brief = write(engine, article, title=title, options=HEADLINE)
    assert brief.text == "Parliament approved budget of coming year on Monday"
    assert [(citation.brief, citation.segments) for citation in brief.citations] == [(Span(0, len(brief.text)), (1,))]


def test_a_headline_stands_alone_and_is_short_where_a_sentence_is(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    long = "The parliament in Baghdad " + "voted for another law of the coming year and " * 5 + "went home."
    article = make_translation(["He said that the parliament approved the budget.", "Is it law?", long, NEWS[1]])
    assert write(engine, article, options=HEADLINE).citations[0].segments == (2,)
    only_long = make_translation([long, long.replace("went", "came")])
    stopped = write(engine, only_long, options=HEADLINE).text
    assert stopped == "Parliament in Baghdad voted for another law of coming year"


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("They met on Monday.", "They met on Monday"),
        ("Prices rose by 5%.", "Prices rose by 5%"),
        ("They met in the U.S.", "They met in the U.S."),
        ("They met at 5 a.m.", "They met at 5 a.m."),
        ("They left...", "They left..."),
        ("Will it hold?", "Will it hold?"),
        ("He said: “We are ready.”", "He said: “We are ready.”"),
    ],
)
def test_a_headline_loses_nothing_but_its_full_stop(sentence: str, headline: str) -> None:
    assert as_headline(sentence) == headline


_WORDS = (
    "minister budget Basra oil water vote law the of and in said 120 2021 prices Mosul army border ceasefire".split()
)


def _sentence(random_: random.Random) -> str:
    count = random_.choice([1, 2, 4, 8, 15, 25, 40, 120])
    end = random_.choice([".", ".", ".", "?", "", ":", "…", '."', " -"])
    return " ".join(random_.choice(_WORDS) for _ in range(count)) + end


@pytest.mark.parametrize("seed", range(200))
def test_briefs_of_articles_of_any_length_keep_their_promises(
    engine: ExtractiveEngine, make_translation: Make, seed: int
) -> None:
    random_ = random.Random(seed)
    words = round(5000 ** (seed / 199))
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(_sentence(random_))
    article = make_translation(sentences, wrong=random_.sample(range(len(sentences)), len(sentences) // 10))
    style = random_.choice(list(BriefStyle))
    options = BriefOptions(max_sentences=random_.randint(1, 8), max_words=random_.randint(10, 200), style=style)

    brief = write(engine, article, options=options)

    parts = [citation.brief.of(brief.text) for citation in brief.citations]
    if style is BriefStyle.BULLETS:
        assert brief.text == "\n".join(f"- {part}" for part in parts)
    else:
        assert brief.text == " ".join(parts)
    if style is BriefStyle.HEADLINE:
        assert len(parts) == 1
        assert finish(parts[0]) in (parts[0], f"{parts[0]}.")
    else:
        assert all(part == finish(part) for part in parts)
    assert len(brief.text) < len(article.text) or len(sentences) == 1
    assert 1 <= len(parts) <= options.max_sentences
    assert sum(len(part.split()) for part in parts) <= options.max_words or len(parts) == 1
    cited = [position for citation in brief.citations for position in citation.segments]
    assert cited == sorted(set(cited))
    assert set(cited) <= set(range(len(sentences)))
