"""Measures how digests group articles: `python bench/digest_grouping.py --corpora DIR [--arabic FILE]`.

Articles are cut into reports whose story is known: every other sentence (both tell the whole story) or first and second
half (the harder case), whole articles beside them. Reports can lose 30% of their words, each others, as two
translations would. Pairs of reports count: precision is how many that were put together belong together, recall how
many that belong together were put together. Articles whose text has an even hash are for choosing, odd ones for tests.

With `--arabic`, a file of Arabic news with an article's title, lead, and body behind each other, the reports are
translated by the embedded model first: every other line of the body is one report. `--sentences` measures which
sentences count as said already, on articles with highlights that editors wrote.
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
"""Of one digest; with one to three reports each it has some forty articles."""
LOST = 0.3
MIN_SENTENCES, MAX_CHARS = 8, 20_000
THRESHOLDS = (0.10, 0.12, SAME_STORY, 0.18, 0.22)
SENTENCE_THRESHOLDS = (0.3, SAID_ALREADY, 0.5, 0.6, 0.75)


def load_engine() -> ExtractiveEngine:
    """The embedded brief model, alone."""
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    folder = Path(__file__).parents[1] / "models" / "brief-en"
    return ExtractiveEngine(folder, LoadedModel(signature=signature, task=Task.SUMMARIZATION))


def documents(path: Path, *, test: bool) -> list[list[str]]:
    """The sentences of each article that is long enough, no article twice."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = dict.fromkeys(json.loads(line)["document"] for line in lines)
    chosen = [text for text in texts if is_for_testing(text) is test and len(text) < MAX_CHARS]
    random.Random(0).shuffle(chosen)
    split = ([span.of(text) for span in split_english(text)] for text in chosen)
    return [sentences for sentences in split if len(sentences) >= MIN_SENTENCES]


def is_for_testing(text: str) -> bool:
    """Whether an article is kept from choosing the threshold."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 1


def reports_of(sentences: Sequence[str], count: int, *, halves: bool) -> list[str]:
    """Cuts an article into reports of one story."""
    if halves:
        length = len(sentences)
        parts = [sentences[length * part // count : length * (part + 1) // count] for part in range(count)]
    else:
        parts = [sentences[part::count] for part in range(count)]
    return [" ".join(part) for part in parts]


def lose(text: str, share: float, chance: random.Random) -> str:
    """The text without a share of its words."""
    return " ".join(word for word in text.split() if chance.random() >= share)


class Score:
    """Pairs of reports: together and rightly so, together, belonging together."""

    def __init__(self) -> None:
        self.right = self.joined = self.wanted = 0

    def add(self, groups: Sequence[Sequence[int]], truth: Sequence[int]) -> None:
        """Counts one digest."""
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
    """Scores digests at every threshold."""
    scores = {threshold: Score() for threshold in THRESHOLDS}
    for texts, truth in digests:
        similarities = engine.similarities(texts)
        for threshold, score in scores.items():
            score.add(group_stories(similarities, threshold), truth)
    print(f"| {name} | " + " | ".join(map(str, scores.values())) + " |", flush=True)


def english_digests(
    articles: list[list[str]], count: int, *, halves: bool, lost: float
) -> Iterator[tuple[list[str], list[int]]]:
    """Digests of English reports, with the number of each report's story."""
    chance = random.Random(1)
    for _ in range(count):
        texts: list[str] = []
        truth: list[int] = []
        for number, sentences in enumerate(chance.sample(articles, STORIES)):
            for report in reports_of(sentences, chance.choice((1, 2, 2, 3)), halves=halves):
                texts.append(lose(report, lost, chance))
                truth.append(number)
        yield texts, truth


def arabic_articles(path: Path) -> list[list[str]]:
    """Bodies in lines. An article is a title, a lead, and a body that begins as the lead does."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    leads = [number for number, (one, next_) in enumerate(pairwise(lines)) if len(one) > 60 and one[:60] == next_[:60]]
    return [lines[start + 1 : end - 1] for start, end in pairwise(leads)]


def translated_digests(path: Path, stories: int, settings: Settings) -> Iterator[tuple[list[str], list[int]]]:
    """One digest of reports that the translation model made English; neighbours in the file are often of one field."""
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
    """The sentences of a text in which " . " ends one, but for the shortest."""
    return [part for part in text.split(" . ") if len(part.split()) >= 5]


def print_sentences(path: Path, engine: ExtractiveEngine) -> None:
    """How many highlights find their sentence in the article, and how many pairs of its sentences are taken for one."""
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
    """Prints rows of Markdown: precision / recall at each threshold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder with summ/*.jsonl.gz")
    parser.add_argument("--test", action="store_true", help="use the articles that are kept for testing")
    parser.add_argument("--digests", type=int, default=20, help="digests of each kind")
    parser.add_argument("--arabic", type=Path, help="Arabic news, to be translated")
    parser.add_argument("--stories", type=int, default=20, help="articles of it")
    parser.add_argument("--sentences", action="store_true", help="measure when a sentence counts as said")
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
        for halves, lost in ((False, 0.0), (True, 0.0), (False, LOST), (True, LOST)):
            kind = f"{name}, {'halves' if halves else 'every other sentence'}{', words lost' if lost else ''}"
            print_row(kind, english_digests(articles, arguments.digests, halves=halves, lost=lost), engine)


if __name__ == "__main__":
    main()
