"""Finds the sentences of a translated article that may be in its brief."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.text.quantities.english_words import DAYS, MONTHS
from mujaz.text.segment import is_row
from mujaz.text.words import FUNCTION_WORDS, content_stems, words
from mujaz.types import Segment, Translation

MIN_SENTENCE_WORDS = 5
"""Text with fewer words is taken for a heading, a dateline, a byline or a caption."""

MOST_WORDS_OF_DATELINE = 8
MIN_WORDS_OF_LIST = 8
"""Text of so many words without "the", "of" or another such word is a list of names: the players of a team."""

_DATE_WORDS = DAYS.union(
    MONTHS, "nisan am pm gmt utc at on the of in hour date published updated last st nd rd th".split()
)
_DATELINE = re.compile(r"[A-Z][\w.,'’ -]{2,60}\([A-Z][\w ]{1,20}\)[ .–—-]*$")
"""Matches a dateline on a line of its own: "Dubai, the United Arab Emirates (CNN) -"."""
_BULLET = re.compile(r"^(?:(?:[-–—•▪●*·>]+|\d{1,2}[.)])\s+)+")
_NOT_NEWS = re.compile(
    r"\s*(?:by|photo|photos|picture|image|video|source|read (?:also|more|the)|click|see also|related|also read|"
    r"follow us|share|tags?|editor|written by|reporting by|translated by|copyright|©)\b[^.!?]{0,80}$",
    re.IGNORECASE,
)

_INSTRUCTION = re.compile(
    r"\W*(?:VOTE|POLL|HAVE YOUR SAY)\b"
    r"|\W*(?:Click (?:on|here|below)|Tap (?:on|here)|Scroll down"
    r"|(?:In )?(?:[Pp]hoto|[Pp]icture|[Ii]mage|[Vv]ideo)s?:|(?:Watch|Listen|Look|Read):)"
)


_END = re.compile(r"[.!?؟…][\"'”“’»)\]]*\s*$")
MOSTLY = 0.5
"""More than this share of an article's sentences must have an end mark for the others to be left out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be in the brief.

    Args:
        segment: The position of its segment in the translation.
        text: The sentence, on one line.
    """

    segment: int
    text: str


def find_candidates(title: str, translation: Translation, source: str = "") -> list[Candidate]:
    """Finds the sentences of an article that do not repeat its title. Other text is taken where it has no sentences.

    Args:
        title: The English title.
        translation: The English body.
        source: The Arabic body that the source spans of the segments point into. Its table rows are not candidates.

    Returns:
        The candidates in the order of the article. Empty only if the translation has no letter or digit outside tables.
    """
    has_rows = "\t" in source
    every = [
        Candidate(position, _BULLET.sub("", " ".join(segment.target.of(translation.text).split())))
        for position, segment in enumerate(translation.segments)
        if not (has_rows and _is_row(segment, source))
    ]
    readable = [candidate for candidate in every if words(candidate.text)]
    fresh = [candidate for candidate in readable if not repeats(title, candidate.text)] or readable
    whole = [candidate for candidate in fresh if is_sentence(candidate.text)] or fresh
    return _without_duplicates(_finished(whole, translation, source))


def _finished(candidates: Sequence[Candidate], translation: Translation, source: str) -> list[Candidate]:
    """Leaves out what ends without an end mark in an article most of whose sentences have one.

    It is a heading, the title of another article, or was cut off; in the translation it may look like a sentence. The
    first candidate stays, as it may be a subtitle that tells the news.
    """
    first, others = candidates[:1], candidates[1:]
    ends = (_END.search(translation.segments[candidate.segment].source.of(source)) for candidate in others)
    finished = [candidate for candidate, end in zip(others, ends, strict=True) if end]
    return [*first, *finished] if len(finished) > MOSTLY * len(others) else list(candidates)


def _is_row(segment: Segment, source: str) -> bool:
    """Tells whether a segment is a cell of a table."""
    start = source.rfind("\n", 0, segment.source.start) + 1
    end = source.find("\n", segment.source.end)
    return is_row(source[start : end if end >= 0 else len(source)])


def is_sentence(text: str) -> bool:
    """Tells whether a text is a sentence, and not a dateline, byline, caption, link, list or heading of a few words."""
    spelled = [token for token in words(text) if not token[0].isdigit()]
    if len(text.split()) < MIN_SENTENCE_WORDS or len(spelled) < MIN_SENTENCE_WORDS - 1:
        return False
    if len(spelled) >= MIN_WORDS_OF_LIST and FUNCTION_WORDS.isdisjoint(text.split()):
        return False
    if _DATELINE.match(text) and len(text.split()) <= MOST_WORDS_OF_DATELINE:
        return False
    return not (_NOT_NEWS.match(text) or _INSTRUCTION.match(text) or set(spelled) <= _DATE_WORDS)


def repeats(title: str, text: str) -> bool:
    """Tells whether a text has the words of a title and few or no others."""
    headline, sentence = set(content_stems(title)), set(content_stems(text))
    shared = len(headline & sentence)
    return shared > 0 and shared >= 0.8 * len(headline | sentence)


def _without_duplicates(candidates: Sequence[Candidate]) -> list[Candidate]:
    first = {tuple(words(candidate.text)): candidate for candidate in reversed(candidates)}
    return sorted(first.values(), key=lambda candidate: candidate.segment)
