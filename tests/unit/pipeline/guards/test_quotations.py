"""Quotations whose marks a translation has lost."""

import pytest

from mujaz.pipeline.guards import Pair, find_quotations
from mujaz.text.normalize import normalize

SAID = "قال الرئيس إن «الحكومة لن تتراجع عن القرار» أمس."
TWICE = 'قال إن "الحكومة تعمل على الحل" وإن "الحوار هو الطريق الوحيد".'


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        (SAID, "The president said that “the government will not retreat” yesterday.", []),
        (SAID, "The president said 'the government will not retreat' yesterday.", []),
        (SAID, "“The government,” the president said yesterday, “will not retreat.”", []),
        (SAID, "The president said the government will not retreat yesterday.", ["WARNING"]),
        (SAID, "The president's office said the government won't retreat.", ["WARNING"]),
        (SAID, 'The president said "the government will not retreat yesterday.', ["INFO"]),
        ('قال الوزير: "لا!".', "The minister said: no!", ["WARNING"]),
        ("وصف الاتفاق بأنه “تاريخي”.", "He called the agreement historic.", ["INFO"]),
        ('زار "فريد" و"زغرب".', "He visited Fred and Zagreb.", ["INFO", "INFO"]),
        (TWICE, 'He said that "the government works" and that "dialogue is the only way".', []),
        (TWICE, 'He said that the government works and that "dialogue is the only way".', ["WARNING"]),
        ("قال الرئيس ذلك.", 'The president said "that".', []),
        ('قال "لن نرحل من هنا أبدا ما دمنا', "He said we will never leave here as long as we", ["WARNING"]),
        ('قال "لن نرحل من هنا أبدا ما دمنا', 'He said "we will never leave here as long as we', []),
        ('نحيا هنا ولن نرحل أبدا" في البلاد.', "We live here and will never leave in the country.", ["WARNING"]),
        ('شاشة بقياس 55" في المعرض.', "A 55-inch screen at the fair.", []),
        ('قال: «كتبت الصحيفة "نعم" أمس».', 'He said: "The paper wrote yes yesterday."', []),
    ],
)
@pytest.mark.parametrize("written", ["as it is", "normalised"])
def test_marks_that_are_lost_are_found(source, target, found, written):
    if written == "normalised":
        source = normalize(source).text
    assert [finding.severity.name for finding in find_quotations(Pair.of(source, target))] == found


def test_a_finding_says_where_the_quotation_is():
    (found,) = find_quotations(Pair.of(SAID, "The president said the government will not retreat yesterday."))
    assert found.source.of(SAID) == "«الحكومة لن تتراجع عن القرار»"
    assert found.message == "The source has quotation marks around 5 words; the translation has none."


def test_where_one_of_two_is_lost_the_finding_says_how_many_are_left():
    (found,) = find_quotations(Pair.of(TWICE, 'He said that the government works and that "dialogue is the only way".'))
    assert found.message == "The source quotes 2 times, the translation only once."
    assert found.source.of(TWICE) == TWICE[len("قال إن ") : -1]
