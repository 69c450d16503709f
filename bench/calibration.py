"""What a translation model's certainty is worth: fits the calibration in the catalogue, and shows how it does.

    python bench/calibration.py starter-ar-en --dev DIR

`DIR` holds development sets, `Arabic<TAB>English` a line. Odd lines give the calibration, even lines the figures.
Quality is the sentence's chrF against its reference, from 20 (English that has nothing to do with it) for 0 to 70 for
1; a confidence is the quality that is to be expected. Prints the line for the catalogue, and a table in Markdown.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import sacrebleu
from numpy.typing import NDArray

from mujaz.config import Settings
from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.local import run_text
from mujaz.pipeline.pipeline import Pipeline
from mujaz.types import Calibration, ProcessOptions

_NOTHING, _EVERYTHING = 20.0, 70.0
_LINES_AT_ONCE = 50
_BINS = 8
_BUCKETS = ((0.0, 0.2), (0.2, 0.35), (0.35, 0.5), (0.5, 0.65), (0.65, 0.8), (0.8, 1.01))
Array = NDArray[np.float64]


def main() -> None:
    """Reads the command line and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", help="name in the catalogue, or a folder")
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    parser.add_argument("--lines", type=int, help="only the first lines of each set")
    arguments = parser.parse_args()
    pipeline = uncalibrated(load_pipeline(Settings.load({"translation_model": arguments.model})))
    rows = [row for path in sorted(arguments.dev.glob("*.tsv")) for row in measure(pipeline, path, arguments.lines)]
    certainty, chrf = np.array(rows, dtype=np.float64).T
    calibration = fit(certainty[::2], chrf[::2])
    print("calibration = { knots = [" + ", ".join(f"[{x:.3f}, {y:.3f}]" for x, y in calibration.knots) + "] }\n")
    print(f"{len(certainty)} sentences, mean certainty {certainty.mean():.2f}, mean chrF {chrf.mean():.1f}")
    print(f"rank correlation of confidence and chrF: {rank_correlation(certainty[1::2], chrf[1::2]):.2f}\n")
    confidence = np.array([calibration.confidence(value) for value in certainty[1::2]])
    print("\n".join(table(confidence, chrf[1::2])))


def uncalibrated(pipeline: Pipeline) -> Pipeline:
    """The same pipeline, whose confidence is the model's certainty."""
    pipeline.translation.model = replace(pipeline.translation.model, calibration=None)
    return pipeline


def measure(pipeline: Pipeline, path: Path, lines: int | None) -> Iterator[tuple[float, float]]:
    """Certainty and chrF of each line of a set that is one segment."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:lines]]
    for start in range(0, len(rows), _LINES_AT_ONCE):
        some = rows[start : start + _LINES_AT_ONCE]
        sources = [" ".join(row[0].split()) for row in some]
        translation = run_text(pipeline, "\n".join(sources), ProcessOptions()).translation
        ends = np.cumsum([len(source) + 1 for source in sources])
        of_line = np.searchsorted(ends, [segment.source.start for segment in translation.segments], side="right")
        alone = np.bincount(of_line, minlength=len(some)) == 1
        for segment, line in zip(translation.segments, of_line, strict=True):
            if alone[line]:
                target = segment.target.of(translation.text)
                yield segment.confidence, sacrebleu.sentence_chrf(target, [some[line][1]]).score


def fit(certainty: Array, chrf: Array) -> Calibration:
    """Mean quality of equal shares of the sentences, ordered by certainty; neighbours that would fall are pooled."""
    quality = np.clip((chrf - _NOTHING) / (_EVERYTHING - _NOTHING), 0.0, 1.0)
    order = np.argsort(certainty, kind="stable")
    pools: list[tuple[Array, Array]] = []
    for share in np.array_split(order, _BINS):
        pools.append((certainty[share], quality[share]))
        while len(pools) > 1 and pools[-2][1].mean() >= pools[-1][1].mean():
            (x, y), (next_x, next_y) = pools[-2:]
            pools[-2:] = [(np.concatenate([x, next_x]), np.concatenate([y, next_y]))]
    knots = [(round(float(np.median(x)), 3), round(float(y.mean()), 3)) for x, y in pools]
    return Calibration(knots=((0.0, 0.0), *knots))


def rank_correlation(one: Array, other: Array) -> float:
    """Spearman's, without regard to ties."""
    ranks = [np.argsort(np.argsort(values)) for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def table(confidence: Array, chrf: Array) -> Sequence[str]:
    """How good the sentences of each bucket of confidence are."""
    rows = ["| confidence | sentences | mean confidence | mean chrF | chrF below 30 |", "|---|---:|---:|---:|---:|"]
    for low, high in _BUCKETS:
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            some = chrf[inside]
            rows.append(
                f"| {low:g} to {min(high, 1.0):g} | {inside.sum()} | {confidence[inside].mean():.2f} "
                f"| {some.mean():.1f} | {(some < 30).mean():.0%} |"
            )
    return rows


if __name__ == "__main__":
    main()
