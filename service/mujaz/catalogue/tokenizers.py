"""The SentencePiece models of a MarianMT folder, and which pieces of a vocabulary they can produce."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from mujaz.catalogue.marian_config import END, UNKNOWN
from mujaz.errors import ModelError

SOURCE_FILE = "source.spm"
TARGET_FILE = "target.spm"


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """Loads one side's tokenizer.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        return sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; is {path.parent} a complete model folder?") from None
    except RuntimeError:
        raise ModelError(f"{path} is not a SentencePiece model") from None


def producible(tokenizer: sentencepiece.SentencePieceProcessor, pieces: Sequence[str]) -> list[bool]:
    """Says which pieces of a vocabulary a tokenizer can produce, the marks `</s>` and `<unk>` included.

    These are the tokenizer's own pieces, and runs of characters for which it has none: it passes them on unchanged, and
    a joint vocabulary has the most frequent of them. All other pieces come from the other side's tokenizer, and this
    side of the model never saw them in training.

    Args:
        tokenizer: The tokenizer of one side.
        pieces: The vocabulary.

    Returns:
        For each piece, whether the tokenizer can produce it.
    """
    own = {END, UNKNOWN} | {
        tokenizer.id_to_piece(number)
        for number in range(len(tokenizer))
        if not (tokenizer.is_control(number) or tokenizer.is_unknown(number) or tokenizer.is_unused(number))
    }
    cut = tokenizer.encode(list(pieces), out_type=str)
    return [piece in own or piece in parts for piece, parts in zip(pieces, cut, strict=True)]
