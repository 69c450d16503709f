"""Sees to it that translations use the terms of glossaries.

A term that a translation lacks is written into the Arabic in English, which models copy, and the sentence is translated
again; where that does not help, with a mark in the term's place. Of what comes out the best is kept. Names of the
gazetteer are only ever respelled. `docs/decisions/0009-glossary.md` has the measurements behind this.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import Attempt, judge
from mujaz.pipeline.prepare import PreparedSegment, with_own_text, with_text
from mujaz.pipeline.spelling import copies_of, names_of_others, said, said_of, variants_of
from mujaz.pipeline.steps import PAUSE, Steps, each
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.terms.substitute import substitute
from mujaz.pipeline.translate import translate
from mujaz.text.glossary import TermMatch, TermMatcher, match_terms
from mujaz.text.glossary.forms import Form
from mujaz.types import AppliedTerm, DecodingOptions, Finding, FindingKind, Hypothesis, Severity, Span, TermOrigin

MISSING_TERM = 2.0
"""What a missing term adds to `Attempt.badness`, where a warning counts 1 and an error 4."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWYZ"


class Way(Enum):
    """What the model is shown in the place of a term that its translation lacks."""

    ENGLISH = "the English of the term"
    MARK = "a mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """An attempt, and how it does by the terms.

    Args:
        attempt: The attempt.
        matches: The terms in its source.
        respelled: Names that were set to the spelling of the gazetteer.
    """

    attempt: Attempt
    matches: tuple[TermMatch, ...]
    respelled: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[TermMatch, ...]:
        """Terms of callers that it does not say; words that are made of a term need not be."""
        wanted = [match for match in self.matches if _is_forced(match)]
        names = {match.term.target for match in wanted}
        lacking = {name for name in names if not said(name, self.attempt.target)}
        return tuple(match for match in wanted if match.term.target in lacking)

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.attempt.findings)

    @property
    def badness(self) -> float:
        return self.attempt.badness + MISSING_TERM * len(self.missing)


def apply_terms(
    attempts: Sequence[Attempt],
    matchers: Sequence[TermMatcher],
    engine: TranslationEngine,
    options: DecodingOptions,
    *,
    max_retries: int,
    stopwatch: Stopwatch,
    ways: Sequence[Way] = tuple(Way),
) -> Steps[list[Attempt]]:
    """Makes translations use the terms of glossaries.

    Args:
        attempts: The best attempt for each segment.
        matchers: The terms.
        engine: The model, for its pieces; the driver of these steps runs it.
        options: How to search.
        max_retries: As in `translate`; with 0 nothing is translated again, only respelled and reported.
        stopwatch: Where the time for checks is counted.
        ways: What is tried, one after another, while terms are missing.

    Returns:
        For each segment the attempt that is kept, with the terms that it uses, and a finding for each that it lacks.
    """
    with stopwatch.stage("check_ms"):
        trials = yield from each(attempts, lambda attempt: _first_trial(attempt, matchers))
    for way in ways if max_retries else ():
        wanting = [position for position, trial in enumerate(trials) if trial.missing]
        if not wanting:
            break
        with stopwatch.stage("check_ms"):
            segments = [_shown(trials[position], way, engine) for position in wanting]
        again = yield from translate(segments, engine, options, max_retries=max_retries, stopwatch=stopwatch)
        with stopwatch.stage("check_ms"):
            for position, attempt in zip(wanting, again, strict=True):
                other = _restored(trials[position], attempt, way, engine)
                trials[position] = _better(trials[position], other)
                yield PAUSE
    with stopwatch.stage("check_ms"):
        return (yield from each(trials, _reported))


def _first_trial(attempt: Attempt, matchers: Sequence[TermMatcher]) -> _Trial:
    if not attempt.hypotheses:
        return _Trial(attempt=attempt, matches=())
    trial = _Trial(attempt=attempt, matches=match_terms(attempt.segment.normalized.text, matchers))
    return _edited(trial, variants_of)


def _better(trial: _Trial, other: _Trial) -> _Trial:
    """The other one where it says more terms and is not worse for it: no term is worth a number that goes wrong."""
    gains = len(other.missing) < len(trial.missing) and other.errors <= trial.errors
    return other if gains and other.badness < trial.badness else trial


_Find = Callable[[str, str, Sequence[Span]], list[Span]]


def _shown(trial: _Trial, way: Way, engine: TranslationEngine) -> PreparedSegment:
    """The sentence as the model is shown it. Only missing terms become marks: the fewer the better."""
    marks = _marks(trial) if way is Way.MARK else {}
    forced = [match for match in trial.matches if _is_forced(match)]
    segment = trial.attempt.segment
    text = substitute(segment.normalized.text, forced, lambda match: marks.get(match, match.term.target))
    return with_text(segment, text, engine)


def _marks(trial: _Trial) -> dict[TermMatch, str]:
    """A mark for each missing term, as far as there are marks that the text does not have itself."""
    text = trial.attempt.segment.normalized.text
    free = (mark for letter in _LETTERS if (mark := f"XX{letter}") not in text)
    return dict(zip(trial.missing, free, strict=False))


def _is_forced(match: TermMatch) -> bool:
    return match.origin is not TermOrigin.GAZETTEER and match.form is not Form.NISBA


def _restored(trial: _Trial, attempt: Attempt, way: Way, engine: TranslationEngine) -> _Trial:
    """What was made of a sentence with other words in it, as a translation of the sentence."""
    segment = with_own_text(attempt.segment, trial.attempt.segment, engine)
    own = attempt.segment.normalized.source_span
    notes = tuple(replace(note, source=own(note.source)) if note.source else note for note in attempt.notes)
    other = _Trial(attempt=replace(attempt, segment=segment, notes=notes), matches=trial.matches)
    texts = [hypothesis.text for hypothesis in attempt.hypotheses]
    if way is Way.MARK:
        marks = {mark: match.term.target for match, mark in _marks(trial).items()}
        if not all(any(_place(mark).search(text) for text in texts) for mark in marks):
            return trial  # what became of a lost mark may be anywhere
        texts = [_without_marks(text, marks) for text in texts]
    other = _rejudged(other, texts)
    return _edited(_edited(other, copies_of), variants_of)


def _place(mark: str) -> re.Pattern[str]:
    """The mark as a word of its own: in `XXA-19` it is no longer what it stood for."""
    return re.compile(rf"(?<![\w-]){mark}(?![\w-])")


def _without_marks(text: str, marks: Mapping[str, str]) -> str:
    for mark, target in marks.items():
        text = target.join(_place(mark).split(text))
    return text


def _edited(trial: _Trial, find: _Find) -> _Trial:
    """The same translation with what it says nearly as a term said as the term."""
    attempt = trial.attempt
    texts = [hypothesis.text for hypothesis in attempt.hypotheses]
    respelled = set(trial.respelled)
    for number, part in enumerate(attempt.segment.parts):
        inside = [match for match in trial.matches if part.start <= match.span.start and match.span.end <= part.end]
        names = {match.term.target for match in inside}
        for target in _targets(inside, forced=find is copies_of):
            text = texts[number]
            if said(target, text):
                continue
            taken = [span for name in names for span in said(name, text)]
            if find is variants_of:
                own = [match.span.shift(-part.start) for match in inside if match.term.target == target]
                taken += names_of_others(text, part.of(attempt.segment.normalized.text), own)
            for span in reversed(find(target, text, taken)):
                texts[number] = _put(target, span, texts[number])
                respelled.add(target)
    if texts == [hypothesis.text for hypothesis in attempt.hypotheses]:
        return trial
    return _rejudged(replace(trial, respelled=frozenset(respelled)), texts)


def _targets(matches: Sequence[TermMatch], *, forced: bool) -> Iterable[str]:
    """The English of terms that are there as themselves, each once."""
    looked_for = (match for match in matches if (_is_forced(match) if forced else match.form is not Form.NISBA))
    return dict.fromkeys(match.term.target for match in looked_for)


def _put(target: str, span: Span, text: str) -> str:
    if span.start == 0 and text[:1].isupper():
        target = target[:1].upper() + target[1:]
    return text[: span.start] + target + text[span.end :]


def _rejudged(trial: _Trial, texts: Sequence[str]) -> _Trial:
    attempt = trial.attempt
    hypotheses: list[Hypothesis] = [
        replace(hypothesis, text=text) for hypothesis, text in zip(attempt.hypotheses, texts, strict=True)
    ]
    return replace(trial, attempt=judge(attempt.segment, hypotheses, attempt.notes))


def _reported(trial: _Trial) -> Attempt:
    """The attempt with the terms that it uses, and a finding for each that it lacks."""
    attempt = trial.attempt
    if not trial.matches:
        return attempt
    lacking = {match.term: match for match in reversed(trial.missing)}
    return replace(
        attempt, terms=tuple(_applied(trial)), findings=(*attempt.findings, *map(_finding, reversed(lacking.values())))
    )


def _applied(trial: _Trial) -> Iterator[AppliedTerm]:
    target = trial.attempt.target
    taken: set[Span] = set()
    places: dict[tuple[str, bool], Iterator[Span]] = {}
    for match in trial.matches:
        name, made_of_it = match.term.target, match.form is Form.NISBA
        if match.origin is TermOrigin.GAZETTEER and name not in trial.respelled:
            continue
        if (name, made_of_it) not in places:
            places[name, made_of_it] = iter((said_of if made_of_it else said)(name, target))
        place = next((span for span in places[name, made_of_it] if span not in taken), None)
        if place is not None:
            taken.add(place)
            yield AppliedTerm(
                source=match.span, target=place, term=match.term.source, target_term=name, origin=match.origin
            )


def _finding(match: TermMatch) -> Finding:
    term = match.term
    return Finding(
        kind=FindingKind.GLOSSARY,
        severity=Severity.WARNING,
        message=f"The source says {term.source}, which the glossary wants as {term.target}; the translation does not "
        "say it.",
        source=match.span,
    )
