"""Measures the latency of interactive requests under a bulk load, and its throughput: `python bench/lanes.py`.

For several numbers of workers and batch sizes: source tokens a second, and the milliseconds from an interactive request
of one sentence to its answer. Run it on an otherwise idle machine.
"""

import argparse
import itertools
import statistics
import time
from pathlib import Path

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.observability.metrics import REGISTRY
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.batcher import Batcher
from mujaz.types import Chunk, DecodingOptions, Priority

SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "sentences_ar.txt"
ARTICLE_CHUNKS = 20
BULK_ARTICLES = 16


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each variant (default: 20)")
    parser.add_argument("--beam-size", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    engine = load_translation_engine(Settings())
    for workers, tokens in [(1, 1024), (2, 1024), (1, 512), (2, 512)] * options.rounds:
        tokens_s, answers_s = measure(engine, tokens, workers, options.seconds, options.beam_size)
        cuts = statistics.quantiles(answers_s, n=20)
        print(
            f"{workers} batches of {tokens} tokens at once: {tokens_s:,.0f} tokens/s; interactive median "
            f"{1000 * cuts[9]:.0f} ms, 95th percentile {1000 * cuts[18]:.0f} ms ({len(answers_s)} requests)"
        )


def measure(
    engine: TranslationEngine, max_batch_tokens: int, workers: int, seconds: float, beam_size: int
) -> tuple[float, list[float]]:
    """Keep the bulk lane full for a while, and request one sentence after another in the interactive lane.

    Returns:
        Source tokens decoded a second, and the seconds of each interactive request.
    """
    chunks = [Chunk(pieces=engine.encode(line)) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    decoding = DecodingOptions(beam_size=beam_size)
    articles = itertools.cycle([chunks[start : start + ARTICLE_CHUNKS] for start in range(0, 200, ARTICLE_CHUNKS)])
    batcher = Batcher(engine, max_batch_tokens=max_batch_tokens, workers=workers)

    def submit_bulk(_: object = None) -> None:
        if time.monotonic() < end_s:
            request = DecodeRequest(chunks=tuple(next(articles)), options=decoding)
            batcher.submit(request, priority=Priority.BULK).add_done_callback(submit_bulk)

    before, started_s = decoded_tokens(), time.monotonic()
    end_s = started_s + seconds
    for _ in range(BULK_ARTICLES):
        submit_bulk()
    answers_s = []
    for chunk in itertools.cycle(chunks):
        if time.monotonic() > end_s:
            break
        asked_s = time.monotonic()
        batcher.submit(DecodeRequest(chunks=(chunk,), options=decoding)).result()
        answers_s.append(time.monotonic() - asked_s)
        time.sleep(0.05)
    batcher.close()
    return (decoded_tokens() - before) / (time.monotonic() - started_s), answers_s


def decoded_tokens() -> float:
    """Return the source tokens decoded so far in this process."""
    return REGISTRY.get_sample_value("mujaz_tokens_total", {"side": "source"}) or 0.0


if __name__ == "__main__":
    main()
