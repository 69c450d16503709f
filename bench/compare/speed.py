"""Times systems side by side: every round runs each of them once, so that what slows the machine slows all."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.compare.workload import Sentences, System


@dataclass(slots=True, kw_only=True)
class Speeds:
    """Articles a second, by system and round, and chrF by system."""

    rounds: list[dict[str, float]] = field(default_factory=list)
    chrf: dict[str, float] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The systems, in the order in which they ran."""
        return list(self.rounds[0]) if self.rounds else []

    def median(self, name: str) -> float:
        """The median over the rounds."""
        return statistics.median(one[name] for one in self.rounds)

    def ratio(self, name: str, other: str) -> float:
        """The median over the rounds of one system's speed by another's in the same round."""
        return statistics.median(one[name] / one[other] for one in self.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """A system and how many articles of the workload it is timed on: the slow ones get fewer."""

    system: System
    articles: int


def race(
    entrants: Sequence[Entrant], articles: Sequence[Sentences], repeats: int, progressed: Callable[[str], None]
) -> Speeds:
    """Times each system on its articles, `repeats` times, after one article that is not timed.

    Args:
        entrants: Who runs.
        articles: The workload; each entrant gets its first ones.
        repeats: Rounds.
        progressed: Is told which run begins.
    """
    for entrant in entrants:
        progressed(f"{entrant.system.name}: warm-up")
        entrant.system.translate(articles[:1])
    speeds = Speeds()
    for number in range(repeats):
        one: dict[str, float] = {}
        for entrant in entrants:
            progressed(f"{entrant.system.name}: round {number + 1} of {repeats}")
            some = articles[: entrant.articles]
            started_s = time.perf_counter()
            entrant.system.translate(some)
            one[entrant.system.name] = len(some) / (time.perf_counter() - started_s)
        speeds.rounds.append(one)
    return speeds


def seconds_of(system: System, articles: Sequence[Sentences], repeats: int) -> float:
    """The median time of a run."""
    times_s = []
    for _ in range(repeats):
        started_s = time.perf_counter()
        system.translate(articles)
        times_s.append(time.perf_counter() - started_s)
    return statistics.median(times_s)
