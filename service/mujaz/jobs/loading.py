"""Loads the models of a worker, in the process that uses them."""

from mujaz.config import Settings
from mujaz.jobs.predict import Predict
from mujaz.types import ProcessOptions


def load_predictor(settings: Settings, options: ProcessOptions) -> Predict:
    """Loads the models of one process. The code that works with them is imported in that process only.

    Args:
        settings: Models and limits.
        options: How every article is processed.

    Raises:
        MujazError: A model cannot be loaded, or fails its test.
    """
    from mujaz.jobs.predictor import Predictor  # noqa: PLC0415

    return Predictor(settings, options)
