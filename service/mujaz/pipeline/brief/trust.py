"""How far the sentences of a brief can be trusted, and which of their words are in doubt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from statistics import median

from mujaz.types import Finding, FindingKind, Segment, Severity, Span, Translation

DOUBTFUL_SHARE = 0.6
"""A sentence with less than this share of the article's median confidence is used only where there are too few others.

An absolute limit alone will not do: a model's mean probability says more about the model than about the sentence.
"""
RELIABLE = 0.5
"""Below this a calibrated confidence says that the meaning is more likely lost than kept: 90% of such segments had
something harmful (docs/decisions/0017-confidence.md). At most half of an article is held to be doubtful for it."""

_MAY = re.compile(r"(?<!\w)(?:[وفل])?قد (?:لا )?ي\w{2,}")
"""قد before an imperfect: what may be so, not what is. With ت or ن many verbs look the same in the past."""
_MAY_IN_ENGLISH = re.compile(
    r"\b(?:may|might|could|can|cannot|can't|would|should|if|maybe|perhaps|likely|unlikely|sometimes|often|chance|risk"
    r"|expected|uncertain|unclear|(?:possib|potential|probabl|appear|seem|fear|think|suggest|doubt)\w*)\b",
    re.IGNORECASE,
)
"""How 60 of the 61 sentences of three development sets that have it say so in English."""
_WORD = re.compile(r"\w(?:\S*\w)?")


class Trust:
    """What is known against the sentences of an article.

    Args:
        translation: The article in English.
        positions: Segments whose median confidence is the measure of all; empty for all of them.
        source: The Arabic that the segments' source spans are into.
    """

    def __init__(self, translation: Translation, positions: Iterable[int] = (), source: str = "") -> None:
        self._translation = translation
        self._source = source
        self._segments = translation.segments
        measured = [self._segments[position].confidence for position in positions]
        middle = median(measured or [segment.confidence for segment in self._segments] or [0.0])
        self._limit = max(DOUBTFUL_SHARE * middle, min(RELIABLE, middle))

    def doubt(self, sentence: str, segments: Sequence[int]) -> tuple[bool, int, float]:
        """How much speaks against a sentence of a brief; the least is `NO_DOUBT`.

        Args:
            sentence: What the brief says.
            segments: Positions of the segments it rests on.

        Returns:
            Whether one of them has a fault, how many of its words the model all but guessed, and what confidence is
            lacking.
        """
        own = [self._segments[position] for position in segments]
        is_wrong = any(_is_wrong(segment) or self._is_too_sure(segment) for segment in own)
        lack = max((self._limit - segment.confidence for segment in own), default=0.0)
        return is_wrong, len(self._words(sentence, segments, GUESSED)), max(0.0, lack)

    def doubted_words(self, sentence: str, segments: Sequence[int]) -> tuple[Span, ...]:
        """Where the words stand in a sentence that the model was unsure of; arguments as in `doubt`."""
        return self._words(sentence, segments, 1.0)

    def _is_too_sure(self, segment: Segment) -> bool:
        """Whether a segment says as a fact what its source says may be so."""
        target = segment.target.of(self._translation.text)
        return bool(_MAY.search(segment.source.of(self._source))) and not _MAY_IN_ENGLISH.search(target)

    def _words(self, sentence: str, segments: Sequence[int], below: float) -> tuple[Span, ...]:
        """Those of less than some probability."""
        found = (
            place
            for position in segments
            for place in _doubted(sentence, self._segments[position], self._translation.text, below)
        )
        return tuple(sorted(set(found)))


NO_DOUBT = (False, 0, 0.0)

GUESSED = 0.1
"""A word below this probability keeps its sentence out of a brief where there are others. Other doubted words only
mark it: most sentences of newspapers have one, so they would decide what a brief is about."""


def is_doubtful_title(title: Translation, body: Translation) -> bool:
    """Whether a title has a fault or a doubted word, or is trusted far less than the article; arguments in English."""
    limit = DOUBTFUL_SHARE * median([segment.confidence for segment in body.segments] or [0.0])
    return any(_is_wrong(segment) or segment.doubts or segment.confidence < limit for segment in title.segments)


def _is_wrong(segment: Segment) -> bool:
    return any(finding.severity is Severity.ERROR or _is_other_number(finding) for finding in segment.findings)


def _is_other_number(finding: Finding) -> bool:
    """Whether a number is in one language only: a brief must not spread it, however likely it is harmless."""
    return finding.kind is FindingKind.NUMBER and finding.severity is not Severity.INFO


def _doubted(sentence: str, segment: Segment, text: str, below: float) -> Iterator[Span]:
    """The words of a sentence that stand in a segment as well, where the model was unsure of them."""
    doubts = [doubt for doubt in segment.doubts if doubt.probability < below]
    if not doubts:
        return
    target = segment.target.of(text)
    theirs, ours = _places(target), _places(sentence)
    matcher = SequenceMatcher(
        None,
        [place.of(target).lower() for place in theirs],
        [place.of(sentence).lower() for place in ours],
        autojunk=False,
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            place = theirs[block.a + offset]
            start, end = place.start + segment.target.start, place.end + segment.target.start
            if any(start < doubt.target.end and doubt.target.start < end for doubt in doubts):
                yield ours[block.b + offset]


def _places(text: str) -> list[Span]:
    """The words of a text without the punctuation around them."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]
