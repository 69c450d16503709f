"""What every brief promises of its form, over one BBC article in 20: it is short, and begins with what is known."""

import gzip
import json
from pathlib import Path

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import brief_of_sentences
from mujaz.pipeline.brief.openings import dangles
from mujaz.text.segment import split_english
from mujaz.text.words import words
from mujaz.types import BriefOptions, BriefStyle, LoadedModel, ModelSignature, Task

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "summ" / "bbc_news_headlines.jsonl.gz"
EVERY = 20


@pytest.fixture(scope="module")
def engine() -> ExtractiveEngine:
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    return ExtractiveEngine(ROOT / "models" / "brief-en", LoadedModel(signature=signature, task=Task.SUMMARIZATION))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    if not CORPUS.exists():
        pytest.skip(f"{CORPUS.name} is not beside the project")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        found = [json.loads(line)["document"] for line in lines][::EVERY]
    return [text for text in found if words(text)]


def test_briefs_keep_their_length_and_begin_with_what_is_known(engine: ExtractiveEngine, texts: list[str]) -> None:
    for text in texts:
        brief = brief_of_sentences("", text, split_english(text), engine, BriefOptions())
        sentences = [citation.brief.of(brief.text) for citation in brief.citations]
        assert len(brief.text.split()) <= 60
        assert all(len(sentence.split()) <= 28 for sentence in sentences)
        assert not dangles(sentences[0])


def test_headlines_have_at_most_12_words_and_begin_with_what_is_known(
    engine: ExtractiveEngine, texts: list[str]
) -> None:
    for text in texts:
        options = BriefOptions(style=BriefStyle.HEADLINE)
        headline = brief_of_sentences("", text, split_english(text), engine, options).text
        assert 1 <= len(headline.split()) <= 12
        assert not dangles(headline)
