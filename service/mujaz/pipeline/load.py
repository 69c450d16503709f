"""Builds a pipeline from the settings of a process."""

from concurrent.futures import ThreadPoolExecutor

from mujaz.config import Settings
from mujaz.engines.load import load_summary_engine, load_translation_engine
from mujaz.pipeline.pipeline import Pipeline
from mujaz.text.dictionary import read_dictionary
from mujaz.text.glossary import read_glossary
from mujaz.text.proper_names import read_tables
from mujaz.types import BriefMethod

EXTRACTIVE_MODEL = "brief-en"
"""The embedded model that chooses sentences. It is used where a model that writes the brief fails."""


def load_pipeline(settings: Settings) -> Pipeline:
    """Loads the models and tables, which takes a second or two.

    Raises:
        ConfigError: The settings contradict each other, or the glossary cannot be used.
        ModelError: A model is missing, damaged or of another kind.
    """
    with ThreadPoolExecutor(1) as executor:
        # Hashing and loading weights release the interpreter lock, so the tables can be read meanwhile.
        readers = () if settings.names is False else (read_tables, read_dictionary)
        tables = [executor.submit(read) for read in readers]
        pipeline = _load(settings)
        for table in tables:
            table.result()
    return pipeline


def _load(settings: Settings) -> Pipeline:
    glossary = None if settings.glossary_file is None else read_glossary(settings.glossary_file)
    summary = load_summary_engine(settings)
    fallback = None
    if summary.method is BriefMethod.ABSTRACTIVE:
        fallback = load_summary_engine(settings.model_copy(update={"summary_model": EXTRACTIVE_MODEL}))
    return Pipeline(load_translation_engine(settings), summary, settings, fallback=fallback, glossary=glossary)
