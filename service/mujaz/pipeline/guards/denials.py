"""Counts the denials of a translation against the words of its source that leave one to it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.text.arabic import Word
from mujaz.text.contains import contains_any
from mujaz.text.tables import read_table, read_words
from mujaz.types import Span

_NO_BEGINNING, _NO_END = r"(?<![\w-].)", r"(?!['’](?!s)|\w|[\s-]confidence|-fly|-man|\.\s?\d)"
_CORE = "|".join(
    f"{first}{_NO_BEGINNING}(?:{'|'.join(word[1:] for word in words)})"
    for first, words in groupby(sorted(read_words(__package__, "negation.tsv")["English core"]), itemgetter(0))
)
"""Each alternative begins with a letter, because a regular expression finds it faster than a lookbehind."""
_DENIAL = re.compile(rf"(?:{_CORE}){_NO_END}")
_NOT = re.compile(rf"\w{_NO_BEGINNING}\w*n['’]t{_NO_END}")
_SHORT_NOT = ("n't", "n’t")
_NOT_OF_ITS_OWN = re.compile(
    r"\b(?:or not|not (?:\w+ )?without|goes without saying|next to nothing|not to mention|(?:do|does|did) without|"
    r"not long (?:before|after)|never mind|not so fast)\b"
)
"""Phrases with one negative word more than the Arabic: لا تخلو is "not without"."""
_REACH = {"close": 0.2, "near": 0.3, "anywhere": 1.0}
_REACH_OF_OR, _REACH_OF_ONLY = 0.1, 0.4
"""How far apart two words may stand that say the same, as a share of their texts."""
_GOVERNS = re.compile(r"[اولنف]*(?:لم|لن|لا|ليس\w*|ما)")
_EXCEPTS = re.compile(r"[وف]?الا|[وفب]?(?:سوي|عدا)")
_NOT_TO = "أ"
"""ألا is "not to", إلا "except"; folded they are alike."""
ONLY_WORDS, UNLESS_WORDS = (
    r"only|just|alone|lone|sole(?:ly)?|mere(?:ly)?|exclusive\w*",
    "unless|until|(?:as|so) long as",
)
"""How English says لم with إلا, and the لم of ما لم."""
_ONLY = re.compile(rf"\b(?:{ONLY_WORDS})\b")
_AND_NOT = ("ولا", "فلا")
_NOR, _OR = re.compile(r"[وف]?(?:و?لا|بلا)"), re.compile(r"\bn?or\b")
_SAYS_OR = (" أو", " او", " أم", " ام")
"""Behind these words لا is no "nor"."""
_UNLESS = re.compile(rf"\b(?:{UNLESS_WORDS}|except|if)\b")
_WHEN, _IF = "لما", "لو"
_BESIDE = 25
_NEGATIVE = ("un", "in", "im", "ir")
_DENIED = re.compile(rf"(?:{_DENIAL.pattern}|{_NOT.pattern})(?:\s[\w'’]+){{0,3}}\s$")
"""A denial at most four words before another word, which it denies: "did not stop" is لم with a verb of its own."""


class _Way(NamedTuple):
    """How English says some negative words of Arabic.

    Args:
        arabic: The words, with what is joined to their front.
        reach: How far from them the English may stand.
        english: What says them.
    """

    arabic: re.Pattern[str]
    reach: float
    english: re.Pattern[str]


def exceed(pair: Pair, licences: Sequence[Word]) -> bool:
    """Whether a translation denies more often than its source lets it.

    Args:
        pair: The segment and its translation.
        licences: The words of the source that may be translated by "not". One that the translation says in another way
            leaves none: رفض that is "refused", لم with إلا that is "only".
    """
    text = pair.target.lowered
    denials = [match.start() for match in _DENIAL.finditer(text)]
    if contains_any(text, _SHORT_NOT):
        denials = sorted(denials + [match.start() for match in _NOT.finditer(text)])
    used: set[tuple[int, int]] = set()
    left = 0
    for at, word in enumerate(licences):
        left += not _is_said(word, at, licences, pair, used)
        if left >= len(denials):  # mostly at the first word
            return False
    denials = denials[len(_NOT_OF_ITS_OWN.findall(text)) :]
    return (
        len(denials) > len(licences) or sum(not any(start <= at < end for start, end in used) for at in denials) > left
    )


def _is_said(word: Word, at: int, licences: Sequence[Word], pair: Pair, used: set[tuple[int, int]]) -> bool:
    """Whether a translation says a word in a way of its own, which is noted as used."""
    before = licences[at - 1] if at else None
    if _is_exception(word, pair.source) and before and _GOVERNS.fullmatch(before.form):
        return True
    if is_unless(word.span, pair.source) and _take(_UNLESS, word, _REACH_OF_ONLY, pair, used):
        return True
    after = licences[at + 1] if at + 1 < len(licences) else None
    if after and _GOVERNS.fullmatch(word.form) and _is_exception(after, pair.source):
        return _take(_ONLY, after, _REACH_OF_ONLY, pair, used)
    nor = before and _NOR.fullmatch(word.form) and not pair.source.text[: word.start].rstrip().endswith(_SAYS_OR)
    if nor and _take(_OR, word, _REACH_OF_OR, pair, used):
        return True
    if word.form.endswith("الا") and (_NOT_TO in word.of(pair.source.text) or word.form.startswith("ب")):
        return False
    if word.form.endswith(_WHEN) and _IF in pair.source.folded:
        return False
    way = _way(word.form)
    return way is not None and _take(way.english, word, way.reach, pair, used)


def is_unless(negation: Span, source: Source) -> bool:
    """Whether a negation is the لم of ما لم."""
    return negation.of(source.text) == "لم" and source.text[: negation.start].rstrip().endswith("ما")


def excepts(start: int, source: Source, licences: Sequence[Word]) -> bool:
    """Whether the negation at a position has its exception behind it: لم يصل سوى.

    Args:
        start: Where it begins.
        source: The text.
        licences: All negative words of the text, in order.
    """
    behind = bisect_right(licences, start, key=attrgetter("start"))
    after = next((word for word in islice(licences, behind, None) if word.form not in _AND_NOT), None)
    return after is not None and _is_exception(after, source)


def _is_exception(word: Word, source: Source) -> bool:
    return bool(_EXCEPTS.fullmatch(word.form)) and _NOT_TO not in word.of(source.text)


def _take(english: re.Pattern[str], word: Word, reach: float, pair: Pair, used: set[tuple[int, int]]) -> bool:
    """Take the English words nearest to where a word of the source stands, if any are within reach."""
    text = pair.target.lowered
    place = word.start / len(pair.source.text)
    free = [match.span() for match in english.finditer(text) if match.span() not in used]
    if reach == _REACH["close"]:
        free = [span for span in free if not _is_denied(text, span[0])]
    if not free:
        return False
    nearest = min(free, key=lambda span: abs(span[0] / len(text) - place))
    if abs(nearest[0] / len(text) - place) > reach:
        return False
    used.add(nearest)
    return True


def _is_denied(text: str, start: int) -> bool:
    """Whether a denial stands before a word that nothing makes negative in itself."""
    if text.startswith(_NEGATIVE, start) and not text.endswith("not ", 0, start):
        return False
    return _DENIED.search(text, max(0, start - _BESIDE), start) is not None


@lru_cache(maxsize=4096)
def _way(form: str) -> _Way | None:
    return next((way for way in _ways() if way.arabic.fullmatch(form)), None)


@cache
def _ways() -> tuple[_Way, ...]:
    return tuple(
        _Way(re.compile(rf"[وفبلك]*(?:ال)?(?:{arabic})"), _REACH[reach], _english(english))
        for arabic, reach, english in read_table(__package__, "negation_ways.tsv")
    )


def _english(words: str) -> re.Pattern[str]:
    ways = "|".join(re.sub(r"\+$", r"\\w*", word) for word in words.split())
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)")
