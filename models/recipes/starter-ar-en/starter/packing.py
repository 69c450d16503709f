"""Training text as numbers: one flat array a side with offsets, small enough to keep in memory or to carry about."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_PIECES = 140
_MIN_PIECES = 2


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Sentences with their translations.

    Args:
        source: All source numbers in one row.
        source_starts: Where each sentence starts; one more than there are sentences.
        target: As `source`, for the target.
        target_starts: As `source_starts`.
        weight: How often to draw each sentence, against one of weight 1.
    """

    source: NDArray[np.uint16]
    source_starts: NDArray[np.int64]
    target: NDArray[np.uint16]
    target_starts: NDArray[np.int64]
    weight: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.weight)

    def pair(self, number: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
        """The numbers of one sentence and of its translation."""
        return (
            self.source[self.source_starts[number] : self.source_starts[number + 1]],
            self.target[self.target_starts[number] : self.target_starts[number + 1]],
        )


def pack(
    sources: Sequence[NDArray[np.uint16]],
    targets: Sequence[NDArray[np.uint16]],
    weights: Sequence[float] | None = None,
) -> Pack:
    """Puts sentences together and leaves out what is too long.

    Args:
        sources: Numbers of source sentences, `</s>` last.
        targets: Numbers of their translations.
        weights: How often to draw each; all alike where there are none.
    """
    kept = [
        number
        for number, (a, b) in enumerate(zip(sources, targets, strict=True))
        if _MIN_PIECES <= len(a) <= MAX_PIECES and _MIN_PIECES <= len(b) <= MAX_PIECES
    ]
    source, source_starts = _flat([sources[number] for number in kept])
    target, target_starts = _flat([targets[number] for number in kept])
    weight = np.ones(len(kept), np.float32) if weights is None else np.asarray(weights, np.float32)[kept]
    return Pack(source=source, source_starts=source_starts, target=target, target_starts=target_starts, weight=weight)


def turned(forward: Pack, numbers: NDArray[np.int64]) -> Pack:
    """Exchanges source and target.

    Args:
        forward: English targets; their numbers mean the same in the source.
        numbers: For each source piece, its number as an Arabic target; -1 where there is none.

    Returns:
        The pairs that can be written with Arabic target pieces.
    """
    target = numbers[forward.source]
    fits = np.minimum.reduceat(target, forward.source_starts[:-1]) >= 0
    lengths = np.diff(forward.target_starts), np.diff(forward.source_starts)
    return Pack(
        source=forward.target[np.repeat(fits, lengths[0])],
        source_starts=_starts(lengths[0][fits]),
        target=target[np.repeat(fits, lengths[1])].astype(np.uint16),
        target_starts=_starts(lengths[1][fits]),
        weight=forward.weight[fits],
    )


def save_pack(pack_: Pack, path: Path) -> None:
    """Writes a pack, replacing the file at once. What source and target share is stored once."""
    lengths = {
        "source_lengths": np.diff(pack_.source_starts).astype(np.uint8),
        "target_lengths": np.diff(pack_.target_starts).astype(np.uint8),
    }
    arrays: dict[str, NDArray[Any]] = {"target": pack_.target, "weight": pack_.weight.astype(np.float16), **lengths}
    if not np.array_equal(pack_.source, pack_.target):
        arrays["source"] = pack_.source
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    part.replace(path)


def load_pack(path: Path) -> Pack:
    """Reads a pack."""
    with np.load(path) as arrays:
        target = arrays["target"]
        source = arrays["source"] if "source" in arrays.files else target
        return Pack(
            source=source,
            source_starts=_starts(arrays["source_lengths"]),
            target=target,
            target_starts=_starts(arrays["target_lengths"]),
            weight=arrays["weight"].astype(np.float32),
        )


def _flat(rows: Sequence[NDArray[np.uint16]]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    flat = np.concatenate(rows) if rows else np.zeros(0, np.uint16)
    return flat, _starts(np.array([len(row) for row in rows], np.int64))


def _starts(lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
