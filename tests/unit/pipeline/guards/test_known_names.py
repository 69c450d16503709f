"""Countries and points of the compass in both languages."""

import pytest

from mujaz.pipeline.guards.directions import arabic_directions, english_directions
from mujaz.pipeline.guards.names import english_names, known_names
from mujaz.pipeline.guards.pair import Source


def named(countries):
    return [(country.name, country.certain) for country in countries]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("زار وفد إيطالي روما", [("Italy", True), ("Italy", False)]),
        ("وللعراق حدود مع إيران", [("Iraq", True), ("Iran", True)]),
        ("القوات الأمريكية في الولايات المتحدة", [("United States", True), ("United States", True)]),
        ("البحرية الألمانية", [("Germany", True)]),
        ("قلت بأني لا أملك ما يكفي من المال", []),  # not ألبانيا without its ال
        ("جنوب أفريقيا والجزائر", [("South Africa", True), ("Algeria", True)]),
        ("اليد اليمنى", [("Yemen", False)]),
        ("قطر الدائرة", [("Qatar", False)]),
        ("سواحل عمان", [("Jordan", False), ("Oman", False)]),
        ("العلماء يدرسون الأتراك", [("Turkey", True)]),
        ("كوب من القهوة", []),
        ("قال رئيس الوزراء", [("Prime Minister", True)]),
    ],
)
def test_countries_of_an_arabic_text(text, countries):
    assert sorted(named(known_names(Source(text)))) == sorted(countries)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Italy's prime minister met the Irish one", [("Italy", True), ("Prime Minister", True), ("Ireland", True)]),
        ("the U.S. and the US, but not us", [("United States", True), ("United States", True)]),
        ("US$5 million, or 5 US dollars", [("United States", False), ("United States", False)]),
        ("the Iraqis and the Swiss", [("Iraq", True), ("Switzerland", True)]),
        ("Papua New Guinea, New Zealand and New Mexico", [("Guinea", True), ("New Zealand", True), ("Mexico", False)]),
        ("Guinea-Bissau", [("Guinea", True)]),
        ("Michael Jordan ate turkey in a china shop", [("Jordan", False)]),
        ("Nigerians, not Nigeriens; Malicious", [("Nigeria", True), ("Niger", False)]),
    ],
)
def test_countries_of_an_english_text(text, countries):
    assert named(english_names(text)) == countries


def test_the_words_of_a_country_are_where_the_spans_say():
    text = "Côte d'Ivoire beat South Korea"
    assert [country.span.of(text) for country in english_names(text)] == ["Côte d'Ivoire", "South Korea"]
    text = "وفي العراق"
    assert [country.span.of(text) for country in known_names(Source(text))] == ["العراق"]


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("شمال المدينة وجنوبها", ["north", "south"]),
        ("دمر السيل القرى في شمالها الغربي", ["northwest"]),
        ("في الجنوب الشرقي", ["southeast"]),
        ("شمال وشرق سوريا", ["north", "east"]),
        ("الضفة الغربية شرقي النهر", ["west", "east"]),
        ("شَمال غَرب", ["northwest"]),
        ("الشرق الغربي", ["east", "west"]),
        ("غريب في المغرب", []),
    ],
)
def test_directions_of_an_arabic_text(text, directions):
    assert [direction.name for direction in arabic_directions(Source(text))] == directions


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("Northern and South-Eastern, north west", ["north", "southeast", "northwest"]),
        ("westward, the Southerners, northerly", ["west", "south", "north"]),
        ("Westminster, Northampton, at least, easter", []),
    ],
)
def test_directions_of_an_english_text(text, directions):
    assert [direction.name for direction in english_directions(text)] == directions


def test_a_direction_is_made_of_points():
    (direction,) = english_directions("north-west")
    assert direction.points == {"north", "west"}
