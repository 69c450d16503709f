import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Finding, FindingKind, Severity

SOURCE = "أكد وزير الخارجية خلال الاجتماع عمق العلاقة بين البلدين."


def repetitions(source: str, target: str) -> list[Finding]:
    return [finding for finding in check(source, target) if finding.kind is FindingKind.REPETITION]


@pytest.mark.parametrize(
    ("target", "words", "message"),
    [
        (
            "The minister of foreign affairs of foreign affairs of foreign affairs stressed it.",
            "of foreign affairs of foreign affairs of foreign affairs",
            "The translation says a phrase of 3 words 3 times running; the source does not.",
        ),
        (
            "The minister minister minister minister stressed it.",
            "minister minister minister minister",
            "The translation says a word 4 times running; the source does not.",
        ),
        (
            "He said blah, blah, blah.",
            "blah, blah, blah",
            "The translation says a word 3 times running; the source does not.",
        ),
        (
            "The minister p-p-p-p-p-p spoke.",
            "p-p-p-p-p-p",
            "The translation says a word 6 times running; the source does not.",
        ),
        ("The hahahahahaha spoke.", "hahahahahaha", "The same letters are repeated; the source does not."),
    ],
)
def test_a_loop_is_an_error_with_its_place(target, words, message):
    (finding,) = repetitions(SOURCE, target)
    assert (finding.severity, finding.message) == (Severity.ERROR, message)
    assert finding.target is not None
    assert finding.target.of(target) == words


def test_a_doubled_phrase_is_a_warning():
    (finding,) = repetitions(SOURCE, "The foreign minister stressed the depth of the depth of the relationship.")
    assert (finding.severity, finding.message) == (
        Severity.WARNING,
        "The translation says a phrase of 3 words 2 times running; the source does not.",
    )


def test_a_phrase_that_comes_back_with_other_words_between_is_a_warning():
    target = "The head of the state met the head of the state and then the head of the state."
    (finding,) = repetitions(SOURCE, target)
    assert finding.severity is Severity.WARNING


def test_what_the_source_repeats_may_be_repeated():
    source = "لا لا لا، قال الرجل، لن أعود إلى هناك أبدا."
    assert repetitions(source, "No, no, no, said the man, I will never go back there.") == []


def test_a_word_said_twice_is_language():
    assert repetitions(SOURCE, "He said that that relationship had had a long history.") == []
