"""The workload of all ways, and ctranslate2, with which they are compared."""

from itertools import chain, cycle, islice
from pathlib import Path

import ctranslate2
import numpy as np

from bench.batch_throughput import articles
from bench.beyond.network import Shape
from bench.beyond.ways import Ids
from mujaz.catalogue.checkpoint import Checkpoint
from mujaz.catalogue.marian_config import END, UNKNOWN
from mujaz.engines.marian_pieces import MarianPieces

Sources = list[list[str]]
_ARTICLES = 8


def sources(folder: Path, shape: Shape) -> Sources:
    """Return tokens of real articles in sentences of equal length, one below `shape` for the end mark.

    Args:
        folder: The folder of the model, whose tokenizer is used.
        shape: The shape of the batch.
    """
    pieces = MarianPieces(folder)
    running = cycle(chain.from_iterable(pieces.encode(body) for body in articles(_ARTICLES)))
    return [list(islice(running, shape.source_pieces - 1)) for _ in range(shape.sentences)]


def source_ids(sentences: Sources, checkpoint: Checkpoint) -> Ids:
    """Return the token ids `[sentences, source pieces]`, including end marks."""
    ids = {piece: number for number, piece in enumerate(checkpoint.source_pieces)}
    rows = [[*(ids.get(piece, ids[UNKNOWN]) for piece in sentence), ids[END]] for sentence in sentences]
    return np.array(rows, dtype=np.int64)


class Ctranslate2:
    """ctranslate2 as the server uses it: int8, one worker with one thread, `translate_batch`.

    Args:
        converted: The folder of a converted model.
        shape: The shape of the batch.
    """

    name = "ctranslate2, int8"

    def __init__(self, converted: Path, shape: Shape) -> None:
        self._shape = shape
        self._translator = ctranslate2.Translator(str(converted), compute_type="int8", inter_threads=1, intra_threads=1)

    def translate(self, sentences: Sources, *, beams: int, length: int) -> list[list[str]]:
        """Return hypotheses of a forced length; the end mark is suppressed."""
        results = self._translator.translate_batch(
            sentences,
            beam_size=beams,
            min_decoding_length=length,
            max_decoding_length=length,
            disable_unk=True,
            return_scores=True,
        )
        return [result.hypotheses[0] for result in results]

    def forced(self, sentences: Sources, checkpoint: Checkpoint) -> tuple[Ids, Ids]:
        """Return the tokens that the others are forced to, `[target pieces, rows]`: before each step, and after it."""
        ids = {piece: number for number, piece in enumerate(checkpoint.target_pieces)}
        hypotheses = self.translate(sentences, beams=1, length=self._shape.target_pieces)
        after = np.array([[ids[piece] for piece in hypothesis] for hypothesis in hypotheses], dtype=np.int64)
        after = np.ascontiguousarray(after.repeat(self._shape.beams, axis=0).T)
        return np.concatenate([np.zeros_like(after[:1]), after[:-1]]), after
