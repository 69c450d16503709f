"""Weights and workspaces made small, for machines that files reach only in small parts.

Eight bits in blocks of 32 with a float16 scale each keep E5's own 4-bit weights as they are, up to rounding, and change
trained ones by half a percent or so: enough to go on training from. Sixteen bits are for handing a model over.
"""

import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

_BLOCK = 32


def save_weights(weights: Mapping[str, Tensor], path: Path, bits: int) -> None:
    """Writes weights as `.npz`.

    Args:
        weights: By name.
        path: File to replace.
        bits: 16 for float16, 8 for blocks.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for name, tensor in weights.items():
        values = tensor.detach().float().cpu()
        if values.dim() == 1:
            arrays[name] = values.numpy()
        elif bits == 16:
            arrays[f"{name}|16"] = values.half().numpy()
        else:
            blocks = values.reshape(-1, _BLOCK)
            scale = (blocks.abs().amax(1, keepdim=True) / 127).clamp(min=1e-7).half()
            arrays[f"{name}|8"] = (
                (blocks / scale.float()).round().clamp(-127, 127).to(torch.int8).view(values.shape).numpy()
            )
            arrays[f"{name}|scale"] = scale.numpy()
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    part.replace(path)


def load_weights(path: Path) -> dict[str, Tensor]:
    """Reads what `save_weights` wrote, as float32."""
    weights = {}
    with np.load(path) as arrays:
        for key in arrays.files:
            name, _, kind = key.partition("|")
            values = torch.from_numpy(arrays[key])
            if kind == "8":
                scale = torch.from_numpy(arrays[f"{name}|scale"]).float()
                values = (values.reshape(-1, _BLOCK).float() * scale).view(values.shape)
            if kind != "scale":
                weights[name] = values.float()
    return weights


def bundle(folder: Path, paths: Iterable[Path], out: Path, part_bytes: int, *, compressed: bool) -> list[Path]:
    """Packs files into an archive and cuts it into parts.

    Args:
        folder: What the paths in the archive are relative to.
        paths: Files and folders inside it.
        out: Folder for `part-000` and so on; parts of an earlier bundle there are removed.
        part_bytes: Most bytes of a part.
        compressed: Whether to compress: packs lose a third of their size, weights nothing but time.

    Returns:
        The parts, in order.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("part-*"):
        old.unlink()
    whole = out / "whole.tar"
    with tarfile.open(whole, "w:xz" if compressed else "w") as archive:
        for path in paths:
            archive.add(path, path.relative_to(folder))
    parts: list[Path] = []
    with whole.open("rb") as file:
        while content := file.read(part_bytes):
            parts.append(out / f"part-{len(parts):03}")
            parts[-1].write_bytes(content)
    whole.unlink()
    return parts


def unbundle(parts: Path, folder: Path) -> None:
    """Puts the parts of a bundle together again and unpacks them into a folder, over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.tar"
    with whole.open("wb") as file:
        for part in sorted(parts.glob("part-*")):
            file.write(part.read_bytes())
    with tarfile.open(whole, "r:*") as archive:
        # Python before 3.11.4 has no filters, and takes no argument for one.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(folder)
    whole.unlink()
