"""Compares briefs with other ways of choosing sentences by ROUGE: `python bench/brief_quality.py --corpora DIR`.

Every system gets the same sentences and the same budget, and fills it by the same rule: its sentences from best to
worst, each one that still fits. Nothing is trained or tuned on the articles used here. Needs `rouge-score` and `sumy`.
"""

import argparse
import functools
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import brief_of_sentences
from mujaz.text.segment import split_english
from mujaz.text.words import words
from mujaz.types import BriefOptions, BriefStyle, LoadedModel, ModelSignature, Span, Task

METRICS = ("rouge1", "rouge2", "rougeLsum")
NO_LIMIT = 10_000
RESAMPLES = 2_000
_TOKENISED_SENTENCE = re.compile(r"\S(?:.*?) [.?!](?: (?:''|”|’))?(?=\s|$)|\S.*$", re.DOTALL)

Summarizer: TypeAlias = Callable[["Story", BriefOptions], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article, its sentences, and a summary or headline by a person."""

    title: str
    text: str
    spans: tuple[Span, ...]
    reference: str

    def sentences(self) -> list[str]:
        """Return the sentences in order."""
        return [span.of(self.text) for span in self.spans]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A data set and a budget for each of its stories."""

    name: str
    stories: Callable[[Path], Iterator[Story]]
    budget: Callable[[Story], BriefOptions]


def bbc_summaries(corpora: Path) -> Iterator[Story]:
    """Yield BBC articles with their extractive summaries of about 45%; their headlines serve as titles."""
    titles = {
        record["document"]: record["summary"] for record in _records(corpora / "summ/bbc_news_headlines.jsonl.gz")
    }
    for record in _records(corpora / "summ/bbc_news_summary_extractive.jsonl.gz"):
        yield _story(record, title=titles.get(record["document"], ""))


def bbc_headlines(corpora: Path) -> Iterator[Story]:
    """Yield BBC articles with their headlines, which the systems do not see."""
    yield from map(_story, _records(corpora / "summ/bbc_news_headlines.jsonl.gz"))


def reuters_headlines(corpora: Path) -> Iterator[Story]:
    """Yield Reuters articles of 1987 with their headlines, which the systems do not see."""
    yield from map(_story, _records(corpora / "summ/reuters21578_headlines.jsonl.gz"))


def white_house_titles(corpora: Path) -> Iterator[Story]:
    """Yield White House documents with their titles, which the systems do not see."""
    yield from map(_story, _records(corpora / "summ/en_whitehouse_titles.jsonl.gz"))


def cnn_highlights(corpora: Path) -> Iterator[Story]:
    """Yield CNN and Daily Mail articles with their highlights, in lower case and tokenised: " . " ends a sentence."""
    for record in _records(corpora / "summ/en_cnndm_realsumm100.jsonl.gz"):
        text = record["document"]
        spans = tuple(Span(*match.span()) for match in _TOKENISED_SENTENCE.finditer(text))
        yield Story(title="", text=text, spans=spans, reference=record["summary"])


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _story(record: Mapping[str, str], title: str = "") -> Story:
    text = record["document"]
    return Story(title=title, text=text, spans=tuple(split_english(text)), reference=record["summary"])


def as_long_as_the_reference(story: Story) -> BriefOptions:
    """Return a budget of as many words as the reference has, in any number of sentences."""
    return BriefOptions(max_sentences=NO_LIMIT, max_words=len(story.reference.split()))


HEADLINE = BriefOptions(max_sentences=1, max_words=12, style=BriefStyle.HEADLINE)

TRIALS = (
    Trial(name="BBC summaries, budget of the reference", stories=bbc_summaries, budget=as_long_as_the_reference),
    Trial(name="BBC summaries, 60 words", stories=bbc_summaries, budget=lambda _: BriefOptions()),
    Trial(name="BBC summaries, 30 words", stories=bbc_summaries, budget=lambda _: BriefOptions(max_words=30)),
    Trial(name="CNN highlights, 60 words", stories=cnn_highlights, budget=lambda _: BriefOptions()),
    Trial(name="BBC headlines, a headline", stories=bbc_headlines, budget=lambda _: HEADLINE),
    Trial(name="Reuters headlines, a headline", stories=reuters_headlines, budget=lambda _: HEADLINE),
    Trial(name="White House titles, a headline", stories=white_house_titles, budget=lambda _: HEADLINE),
)


def fill(ranked: Sequence[int], story: Story, options: BriefOptions) -> str:
    """Take sentences from best to worst, each that still fits, but at least one; one per line in article order."""
    sentences = story.sentences()
    room = options.max_words
    chosen: list[int] = []
    for position in ranked:
        length = len(sentences[position].split())
        if length <= room and len(chosen) < options.max_sentences:
            chosen.append(position)
            room -= length
    return "\n".join(sentences[position] for position in sorted(chosen or ranked[:1]))


def lead(story: Story, options: BriefOptions) -> str:
    """Return the first sentences."""
    return fill(range(len(story.spans)), story, options)


def first_words(story: Story, options: BriefOptions) -> str:
    """Return as many words of the beginning as Mujaz's brief has, even if that cuts a sentence."""
    count = len(systems()["Mujaz"](story, options).split())
    return " ".join(" ".join(story.sentences()).split()[:count])


def oracle(story: Story, options: BriefOptions) -> str:
    """Choose greedily the sentence that adds most ROUGE-1: an upper bound for choosing sentences."""
    bags = [Counter(words(sentence)) for sentence in story.sentences()]
    wanted = Counter(words(story.reference))
    lengths = [len(sentence.split()) for sentence in story.sentences()]
    ranked: list[int] = []
    chosen: Counter[str] = Counter()
    room = options.max_words

    def gain(position: int) -> float:
        total = chosen + bags[position]
        return 2 * (total & wanted).total() / (total.total() + wanted.total())

    while open_ := [one for one in range(len(bags)) if one not in ranked and lengths[one] <= room]:
        best = max(open_, key=gain)
        ranked.append(best)
        chosen += bags[best]
        room -= lengths[best]
    return fill(ranked or [0], story, options)


class MujazTokenizer:
    """Mujaz's splitter and word rules behind the interface that sumy expects."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """Return the sentences of a paragraph."""
        return tuple(span.of(text) for span in split_english(text))

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a sentence."""
        return tuple(words(text))


def sumy(summarizer: TextRankSummarizer | LexRankSummarizer) -> Summarizer:
    """Wrap a summariser of sumy, with the stemmer and stop words it recommends, to fill the budget by the same rule."""
    summarizer.stop_words = get_stop_words("english")
    tokenizer = MujazTokenizer()

    def summarize(story: Story, options: BriefOptions) -> str:
        parts = [Sentence(sentence, tokenizer) for sentence in story.sentences()]
        ranked: list[int] = []

        def record(infos: Sequence[object]) -> Sequence[object]:
            ranked.extend(info.order for info in infos)  # type: ignore[attr-defined]
            return infos

        summarizer(ObjectDocumentModel([Paragraph(parts)]), record)
        return fill(ranked, story, options)

    return summarize


def mujaz(engine: ExtractiveEngine, *, titled: bool) -> Summarizer:
    """Return Mujaz's own way from sentences to a brief."""

    def summarize(story: Story, options: BriefOptions) -> str:
        brief = brief_of_sentences(story.title if titled else "", story.text, story.spans, engine, options)
        return "\n".join(citation.brief.of(brief.text) for citation in brief.citations)

    return summarize


@functools.cache
def systems() -> dict[str, Summarizer]:
    """Return every system by name, Mujaz first."""
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    folder = Path(__file__).parents[1] / "models" / "brief-en"
    engine = ExtractiveEngine(folder, LoadedModel(signature=signature, task=Task.SUMMARIZATION))
    return {
        "Mujaz": mujaz(engine, titled=False),
        "Mujaz, title given": mujaz(engine, titled=True),
        "lead": lead,
        "first words": first_words,
        "TextRank": sumy(TextRankSummarizer(Stemmer("english"))),
        "LexRank": sumy(LexRankSummarizer(Stemmer("english"))),
        "oracle": oracle,
    }


def score(story: Story, options: BriefOptions) -> dict[str, list[float]]:
    """Return for each system the ROUGE F of each metric, the ROUGE-1 recall, and the number of words."""
    scorer = RougeScorer(METRICS, use_stemmer=True)
    reference = "\n".join(span.of(story.reference) for span in split_english(story.reference))
    scores = {}
    for name, summarize in systems().items():
        if name == "Mujaz, title given" and not story.title:
            continue
        summary = summarize(story, options)
        found = scorer.score(reference, summary)
        scores[name] = [found[metric].fmeasure for metric in METRICS] + [found["rouge1"].recall, len(summary.split())]
    return scores


def interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the mean and its 95% bootstrap interval over stories."""
    picks = np.random.default_rng(0).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return float(values.mean()), float(low), float(high)


def report(trial: Trial, results: Sequence[Mapping[str, Sequence[float]]]) -> None:
    """Print a Markdown table of the systems, with Mujaz's lead over each in ROUGE-1 and its interval."""
    names = list(results[0])
    values = {name: np.array([result[name] for result in results]) for name in names}
    best_of_mujaz = values["Mujaz, title given" if "Mujaz, title given" in names else "Mujaz"]
    print(f"\n### {trial.name}: {len(results)} articles\n")
    print("| system | R-1 | R-2 | R-L | R-1 recall | words | Mujaz minus it, R-1 |\n|---|---|---|---|---|---:|---|")
    for name in names:
        cells = []
        for column in range(4):
            mean, low, high = interval(100 * values[name][:, column])
            cells.append(f"{mean:.2f} ({low:.2f}–{high:.2f})")
        mean, low, high = interval(100 * (best_of_mujaz[:, 0] - values[name][:, 0]))
        difference = f"{mean:+.2f} ({low:+.2f} to {high:+.2f})"
        print(f"| {name} | {' | '.join(cells)} | {values[name][:, 4].mean():.1f} | {difference} |")


def main() -> None:
    """Run the trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with summ/*.jsonl.gz")
    parser.add_argument("--trial", action="append", default=[], help="run only trials whose name contains this")
    parser.add_argument("--every", type=int, default=1, help="take every Nth story (default: 1)")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    with ProcessPoolExecutor(arguments.processes) as pool:
        for trial in TRIALS:
            if arguments.trial and not any(part in trial.name for part in arguments.trial):
                continue
            stories = list(trial.stories(arguments.corpora))[:: arguments.every]
            stories = [story for story in stories if words(story.text) and words(story.reference)]
            started = time.perf_counter()
            report(trial, list(pool.map(score, stories, map(trial.budget, stories), chunksize=16)))
            print(f"\n({time.perf_counter() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
