"""Which sentences of a translated article are fit for a brief."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from mujaz.text.words import content_stems, words
from mujaz.types import Finding, FindingKind, Segment, Severity, Translation

MIN_SENTENCE_WORDS = 5
"""A shorter one is taken for a heading, a dateline, a byline or a caption."""
DOUBTFUL_SHARE = 0.6
"""A sentence with less than this share of the article's median confidence is used only where there are too few others.

Not an absolute limit, because a model's mean probability says more about the model than about the sentence.
"""

_REFERRING = frozenset("he she it they we i you this that these those his her its their our my your there here".split())
"""Words that a sentence cannot begin with where nobody has read the one before it."""
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december jan feb mar apr jun jul aug sept sep oct nov dec nisan am pm gmt utc at on"
    " the of in hour date published updated last st nd rd th".split()
)
_BULLET = re.compile(r"^(?:[-–—•▪●*·>]+\s+)+")
_NOT_NEWS = re.compile(
    r"\s*(?:by|photo|photos|picture|image|video|source|read (?:also|more|the)|click|see also|related|also read|"
    r"follow us|share|tags?|editor|written by|reporting by|translated by|copyright|©)\b[^.!?]{0,80}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be in the brief.

    Args:
        segment: Position of its segment in the translation.
        text: The sentence, on one line.
    """

    segment: int
    text: str


def find_candidates(title: str, translation: Translation, source: str = "") -> list[Candidate]:
    """Finds the sentences of an article that are not its title. What is no sentence is taken only where there is none.

    Args:
        title: The English title.
        translation: The English body.
        source: The Arabic body that the segments' source spans are into. Its rows of tables are no candidates.

    Returns:
        Candidates in the order of the article. Empty only if the translation has no letter or digit outside of tables.
    """
    every = [
        Candidate(position, _BULLET.sub("", " ".join(segment.target.of(translation.text).split())))
        for position, segment in enumerate(translation.segments)
        if not _is_row(segment, source)
    ]
    readable = [candidate for candidate in every if words(candidate.text)]
    fresh = [candidate for candidate in readable if not repeats(title, candidate.text)] or readable
    whole = [candidate for candidate in fresh if is_sentence(candidate.text)] or fresh
    return _without_duplicates(whole)


def _is_row(segment: Segment, source: str) -> bool:
    """Whether a segment is a row of a table: the cells in its line have tabs between them."""
    start = source.rfind("\n", 0, segment.source.start) + 1
    return "\t" in source[start : segment.source.end].strip()


def most_trusted(candidates: Sequence[Candidate], segments: Sequence[Segment], *, enough: int) -> list[Candidate]:
    """Leaves out doubtful sentences: those with a fault, or far less trusted than the article's others.

    Args:
        candidates: Sentences in order, at least one.
        segments: The article's segments.
        enough: How many are needed. The least doubtful are kept where there are fewer without doubt.

    Returns:
        Candidates in order, at least one.
    """
    limit = _confidence_limit(candidates, segments)
    doubts = {candidate.segment: _doubt(segments[candidate.segment], limit) for candidate in candidates}
    trusted = sum(doubt == _NO_DOUBT for doubt in doubts.values())
    kept = sorted(candidates, key=lambda candidate: doubts[candidate.segment])[: max(enough, trusted)]
    return sorted(kept, key=lambda candidate: candidate.segment)


def doubtful_segments(candidates: Sequence[Candidate], segments: Sequence[Segment]) -> frozenset[int]:
    """Positions of the segments that `most_trusted` would rather leave out; arguments as there."""
    limit = _confidence_limit(candidates, segments)
    return frozenset(position for position, segment in enumerate(segments) if _doubt(segment, limit) != _NO_DOUBT)


def is_doubtful_title(title: Translation, body: Translation) -> bool:
    """Whether a title has a fault, or is trusted far less than the article; arguments in English."""
    limit = DOUBTFUL_SHARE * median([segment.confidence for segment in body.segments] or [0.0])
    return any(_doubt(segment, limit) != _NO_DOUBT for segment in title.segments)


def standing_alone(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leaves out what cannot be a headline: questions, and sentences that begin with "he" or the like.

    Args:
        candidates: Sentences in order, at least one.

    Returns:
        Candidates in order, at least one: all of them where none can.
    """
    alone = [
        candidate
        for candidate in candidates
        if words(candidate.text)[0] not in _REFERRING and not candidate.text.endswith("?")
    ]
    return alone or list(candidates)


def is_sentence(text: str) -> bool:
    """Whether a segment reads as a sentence: not a dateline, date, byline, caption, link or heading of a few words."""
    spelled = [token for token in words(text) if not token[0].isdigit()]
    if len(text.split()) < MIN_SENTENCE_WORDS or len(spelled) < MIN_SENTENCE_WORDS - 1:
        return False
    return not (_NOT_NEWS.match(text) or set(spelled) <= _DATE_WORDS)


def repeats(title: str, text: str) -> bool:
    """Whether a text says the title's words and no others, or nearly so."""
    headline, sentence = set(content_stems(title)), set(content_stems(text))
    shared = len(headline & sentence)
    return shared > 0 and shared >= 0.8 * len(headline | sentence)


def _without_duplicates(candidates: Sequence[Candidate]) -> list[Candidate]:
    first = {tuple(words(candidate.text)): candidate for candidate in reversed(candidates)}
    return sorted(first.values(), key=lambda candidate: candidate.segment)


def _confidence_limit(candidates: Sequence[Candidate], segments: Sequence[Segment]) -> float:
    return DOUBTFUL_SHARE * median(segments[candidate.segment].confidence for candidate in candidates)


def _doubt(segment: Segment, limit: float) -> tuple[bool, float]:
    """Whether a segment has a fault, and how much it lacks to be trusted."""
    is_wrong = any(finding.severity is Severity.ERROR or _is_other_number(finding) for finding in segment.findings)
    return is_wrong, max(0.0, limit - segment.confidence)


_NO_DOUBT = (False, 0.0)


def _is_other_number(finding: Finding) -> bool:
    """Whether a number is in one language only: a brief must not spread it, however likely it is harmless."""
    return finding.kind is FindingKind.NUMBER and finding.severity is not Severity.INFO
