"""The vocabularies: XLM-R's pieces, cut to those that occur, with our own normaliser inside.

There is one for the encoder, which reads both languages, and one for each target language. The encoder's pieces are
the English ones first and then the Arabic ones that are not among them.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray
from sentencepiece.sentencepiece_model_pb2 import ModelProto  # type: ignore[attr-defined]

from starter.e5 import Pretrained
from starter.normaliser import normalising_model

END, UNKNOWN = 0, 1
SOURCE = "source"
LANGUAGES = ("en", "ar")
_SPACE = "\u2581"
_MARKS = ("</s>", "<unk>")
_FIRST_PIECE = 4
_BASE = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,:;!?%$€£()[]{}'\"/-&+=*#@_<>|~^`°" + _SPACE
_ARABIC_BASE = "".join(chr(point) for point in range(0x621, 0x64B) if point != 0x640) + "،؛؟"
_ENGLISH_PIECE = re.compile(rf"[{_SPACE}A-Za-zÀ-ÿ0-9!-/:-@\[-`{{-~°€£]+")
_ARABIC_PIECE = re.compile(rf"{_SPACE}?[\u0621-\u063a\u0641-\u064a،؛؟]+")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """One tokenizer.

    Args:
        processor: Cuts and joins.
        ids: Model number of each of the processor's pieces.
        pieces: Pieces in the order of the model's embedding, `</s>` and `<unk>` first, `<pad>` not counted.
    """

    processor: sentencepiece.SentencePieceProcessor
    ids: NDArray[np.int64]
    pieces: list[str]

    def __len__(self) -> int:
        return len(self.pieces)

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.uint16]]:
        """Gives each text's numbers, `</s>` last."""
        rows = self.processor.encode(list(texts), num_threads=2)
        return [np.append(self.ids[np.asarray(row, np.int64)], END).astype(np.uint16) for row in rows]

    def decode(self, numbers: Sequence[int]) -> str:
        """Joins pieces into a text, marks left out."""
        text: str = self.processor.decode_pieces([self.pieces[n] for n in numbers if UNKNOWN < n < len(self.pieces)])
        return text


def build_vocabularies(
    pretrained: Pretrained, texts: Mapping[str, Sequence[str]], sizes: Mapping[str, int], folder: Path
) -> list[int]:
    """Counts pieces, keeps the most frequent and writes a `.spm` and a `.json` for the source and each language.

    Args:
        pretrained: Gives pieces and scores.
        texts: A sample of each language.
        sizes: How many pieces to keep for each language.
        folder: Where the files go.

    Returns:
        For each source piece, its row in E5's embedding.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {language: _frequent(pretrained, texts[language], language, sizes[language]) for language in LANGUAGES}
    present = set(kept["en"])
    kept[SOURCE] = kept["en"] + [row for row in kept["ar"] if row not in present]
    for name, rows in kept.items():
        model = _cut(pretrained, rows, normalising_model(arabic=name != "en"))
        (folder / f"{name}.spm").write_bytes(model.SerializeToString())
        pieces = [*_MARKS, *(pretrained.pieces[row] for row in rows), "<pad>"]
        table = json.dumps({piece: number for number, piece in enumerate(pieces)}, ensure_ascii=False, indent=0)
        (folder / f"{name}.json").write_text(table, encoding="utf-8")
    return [pretrained.pieces.index(mark) for mark in _MARKS] + kept[SOURCE]


def load_vocabulary(folder: Path, name: str) -> Vocabulary:
    """Reads one of the vocabularies: "source", or a language for its target side."""
    numbers: dict[str, int] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
    pieces = sorted((piece for piece in numbers if piece != "<pad>"), key=numbers.__getitem__)
    places = {piece: place for place, piece in enumerate(pieces)}  # `<pad>`, wherever it stands there, is the last row
    ids = [places.get(processor.id_to_piece(i), UNKNOWN) for i in range(processor.get_piece_size())]
    return Vocabulary(processor=processor, ids=np.array(ids, np.int64), pieces=pieces)


def word_starts(vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Says of each piece whether a word starts with it."""
    return np.array([piece.startswith(_SPACE) for piece in vocabulary.pieces])


def _frequent(pretrained: Pretrained, texts: Sequence[str], language: str, size: int) -> list[int]:
    rows = [row for row in range(_FIRST_PIECE, len(pretrained.pieces)) if _usable(pretrained.pieces[row], language)]
    model = _cut(pretrained, rows, normalising_model(arabic=language == "ar"))
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())
    counts = Counter(number for row in processor.encode(list(texts), num_threads=2) for number in row)
    base = set(_BASE + (_ARABIC_BASE if language == "ar" else ""))
    needed = [row for row in rows if pretrained.pieces[row] in base]
    taken = set(needed)
    common = [rows[n - 3] for n, _ in counts.most_common() if n >= 3 and rows[n - 3] not in taken]
    taken.update(common)
    return (needed + common + [row for row in rows if row not in taken])[:size]


def _usable(piece: str, language: str) -> bool:
    """Whether a language may have a piece. A digit always stands alone: numbers are then copied digit by digit."""
    text = piece.removeprefix(_SPACE)
    if any(character.isdigit() for character in text):
        return len(text) == 1 and text.isascii()
    if language == "ar":
        return piece in _BASE or _ARABIC_PIECE.fullmatch(piece) is not None
    return _ENGLISH_PIECE.fullmatch(piece) is not None


def _cut(pretrained: Pretrained, rows: Sequence[int], normalising: ModelProto) -> ModelProto:
    model = ModelProto()
    model.CopyFrom(normalising)
    del model.pieces[:]
    for piece, kind in (("<unk>", 2), ("<s>", 3), ("</s>", 3)):
        model.pieces.add(piece=piece, score=0.0, type=kind)
    for row in rows:
        model.pieces.add(piece=pretrained.pieces[row], score=float(pretrained.scores[row]), type=1)
    model.trainer_spec.vocab_size = len(model.pieces)
    model.trainer_spec.model_type = 1
    model.trainer_spec.unk_id, model.trainer_spec.bos_id, model.trainer_spec.eos_id = 0, 1, 2
    model.trainer_spec.pad_id = -1
    return model
