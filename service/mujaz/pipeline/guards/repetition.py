"""Finds loops: the same words over and over."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source
from mujaz.types import Finding, FindingKind, Severity, Span

LONGEST_PHRASE = 12
"""The most words of a phrase whose immediate repetition is looked for."""
LOOP_TIMES = 3
"""A phrase this many times in a row is a loop. In 8,045 references (FLORES-101 and TICO-19 dev, UN documents) there is
only one, of "the", where the source repeats nothing."""
DOUBLED_WORDS = 2
"""A phrase of at least this many words twice in a row is suspicious: 3 of 1,967 references have one, where two
sentences meet. A single word may be said twice ("had had")."""
RECURRING = ((4, 3), (6, 2))
"""A phrase of this many words, this many times anywhere in a segment. None of 1,967 references has one if its source
does not; 11 of 6,078 in UN documents do, as these repeat titles."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_STUTTERS = 5
_STUTTER = re.compile(rf"([^\W\d_]{{1,6}}?)\1{{{_STUTTERS - 1},}}")


def find(pair: Pair) -> list[Finding]:
    """A finding where the translation repeats letters, words or a phrase and the source does not."""
    target, words = pair.target.text, pair.target.words
    stutter = _STUTTER.search(target) if pair.target.having(_may_stutter) else None
    if stutter and not _STUTTER.search(pair.source.text):
        return [_finding(Severity.ERROR, "The same letters are repeated", Span(*stutter.span()))]
    if len(set(pairwise(words))) >= len(words) - 1:
        return []
    run = _longest_run(words)
    recurring = None if run else _recurring(words)
    if run is None and recurring is None:
        return []
    matches = list(_WORD.finditer(target))
    source_words = pair.source.read(_words)
    if run and not _has_run(source_words, run):
        start, size, times = run
        phrase = "a word" if size == 1 else f"a phrase of {size} words"
        severity = Severity.ERROR if times >= LOOP_TIMES else Severity.WARNING
        span = Span(matches[start].start(), matches[start + size * times - 1].end())
        return [_finding(severity, f"The translation says {phrase} {times} times running", span)]
    if recurring and not _recurs(source_words, 2, recurring[2]):
        start, size, times = recurring
        span = Span(matches[start].start(), matches[start + size - 1].end())
        return [_finding(Severity.WARNING, f"The translation says a phrase of {size} words {times} times", span)]
    return []


@PER_WORD.reader
def _may_stutter(word: str) -> bool:
    """Whether a word repeats letters five times in a row. Few words have four letters more than different letters."""
    return len(word) - len(set(word)) >= _STUTTERS - 1 and _STUTTER.search(word) is not None


def _words(source: Source) -> list[str]:
    return _WORD.findall(source.text)


def _finding(severity: Severity, message: str, span: Span) -> Finding:
    message = f"{message}; the source does not."
    return Finding(kind=FindingKind.REPETITION, severity=severity, message=message, target=span)


def _longest_run(words: Sequence[str]) -> tuple[int, int, int] | None:
    """Start, words and times of the phrase that covers most words by immediate repetition."""
    best: tuple[int, int, int] | None = None
    for size in _sizes(words):
        run = 0
        for at in range(size, len(words) + 1):
            if at < len(words) and words[at] == words[at - size]:
                run += 1
                continue
            times = run // size + 1
            counts = times >= LOOP_TIMES or (times == 2 and size >= DOUBLED_WORDS)
            if counts and (best is None or size * times > best[1] * best[2]):
                best = (at - run - size, size, times)
            run = 0
    return best


def _repeats(words: Sequence[str], size: int) -> bool:
    """Whether any phrase of this many words occurs twice; otherwise there is neither a loop nor a recurrence."""
    phrases = list(zip(*(words[at:] for at in range(size)), strict=False))
    return len(set(phrases)) < len(phrases)


def _sizes(words: Sequence[str]) -> list[int]:
    """The sizes that a doubled phrase can have: those distances at which enough equal words stand."""
    places: dict[str, list[int]] = {}
    apart = [0] * (LONGEST_PHRASE + 1)
    for at, word in enumerate(words):
        earlier = places.setdefault(word, [])
        for place in reversed(earlier):
            if at - place > LONGEST_PHRASE:
                break
            apart[at - place] += 1
        earlier.append(at)
    return [size for size in range(1, LONGEST_PHRASE + 1) if apart[size] >= max(size, LOOP_TIMES - 1)]


def _has_run(words: Sequence[str], run: tuple[int, int, int]) -> bool:
    """Whether the source has a run of its own that may explain the translation's."""
    source_run = _longest_run(words)
    return source_run is not None and source_run[2] >= run[2] and source_run[1] * 2 >= run[1]


def _recurring(words: Sequence[str]) -> tuple[int, int, int] | None:
    """Start of the last occurrence, words and times of a phrase that recurs too often."""
    if not _repeats(words, min(size for size, _ in RECURRING)):
        return None
    for size, times in RECURRING:
        if found := _recurs(words, size, times):
            return found
    return None


def _recurs(words: Sequence[str], size: int, times: int) -> tuple[int, int, int] | None:
    counts: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        phrase = tuple(words[at : at + size])
        counts[phrase] = count = counts.get(phrase, 0) + 1
        if count >= times:
            return at, size, count
    return None
