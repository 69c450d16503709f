"""Measures how ctranslate2 best uses the processor: `python -m bench.threads [--model FOLDER]`.

The variants differ in threads (workers times threads of each), matrix library and compute type. Each runs in a process
of its own, because ctranslate2 decides most of this when it loads. Every round runs all variants, and ratios are taken
within a round. `engine` is Mujaz's engine on batches of 1,024 tokens, without padding where that may change a word;
`alone` is `translate_batch` on everything. Run it on an otherwise idle machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.batch_throughput import articles
from mujaz.catalogue.conversion import converted
from mujaz.catalogue.folders import find, fingerprint
from mujaz.config import Settings
from mujaz.engines.load import load_translation_engine
from mujaz.pipeline.prepare import prepare
from mujaz.types import Chunk, DecodingOptions

_BATCH_TOKENS = 1024
_BEAMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way of running the model."""

    workers: int = 2
    threads: int = 1
    mkl: str = "1"
    compute_type: str = "int8"

    def __str__(self) -> str:
        library = {"1": "MKL", "0": "oneDNN"}[self.mkl]
        return f"{self.workers} workers of {self.threads} threads, {library}, {self.compute_type}"


VARIANTS = (
    Variant(),
    Variant(mkl="0"),
    Variant(workers=1, threads=2),
    Variant(workers=1, threads=2, mkl="0"),
    Variant(compute_type="float32"),
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="starter-ar-en", help="name in the catalogue, or a folder")
    parser.add_argument("--articles", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(Variant(**json.loads(options.child)), options.model, options.articles)))
        return
    rounds = [[run(variant, options) for variant in VARIANTS] for _ in range(options.rounds)]
    print(f"{'':<46}{'alone s':>9}{'ratio':>7}{'engine s':>10}{'ratio':>7}{'load s':>8}   (ratios: times as fast)")
    for number, variant in enumerate(VARIANTS):
        cells = []
        for what in ("alone", "engine"):
            times_s = [one[number][what] for one in rounds]
            ratio = statistics.median(one[0][what] / one[number][what] for one in rounds)
            cells.append((statistics.median(times_s), ratio))
        load_s = statistics.median(one[number]["load"] for one in rounds)
        (alone_s, alone), (engine_s, engine) = cells
        print(f"{variant!s:<46}{alone_s:>9.2f}{alone:>7.2f}{engine_s:>10.2f}{engine:>7.2f}{load_s:>8.2f}")


def run(variant: Variant, options: argparse.Namespace) -> dict[str, float]:
    """Measure a variant in a process of its own."""
    command = [sys.executable, "-m", "bench.threads", "--child", json.dumps(asdict(variant))]
    command += ["--model", options.model, "--articles", str(options.articles)]
    environment = {**os.environ, "CT2_USE_MKL": variant.mkl}
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    times: dict[str, float] = json.loads(output)
    return times


def measure(variant: Variant, model: str, count: int) -> dict[str, float]:
    """Return the seconds for loading, for everything at once, and for the engine's batches."""
    import ctranslate2  # noqa: PLC0415 - reads the environment when it loads

    engine = load_translation_engine(Settings(translation_model=model, threads=variant.workers))
    started_s = time.perf_counter()
    translator = ctranslate2.Translator(
        str(converted_folder(model)),
        compute_type=variant.compute_type,
        inter_threads=variant.workers,
        intra_threads=variant.threads,
    )
    load_s = time.perf_counter() - started_s
    engine._translator.unload_model()
    engine._translator = translator
    chunks = [chunk for body in articles(count) for prepared in prepare(body, engine) for chunk in prepared.chunks]
    longest = 2 * max(len(chunk.pieces) for chunk in chunks)
    sources = [list(chunk.pieces) for chunk in chunks]
    engine.translate(chunks[:4], DecodingOptions(beam_size=_BEAMS))
    started_s = time.perf_counter()
    translator.translate_batch(
        sources, beam_size=_BEAMS, max_batch_size=_BATCH_TOKENS, batch_type="tokens", max_decoding_length=longest,
        disable_unk=True, return_scores=True,
    )  # fmt: skip
    alone_s = time.perf_counter() - started_s
    started_s = time.perf_counter()
    for batch in batches(chunks):
        engine.translate(batch, DecodingOptions(beam_size=_BEAMS))
    return {"load": load_s, "alone": alone_s, "engine": time.perf_counter() - started_s}


def converted_folder(model: str) -> Path:
    """Return the folder of a model's int8 conversion, which `load_translation_engine` has made."""
    settings = Settings(translation_model=model)
    folder = find(model, settings)
    return converted(folder, fingerprint(folder), "int8", settings.cache_dir)


def batches(chunks: list[Chunk]) -> Iterator[list[Chunk]]:
    """Yield chunks in order, as many as fill a batch for each of two workers."""
    batch: list[Chunk] = []
    for chunk in chunks:
        if sum(len(one.pieces) for one in batch) + len(chunk.pieces) > 2 * _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(chunk)
    yield batch


if __name__ == "__main__":
    main()
