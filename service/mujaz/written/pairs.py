"""The sentences of an article, each with its translation, confidence and findings."""

import re
from dataclasses import dataclass

from mujaz.types import Article, ArticleResult, Finding, Segment, Severity, Translation
from mujaz.written.level import Level, level_of
from mujaz.written.marks import marks_of, stretches
from mujaz.written.words import SEVERITY_WORDS, doubted, quotes

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation.

    Args:
        id: Such as t1 in the title or s7 in the body; the ids of the body are those of the report page.
        line: The line of the body, from 1; 0 is the title.
        segment: The segment of the sentence.
        source_text: The whole title or body that the segment's source span is into.
        target_text: The whole translation of that.
    """

    id: str
    line: int
    segment: Segment
    source_text: str
    target_text: str

    @property
    def source(self) -> str:
        """The Arabic sentence."""
        return self.segment.source.of(self.source_text)

    @property
    def target(self) -> str:
        """The English sentence."""
        return self.segment.target.of(self.target_text)

    @property
    def is_good(self) -> bool:
        """Whether its confidence is good and it has no warning or error."""
        return level_of(self.segment.confidence) is Level.GOOD and not any(
            finding.severity is not Severity.INFO for finding in self.segment.findings
        )

    def marked(self, *, of_source: bool) -> list[tuple[str, str | None]]:
        """Its words with their marks, as `stretches` returns them."""
        text = self.source_text if of_source else self.target_text
        within = self.segment.source if of_source else self.segment.target
        return stretches(text, within, marks_of([self.segment], of_source=of_source))

    @property
    def notes(self) -> list[str]:
        """Its findings, worst first, and the words that the model was unsure of."""
        worst_first = sorted(self.segment.findings, key=lambda finding: -finding.severity.value)
        lines = [finding_line(finding, self.source_text, self.target_text) for finding in worst_first]
        if self.segment.doubts:
            lines.append(f"Unsure of: {'; '.join(doubted(doubt, self.target_text) for doubt in self.segment.doubts)}")
        return lines

    @property
    def confidence(self) -> str:
        """Its confidence as a number and a word."""
        return f"{self.segment.confidence:.2f}, {level_of(self.segment.confidence)}"


def finding_line(finding: Finding, source: str, target: str) -> str:
    """One line about a finding, with the words that it is about."""
    words = " | ".join(quotes(source, target, finding))
    return f"{SEVERITY_WORDS[finding.severity]}: {finding.message}{f' ({words})' if words else ''}"


def pairs_of(article: Article, result: ArticleResult) -> list[Pair]:
    """All sentences in order, those of the title first."""
    return [*_of(article.title, result.title, "t"), *_of(article.body, result.body, "s")]


def _of(source: str, translation: Translation, prefix: str) -> list[Pair]:
    found = []
    for number, segment in enumerate(translation.segments, start=1):
        line = source.count("\n", 0, segment.source.start) + 1 if prefix == "s" else 0
        found.append(Pair(f"{prefix}{number}", line, segment, source, translation.text))
    return found


def xml_text(text: str) -> str:
    """A text with U+FFFD for every character that XML does not allow."""
    return _NOT_XML.sub("\ufffd", text)
