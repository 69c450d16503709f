"""Words that a model made up of pieces, and rare ones that are words."""

import pytest

from mujaz.pipeline.guards import check

TOLD = "أعلنت الوزارة أن القرار كان صعبا على الجميع في المدينة."


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        (TOLD, "The ministry announced that the decision was blorfing for all in the city.", ["blorfing"]),
        (TOLD, "The ministry dedlared that the decision was hard for everyone in the ciity.", ["dedlared", "ciity"]),
        (TOLD, "The ministry announced that the decision was hard for everyone in the city.", []),
        (TOLD, "The Blorfing announced that the decision was hard for everyone in the city.", []),
        (TOLD, "The ministry announced that the blorfing-like decision was hard, see blorfing.org.", []),
        (TOLD, "The microdecision was hard for all, cybersecurity officials and jihadists in the city.", []),
        ("تناول الجميع الصفيحة في القرية أمس.", "Everyone ate sfeeha in the village yesterday.", []),
        ("فتح تطبيق blorfy أمس في المدينة.", "The app blorfy was opened yesterday in the city.", []),
    ],
)
def test_a_word_that_does_not_exist_is_told(source, target, words):
    found = [finding.target for finding in check(source, target) if "is no English word" in finding.message]
    assert [span.of(target) for span in found] == words


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("كانت الشركة قد أعلنت ذلك في بيان.", "Cant had announced the company in a statement.", True),
        ("كانت الشركة قد أعلنت ذلك في بيان.", "The company had announced this in a statement.", False),
        ("أعلنت شركة كانت ذلك في بيان.", "Kant announced this in a statement.", False),
    ],
)
def test_was_is_no_name(source, target, told):
    assert any('as "Cant"' in finding.message for finding in check(source, target)) is told


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ('قالت الطبيبة: "عندما ينام المريض نغادر".', 'The doctor said: "Whoever the patient sleeps, we leave."', True),
        ('قالت الطبيبة: "من ينام نغادره".', 'The doctor said: "Whoever sleeps, we leave."', False),
        ('قالت الطبيبة: "عندما ينام المريض نغادر".', 'The doctor said: "When the patient sleeps, we leave."', False),
    ],
)
def test_whoever_at_the_head_of_a_quotation_about_nobody_is_told(source, target, told):
    assert any("whoever" in finding.message for finding in check(source, target)) is told
