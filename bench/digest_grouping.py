"""Measures how digests group articles: `python bench/digest_grouping.py --corpora DIR [--arabic FILE]`.

Articles are split into reports whose story is known: by every other sentence, so that each tells the whole story, or
into halves, which is harder; whole articles stand beside them. Reports can lose a random 30% of their words, as two
translations differ. Pairs of reports are scored: precision is the share of grouped pairs that belong together, recall
the share of pairs that belong together that were grouped. Articles whose text has an even hash are for choosing the
threshold, odd ones for testing.

With `--arabic`, a file of Arabic news with the title, lead and body of each article in sequence, the reports are first
translated by the embedded model; every other line of the body forms a report. `--sentences` measures at which threshold
a sentence counts as a repetition, on articles with highlights that editors wrote.
"""

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from mujaz.config import Settings
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline import load_pipeline, run_text
from mujaz.pipeline.digest.group import SAME_STORY, group_stories
from mujaz.pipeline.digest.story import SAID_ALREADY
from mujaz.text.segment import split_english
from mujaz.types import LoadedModel, ModelSignature, ProcessOptions, Task

CORPORA = {"BBC News": "bbc_news_headlines", "Reuters": "reuters21578_headlines", "White House": "en_whitehouse_titles"}
STORIES = 20
"""Stories of a digest; with one to three reports each it has about forty articles."""
DROPPED_SHARE = 0.3
MIN_SENTENCES, MAX_CHARS = 8, 20_000
THRESHOLDS = (0.10, 0.12, SAME_STORY, 0.18, 0.22)
SENTENCE_THRESHOLDS = (0.3, SAID_ALREADY, 0.5, 0.6, 0.75)


def load_engine() -> ExtractiveEngine:
    """Load the embedded brief model alone."""
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    folder = Path(__file__).parents[1] / "models" / "brief-en"
    return ExtractiveEngine(folder, LoadedModel(signature=signature, task=Task.SUMMARIZATION))


def documents(path: Path, *, test: bool) -> list[list[str]]:
    """Return the sentences of each distinct article that is long enough."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = dict.fromkeys(json.loads(line)["document"] for line in lines)
    chosen = [text for text in texts if is_for_testing(text) is test and len(text) < MAX_CHARS]
    random.Random(0).shuffle(chosen)
    split = ([span.of(text) for span in split_english(text)] for text in chosen)
    return [sentences for sentences in split if len(sentences) >= MIN_SENTENCES]


def is_for_testing(text: str) -> bool:
    """Whether an article is held out from choosing the threshold."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 1


def reports_of(sentences: Sequence[str], count: int, *, halves: bool) -> list[str]:
    """Split an article into reports of one story."""
    if halves:
        length = len(sentences)
        parts = [sentences[length * part // count : length * (part + 1) // count] for part in range(count)]
    else:
        parts = [sentences[part::count] for part in range(count)]
    return [" ".join(part) for part in parts]


def without_words(text: str, share: float, chance: random.Random) -> str:
    """Drop a random share of a text's words."""
    return " ".join(word for word in text.split() if chance.random() >= share)


class Score:
    """Counts of report pairs: grouped correctly, grouped, and belonging together; printed as precision / recall."""

    def __init__(self) -> None:
        self.right = self.joined = self.wanted = 0

    def add(self, groups: Sequence[Sequence[int]], truth: Sequence[int]) -> None:
        """Count the pairs of a digest."""
        label = {position: number for number, group in enumerate(groups) for position in group}
        for one in range(len(truth)):
            for other in range(one):
                together, same = label[one] == label[other], truth[one] == truth[other]
                self.right += together and same
                self.joined += together
                self.wanted += same

    def __str__(self) -> str:
        return f"{self.right / max(self.joined, 1):.2f} / {self.right / max(self.wanted, 1):.2f}"


def print_row(name: str, digests: Iterator[tuple[list[str], list[int]]], engine: ExtractiveEngine) -> None:
    """Score digests at every threshold and print a row."""
    scores = {threshold: Score() for threshold in THRESHOLDS}
    for texts, truth in digests:
        similarities = engine.similarities(texts)
        for threshold, score in scores.items():
            score.add(group_stories(similarities, threshold), truth)
    print(f"| {name} | " + " | ".join(map(str, scores.values())) + " |", flush=True)


def english_digests(
    articles: list[list[str]], count: int, *, halves: bool, dropped: float
) -> Iterator[tuple[list[str], list[int]]]:
    """Yield digests of English reports, with the number of each report's story."""
    chance = random.Random(1)
    for _ in range(count):
        texts: list[str] = []
        truth: list[int] = []
        for number, sentences in enumerate(chance.sample(articles, STORIES)):
            for report in reports_of(sentences, chance.choice((1, 2, 2, 3)), halves=halves):
                texts.append(without_words(report, dropped, chance))
                truth.append(number)
        yield texts, truth


def arabic_articles(path: Path) -> list[list[str]]:
    """Return the lines of each body. An article is a title, a lead, and a body that begins like the lead."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    leads = [number for number, (one, next_) in enumerate(pairwise(lines)) if len(one) > 60 and one[:60] == next_[:60]]
    return [lines[start + 1 : end - 1] for start, end in pairwise(leads)]


def translated_digests(path: Path, stories: int, settings: Settings) -> Iterator[tuple[list[str], list[int]]]:
    """Yield one digest of machine-translated reports; neighbours in the file often share a topic."""
    pipeline = load_pipeline(settings)
    articles = [lines for lines in arabic_articles(path) if 4 <= len(lines) <= 10]
    start = random.Random(1).randrange(len(articles) - stories)
    texts: list[str] = []
    truth: list[int] = []
    for number, lines in enumerate(articles[start : start + stories]):
        for report in (lines[::2], lines[1::2]):
            texts.append(run_text(pipeline, "\n".join(report), ProcessOptions(beam_size=1)).translation.text)
            truth.append(number)
    yield texts, truth


def tokenised_sentences(text: str) -> list[str]:
    """Split a text at " . " into sentences, without the shortest ones."""
    return [part for part in text.split(" . ") if len(part.split()) >= 5]


def print_sentences(path: Path, engine: ExtractiveEngine) -> None:
    """Print how many highlights match a sentence of their article, and how many pairs of its sentences match."""
    found: list[float] = []
    different: list[float] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            sentences, highlights = (tokenised_sentences(record[name]) for name in ("document", "summary"))
            similarities = engine.similarities([*highlights, *sentences])
            own = len(highlights)
            found.extend(similarities[:own, own:].max(axis=1))
            different.extend(similarities[own:, own:][np.triu_indices(len(sentences), 1)])
    for threshold in SENTENCE_THRESHOLDS:
        shares = [np.mean(np.array(values) >= threshold) for values in (found, different)]
        print(f"| {threshold} | {shares[0]:.1%} | {shares[1]:.3%} |")


def main() -> None:
    """Print rows of Markdown: precision / recall at each threshold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with summ/*.jsonl.gz")
    parser.add_argument("--test", action="store_true", help="use the articles that are held out for testing")
    parser.add_argument("--digests", type=int, default=20, help="digests of each kind (default: 20)")
    parser.add_argument("--arabic", type=Path, help="Arabic news to translate")
    parser.add_argument("--stories", type=int, default=20, help="articles of the Arabic news (default: 20)")
    parser.add_argument("--sentences", action="store_true", help="measure when a sentence counts as a repetition")
    arguments = parser.parse_args()
    engine = load_engine()
    summ = arguments.corpora / "summ"
    if arguments.sentences:
        print_sentences(summ / "en_cnndm_realsumm100.jsonl.gz", engine)
        return
    print("| reports | " + " | ".join(f"{threshold:.2f}" for threshold in THRESHOLDS) + " |")
    if arguments.arabic is not None:
        digests = translated_digests(arguments.arabic, arguments.stories, Settings.load())
        print_row("Arabic, translated", digests, engine)
        return
    for name, file in CORPORA.items():
        articles = documents(summ / f"{file}.jsonl.gz", test=arguments.test)
        for halves, dropped in ((False, 0.0), (True, 0.0), (False, DROPPED_SHARE), (True, DROPPED_SHARE)):
            kind = f"{name}, {'halves' if halves else 'every other sentence'}{', words dropped' if dropped else ''}"
            print_row(kind, english_digests(articles, arguments.digests, halves=halves, dropped=dropped), engine)


if __name__ == "__main__":
    main()
