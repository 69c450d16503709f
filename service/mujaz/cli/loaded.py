"""Loads the models and the translation memory for a command that works without a server."""

from collections.abc import Iterator
from contextlib import contextmanager

import mujaz.pipeline
from mujaz.cli.settings_flags import SettingsFlags
from mujaz.pipeline import Pipeline
from mujaz.pipeline.steps import Memory
from mujaz.scheduling.memory import open_memory
from mujaz.types import ProcessOptions


@contextmanager
def loaded(flags: SettingsFlags, options: ProcessOptions) -> Iterator[tuple[Pipeline, Memory | None]]:
    """Loads the models, and opens the translation memory that the settings name.

    Args:
        flags: Where the settings come from.
        options: How the articles are processed.

    Yields:
        The pipeline, and the translation memory; None if the settings name none, or the options skip it.
    """
    settings = flags.load()
    pipeline = mujaz.pipeline.load_pipeline(settings)
    memory = None if options.skip_memory else open_memory(settings, pipeline.translation.model.signature)
    try:
        yield pipeline, memory
    finally:
        if memory is not None:
            memory.close()
