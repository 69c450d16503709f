"""Fake engines that are slow, hang, fail or kill their process, for `fake_mujaz.py`.

In the environment, `TEST_DELAY_S` is how long a batch of the model takes, `TEST_BUSY_S` how long it needs a processor,
and `TEST_DEADLY` a word that kills the process that translates it. A batch with the word `TEST_HANGING` never comes
back, and the log says when it is there; nor does a summary of one with `TEST_HANGING_SUMMARY`. Over a batch with the
word `TEST_FAILING` the model raises an error.
"""

import hashlib
import os
import signal
import threading
import time
from collections.abc import Sequence

from mujaz.config import Settings
from mujaz.engines.base import SummarySentence
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import load
from mujaz.types import BriefOptions, Chunk, DecodingOptions, Hypothesis

DELAY = "TEST_DELAY_S"
BUSY = "TEST_BUSY_S"
DEADLY = "TEST_DEADLY"
HANGING = "TEST_HANGING"
FAILING = "TEST_FAILING"
HANGING_SUMMARY = "TEST_HANGING_SUMMARY"


def burn(processor_s: float) -> None:
    """Uses so much of a processor, in native code as a model does."""
    end_s = time.thread_time() + processor_s
    while time.thread_time() < end_s:
        hashlib.pbkdf2_hmac("sha256", b"", b"", 10_000)


class Engine(FakeTranslationEngine):
    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        pieces = {piece for chunk in batch for piece in chunk.pieces}
        if os.environ.get(DEADLY) in pieces:
            os.kill(os.getpid(), signal.SIGKILL)
        if os.environ.get(HANGING) in pieces:
            import structlog  # most processes never log

            structlog.get_logger().info("hanging")
            threading.Event().wait()
        if os.environ.get(FAILING) in pieces:
            raise RuntimeError("the model fails over this text")
        burn(float(os.environ.get(BUSY, "0")))
        hypotheses = super().translate(batch, options)
        self.batches.clear()  # nobody looks at them here, and a long run would fill the memory with them
        return hypotheses


def translation_engine(_settings: Settings) -> FakeTranslationEngine:
    return Engine(batch_delay_s=float(os.environ.get(DELAY, "0")))


class SummaryEngine(FakeSummaryEngine):
    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        if os.environ.get(HANGING_SUMMARY) in " ".join(sentences).split():
            threading.Event().wait()
        return super().summarize(title, sentences, options)


def summary_engine(_settings: Settings) -> FakeSummaryEngine:
    return SummaryEngine()


def install() -> None:
    """Lets this process load these engines whatever models it is asked for."""
    load.load_translation_engine = translation_engine
    load.load_summary_engine = summary_engine
