"""Counts hypotheses that change with their neighbours in a batch: `python -m bench.neighbours --hypotheses 3000`.

Chunks of every length are decoded alone and in random batches, with beams of 1, 2 and 4, and with the options of second
tries. Environment variables of the libraries simulate lesser processors; they are read once per process:

    CT2_USE_MKL=0 ONEDNN_MAX_CPU_ISA=AVX2 python -m bench.neighbours    # as a processor with AVX2 that is not Intel's
    MKL_ENABLE_INSTRUCTIONS=AVX2 python -m bench.neighbours             # as one of Intel's

`CT2_FORCE_CPU_ISA=AVX2` changes nothing: ctranslate2's own loops use AVX2 anyway, and the libraries choose for
themselves.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.types import Chunk, DecodingOptions, Hypothesis

SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "sentences_ar.txt"
WAYS = (
    DecodingOptions(beam_size=1),
    DecodingOptions(beam_size=2),
    DecodingOptions(beam_size=4),
    DecodingOptions(beam_size=2, no_repeat_ngram_size=3, repetition_penalty=1.1),
)
_BEGINNINGS = ("The", "In 2021", "On Monday, the government of")
_MIX = 60


def main() -> None:
    """Read the command line and print a row for each way to search."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hypotheses", type=int, default=3000, help="for each compute type, over all ways to search")
    parser.add_argument("--compute-type", nargs="+", default=["int8", "float32"], choices=["int8", "float32"])
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    print("| arithmetic | search | hypotheses | other text | other score | alone, s | mixed, s |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for compute_type in given.compute_type:
        engine = load_translation_engine(Settings(compute_type=compute_type, threads=1))
        for way in WAYS:
            chunks = list(random_chunks(engine, given.hypotheses // len(WAYS), random.Random(given.seed)))
            print(f"| {compute_type} | {way} | {len(chunks)} | {compare(engine, chunks, way)} |", flush=True)
        engine.close()


def random_chunks(engine: TranslationEngine, count: int, rng: random.Random) -> Iterator[Chunk]:
    """Yield whole sentences, token runs of any length across sentences, and some with a target prefix."""
    sentences = [engine.encode(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    stream = tuple(piece for sentence in sentences for piece in sentence)
    for number in range(count):
        pieces = rng.choice(sentences)[: engine.max_source_tokens]
        if number % 2:
            length = rng.randint(1, engine.max_source_tokens)
            start = rng.randrange(len(stream) - length)
            pieces = stream[start : start + length]
        beginning = rng.choice(_BEGINNINGS) if number % 5 == 0 else ""
        yield Chunk(pieces=pieces, prefix=engine.encode_target(beginning))


def compare(engine: TranslationEngine, chunks: list[Chunk], way: DecodingOptions) -> str:
    """Return table cells: hypotheses with another text, and with any difference, and processor seconds of both."""
    started_s = time.process_time()
    alone = [engine.translate([chunk], way)[0] for chunk in chunks]
    between_s = time.process_time()
    mixed: dict[int, Hypothesis] = {}
    order = random.Random(str(way)).sample(range(len(chunks)), len(chunks))
    for start in range(0, len(order), _MIX):
        some = order[start : start + _MIX]
        mixed.update(zip(some, engine.translate([chunks[position] for position in some], way), strict=True))
    ended_s = time.process_time()
    texts = sum(mixed[position].text != hypothesis.text for position, hypothesis in enumerate(alone))
    scores = sum(mixed[position] != hypothesis for position, hypothesis in enumerate(alone))
    return f"{texts} | {scores} | {between_s - started_s:.0f} | {ended_s - between_s:.0f}"


if __name__ == "__main__":
    main()
