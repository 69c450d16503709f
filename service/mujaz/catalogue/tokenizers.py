"""The SentencePiece models of a MarianMT folder, and which pieces of a vocabulary they can give."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from mujaz.catalogue.checkpoint import END, UNKNOWN
from mujaz.errors import ModelError

SOURCE_FILE = "source.spm"
TARGET_FILE = "target.spm"


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """Loads one side's tokenizer.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        return sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; is {path.parent} a complete model folder?") from None
    except RuntimeError:
        raise ModelError(f"{path} is not a SentencePiece model") from None


def producible(tokenizer: sentencepiece.SentencePieceProcessor, pieces: Sequence[str]) -> list[bool]:
    """Says which pieces a tokenizer can cut some text into, the marks `</s>` and `<unk>` included.

    Those are the pieces that it has, and runs of characters that it has no piece for: it hands these on as they are,
    and a joint vocabulary has the commonest of them. All else was learned from the other side's tokenizer; this side of
    the model never saw it in training.

    Args:
        tokenizer: One side's.
        pieces: A vocabulary.

    Returns:
        An answer for each piece.
    """
    own = {END, UNKNOWN} | {
        tokenizer.id_to_piece(number)
        for number in range(len(tokenizer))
        if not (tokenizer.is_control(number) or tokenizer.is_unknown(number) or tokenizer.is_unused(number))
    }
    cut = tokenizer.encode(list(pieces), out_type=str)
    return [piece in own or piece in parts for piece, parts in zip(pieces, cut, strict=True)]
