"""Removes the pieces of a joint vocabulary that only the other language uses."""

from dataclasses import replace
from itertools import compress
from pathlib import Path

import numpy as np

from mujaz.catalogue.checkpoint import Checkpoint
from mujaz.catalogue.tokenizers import SOURCE_FILE, TARGET_FILE, load_tokenizer, producible


def trimmed(checkpoint: Checkpoint, folder: Path) -> Checkpoint:
    """Keeps the pieces that the tokenizer of each side can produce.

    The decoder computes a score for every target piece in every step, so half as many pieces are half of that work. The
    weights that are kept do not change, even in int8, which has a scale for each row.

    Args:
        checkpoint: A model; one with separate vocabularies usually does not change.
        folder: The folder of `source.spm` and `target.spm`.

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
        source_pieces=list(compress(checkpoint.source_pieces, sources)),
        target_pieces=list(compress(checkpoint.target_pieces, targets)),
        source_embedding=checkpoint.source_embedding[source_rows],
        target_embedding=embedding,
        output_embedding=embedding if tied else checkpoint.output_embedding[target_rows],
        output_bias=checkpoint.output_bias[target_rows],
    )
