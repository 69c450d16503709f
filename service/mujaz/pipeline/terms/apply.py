"""Makes translations use the terms of glossaries.

A term that a translation lacks is written into the Arabic in English, which models copy, and the sentence is translated
again. If the term is still missing, a mark takes its place in a second attempt. The best translation is kept. Names of
the gazetteer are only respelled, never enforced. `docs/decisions/0009-glossary.md` has the measurements behind this.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import Attempt, judge
from mujaz.pipeline.prepare import PreparedSegment, with_own_text, with_text
from mujaz.pipeline.spelling import find_copies, find_derived, find_exact, find_names_of_others, find_variants
from mujaz.pipeline.steps import PAUSE, Steps, each
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.terms.substitute import substitute
from mujaz.pipeline.translate import translate
from mujaz.text.glossary import TermMatch, TermMatcher, match_terms
from mujaz.text.glossary.forms import Form
from mujaz.types import AppliedTerm, DecodingOptions, Finding, FindingKind, Hypothesis, Severity, Span, TermOrigin

MISSING_TERM = 2.0
"""Added to `Attempt.penalty` for a missing term; a warning adds 1 and an error 4."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWYZ"


class Way(Enum):
    """What replaces a missing term in the source that the model is shown."""

    ENGLISH = "the English of the term"
    MARK = "a mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """An attempt, with the glossary terms of its source.

    Args:
        attempt: The attempt.
        matches: The terms in its source.
        respelled: The names whose spelling in the translation was changed to that of the term.
    """

    attempt: Attempt
    matches: tuple[TermMatch, ...]
    respelled: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[TermMatch, ...]:
        """The enforced terms that the translation lacks."""
        forced = [match for match in self.matches if _is_forced(match)]
        targets = {match.term.target for match in forced}
        missing = {target for target in targets if not find_exact(target, self.attempt.target)}
        return tuple(match for match in forced if match.term.target in missing)

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.attempt.findings)

    @property
    def penalty(self) -> float:
        return self.attempt.penalty + MISSING_TERM * len(self.missing)


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
        matchers: The glossaries.
        engine: The model, for its tokenizer. The caller of these steps runs the model.
        options: The decoding options.
        max_retries: As in `translate`. With 0 nothing is translated again; terms are only respelled and reported.
        stopwatch: Measures the time for checks.
        ways: The ways to try, in order, while terms are missing.

    Returns:
        The attempt that is kept for each segment, with the terms that it uses and a finding for each missing term.
    """
    with stopwatch.stage("check_ms"):
        trials = yield from each(attempts, lambda attempt: _first_trial(attempt, matchers))
    for way in ways if max_retries else ():
        incomplete = [position for position, trial in enumerate(trials) if trial.missing]
        if not incomplete:
            break
        with stopwatch.stage("check_ms"):
            segments = [_shown(trials[position], way, engine) for position in incomplete]
        again = yield from translate(segments, engine, options, max_retries=max_retries, stopwatch=stopwatch)
        with stopwatch.stage("check_ms"):
            for position, attempt in zip(incomplete, again, strict=True):
                other = _restored(trials[position], attempt, way, engine)
                trials[position] = _better(trials[position], other)
                yield PAUSE
    with stopwatch.stage("check_ms"):
        return (yield from each(trials, _reported))


def _first_trial(attempt: Attempt, matchers: Sequence[TermMatcher]) -> _Trial:
    if not attempt.hypotheses:
        return _Trial(attempt=attempt, matches=())
    trial = _Trial(attempt=attempt, matches=match_terms(attempt.segment.normalized.text, matchers))
    return _edited(trial, find_variants)


def _better(trial: _Trial, other: _Trial) -> _Trial:
    """Returns the other trial if it has more terms and no more errors: a term must not cost a number."""
    gains = len(other.missing) < len(trial.missing) and other.errors <= trial.errors
    return other if gains and other.penalty < trial.penalty else trial


_Find = Callable[[str, str, Sequence[Span]], list[Span]]


def _shown(trial: _Trial, way: Way, engine: TranslationEngine) -> PreparedSegment:
    """Returns the segment with its terms replaced. Only missing terms become marks, as more marks do more harm."""
    marks = _marks(trial) if way is Way.MARK else {}
    forced = [match for match in trial.matches if _is_forced(match)]
    segment = trial.attempt.segment
    text = substitute(segment.normalized.text, forced, lambda match: marks.get(match, match.term.target))
    return with_text(segment, text, engine)


def _marks(trial: _Trial) -> dict[TermMatch, str]:
    """Returns a mark for each missing term, until the marks that are not in the text run out."""
    text = trial.attempt.segment.normalized.text
    free = (mark for letter in _LETTERS if (mark := f"XX{letter}") not in text)
    return dict(zip(trial.missing, free, strict=False))


def _is_forced(match: TermMatch) -> bool:
    """Tells whether a term has to be in the translation: a caller's term that is not a derived adjective (nisba)."""
    return match.origin is not TermOrigin.GAZETTEER and match.form is not Form.NISBA


def _restored(trial: _Trial, attempt: Attempt, way: Way, engine: TranslationEngine) -> _Trial:
    """Turns the translation of a sentence with replaced terms into a translation of the sentence itself."""
    segment = with_own_text(attempt.segment, trial.attempt.segment, engine)
    own = attempt.segment.normalized.source_span
    notes = tuple(replace(note, source=own(note.source)) if note.source else note for note in attempt.notes)
    other = _Trial(attempt=replace(attempt, segment=segment, notes=notes), matches=trial.matches)
    texts = [hypothesis.text for hypothesis in attempt.hypotheses]
    if way is Way.MARK:
        marks = {mark: match.term.target for match, mark in _marks(trial).items()}
        if not all(any(_place(mark).search(text) for text in texts) for mark in marks):
            return trial  # a mark was lost, and it is unknown where its term belongs
        texts = [_without_marks(text, marks) for text in texts]
    other = _rejudged(other, texts)
    return _edited(_edited(other, find_copies), find_variants)


def _place(mark: str) -> re.Pattern[str]:
    """Matches a mark only as a whole word: in `XXA-19` it no longer stands for its term."""
    return re.compile(rf"(?<![\w-]){mark}(?![\w-])")


def _without_marks(text: str, marks: Mapping[str, str]) -> str:
    for mark, target in marks.items():
        text = target.join(_place(mark).split(text))
    return text


def _edited(trial: _Trial, find: _Find) -> _Trial:
    """Replaces wrong copies or other spellings of terms, whichever `find` finds, by the terms."""
    attempt = trial.attempt
    texts = [hypothesis.text for hypothesis in attempt.hypotheses]
    respelled = set(trial.respelled)
    for number, part in enumerate(attempt.segment.parts):
        inside = [match for match in trial.matches if part.start <= match.span.start and match.span.end <= part.end]
        all_targets = {match.term.target for match in inside}
        for target in _targets(inside, forced=find is find_copies):
            text = texts[number]
            if find_exact(target, text):
                continue
            taken = [span for other in all_targets for span in find_exact(other, text)]
            if find is find_variants:
                own = [match.span.shift(-part.start) for match in inside if match.term.target == target]
                taken += find_names_of_others(text, part.of(attempt.segment.normalized.text), own)
            for span in reversed(find(target, text, taken)):
                texts[number] = _put(target, span, texts[number])
                respelled.add(target)
    if texts == [hypothesis.text for hypothesis in attempt.hypotheses]:
        return trial
    return _rejudged(replace(trial, respelled=frozenset(respelled)), texts)


def _targets(matches: Sequence[TermMatch], *, forced: bool) -> Iterable[str]:
    """Returns the English of the enforced terms, or else of all that are not derived adjectives, each once."""
    searched = (match for match in matches if (_is_forced(match) if forced else match.form is not Form.NISBA))
    return dict.fromkeys(match.term.target for match in searched)


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
    """Returns the attempt with the terms that it uses and a finding for each missing term."""
    attempt = trial.attempt
    if not trial.matches:
        return attempt
    missing = {match.term: match for match in reversed(trial.missing)}
    return replace(
        attempt, terms=tuple(_applied(trial)), findings=(*attempt.findings, *map(_finding, reversed(missing.values())))
    )


def _applied(trial: _Trial) -> Iterator[AppliedTerm]:
    target = trial.attempt.target
    taken: set[Span] = set()
    places: dict[tuple[str, bool], Iterator[Span]] = {}
    for match in trial.matches:
        name, is_derived = match.term.target, match.form is Form.NISBA
        if match.origin is TermOrigin.GAZETTEER and name not in trial.respelled:
            continue
        if (name, is_derived) not in places:
            places[name, is_derived] = iter((find_derived if is_derived else find_exact)(name, target))
        place = next((span for span in places[name, is_derived] if span not in taken), None)
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
        message=f"The glossary translates {term.source} as {term.target}, which is missing from the translation.",
        source=match.span,
    )
