"""Names in another spelling, and words that only look like one."""

import pytest

from mujaz.pipeline.spelling import find_copies, find_derived, find_exact, find_names_of_others, find_variants


def words(spans, text):
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Sulaymaniyah", "Sulaimaniya"),
        ("Duhok", "Dohuk"),
        ("Karbala", "Kerbala"),
        ("Erbil", "Irbil"),
        ("Fallujah", "Falluja"),
        ("Basra", "Bassora"),
        ("Mosul", "Mosel"),
        ("Baghdad", "Baghdaad"),
        ("Hezbollah", "Hizbullah"),
        ("Tehran", "Tahran"),
        ("Iraq", "Irak"),
        ("Qatar", "Katar"),
        ("Botswana", "Potsuana"),
        ("Saudi Arabia", "Saudia Arabia"),
    ],
)
def test_another_spelling_is_known(name, word):
    text = f"They met in {word}, and {word} was quiet."
    assert words(find_variants(name, text), text) == [word, word]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Iraq", "Iran"),
        ("Iraq", "Iraqi"),
        ("Iraq", "Iraqis"),
        ("Syria", "Syrian"),
        ("Egypt", "Egyptian"),
        ("Turkey", "Turkish"),
        ("China", "Chinese"),
        ("Mosul", "Muslim"),
        ("Mosul", "missile"),
        ("Basra", "Basri"),
        ("Oman", "Amman"),
        ("Houthi", "Houthis"),
        ("Niger", "Nigeria"),
        ("Mali", "Malawi"),
        ("Austria", "Australia"),
        ("Oran", "Iran"),
        ("USA", "UAE"),
    ],
)
def test_another_word_is_left(name, word):
    assert find_variants(name, f"They met in {word} again.") == []


def test_two_spellings_are_not_chosen_from():
    assert find_variants("Mosul", "Between Mosel and Mossul there is a road.") == []


def test_names_of_other_words_in_the_source_are_theirs():
    text = "Omar met Mosel."
    assert words(find_names_of_others(text, "التقى عمر الموصل", []), text) == ["Omar", "Mosel"]
    source = "التقى عمر الموصل"
    own = [type(find_exact("Omar", text)[0])(source.index("الموصل"), len(source))]
    assert words(find_names_of_others(text, source, own), text) == ["Omar"]


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ("minister", "Ministers and the minister's minister.", ["Minister", "minister", "minister"]),
        ("PMF", "the PMF, not the pmf or PMFX", ["PMF"]),
        ("Al-Hashd", "in Al-Hashd's camp", ["Al-Hashd"]),
        ("C++ (new)", "of C++ (new) and", ["C++ (new)"]),
        ("60th Brigade", "the 60th Brigade", ["60th Brigade"]),
    ],
)
def test_a_term_is_said(target, text, found):
    assert words(find_exact(target, text), text) == found


def test_words_made_of_a_term():
    text = "Iraqi and Syrian officials, Turkey"
    assert words(find_derived("Iraq", text), text) == ["Iraqi"]
    assert words(find_derived("Syria", text), text) == ["Syrian"]


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ("Mustafa al-Kadhimi", "Prime Minister Mustafafa al-Kadhi said Iraq", ["Mustafafa al-Kadhi"]),
        ("Sulaymaniyah", "at Mosul, Erbil, and Sulaymanh yesterday.", ["Sulaymanh"]),
        ("PMF", "the pmf said", ["pmf"]),
        ("Sulaymaniyah", "at Mosul and El Salvador yesterday.", []),
        ("Stanford", "the system's standard can be", []),
        ("social distancing", "for social distating strategies", ["social distating"]),
        ("infection", "an injury to the arm", []),
        ("Fuad Hussein", "", []),
        ("Montenegro", "a road in Ontenegro, and Greece", ["Ontenegro"]),
        ("Samarkand", "He came to the Amarkand bazaar", ["Amarkand"]),
        ("Samarkand", "the Amsterdam market of Markham", []),
    ],
)
def test_a_copy_that_went_wrong_is_known(target, text, found):
    assert words(find_copies(target, text), text) == found
