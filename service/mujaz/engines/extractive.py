"""The embedded summariser: ranks an article's sentences and takes the best that fit. It needs only numpy."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from mujaz.engines.base import Floats, SummarySentence
from mujaz.engines.sentence_features import FEATURES, SentenceVectors, feature_matrix, similarities, vectorize
from mujaz.errors import ModelError
from mujaz.text.words import content_stems
from mujaz.types import BriefMethod, BriefOptions, BriefStyle, LoadedModel

NEAR_DUPLICATE = 0.75
"""A sentence with at least this cosine to a chosen one repeats it, and is left out."""
REDUNDANCY_WEIGHT = 0.3
"""What a cosine of 1 to a chosen sentence takes off a sentence's score, in standard deviations of the scores."""
HEADLINE_CHOICE = 2
"""A headline is made of one of this many best sentences: better one that is too long than one that is not the news."""
LARGE_SHARE = 0.5
"""A brief of at least this share of the article should represent all of it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Three scores for each sentence of an article, each standardised; higher is better.

    Args:
        news: Does the sentence say what the headline says? Learnt from headlines. Without a title it is the order of
            the sentences, as an article begins with the news.
        substance: Would somebody who retells the story tell it? Learnt from retellings.
        coverage: Is the sentence about what the article keeps coming back to? Counted, as TextRank does.
        vectors: The sentences as vectors.
    """

    news: Floats
    substance: Floats
    coverage: Floats
    vectors: SentenceVectors


@dataclass(frozen=True, slots=True)
class SentenceRanker:
    """Two linear scorers on the same features of a sentence, and a score that needs no training.

    Args:
        idf: Inverse document frequency of each known stem.
        unknown_idf: Inverse document frequency of all others.
        news_weights: One for each of `FEATURES`.
        substance_weights: One for each of `FEATURES`.
    """

    idf: Mapping[str, float]
    unknown_idf: float
    news_weights: Floats
    substance_weights: Floats

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads a model folder.

        Raises:
            ModelError: The folder is missing, unreadable, or was made for other features.
        """
        try:
            settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            terms = (folder / "terms.txt").read_text(encoding="utf-8").split()
            arrays = {name: array.astype(np.float64) for name, array in load_file(folder / "model.safetensors").items()}
            if settings["features"] != list(FEATURES):
                message = f"the brief model in {folder} was trained for another version of Mujaz; train it again"
                raise ModelError(message, reason="MODEL_UNSUPPORTED")
            idf = dict(zip(terms, arrays["idf"].tolist(), strict=True))
            return cls(idf, settings["unknown_idf"], arrays["news_weights"], arrays["substance_weights"])
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(f"cannot read the brief model in {folder}: {error}", reason="MODEL_UNREADABLE") from None

    def rank(self, title: str, sentences: Sequence[str]) -> Ranking:
        """Scores the sentences of one article."""
        vectors = vectorize(sentences, self.idf, self.unknown_idf)
        features = feature_matrix(title, sentences, vectors, self.idf, self.unknown_idf)
        order = -np.arange(len(sentences), dtype=np.float64)
        return Ranking(
            news=_standardized(features @ self.news_weights if content_stems(title) else order),
            substance=_standardized(features @ self.substance_weights),
            coverage=_standardized(vectors.coverage()),
            vectors=vectors,
        )


class ExtractiveEngine:
    """Chooses whole sentences of the article, and keeps their order.

    Args:
        folder: The folder of the weights.
        model: The description of the model.

    Raises:
        ModelError: The folder cannot be used.
    """

    method = BriefMethod.EXTRACTIVE

    def __init__(self, folder: Path, model: LoadedModel) -> None:
        self.model = model
        self._ranker = SentenceRanker.load(folder)

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """See `SummaryEngine`. Where no sentence is short enough, the shortest of the best ones is returned."""
        ranking = self._ranker.rank(title, sentences)
        lengths = np.array([len(sentence.split()) for sentence in sentences])
        chosen = select(ranking, lengths, options, allowed=~_repeats(title, sentences))
        return [SummarySentence(text=sentences[position], support=(position,)) for position in chosen]

    def similarities(self, texts: Sequence[str]) -> Floats:
        """See `TextComparer`."""
        return similarities(texts, self._ranker.idf, self._ranker.unknown_idf)

    def close(self) -> None:
        """Does nothing: there is no memory outside Python to free."""


def select(
    ranking: Ranking, lengths: NDArray[np.intp], options: BriefOptions, *, allowed: NDArray[np.bool_]
) -> list[int]:
    """Takes sentences one by one while any fits: first the news, then whichever adds most.

    A brief of one sentence is the headline story. After the first sentence, the more room there is, the less news
    counts and the more coverage does. Repetition lowers a sentence's score: maximal marginal relevance (Carbonell and
    Goldstein, SIGIR 1998).

    Args:
        ranking: The sentences' scores.
        lengths: The number of words of each sentence.
        options: The limits of the brief.
        allowed: Which sentences may be taken; at least one.

    Returns:
        At least one position, in ascending order.
    """
    room = options.max_words
    best = [int(position) for position in np.argsort(-ranking.news, kind="stable") if allowed[position]]
    if options.style is BriefStyle.HEADLINE:
        best = best[:HEADLINE_CHOICE]
        allowed = np.isin(np.arange(len(lengths)), best)
    fits = allowed & (lengths <= room)
    if not fits.any():
        return [min(best[:3], key=lambda position: int(lengths[position]))]
    worth = _worth(ranking, lengths, options)
    redundancy = np.zeros(len(lengths))
    chosen: list[int] = []
    while fits.any() and len(chosen) < options.max_sentences:
        scores = worth - REDUNDANCY_WEIGHT * redundancy if chosen else ranking.news
        position = int(np.argmax(np.where(fits, scores, -np.inf)))
        chosen.append(position)
        room -= int(lengths[position])
        redundancy = np.maximum(redundancy, ranking.vectors.dot(ranking.vectors.row(position)))
        fits &= (lengths <= room) & (redundancy < NEAR_DUPLICATE)
        fits[position] = False  # needed for a sentence of function words, whose cosine to itself is 0
    return sorted(chosen)


def _worth(ranking: Ranking, lengths: NDArray[np.intp], options: BriefOptions) -> Floats:
    """The score of each sentence once the first was taken, before repetition is counted."""
    share = min(options.max_words / max(int(lengths.sum()), 1), options.max_sentences / len(lengths))
    room = min(1.0, share / LARGE_SHARE)
    return ranking.substance + (1 - room) * ranking.news + room * ranking.coverage


def _standardized(scores: Floats) -> Floats:
    return (scores - float(scores.mean())) / (float(scores.std()) + 1e-9)


def _repeats(title: str, sentences: Sequence[str]) -> NDArray[np.bool_]:
    """Marks the sentences that say no more than the title; none if all do, as a brief is never empty."""
    headline = set(content_stems(title))
    same = np.array([bool(headline) and set(content_stems(sentence)) == headline for sentence in sentences])
    return same & ~same.all()
