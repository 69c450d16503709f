"""The two things a brief must do, as labels for sentences.

News: say what the headline says. A title is the judgement of an editor. Half of its words are given to the ranker as
the title, the other half is what the sentence must say; so the ranker learns to use a title without being told the
answer.

Substance: say what somebody else found worth telling. The White House publishes an order or statement and, next to it,
a fact sheet about it. What one of the two tells again from the other is what matters in it, beyond the headline.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from corpus import Document

from mujaz.engines.sentence_features import Floats, feature_matrix, vectorize
from mujaz.text.segment import split_english
from mujaz.text.words import content_stems

MIN_SENTENCES, MAX_SENTENCES = 4, 150
MIN_TITLE_STEMS = 4
RETELLING_COSINE = (0.45, 0.85)
"""Two documents closer than the upper bound are copies; below the lower one they only share a subject."""


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of one document with their labels.

    Args:
        features: One row for each sentence.
        labels: How well each sentence does it, from 0 to 1.
        fold: As in `Document`.
    """

    features: Floats
    labels: Floats
    fold: int


@dataclass(frozen=True, slots=True)
class Idf:
    """Inverse document frequencies of stems, and that of an unknown one."""

    known: Mapping[str, float]
    unknown: float

    def vector(self, stems: Sequence[str]) -> dict[str, float]:
        """The TF-IDF vector of a text."""
        return {
            stem: (1 + math.log(count)) * self.known.get(stem, self.unknown) for stem, count in Counter(stems).items()
        }


def news_examples(documents: Sequence[Document], idf: Idf) -> Iterator[Example]:
    """Two examples of each document: either half of its title given."""
    random_ = random.Random(0)
    for document in documents:
        sentences = sentences_of(document)
        stems = list(dict.fromkeys(content_stems(document.title)))
        if not sentences or len(stems) < MIN_TITLE_STEMS:
            continue
        random_.shuffle(stems)
        first, second = stems[: len(stems) // 2], stems[len(stems) // 2 :]
        for given, target in (first, second), (second, first):
            labels = _similarities(sentences, idf.vector(target), idf)
            if labels.any():
                yield Example(_features(" ".join(given), sentences, idf), labels, document.fold)


def substance_examples(documents: Sequence[Document], idf: Idf) -> Iterator[Example]:
    """Two examples of each retelling: either document judged by the other."""
    for pair in find_retellings(documents, idf):
        for document, other in pair, pair[::-1]:
            sentences = sentences_of(document)
            if sentences:
                labels = _similarities(sentences, idf.vector(content_stems(other.text)), idf)
                yield Example(_features(document.title, sentences, idf), labels, pair[0].fold)


def find_retellings(documents: Sequence[Document], idf: Idf) -> list[tuple[Document, Document]]:
    """Each fact sheet with the document nearest to it, where that is near enough to be about the same event."""
    columns = {term: column for column, term in enumerate(idf.known)}
    matrix = np.zeros((len(documents), len(columns)), dtype=np.float32)
    for row, document in enumerate(documents):
        for term, weight in idf.vector(content_stems(f"{document.title} {document.text}")).items():
            if term in columns:
                matrix[row, columns[term]] = weight * (1 - 1 / idf.known[term])
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    sheets = np.array([document.is_fact_sheet for document in documents])
    similarities = matrix[sheets] @ matrix[~sheets].T
    nearest = zip(
        np.flatnonzero(sheets).tolist(),
        np.flatnonzero(~sheets)[similarities.argmax(axis=1)].tolist(),
        similarities.max(axis=1).tolist(),
        strict=True,
    )
    low, high = RETELLING_COSINE
    return [(documents[sheet], documents[other]) for sheet, other, cosine in nearest if low <= cosine < high]


def sentences_of(document: Document) -> list[str]:
    """The sentences of a document; none where it has too few or too many."""
    sentences = [span.of(document.text) for span in split_english(document.text)]
    return sentences if MIN_SENTENCES <= len(sentences) <= MAX_SENTENCES else []


def _features(title: str, sentences: Sequence[str], idf: Idf) -> Floats:
    vectors = vectorize(sentences, idf.known, idf.unknown)
    return feature_matrix(title, sentences, vectors, idf.known, idf.unknown)


def _similarities(sentences: Sequence[str], target: Mapping[str, float], idf: Idf) -> Floats:
    return np.array([_cosine(idf.vector(content_stems(sentence)), target) for sentence in sentences])


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    norms = math.sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))
    return product / norms if norms else 0.0
