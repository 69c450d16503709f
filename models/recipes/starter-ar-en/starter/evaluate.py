"""Scores models in MarianMT layout through the engines that serve them."""

import re
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.text.normalize import normalize
from mujaz.types import Chunk, DecodingOptions

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_PHRASE_WORDS, _TIMES = 3, 3
_BATCH, _THREADS = 32, 2


@dataclass(frozen=True, kw_only=True)
class Score:
    """What one model did on one set.

    Args:
        bleu: sacreBLEU, 0 to 100.
        chrf: sacreBLEU, 0 to 100.
        signatures: How both were counted.
        numbers_kept: Share of sentences with digits whose numbers all stand in the output.
        looping: Share of outputs that say a phrase of three words three times running.
        seconds: Time to translate the set.
    """

    bleu: float
    chrf: float
    signatures: str
    numbers_kept: float
    looping: float
    seconds: float


def read_set(path: Path, lines: int | None = None) -> tuple[list[str], list[str]]:
    """Reads Arabic sentences and their references from a development set."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:lines]]
    return [row[0] for row in rows], [row[1] for row in rows]


def translate_with(model: str, compute_type: str, beam_size: int, sources: Sequence[str], cache: Path) -> list[str]:
    """Translates sentences with a model's folder, or its name in the catalogue, by ctranslate2."""
    settings = Settings.load(
        {"translation_model": model, "compute_type": compute_type, "cache_dir": cache, "threads": _THREADS}
    )
    engine = load_translation_engine(settings)
    try:
        return _translate(engine, sources, DecodingOptions(beam_size=beam_size))
    finally:
        engine.close()


def score(sources: Sequence[str], outputs: Sequence[str], references: Sequence[str], seconds: float = 0.0) -> Score:
    """Counts everything there is to count."""
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    with_numbers = [(s, o) for s, o in zip(sources, outputs, strict=True) if numbers(s)]
    kept = sum(not set(numbers(source)) - set(numbers(output)) for source, output in with_numbers)
    return Score(
        bleu=bleu.corpus_score(outputs, [references]).score,
        chrf=chrf.corpus_score(outputs, [references]).score,
        signatures=f"{bleu.get_signature()} {chrf.get_signature()}",
        numbers_kept=kept / max(1, len(with_numbers)),
        looping=sum(map(loops, outputs)) / len(outputs),
        seconds=seconds,
    )


def numbers(text: str) -> list[str]:
    """Numbers in digits, Arabic ones as ours, without their separators."""
    return [re.sub(r"\D", "", number) for number in _NUMBER.findall(text.translate(_DIGITS))]


def loops(text: str) -> bool:
    """Whether a phrase of three words stands three times running."""
    words = text.lower().split()
    size = _PHRASE_WORDS
    for start in range(len(words) - size * _TIMES + 1):
        phrase = words[start : start + size]
        if all(words[start + size * n : start + size * (n + 1)] == phrase for n in range(1, _TIMES)):
            return True
    return False


def table(
    models: Sequence[str], sets: Iterable[Path], ways: Iterable[tuple[str, int]], cache: Path, lines: int | None
) -> Iterable[str]:
    """Evaluates and gives the rows of a Markdown table as they come, then the signatures.

    Args:
        models: Folders, or names in the catalogue.
        sets: Development sets.
        ways: Compute types and beam sizes.
        cache: Where converted models are kept.
        lines: How many lines of each set; None for all.
    """
    yield "| model | set | compute type | beam | BLEU | chrF | numbers kept | looping | seconds |"
    yield "|---|---|---|---:|---:|---:|---:|---:|---:|"
    signatures = ""
    for path in sets:
        sources, references = read_set(path, lines)
        for compute_type, beam_size in ways:
            for model in models:
                started = time.perf_counter()
                outputs = translate_with(model, compute_type, beam_size, sources, cache)
                found = score(sources, outputs, references, time.perf_counter() - started)
                signatures = found.signatures
                yield (
                    f"| {Path(model).name} | {path.stem} ({len(sources)}) | {compute_type} | {beam_size} "
                    f"| {found.bleu:.2f} | {found.chrf:.2f} | {found.numbers_kept:.1%} | {found.looping:.1%} "
                    f"| {found.seconds:.0f} |"
                )
    yield f"\n{signatures}"


def _translate(engine: TranslationEngine, sources: Sequence[str], options: DecodingOptions) -> list[str]:
    chunks: list[Chunk] = []
    owners: list[int] = []
    size = engine.max_source_tokens
    for number, source in enumerate(sources):
        pieces = engine.encode(normalize(source).text)
        for start in range(0, max(1, len(pieces)), size):
            chunks.append(Chunk(pieces=pieces[start : start + size]))
            owners.append(number)
    order = sorted(range(len(chunks)), key=lambda n: len(chunks[n].pieces))
    texts = [""] * len(sources)
    said = [""] * len(chunks)
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    with ThreadPoolExecutor(_THREADS) as pool:
        results = pool.map(lambda batch: engine.translate([chunks[n] for n in batch], options), batches)
        for batch, hypotheses in zip(batches, results, strict=True):
            for number, hypothesis in zip(batch, hypotheses, strict=True):
                said[number] = hypothesis.text
    for number, text in zip(owners, said, strict=True):
        texts[number] = f"{texts[number]} {text}".strip()
    return texts
