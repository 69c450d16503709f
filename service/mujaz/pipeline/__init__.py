"""The processing of one article, from its text to its result. It does no input or output."""

from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.local import run_article, run_digest, run_text
from mujaz.pipeline.pipeline import Pipeline

__all__ = ["Pipeline", "load_pipeline", "run_article", "run_digest", "run_text"]
