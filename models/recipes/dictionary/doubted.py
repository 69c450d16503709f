"""Lists the words of newspapers that the model doubts: `python models/recipes/dictionary/doubted.py --mono TEXT.gz`.

Each paragraph is prepared as it is served, with names and dictionary words in English, and translated greedily. An
Arabic word is as doubtful as the least likely of the English words whose attention is on it. Words that are doubted in
two places and in two of five come out, those with most doubts first, each with up to three of its places: the Arabic
around it, and what the model made of it. Writers of entries read that list. What entries or names of the tables cover
is in English already and does not appear. Needs the server, in the environment of tests.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import ctranslate2
from sift import paragraphs_of

from mujaz.catalogue.conversion import converted
from mujaz.catalogue.folders import find, verify
from mujaz.catalogue.marian_config import END
from mujaz.config import Settings
from mujaz.pipeline import Pipeline
from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.text.arabic import words_of
from mujaz.text.clitics import without_article
from mujaz.types import ProcessOptions

_AT_ONCE, _BATCH = 400, 24
_LONGEST = 140
"""Source pieces; the model has hardly seen longer ones."""
_AROUND = 4
"""Words of a place on each side."""
_DOUBTED = 0.35
_OFTEN, _SHARE = 2, 0.4
_PLACES = 3
_BEGINS = "\u2581"
"""The mark of sentencepiece for the beginning of a word."""


class Place(NamedTuple):
    """A word of a source and what the model made of it.

    Args:
        key: The word, folded and without its article.
        probability: The least probability of the English words whose attention is on it; 1 without any.
        arabic: The words around it.
        english: These English words.
    """

    key: str
    probability: float
    arabic: str
    english: str


class Reader:
    """The embedded model, which shows its attention.

    Args:
        settings: Say where it is kept.
    """

    def __init__(self, settings: Settings) -> None:
        folder = find(settings.translation_model, settings)
        path = converted(folder, verify(folder), "int8", settings.cache_dir)
        self._translator = ctranslate2.Translator(str(path), compute_type="int8", intra_threads=1)

    def places(self, sources: Sequence[Sequence[str]]) -> Iterator[Place]:
        """Translate sources, given in pieces, and yield the places of their Arabic words."""
        said = self._translator.translate_batch(
            [list(source) for source in sources],
            beam_size=1,
            disable_unk=True,
            return_attention=True,
            max_decoding_length=2 * _LONGEST,
            max_input_length=0,
        )
        targets = [one.hypotheses[0] for one in said]
        scores = self._translator.score_batch([list(source) for source in sources], targets, max_input_length=0)
        for source, target, one, score in zip(sources, targets, said, scores, strict=True):
            yield from _places(source, target, one.attention[0], score.log_probs)


def doubted(places: Iterable[Place]) -> list[tuple[str, int, list[Place]]]:
    """Return words that are often doubted, each with the number of its places and those that are doubted.

    Args:
        places: All places of all words.
    """
    seen: Counter[str] = Counter()
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        seen[place.key] += 1
        if place.probability < _DOUBTED:
            found[place.key].append(place)
    rows = [
        (key, seen[key], sorted(doubts, key=lambda place: place.probability))
        for key, doubts in found.items()
        if len(doubts) >= _OFTEN and len(doubts) >= _SHARE * seen[key]
    ]
    return sorted(rows, key=lambda row: -(len(row[2]) ** 2) / row[1])


def main() -> None:
    """Read the command line and print the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mono", type=Path, required=True, help="Arabic text of newspapers, a paragraph a line, gzip")
    parser.add_argument("--paragraphs", type=int, default=12_000, help="drawn at random (default: 12,000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings = Settings.load({"threads": 1})
    pipeline, reader = load_pipeline(settings), Reader(settings)
    places = (
        place
        for sources in _sorted(_sources(pipeline, _drawn(options.mono, options.paragraphs, options.seed)))
        for place in reader.places(sources)
    )
    for key, count, doubts in doubted(places):
        shown = " | ".join(f"{place.arabic} => {place.english}" for place in doubts[:_PLACES])
        print(key, f"{len(doubts)}/{count}", shown, sep="\t")
    pipeline.close()


def _drawn(mono: Path, count: int, seed: int) -> list[str]:
    paragraphs = paragraphs_of(mono)
    return random.Random(seed).sample(paragraphs, min(count, len(paragraphs)))


def _sources(pipeline: Pipeline, paragraphs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the pieces of the chunks that the model is asked for first."""
    for paragraph in paragraphs:
        steps = pipeline.translate_text(paragraph, ProcessOptions(skip_memory=True), Stopwatch())
        with suppress(StopIteration):  # a paragraph of names alone asks for nothing
            request = next(steps)
            while not request.chunks:
                request = steps.send([])
            yield from (chunk.pieces for chunk in request.chunks if len(chunk.pieces) < _LONGEST)
        steps.close()


def _sorted(sources: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Yield batches of sources of about the same length."""
    waiting: list[tuple[str, ...]] = []
    for source in sources:
        waiting.append(source)
        if len(waiting) == _AT_ONCE:
            yield from _batches(waiting)
            waiting = []
    yield from _batches(waiting)


def _batches(sources: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    by_length = sorted(sources, key=len)
    yield from (by_length[start : start + _BATCH] for start in range(0, len(by_length), _BATCH))


def _places(
    source: Sequence[str], target: Sequence[str], attention: Sequence[Sequence[float]], log_probs: Sequence[float]
) -> Iterator[Place]:
    words = _words(source)
    heard: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    for word in _words([piece for piece in target if piece != END]):
        mass = [sum(attention[at][piece] for at in word for piece in pieces) for pieces in words]
        least = min(math.exp(log_probs[at]) for at in word)
        heard[mass.index(max(mass))].append((least, _text(target, word)))
    texts = [_text(source, word) for word in words]
    for position, text in enumerate(texts):
        arabic = words_of(text)
        if len(arabic) == 1 and not text.isascii():
            yield Place(
                key=without_article(arabic[0].form),
                probability=min((least for least, _ in heard[position]), default=1.0),
                arabic=" ".join(texts[max(0, position - _AROUND) : position + _AROUND + 1]),
                english=" ".join(english for _, english in heard[position]),
            )


def _words(pieces: Sequence[str]) -> list[list[int]]:
    """Return the positions of the pieces of each word."""
    words: list[list[int]] = []
    for position, piece in enumerate(pieces):
        if piece.startswith(_BEGINS) or not words:
            words.append([])
        words[-1].append(position)
    return words


def _text(pieces: Sequence[str], word: Sequence[int]) -> str:
    return "".join(pieces[position] for position in word).strip(_BEGINS)


if __name__ == "__main__":
    main()
