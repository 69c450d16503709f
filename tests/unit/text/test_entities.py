import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.text.entities import after, decode_entities
from mujaz.text.normalize import normalize
from mujaz.types import Span


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("قال &quot;نعم&quot;", 'قال "نعم"'),
        ("&#1602;&#x627;&#1604;", "قال"),
        ("Johnson &amp; Johnson", "Johnson & Johnson"),
        ("&amp;quot;نعم&amp;amp;quot;", '"نعم"'),
        ("قال&nbsp;نعم", "قال\xa0نعم"),
        ("AT&T; R&D &unknown; &quot", "AT&T; R&D &unknown; &quot"),
        ("أ&#10;ب&NewLine;ج", "أ&#10;ب&NewLine;ج"),
        ("&#0;&#xD800;&#9999999;", "\ufffd\ufffd\ufffd"),
    ],
)
def test_entities_become_their_characters(text, decoded):
    assert decode_entities(text).text == decoded


def test_a_span_of_the_normalised_text_leads_to_what_was_written():
    text = "قالَ &quot;العـــراق&quot;&nbsp; &#1632;&#x661; ثم"
    decoded = decode_entities(text)
    both = after(decoded, normalize(decoded.text))
    assert both.text == 'قال "العراق" 01 ثم'
    for word, written in [
        ("قال", "قالَ"),
        ("العراق", "العـــراق"),
        ("01", "&#1632;&#x661;"),
        ("ثم", "ثم"),
        ('"', "&quot;"),
    ]:
        at = both.text.index(word)
        assert both.source_span(Span(at, at + len(word))).of(text) == written


@given(
    st.lists(st.sampled_from(["&quot;", "&#1570;", "&#1617;", "َ", "ـ", "ا", "ٓ", " ", "&nbsp;", "٣", "%", "&amp;", "x"]))
)
def test_two_changes_as_one_are_the_one_after_the_other(parts):
    text = "".join(parts)
    first = decode_entities(text)
    second = normalize(first.text)
    both = after(first, second)
    assert (both.source, both.text) == (text, second.text)
    for start in range(len(both.text)):
        step_by_step = first.source_span(second.source_span(Span(start, start + 1)))
        at_once = both.source_span(Span(start, start + 1))
        assert at_once.start <= step_by_step.start < step_by_step.end <= at_once.end
