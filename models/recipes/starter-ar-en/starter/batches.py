"""Batches of similar lengths, drawn from weighted packs. The same seed and cursor give the same batches."""

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from starter.packing import MAX_PIECES, Pack
from starter.pieces import UNKNOWN

_DROPPED_WORDS = 0.2
_SHUFFLE_REACH = 3.0
_IGNORED = -1
_JOINED = 0.15  # share of pairs that get a second one behind them
_UNMARKED = 0.5  # share of made sources that lose their mark: at work no source has one
_Numbers = NDArray[np.uint16]
_Row = tuple[_Numbers, _Numbers, bool]


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A place in the endless row of batches."""

    pool: int = 0
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Numbers of some sentences, padded.

    Args:
        source: [sentences, length], `<pad>` behind each.
        target_in: [sentences, length], what the decoder sees.
        target_out: [sentences, length], what it is to say; -1 does not count.
        foreign: [sentences], whether the source is in the target language.
        cursor: Where the batch after this one is.
    """

    source: NDArray[np.int32]
    target_in: NDArray[np.int32]
    target_out: NDArray[np.int32]
    foreign: NDArray[np.bool_]
    cursor: Cursor


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """What to draw from.

    Args:
        packs: By name.
        shares: Share of sentences from each pack, summing to 1.
        noised: Names of packs whose source is the target itself, to be noised.
        starts: For each piece, whether it starts a word.
        pads: Numbers of `<pad>` in source and target.
        max_tokens: Padded tokens of a batch, counted on its longer side.
        pool: Sentences that are drawn and sorted together.
        seed: Of all choices.
    """

    packs: Mapping[str, Pack]
    shares: Mapping[str, float]
    noised: frozenset[str]
    starts: NDArray[np.bool_]
    pads: tuple[int, int]
    max_tokens: int
    pool: int = 12_000
    seed: int = 0

    @cached_property
    def cumulated(self) -> dict[str, NDArray[np.float64]]:
        """Summed weights of each pack, to draw from."""
        return {name: pack.weight.cumsum(dtype=np.float64) for name, pack in self.packs.items()}


def batches(mixture: Mixture, cursor: Cursor, workers: int = 0) -> Iterator[Batch]:
    """Gives batches without end, from the cursor on.

    Args:
        mixture: What to draw.
        cursor: Where to start.
        workers: Processes that draw pools ahead of need. A processor that trains needs none; a GPU takes a pool in a
            second or two. Batches are the same for any number.
    """
    for number, pool in _pools(mixture, cursor.pool, workers):
        first = cursor.position if number == cursor.pool else 0
        yield from pool[first:]


def _pools(mixture: Mixture, first: int, workers: int) -> Iterator[tuple[int, list[Batch]]]:
    if not workers:
        for number in itertools.count(first):
            yield number, _pool(mixture, number)
    executor = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _adopt, (mixture,))
    try:
        ahead = deque(executor.submit(_adopted_pool, first + number) for number in range(workers + 1))
        for number in itertools.count(first):
            ahead.append(executor.submit(_adopted_pool, number + workers + 1))
            yield number, ahead.popleft().result()
    finally:
        executor.shutdown(cancel_futures=True)


_adopted: list[Mixture] = []  # a worker's own mixture, which it gets once and not with every pool


def _adopt(mixture: Mixture) -> None:
    _adopted[:] = [mixture]


def _adopted_pool(number: int) -> list[Batch]:
    return _pool(_adopted[0], number)


def _pool(mixture: Mixture, number: int) -> list[Batch]:
    rng = np.random.default_rng([mixture.seed, number])
    rows = _draw(mixture, rng)
    groups = _groups([_length(row)[0] for row in rows], mixture.max_tokens)
    order = rng.permutation(len(groups))
    return [
        _padded([rows[row] for row in groups[group]], mixture.pads, Cursor(pool=number, position=place + 1))
        for place, group in enumerate(order)
    ]


def split(batch: Batch, parts: int) -> list[Batch]:
    """Cuts a batch into at most that many, each with about as many sentences."""
    bounds = np.unique(np.linspace(0, len(batch.foreign), parts + 1).astype(int))
    return [
        Batch(
            source=batch.source[a:b],
            target_in=batch.target_in[a:b],
            target_out=batch.target_out[a:b],
            foreign=batch.foreign[a:b],
            cursor=batch.cursor,
        )
        for a, b in itertools.pairwise(bounds)
    ]


def noise(numbers: NDArray[np.uint16], starts: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.uint16]:
    """Drops words of a sentence and moves the rest about a little; `</s>` stays last."""
    words = np.cumsum(starts[numbers[:-1]])
    count = int(words[-1]) + 1
    place = np.arange(count) + rng.random(count) * _SHUFFLE_REACH
    kept = rng.random(count) > _DROPPED_WORDS
    body = numbers[:-1][np.argsort(place[words], kind="stable")]
    words = np.sort(place[words], kind="stable")
    body = body[kept[np.searchsorted(np.sort(place), words)]]
    return np.append(body, numbers[-1])


def _draw(mixture: Mixture, rng: np.random.Generator) -> list[_Row]:
    rows: list[_Row] = []
    for name, share in mixture.shares.items():
        pack = mixture.packs[name]
        noised = name in mixture.noised
        cumulated = mixture.cumulated[name]
        drawn = np.searchsorted(cumulated, rng.random(round(mixture.pool * share)) * cumulated[-1])
        chances = rng.random((len(drawn), 2)) < (_JOINED, _UNMARKED)
        for number, (joined, unmarked) in zip(drawn, chances, strict=True):
            source, target = pack.pair(number)
            if unmarked and source[0] == UNKNOWN:
                source = source[1:]
            if joined:
                source, target = _join((source, target), pack.pair(rng.choice(drawn)))
            rows.append((noise(source, mixture.starts, rng) if noised else source, target, noised))
    return sorted(rows, key=_length)


def _join(first: tuple[_Numbers, _Numbers], second: tuple[_Numbers, _Numbers]) -> tuple[_Numbers, _Numbers]:
    """Two pairs in one, where that is not too long: what follows a full stop must be translated, too."""
    if max(len(a) + len(b) for a, b in zip(first, second, strict=True)) > MAX_PIECES:
        return first
    start = int(second[0][0] == UNKNOWN)  # the mark of a source that was made stands at the front only
    return np.append(first[0][:-1], second[0][start:]), np.append(first[1][:-1], second[1])


def _length(row: _Row) -> tuple[int, int]:
    return max(len(row[0]), len(row[1])), len(row[1])


def _groups(lengths: list[int], max_tokens: int) -> list[list[int]]:
    groups: list[list[int]] = []
    current: list[int] = []
    for number, length in enumerate(lengths):  # lengths rise, so the last decides
        if current and length * (len(current) + 1) > max_tokens:
            groups.append(current)
            current = []
        current.append(number)
    return [*groups, current] if current else groups


def _padded(rows: list[_Row], pads: tuple[int, int], cursor: Cursor) -> Batch:
    longest = [-(-max(lengths) // 8) * 8 for lengths in zip(*((len(a), len(b)) for a, b, _ in rows), strict=True)]
    source = np.full((len(rows), longest[0]), pads[0], np.int32)
    target_in = np.full((len(rows), longest[1]), pads[1], np.int32)
    target_out = np.full((len(rows), longest[1]), _IGNORED, np.int32)
    for number, (a, b, _) in enumerate(rows):
        source[number, : len(a)] = a
        target_in[number, 1 : len(b)] = b[:-1]
        target_out[number, : len(b)] = b
    foreign = np.array([row[2] for row in rows])
    return Batch(source=source, target_in=target_in, target_out=target_out, foreign=foreign, cursor=cursor)
