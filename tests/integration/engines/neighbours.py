"""Which chunks of the embedded model decode otherwise beside others than alone.

Run as a program, for what a process reads once: `python neighbours.py CACHE_DIR` counts them.
"""

import random
import sys
from dataclasses import replace
from pathlib import Path

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine, padded_length
from mujaz.engines.load import load_translation_engine
from mujaz.types import Chunk, DecodingOptions

SENTENCES = Path(__file__).parents[2] / "data" / "sentences_ar.txt"
LONGEST = 128
"""Pieces of the longest chunk that neighbours are tried on; the server cuts what is longer."""


def chunks_of_every_length_class(engine: TranslationEngine, sentences: list[str]) -> list[Chunk]:
    """Both ends of every padded length up to the longest chunk, and beginnings to continue."""
    stream = tuple(piece for sentence in sentences for piece in engine.encode(sentence))
    rng = random.Random(engine.max_source_tokens)
    longest = min(engine.max_source_tokens, LONGEST)
    ends = {0, 1, longest, *(padded_length(length) for length in range(longest))}
    ends |= {end + 1 for end in ends}
    chunks = []
    for length in sorted(end for end in ends if end <= longest):
        start = rng.randrange(len(stream) - length)
        chunks.append(Chunk(pieces=stream[start : start + length]))
    starts = [engine.encode_target(start) for start in ("The", "On Monday, the government of")]
    return chunks + [replace(chunk, prefix=rng.choice(starts)) for chunk in chunks[1:12]]


def decoded_otherwise(
    engine: TranslationEngine, sentences: list[str], options: DecodingOptions, share: slice
) -> tuple[int, list[Chunk]]:
    """Decodes a share of the chunks together and alone; returns how many, and those that came out otherwise."""
    rng = random.Random(str(options))
    chunks = chunks_of_every_length_class(engine, sentences)[share]
    neighbours = [Chunk(pieces=engine.encode(sentence)) for sentence in rng.sample(sentences, 8)]
    together = rng.sample([*chunks, *neighbours], len(chunks) + len(neighbours))
    found = dict(zip(together, engine.translate(together, options), strict=True))
    exact = engine.model.signature.compute_type == "int8"
    otherwise = []
    for chunk in chunks:
        (alone,) = engine.translate([chunk], options)
        # In float32 the sixth digit of a score may differ.
        if (found[chunk] != alone) if exact else (found[chunk].text != alone.text):
            otherwise.append(chunk)
    return len(chunks), otherwise


if __name__ == "__main__":
    int8 = load_translation_engine(Settings(cache_dir=Path(sys.argv[1]), compute_type="int8", threads=1))
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    tried, differing = decoded_otherwise(int8, lines, DecodingOptions(beam_size=2), slice(0, None, 2))
    print(tried > 8, len(differing))
