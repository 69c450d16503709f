"""Tells how far the sentences of a brief can be trusted, and which of their words are doubtful."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from statistics import median

from mujaz.types import FindingKind, Segment, Severity, Span, Translation

DOUBTFUL_SHARE = 0.6
"""A sentence with less than this share of the article's median confidence is used only where there are too few others.

An absolute limit alone is not enough: a model's mean probability depends more on the model than on the sentence.
"""
RELIABLE = 0.5
"""With a calibrated confidence below this, the meaning is more likely lost than kept: 90% of such segments had a
harmful error (docs/decisions/0017-confidence.md). All of an article may be below: then all is marked, but no more than
half of it is passed over."""

_MAY = re.compile(r"(?<!\w)(?:[وفل])?قد (?:لا )?ي\w{2,}")
"""Matches قد before an imperfect, which says what may be so. Verbs with ت or ن are left out, as many of them look the
same in the past tense."""
_MAY_IN_ENGLISH = re.compile(
    r"\b(?:may|might|could|can|cannot|can't|would|should|if|maybe|perhaps|likely|unlikely|sometimes|often|chance|risk"
    r"|expected|uncertain|unclear|(?:possib|potential|probabl|appear|seem|fear|think|suggest|doubt)\w*)\b",
    re.IGNORECASE,
)
"""Matches how English says so. Of the 61 sentences of three development sets with `_MAY`, it matches 60."""
_LACK = re.compile(r"(?<!\w)[وفبلك]{0,2}عدم(?!\w)")
"""Matches عدم, which denies the noun after it: "their not running". Other denials have a finding of their own."""
_LACK_IN_ENGLISH = re.compile(
    r"\b(?:not|no|non|nor|never|none|nothing|nobody|cannot|without|against|instead|rather|free|despite|unless|hardly"
    r"|neither|halt|loss|off\w*|lack\w*|absen\w*|fail\w*|refus\w*|refrain\w*|reject\w*|declin\w*|avoid\w*|prevent\w*"
    r"|stop\w*|miss\w*|reluctan\w*|den(?:y|ie)\w*|ban\w*|bar(?:s|red)?|\w+n['’]t|\w+less(?:ness)?|from \w+ing"
    r"|(?:un|ir|il|dis|mis|non-)\w{3,}|im(?:po|ba|mun|pun)\w*"
    r"|in(?:ab|ac|ad|eq|ef|just|sec|stab|suff|comp|tol|val|consist|conv|vis|diff|dep)\w*)\b",
    re.IGNORECASE,
)
"""Matches how English says so. Of the 38 sentences of three development sets with `_LACK`, it matches all."""
_WORD = re.compile(r"\w(?:\S*\w)?")


class Trust:
    """Tells how far each sentence of an article can be trusted.

    Args:
        translation: The article in English.
        positions: The segments whose median confidence is the reference; empty for all segments.
        source: The Arabic text that the source spans of the segments point into.
    """

    def __init__(self, translation: Translation, positions: Iterable[int] = (), source: str = "") -> None:
        self._translation = translation
        self._source = source
        self._segments = translation.segments
        measured = [self._segments[position].confidence for position in positions]
        middle = median(measured or [segment.confidence for segment in self._segments] or [0.0])
        self._limit = max(DOUBTFUL_SHARE * middle, min(RELIABLE, middle))
        self._wrong: dict[int, bool] = {}

    def doubt(self, sentence: str, segments: Sequence[int]) -> tuple[bool, int, float]:
        """Measures how doubtful a sentence of a brief is. Greater is worse, and the least is `NO_DOUBT`.

        Args:
            sentence: The sentence.
            segments: The positions of the segments that it rests on.

        Returns:
            Whether one of the segments has a fault, how many of the words have a probability below `GUESSED`, and how
            far the lowest confidence is below the limit.
        """
        is_wrong = any(self._is_wrong(position) for position in segments)
        lack = max((self._limit - self._segments[position].confidence for position in segments), default=0.0)
        return is_wrong, len(self._words(sentence, segments, GUESSED)), max(0.0, lack)

    def is_doubtful(self, sentence: str, segments: Sequence[int]) -> bool:
        """Tells whether to mark a sentence: there is a doubt, or a segment that cannot be relied on.

        Arguments as in `doubt`.
        """
        is_unreliable = any(self._segments[position].confidence < RELIABLE for position in segments)
        return is_unreliable or self.doubt(sentence, segments) != NO_DOUBT

    def doubted_words(self, sentence: str, segments: Sequence[int]) -> tuple[Span, ...]:
        """Returns the spans of the words that the model was unsure of; arguments as in `doubt`."""
        return self._words(sentence, segments, 1.0)

    def _is_wrong(self, position: int) -> bool:
        """Tells whether a segment has a fault."""
        if position not in self._wrong:
            segment = self._segments[position]
            self._wrong[position] = _has_fault(segment) or self._lacks_may_or_not(segment)
        return self._wrong[position]

    def _lacks_may_or_not(self, segment: Segment) -> bool:
        """Tells whether a segment states what its source says may be so, or is not so."""
        source, target = segment.source.of(self._source), segment.target.of(self._translation.text)
        is_told = ((_MAY, _MAY_IN_ENGLISH), (_LACK, _LACK_IN_ENGLISH))
        return any(arabic.search(source) and not english.search(target) for arabic, english in is_told)

    def _words(self, sentence: str, segments: Sequence[int], below: float) -> tuple[Span, ...]:
        """Returns the spans of the words with a probability lower than `below`."""
        found = (
            span
            for position in segments
            for span in _doubted(sentence, self._segments[position], self._translation.text, below)
        )
        return tuple(sorted(set(found)))


NO_DOUBT = (False, 0, 0.0)

GUESSED = 0.1
"""A sentence with a word below this probability is left out of a brief where there are other sentences. Other doubted
words are only marked: most newspaper sentences have one, so they would decide what a brief is about."""


def is_doubtful_title(title: Translation, body: Translation) -> bool:
    """Tells whether an English title has a fault or a doubted word, or far less confidence than the body."""
    limit = DOUBTFUL_SHARE * median([segment.confidence for segment in body.segments] or [0.0])
    return any(_has_fault(segment) or segment.doubts or segment.confidence < limit for segment in title.segments)


def _has_fault(segment: Segment) -> bool:
    """Tells whether a segment has a finding to look at, lacks what the model was shown, or was translated in parts.

    Parts seldom make a sentence.
    """
    return bool(segment.unsaid) or any(
        finding.severity is not Severity.INFO or finding.kind is FindingKind.SPLIT for finding in segment.findings
    )


def _doubted(sentence: str, segment: Segment, text: str, below: float) -> Iterator[Span]:
    """Yields the spans of the words of a sentence that come from a segment in which they are doubted."""
    doubts = [doubt for doubt in segment.doubts if doubt.probability < below]
    if not doubts:
        return
    target = segment.target.of(text)
    target_words, sentence_words = _words_of(target), _words_of(sentence)
    matcher = SequenceMatcher(
        None,
        [word.of(target).lower() for word in target_words],
        [word.of(sentence).lower() for word in sentence_words],
        autojunk=False,
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            word = target_words[block.a + offset].shift(segment.target.start)
            if any(word.overlaps(doubt.target) for doubt in doubts):
                yield sentence_words[block.b + offset]


def _words_of(text: str) -> list[Span]:
    """Returns the spans of the words of a text, without the punctuation around them."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]
