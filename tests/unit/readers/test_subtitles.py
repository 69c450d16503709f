"""What viewers see is what is read: no mark of the format, and no word less."""

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.readers.subtitles import read_subtitles


def srt(*texts: str) -> str:
    return "\n\n".join(
        f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{text}" for number, text in enumerate(texts, 1)
    )


def vtt(*texts: str) -> str:
    cues = (f"00:{number:02}.000 --> 00:{number:02}.900 line:0\n{text}" for number, text in enumerate(texts, 1))
    return "WEBVTT\n\n" + "\n\n".join(cues)


def said(text: str) -> list[str]:
    return [line for line in read_subtitles(text, "a").body.split("\n") if line and not line[0].isdigit()]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{وقال إنه} لا يقبل.", "{وقال إنه} لا يقبل."),
        ("{\\an8}{\\i1}لا{\\i0} يقبل.", "لا يقبل."),
        ("{i}لا{/i} يقبل.", "لا يقبل."),
        ("كان 5 < 6 و7 > 3.", "كان 5 < 6 و7 > 3."),
        ("كان س<ص وص>ع.", "كان س<ص وص>ع."),
        ('<font color="#ff0000"><b>لا</b></font> <I>يقبل</I>.', "لا يقبل."),
        ("< i >لا</ i > يقبل.", "لا يقبل."),
        ("بلغ العدد <s>15</s> 51.", "بلغ العدد 51."),
        ("لا\\Nيقبل<br/>أبدا.", "لا يقبل أبدا."),
        ("من C:\\news نقل.", "من C:\\news نقل."),
    ],
)
def test_only_tags_are_left_out_of_srt(text: str, read: str) -> None:
    assert said(srt(text)) == [read]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("&rlm;قالت شركة AT&amp;T لا.&lrm;", "قالت شركة AT&T لا."),
        ("السعر &lt; 5&nbsp;دولارات.", "السعر < 5 دولارات."),
        ("كان 5 < 6 و7 > 3.", "كان 5 < 6 و7 > 3."),
        ("{وقال إنه} لا يقبل.", "{وقال إنه} لا يقبل."),
        ("<v أحمد><c.yellow.bg_blue>لا</c> <00:01.500>يقبل</v>.", "لا يقبل."),
        ("<lang ar><b.loud>لا</b></lang> <u>يقبل</u>.", "لا يقبل."),
    ],
)
def test_tags_are_left_out_of_webvtt_and_entities_are_their_characters(text: str, read: str) -> None:
    assert said(vtt(text)) == [read]


def test_a_line_that_is_a_number_is_text_and_the_number_of_the_next_cue_is_not() -> None:
    for made in (srt, vtt):
        body = read_subtitles(made("ارتفع عدد القتلى\nإلى\n120", "120\nقتيلا.", "كانوا\n7"), "a").body
        assert body == (
            "1\n00:00:01,000 --> 00:00:02,900\nارتفع عدد القتلى إلى 120 120 قتيلا.\n\n"
            "2\n00:00:03,000 --> 00:00:03,900\nكانوا 7"
        )


def test_names_of_cues_comments_and_styles_of_webvtt_are_not_said() -> None:
    text = (
        "WEBVTT - عنوان\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE لم يراجع\n\nintro\n"
        "00:01.000 --> 00:02.000\nلا يقبل.\n\nNOTE\nسطر ثان\n\nend\n1:00:03.000 --> 1:00:04.000\nوافق."
    )
    assert read_subtitles(text, "a").body == (
        "1\n00:00:01,000 --> 00:00:02,000\nلا يقبل.\n\n2\n01:00:03,000 --> 01:00:04,000\nوافق."
    )


def test_marks_of_direction_do_not_hide_who_speaks_and_where_a_sentence_ends() -> None:
    lines = said(srt("\u202b- متى؟\u202c\n\u202b- غدا.\u202c", "\u200fوصل الوفد.\u200f", "ثم غادر."))
    assert lines == ["- متى؟", "- غدا.", "وصل الوفد.", "ثم غادر."]


def test_an_empty_line_within_a_cue_of_srt_does_not_end_it() -> None:
    assert said(srt("لا\n\nيقبل.", "وافق.")) == ["لا يقبل.", "وافق."]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", srt("", "<i></i>")])
def test_a_file_without_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="has no subtitles"):
        read_file(text.encode(), "a.srt")


def test_lines_that_roll_up_are_said_once() -> None:
    rolling = vtt(
        " \nأعلنت<00:01.500><c> البلدية</c>", "أعلنت البلدية\n ", "أعلنت البلدية\nفتح الجسر.", "فتح الجسر.\n "
    )
    assert read_subtitles(rolling, "a").body == "1\n00:00:01,000 --> 00:00:04,900\nأعلنت البلدية فتح الجسر."
    assert said(srt("نعم.", "نعم.", "بنت البلدية جسرا.", "وفتحته أمس.", "أمام المشاة.")).count("نعم.") == 2


def test_subtitles_of_another_kind_are_named() -> None:
    with pytest.raises(InvalidInput, match="is subtitles of the kind ASS; save them as SRT"):
        read_file("[Script Info]\nTitle: خبر\n".encode(), "a.txt")


SAID = ("زار الوزير المصنع.", "2024", "وعاد مساء.")
TIMES = [f"00:00:0{at},000 --> 00:00:0{at + 1},000" for at in (1, 3, 5)]


@pytest.mark.parametrize(
    "file",
    [
        "".join(f"{time}\n{said}\n\n" for time, said in zip(TIMES, SAID, strict=True)),
        "".join(f"{time}\n{said}\n" for time, said in zip(TIMES, SAID, strict=True)),
        "".join(f"{time}\n\n{said}\n\n\n" for time, said in zip(TIMES, SAID, strict=True)),
        "".join(f"\n{at}\n\n{time}\n\n{said}\n\n" for at, (time, said) in enumerate(zip(TIMES, SAID, strict=True))),
        "".join(
            f"{time.replace(' --> ', ',').replace(',000', '.000')}\n{said}\n\n"
            for time, said in zip(TIMES, SAID, strict=True)
        ),
        "7\n" + "".join(f"{time}\n{said}\n\n" for time, said in zip(TIMES, SAID, strict=True)),
        "".join(f"{time[3:].replace('--> 00:', '--> ')}\n{said}\n\n" for time, said in zip(TIMES, SAID, strict=True)),
    ],
    ids=["without numbers", "without empty lines", "empty lines", "numbers apart", "SBV", "one number", "no hours"],
)
def test_captions_without_numbers_or_with_stray_empty_lines_are_captions(file):
    (article,) = read_file(file.encode(), "file")
    assert article.body.split("\n\n") == [
        f"1\n{TIMES[0]}\n{SAID[0]}",
        f"2\n00:00:03,000 --> 00:00:06,000\n{SAID[1]} {SAID[2]}",
    ]


def test_a_text_that_begins_with_a_time_is_a_text():
    (article,) = read_file(f"10:30.5, {SAID[0]}".encode(), "file")
    assert article.body == f"10:30.5, {SAID[0]}"


def test_a_control_character_behind_a_number_is_no_part_of_it():
    file = "".join(f"{at}\x1f\n{time}\n{said}\n\n" for at, (time, said) in enumerate(zip(TIMES, SAID, strict=True), 1))
    (article,) = read_file(file.encode(), "file.srt")
    assert article.body.startswith(f"1\n{TIMES[0]}\n{SAID[0]}")
