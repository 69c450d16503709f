"""One article's worth of logic: no input or output, no threads."""

from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.local import run_article, run_digest, run_text
from mujaz.pipeline.pipeline import Pipeline

__all__ = ["Pipeline", "load_pipeline", "run_article", "run_digest", "run_text"]
