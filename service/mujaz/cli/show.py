"""Prints a result for people: styled on a terminal, plain text elsewhere."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from mujaz.text.characters import LINE_ENDS
from mujaz.types import Article, ArticleResult, Brief, Finding, Segment, Severity, Span, TermOrigin, Translation
from mujaz.written.level import Level, level_of
from mujaz.written.words import doubted, quotes

_LINE_END = re.compile(rf"\r\n|[{LINE_ENDS}]")
_STYLES = {Severity.WARNING: "yellow", Severity.ERROR: "red"}
_UNSURE = "underline"
_ADVICE = {
    Level.CHECK: "compare names, numbers and who did what with the Arabic before you use them.",
    Level.DO_NOT_RELY: "take it as a hint of what was written, no more.",
}


def print_result(article: Article, result: ArticleResult) -> None:
    """Prints the title, the translation, the brief and what to be careful about, on standard output."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    # Elsewhere lines are neither wrapped nor marked, as the marks would end up in the text.
    marked = console.is_terminal
    for part in _parts(article, result, marked=marked):
        console.print(part, soft_wrap=not marked)


def note(where: str, finding: Finding, source: str, target: str) -> Text:
    """Returns one line about a finding.

    Args:
        where: What it is about, such as `line 3`.
        finding: The finding.
        source: The text that its source span refers to.
        target: The text that its target span refers to.
    """
    text = Text(f"{where}: ", style="dim")
    text.append(finding.severity.name.lower(), style=_STYLES.get(finding.severity, ""))
    words = " | ".join(quotes(source, target, finding))
    return text.append(f": {finding.message}{words and f' ({words})'}")


def _parts(article: Article, result: ArticleResult, *, marked: bool) -> Iterator[Text]:
    if result.title.text:
        yield _text(result.title, style="bold", marked=marked)
        yield Text()
    yield _text(result.body, style="", marked=marked)
    if result.brief is not None:
        yield Text()
        yield Text("Brief", style="bold")
        yield _brief(result.brief, marked=marked)
    terms = list(_terms(result))
    if terms:
        yield Text()
        yield Text("Terms", style="bold")
        yield from terms
    notes = [
        *(note("article", finding, article.body, result.body.text) for finding in result.findings),
        *_doubt(result.body),
        *_doubtful_sentences(result.brief),
        *_notes(article.title, result.title, place="title"),
        *_notes(article.body, result.body, place="line"),
        *_unsure(article.title, result.title, place="title"),
        *_unsure(article.body, result.body, place="line"),
    ]
    if notes:
        yield Text()
        yield Text("To be read with care", style="bold")
        yield from notes


def _terms(result: ArticleResult) -> Iterator[Text]:
    """Yields the terms of glossaries that were used, each once, without names that were only respelled."""
    segments = (*result.title.segments, *result.body.segments)
    used = [term for segment in segments for term in segment.terms if term.origin is not TermOrigin.GAZETTEER]
    for (source, target), times in Counter((term.term, term.target_term) for term in used).items():
        yield Text(f"{source} = {target}" + (f" ({times} times)" if times > 1 else ""))


def _doubt(translation: Translation) -> Iterator[Text]:
    level = level_of(translation.confidence)
    if level is not Level.GOOD:
        text = Text("whole text: ", style="dim")
        text.append(level, style=_STYLES[Severity.WARNING])
        yield text.append(f", confidence {translation.confidence:.2f} of 1: {_ADVICE[level]}")


def _unsure(source: str, translation: Translation, *, place: str) -> Iterator[Text]:
    """Yields for each segment the words that the model was unsure of, and their alternatives."""
    for segment in translation.segments:
        if segment.doubts:
            text = Text(f"{_where(source, segment, place)}: ", style="dim")
            text.append("unsure of", style=_UNSURE)
            yield text.append(f" {'; '.join(doubted(doubt, translation.text) for doubt in segment.doubts)}")


def _brief(brief: Brief, *, marked: bool) -> Text:
    """Returns the brief with its doubtful sentences in colour."""
    text = Text(brief.text)
    for citation in brief.citations:
        if marked and citation.doubtful:
            text.stylize(_STYLES[Severity.WARNING], citation.brief.start, citation.brief.end)
            for doubt in citation.doubts:
                text.stylize(_UNSURE, doubt.start, doubt.end)
    return text


def _doubtful_sentences(brief: Brief | None) -> Iterator[Text]:
    for number, citation in enumerate(brief.citations if brief else (), start=1):
        if citation.doubtful:
            text = Text("brief: ", style="dim")
            text.append("doubtful", style=_STYLES[Severity.WARNING])
            yield text.append(f": sentence {number} {why_doubtful(brief.text, citation.doubts)}" if brief else "")


def why_doubtful(text: str, doubts: Sequence[Span]) -> str:
    """Returns why a sentence is doubtful, in words.

    Args:
        text: The brief or headline.
        doubts: The spans of its doubted words.
    """
    words = ", ".join(dict.fromkeys(doubt.of(text) for doubt in doubts))
    return (
        f"rests on words that are in doubt: {words}."
        if words
        else "rests on a translation that is not to be relied on."
    )


def _text(translation: Translation, *, style: str, marked: bool) -> Text:
    """Returns the text with its doubtful segments in colour."""
    text = Text(_LINE_END.sub(_line_feed, translation.text), style=style)
    for segment in translation.segments if marked else ():
        worst = max(_grave(segment), key=lambda finding: finding.severity.value, default=None)
        if worst is not None:
            text.stylize(_STYLES[worst.severity], segment.target.start, segment.target.end)
        for doubt in segment.doubts:
            text.stylize(_UNSURE, doubt.target.start, doubt.target.end)
    return text


def _line_feed(line_end: re.Match[str]) -> str:
    """Replaces a line end by a line feed, as a terminal drops the others, and keeps its length for the spans."""
    return " " * (len(line_end[0]) - 1) + "\n"


def _notes(source: str, translation: Translation, *, place: str) -> Iterator[Text]:
    for segment in translation.segments:
        for finding in _grave(segment):
            yield note(_where(source, segment, place), finding, source, translation.text)


def _where(source: str, segment: Segment, place: str) -> str:
    line = len(_LINE_END.findall(source, 0, segment.source.start)) + 1
    return place if place == "title" else f"{place} {line}"


def _grave(segment: Segment) -> list[Finding]:
    return [finding for finding in segment.findings if finding.severity in _STYLES]
