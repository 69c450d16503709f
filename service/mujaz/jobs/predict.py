"""What runners know of that which they run: they load no models themselves, nor import what works with them."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from mujaz.config import Settings
from mujaz.jobs.records import Outcome, Response
from mujaz.types import Article, ArticleResult, ProcessOptions, Signature
from mujaz.wire.results import article_result_to_json

Beat: TypeAlias = Callable[[], None]


def no_beat() -> None:
    """Nobody watches."""


class Predict(Protocol):
    """What a worker does with articles."""

    @property
    def signature(self) -> Signature:
        """What makes the results."""
        ...

    def __call__(self, batch: Sequence[Article], beat: Beat = no_beat) -> list[Outcome]:
        """Processes articles.

        Args:
            batch: The articles.
            beat: Is called after each step, so that whoever watches sees that it gets on.

        Returns:
            One outcome for each, in order.
        """
        ...


LoadPredictor: TypeAlias = Callable[[], Predict]
"""Loads the models. Is sent to other processes, so it must be picklable: a class, a function, a `partial` of them."""


def load_predictor(settings: Settings, options: ProcessOptions) -> Predict:
    """Loads the models of one process. What works with them is imported in that process alone.

    Args:
        settings: Models and limits.
        options: How to treat every article.

    Raises:
        MujazError: A model cannot be loaded, or does not do what it should.
    """
    from mujaz.jobs.predictor import Predictor  # noqa: PLC0415

    return Predictor(settings, options)


PROBE = Article(id="probe", body="قال الوزير إن الاجتماع سيعقد يوم الاثنين.")
"""An article whose result shows the signature of whoever made it."""


def respond(result: ArticleResult) -> Response:
    """Makes a result ready to be written."""
    return Response(json=article_result_to_json(result, indent=None, timings=False))
