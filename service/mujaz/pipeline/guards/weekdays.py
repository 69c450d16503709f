"""Whether Tuesday became Wednesday."""

from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.text.quantities.weekdays import arabic_weekdays, english_weekdays
from mujaz.types import Finding, Severity


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
        yield number_finding(message, lost[0].span, new[0].span, Severity.ERROR)
        return
    for day in lost:
        yield number_finding(f"The source says {day.name}; the translation does not.", day.span)
    for day in new:
        yield number_finding(f"The translation says {day.name}; the source does not.", target=day.span)
