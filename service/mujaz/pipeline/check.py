"""Checks a translation that was made elsewhere against its source, line by line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mujaz import __version__
from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.pipeline.guards import Pair, check_all
from mujaz.pipeline.limits import check_text
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.types import CheckedLine, CheckResult, Finding, FindingKind, Severity, Signature, Span

_SIGNATURE = Signature(normalizer="", decoding="", version=__version__)
MAX_LINE_CHARS = 10_000
"""The most code points of a line, ten times a news paragraph. The limit bounds the time that comparing numbers takes
(docs/evidence.md)."""


def check_translation(
    source: str, translation: str, settings: Settings, stopwatch: Stopwatch | None = None
) -> CheckResult:
    """Finds what may be wrong with a translation, without a model.

    Args:
        source: The Arabic text.
        translation: Its English translation, with the same lines.
        settings: The limits, which apply to each of the two texts.
        stopwatch: Measures the time.

    Raises:
        InvalidInput: A text is empty or exceeds a limit, the texts have different numbers of lines, or a line is too
            long.
    """
    stopwatch = stopwatch or Stopwatch()
    check_text(source, field="source", settings=settings)
    check_text(translation, field="translation", settings=settings, arabic=False)
    with stopwatch.stage("check_ms"):
        lines = check_lines(source, translation)
    return CheckResult(lines=lines, signature=_SIGNATURE, timings=stopwatch.timings())


def check_lines(source: str, translation: str) -> tuple[CheckedLine, ...]:
    """Checks each line of a translation against the line of the source with the same number.

    Args:
        source: The Arabic text.
        translation: Its English translation.

    Returns:
        The result for each line that is not blank in both texts, in order.

    Raises:
        InvalidInput: The texts have different numbers of lines, or a line is too long.
    """
    sources, targets = list(_lines(source)), list(_lines(translation))
    if len(sources) != len(targets):
        raise InvalidInput(
            f"line count is {len(targets):,}, that of the source is {len(sources):,}; line N of the translation must "
            "belong to line N of the source, blank lines counted",
            field="translation",
            reason="LINES_DIFFER",
        )
    for field, own in (("source", sources), ("translation", targets)):
        _check_lengths(own, field)
    lines = list(zip(sources, targets, strict=True))
    pairs = [
        Pair.of(source_line.of(source), target_line.of(translation))
        for source_line, target_line in lines
        if source_line and target_line
    ]
    found = iter(check_all(pairs))
    return tuple(
        CheckedLine(
            number=number,
            source=source_line,
            target=target_line,
            findings=_in_texts(next(found), source_line, target_line)
            if source_line and target_line
            else (_blank(source, translation, source_line, target_line),),
        )
        for number, (source_line, target_line) in enumerate(lines, start=1)
        if source_line or target_line
    )


def _lines(text: str) -> Iterator[Span]:
    """Yields the span of each line, without the white space around it. A line break at the end starts no line."""
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


def _in_texts(findings: Iterable[Finding], source_line: Span, target_line: Span) -> tuple[Finding, ...]:
    """Findings of two lines, with spans into the whole texts."""
    return tuple(
        replace(
            finding,
            source=None if finding.source is None else finding.source.shift(source_line.start),
            target=None if finding.target is None else finding.target.shift(target_line.start),
        )
        for finding in findings
    )


def _blank(source: str, translation: str, source_line: Span, target_line: Span) -> Finding:
    """Returns the finding for a line that is blank in one text; a warning if it has no letter or digit (`* * *`)."""
    text = source_line.of(source) or target_line.of(translation)
    severity = Severity.ERROR if any(map(str.isalnum, text)) else Severity.WARNING
    if source_line:
        message = "This line was not translated: it is blank in the translation."
        return Finding(kind=FindingKind.UNTRANSLATED, severity=severity, message=message, source=source_line)
    message = "This line may be invented: it is blank in the source."
    return Finding(kind=FindingKind.LENGTH, severity=severity, message=message, target=target_line)
