"""All detectors on one segment."""

from mujaz.pipeline.guards.bounds import check_bounds
from mujaz.pipeline.guards.content import check_content
from mujaz.pipeline.guards.hashtags import check_hashtags
from mujaz.pipeline.guards.language import check_language
from mujaz.pipeline.guards.length import check_length
from mujaz.pipeline.guards.magnitudes import check_magnitudes
from mujaz.pipeline.guards.model import check_model
from mujaz.pipeline.guards.names import check_directions, check_names
from mujaz.pipeline.guards.numbers import (
    check_measures,
    check_numbers,
    check_repeated,
    match_numbers,
    source_quantities,
)
from mujaz.pipeline.guards.quotations import check_quotations
from mujaz.pipeline.guards.repetition import check_repetition
from mujaz.pipeline.guards.signs import check_digits, check_signs
from mujaz.pipeline.guards.verbatim import check_verbatim
from mujaz.pipeline.guards.weekdays import check_weekdays
from mujaz.text.scripts import has_arabic
from mujaz.types import Finding, Hypothesis, Severity, Span


def check(source: str, target: str, *, hypothesis: Hypothesis | None = None) -> tuple[Finding, ...]:
    """What may be wrong with the translation of one segment, whoever made it.

    Args:
        source: The Arabic segment or line, normalised or not. Findings' source spans are into it. Of what is not Arabic
            nothing is said.
        target: Its English translation. Findings' target spans are into it.
        hypothesis: What the model said of it, where a model made it.
    """
    return (*find_faults(source, target, hypothesis=hypothesis), *check_quotations(source, target))


def find_faults(source: str, target: str, *, hypothesis: Hypothesis | None = None) -> tuple[Finding, ...]:
    """As `check`, but only what is worth translating the segment again, which lost quotation marks are not.

    Sentences of FLORES-101 and TICO-19 dev that were translated again for their marks got them, and lost more of the
    sense.
    """
    faults = _compare(source, target)
    return (*faults, *check_model(hypothesis)) if hypothesis else faults


def _compare(source: str, target: str) -> tuple[Finding, ...]:
    if not has_arabic(source):
        return ()
    if not target.strip():
        return tuple(check_length(source, target))
    language = check_language(source, target)
    if any(finding.source == Span(0, len(source)) for finding in language):
        return tuple(language)
    matching = match_numbers(source, target)
    length, content = check_length(source, target), check_content(source, target, matching)
    if length:  # that little of the source is found follows from a part that is missing
        content = [finding for finding in content if finding.severity is Severity.ERROR]
    numbers = (
        *check_numbers(matching),
        *check_repeated(target, matching),
        *check_bounds(source, target, matching),
        *check_measures(source, target, source_quantities(source), matching),
        *check_magnitudes(source, target, source_quantities(source)),
        *check_weekdays(source, target),
        *check_signs(source, target),
        *check_digits(source, target),
    )
    said = (*check_repetition(source, target), *numbers)
    names = (*check_names(source, target), *check_directions(source, target))
    marks = (*check_verbatim(source, target), *check_hashtags(source, target))
    return (*language, *length, *said, *names, *marks, *content)
