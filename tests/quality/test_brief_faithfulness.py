"""How many false briefs the check catches, and how many true ones it lets pass."""

import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import brief_of_sentences
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.text.segment import split_english
from mujaz.types import BriefOptions, LoadedModel, ModelSignature, Segment, Task, Translation

ROOT = Path(__file__).parents[2]
EACH = 100
MIN_CAUGHT = 0.95
MAX_FALSE_ALARMS = 0.02

_MONTHS = "January February March April June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?![\w-])")
_DATE_WORD = re.compile(rf"\b(?:{'|'.join(_MONTHS + _DAYS)})\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


@dataclass(frozen=True)
class Told:
    """An article and the sentences of its brief, each with the segments it cites."""

    text: str
    evidence: Evidence
    brief: tuple[tuple[str, tuple[int, ...]], ...]


@pytest.fixture(scope="module")
def stories() -> list[Told]:
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    model = LoadedModel(signature=signature, task=Task.SUMMARIZATION)
    engine = ExtractiveEngine(ROOT / "models" / "brief-en", model)
    with (Path(__file__).parent / "briefs" / "whitehouse.jsonl").open(encoding="utf-8") as lines:
        return [_told(record["title"], record["text"], engine) for record in map(json.loads, lines)]


def _told(title: str, text: str, engine: ExtractiveEngine) -> Told:
    spans = split_english(text)
    brief = brief_of_sentences(title, text, spans, engine, BriefOptions())
    segments = tuple(Segment(source=span, target=span, confidence=1.0) for span in spans)
    return Told(
        text=text,
        evidence=Evidence(title, Translation(text=text, segments=segments)),
        brief=tuple((citation.brief.of(brief.text), citation.segments) for citation in brief.citations),
    )


Corruption = Callable[[str, str, Told, random.Random], str | None]


def _other_number(sentence: str, here: str, other: Told, chance: random.Random) -> str | None:
    """Another number of the same article, or one digit changed."""
    found = list(_NUMBER.finditer(sentence))
    if not found:
        return None
    match = chance.choice(found)
    others = [number for number in _NUMBER.findall(here) if number != match[0]]
    digit = chance.choice([place for place, sign in enumerate(match[0]) if sign.isdigit()])
    changed = str((int(match[0][digit]) + chance.randint(1, 9)) % 10)
    misread = match[0][:digit] + changed + match[0][digit + 1 :]
    new = chance.choice(others) if others and chance.random() < 0.5 else misread
    return sentence[: match.start()] + new + sentence[match.end() :]


def _other_date(sentence: str, here: str, other: Told, chance: random.Random) -> str | None:
    found = list(_DATE_WORD.finditer(sentence))
    if not found:
        return None
    match = chance.choice(found)
    others = [word for word in (_MONTHS if match[0] in _MONTHS else _DAYS) if word != match[0]]
    return sentence[: match.start()] + chance.choice(others) + sentence[match.end() :]


def _name_of(text: str, sentence: str, chance: random.Random) -> str | None:
    found = [match for match in _NAME.finditer(sentence) if match[0] not in _MONTHS + _DAYS]
    if not found:
        return None
    match = chance.choice(found)
    others = [name for name in _NAME.findall(text) if not set(name.split()) & set(match[0].split())]
    return sentence[: match.start()] + chance.choice(others) + sentence[match.end() :] if others else None


def _name_of_the_article(sentence: str, here: str, other: Told, chance: random.Random) -> str | None:
    return _name_of(here, sentence, chance)


def _foreign_name(sentence: str, here: str, other: Told, chance: random.Random) -> str | None:
    return _name_of(other.text, sentence, chance)


def _foreign_sentence(sentence: str, here: str, other: Told, chance: random.Random) -> str | None:
    return chance.choice(other.brief)[0]


def _corrupted(stories: list[Told], corrupt: Corruption) -> Iterator[tuple[Told, str]]:
    chance = random.Random(7)
    seen: set[str] = set()
    for _ in range(100 * len(stories)):
        story, other = chance.sample(stories, 2)
        sentence, _ = chance.choice(story.brief)
        false = corrupt(sentence, story.text, other, chance)
        if false is not None and false != sentence and (story.text + false) not in seen:
            seen.add(story.text + false)
            yield story, false
        if len(seen) == EACH:
            return
    raise AssertionError(f"the stories allow only {len(seen)} corruptions of this kind")


@pytest.mark.parametrize(
    "corrupt", [_other_number, _other_date, _name_of_the_article, _foreign_name, _foreign_sentence]
)
def test_a_sentence_that_the_article_does_not_say_is_caught(stories: list[Told], corrupt: Corruption) -> None:
    caught = [
        bool(story.evidence.doubts(false, story.evidence.support(false)))
        for story, false in _corrupted(stories, corrupt)
    ]
    assert len(caught) == EACH
    assert sum(caught) >= MIN_CAUGHT * EACH


def test_no_sentence_of_an_extractive_brief_is_doubted(stories: list[Told]) -> None:
    sentences = [(story, *told) for story in stories for told in story.brief]
    assert len(sentences) > 100
    for story, sentence, cited in sentences:
        assert not story.evidence.doubts(sentence, cited)
        assert not story.evidence.doubts(sentence, story.evidence.support(sentence))


def test_sentences_shortened_or_joined_as_models_do_are_seldom_doubted(stories: list[Told]) -> None:
    rewritten = []
    for story in stories:
        heads = [sentence.rpartition(", ")[0] for sentence, _ in story.brief]
        rewritten += [(story, f"{head}.") for head in heads if len(head.split()) > 5]
        joined = [head for head in heads if 5 < len(head.split()) < 25]
        rewritten += [(story, f"{one}, and {two}.") for one, two in itertools.pairwise(joined)]
    doubted = [
        sentence for story, sentence in rewritten if story.evidence.doubts(sentence, story.evidence.support(sentence))
    ]
    # Sentences of at most 28 words have fewer commas to be shortened at than the whole ones of before, which gave 117.
    assert len(rewritten) > 60
    assert len(doubted) <= MAX_FALSE_ALARMS * len(rewritten)
