"""Fits the calibration in the catalogue, which turns a translation model's certainty into a confidence.

    python bench/calibration.py

`tests/data/judged_segments.tsv` has for each segment whether a reader found its meaning kept, and how certain the model
was. A logistic regression of the judgement on the certainty (ridge of 1, Newton's method) gives the confidence. Prints
the line for the catalogue, and in Markdown how well a fit on four fifths predicts the rest (fivefold cross-validation).
"""

import argparse
import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mujaz.types import Certainty

SHEET = Path(__file__).parents[1] / "tests" / "data" / "judged_segments.tsv"
FOLDS = 5
BUCKETS = (("do not rely", 0.0, 0.5), ("check", 0.5, 0.8), ("good", 0.8, 1.01))
_RIDGE = 1.0
_STEPS = 50
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Segments that a reader judged.

    Args:
        evidence: A row for each segment: 1, log odds of the probability, share of doubted words, logarithm of the
            number of words, faults.
        kept: 1 where the meaning is fully or mostly kept, else 0.
        harmful: 1 where a reader would believe something wrong, else 0.
    """

    evidence: Array
    kept: Array
    harmful: Array


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sheet", type=Path, default=SHEET, help="judged segments")
    judged = read(parser.parse_args().sheet)
    intercept, probability, doubted, words, faults = fit(judged.evidence, judged.kept)
    print(
        f"calibration = {{ intercept = {intercept:.3f}, probability = {max(probability, 0):.3f}, "
        f"doubted = {min(doubted, 0):.3f}, words = {words:.3f} }}\n"
    )
    print(f"A warning is one fault, an error two; a fault divides the odds by {math.exp(-faults):.1f}.")
    confidence = cross_validated(judged)
    print(f"{len(judged.kept)} segments, area under the curve for the meaning {area(confidence, judged.kept):.2f}\n")
    print("\n".join(table(confidence, judged)))


def read(path: Path) -> Judged:
    """Read the sheet of judged segments."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return Judged(
        evidence=np.array([_evidence(row) for row in rows]),
        kept=np.array([float(row["kept"] != "no") for row in rows]),
        harmful=np.array([float(row["harmful"] != "0") for row in rows]),
    )


def _evidence(row: dict[str, str]) -> list[float]:
    words = int(row["words"])
    certainty = Certainty(probability=float(row["probability"]), doubted=int(row["doubted"]) / words, words=words)
    return [1.0, certainty.log_odds, certainty.doubted, certainty.log_words, float(row["faults"])]


def fit(evidence: Array, kept: Array) -> Array:
    """Return the weights of a logistic regression; the first, which is not regularised, is the intercept."""
    weights = np.zeros(evidence.shape[1])
    ridge = _RIDGE * np.diag([0.0] + [1.0] * (len(weights) - 1))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-evidence @ weights))
        slope = evidence.T @ (likely - kept) + ridge @ weights
        weights -= np.linalg.solve((evidence.T * (likely * (1 - likely))) @ evidence + ridge, slope)
    return weights


def cross_validated(judged: Judged) -> Array:
    """Return the confidence of each segment by a fit without it."""
    confidence = np.zeros(len(judged.kept))
    for fold in range(FOLDS):
        held_out = np.arange(len(confidence)) % FOLDS == fold
        weights = fit(judged.evidence[~held_out], judged.kept[~held_out])
        confidence[held_out] = 1 / (1 + np.exp(-judged.evidence[held_out] @ weights))
    return confidence


def area(score: Array, truth: Array) -> float:
    """Return the area under the ROC curve: how often a kept segment has a higher score than another."""
    ranks = np.argsort(np.argsort(score)) + 1.0
    positive = truth.sum()
    return float((ranks[truth == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def table(confidence: Array, judged: Judged) -> Sequence[str]:
    """Return the rows of a Markdown table: the judgements of the segments of each confidence level."""
    rows = ["| level | confidence | segments | meaning kept | something harmful |", "|---|---|---:|---:|---:|"]
    for name, low, high in BUCKETS:
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            rows.append(
                f"| {name} | {low:g} to {min(high, 1.0):g} | {inside.sum()} | {judged.kept[inside].mean():.0%} "
                f"| {judged.harmful[inside].mean():.0%} |"
            )
    return rows


if __name__ == "__main__":
    main()
