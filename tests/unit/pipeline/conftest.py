"""What tests of briefs and digests share: the embedded model, and articles made from lists of English sentences."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.types import (
    Finding,
    FindingKind,
    LoadedModel,
    ModelSignature,
    Segment,
    Severity,
    Span,
    Task,
    Translation,
)

MakeTranslation: TypeAlias = Callable[..., Translation]

WRONG = Finding(kind=FindingKind.NUMBER, severity=Severity.ERROR, message="A number is missing.")


@pytest.fixture(scope="session")
def engine() -> ExtractiveEngine:
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    folder = Path(__file__).parents[3] / "models" / "brief-en"
    return ExtractiveEngine(folder, LoadedModel(signature=signature, task=Task.SUMMARIZATION))


@pytest.fixture(scope="session")
def make_translation() -> MakeTranslation:
    return _translation


def _translation(
    sentences: Iterable[str],
    *,
    confidence: dict[int, float] | None = None,
    wrong: Iterable[int] = (),
    sources: Iterable[str] | None = None,
) -> Translation:
    """Sentences one a line; all trusted at 0.8 but for those named."""
    targets = list(sentences)
    source_spans, _ = _lines(targets if sources is None else list(sources))
    target_spans, text = _lines(targets)
    segments = (
        Segment(
            source=source,
            target=target,
            confidence=(confidence or {}).get(position, 0.8),
            findings=(WRONG,) if position in set(wrong) else (),
        )
        for position, (source, target) in enumerate(zip(source_spans, target_spans, strict=True))
    )
    return Translation(text=text, segments=tuple(segments))


def _lines(texts: list[str]) -> tuple[list[Span], str]:
    spans: list[Span] = []
    start = 0
    for text in texts:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 1
    return spans, "\n".join(texts)
