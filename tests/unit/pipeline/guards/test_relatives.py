"""Relative clauses whose subject and object change places."""

import pytest

from mujaz.pipeline.guards import Pair, relatives


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("زار الجزيرة التي تحتلها فرنسا.", "He visited the island that occupies France.", "that occupies"),
        ("عاد التاجر الذي تتهمه البلدية.", "The trader who accuses the town returned.", "who accuses"),
        ("هاجم الرعاة الذين تعتبرهم لصوصا.", "She attacked the herders who considered them thieves.", "who considered"),
    ],
)
def test_a_clause_turned_round(source, target, told):
    (finding,) = relatives.find(Pair.of(source, target))
    assert finding.target is not None
    assert finding.target.of(target) == told


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("زار الجزيرة التي تحتلها فرنسا.", "He visited the island that France occupies."),
        ("عاد التاجر الذي تتهمه البلدية.", "The trader who was accused by the town returned."),
        ("عاد التاجر الذي تتهمه البلدية.", "The trader whom the town accuses returned."),
        ("كاد الأمير الذي يموله يفقد صبره.", "The prince who funds him nearly lost patience."),
        ("عاد الجيش الذي يحاصر المدينة.", "The army that besieges the city returned."),
    ],
)
def test_a_clause_as_it_was(source, target):
    assert not [*relatives.find(Pair.of(source, target))]
