"""Whose country, party or husband it is."""

import pytest

from mujaz.pipeline.guards import Pair, owners


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("دافعت السفيرة عن سياسة بلادها.", "The ambassador defended his country's policy.", "his country"),
        ("غادر العداء منزله باكرا.", "The runner left her home early.", "her home"),
        (
            "فقدت الرسامة صوتها ولوحاتها وهاتفها.",
            "The painter lost the voice, paintings and his old phone.",
            "his old phone",
        ),
        ("فازت الطبيبة لكنها لم تفرح.", "The doctor won, but he was not happy.", "but he"),
    ],
)
def test_what_became_another_persons(source, target, told):
    (finding,) = owners.find(Pair.of(source, target))
    assert finding.target is not None
    assert finding.target.of(target) == told


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("دافعت السفيرة عن سياسة بلادها.", "The ambassador defended her country's policy."),
        ("غادر العداء المنزل باكرا.", "The runner left his home early."),
        ("زار الوزير بلادها ثم عاد إلى بلاده.", "The minister visited her country, then returned to his country."),
        ("دافع عن بلاده وعن أسرتها.", "He defended his country and her family."),
        ("يغير الطفل مجرى حياته.", "A child changes the course of his or her life."),
        ("فاز الطبيب لكن فرحته لم تدم.", "The doctor won, but he was not happy for long."),
    ],
)
def test_whose_it_is(source, target):
    assert not [*owners.find(Pair.of(source, target))]
