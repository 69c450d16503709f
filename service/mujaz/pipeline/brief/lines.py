"""Candidates as they would stand in a brief: cleaned, short, and beginning with what the reader knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.pipeline.brief.candidates import Candidate
from mujaz.pipeline.brief.clauses import Sentence
from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS, compress
from mujaz.pipeline.brief.openings import OMISSION, Speakers, dangles, introduce
from mujaz.pipeline.brief.trust import NO_DOUBT, Trust
from mujaz.pipeline.guards import check
from mujaz.types import FindingKind, Severity, Translation


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate in the words that a brief would give of it.

    Args:
        candidate: It.
        text: What is said where the sentence before it is not.
        following: What is said right behind the sentence before it.
        segments: Positions of the segments that `text` rests on, in order.
        is_fit: Whether `text` is a whole sentence that points to nothing the reader has not read.
        is_attributed: Whether `text` names who says so where the sentence does.
    """

    candidate: Candidate
    text: str
    following: str
    segments: tuple[int, ...]
    is_fit: bool
    is_attributed: bool = True


class Lines:
    """Makes lines of the candidates of an article.

    Args:
        translation: The article in English.
        max_words: The most words that a line may have.
        source: The Arabic that the segments' source spans are into. What a cut made of a sentence is checked against
            the sentence's own source, as its translation was.
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
        self._translation = translation
        self._source = source
        targets = [" ".join(segment.target.of(translation.text).split()) for segment in translation.segments]
        self._speakers = Speakers(targets)

    def of(self, candidate: Candidate, max_words: int | None = None) -> Line:
        """The line of one candidate; `max_words` takes the place of the limit of all."""
        most = self._max_words if max_words is None else max_words
        follows = compress(clean(candidate.text, follows=True), most)
        text = clean(candidate.text, follows=False)
        own = (candidate.segment,)
        if not dangles(text):
            short = compress(text, most, is_headline=self._is_headline)
            # What stood before the pronoun may be what was cut.
            is_fit = short.is_whole and not dangles(short.text) and not Sentence(short.text).is_fragment
            is_fit = is_fit and self._is_true(short.text, candidate)
            return Line(candidate, short.text, follows.text, own, is_fit, short.is_attributed)
        speaker = self._speakers.of(candidate.segment)
        if speaker is None:
            short = compress(text, most - 1)
            return Line(candidate, f"{OMISSION} {short.text}", follows.text, own, is_fit=False)
        # Compressed with the pronoun in its place, so that no rule takes the brackets for an aside.
        short = compress(text, max(1, most - len(speaker.text.split()) + 1))
        said = introduce(short.text, speaker)
        is_fit = short.is_whole and self._is_true(short.text, candidate)
        return Line(candidate, said, follows.text, (speaker.segment, candidate.segment), is_fit)

    def _is_true(self, text: str, candidate: Candidate) -> bool:
        """Whether what is left of a sentence says nothing that the source does not, beyond what the sentence said.

        That the source says more is the purpose of a cut, so that findings without a place in the English do not count.
        """
        if len(text.split()) >= len(candidate.text.split()):
            return True
        source = self._translation.segments[candidate.segment].source.of(self._source)
        faults = _faults(source, text)
        return not faults or faults <= _faults(source, candidate.text)


def _faults(source: str, text: str) -> set[tuple[FindingKind, str]]:
    """What is wrong with a translation in places of its own: of what kind, and what stands there."""
    return {
        (finding.kind, finding.target.of(text))
        for finding in check(source, text)
        if finding.severity is not Severity.INFO and finding.target is not None
    }


def best_lines(lines: Sequence[Line], trust: Trust, *, enough: int) -> list[Line]:
    """Leaves out what is doubtful, and then what is not fit, as long as there is enough without.

    Args:
        lines: Lines in order, at least one.
        trust: What is known against them.
        enough: How many are needed. The least doubtful are kept where there are fewer without doubt.

    Returns:
        Lines in order, at least one.
    """
    doubts = {line.candidate.segment: trust.doubt(line.text, line.segments) for line in lines}
    fit = [line for line in lines if line.is_fit and doubts[line.candidate.segment] == NO_DOUBT]
    if fit:
        # A brief of fewer sentences is better than one that begins with "he".
        trusted = [line for line in lines if doubts[line.candidate.segment] == NO_DOUBT]
        if len(fit) >= enough or len(trusted) >= enough:
            return fit
    ranked = sorted(lines, key=lambda line: (doubts[line.candidate.segment], not line.is_fit))
    chosen = ranked[:enough]
    kept = [line for line in chosen if line.is_fit] or chosen
    return sorted(kept, key=lambda line: line.candidate.segment)


def headline_lines(lines: Sequence[Line], trust: Trust) -> list[Line]:
    """Leaves out what cannot be a headline, and of that what is doubtful; arguments and result as of `best_lines`.

    A headline introduces nobody: sentences that begin with "he" are left out, and questions.
    """
    alone = [
        line
        for line in lines
        if len(line.segments) == 1 and not line.text.startswith(OMISSION) and not line.candidate.text.endswith("?")
        # A cut may leave what dangles: "At first a baker, then went on to sell clothes".
        if not dangles(line.text)
    ]
    alone = [line for line in alone if line.is_attributed] or alone
    doubts = {line.candidate.segment: trust.doubt(line.text, line.segments) for line in lines}
    trusted = [line for line in alone if doubts[line.candidate.segment] == NO_DOUBT]
    return trusted or [min(alone or lines, key=lambda line: doubts[line.candidate.segment])]
