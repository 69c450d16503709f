"""Briefs as readers get them."""

import random
from collections.abc import Callable

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.errors import InvalidInput
from mujaz.pipeline.brief import brief_of_sentences, write_brief
from mujaz.pipeline.brief.write import finish
from mujaz.types import Brief, BriefMethod, BriefOptions, Span, Translation

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
    options = BriefOptions(max_sentences=random_.randint(1, 8), max_words=random_.randint(10, 200))

    brief = write(engine, article, options=options)

    parts = [citation.brief.of(brief.text) for citation in brief.citations]
    assert brief.text == " ".join(parts)
    assert all(part == finish(part) for part in parts)
    assert len(brief.text) < len(article.text) or len(sentences) == 1
    assert 1 <= len(parts) <= options.max_sentences
    assert len(brief.text.split()) <= options.max_words or len(parts) == 1
    cited = [position for citation in brief.citations for position in citation.segments]
    assert cited == sorted(set(cited))
    assert set(cited) <= set(range(len(sentences)))
