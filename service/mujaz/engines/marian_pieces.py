"""The tokenizers of a MarianMT model: SentencePiece, used directly because that is thread-safe and needs no torch."""

from collections.abc import Iterable
from itertools import compress
from pathlib import Path

from mujaz.catalogue.marian_config import END, PAD, UNKNOWN, read_vocabularies
from mujaz.catalogue.tokenizers import SOURCE_FILE, TARGET_FILE, load_tokenizer, producible

SPACE = "\u2581"
"""The first character of a piece that begins a word."""

_MARKS = frozenset({END, PAD, UNKNOWN})


class MarianPieces:
    """Cuts source texts into pieces and joins target pieces into texts.

    Args:
        folder: Holds `source.spm`, `target.spm`, `vocab.json` and, where vocabularies are separate,
            `target_vocab.json`.

    Raises:
        ModelError: One of these files is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        source, target = read_vocabularies(folder)
        self.source_ids = {piece: number for number, piece in enumerate(source)}
        self.target_pieces = target
        self._target_set = frozenset(target)
        self._source = load_tokenizer(folder / SOURCE_FILE)
        self._target = load_tokenizer(folder / TARGET_FILE)

    def encode(self, text: str) -> tuple[str, ...]:
        """Cuts a source text. Text that looks like one of the model's own marks, such as `</s>`, becomes `<unk>`."""
        pieces: list[str] = self._source.encode(text, out_type=str)
        return tuple(UNKNOWN if piece in _MARKS else piece for piece in pieces)

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Cuts a target text; text that the model has no piece for is left out."""
        pieces: list[str] = self._target.encode(text, out_type=str)
        return tuple(piece for piece in pieces if piece in self._target_set and piece not in _MARKS)

    def is_unknown(self, piece: str) -> bool:
        """Whether the model reads this piece as `<unk>`."""
        return piece == UNKNOWN or piece not in self.source_ids

    def foreign_target_pieces(self) -> list[str]:
        """The vocabulary's pieces that no target text has; a converted model lacks them (`catalogue.trimming`)."""
        foreign = [not own for own in producible(self._target, self.target_pieces)]
        return [piece for piece in compress(self.target_pieces, foreign) if piece != PAD]

    def decode(self, pieces: Iterable[str]) -> str:
        """Joins target pieces into a text, without the model's own marks."""
        text: str = self._target.decode_pieces([piece for piece in pieces if piece not in _MARKS])
        return text.replace(SPACE, " ").strip()  # a joint vocabulary has pieces that target.spm does not know
