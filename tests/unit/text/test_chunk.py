"""Where a segment that is too long is cut; `|` marks the cuts, tokens are words unless said otherwise."""

import pytest

from mujaz.text.chunk import chunk
from mujaz.types import Span


def words(text: str) -> int:
    return len(text.split())


CUTS = [
    (6, "ترأس الوزير اجتماعا اليوم، | تمت خلاله مناقشة مستجدات الأوضاع"),
    (6, "ترأس الوزير اجتماعا اليوم؛ | تمت، خلاله، مناقشة مستجدات الأوضاع"),
    (6, 'قال "لن نرحل أبدا. | سنبقى هنا، مع الأهل" ثم صمت'),
    (6, "ترأس الوزير اجتماعا اليوم | حيث تمت مناقشة مستجدات الأوضاع"),
    (6, "ترأس الوزير اجتماعا اليوم | و قال مصدر مطلع إنه غادر"),
    (6, "ترأس الوزير اجتماعا كبيرا | اليوم تمت مناقشة مستجدات الأوضاع"),
    (6, "ترأس الوزير اجتماعا اليوم | ضم 15 نائبا كانوا هنا"),
    (4, "ترأس الوزير اجتماعا، | ضم نوابا كثيرين، | ثم غادر المكان"),
    (6, "ترأس الوزير الاجتماع المكنى بأبي،|دعا فيه إلى ضبط النفس"),
    (6, "ترأس الوزير... الاجتماع اليوم. | تمت مناقشة مستجدات الأوضاع"),
    (20, "ترأس الوزير اجتماعا اليوم، تمت خلاله مناقشة مستجدات الأوضاع"),
]


@pytest.mark.parametrize(("max_tokens", "marked"), CUTS)
def test_a_long_segment_is_cut_at_the_best_border(max_tokens: int, marked: str) -> None:
    text = marked.replace("| ", "").replace("|", "")
    chunks = chunk(text, max_tokens=max_tokens, count_tokens=words)
    assert [span.of(text) for span in chunks] == [part.strip() for part in marked.split("|")]


def test_chunks_are_balanced() -> None:
    text = " ".join(["كلمة"] * 103)
    lengths = [words(span.of(text)) for span in chunk(text, max_tokens=100, count_tokens=words)]
    assert len(lengths) == 2
    assert min(lengths) >= 50


def test_nothing_is_empty_and_white_space_is_no_chunk() -> None:
    assert chunk("", max_tokens=5, count_tokens=len) == []
    assert chunk(" \n ", max_tokens=5, count_tokens=len) == []
    assert chunk(" نعم ", max_tokens=5, count_tokens=len) == [Span(1, 4)]


def test_a_giant_word_is_cut_between_letters_and_not_before_a_mark() -> None:
    text = "بَ" * 50_000
    chunks = chunk(text, max_tokens=256, count_tokens=len)
    assert "".join(span.of(text) for span in chunks) == text
    assert all(span.of(text)[0] == "ب" and len(span) <= 256 for span in chunks)


def test_a_giant_word_among_others_leaves_the_others_whole() -> None:
    text = f"قال الوزير {'ب' * 1000} ثم غادر"
    parts = [span.of(text) for span in chunk(text, max_tokens=64, count_tokens=len)]
    assert " ".join(part for part in parts if "بب" not in part) == "قال الوزير ثم غادر"
    assert "".join(part for part in parts if "بب" in part) == "ب" * 1000


def test_a_code_point_that_does_not_fit_stands_alone() -> None:
    assert chunk("بت", max_tokens=1, count_tokens=lambda part: 3 * len(part)) == [Span(0, 1), Span(1, 2)]


@pytest.mark.parametrize("text", ["كلمة " * 20_000, "ب" * 100_000, "كلمة، " * 20_000, f"ب {'ت' * 900} " * 100])
def test_tokens_are_counted_about_twice_for_each_chunk(text: str) -> None:
    counted: list[int] = []

    def count(part: str) -> int:
        counted.append(len(part))
        return len(part)

    chunks = chunk(text, max_tokens=200, count_tokens=count)
    assert len(chunks) <= 2 * len(text) / 200 + 1
    assert len(counted) <= 2 * len(chunks)
    assert sum(counted) <= 12 * len(text)
