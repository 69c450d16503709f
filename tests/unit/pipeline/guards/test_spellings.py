"""One name told as two, over the segments of a text."""

import pytest

from mujaz.pipeline.guards import Pair, check_all
from mujaz.types import FindingKind, Severity

Texts = tuple[str, str]
LOEW = ("وصل المدرب لوف إلى برلين.", "Coach Loew arrived in Berlin.")
LEUF = ("وأضاف لوف أن الفريق جاهز.", "Leuf added that the team was ready.")


def messages(*texts: Texts) -> list[list[str]]:
    found = check_all([Pair.of(*both) for both in texts])
    return [[finding.message for finding in findings if "elsewhere" in finding.message] for findings in found]


def says(here: str, elsewhere: str) -> list[str]:
    return [f"The translation says {here} here and {elsewhere} elsewhere for the same name."]


def test_the_later_of_two_spellings_is_found() -> None:
    assert messages(LOEW, LEUF) == [[], says("Leuf", "Loew")]
    assert messages(LEUF, LOEW) == [[], says("Loew", "Leuf")]


def test_the_rarer_of_two_spellings_is_found() -> None:
    assert messages(LEUF, LOEW, LOEW) == [says("Leuf", "Loew"), [], []]


def test_a_month_is_no_spelling_of_a_name() -> None:
    first = ("قال المدرب أوكتاف إن الفريق جاهز.", "Coach Octave said the team was ready.")
    assert messages(first, first, ("وأضاف أوكتاف أن المباراة غدا.", "The match is in October, he added.")) == [
        [],
        [],
        [],
    ]


def test_it_is_a_warning_with_the_words_of_both_texts() -> None:
    _, (finding,) = check_all([Pair.of(*LOEW), Pair.of(*LEUF)])
    assert (finding.kind, finding.severity) == (FindingKind.NAME, Severity.WARNING)
    assert finding.source is not None
    assert finding.target is not None
    assert (finding.source.of(LEUF[0]), finding.target.of(LEUF[1])) == ("لوف", "Leuf")


def test_each_segment_keeps_findings_of_its_own() -> None:
    wrong = ("قتل 23 شخصا في هجوم على السوق.", "Some 32 people were killed in an attack on the market.")
    found = check_all([Pair.of(*LOEW), Pair.of(*wrong), Pair.of(*LEUF)])
    assert [[finding.kind for finding in findings] for findings in found] == [
        [],
        [FindingKind.NUMBER],
        [FindingKind.NAME],
    ]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (
            ("قال الحجار إن الوفد وصل.", "Hajjar said the delegation had arrived."),
            ("وأضاف الحجار أن اللقاء تم.", "Hujararna added that the meeting took place."),
            says("Hujararna", "Hajjar"),
        ),
        (
            ("سجل ستيفانوف هدفا.", "Stefanov scored a goal."),
            ("ثم خرج ستيفانوف مصابا.", "Then Stowinov went off injured."),
            says("Stowinov", "Stefanov"),
        ),
        (
            ("تقع بلدة كربينا في الجبال.", "The town of Karbina lies in the mountains."),
            ("وشهدت كربينا سيولا.", "Garpina's streets were flooded."),
            says("Garpina", "Karbina"),
        ),
    ],
)
def test_another_spelling_of_one_name_is_found(first: Texts, second: Texts, message: list[str]) -> None:
    assert messages(first, second) == [[], message]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("قال الحجار إن الوفد وصل.", "Al-Hajjar said the delegation had arrived."), "Hajar's meeting took place."),
        (("سجل ستيفانوف هدفا.", "Stefanov scored a goal."), "Then Stifanuv went off injured."),
        (("سجل قاصموف هدفا.", "Qassmov scored a goal."), "Then Kasmov went off injured."),
        (("سجل ستيفانوف هدفا.", "Stefanov scored a goal."), "Then the striker went off injured."),
        (("سجل ستيفانوف هدفا.", "Stefanov scored a goal."), "Then the Stefanovs went off injured."),
    ],
)
def test_variants_and_descriptions_are_the_same_name(first: Texts, second: str) -> None:
    name = first[0].split()[1]
    assert messages(first, (f"وتحدث {name} أمس.", second)) == [[], []]


def test_a_word_that_is_told_where_the_name_is_not_is_something_else() -> None:
    pitch = ("وامتلأ ملعب المدينة أمس.", "Stefania stadium was full yesterday.")
    first = ("سجل ستيفانوف هدفا.", "Stefanov scored a goal.")
    second = ("وتحدث ستيفانوف بعد اللقاء.", "The scorer spoke at Stefania stadium after the match.")
    assert messages(first, second) == [[], says("Stefania", "Stefanov")]
    assert messages(first, second, pitch) == [[], [], []]


def test_a_country_and_its_people_are_no_two_spellings() -> None:
    first = ("فاز المنتخب الإنجليزي أمس.", "England won yesterday.")
    second = ("ووصل المنتخب الإنجليزي إلى باريس.", "The English team arrived in Paris.")
    assert messages(first, second) == [[], []]


def test_an_ordinary_word_is_no_name() -> None:
    first = ("عقدت اللجنة اجتماعها.", "The Council held its meeting.")
    second = ("وأكدت اللجنة موقفها.", "The Commission confirmed its position.")
    assert messages(first, second) == [[], []]
