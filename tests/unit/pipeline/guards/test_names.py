"""Countries and directions that change on the way."""

import pytest

from mujaz.pipeline.guards import Pair, directions, names
from mujaz.types import FindingKind, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.mark.parametrize(
    ("source", "target", "severity", "message"),
    [
        ("أهداف إيطاليا", "Ireland's goals", ERROR, "The source says Italy, the translation says Ireland."),
        ("معركة الفلوجة", "the battle of Mali", ERROR, "The translation says Mali; the source does not."),
        (
            "قال رئيس الوزراء",
            "The president said",
            WARNING,
            "The source says Prime Minister; the translation does not.",
        ),
        ("قال الرئيس", "The prime minister said", ERROR, "The translation says prime minister; the source does not."),
        ("رئيس تونس وفرنسا", "France's president", WARNING, "The source says Tunisia; the translation does not."),
    ],
)
def test_a_country_of_one_text_only_is_told(source, target, severity, message):
    (finding,) = names.find(Pair.of(source, target))
    assert (finding.kind, finding.severity, finding.message) == (FindingKind.NAME, severity, message)
    assert (finding.source is None) == message.startswith("The translation")
    assert (finding.target is None) == (severity is WARNING)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("قال مسؤول أميركي في واشنطن", "A US official said in Washington"),
        ("التقى بوتين في موسكو", "He met Putin in Russia"),
        ("وهو مصر على السفر", "He is determined to travel"),
        ("طلب #مجلس_الأمن و#الولايات_المتحدة", "The #SecurityCouncil and the #UnitedStates asked"),
        ("رحبت #السعودية و#كوريا_الشمالية", "#SaudiArabia's king and #NorthKorea welcomed it"),
        ("سفير المملكة في بريطانيا", "The kingdom's ambassador in London"),
        ("5 ملايين دولار", "5 million US dollars"),
        ("بعثة الأمم المتحدة في كوت ديفوار", "UNOCI"),
        ("قناة France 24", "France 24"),
        ("لاعب اسمه جوردان", "a player called Jordan"),
        ("الهنود الحمر", "Native Americans"),
        ("", ""),
    ],
)
def test_a_country_said_otherwise_is_none_of_them(source, target):
    assert list(names.find(Pair.of(source, target))) == []


def test_another_point_of_the_compass_is_told():
    (finding,) = directions.find(Pair.of("غرب الميناء", "east of the port"))
    assert (finding.kind, finding.severity) == (FindingKind.NAME, ERROR)
    assert finding.message == "The source says west, the translation says east."
    (finding,) = directions.find(Pair.of("من الطرف الشمالي", "from the north-eastern end"))
    assert finding.message == "The source says north, the translation says northeast."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("جنوب شرق البلاد", "the south-east of the country"),
        ("شمال غرب دارفور", "the north of Western Darfur"),
        ("الدول الغربية", "the countries of NATO"),
        ("نورثرن روك", "Northern Rock"),
    ],
)
def test_a_direction_said_otherwise_is_none(source, target):
    assert list(directions.find(Pair.of(source, target))) == []
