"""Back-translation: English sentences get Arabic sources from a model that was trained the other way round."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from starter.decode import translate
from starter.model import Translator
from starter.packing import Pack, load_pack, pack, save_pack
from starter.pieces import END
from starter.workspace import ROUGH_MARK, Workspace

_RATIO = (0.4, 2.2)  # target pieces to source pieces; FLORES dev lies between 0.5 and 1.9


def back_translate(
    workspace: Workspace, reverse: Translator, sentences: int, slice_: int, max_tokens: int, choices: int
) -> Pack:
    """Translates the English sentences of the workspace, slice by slice; a slice that is done is not done again.

    Args:
        workspace: Holds the pack "mono-en"; gets the pack "back".
        reverse: Translates English into Arabic.
        sentences: How many, from the first.
        slice_: Sentences to translate between two saves.
        max_tokens: Padded source tokens of a batch.
        choices: As in `translate`.

    Returns:
        Pairs of a marked Arabic sentence that was made and an English one that was written.
    """
    english = load_pack(workspace.pack_path("mono-en"))
    rows = workspace.target_rows("ar")
    slices = []
    for start in range(0, min(sentences, len(english)), slice_):
        path = workspace.folder / "data" / f"back-{choices}-{start:07}.npz"
        if not path.exists():
            targets = [english.pair(n)[1] for n in range(start, min(start + slice_, sentences, len(english)))]
            said = translate(reverse, targets, max_tokens, choices, seed=start)
            save_pack(_pairs(said, targets, rows), path)
            print(f"back-translated {start + len(targets)} sentences", flush=True)
        slices.append(path)
    made = joined(slices)
    save_pack(made, workspace.pack_path("back"))
    for path in slices:
        path.unlink()
    return made


def joined(paths: Sequence[Path]) -> Pack:
    """Puts packs together."""
    packs = [load_pack(path) for path in paths]
    pairs = [one.pair(number) for one in packs for number in range(len(one))]
    return pack([source for source, _ in pairs], [target for _, target in pairs])


def is_plausible(source: Sequence[int], target: Sequence[int]) -> bool:
    """Whether a translation may serve as training text: neither too short nor too long, and not going in circles."""
    if not _RATIO[0] <= (len(target) + 2) / (len(source) + 2) <= _RATIO[1]:
        return False
    triples = [tuple(target[at : at + 3]) for at in range(len(target) - 2)]
    return len(triples) - len(set(triples)) <= len(triples) // 5


def _pairs(said: Sequence[Sequence[int]], targets: Sequence[NDArray[np.uint16]], rows: NDArray[np.int64]) -> Pack:
    kept = [(row, target) for row, target in zip(said, targets, strict=True) if is_plausible(target.tolist(), row)]
    sources = [np.array([ROUGH_MARK, *rows[np.array(row, np.int64)], END], np.uint16) for row, _ in kept]
    return pack(sources, [target for _, target in kept])
