"""Whether a translation made elsewhere says what its source says, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mujaz import __version__
from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.pipeline.guards import check
from mujaz.pipeline.limits import check_text
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.types import CheckedLine, CheckResult, Finding, FindingKind, Severity, Signature, Span

MAX_LINE_CHARS = 10_000
"""Code points of a line, ten times a paragraph of news. It bounds the time that comparing numbers takes
(docs/evidence.md)."""


def check_translation(
    source: str, translation: str, settings: Settings, stopwatch: Stopwatch | None = None
) -> CheckResult:
    """Says what may be wrong with a translation. No model takes part.

    Args:
        source: Arabic.
        translation: The English that somebody made of it, line for line.
        settings: The limits, which hold for each of the two texts.
        stopwatch: Where time is counted.

    Raises:
        InvalidInput: A text is empty or beyond a limit, the two do not have the same number of lines, or a line is too
            long.
    """
    stopwatch = stopwatch or Stopwatch()
    check_text(source, field="source", settings=settings)
    check_text(translation, field="translation", settings=settings, arabic=False)
    with stopwatch.stage("check_ms"):
        lines = check_lines(source, translation)
    signature = Signature(normalizer="", decoding="", version=__version__)
    return CheckResult(lines=lines, signature=signature, timings=stopwatch.timings())


def check_lines(source: str, translation: str) -> tuple[CheckedLine, ...]:
    """Checks each line of a translation against the line of the source that has its number.

    Args:
        source: Arabic.
        translation: The English that somebody made of it.

    Returns:
        One for each line that is not blank in both texts, in order.

    Raises:
        InvalidInput: The texts do not have the same number of lines, or a line is too long.
    """
    sources, targets = list(_lines(source)), list(_lines(translation))
    if len(sources) != len(targets):
        raise InvalidInput(
            f"line count is {len(targets):,}, that of the source is {len(sources):,}; line N of the "
            "one must be line N of the other, blank lines counted",
            field="translation",
            reason="LINES_DIFFER",
        )
    for field, lines in (("source", sources), ("translation", targets)):
        _check_lengths(lines, field)
    numbered = enumerate(zip(sources, targets, strict=True), start=1)
    return tuple(
        CheckedLine(number=number, source=ours, target=theirs, findings=_findings(source, translation, ours, theirs))
        for number, (ours, theirs) in numbered
        if ours or theirs
    )


def _lines(text: str) -> Iterator[Span]:
    """Lines without the white space around them. A line end at the end of the text begins no line."""
    start = 0
    for line in text.removesuffix("\n").split("\n"):
        before = len(line) - len(line.lstrip())
        yield Span(start + before, start + before + len(line.strip()))
        start += len(line) + 1


def _check_lengths(lines: Sequence[Span], field: str) -> None:
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARS:
            raise InvalidInput(
                f"line {number:,} has {len(line):,} characters, the limit is {MAX_LINE_CHARS:,}; give each paragraph a "
                "line of its own in both texts",
                field=field,
                reason="LINE_TOO_LONG",
            )


def _findings(source: str, translation: str, ours: Span, theirs: Span) -> tuple[Finding, ...]:
    if not ours or not theirs:
        return (_blank(source, translation, ours, theirs),)
    return tuple(
        replace(
            finding,
            source=None if finding.source is None else finding.source.shift(ours.start),
            target=None if finding.target is None else finding.target.shift(theirs.start),
        )
        for finding in check(ours.of(source), theirs.of(translation))
    )


def _blank(source: str, translation: str, ours: Span, theirs: Span) -> Finding:
    """A line that only one text has. Without letters or digits (`* * *`) it is a matter of taste, so a warning."""
    text = ours.of(source) or theirs.of(translation)
    severity = Severity.ERROR if any(map(str.isalnum, text)) else Severity.WARNING
    if ours:
        message = "This line was not translated: it is blank in the translation."
        return Finding(kind=FindingKind.UNTRANSLATED, severity=severity, message=message, source=ours)
    message = "This line may be invented: it is blank in the source."
    return Finding(kind=FindingKind.LENGTH, severity=severity, message=message, target=theirs)
