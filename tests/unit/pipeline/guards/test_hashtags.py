"""Hashtags in Arabic letters."""

import pytest

from mujaz.pipeline.guards import Pair, mark_hashtags
from mujaz.pipeline.guards.hashtags import find


@pytest.mark.parametrize(
    ("source", "target", "marked"),
    [
        ("تظاهرات في #العراق أمس", "Protests in Iraq yesterday", "Protests in #Iraq yesterday"),
        ("قالت #الأمم_المتحدة إن", "The United Nations said", "The #UnitedNations said"),
        ("في العراق وفي #العراق", "In Iraq and in Iraq", "In Iraq and in #Iraq"),
        ("ضد الفساد #بغداد #العراق", "Against corruption Baghdad Iraq", "Against corruption #Baghdad #Iraq"),
        ("في العراق وفي #العراق", "In Iraq", "In Iraq"),  # which one is lost?
        ("تظاهرات في #العراق أمس", "Iraqi protests", "Iraqi protests"),
        ("تظاهرات في #العراق أمس", "Protests in #Iraq", "Protests in #Iraq"),
        ("وسم #العراق_ينتصر أمس", "The tag Iraq wins", "The tag Iraq wins"),
        ("تظاهرات في العراق أمس", "Protests in Iraq", "Protests in Iraq"),
    ],
)
def test_names_are_made_hashtags_again(source, target, marked):
    assert mark_hashtags(Pair.of(source, target)).target.text == marked


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("وسم #نريد_وطن أمس", "The tag #WeWantAHomeland", None),
        ("وسم #نريد_وطن و #Gaza", "The tags #Homeland and #Gaza", None),
        (
            "وسم #نريد_وطن و #Gaza",
            "The tags we want a homeland and #Gaza",
            "#نريد_وطن is no hashtag in the translation: it was translated as words.",
        ),
        (
            "وسم #نريد_وطن و #لا_للفساد",
            "The tags #Homeland and no to corruption",
            "Of 2 Arabic hashtags the translation has 1: the others were translated as words.",
        ),
        ("وسم Gaza#", "The tag Gaza", None),
        ("المركز #1 في القائمة", "Number one", None),
    ],
)
def test_a_hashtag_that_became_words_is_said_and_is_no_fault(source, target, message):
    found = find(Pair.of(source, target))
    assert [(finding.severity.name, finding.message) for finding in found] == ([("INFO", message)] if message else [])


def test_the_finding_says_where_the_hashtags_are():
    source = "وسم #نريد_وطن أمس"
    (found,) = find(Pair.of(source, "The tag we want a homeland yesterday"))
    assert found.source.of(source) == "#نريد_وطن"
