"""Back-translation: sentences written in one language get sources from a model that was trained the other way round."""

import math
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from starter.decode import translate
from starter.export import is_exported, named_model
from starter.packing import Pack, load_pack, pack, save_pack
from starter.pieces import END, SOURCE, Vocabulary
from starter.workspace import ROUGH_MARK, Workspace

_RATIO = (0.4, 2.2)  # target pieces to source pieces; FLORES dev lies between 0.5 and 1.9
_BARE_EVERY = 8  # every so many Arabic sources lose the hamzas of their alefs, as newspapers often leave them out
_UNFINISHED = 0.01
_Numbers = NDArray[np.int64]
Say = Callable[[Sequence[NDArray[np.uint16]], int], Sequence[Sequence[int]]]
"""Translates: source numbers of sentences, `</s>` last, and a seed give target numbers, without `</s>`."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """How a model searches for translations.

    Args:
        device: "cpu", where an exported model is served and the rest does not hold, or "cuda".
        max_tokens: Padded source tokens of a batch.
        choices: As in `translate`.
    """

    device: str
    max_tokens: int
    choices: int


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What to back-translate, and how.

    Args:
        to: Language of the written sentences, "en" or "ar"; the model translates out of it.
        name: Of the pack to make. One for a model into Arabic ends in "-ar".
        sentences: How many of the pack "mono-en" or "mono-ar", from the first.
        slice: Sentences to translate between two saves.
        seconds: Time after which what there is must do; 0 for no limit.
        session_seconds: Time after which to stop, so that the next call goes on.
        workers: Processes that sort out what the model said, beside it.
    """

    to: str
    name: str
    sentences: int
    slice: int
    seconds: float = 0.0
    session_seconds: float = math.inf
    workers: int = 1


def speaker(workspace: Workspace, base: Path, name: str, to: str, search: Search) -> Say:
    """Lets a model translate written sentences.

    Args:
        workspace: Gives the vocabularies and the runs.
        base: What the path of an exported model is relative to.
        name: Of a run, or of the folder of an exported model.
        to: Language of the written sentences; the model translates out of it.
        search: How to search.
    """
    made = "ar" if to == "en" else "en"
    if search.device == "cpu" and is_exported(base / name):
        return _served(workspace, base / name, made)
    model = named_model(workspace, base, name, made, search.device)
    return lambda rows, seed: translate(model, rows, search.max_tokens, search.choices, seed, _UNFINISHED)


def _served(workspace: Workspace, folder: Path, to: str) -> Say:
    """On a processor the fast way for an exported model: the engine that serves, greedily in int8."""
    from starter.evaluate import translate_with  # noqa: PLC0415, needs the server, which a machine that trains may lack

    source, target = workspace.vocabulary(SOURCE), workspace.vocabulary(to)  # the model may have others

    def say(rows: Sequence[NDArray[np.uint16]], _: int) -> list[list[int]]:
        texts = [source.decode(row.tolist()) for row in rows]
        said = translate_with(str(folder), "int8", 1, texts, workspace.folder / "cache")
        return [row[:-1].tolist() for row in target.encode(said)]

    return say


def back_translate(workspace: Workspace, say: Say, how: Translation) -> bool:
    """Translates slice by slice; a slice that is done is not done again.

    Args:
        workspace: Holds the written sentences; gets the pack of pairs: a marked sentence that was made and one that
            was written.
        say: Translates out of the written language: see `speaker`.
        how: What to translate.

    Returns:
        Whether the pack is whole.
    """
    written = load_pack(workspace.pack_path(f"mono-{how.to}"))
    kept = BackTranslations(workspace, how.to)
    count = min(how.sentences, len(written))
    started = time.monotonic()
    parts = {
        start: workspace.folder / "data" / f"{how.name}-{start:07}.part.npz" for start in range(0, count, how.slice)
    }
    with ProcessPoolExecutor(how.workers, get_context("fork"), _adopt, (kept,)) as pool:
        waiting: list[Future[None]] = []
        for start, path in parts.items():
            if path.exists():
                continue
            if time.monotonic() - started > how.session_seconds:
                return False
            if 0 < how.seconds < time.monotonic() - started and any(part.exists() for part in parts.values()):
                break
            targets = [written.pair(number)[1] for number in range(start, min(start + how.slice, count))]
            rows = [kept.written[row] for row in targets]
            waiting.append(pool.submit(_keep, say(rows, start), targets, path))
            print(f"{how.name}: translated {start + len(targets)} sentences", flush=True)
        for future in waiting:
            future.result()
    found = [path for path in parts.values() if path.exists()]
    made = joined(found)
    save_pack(made, workspace.pack_path(how.name))
    print(f"{how.name}: kept {len(made)} pairs", flush=True)
    for path in found:
        path.unlink()
    return True


def joined(paths: Sequence[Path]) -> Pack:
    """Puts packs together."""
    packs = [load_pack(path) for path in paths]
    return Pack(
        source=np.concatenate([one.source for one in packs]),
        source_starts=_starts([one.source_starts for one in packs]),
        target=np.concatenate([one.target for one in packs]),
        target_starts=_starts([one.target_starts for one in packs]),
        weight=np.concatenate([one.weight for one in packs]),
    )


def is_plausible(source: Sequence[int], target: Sequence[int]) -> bool:
    """Whether a translation may serve as training text: neither too short nor too long, and not going in circles."""
    if not _RATIO[0] <= (len(target) + 2) / (len(source) + 2) <= _RATIO[1]:
        return False
    triples = [tuple(target[at : at + 3]) for at in range(len(target) - 2)]
    return len(triples) - len(set(triples)) <= len(triples) // 5


class BackTranslations:
    """Turns what a model said into source sentences.

    Args:
        workspace: Gives the vocabularies.
        to: Language of the written sentences.
    """

    def __init__(self, workspace: Workspace, to: str) -> None:
        self._workspace = workspace
        self._arabic = to == "en"
        self.written = workspace.target_rows(to)
        self.made = workspace.target_rows("ar" if self._arabic else "en")

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return self._workspace.vocabulary(SOURCE)

    @cached_property
    def _digits(self) -> NDArray[np.int8]:
        texts = (piece.removeprefix("\u2581") for piece in self._vocabulary.pieces)
        return np.array([int(text) if text.isascii() and text.isdigit() else -1 for text in texts], np.int8)

    def pairs(self, said: Sequence[Sequence[int]], targets: Sequence[NDArray[np.uint16]]) -> Pack:
        """Keeps what may serve as training text, with a mark in front."""
        sources, kept = [], []
        for row, target in zip(said, targets, strict=True):
            numbers = self.made[np.array(row, np.int64)]
            if is_plausible(target.tolist(), row) and self._same_digits(numbers, self.written[target]):
                sources.append(self._bare(numbers) if self._arabic and len(kept) % _BARE_EVERY == 0 else numbers)
                kept.append(target)
        return pack([np.array([ROUGH_MARK, *row, END], np.uint16) for row in sources], kept)

    def _same_digits(self, one: _Numbers, other: _Numbers) -> bool:
        """Whether both have the same digits, in any order: a wrong figure must not be learnt."""
        a, b = (np.sort(found[found >= 0]) for found in (self._digits[one], self._digits[other]))
        return np.array_equal(a, b)

    def _bare(self, numbers: _Numbers) -> _Numbers:
        text = re.sub("[أإآ]", "ا", self._vocabulary.decode(numbers.tolist()))
        return self._vocabulary.encode([text])[0][:-1].astype(np.int64)


def _starts(starts: Sequence[_Numbers]) -> _Numbers:
    return np.concatenate([[0], np.concatenate([np.diff(one) for one in starts]).cumsum()])


_adopted: list[BackTranslations] = []  # a worker's own, which it gets once and not with every slice


def _adopt(one: BackTranslations) -> None:
    _adopted[:] = [one]


def _keep(said: Sequence[Sequence[int]], targets: Sequence[NDArray[np.uint16]], path: Path) -> None:
    save_pack(_adopted[0].pairs(said, targets), path)
