"""Reads the configuration and vocabularies of a MarianMT model in the Hugging Face layout, which each start needs."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from mujaz.catalogue.folders import read_json
from mujaz.errors import ModelError

PAD = "<pad>"
UNKNOWN = "<unk>"
END = "</s>"
_Positive = Annotated[int, Field(gt=0)]


class MarianConfig(BaseModel):
    """The part of a MarianMT model's `config.json` that Mujaz relies on, with the defaults of transformers.

    Fields of type `Literal` list the values that `MarianMTModel` supports; it would silently ignore others.
    """

    model_type: Literal["marian"]
    d_model: _Positive = 1024
    encoder_layers: _Positive = 12
    decoder_layers: _Positive = 12
    encoder_attention_heads: _Positive = 16
    decoder_attention_heads: _Positive = 16
    activation_function: Literal["relu", "gelu", "gelu_new", "swish", "silu"] = "gelu"
    max_position_embeddings: _Positive = 1024
    scale_embedding: bool = False
    tie_word_embeddings: bool = True
    normalize_before: Literal[False] = False
    normalize_embedding: Literal[False] = False
    add_final_layer_norm: Literal[False] = False
    static_position_embeddings: Literal[True] = True


def read_config(folder: Path) -> MarianConfig:
    """Reads and checks `config.json`.

    Raises:
        ModelError: The file is missing or not JSON, or the model is not a MarianMT model that Mujaz can run.
    """
    path = folder / "config.json"
    raw = read_json(path)
    try:
        return MarianConfig.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise ModelError(
            f"{path}: {name} = {raw.get(name)!r} is not supported ({first['msg']}); "
            "Mujaz translates with MarianMT models"
        ) from None


def read_vocabularies(folder: Path) -> tuple[list[str], list[str]]:
    """Reads the source and the target vocabulary, pieces in the order of their ids, `<pad>` included.

    Where there is no `target_vocab.json`, both are the one joint vocabulary.

    Raises:
        ModelError: A file is missing or not JSON, or the ids are not 0, 1, 2 and so on.
    """
    source = _read_vocabulary(folder / "vocab.json")
    target_path = folder / "target_vocab.json"
    return source, _read_vocabulary(target_path) if target_path.is_file() else source


def _read_vocabulary(path: Path) -> list[str]:
    ids = read_json(path)
    by_id = {number: piece for piece, number in ids.items() if type(number) is int}  # not bool
    try:
        pieces = [by_id[number] for number in range(len(ids))]
    except KeyError:
        raise ModelError(f"{path}: the ids are not 0 to {len(ids) - 1}") from None
    if UNKNOWN not in ids or END not in ids:
        raise ModelError(f"{path}: {UNKNOWN} or {END} is missing")
    return pieces
