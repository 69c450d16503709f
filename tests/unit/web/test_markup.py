"""HTML whose text is translated and whose tags stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.web.markup import Markup

SAID = {
    "قال الوزير إن الاجتماع انتهى": "The minister said that the meeting was over",
    "الوزير": "Minister",
    "الاجتماع": "The meeting",
    "انتهى": "Finished",
    "إن الاجتماع انتهى": "The meeting is over",
}


def translated(source: str) -> str:
    markup = Markup(source)
    return markup.written([SAID.get(line, line) for line in markup.lines])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            '<p>قال <a href="/x?a=1&b">الوزير</a> إن <b>الاجتماع</b> انتهى</p>',
            '<p>The <a href="/x?a=1&b">minister</a> said that <b>the meeting</b> was over</p>',
        ),
        (
            "<li>قال <i>الوزير</i> <u>إن <b>الاجتماع</b> انتهى</u>",
            "<li>The <i>minister</i> said that <u><b>the meeting</b> was over</u>",
        ),
        ("<b>قال الوزير إن الاجتماع انتهى</b>", "<b>The minister said that the meeting was over</b>"),
        (
            "  <h1>\n قال الوزير\n إن&#32;الاجتماع انتهى </h1>",
            "  <h1>\n The minister said that the meeting was over </h1>",
        ),
        ("<p translate='no'>الوزير</p><p>الوزير", "<p translate='no'>الوزير</p><p>Minister"),
        ("<b class='a notranslate'>الوزير <b>x</b></b>الوزير", "<b class='a notranslate'>الوزير <b>x</b></b>Minister"),
        ("<!-- الوزير --><style>الوزير</style>الوزير", "<!-- الوزير --><style>الوزير</style>Minister"),
        ("<td>الوزير<br>انتهى<td>BBC <i>&copy; 24</i>", "<td>Minister<br>Finished<td>BBC <i>&copy; 24</i>"),
    ],
)
def test_tags_stand_around_the_words_that_they_stood_around(source, target):
    assert translated(source) == target


def test_what_is_no_tag_is_text_and_text_is_escaped():
    assert translated("الوزير < 5 &amp; &lt;b> <3") == "الوزير &lt; 5 &amp; &lt;b&gt; &lt;3"
    assert translated("<p>الوزير</p><a href='") == "<p>Minister</p><a href='"


TAGS = st.sampled_from(
    ["<b>", "</b>", "<i x='>'>", "</i>", "<p>", "</p>", "<br/>", "<img src=a>", "<!--", "-->", "<script>", "</script>"]
)
TEXTS = st.sampled_from(["الوزير", " ", "قال الوزير", "BBC", "<", "&", "'", '"', "=", "\n", ">"])


@given(st.lists(st.one_of(TAGS, TEXTS), max_size=40).map("".join))
def test_no_tag_is_lost_or_made_up(source):
    markup = Markup(source)
    target = markup.written([f"one two three {number} four" for number in range(len(markup.lines))])
    for tag in ("<b>", "</b>", "<i x='>'>", "</i>", "<p>", "</p>", "<br/>", "<img src=a>"):
        assert target.count(tag) == source.count(tag)


def test_long_and_hostile_markup_is_read_in_one_pass():
    for part in ("<b>", '<a ="', "<!--", "<i>قال</i> ", "<script>", "<b translate=no>", "<a b='<a b=\"", "<", "<a "):
        source = part * (200_000 // len(part)) + ">"
        markup = Markup(source)
        if not markup.lines:
            assert markup.written([]) == source
