"""Which words of a translation are shown as doubtful."""

from dataclasses import replace

import pytest

from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.doubts import find_doubts, vanished_probability
from mujaz.pipeline.guards.pair import Source
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.text.normalize import normalize
from mujaz.types import AppliedTerm, Hypothesis, Span, TermOrigin

SURE, UNSURE = 0.9, 0.05


def attempt(target: str, *hypotheses: Hypothesis) -> Attempt:
    text = normalize("نص")
    segment = PreparedSegment(source=Span(0, 2), normalized=text, reading=Source(text.text), chunks=(), parts=())
    return Attempt(segment=segment, hypotheses=hypotheses, target=target)


def said(text: str, *unsure: str, alternatives: tuple[str, ...] = ()) -> Hypothesis:
    probabilities = tuple(UNSURE if word.strip('.,"') in unsure else SURE for word in text.split())
    others = tuple(Hypothesis(text=other, mean_log_prob=-1, token_count=5) for other in alternatives)
    return Hypothesis(
        text=text, mean_log_prob=-0.5, token_count=9, word_probabilities=probabilities, alternatives=others
    )


def doubted(made: Attempt) -> list[str]:
    return [doubt.target.of(made.target) for doubt in find_doubts(made)]


def test_a_word_that_the_model_was_unsure_of_is_found_without_its_punctuation() -> None:
    text = 'The "mosquitoes", he said, found debris.'
    assert doubted(attempt(text, said(text, "mosquitoes", "debris"))) == ["mosquitoes", "debris"]


def test_what_the_other_hypotheses_say_in_its_place_comes_with_it() -> None:
    text = "The mosquitoes found the boat."
    made = attempt(text, said(text, "mosquitoes", alternatives=("The divers found the boat.", "The frogs saw a boat.")))
    assert [doubt.alternatives for doubt in find_doubts(made)] == [("divers", "frogs")]


def test_an_alternative_has_no_bracket_of_which_the_other_is_elsewhere() -> None:
    text = "The match (a tie) ended."
    made = attempt(text, said(text, "tie)", alternatives=("The match (a draw) ended.", "The match [a loss] ended.")))
    assert [doubt.alternatives for doubt in find_doubts(made)] == [("draw", "loss")]


def test_the_word_itself_with_other_punctuation_is_no_alternative() -> None:
    text = "Floods hit towns on the coast, officials said."
    others = ("Floods hit towns on the coast officials said.", "Floods hit towns on the shore, officials said.")
    (doubt,) = find_doubts(attempt(text, said(text, "coast", alternatives=others)))
    assert doubt.alternatives == ("shore",)


@pytest.mark.parametrize("word", ["not", "No", "without", "up"])
def test_a_small_word_that_turns_the_meaning_round_is_doubted(word: str) -> None:
    text = f"It was {word} done"
    assert doubted(attempt(text, said(text, word))) == [word]


def test_an_article_or_a_preposition_is_not() -> None:
    text = "It was the end of it"
    assert doubted(attempt(text, said(text, "the", "of"))) == []


def test_parts_of_a_sentence_keep_their_doubts_when_they_are_joined() -> None:
    parts = said("The minister left.", "minister"), said("He denied it.", "denied")
    assert doubted(attempt("The minister left, he denied it.", *parts)) == ["minister", "denied"]


def test_what_was_put_right_or_comes_from_a_glossary_is_not_doubted() -> None:
    made = attempt("Some 300 met Ennahda there", said("Some 3,000 met Ennahda there", "3,000", "Ennahda"))
    term = AppliedTerm(
        source=Span(0, 2), target=Span(13, 20), term="النهضة", target_term="Ennahda", origin=TermOrigin.REQUEST
    )
    assert doubted(replace(made, terms=(term,))) == []
    assert doubted(made) == ["Ennahda"]


def test_a_hypothesis_without_probabilities_has_no_doubts() -> None:
    assert doubted(attempt("Some text", Hypothesis(text="Some text", mean_log_prob=-3, token_count=3))) == []


@pytest.mark.parametrize(
    ("other", "probability"),
    [
        ("The scandal shook a country.", UNSURE),
        ("The scandal left a country.", (UNSURE + SURE) / 2),
        ("A scanning shook, the country", 1.0),
        ("The scanning shook the whole country.", 1.0),
    ],
    ids=["guessed", "guessed and sure", "small words", "added"],
)
def test_how_sure_the_words_are_that_another_translation_replaces(other: str, probability: float) -> None:
    text = "The scanning shook the country."
    first, second = attempt(text, said(text, "scanning", "the")), attempt(other, said(other))
    assert vanished_probability(first, second) == pytest.approx(probability)
