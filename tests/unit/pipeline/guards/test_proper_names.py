"""Names that only one of the two texts has."""

import pytest

from mujaz.pipeline.guards import Pair, proper_names


def messages(source: str, target: str) -> list[str]:
    return [finding.message for finding in proper_names.find(Pair.of(source, target))]


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("وقع الانفجار في مدينة البصرة", "The blast hit Aqaba", "The source says Basra; the translation does not."),
        ("دخلت القوات الموصل", "The forces entered Kirkuk", "The source says Mosul, the translation says Kirkuk."),
        ("غارة على رفح", "A raid on Raqqa", "The source says Rafah; the translation does not."),
        ("وصل الوفد إلى طهران", "The delegation arrived", "The source says Tehran; the translation does not."),
        ("التقى هاكان فيدان الوزير", "He met the minister", "The source says Hakan Fidan; the translation does not."),
        (
            "قال المدرب بيتر هندريكس إن الفريق جاهز.",
            "Coach Peter Novak said the team was ready.",
            "The source says Peter Hendricks, the translation says Peter Novak.",
        ),
        (
            "قال اللاعب محمود المصري إنه سيعتزل.",
            "The Egyptian player Mahmoud said he would retire.",
            "The source says Mahmoud al-Masri, the translation says Egyptian.",
        ),
        (
            "قال المدير إن العمل مستمر",
            "The director of Fallujah said work goes on",
            "The translation says Fallujah; nothing in the source sounds like it.",
        ),
    ],
)  # fmt: skip
def test_a_name_that_only_one_text_has_is_doubted(source: str, target: str, message: str) -> None:
    assert messages(source, target) == [message]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("وقع الانفجار في مدينة البصرة", "The blast hit the city of Basrah"),
        ("دخلت القوات الموصل", "The forces entered Al-Mawsil"),
        ("زار القدس المحتلة", "He visited occupied Jerusalem"),
        ("آثار تدمر القديمة", "The old ruins of Palmyra"),
        ("التقى هاكان فيدان الوزير", "The minister met Fidan"),
        ("قال المدرب بيتر هندريكس إن الفريق جاهز.", "Coach Peter Hendrix said the team was ready."),
        ("قال اللاعب محمود المصري إنه سيعود إلى مصر.", "Mahmoud El-Masri said he would return to Egypt."),
        ("التقى بيتر هندريكس السفير بيتر نوفاك.", "Hendriks met Ambassador Peter Novak."),
        ("كتب أحمد المصري رسالة", "Ahmad El Masry wrote a letter"),
        ("انسحبت قوات الدعم السريع", "The RSF withdrew"),
        ("قال المدير ذلك", "The General Director of the Ministry said so on Monday"),
    ],
)
def test_other_spellings_and_what_translators_leave_out_pass(source: str, target: str) -> None:
    assert messages(source, target) == []
