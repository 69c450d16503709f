"""Times systems side by side: every round runs each of them once, so that what slows the machine slows all."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.compare.workload import Sentences, System


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Articles a second of one system in one round: by the clock, and of processor time."""

    articles_s: float
    articles_processor_s: float


@dataclass(slots=True, kw_only=True)
class Speeds:
    """What each system did in each round, and its chrF."""

    rounds: list[dict[str, Run]] = field(default_factory=list)
    chrf: dict[str, float] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The systems, in the order in which they ran first."""
        return list(self.rounds[0]) if self.rounds else []

    def median(self, name: str) -> float:
        """Articles a second, the median over the rounds."""
        return statistics.median(one[name].articles_s for one in self.rounds)

    def processor_median(self, name: str) -> float:
        """Articles a processor second, the median over the rounds."""
        return statistics.median(one[name].articles_processor_s for one in self.rounds)

    def ratio(self, name: str, other: str) -> float:
        """The median over the rounds of one system's speed by another's in the same round, in processor time."""
        return statistics.median(
            one[name].articles_processor_s / one[other].articles_processor_s for one in self.rounds
        )

    def clock_ratio(self, name: str, other: str) -> float:
        """The same by the clock."""
        return statistics.median(one[name].articles_s / one[other].articles_s for one in self.rounds)


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
        one: dict[str, Run] = {}
        for entrant in entrants if number % 2 == 0 else reversed(entrants):  # what warms up does so for both sides
            progressed(f"{entrant.system.name}: round {number + 1} of {repeats}")
            some = articles[: entrant.articles]
            started_s, had_s = time.perf_counter(), entrant.system.processor_s()
            entrant.system.translate(some)
            one[entrant.system.name] = Run(
                articles_s=len(some) / (time.perf_counter() - started_s),
                articles_processor_s=len(some) / (entrant.system.processor_s() - had_s),
            )
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
