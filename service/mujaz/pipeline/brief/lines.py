"""Turns candidates into lines of a brief: cleaned, shortened, and understood without the sentences before them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.pipeline.brief.candidates import MIN_SENTENCE_WORDS, Candidate
from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS, compress
from mujaz.pipeline.brief.openings import OMISSION, Speakers, dangles, introduce
from mujaz.pipeline.brief.phrases import Sentence
from mujaz.pipeline.brief.trust import NO_DOUBT, Trust
from mujaz.pipeline.guards import check
from mujaz.text.words import content_stems
from mujaz.types import FindingKind, Severity, Translation


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate in the words that a brief would use.

    Args:
        candidate: The candidate.
        text: The words where the brief does not have the sentence before it.
        following: The words where the brief has the sentence before it.
        segments: The positions of the segments that `text` rests on, in order.
        is_fit: Whether `text` is a whole sentence that can be understood without the sentences before it.
        is_attributed: Whether `text` names the speaker where the sentence does.
    """

    candidate: Candidate
    text: str
    following: str
    segments: tuple[int, ...]
    is_fit: bool
    is_attributed: bool = True


class Lines:
    """Makes the lines for the candidates of an article.

    Args:
        translation: The article in English.
        max_words: The most words of a line.
        source: The Arabic text that the source spans of the segments point into. A shortened sentence is checked
            against its source, as its translation was.
        is_headline: As in `compress`.
    """

    def __init__(
        self,
        translation: Translation,
        max_words: int = MAX_SENTENCE_WORDS,
        source: str = "",
        *,
        is_headline: bool = False,
    ) -> None:
        self._max_words = max_words
        self._is_headline = is_headline
        self._often = Counter(content_stems(translation.text)) if is_headline else None
        self._translation = translation
        self._source = source
        targets = [" ".join(segment.target.of(translation.text).split()) for segment in translation.segments]
        self._speakers = Speakers(targets)

    def of(self, candidate: Candidate, max_words: int | None = None) -> Line:
        """Returns the line of one candidate, with `max_words` instead of the limit for all lines where it is given."""
        most = self._max_words if max_words is None else max_words
        following = compress(clean(candidate.text, follows=True), most)
        text = clean(candidate.text, follows=False)
        own = (candidate.segment,)
        if not dangles(text):
            short = compress(text, most, is_headline=self._is_headline, often=self._often)
            # A cut may leave a sentence that begins with a pronoun.
            is_fit = short.is_whole and not dangles(short.text) and not Sentence(short.text).is_fragment
            is_fit = is_fit and len(short.text.split()) >= MIN_SENTENCE_WORDS and self._is_true(short.text, candidate)
            return Line(candidate, short.text, following.text, own, is_fit, short.is_attributed)
        speaker = self._speakers.of(candidate.segment)
        if speaker is None:
            short = compress(text, most - 1)
            return Line(candidate, f"{OMISSION} {short.text}", following.text, own, is_fit=False)
        # The name in brackets is put in after the cuts, which would remove it as an aside.
        short = compress(text, max(1, most - len(speaker.text.split()) + 1))
        introduced = introduce(short.text, speaker)
        is_fit = short.is_whole and self._is_true(short.text, candidate)
        return Line(candidate, introduced, following.text, (speaker.segment, candidate.segment), is_fit)

    def _is_true(self, text: str, candidate: Candidate) -> bool:
        """Tells whether a shortened sentence has no faults against its source that the whole sentence does not have.

        A cut leaves out things that the source says, so only findings with a span in the English count.
        """
        if len(text.split()) >= len(candidate.text.split()):
            return True
        source = self._translation.segments[candidate.segment].source.of(self._source)
        faults = _faults(source, text)
        return not faults or faults <= _faults(source, candidate.text)


def _faults(source: str, text: str) -> set[tuple[FindingKind, str]]:
    """Returns the kind and the words of each fault that has a span in the translation."""
    return {
        (finding.kind, finding.target.of(text))
        for finding in check(source, text)
        if finding.severity is not Severity.INFO and finding.target is not None
    }


def best_lines(lines: Sequence[Line], trust: Trust, *, enough: int) -> list[Line]:
    """Leaves out doubtful lines, and then lines that are not fit, as long as enough lines are left.

    Args:
        lines: The lines in order, at least one.
        trust: How far the article can be trusted.
        enough: The number of lines that are needed. If too few are trusted, the least doubtful are kept as well.

    Returns:
        The lines that are left, in order, at least one.
    """
    doubts = {line.candidate.segment: trust.doubt(line.text, line.segments) for line in lines}
    fit = [line for line in lines if line.is_fit and doubts[line.candidate.segment] == NO_DOUBT]
    if fit:
        # A brief with fewer sentences is better than one that begins with "he".
        trusted = [line for line in lines if doubts[line.candidate.segment] == NO_DOUBT]
        if len(fit) >= enough or len(trusted) >= enough:
            return fit
    ranked = sorted(lines, key=lambda line: (doubts[line.candidate.segment], not line.is_fit))
    chosen = ranked[:enough]
    kept = [line for line in chosen if line.is_fit] or chosen
    return sorted(kept, key=lambda line: line.candidate.segment)


def headline_lines(lines: Sequence[Line], trust: Trust) -> list[Line]:
    """Leaves out lines that cannot be headlines, and then doubtful ones; arguments and result as in `best_lines`.

    Questions cannot be headlines, nor can sentences that begin with "he", as a headline has no room for the name.
    """
    alone = [
        line
        for line in lines
        if len(line.segments) == 1 and not line.text.startswith(OMISSION) and not line.candidate.text.endswith("?")
        # A cut may leave a dangling sentence: "At first a baker, then went on to sell clothes".
        if not dangles(line.text)
    ]
    alone = [line for line in alone if line.is_attributed] or alone
    doubts = {line.candidate.segment: trust.doubt(line.text, line.segments) for line in lines}
    trusted = [line for line in alone if doubts[line.candidate.segment] == NO_DOUBT]
    return trusted or [min(alone or lines, key=lambda line: doubts[line.candidate.segment])]
