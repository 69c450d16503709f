"""Compares ctranslate2 with other libraries on the same weights: `python -m bench.beyond [--model FOLDER | --opus]`.

The workload is a batch of 32 sentences of 32 tokens, with four beams and hypotheses forced to 32 tokens, on one thread,
like one worker. Times are processor seconds, so that other work on the machine changes them little. Every round runs
each way once, and ratios are taken within a round. Nothing is padded and all shapes are fixed, which favours the other
libraries; ctranslate2 takes any shape, and its `steps` include its search. The `steps` of the others are the network
alone. `search`, measured separately in torch, is what a beam search adds, and `search free` is how many times as fast
they would be if it cost nothing. `agrees` is the share of ctranslate2's own greedy tokens that a way also ranks first,
given the tokens before them.

It needs an environment of its own that includes the project's:

    python -m venv /tmp/beyond
    realpath .venv/lib/python3*/site-packages > "$(echo /tmp/beyond/lib/python3*/site-packages)/mujaz.pth"
    /tmp/beyond/bin/pip install -r bench/beyond-requirements.txt
    PYTHONPATH=service /tmp/beyond/bin/python -m bench.beyond
"""

import argparse
import os

os.environ.update({"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})  # before anything reads them

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from bench.beyond import exported
from bench.beyond.network import Shape
from bench.beyond.ways import Ids, Search, Torch, Way, cache_shape
from bench.beyond.workload import Ctranslate2, Sources, source_ids, sources
from bench.compare.workload import opus_geometry
from mujaz.catalogue.checkpoint import Checkpoint, read_checkpoint
from mujaz.catalogue.entries import models_root
from mujaz.catalogue.marian_config import END, UNKNOWN
from mujaz.catalogue.to_ctranslate2 import convert
from mujaz.catalogue.trimming import trimmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The processor seconds of a way in one round."""

    encoder: float
    steps: float
    search: float = 0.0

    @property
    def network(self) -> float:
        """The seconds without the search that was measured separately."""
        return self.encoder + self.steps

    @property
    def total(self) -> float:
        """The seconds of the whole decoding."""
        return self.network + self.search


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=models_root() / "starter-ar-en", help="folder of the model")
    parser.add_argument("--opus", action="store_true", help="use opus-mt-ar-en's geometry with random weights instead")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = opus_geometry(Path(scratch) / "opus").folder if options.opus else options.model
        compare(folder, Path(scratch), options.rounds)


def compare(folder: Path, scratch: Path, rounds: int) -> None:
    """Measure and print.

    Args:
        folder: The folder of the model.
        scratch: A folder for files.
        rounds: The number of rounds.
    """
    shape, checkpoint = Shape(), trimmed(read_checkpoint(folder), folder)
    (scratch / "converted").mkdir()
    convert(folder, scratch / "converted", "int8")
    base, sentences = Ctranslate2(scratch / "converted", shape), sources(folder, shape)
    before, after = base.forced(sentences, checkpoint)
    ids = source_ids(sentences, checkpoint)
    ways = list(all_ways(checkpoint, shape, scratch, ids, before))
    search = Search(checkpoint, shape, dtype=torch.bfloat16)
    agreement = [agrees(way, checkpoint, ids, before, after) for way in ways]  # this also warms up each way
    columns: list[list[Times]] = []
    for _ in range(rounds):
        search_s = cpu_seconds(lambda: [search.step(position) for position in range(len(before))])
        columns.append([base_times(base, sentences, shape), *(times(way, ids, before, search_s) for way in ways)])
    print_table([base.name, *(way.name for way in ways)], columns, agreement)


def print_table(names: list[str], columns: list[list[Times]], agreement: list[float]) -> None:
    """Print the medians of seconds and of ratios.

    Args:
        names: The names of ctranslate2 and of the other ways.
        columns: For each round, the times of each of them.
        agreement: The agreement of each of the other ways with ctranslate2.
    """
    shown = ("encoder", "steps", "search", "total")
    heads = (*shown, "times as fast", "search free", "agrees")
    print(f"{'':<28}" + "".join(f"{head:>{max(len(head) + 2, 9)}}" for head in heads))
    for number, name in enumerate(names):
        row = [column[number] for column in columns]
        seconds = [statistics.median(getattr(one, what) for one in row) for what in shown]
        fast = statistics.median(column[0].total / column[number].total for column in columns)
        free = statistics.median(column[0].total / column[number].network for column in columns)
        cells = "".join(f"{one:>9.3f}" for one in seconds) + f"{fast:>15.2f}{free:>13.2f}"
        print(f"{name:<28}{cells}" + (f"{agreement[number - 1]:>9.3f}" if number else ""))


def all_ways(checkpoint: Checkpoint, shape: Shape, scratch: Path, ids: Ids, before: Ids) -> Iterator[Way]:
    """Yield every way that is compared with ctranslate2."""
    cache = cache_shape(checkpoint, shape)
    yield Torch(checkpoint, shape, dtype=torch.float32)
    yield Torch(checkpoint, shape, dtype=torch.bfloat16)
    yield Torch(checkpoint, shape, dtype=torch.bfloat16, compiled=True)
    exported.export(checkpoint, shape, scratch)
    yield exported.onnx_runtime(cache, scratch, int8=False)
    yield exported.onnx_runtime(cache, scratch, int8=True)
    yield exported.openvino_float(cache, scratch, precision="bf16")
    yield exported.openvino_int8_weights(cache, scratch)
    yield exported.openvino_int8(cache, scratch, ids, before)


def agrees(way: Way, checkpoint: Checkpoint, ids: Ids, before: Ids, after: Ids) -> float:
    """Return the share of ctranslate2's tokens that a way also ranks first among those allowed to ctranslate2."""
    barred = [checkpoint.target_pieces.index(piece) for piece in (END, UNKNOWN)]
    way.encode(ids)
    same = 0.0
    for position, tokens in enumerate(before):
        scores = torch.as_tensor(way.step(tokens, position)).float().clone()
        scores[:, barred] = -torch.inf
        same += float((scores.argmax(-1).numpy() == after[position]).mean())
    return same / len(before)


def base_times(base: Ctranslate2, sentences: Sources, shape: Shape) -> Times:
    """Measure a round of ctranslate2.

    It cannot run its encoder alone, so the encoder's time is that of a translation of one step minus a step.
    """
    beams, length = shape.beams, shape.target_pieces
    one = cpu_seconds(lambda: base.translate(sentences, beams=beams, length=1))
    whole = cpu_seconds(lambda: base.translate(sentences, beams=beams, length=length))
    step = (whole - one) / (length - 1)
    return Times(encoder=one - step, steps=step * length)


def times(way: Way, ids: Ids, before: Ids, search: float) -> Times:
    """Measure a round of a way."""
    encoder = cpu_seconds(lambda: way.encode(ids))
    steps = cpu_seconds(lambda: [way.step(tokens, position) for position, tokens in enumerate(before)])
    return Times(encoder=encoder, steps=steps, search=search)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that work takes in all threads of this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
