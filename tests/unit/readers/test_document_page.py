"""A page that a word processor wrote is read whole, however short it is."""

import pytest

from mujaz.readers.page import read_page

TITLE, ONE, TWO, END = "خطة افتتاح الجسر", "تبدأ البلدية العمل يوم الأحد.", "وتبلغ كلفته 15 مليون دينار.", "عمان"
LONG = "وقال رئيس البلدية إن العمل سيستمر أربعة أشهر، ويشمل رصف الطرق المؤدية إلى الجسر وإنارتها."


@pytest.mark.parametrize("style", ["c5 title", "c5 subtitle-less", "MsoTitle"])
@pytest.mark.parametrize(
    "head",
    [
        "<body class='c6 doc-content'>",
        "<meta name=Generator content='Microsoft Word 15 (filtered)'><body>",
        "<meta name='generator' content='LibreOffice 24.2 (Linux)'><body>",
    ],
)
def test_a_short_document_is_read_whole_without_comments(head: str, style: str) -> None:
    page = (
        f"<html>{head}<p class='{style}'><span>{TITLE}</span></p><p><span>{ONE}</span></p>"
        f"<p><span>{LONG}</span><sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup><span> {TWO}</span></p>"
        f"<p>{END}</p><div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>هل تأكدنا؟</span></p><p>نعم</p></div></body>"
    )
    read = read_page(page)
    rest = [ONE, f"{LONG} {TWO}", END]
    titled = style != "c5 subtitle-less"
    assert (read.title, read.body.split("\n")) == (TITLE if titled else "", rest if titled else [TITLE, *rest])
    assert read.findings == ()
