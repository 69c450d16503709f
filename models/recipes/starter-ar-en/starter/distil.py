"""Sequence-level distillation: what a model says with a wide beam becomes what a student of it learns to say at once.

After Kim and Rush, Sequence-Level Knowledge Distillation, EMNLP 2016: a student of such targets loses little when it
decodes greedily, since the teacher's own outputs vary less than what people write.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from starter.back import Say, is_plausible, joined
from starter.packing import load_pack, pack, save_pack
from starter.pieces import END, SOURCE
from starter.workspace import Workspace

_SLICE = 2000
_BATCH_TOKENS = 2000
_MOST_TOKENS = 200
_Numbers = NDArray[np.uint16]


def teacher(workspace: Workspace, folder: Path, beam_size: int, threads: int) -> Say:
    """Lets an exported model say the best that it finds, on a processor in int8.

    Args:
        workspace: Has the model's vocabularies.
        folder: Of the model.
        beam_size: Of its search.
        threads: Batches translated side by side.
    """
    import ctranslate2  # noqa: PLC0415, needs the server, which a machine that trains may lack

    from mujaz.catalogue.conversion import converted  # noqa: PLC0415
    from mujaz.catalogue.folders import find, verify  # noqa: PLC0415
    from mujaz.config import Settings  # noqa: PLC0415

    settings = Settings.load({"translation_model": str(folder), "cache_dir": workspace.folder / "cache"})
    found = find(settings.translation_model, settings)
    path = converted(found, verify(found), "int8", settings.cache_dir)
    translator = ctranslate2.Translator(str(path), compute_type="int8", inter_threads=threads, intra_threads=1)
    source, target = workspace.vocabulary(SOURCE).pieces, workspace.vocabulary("en").pieces
    numbers = {piece: number for number, piece in enumerate(target)}

    def say(rows: Sequence[_Numbers], _: int) -> list[list[int]]:
        said = translator.translate_batch(
            [[source[number] for number in row if number != END] for row in rows],
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=beam_size,
            disable_unk=True,
            max_decoding_length=_MOST_TOKENS,
        )
        return [[numbers[piece] for piece in one.hypotheses[0]] for one in said]

    return say


def distil(workspace: Workspace, say: Say, packs: Mapping[str, int], name: str) -> None:
    """Translates sources of packs slice by slice; a slice that is done is not done again.

    Args:
        workspace: Holds the packs; gets a new one.
        say: The teacher.
        packs: How many sentences to draw of each pack, by their weights.
        name: Of the new pack.
    """
    drawn = _drawn(workspace, packs)
    parts = []
    for start in range(0, len(drawn), _SLICE):
        part = workspace.folder / "data" / f"{name}-{start:07}.part.npz"
        parts.append(part)
        if part.exists():
            continue
        rows = drawn[start : start + _SLICE]
        kept = [
            (row, np.array([*numbers, END], np.uint16))
            for row, numbers in zip(rows, say(rows, start), strict=True)
            if is_plausible(row.tolist(), numbers)
        ]
        save_pack(pack([row for row, _ in kept], [numbers for _, numbers in kept]), part)
        print(f"{name}: {start + len(rows)} of {len(drawn)} sentences", flush=True)
    save_pack(joined(parts), workspace.pack_path(name))


def _drawn(workspace: Workspace, packs: Mapping[str, int]) -> list[_Numbers]:
    """Sources of several packs, mixed; always the same ones."""
    chance = np.random.default_rng(11)
    rows = []
    for name, count in packs.items():
        whole = load_pack(workspace.pack_path(name))
        shares = whole.weight / whole.weight.sum(dtype=np.float64)
        chosen = chance.choice(len(whole), min(count, len(whole)), replace=False, p=shares)
        rows += [whole.pair(int(number))[0] for number in chosen]
    return [rows[number] for number in chance.permutation(len(rows))]
