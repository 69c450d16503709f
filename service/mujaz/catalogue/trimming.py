"""Leaves out what a joint vocabulary holds for the other side only."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path

import numpy as np

from mujaz.catalogue.checkpoint import Checkpoint
from mujaz.catalogue.tokenizers import SOURCE_FILE, TARGET_FILE, load_tokenizer, producible


def trimmed(checkpoint: Checkpoint, folder: Path) -> Checkpoint:
    """Keeps the pieces that each side's own tokenizer can produce.

    The decoder computes a score for every target piece in every step, so half the pieces are half of that work. What
    is kept keeps its numbers: int8 has a scale for each row, so no other row changes.

    Args:
        checkpoint: A model; one with separate vocabularies usually comes back as it is.
        folder: Holds `source.spm` and `target.spm`.

    Raises:
        ModelError: A tokenizer is missing or damaged.
    """
    sources = producible(load_tokenizer(folder / SOURCE_FILE), checkpoint.source_pieces)
    targets = producible(load_tokenizer(folder / TARGET_FILE), checkpoint.target_pieces)
    source_rows, target_rows = np.flatnonzero(sources), np.flatnonzero(targets)
    embedding = checkpoint.target_embedding[target_rows]
    tied = checkpoint.output_embedding is checkpoint.target_embedding
    return replace(
        checkpoint,
        source_pieces=_kept(checkpoint.source_pieces, sources),
        target_pieces=_kept(checkpoint.target_pieces, targets),
        source_embedding=checkpoint.source_embedding[source_rows],
        target_embedding=embedding,
        output_embedding=embedding if tied else checkpoint.output_embedding[target_rows],
        output_bias=checkpoint.output_bias[target_rows],
    )


def _kept(pieces: Sequence[str], keep: Sequence[bool]) -> list[str]:
    return list(compress(pieces, keep))
