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
