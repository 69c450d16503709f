"""What docs/findings.md shows is what comes out."""

import re
from pathlib import Path

import pytest

from mujaz.pipeline.guards import check, check_dialect
from mujaz.types import FindingKind

PAGE = (Path(__file__).parents[4] / "docs" / "findings.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([A-Z_]+)\n(.*?)(?=^##|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))
EXAMPLE = re.compile(
    r"^> (?P<source>.+)\n>\n> (?P<target>.+)\n>\n> `(?P<severity>[A-Z]+)` (?P<message>.+)$", re.MULTILINE
)
EXAMPLES = [(kind, *match.groups()) for kind, section in SECTIONS.items() for match in EXAMPLE.finditer(section)]


def test_every_kind_has_a_section_that_says_what_to_do():
    assert set(SECTIONS) == {kind.name for kind in FindingKind} - {"UNSPECIFIED"}
    for section in SECTIONS.values():
        assert re.search(r"^> (.*\n>\n> )?`(ERROR|WARNING|INFO)` ", section, flags=re.MULTILINE)
        assert "*What to do:* " in section


def test_there_are_examples_of_every_kind_that_is_found_by_comparing():
    kinds = {kind for kind, *_ in EXAMPLES}
    assert kinds == {"NUMBER", "REPETITION", "LENGTH", "UNTRANSLATED", "UNRELATED", "VERBATIM", "DIALECT"}


@pytest.mark.parametrize(("kind", "source", "target", "severity", "message"), EXAMPLES)
def test_the_examples_are_true(kind, source, target, severity, message):
    found = [
        (finding.kind.name, finding.severity.name, finding.message)
        for finding in (*check(source, target), *check_dialect(source))
    ]
    assert found == [(kind, severity, message)]
