"""Segments where the model guessed are translated again with words of the reserve in English."""

from collections.abc import Sequence

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline, run_text
from mujaz.types import Chunk, DecodingOptions, Glossary, Hypothesis, ProcessOptions, Quality, Term, Translation

TEXT = "هزت فضيحة كبيرة البلاد."
FIRST = ("A big scanning shook the country.", (0.9, 0.9, 0.1, 0.8, 0.9, 0.9))
SECOND = ("A big scandal shook the country.", (0.9, 0.9, 0.9, 0.9, 0.9, 0.9))


class Unsure(FakeTranslationEngine):
    """Gives one translation where it is shown "scandal", and another where it is not."""

    def __init__(self, shown: tuple[str, Sequence[float]], unshown: tuple[str, Sequence[float]] = FIRST) -> None:
        super().__init__(max_source_tokens=64)
        self.outputs = {True: shown, False: unshown}
        self.texts: list[str] = []

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        texts = [" ".join(chunk.pieces) for chunk in batch]
        self.texts += texts
        return [self._hypothesis(*self.outputs["scandal" in text]) for text in texts]

    @staticmethod
    def _hypothesis(text: str, probabilities: Sequence[float]) -> Hypothesis:
        log_prob = sum(probability - 1 for probability in probabilities) / len(probabilities)
        return Hypothesis(
            text=text, mean_log_prob=log_prob, token_count=len(probabilities), word_probabilities=tuple(probabilities)
        )


def translated(
    engine: Unsure, settings: Settings | None = None, options: ProcessOptions | None = None, text: str = TEXT
) -> Translation:
    pipeline = Pipeline(engine, FakeSummaryEngine(), settings or Settings(quality="best"))
    return run_text(pipeline, text, options or ProcessOptions()).translation


def test_a_word_that_the_model_did_not_know_here_is_shown_and_reported() -> None:
    engine = Unsure(SECOND)
    result = translated(engine)
    assert engine.texts == [TEXT, "هزت scandal كبيرة البلاد."]
    assert result.text == SECOND[0]
    ((name,),) = [segment.names for segment in result.segments]
    assert (name.source.of(TEXT), name.target.of(result.text)) == ("فضيحة", "scandal")


def test_a_guessed_word_is_looked_at_whatever_the_confidence() -> None:
    surely = (FIRST[0], (0.99, 0.99, 0.25, 0.99, 0.99, 0.99))
    better = (SECOND[0], (0.99,) * 6)
    assert translated(Unsure(better, surely), Settings(quality="balanced")).text == SECOND[0]
    doubted = (FIRST[0], (0.6, 0.6, 0.35, 0.6, 0.6, 0.6))
    assert translated(Unsure(better, doubted), Settings(quality="balanced")).text == FIRST[0]


def test_a_word_is_shown_only_where_the_model_guessed() -> None:
    text = "هزت فضيحة كبيرة البلاد بعد أن نشرت صحيفة محلية وثائق عن عقود بناء المطار الجديد."
    english = (
        "A big scanning shook the country after a local newspaper published documents on contracts to build an airport."
    )
    length = len(english.split())
    for guessed, tried in ((2, True), (length - 1, False)):
        sure = tuple(0.1 if at == guessed else 0.9 for at in range(length))
        engine = Unsure((english.replace("scanning", "scandal"), (0.9,) * length), (english, sure))
        assert ("scandal" in translated(engine, text=text).text) is tried
        assert len(engine.texts) == 1 + tried


def test_the_first_translation_stays_where_the_model_is_no_surer_of_the_second() -> None:
    unsure = ("A scandal very large was shaken.", (0.5, 0.9, 0.3, 0.3, 0.5, 0.5))
    assert translated(Unsure(unsure)).text == FIRST[0]


def test_a_second_translation_that_is_hardly_less_sure_is_kept_where_it_replaces_a_guess() -> None:
    as_sure = (SECOND[0], (0.9, 0.9, 0.3, 0.8, 0.8, 0.7))
    assert translated(Unsure(as_sure)).text == SECOND[0]


def test_the_first_translation_stays_where_the_second_is_hardly_surer_and_replaces_what_was_sure() -> None:
    guessed_beside = (FIRST[0], (0.9, 0.1, 0.9, 0.9, 0.9, 0.9))
    surer = (SECOND[0], (0.9, 0.4, 0.9, 0.9, 0.9, 0.9))
    assert translated(Unsure(surer, guessed_beside)).text == FIRST[0]


def test_the_first_translation_stays_where_the_second_has_a_fault_that_it_has_not() -> None:
    surer = ("The scandal shook 7 countries.", (0.99,) * 5)
    assert translated(Unsure(surer)).text == FIRST[0]


@pytest.mark.parametrize(
    ("unshown", "why"),
    [
        (("A big scanning shook the country.", (0.99,) * 6), "nothing is doubted"),
        (("Many big scandals shook the country.", (0.9, 0.9, 0.1, 0.8, 0.9, 0.9)), "the word is said"),
    ],
)
def test_nothing_is_tried_without_a_reason(unshown: tuple[str, Sequence[float]], why: str) -> None:
    engine = Unsure(SECOND, unshown)
    assert translated(engine).text == unshown[0], why
    assert engine.texts == [TEXT], why


@pytest.mark.parametrize(
    "settings",
    [Settings(quality="fast"), Settings(names=False), Settings(max_retries=0)],
    ids=["fast", "names", "retries"],
)
def test_it_costs_nothing_where_speed_or_the_own_words_of_the_model_are_wanted(settings: Settings) -> None:
    engine = Unsure(SECOND)
    assert translated(engine, settings).text == FIRST[0]
    assert engine.texts == [TEXT]


def test_a_request_may_choose_it() -> None:
    fast = Settings(quality="fast")
    assert translated(Unsure(SECOND), fast, ProcessOptions(quality=Quality.BEST)).text == SECOND[0]


def test_a_term_of_the_caller_takes_precedence() -> None:
    terms = Glossary(terms=(Term(source="فضيحة", target="affair"),))
    engine = Unsure(SECOND)
    translated(engine, options=ProcessOptions(glossary=terms))
    assert not any("scandal" in text for text in engine.texts)


class Namesake(Unsure):
    """Gives one translation where it is shown "Glodovic", and another where it is not.

    Its vocabulary has words in as many pieces as it is told.
    """

    def __init__(self, pieces: int) -> None:
        super().__init__(SECOND)
        self.pieces = pieces

    def encode(self, text: str) -> tuple[str, ...]:
        return super().encode(text) if " " in text else (text,) * self.pieces

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        self.texts += (texts := [" ".join(chunk.pieces) for chunk in batch])
        known = ("Glodovic left the city.", (0.9,) * 4), ("Galaxy left the city.", (0.1, 0.9, 0.9, 0.9))
        return [self._hypothesis(*known["Glodovic" not in text]) for text in texts]


def test_a_word_that_looks_like_a_foreign_name_is_spelled_by_its_letters() -> None:
    result = translated(Namesake(pieces=3), text="غادر غلودوفيتش المدينة.")
    assert result.text == "Glodovic left the city."
    ((name,),) = [segment.names for segment in result.segments]
    assert (name.name, name.certainty) == ("Glodovic", 0.5)


def test_a_name_that_the_model_has_seen_is_left_to_it() -> None:
    engine = Namesake(pieces=2)
    assert translated(engine, text="غادر غلودوفيتش المدينة.").text == "Galaxy left the city."
    assert len(engine.texts) == 1
