"""Measures batch jobs: `python bench/batch_throughput.py records`, or `model` for real translation.

`records` sends many short articles through reader, journal and writer without a model, and shows time and peak memory.
`model` compares one worker on one processor with ctranslate2 alone on the same sentences, then several workers with
one. Run it on an otherwise idle machine.
"""

import argparse
import functools
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.jobs.job import Progress, Summary, run_job
from mujaz.jobs.local_runner import LocalRunner
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.predict import Beat, LoadPredictor
from mujaz.jobs.predictor import Predictor
from mujaz.jobs.records import FailedRecord, Outcome, Response
from mujaz.jobs.runner import BATCH_ARTICLES
from mujaz.pipeline import Pipeline
from mujaz.pipeline.prepare import prepare
from mujaz.text.headline import split_headline
from mujaz.text.segment import segment
from mujaz.types import Article, ProcessOptions

EXAMPLES = Path(__file__).parents[1] / "examples"
SENTENCES = 12
"""Sentences of an article; those in examples/ have 8 to 20."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["records", "model"])
    parser.add_argument("--records", type=int, default=100_000, help="short articles (default: 100000)")
    parser.add_argument("--articles", type=int, default=256, help="real articles (default: 256)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the real model (default: 3)")
    parser.add_argument("--workers", type=int, default=2, help="worker processes (default: 2)")
    parser.add_argument("--batch-articles", type=int, default=BATCH_ARTICLES, help="articles in a batch")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "records":
            measure_records(Path(folder), options)
        else:
            measure_model(Path(folder), options)


def measure_records(folder: Path, options: argparse.Namespace) -> None:
    """Measure everything except a model."""
    source = folder / "in.jsonl"
    write(source, ({"id": f"a{number}", "body": f"قال {number} نعم."} for number in range(options.records)))
    loads: dict[str, LoadPredictor] = {
        "with a prepared result": Prepared,
        "with the pipeline and the fake engine": functools.partial(Predictor, Settings(), load=load_fake),
    }
    for what, load in loads.items():
        with peak_memory() as peak_bytes:
            summary = run(source, options, load, options.workers)
        print(f"{summary.done:,} records {what}: {summary.run_s:.1f} s, {summary.done / summary.run_s:,.0f} a second")
        for name, used_bytes in peak_bytes.items():
            print(f"  peak memory of the {name}: {used_bytes / 1e6:.0f} MB")


class Prepared:
    """Returns the same result for every article."""

    def __init__(self) -> None:
        predict = Predictor(Settings(), load=load_fake)
        self.signature = predict.signature
        (outcome,) = predict([Article(id="ID", body="قال نعم.")])
        assert isinstance(outcome, Response)
        self._head, _, self._tail = outcome.json.partition("ID")

    def __call__(self, batch: Sequence[Article], beat: Beat) -> list[Outcome]:  # noqa: ARG002
        """See `Predict`."""
        return [Response(json=f"{self._head}{article.id}{self._tail}") for article in batch]


def measure_model(folder: Path, options: argparse.Namespace) -> None:
    """Measure a real model, alone and in jobs: every round runs each way once, and ratios are taken within a round."""
    bodies = articles(options.articles)
    source = folder / "in.jsonl"
    write(source, ({"id": str(number), "body": body} for number, body in enumerate(bodies)))
    rounds = []
    for number in range(options.rounds):
        rounds.append(one_round(source, bodies, options))
        print(f"round {number + 1}: " + ", ".join(f"{way} {took_s:.1f} s" for way, took_s in rounds[-1].items()))
    print(f"{len(bodies)} articles of {SENTENCES} sentences, medians of {len(rounds)} rounds")
    for way in rounds[0]:
        took_s = statistics.median(one[way] for one in rounds)
        ratio = statistics.median(one[ALONE] / one[way] for one in rounds)
        print(f"{way}: {took_s:.1f} s, {len(bodies) / took_s:.2f} articles/s, {ratio:.2f} of ctranslate2 alone")
    scaling = statistics.median(one[ONE] / one[SEVERAL] for one in rounds)
    print(f"{options.workers} workers are {scaling:.2f} times as fast as one")


ALONE, FIRST, ONE, SEVERAL = (
    "ctranslate2 alone",
    "one worker, no second tries, no brief",
    "one worker, everything",
    "several workers, everything",
)


def one_round(source: Path, bodies: list[str], options: argparse.Namespace) -> dict[str, float]:
    """Return the seconds of each way, without the loading of models."""
    everything = Settings(threads=1, translation_memory_mb=0)
    first = everything.model_copy(update={"max_retries": 0})  # ctranslate2 alone translates everything once
    jobs = {
        FIRST: (first, ProcessOptions(brief=None, skip_memory=True), 1),
        ONE: (everything, ProcessOptions(skip_memory=True), 1),
        SEVERAL: (everything, ProcessOptions(skip_memory=True), options.workers),
    }
    took_s = {ALONE: time_ctranslate2(everything, bodies)}
    for way, (settings, processing, workers) in jobs.items():
        took_s[way] = run(source, options, functools.partial(Predictor, settings, processing), workers).run_s
    return took_s


def articles(count: int) -> list[str]:
    """Build articles from the sentences of the examples, cut at random so that their lengths vary as in news.

    A word is left out of each sentence, and no two sentences are equal, because equal chunks in the queue are decoded
    only once.
    """
    texts = [split_headline(path.read_text("utf-8"))[1] for path in sorted(EXAMPLES.glob("*.txt"))]
    sentences = [span.of(text).split() for text in texts for span in segment(text)]
    rng = random.Random(0)
    taken: set[str] = set()

    def sentence() -> str:
        while True:
            words = list(rng.choice(sentences))
            words = words[: rng.randint((len(words) + 1) // 2, len(words))]
            del words[rng.randrange(len(words))]
            text = " ".join(words).rstrip(".؟!") + "."
            if text not in taken:
                taken.add(text)
                return text

    return ["\n".join(sentence() for _ in range(SENTENCES)) for _ in range(count)]


def time_ctranslate2(settings: Settings, bodies: list[str]) -> float:
    """Return the seconds for all sentences at once, sorted and batched by ctranslate2 itself."""
    engine = load_translation_engine(settings)
    translator = engine._translator  # type: ignore[attr-defined]  # bypasses all of Mujaz's own code
    chunks = [chunk for body in bodies for prepared in prepare(body, engine) for chunk in prepared.chunks]
    started_s = time.perf_counter()
    translator.translate_batch(
        [list(chunk.pieces) for chunk in chunks],
        beam_size=settings.beam_size,
        max_batch_size=settings.max_batch_tokens,
        batch_type="tokens",
        max_decoding_length=2 * max(len(chunk.pieces) for chunk in chunks),
        disable_unk=True,
        return_scores=True,
    )
    elapsed_s = time.perf_counter() - started_s
    engine.close()
    return elapsed_s


class Silent:
    """A watcher that prints nothing."""

    def began(self) -> None:
        """See `Watcher`."""

    def progressed(self, progress: Progress) -> None:
        """See `Watcher`."""

    def failed(self, record: FailedRecord) -> None:
        """See `Watcher`."""


def run(source: Path, options: argparse.Namespace, load: LoadPredictor, workers: int) -> Summary:
    """Run a job from its start; loading is not timed."""
    plan = JobPlan(
        inputs=(str(source),),
        output=source.with_name("out.jsonl"),
        batch_articles=options.batch_articles,
        restart=True,
    )
    return run_job(plan, lambda: LocalRunner(load, workers=workers), Silent())


def load_fake(settings: Settings) -> Pipeline:
    """Load a pipeline with engines that take no time."""
    engine = FakeTranslationEngine()
    engine.batches = deque(maxlen=0)  # type: ignore[assignment]  # or it would keep every batch
    return Pipeline(engine, FakeSummaryEngine(), settings)


def write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def peak_memory() -> Iterator[dict[str, int]]:
    """Measure the peak memory of this process and its children; shared pages count once."""
    peak: dict[str, int] = {"job itself": 0, "job with its workers": 0}
    ended = threading.Event()
    this = psutil.Process()

    def watch() -> None:
        while not ended.wait(0.5):  # sampling more often would keep a processor busy
            used = []
            for process in [this, *this.children()]:
                try:
                    used.append(process.memory_full_info().pss)
                except psutil.NoSuchProcess:
                    continue
            peak["job itself"] = max(peak["job itself"], used[0])
            peak["job with its workers"] = max(peak["job with its workers"], sum(used))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
