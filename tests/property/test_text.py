"""What holds for any text at all, lone surrogates included."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.text.arabic import words_of
from mujaz.text.chunk import chunk
from mujaz.text.normalize import normalize
from mujaz.text.scripts import arabic_share, arabic_spans, has_arabic, longest_word
from mujaz.text.segment import segment, split_english
from mujaz.types import Span

ANY_CHARACTER = st.characters(codec=None, categories=None, exclude_categories=())
PIECES = (
    "قال الوزير",
    "ذلك",
    "وأضاف",
    "د",
    "أ.د",
    "ج.م.ع",
    "هـ",
    "إن.بي.سي",
    "الْعِرَاق",
    "ا\u0653",
    "ﻻ",
    "ﷺ",
    "cafe\u0301",
    "Mr",
    "U.S",
    "said Kadhimi",
    "3.5",
    "٣٫٥",
    "60 ٪",
    "2.",
    "(CNN)",
    "رويترز",
    *".!?؟؛…،:/-–—ـ\"“”«»()[]'•",
    *" \t\n\r\v\x85\xa0\u2028\u200b\u200f\u064e\u0654\u0301\x00\ufeff\ud800\U0001f1ee",
)
TEXTS = st.one_of(st.text(ANY_CHARACTER), st.lists(st.sampled_from(PIECES) | ANY_CHARACTER).map("".join))


@given(TEXTS)
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(TEXTS)
def test_normalized_text_has_no_surrogates_no_controls_and_no_double_spaces(text: str) -> None:
    normalized = normalize(text).text
    normalized.encode()
    assert not {unicodedata.category(character) for character in normalized.replace("\n", "")} & {"Cc", "Zl", "Zp"}
    assert "  " not in normalized


@given(TEXTS)
def test_normalization_keeps_the_number_of_lines(text: str) -> None:
    assert len(f"{normalize(text).text}.".splitlines()) == len(f"{text}.".splitlines())


@given(TEXTS, st.data())
def test_spans_of_the_normalized_text_are_found_again(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    here = _span(data, normalized.text)
    there = normalized.source_span(here)
    assert 0 <= there.start <= there.end <= len(text)
    back = normalized.normalized_span(there)
    assert back.start <= here.start
    assert here.end <= back.end
    assert normalized.source_span(back) == there


@given(TEXTS, st.data())
def test_spans_of_the_source_are_found_in_the_normalized_text(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    there = normalized.normalized_span(_span(data, text))
    assert 0 <= there.start <= there.end <= len(normalized.text)


@given(TEXTS, st.data())
def test_spans_are_carried_over_in_order(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    first, second = sorted(_span(data, normalized.text) for _ in range(2))
    assert normalized.source_span(first).start <= normalized.source_span(second).start
    last_ends = sorted((first.end, second.end))
    ends = [normalized.source_span(Span(0, end)).end for end in last_ends]
    assert ends == sorted(ends)


@given(TEXTS, st.integers(0))
def test_the_source_of_two_neighbours_overlaps_only_within_one_character(text: str, position: int) -> None:
    normalized = normalize(text)
    cut = position % (len(normalized.text) + 1)
    left = normalized.source_span(Span(0, cut))
    right = normalized.source_span(Span(cut, len(normalized.text)))
    assert right.start <= left.end
    overlap = Span(right.start, left.end)
    assert normalized.source_span(normalized.normalized_span(overlap)) == overlap or not overlap


@pytest.mark.parametrize("split", [segment, split_english])
@given(text=TEXTS)
def test_segments_and_the_gaps_between_them_are_the_text(split, text: str) -> None:
    end = 0
    for span in split(text):
        assert end <= span.start < span.end
        assert _is_blank(text[end : span.start])
        assert not _is_blank(text[span.start])
        assert not text[span.end - 1].isspace()
        end = span.end
    assert _is_blank(text[end:])


@pytest.mark.parametrize("split", [segment, split_english])
@given(text=TEXTS)
def test_no_segment_crosses_a_line_end_and_every_line_has_one(split, text: str) -> None:
    spans = split(text)
    position = 0
    for line in text.splitlines(keepends=True):
        inside = [span for span in spans if position <= span.start < position + len(line)]
        assert bool(inside) != _is_blank(line)
        assert all(len(span.of(text).splitlines()) == 1 and span.end <= position + len(line) for span in inside)
        position += len(line)


@given(TEXTS)
def test_a_line_end_between_two_texts_changes_the_segments_of_neither(text: str) -> None:
    alone = segment(text)
    offset = len(text) + 1
    assert segment(f"{text}\n{text}") == alone + [span.shift(offset) for span in alone]


@given(TEXTS, st.integers(1, 12), st.sampled_from([len, lambda part: len(part.split()), lambda part: 2 * len(part)]))
@example("ب" * 1000, 1, len)
def test_chunks_fit_and_hold_everything_but_white_space(text: str, max_tokens: int, count_tokens) -> None:
    spans = chunk(text, max_tokens=max_tokens, count_tokens=count_tokens)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        assert count_tokens(span.of(text)) <= max_tokens or len(span) == 1
        end = span.end
    assert not text[end:].strip()


@given(TEXTS)
def test_arabic_spans_hold_every_arabic_letter(text: str) -> None:
    spans = arabic_spans(text)
    assert all(has_arabic(span.of(text)) for span in spans)
    rest = list(text)
    for span in spans:
        rest[span.start : span.end] = " " * len(span)
    assert not has_arabic("".join(rest))


@given(TEXTS)
def test_the_share_of_arabic_is_a_share(text: str) -> None:
    assert 0 <= arabic_share(text) <= 1
    assert has_arabic(text) == (arabic_share(text) > 0)


@given(TEXTS)
def test_the_longest_word_is_one_word(text: str) -> None:
    word = longest_word(text)
    assert word or not any(map(str.isalpha, text))
    assert word is None or len(word.of(text).split()) == 1


def _span(data: st.DataObject, text: str) -> Span:
    ends = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2))
    return Span(*sorted(ends))


def _is_blank(text: str) -> bool:
    """White space, and what has no shape of its own."""
    return not normalize(text).text.strip()


@given(TEXTS)
@example("قال أحمد ـ تركي")
@example("محمد \u06dd\u064b علي")
def test_words_are_where_they_are_said_to_be_and_none_is_empty(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert word.form
        assert end <= word.start < word.end
        end = word.end
