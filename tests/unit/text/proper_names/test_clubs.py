"""Clubs whose names are also words: found in segments about sport where a club stands, and nowhere else."""

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.normalize import normalize
from mujaz.text.proper_names import NameKind, names_in, namesakes, with_clubs


def found(text: str) -> list[tuple[str, str]]:
    text = normalize(text).text
    words = words_of(text)
    before = names_in(text, words)
    after = with_clubs(text, before, words, namesakes([words]))
    assert {name.span for name in before} <= {name.span for name in after}
    assert list(after) == sorted(after, key=lambda name: name.span)
    assert all(name.span.of(text) == name.arabic for name in after)
    return [(name.joined + name.arabic, name.english) for name in after if name.kind is NameKind.BODY]


@pytest.mark.parametrize(
    ("text", "clubs"),
    [
        ("أدرك العين التعادل قبل النهاية", [("العين", "Al Ain")]),
        ("سدد المهاجم فوق عارضة الهلال", [("الهلال", "Al-Hilal")]),
        ("منح هذا الهدف ثلاث نقاط للرائد", [("لرائد", "Al-Raed")]),
        ("غاب المدافع عن وصيف الترجي", [("الترجي", "Esperance")]),
        ("تغلب الشباب بهدفين", [("الشباب", "Al-Shabab")]),
        ("جاء الهدف في مرمى الاتحاد متأخرا", [("الاتحاد", "Al-Ittihad")]),
        ("انتقل إلى الشباب بعقد جديد", [("الشباب", "Al-Shabab")]),
        ("تقام غدا قمة التعاون والاتفاق", [("التعاون", "Al-Taawoun"), ("والاتفاق", "Al-Ettifaq")]),
        ("الاتفاق - الشباب مساء اليوم", [("الاتفاق", "Al-Ettifaq"), ("الشباب", "Al-Shabab")]),
        ("تقدم الوحدة مبكرا ثم عادله العين", [("الوحدة", "Al Wahda"), ("العين", "Al Ain")]),
        ("صعد العين وشباب الأهلي", [("العين", "Al Ain"), ("وشباب الأهلي", "Shabab Al-Ahli")]),
        ("لعب سابقا للنادي الإفريقي", [("الإفريقي", "Club Africain")]),
    ],
)
def test_a_club_is_found_where_a_club_stands(text: str, clubs: list[tuple[str, str]]) -> None:
    assert found(text) == clubs


@pytest.mark.parametrize(
    "text",
    [
        "شكر الحارس كل الشباب في المدرجات",
        "هذا هو النصر الذي انتظره المشجعون",
        "رفض الاتحاد طلب التأجيل",
        "خسر الاتحاد الدولي لكرة القدم القضية",
        "فاز على اللاعبين الشباب",
        "أقيمت المباراة بالتعاون مع الاتحاد",
        "ودع اللاعبون قائد الشرطة",
        "تم الاتفاق على موعد المباراة",
        "سيشعر المدرب بروح الوحدة والسلام",
        "يقام اللقاء في مدينة العين",
        "توج باللقب الإفريقي",
        "صار اللاعب حلقة الوصل بين الدفاع والهجوم",
        "لا ترصد العين المجردة هذا التسلل",
    ],
)
def test_an_ordinary_word_is_no_club(text: str) -> None:
    assert found(text) == []


def test_an_adjective_in_a_list_is_no_club() -> None:
    assert found("لعب مع الترجي على الصعيد العربي والإفريقي") == [("الترجي", "Esperance")]


def test_a_club_that_was_found_already_is_evidence_and_stays() -> None:
    assert found("لاعب الهلال يواجه النصر") == [("الهلال", "Al-Hilal"), ("النصر", "Al-Nassr")]
    assert found("صمد النصر طويلا قبل أن يسجل لاعب الهلال") == [("النصر", "Al-Nassr"), ("الهلال", "Al-Hilal")]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("هزم الأهلي ضيفه الفيحاء في جدة", "Al-Ahli"),
        ("هتفت جماهير الأهلي للباطن والفيحاء", "Al-Ahli"),
        ("هزم الأهلي ضيفه الزمالك في القاهرة", "Al Ahly"),
        ("هزم الأهلي ضيفه", "Al Ahly"),
        ("هزم الأهلي المصري ضيفه النصر في الرياض", "Al Ahly"),
    ],
)
def test_a_club_that_has_a_namesake_is_spelled_as_the_one_of_the_country(text: str, english: str) -> None:
    assert found(text)[0][1] == english
