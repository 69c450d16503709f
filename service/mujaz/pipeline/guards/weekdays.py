"""Whether Tuesday became Wednesday."""

from collections.abc import Iterator

from mujaz.text.quantities.weekdays import Weekday, arabic_weekdays, english_weekdays
from mujaz.types import Finding, FindingKind, Severity


def check_weekdays(source: str, target: str) -> Iterator[Finding]:
    """A finding for each day of the week that only one of the two texts says.

    Of 88 in references (FLORES-101 and TICO-19 dev, UN documents, Tatoeba) one is another day, by mistake.

    Args:
        source: The Arabic segment.
        target: Its translation.
    """
    said = {day.name: day for day in arabic_weekdays(source)}
    told = {day.name: day for day in english_weekdays(target)}
    lost = [day for name, day in said.items() if name not in told]
    new = [day for name, day in told.items() if name not in said]
    if lost and new:
        ours, theirs = (" and ".join(day.name for day in days) for days in (lost, new))
        message = f"The source says {ours}, the translation says {theirs}."
        yield _finding(Severity.ERROR, message, lost[0], new[0])
        return
    for day in lost:
        yield _finding(Severity.WARNING, f"The source says {day.name}; the translation does not.", day, None)
    for day in new:
        yield _finding(Severity.WARNING, f"The translation says {day.name}; the source does not.", None, day)


def _finding(severity: Severity, message: str, ours: Weekday | None, theirs: Weekday | None) -> Finding:
    return Finding(
        kind=FindingKind.NUMBER,
        severity=severity,
        message=message,
        source=ours.span if ours else None,
        target=theirs.span if theirs else None,
    )
