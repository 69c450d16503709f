"""Slips of the model's English that are mended, and words that only look like slips."""

import pytest

from mujaz.pipeline.slips import close_quotation, mend_by_source, mend_round, mend_slips


@pytest.mark.parametrize(
    ("slip", "mended"),
    [
        ("the 23th and 21th", "the 23rd and 21st"),
        ("its 11st, 12nd and 113rd", "its 11th, 12th and 113th"),
        ("the 2nd of May, the 4th", "the 2nd of May, the 4th"),
        ("carried out a airstrike", "carried out an airstrike"),
        ("A army of a old man", "An army of an old man"),
        ("an mosque and an hospital", "a mosque and a hospital"),
        ("a unit, a union, a European, a one-year, a euro", "a unit, a union, a European, a one-year, a euro"),
        ("an hour, an honest heir", "an hour, an honest heir"),
        ("an herb or a herb", "an herb or a herb"),
        ("in Group A alongside Group An", "in Group A alongside Group An"),
        ("a UN unit, a EU plan, an MP, an NGO", "a UN unit, a EU plan, an MP, an NGO"),
        ("section 4a in a", "section 4a in a"),
        ("two economys relyed on it, strategicly", "two economies relied on it, strategically"),
        ("He defendes the spokesmans of a masss rally", "He defends the spokesmen of a mass rally"),
        (
            "surveys, employed, process, talismans and blorfingys",
            "surveys, employed, process, talismans and blorfingys",
        ),
        ("a English-language paper and an Turkish one", "an English-language paper and a Turkish one"),
        ("Group A English clubs, a Emir, an Rwandan", "Group A English clubs, a Emir, an Rwandan"),
        ("They tried to fixing it in order to saving Paris", "They tried to fix it in order to save Paris"),
        ("It forced Jane to stopping and allowed them to sitting", "It forced Jane to stop and allowed them to sit"),
        ("an opportunity to seeing it, able to passing", "an opportunity to see it, able to pass"),
        ("They urged that he delaying what she could not using", "They urged that he delay what she could not use"),
        (
            "committed to fixing it, used to sitting, due to passing",
            "committed to fixing it, used to sitting, due to passing",
        ),
        ("They try to bring spring, and are able to sing", "They try to bring spring, and are able to sing"),
        ('It was "an impossible," and "a wholly new thing."', 'It was "impossible," and "a wholly new thing."'),
        ('The hall was "a very crowded."', 'The hall was "very crowded."'),
        ('The tale was "a fable." A "reasonable" one', 'The tale was "a fable." A "reasonable" one'),
        ('under the "the open door" plan, on the "The Voice"', 'under the "open door" plan, on the "The Voice"'),
    ],
)
def test_only_certain_slips_are_mended(slip: str, mended: str) -> None:
    assert mend_slips(slip) == mended
    assert mend_slips(mended) == mended


@pytest.mark.parametrize(
    ("arabic", "english", "closed"),
    [
        ("وقال: «ابقوا بعيدا!».", 'He said: "Stay away!', 'He said: "Stay away!"'),
        ('وقال "لا".', 'He said: "No."', 'He said: "No."'),
        ("وقال: «ابقوا» ثم غادر.", 'He said: "Stay and left.', 'He said: "Stay and left.'),
        ("«ابقوا»، «ارحلوا»", '"Stay," "leave', '"Stay," "leave"'),
        ("وقال: «ابقوا»", "He said to stay.", "He said to stay."),
        ("وقال: «ابقوا».", 'He said to stay."', 'He said to stay."'),
    ],
)
def test_a_quotation_that_ends_with_the_sentence_is_closed(arabic: str, english: str, closed: str) -> None:
    assert close_quotation(arabic, english) == closed


@pytest.mark.parametrize(
    ("arabic", "english", "mended"),
    [
        ("خرج من دور الـ16", "He left in the 16th round.", "He left in the round of 16."),
        ("بلغ الدور الـ 32", "It reached the 32nd round of the cup.", "It reached the round of 32 of the cup."),
        ("في دور الستة عشر", "in the 16th round", "in the round of 16"),
        ("في دور 16", "in 16 round", "in round of 16"),
        ("الجولة السادسة عشرة", "the 16th round", "the 16th round"),
        ("دور الـ160 عضوا", "the 16th round", "the 16th round"),
    ],
)
def test_a_round_is_named_for_its_teams(arabic, english, mended):
    assert mend_round(arabic, english) == mended


@pytest.mark.parametrize(
    ("arabic", "english", "mended"),
    [
        ("وهو والد القبطان.", "It is the father of the captain.", "He is the father of the captain."),
        ("وهي طبيبة في الجزيرة.", "It was a doctor on the island.", "She was a doctor on the island."),
        (
            "وهو أكبر جسر في البلاد.",
            "It is the largest bridge in the country.",
            "It is the largest bridge in the country.",
        ),
        ("وهي رئيسة الجمعية.", "She is the head of the society.", "She is the head of the society."),
        ("غيرت اللجنة قوانين الصيد.", "The panel changed the two fishing laws.", "The panel changed the fishing laws."),
        ("غيرت اللجنة قانونين.", "The panel changed two laws.", "The panel changed two laws."),
        (
            "التقى بحارة ومهندسين هنديين وكنديين.",
            "He met two Indian and Canadian engineers.",
            "He met Indian and Canadian engineers.",
        ),
        (
            "التقى مهندسين هندي وكندي.",
            "He met two Indian and Canadian engineers.",
            "He met two Indian and Canadian engineers.",
        ),
        ("غيرت اثنين من قوانين الصيد.", "It changed two fishing laws.", "It changed two fishing laws."),
        ("هزة قوتها 4.2 درجة", "A quake of 4.2 degrees Celsius", "A quake of 4.2 degrees"),
        ("وتبنى تنظيم داعش التفجير.", "Islam claimed the blast.", "ISIS claimed the blast."),
        ("داعش لا يمثل الإسلام.", "ISIS does not represent Islam.", "ISIS does not represent Islam."),
        ("تبنى داعش التفجير.", "The Islam State claimed the blast.", "The Islam State claimed the blast."),
        ("بلغت الحرارة 42 درجة.", "It was 42 degrees Celsius.", "It was 42 degrees Celsius."),
    ],
)
def test_what_only_the_source_shows_to_be_a_slip(arabic: str, english: str, mended: str) -> None:
    assert mend_by_source(arabic, english) == mended


@pytest.mark.parametrize(
    ("arabic", "english", "mended"),
    [
        ("بلغ الدين 7.315 مليار دينار", "The debt is 7,315 billion dinars.", "The debt is 7.315 billion dinars."),
        ("بلغ الدين 7,315 مليار دينار", "The debt is 7,315 billion dinars.", "The debt is 7,315 billion dinars."),
        ("7.315 مليون و7315 مليار", "7.315 million, 7,315 billion", "7.315 million, 7,315 billion"),
    ],
)
def test_billions_have_the_point_of_the_source(arabic: str, english: str, mended: str) -> None:
    assert mend_by_source(arabic, english) == mended


@pytest.mark.parametrize(
    ("arabic", "english", "mended"),
    [
        ('قال "رأيت السفينة".', 'He said "and I saw the ship."', 'He said "I saw the ship."'),
        ("قال «ورأيت السفينة».", 'He said "and I saw the ship."', 'He said "and I saw the ship."'),
        ("قال رأيت السفينة.", 'He said "and I saw the ship."', 'He said "and I saw the ship."'),
        ('قال "سفينة" و"قارب".', 'He said "ship" and "boat."', 'He said "ship" and "boat."'),
    ],
)
def test_and_begins_a_quotation_only_where_it_does_in_the_source(arabic: str, english: str, mended: str) -> None:
    assert mend_by_source(arabic, english) == mended
