"""Terms in Arabic words: what counts as one, and what only looks like one."""

import pytest

from mujaz.text.glossary import TermMatcher, gazetteer, match_terms
from mujaz.text.glossary.forms import Form
from mujaz.text.normalize import normalize
from mujaz.types import Term, TermOrigin


def matches(source, text, *, exact=False):
    matcher = TermMatcher([Term(source=source, target="X")], TermOrigin.REQUEST, exact=exact)
    return [(match.joined, match.span.of(text)) for match in match_terms(text, [matcher])]


@pytest.mark.parametrize(
    ("source", "text", "joined", "found"),
    [
        # nothing before it, clitics, the article
        ("بغداد", "وصل الوفد إلى بغداد أمس", "", "بغداد"),
        ("بغداد", "وبغداد عاصمة", "و", "بغداد"),
        ("بغداد", "في طريقه لبغداد.", "ل", "بغداد"),
        ("بغداد", "اجتمعوا ببغداد", "ب", "بغداد"),
        ("بغداد", "فبغداد بعيدة", "ف", "بغداد"),
        ("بغداد", "مدينة كبغداد", "ك", "بغداد"),
        ("بغداد", "ولبغداد تاريخ", "ول", "بغداد"),
        ("العراق", "في العراق", "", "العراق"),
        ("العراق", "والعراق", "و", "العراق"),
        ("العراق", "بالعراق", "ب", "العراق"),
        ("العراق", "كالعراق", "ك", "العراق"),
        ("العراق", "وبالعراق", "وب", "العراق"),
        ("العراق", "للعراق", "ل", "عراق"),
        ("العراق", "وللعراق", "ول", "عراق"),
        ("اللجنة", "تقرير للجنة", "ل", "لجنة"),
        ("برلمان", "رئيس البرلمان", "", "البرلمان"),
        ("برلمان", "للبرلمان", "ل", "برلمان"),
        ("ألمانيا", "البحرية الألمانية", "", "الألمانية"),
        # spellings that do not matter
        ("أربيل", "في اربيل", "", "اربيل"),
        ("الحكومة", "الحكومه", "", "الحكومه"),
        ("ديالى", "ديالي", "", "ديالي"),
        # endings
        ("مهندس", "ثلاثة مهندسين", "", "مهندسين"),
        ("مهندس", "المهندسون", "", "المهندسون"),
        ("مهندس", "مهندسان", "", "مهندسان"),
        ("مهندس", "المهندسة", "", "المهندسة"),
        ("مهندس", "والمهندسات", "و", "المهندسات"),
        ("المهندس", "المهندسين", "", "المهندسين"),
        ("صاروخ", "أطلق صاروخا", "", "صاروخا"),
        ("حكومة", "حكومته", "", "حكومته"),
        ("حكومة", "وحكومتها", "و", "حكومتها"),
        ("حكومة", "الحكومتان", "", "الحكومتان"),
        ("حكومة", "الحكومات", "", "الحكومات"),
        ("برلمان", "برلماننا", "", "برلماننا"),
        ("العراق", "مسؤول عراقي", "", "عراقي"),
        ("العراق", "القوات العراقية", "", "العراقية"),
        ("سوريا", "السوريون", "", "السوريون"),
        ("فرنسا", "الفرنسية", "", "الفرنسية"),
        ("البصرة", "التمور البصرية", "", "البصرية"),
        # several words
        ("علي", "قال علي", "", "علي"),
        ("على الأقل", "وعلى الأقل", "و", "على الأقل"),
        ("الحشد الشعبي", "والحشد الشعبي", "و", "الحشد الشعبي"),
        ("الحشد الشعبي", "للحشد  الشعبي", "ل", "حشد  الشعبي"),
        ("مجلس وطني", "المجلس الوطني", "", "المجلس الوطني"),
        ("وزير الخارجية", "وزيرة الخارجية", "", "وزيرة الخارجية"),
        ("وزير الخارجية", "لوزيري الخارجية", "ل", "وزيري الخارجية"),
        ("خلية نائمة", "خليتان نائمتان", "", "خليتان نائمتان"),
    ],
)
def test_it_is_found(source, text, joined, found):
    assert matches(source, text) == [(joined, found)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("غداد", "وصل إلى بغداد"),  # names are not taken apart
        ("غداد", "وبغداد"),
        ("بنان", "في لبنان"),
        ("لبن", "لبنان"),  # no dual of three letters
        ("ريم", "رجل كريم"),
        ("مال", "قال كمال"),
        ("قطر", "قطرات من الماء"),
        ("زير", "قال وزير"),
        ("ريق", "فريق"),
        ("كالة", "وكالة الأنباء"),
        ("العراق", "عراق جديد"),  # the article belongs to it
        ("ألبانيا", "قال بأني هنا"),  # and these letters are no article
        ("الرئيس", "رئيس الوزراء"),
        ("بغداد", "بغدادات"[:-1] + "يلم"),
        ("حزب الله", "حزب من الله"),
        ("حزب الله", "حزب، الله"),
        ("حزب الله", "حزب"),
        ("وزير الخارجية", "وزير خارجية"),
        ("مجلس النواب", "المجلس نواب"),
        ("سعودية", "مسعودية"),
        ("شعب", "الشعبة"),
        ("علي", "اتفقوا على ذلك"),
        ("علي", "وعلى ذلك"),
    ],
)
def test_it_is_not_found(source, text):
    assert matches(source, text) == []


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("كوفيد-19", "انتشر كوفيد-19 مجددا", "كوفيد-19"),
        ("كوفيد-19", "انتشر كوفيد 19 مجددا", "كوفيد 19"),
        ("كوفيد 19", "انتشر كوفيد\u201319 مجددا", "كوفيد\u201319"),
        ("إف-16 الأمريكية", "طائرات إف 16 الأمريكية", "إف 16 الأمريكية"),
        ("سي.إن.إن", "قالت شبكة سي.إن.إن أمس", "سي.إن.إن"),
        ("حركة 20/2", "دعت حركة 20/2 إلى مسيرة", "حركة 20/2"),
        ("الحزب (الجديد)", "فاز الحزب (الجديد) أمس", "الحزب (الجديد)"),
        ("«الأمل»", "صحيفة «الأمل» اليومية", "«الأمل»"),
        ("«الأمل»", "صحيفة الأمل اليومية", "الأمل"),
    ],
)
def test_a_term_may_hold_marks_of_its_own(source, text, found):
    matcher = TermMatcher([Term(source=source, target="X")], TermOrigin.REQUEST)
    assert [match.span.of(text) for match in match_terms(text, [matcher])] == [found]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("حركة الأمل", "انتهت الحركة. الأمل باق"),
        ("حركة الأمل", "حركة، الأمل"),
        ("سي.إن.إن", "سي إن إن"),
    ],
)
def test_marks_that_a_term_has_not_part_it(source, text):
    assert not match_terms(text, [TermMatcher([Term(source=source, target="X")], TermOrigin.REQUEST)])


def test_a_name_of_the_gazetteer_takes_clitics_and_no_endings():
    assert matches("مصر", "بمصر ومصريون", exact=True) == [("ب", "مصر")]
    assert matches("كندا", "الكندا كندي", exact=True) == []


def test_a_term_in_the_article_of_another_form_is_called_what_it_is():
    matcher = TermMatcher([Term(source="العراق", target="Iraq")], TermOrigin.SERVER)
    found = match_terms("العراق والعراقي", [matcher])
    assert [match.form for match in found] == [Form.BARE, Form.NISBA]
    president = TermMatcher([Term(source="رئيس", target="president")], TermOrigin.SERVER)
    found = match_terms("رئيسي ورئيسها والرئيسة", [president])
    assert [match.form for match in found] == [Form.NISBA, Form.INFLECTED, Form.INFLECTED]
    assert {match.origin for match in found} == {TermOrigin.SERVER}


def test_vowel_signs_are_of_no_account():
    text = normalize("وَلِلعِراقِ").text
    assert matches("العراق", text) == [("ول", "عراق")]
    assert matches("العِراق", "في العراق") == [("", "العراق")]


def test_the_request_wins_over_the_server_and_the_longest_among_equals():
    request = TermMatcher([Term(source="الحشد", target="the Hashd")], TermOrigin.REQUEST)
    terms = [Term(source="العراق", target="Iraq"), Term(source="جمهورية العراق", target="Republic of Iraq")]
    server = TermMatcher([*terms, Term(source="الحشد الشعبي", target="PMF")], TermOrigin.SERVER)
    found = match_terms("جمهورية العراق والحشد الشعبي", [server, request])
    assert [match.term.target for match in found] == ["Republic of Iraq", "the Hashd"]


def test_the_gazetteer_is_found_in_news():
    found = match_terms("وصل من بغداد إلى الموصل وأربيل، ثم للولايات المتحدة.", [gazetteer()])
    assert [match.term.target for match in found] == ["Baghdad", "Mosul", "Erbil", "United States"]
    assert match_terms("قال ان الوزير كريم", [gazetteer()]) == ()
