"""Reports where the translations of an article's segments spell one name in two ways."""

from collections.abc import Sequence
from dataclasses import replace

from mujaz.pipeline import guards
from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.steps import Steps, each
from mujaz.types import Finding


def report_spellings(attempts: Sequence[Attempt]) -> Steps[list[Attempt]]:
    """Adds a finding to each segment that spells a name in another way than the other segments do.

    The name keeps its spelling, as nothing tells which one is right.

    Args:
        attempts: The best attempt for each segment of one article.
    """
    spellings = guards.Spellings()
    yield from each(attempts, lambda attempt: spellings.add(_pair(attempt)))
    found: dict[int, list[Finding]] = {}
    for differing in (yield from each(spellings.repeated(), spellings.differing)):
        for position, finding in differing:
            found.setdefault(position, []).append(finding)
    return [
        replace(attempt, findings=(*attempt.findings, *found.get(position, ())))
        for position, attempt in enumerate(attempts)
    ]


def _pair(attempt: Attempt) -> guards.Pair:
    return guards.Pair(attempt.segment.reading, guards.Target(attempt.target))
