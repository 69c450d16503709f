"""What the job wants of whoever runs the models: this process's children, servers, or a cluster."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

from mujaz.jobs.records import Outcome
from mujaz.types import Article, Signature

Batch: TypeAlias = Sequence[Article]
"""Articles that are worked on together; may be empty."""

BATCH_ARTICLES = 64
"""The default, half a minute of work for one processor: among some 800 sentences most find others of equal length to be
decoded with. Measured: docs/evidence.md."""


class Runner(Protocol):
    """Runs batches. Made ready to work, it belongs to one job."""

    @property
    def signature(self) -> Signature:
        """What makes the results: the models, and all that their output depends on."""
        ...

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """Works on batches, several at once.

        Args:
            batches: Taken from only as far ahead as keeps everybody busy.

        Yields:
            For each batch the outcomes of its articles, in order of batches and articles.

        Raises:
            JobError: The work cannot go on.
        """
        ...

    def close(self) -> None:
        """Ends at once whatever still runs."""
        ...
