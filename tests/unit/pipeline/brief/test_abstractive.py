"""Briefs that a model writes in its own words: used if true, replaced if not."""

from collections.abc import Callable, Sequence

import pytest

from mujaz.engines.base import SummarySentence
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import brief_of_sentences, write_brief
from mujaz.types import BriefMethod, BriefOptions, BriefStyle, LoadedModel, ModelSignature, Span, Task, Translation

Make = Callable[..., Translation]

TITLE = "Parliament approves the budget"
NEWS = [
    "The parliament approved the budget of the coming year on Monday.",
    "Two hundred members voted for the law after a debate of six hours.",
    "The finance minister, Ali Allawi, said that salaries would be paid in full.",
    "Opposition parties left the hall before the vote began.",
]
TRUE = ["The parliament approved the budget on Monday.", "Salaries would be paid in full, the finance minister said."]
FALSE = "The finance minister, Nouri al-Maliki, said that salaries would be paid in full."


class Writer:
    """A model that writes what it is told to."""

    method = BriefMethod.ABSTRACTIVE

    def __init__(self, *sentences: str) -> None:
        signature = ModelSignature(model="writer", revision="", engine="writer", compute_type="none")
        self.model = LoadedModel(signature=signature, task=Task.SUMMARIZATION)
        self.sentences = sentences

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        return [SummarySentence(text=sentence) for sentence in self.sentences]

    def close(self) -> None:
        pass


@pytest.fixture
def article(make_translation: Make) -> Translation:
    return make_translation(NEWS)


def test_a_true_brief_is_kept_and_cited(article: Translation) -> None:
    brief = write_brief(TITLE, article, Writer(*TRUE), BriefOptions())
    assert brief is not None
    assert brief.method is BriefMethod.ABSTRACTIVE
    assert brief.text == " ".join(TRUE)
    assert [(citation.brief.of(brief.text), citation.segments) for citation in brief.citations] == [
        (TRUE[0], (0,)),
        (TRUE[1], (2,)),
    ]


def test_one_false_sentence_brings_the_extractive_brief(article: Translation, engine: ExtractiveEngine) -> None:
    brief = write_brief(TITLE, article, Writer(TRUE[0], FALSE), BriefOptions(), fallback=engine)
    assert brief == write_brief(TITLE, article, engine, BriefOptions())
    assert brief is not None
    assert brief.method is BriefMethod.EXTRACTIVE


def test_a_false_brief_is_written_once_more_of_less(article: Translation) -> None:
    class Better(Writer):
        def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
            self.sentences = (FALSE,) if len(sentences) == len(NEWS) else (TRUE[0],)
            return super().summarize(title, sentences, options)

    brief = write_brief(TITLE, article, Better(), BriefOptions())
    assert brief is not None
    assert (brief.method, brief.text) == (BriefMethod.ABSTRACTIVE, TRUE[0])


def test_without_a_second_engine_the_first_sentences_are_taken(article: Translation) -> None:
    brief = write_brief(TITLE, article, Writer(FALSE), BriefOptions(max_words=25))
    assert brief is not None
    assert brief.text == f"{NEWS[0]} {NEWS[1]}"
    assert brief.method is BriefMethod.EXTRACTIVE


def test_a_sentence_that_is_the_title_is_left_out(article: Translation) -> None:
    brief = write_brief(TITLE, article, Writer("Parliament approves budget.", TRUE[0]), BriefOptions())
    assert brief is not None
    assert brief.text == TRUE[0]


def test_a_headline_is_chosen_and_never_written(article: Translation, engine: ExtractiveEngine) -> None:
    brief = write_brief(TITLE, article, Writer(*TRUE), BriefOptions(style=BriefStyle.HEADLINE), fallback=engine)
    assert brief is not None
    assert brief.text == "Parliament approved budget of coming year on Monday"
    assert brief.method is BriefMethod.EXTRACTIVE


def test_bullets_are_written_as_well(article: Translation) -> None:
    brief = write_brief(TITLE, article, Writer(*TRUE), BriefOptions(style=BriefStyle.BULLETS))
    assert brief is not None
    assert brief.text == f"- {TRUE[0]}\n- {TRUE[1]}"
    assert [citation.brief.of(brief.text) for citation in brief.citations] == TRUE


def test_whole_sentences_are_left_out_beyond_the_budget(article: Translation) -> None:
    brief = write_brief(TITLE, article, Writer(*TRUE), BriefOptions(max_words=10))
    assert brief is not None
    assert brief.text == TRUE[0]


def test_a_brief_longer_than_its_article_is_not_one(make_translation: Make) -> None:
    article = make_translation(NEWS[:2])
    written = f"{NEWS[0][:-1]}, and two hundred members voted for the law after a debate of six hours in the hall."
    assert len(written) > len(article.text)
    brief = write_brief(TITLE, article, Writer(written), BriefOptions())
    assert brief is not None
    assert brief.text == NEWS[0]


def test_a_model_is_not_asked_about_one_sentence(make_translation: Make) -> None:
    brief = write_brief("", make_translation(NEWS[:1]), Writer("Something else."), BriefOptions())
    assert brief is not None
    assert (brief.text, brief.method) == (NEWS[0], BriefMethod.EXTRACTIVE)


def test_a_number_that_the_arabic_does_not_have_brings_the_extractive_brief(
    make_translation: Make, engine: ExtractiveEngine
) -> None:
    arabic = [
        "وافق البرلمان على الموازنة.",
        "وصوت ٢٠٠ عضو للقانون بعد نقاش طويل.",
        "وغادرت المعارضة القاعة قبل التصويت.",
    ]
    english = [
        "The parliament approved the budget of the coming year.",
        "There were 300 members who voted for the law after a long debate.",
        "The opposition left the hall before the vote.",
    ]
    article = make_translation(english, sources=arabic)
    brief = write_brief("", article, Writer("300 members voted for the law."), BriefOptions(), source="\n".join(arabic))
    assert brief is not None
    assert brief.method is BriefMethod.EXTRACTIVE


def test_english_texts_are_checked_too(engine: ExtractiveEngine) -> None:
    text = " ".join(NEWS)
    spans = [Span(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in NEWS]
    kept = brief_of_sentences(TITLE, text, spans, Writer(*TRUE), BriefOptions(), fallback=engine)
    replaced = brief_of_sentences(TITLE, text, spans, Writer(FALSE), BriefOptions(), fallback=engine)
    assert (kept.method, replaced.method) == (BriefMethod.ABSTRACTIVE, BriefMethod.EXTRACTIVE)
