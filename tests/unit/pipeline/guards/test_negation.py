"""Denials that were lost or invented."""

import pytest

from mujaz.pipeline.guards import check

LOST = [
    ("نفت الشركة وجود تسرب في الأنبوب.", "The company believes there is a leak in the pipeline."),
    ("لم يصل الوفد إلى العاصمة.", "The delegation arrived in the capital."),
    ("لن تعلن اللجنة النتائج.", "The committee will announce the results."),
    ("لا يحق للموظف السفر.", "The employee has the right to travel."),
]
INVENTED = [("وصل الوفد إلى العاصمة.", "The delegation did not arrive in the capital.")]
RIGHT = [
    ("نفت الشركة وجود تسرب.", "The company denied there was a leak."),
    ("لم يصل الوفد إلى العاصمة.", "The delegation failed to reach the capital."),
    ("لم يصل الوفد إلا مساء.", "The delegation arrived only in the evening."),
    ("لا يزال الوفد في العاصمة.", "The delegation is still in the capital."),
    ("رفض الوفد السفر.", "The delegation did not want to travel."),
]


@pytest.mark.parametrize(("source", "target"), [*LOST, *INVENTED])
def test_a_denial_that_only_one_text_has_is_told(source, target):
    assert any(finding.message.endswith("denies it.") for finding in check(source, target))


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_denial_in_other_words_is_none(source, target):
    assert not any(finding.message.endswith("denies it.") for finding in check(source, target))


def test_an_invented_denial_is_shown_at_its_own_word() -> None:
    target = "Another minister did not arrive."
    (finding,) = [found for found in check("وصل وزير آخر أمس.", target) if "denies" in found.message]
    assert finding.target is not None
    assert finding.target.of(target) == "not"
    assert finding.target.start == target.index(" not ") + 1
