"""Trains the brief model: `python models/recipes/brief-en/train.py --corpora DIR [--out models/brief-en]`.

Takes about two minutes on one core and gives the same files every time.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from corpus import DEV_FOLD, PAIRS, TEST_FOLD, TEXTS, read_documents, read_passages
from numpy.typing import NDArray
from objectives import Example, Idf, news_examples, substance_examples
from safetensors.numpy import save_file

from mujaz.engines.sentence_features import FEATURES, Floats
from mujaz.text.words import content_stems

Positions: TypeAlias = NDArray[np.intp]

TERMS = 8_000
"""Stems whose frequency is kept. Rarer ones, names above all, share the highest value."""
SHARPNESS = 6.0
"""The best sentence of a document is e**6 times as good an answer as one that says nothing of the title."""
RIDGE = 3.0
CROSS_FOLDS = 5
COHERENCE = ("opens_with_pronoun", "opens_with_connective")
COHERENCE_PENALTY = 0.5
"""Set by hand, in standard deviations of a document's scores: word overlap does not see that "He also" dangles."""


def train_idf(passages: Iterable[str]) -> Idf:
    """Counts in how many passages each stem occurs; keeps the most frequent words made of ASCII letters."""
    counts: Counter[str] = Counter()
    total = 0
    for passage in passages:
        total += 1
        counts.update({stem for stem in content_stems(passage) if stem.isascii() and stem.isalpha() and len(stem) > 1})
    kept = sorted(stem for stem, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TERMS])
    known = {stem: float(np.float16(math.log((total + 1) / (counts[stem] + 1)) + 1)) for stem in kept}
    return Idf(known, max(known.values()) + 0.5)


def fit_news(examples: Sequence[Example], *, steps: int = 300, rate: float = 0.1) -> Floats:
    """Learns to choose one sentence: softmax over the sentences of a document, Adam on the whole set.

    Returns:
        A weight for each feature as it is, not standardised.
    """
    features = np.concatenate([example.features for example in examples])
    scale = features.std(axis=0)
    features = (features - features.mean(axis=0)) / scale
    lengths = [len(example.labels) for example in examples]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(examples)), lengths)
    labels = np.concatenate([SHARPNESS * example.labels / example.labels.max() for example in examples])
    wanted = _softmax(labels, starts, owner)
    weights, mean, square = (np.zeros(len(FEATURES)) for _ in range(3))
    for step in range(1, steps + 1):
        gradient = features.T @ (_softmax(features @ weights, starts, owner) - wanted) / len(examples)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / scale, dtype=np.float64)


def fit_substance(examples: Sequence[Example]) -> Floats:
    """Learns to order the sentences: ridge regression on labels standardised within each document.

    Returns:
        A weight for each feature as it is; scores have about unit deviation within a document.
    """
    features = np.concatenate([example.features - example.features.mean(axis=0) for example in examples])
    labels = np.concatenate([_standardized(example.labels) for example in examples])
    share = np.concatenate([np.full(len(example.labels), 1 / len(example.labels)) for example in examples])[:, None]
    scale = np.sqrt((share * features**2).sum(axis=0) / share.sum())
    features /= scale
    weights = np.linalg.solve(
        (features * share).T @ features + RIDGE * np.eye(len(FEATURES)), (features * share).T @ labels
    )
    learned: Floats = np.asarray(weights / scale, dtype=np.float64)
    learned[[FEATURES.index(feature) for feature in COHERENCE]] = -COHERENCE_PENALTY
    return learned


def cross_validated_correlation(examples: Sequence[Example]) -> tuple[float, float]:
    """How well scores follow the labels of documents not trained on: our mean correlation, and that of position."""
    ours: list[float] = []
    lead: list[float] = []
    for fold in range(CROSS_FOLDS):
        weights = fit_substance([example for example in examples if example.fold % CROSS_FOLDS != fold])
        for example in examples:
            if example.fold % CROSS_FOLDS == fold:
                ours.append(_correlation(example.features @ weights, example.labels))
                lead.append(_correlation(-np.arange(len(example.labels), dtype=np.float64), example.labels))
    return float(np.mean(ours)), float(np.mean(lead))


def choice_quality(examples: Sequence[Example], weights: Floats) -> tuple[float, float, float]:
    """Mean label of the sentence chosen by us, of the first sentence, and of the best."""
    ours = [example.labels[np.argmax(example.features @ weights)] for example in examples]
    return (
        float(np.mean(ours)),
        float(np.mean([example.labels[0] for example in examples])),
        float(np.mean([example.labels.max() for example in examples])),
    )


def _softmax(scores: Floats, starts: Positions, owner: Positions) -> Floats:
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    return np.asarray(powers / np.add.reduceat(powers, starts)[owner], dtype=np.float64)


def _standardized(labels: Floats) -> Floats:
    return (labels - float(labels.mean())) / (float(labels.std()) + 1e-6)


def _correlation(one: Floats, other: Floats) -> float:
    return float(np.mean(_standardized(one) * _standardized(other)))


def save(folder: Path, idf: Idf, news: Floats, substance: Floats) -> None:
    """Writes the model folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.txt").write_text("\n".join(idf.known) + "\n", encoding="utf-8")
    settings = {"features": FEATURES, "unknown_idf": idf.unknown}
    (folder / "config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    arrays: dict[str, NDArray[np.generic]] = {
        "idf": np.array(list(idf.known.values()), dtype=np.float16),
        "news_weights": news.astype(np.float32),
        "substance_weights": substance.astype(np.float32),
    }
    save_file(arrays, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)


def main() -> None:
    """Trains, reports on what was held out, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, required=True, help=f"folder that has {PAIRS} and {' and '.join(TEXTS)}"
    )
    parser.add_argument("--out", type=Path, default=Path("models/brief-en"), help="folder to write")
    arguments = parser.parse_args()

    idf = train_idf(passage for text in TEXTS for passage in read_passages(arguments.corpora / text))
    documents = read_documents(arguments.corpora / PAIRS)
    news = list(news_examples(documents, idf))
    news_weights = fit_news([example for example in news if example.fold not in (DEV_FOLD, TEST_FOLD)])
    for name, fold in ("dev", DEV_FOLD), ("test", TEST_FOLD):
        held_out = [example for example in news if example.fold == fold]
        scores = "ours {:.4f}, lead {:.4f}, best {:.4f}".format(*choice_quality(held_out, news_weights))
        print(f"news, {name}: {len(held_out)} examples; {scores}")
    substance = list(substance_examples(documents, idf))
    ours, lead = cross_validated_correlation(substance)
    print(f"substance: {len(substance)} documents; correlation {ours:.3f}, lead {lead:.3f}")
    substance_weights = fit_substance(substance)
    for feature, *weights in zip(FEATURES, news_weights, substance_weights, strict=True):
        print(f"{feature:24}" + "".join(f"{weight:9.3f}" for weight in weights))
    save(arguments.out, idf, news_weights, substance_weights)


if __name__ == "__main__":
    main()
