"""What workers of the tests run. A file of its own, as worker processes and actors import it: most need no pipeline."""

import os
import re
import signal
import threading
import time
from pathlib import Path

from mujaz.errors import ConfigError, InvalidInput
from mujaz.jobs.predict import Predict
from mujaz.jobs.records import Response
from mujaz.types import Signature

SIGNATURE = Signature(normalizer="n", decoding="d", version="v")


class Echo:
    """Gives back ids; does what special ones say."""

    def __init__(self, folder: str = "", fault: str = "") -> None:
        self.signature = SIGNATURE
        self.folder = Path(folder)
        if fault == "mistake":
            raise ConfigError("no such model")
        if fault == "option":
            raise InvalidInput("is 99", field="beam_size")
        if fault == "fault":
            raise ZeroDivisionError
        if fault == "death":
            os._exit(1)

    def __call__(self, batch, beat):
        for article in batch:
            if article.id == "hanging":
                threading.Event().wait()
            if article.id == "deaf":  # holds the interpreter, so that no other thread of its process runs
                re.match(r"(a|aa)+$", "a" * 60 + "b")
            if article.id == "steady":
                for _ in range(30):
                    time.sleep(0.1)
                    beat()
            if article.id == "deadly":
                os.kill(os.getpid(), signal.SIGKILL)
            if article.id == "deadly once" and not (self.folder / "died").exists():
                (self.folder / "died").touch()
                os._exit(1)
            if article.id == "slow":
                time.sleep(0.5)
        (self.folder / f"pid-{os.getpid()}").touch()
        return [Response(json=f"{article.id} of {len(batch)}") for article in batch]


def fake_predictor(delay_s: float = 0.0, fault: bool = False) -> Predict:
    """The real predictor on the fake engines."""
    if fault:
        raise ConfigError("no such model")
    from mujaz.config import Settings
    from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
    from mujaz.jobs.predictor import Predictor
    from mujaz.pipeline import Pipeline

    engine = FakeTranslationEngine(batch_delay_s=delay_s)
    return Predictor(Settings(), load=lambda settings: Pipeline(engine, FakeSummaryEngine(), settings))
