"""The interface of a predictor, which processes articles for a runner. Nothing here imports what works with models, as
most runners have models only in other processes.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from mujaz.jobs.records import Outcome, Response
from mujaz.types import Article, ArticleResult, Signature
from mujaz.wire.results import article_result_to_json

Beat: TypeAlias = Callable[[], None]


def no_beat() -> None:
    """Does nothing, for a predictor that is not monitored."""


class Predict(Protocol):
    """Processes articles in a worker."""

    @property
    def signature(self) -> Signature:
        """What the results are made with."""
        ...

    def __call__(self, batch: Sequence[Article], beat: Beat = no_beat) -> list[Outcome]:
        """Processes articles.

        Args:
            batch: The articles.
            beat: Is called after each step, to show that the worker does not hang.

        Returns:
            One outcome for each, in order.
        """
        ...


LoadPredictor: TypeAlias = Callable[[], Predict]
"""Loads the models. It is sent to other processes, so it must be picklable: a class, a function or a partial of one."""

PROBE = Article(id="probe", body="قال الوزير إن الاجتماع سيعقد يوم الاثنين.")
"""An article that is processed to learn the signature of the results."""


def respond(result: ArticleResult) -> Response:
    """Returns a result in the form in which it is written."""
    return Response(json=article_result_to_json(result, indent=None, timings=False))
