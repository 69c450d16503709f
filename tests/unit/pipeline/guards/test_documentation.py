"""What docs/findings.md shows is what comes out."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline, run_text
from mujaz.pipeline.check import check_lines
from mujaz.pipeline.guards import check, find_dialect
from mujaz.types import Chunk, DecodingOptions, FindingKind, Glossary, Hypothesis, ProcessOptions, Term

PAGE = (Path(__file__).parents[4] / "docs" / "findings.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([A-Z_]+)\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
EXAMPLE = re.compile(
    r"^> (?P<source>.+)\n>\n> (?P<target>.+)\n>\n> `(?P<severity>[A-Z]+)` (?P<message>.+)$", re.MULTILINE
)
OF_SENTENCES = re.compile(
    r"^(?P<sources>> .+\n> .+)\n>\n(?P<targets>> .+\n> .+)\n>\n> `(?P<severity>[A-Z]+)` (?P<message>.+)$", re.MULTILINE
)
"""An example of two sentences, the second of which has the finding."""
EVERY = [(kind, *match.groups()) for kind, section in SECTIONS.items() for match in EXAMPLE.finditer(section)]
BY_COMPARING = {"NUMBER", "NAME", "REPETITION", "LENGTH", "UNTRANSLATED", "UNRELATED", "VERBATIM", "DIALECT"}
"""The others come of what the model says, or of the text itself."""


OF_ARTICLES = {"SOURCE_ENCODING", "SOURCE_IN_PART", "SOURCE_DAMAGED"}
"""Of a whole article, not of a sentence: the tests of the readers show them."""


class Says(FakeTranslationEngine):
    """Says an example's wrong English, in as many parts as it is asked for."""

    def __init__(self, kind: str, target: str) -> None:
        super().__init__(max_source_tokens=10 if kind == "SPLIT" else 64)
        self.kind, self.target = kind, target
        self.first_word = ""

    def encode(self, text: str) -> tuple[str, ...]:
        words = super().encode(text)
        self.first_word = self.first_word or words[0]
        return tuple(sign for word in words for sign in (word if word == "和平" else [word]))

    def is_unknown(self, piece: str) -> bool:
        return piece in "和平"

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        parts = [self.target] * len(batch)
        if self.kind == "SPLIT":  # into two, which may be asked for together or one by one
            first, second = re.split(r"(?<=,) ", self.target)
            parts = [first if chunk.pieces[0] == self.first_word else second for chunk in batch]
        sure = -2.0 if self.kind == "LOW_PROBABILITY" else -0.1
        return [
            Hypothesis(text=text, mean_log_prob=sure, token_count=9, truncated=self.kind == "TRUNCATED")
            for text in parts
        ]


def test_every_kind_has_a_section_that_says_what_to_do():
    assert set(SECTIONS) == {kind.name for kind in FindingKind} - {"UNSPECIFIED"}
    for section in SECTIONS.values():
        assert re.search(r"^> (.*\n>\n> )?`(ERROR|WARNING|INFO)` ", section, flags=re.MULTILINE)
        assert "*What to do:* " in section


def test_there_are_examples_of_every_kind():
    assert {kind for kind, *_ in EVERY} == set(SECTIONS) - OF_ARTICLES


@pytest.mark.parametrize(
    ("kind", "source", "target", "severity", "message"), [row for row in EVERY if row[0] not in BY_COMPARING]
)
def test_the_examples_of_what_the_model_or_the_text_says_are_true(kind, source, target, severity, message):
    glossary = Glossary(terms=(Term(source="الحشد الشعبي", target="PMF"),)) if kind == "GLOSSARY" else None
    pipeline = Pipeline(Says(kind, target), FakeSummaryEngine(), Settings(max_retries=0))
    text = f"{source}\nقال." if kind == "NOT_ARABIC" else source  # a text needs some Arabic
    translation = run_text(pipeline, text, ProcessOptions(glossary=glossary)).translation
    segment = translation.segments[0]
    assert segment.target.of(translation.text) == target
    found = [(finding.kind.name, finding.severity.name, finding.message) for finding in segment.findings]
    assert (kind, severity, message) in found


@pytest.mark.parametrize(
    ("kind", "source", "target", "severity", "message"), [row for row in EVERY if row[0] in BY_COMPARING]
)
def test_the_examples_are_true(kind, source, target, severity, message):
    found = [
        (finding.kind.name, finding.severity.name, finding.message)
        for finding in (*check(source, target), *find_dialect(source))
    ]
    assert found == [(kind, severity, message)]


def test_the_examples_of_several_sentences_are_true():
    examples = [match.groupdict() for match in OF_SENTENCES.finditer(SECTIONS["NAME"])]
    assert examples
    for example in examples:
        source, target = (re.sub("(?m)^> ", "", example[side]) for side in ("sources", "targets"))
        first, second = check_lines(source, target)
        assert first.findings == ()
        assert [(finding.severity.name, finding.message) for finding in second.findings] == [
            (example["severity"], example["message"])
        ]
