"""How well a digest finds what belongs together, on articles that are cut into two reports each."""

import itertools
import json
from pathlib import Path

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.digest.group import group_stories
from mujaz.text.segment import split_english
from mujaz.types import LoadedModel, ModelSignature, Task

ROOT = Path(__file__).parents[2]


def test_two_reports_of_a_document_are_found_among_many() -> None:
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    engine = ExtractiveEngine(ROOT / "models" / "brief-en", LoadedModel(signature=signature, task=Task.SUMMARIZATION))
    lines = (ROOT / "tests/quality/briefs/whitehouse.jsonl").read_text(encoding="utf-8").splitlines()
    reports: list[tuple[int, str]] = []
    for number, line in enumerate(lines[:25]):
        text = json.loads(line)["text"]
        sentences = [span.of(text) for span in split_english(text)]
        reports += [(number, " ".join(sentences[::2])), (number, " ".join(sentences[1::2]))]
    groups = group_stories(engine.similarities([text for _, text in reports]))
    pairs = [pair for group in groups for pair in itertools.combinations(group, 2)]
    right = sum(reports[one][0] == reports[other][0] for one, other in pairs)
    precision, recall = right / len(pairs), right / (len(reports) / 2)
    print(f"precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.8
    assert recall >= 0.6
