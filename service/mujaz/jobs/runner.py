"""The interface to whatever runs the models: child processes, servers or a cluster."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

from mujaz.jobs.records import Outcome
from mujaz.types import Article, Signature

Batch: TypeAlias = Sequence[Article]
"""Articles that are processed together; may be empty."""

BATCH_ARTICLES = 64
"""The default size of a batch: half a minute of work for one processor. It has some 800 sentences, so most find others
of equal length to be decoded with. Measured in docs/evidence.md."""


class Runner(Protocol):
    """Runs batches. It is ready to work when it is made, and belongs to one job."""

    @property
    def signature(self) -> Signature:
        """What the results are made with: the models, and everything else that the output depends on."""
        ...

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """Processes batches, several at once.

        Args:
            batches: Read only as far ahead as is needed to keep all workers busy.

        Yields:
            For each batch the outcomes of its articles, in the order of batches and articles.

        Raises:
            JobError: The work cannot continue.
        """
        ...

    def close(self) -> None:
        """Stops at once whatever is still running."""
        ...
