"""Compares a learnt headline with that of the rules: `python bench/headline_model.py --corpora DIR`.

A logistic model of the words that titles keep, trained on the even lines of the White House titles, deletes words of
the first three sentences (as Filippova and Altun, EMNLP 2013). It is measured on the odd lines of three sets in two
ways: it picks words freely, or it judges the cuts that the rules allow. This is an experiment;
docs/decisions/0018-headlines.md says why it does not ship. Needs what `bench/brief_quality.py` needs.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from brief_quality import HEADLINE, Story, bbc_headlines, reuters_headlines, systems, white_house_titles
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.compress import _choices, _is_sound, _joined
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.pipeline.brief.headlines import Headline
from mujaz.pipeline.brief.terse import small_words
from mujaz.types import Segment, Translation

SENTENCES, WORDS, MIN_WORDS, MOST_WORDS = 3, 60, 4, 12
BUCKETS, EPOCHS, BATCH, RATE, DECAY = 1 << 18, 6, 256, 0.15, 1e-5
FROM = 0.2
"""Words with a higher probability are picked; near the best value on the training lines."""
_TOKENIZER = DefaultTokenizer(use_stemmer=True)
_SCORER = RougeScorer(["rougeL"], use_stemmer=True)


def stem(word: str) -> str:
    """Return a word as ROUGE compares it."""
    return (_TOKENIZER.tokenize(word) or [""])[0]


def beginning(story: Story) -> list[str]:
    """Return the first sentences, without datelines."""
    found = (" ".join(clean(one, follows=False).split()[:WORDS]) for one in story.sentences()[:SENTENCES])
    return [one for one in found if len(one.split()) >= MIN_WORDS]


def features(sentence: str, place: int, counts: Counter[str]) -> list[list[int]]:
    """Return the features of each word: itself, its neighbours, its position, and its frequency in the article."""
    tokens = sentence.split()
    bare = [re.sub(r"^\W+|\W+$", "", token.lower()) for token in tokens]
    rows = []
    for number, (token, word) in enumerate(zip(tokens, bare, strict=True)):
        before = bare[number - 1] if number else "<"
        after = bare[number + 1] if number + 1 < len(bare) else ">"
        often, capital = min(counts[stem(word)], 6), token[:1].isupper()
        found = (f"w{word}", f"p{before}", f"n{after}", f"b{before}_{word}", f"c{word}_{after}", f"e{word[-3:]}")
        found += (
            f"i{min(number, 30) // 2}",
            f"s{place}",
            f"si{place}_{min(number, 24) // 4}",
            f"C{capital}{number == 0}",
        )
        found += (f"d{word[:1].isdigit()}", f"k{often}", f"kC{often}{capital}", f"said{'said' in bare[:number]}", "1")
        rows.append([crc32(name.encode()) % BUCKETS for name in found])
    return rows


def kept(title: str, sentence: str) -> list[int]:
    """Return 1 for each word of a sentence that its title has in the same order, else 0."""
    wanted, have = _TOKENIZER.tokenize(title), [stem(token) for token in sentence.split()]
    table = [[0] * (len(have) + 1) for _ in range(len(wanted) + 1)]
    for i, want in enumerate(wanted):
        for j, word in enumerate(have):
            table[i + 1][j + 1] = table[i][j] + 1 if want == word else max(table[i][j + 1], table[i + 1][j])
    marks, i, j = [0] * len(have), len(wanted), len(have)
    while i and j:
        if wanted[i - 1] == have[j - 1]:
            i, j = i - 1, j - 1
            marks[j] = 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return marks


def train(stories: Sequence[Story]) -> NDArray[np.float64]:
    """Return the weights of the features, trained by AdaGrad."""
    rows, marks = [], []
    for story in stories:
        counts = Counter(_TOKENIZER.tokenize(story.text))
        for place, sentence in enumerate(beginning(story)):
            rows += features(sentence, place, counts)
            marks += kept(story.reference, sentence)
    inputs, wanted = np.array(rows), np.array(marks, dtype=float)
    weights, squares = np.zeros(BUCKETS), np.full(BUCKETS, 1e-6)
    chance = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for batch in np.array_split(chance.permutation(len(inputs)), len(inputs) // BATCH):
            error = likely(weights, inputs[batch]) - wanted[batch]
            total = np.bincount(inputs[batch].ravel(), np.repeat(error, inputs.shape[1]), BUCKETS)
            seen = np.unique(inputs[batch])
            gradient = total[seen] / len(batch) + DECAY * weights[seen]
            squares[seen] += gradient**2
            weights[seen] -= RATE * gradient / np.sqrt(squares[seen])
    return weights


def likely(weights: NDArray[np.float64], rows: NDArray[np.int_]) -> NDArray[np.float64]:
    """Return the probability that a title has each word."""
    return np.asarray(1 / (1 + np.exp(-weights[rows].sum(axis=1))))


def fitting_cuts(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield every headline that the rules allow for a sentence, and the positions of the words that it keeps."""
    sentence = Headline(text)
    small = small_words(sentence)
    clauses = [*sentence.cuts(), *sentence.speakers()]
    found = [list(range(len(sentence.tokens)))] if len(sentence.tokens) - len(small) <= MOST_WORDS else []
    for phrases in ([], sentence.phrases(), sentence.last_phrases()):
        choices = sorted(_choices(sentence, [*clauses, *phrases], MOST_WORDS, small), key=lambda choice: choice[0])
        found += [numbers for _, numbers in choices if _is_sound(sentence, numbers)]
    for numbers in found:
        yield _joined(sentence, numbers, small), [number for number in numbers if number not in small]


def headlines(weights: NDArray[np.float64], story: Story) -> dict[str, str]:
    """Return the headlines of a story, by the way they were made."""
    counts = Counter(_TOKENIZER.tokenize(story.text))
    sentences = beginning(story)
    chances = [likely(weights, np.array(features(one, place, counts))) for place, one in enumerate(sentences)]
    every = [(chance, place, n) for place, row in enumerate(chances) for n, chance in enumerate(row.tolist())]
    best = sorted(
        sorted([one for one in every if one[0] > FROM] or every, reverse=True)[:MOST_WORDS], key=lambda x: x[1:]
    )
    own = systems()["Mujaz"](story, HEADLINE)
    cuts = [
        (float((chances[place][numbers] - FROM).sum()), place, text)
        for place, one in enumerate(sentences)
        for text, numbers in fitting_cuts(one)
    ]
    first = [cut for cut in cuts if cut[1] == 0]
    return {
        "first 12 words": " ".join(story.text.split()[:MOST_WORDS]),
        "Mujaz": own,
        "words picked freely": " ".join(sentences[place].split()[number] for _, place, number in best),
        "cuts of the first sentence, judged": max(first, default=(0.0, 0, own))[2],
        "cuts of three sentences, judged": max(cuts, default=(0.0, 0, own))[2],
    }


def is_true(story: Story, headline: str) -> bool:
    """Whether a headline passes the check of generated briefs."""
    segments = tuple(Segment(source=span, target=span, confidence=1.0) for span in story.spans)
    evidence = Evidence("", Translation(text=story.text, segments=segments))
    return not evidence.doubts(headline, evidence.support(headline))


def main() -> None:
    """Train, and print a Markdown table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with summ/*.jsonl.gz")
    parser.add_argument("--every", type=int, default=1, help="measure every Nth story (default: 1)")
    arguments = parser.parse_args()
    weights = train([story for story in white_house_titles(arguments.corpora) if stem(story.text)][::2])
    print(f"trained in {time.process_time():.0f} s of one processor")
    for name, stories in (("White House", white_house_titles), ("Reuters", reuters_headlines), ("BBC", bbc_headlines)):
        scores: dict[str, list[tuple[float, bool]]] = {}
        measured = [story for story in list(stories(arguments.corpora))[1::2][:: arguments.every] if beginning(story)]
        for story in measured:
            for way, text in headlines(weights, story).items():
                score = 100 * _SCORER.score(story.reference, text)["rougeL"].fmeasure
                scores.setdefault(way, []).append((score, is_true(story, text)))
        print(f"\n{name}, {len(measured)} articles\n\n| way | ROUGE-L | passes the check, % |\n|---|---:|---:|")
        for way, found in scores.items():
            mean, passed = np.array(found).mean(axis=0)
            print(f"| {way} | {mean:.1f} | {100 * passed:.1f} |", flush=True)


if __name__ == "__main__":
    main()
