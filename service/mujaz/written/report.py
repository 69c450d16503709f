"""An article and its translation as one web page without scripts or other files; all text is escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from itertools import groupby
from string import Template

from mujaz.types import (
    Article,
    ArticleResult,
    Brief,
    BriefMethod,
    Finding,
    ModelSignature,
    Segment,
    Severity,
    Signature,
    Span,
)
from mujaz.written.level import CHECK_FROM, GOOD_FROM, Level, level_of
from mujaz.written.marks import marks_of, stretches
from mujaz.written.words import SEVERITY_WORDS, doubted, quotes

_METHODS = {
    BriefMethod.EXTRACTIVE: "Sentences chosen from the translation; the numbers lead to where they stand.",
    BriefMethod.ABSTRACTIVE: "Written by a model; the numbers lead to the sentences that support it.",
}


def article_html(article: Article, result: ArticleResult) -> bytes:
    """The report page of an article.

    Args:
        article: The article that was translated.
        result: Its result.

    Returns:
        An HTML document in UTF-8.
    """
    room = resources.files(__package__)
    page = Template(room.joinpath("report.html").read_text(encoding="utf-8")).substitute(
        style=room.joinpath("report.css").read_text(encoding="utf-8"),
        name=escape(result.title.text or "Article without a title"),
        heading=_heading(article, result),
        origin=_origin(article),
        overview=escape(_overview(result)),
        findings=_about(article, result),
        brief="" if result.brief is None else _brief(result.brief),
        paragraphs="\n".join(_paragraphs(article, result)),
        signature=_signature(result.signature),
        good_from=GOOD_FROM,
        check_from=CHECK_FROM,
    )
    return page.encode("utf-8", "replace")


def _heading(article: Article, result: ArticleResult) -> str:
    if not result.title.text:
        return "<h1>Article without a title</h1>"
    source, target, segments = article.title, result.title.text, result.title.segments
    notes = "".join(_notes(segment, source, target) for segment in segments)
    english = _marked(target, Span(0, len(target)), marks_of(segments, of_source=False))
    arabic = _marked(source, Span(0, len(source)), marks_of(segments, of_source=True))
    return (
        f'<div class="title">\n<h1>{english}</h1>\n<p class="arabic" lang="ar" dir="rtl">{arabic}</p>\n</div>\n{notes}'
    )


def _origin(article: Article) -> str:
    parts = [escape(part) for part in (article.source, article.published) if part]
    if article.url.startswith(("https://", "http://")):  # a link with another scheme could run a script
        parts.append(f'<a href="{escape(article.url)}" rel="noreferrer">{escape(article.url)}</a>')
    return f'<p class="origin">{" · ".join(f"<bdi>{part}</bdi>" for part in parts)}</p>' if parts else ""


def _overview(result: ArticleResult) -> str:
    segments = result.body.segments
    levels = [level_of(segment.confidence) for segment in segments]
    findings = [finding.severity for segment in (*result.title.segments, *segments) for finding in segment.findings]
    counted = [f"{levels.count(level)} {level}" for level in Level if level in levels]
    confidence = f"Confidence {result.body.confidence:.2f}: {', '.join(counted) or 'none'}."
    return (
        f"{_count(len(segments), 'sentence')}. {confidence} "
        f"{_count(findings.count(Severity.ERROR), 'error')}, {_count(findings.count(Severity.WARNING), 'warning')}."
    )


def _about(article: Article, result: ArticleResult) -> str:
    items = "".join(f"<li>{_finding(one, article.body, result.body.text)}</li>" for one in result.findings)
    return f'<ul class="notes">{items}</ul>' if items else ""


def _brief(brief: Brief) -> str:
    pieces, position = [], 0
    for citation in sorted(brief.citations, key=lambda each: each.brief):
        pieces.append(escape(brief.text[position : citation.brief.end]))
        pieces += (f' <a class="cited" href="#s{number + 1}">[{number + 1}]</a>' for number in citation.segments)
        if citation.doubtful:
            words = ", ".join(dict.fromkeys(doubt.of(brief.text) for doubt in citation.doubts))
            pieces.append(f' <em class="doubtful">(doubtful{words and f": {escape(words)}"})</em>')
        position = citation.brief.end
    pieces.append(escape(brief.text[position:]))
    return (
        f'<section class="brief">\n<h2>Brief</h2>\n<p>{"".join(pieces)}</p>\n'
        f'<p class="method">{_METHODS[brief.method]}</p>\n</section>'
    )


def _paragraphs(article: Article, result: ArticleResult) -> Iterator[str]:
    """A section for each line of the source that has segments."""
    source, target = article.body, result.body.text
    numbered = enumerate(result.body.segments, start=1)
    lines = groupby(numbered, key=lambda each: _line_start(source, each[1].source.start))
    for _, segments in lines:
        inside = "\n".join(_segment(number, segment, source, target) for number, segment in segments)
        yield f'<section class="paragraph">\n{inside}\n</section>'


def _line_start(text: str, position: int) -> int:
    return max(text.rfind(line_end, 0, position) for line_end in "\n\r")


def _segment(number: int, segment: Segment, source: str, target: str) -> str:
    english = _marked(target, segment.target, marks_of([segment], of_source=False))
    arabic = _marked(source, segment.source, marks_of([segment], of_source=True))
    return (
        f'<div class="segment {_state(segment).css}" id="s{number}">\n'
        f'<p class="english" dir="ltr"><a class="number" href="#s{number}">{number}</a>{english}</p>\n'
        f'<p class="arabic" lang="ar" dir="rtl">{arabic}</p>\n'
        f"{_notes(segment, source, target)}\n</div>"
    )


def _notes(segment: Segment, source: str, target: str) -> str:
    level = level_of(segment.confidence)
    items = [f'<span class="confidence {level.css}">Confidence {segment.confidence:.2f}, {level}</span>']
    worst_first = sorted(segment.findings, key=lambda finding: -finding.severity.value)
    items += (_finding(finding, source, target) for finding in worst_first)
    if segment.doubts:
        words = "; ".join(f"<bdi>{escape(doubted(doubt, target))}</bdi>" for doubt in segment.doubts)
        items.append(f'<span class="doubts">Unsure of: {words}</span>')
    terms = dict.fromkeys((term.term, term.target_term) for term in segment.terms)
    if terms:
        words = ", ".join(f"<bdi>{escape(term)}</bdi> = {escape(target_term)}" for term, target_term in terms)
        items.append(f'<span class="terms">{"Terms" if len(terms) > 1 else "Term"}: {words}</span>')
    return f'<ul class="notes">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _finding(finding: Finding, source: str, target: str) -> str:
    words = " | ".join(f"<bdi>{escape(quote)}</bdi>" for quote in quotes(source, target, finding))
    return (
        f'<strong class="{finding.severity.name.lower()}">{SEVERITY_WORDS[finding.severity]}:</strong> '
        f"{escape(finding.message)}{f' ({words})' if words else ''}"
    )


def _marked(text: str, within: Span, marks: Sequence[tuple[Span, str]]) -> str:
    """A part of a text as HTML, with its marks."""
    return "".join(
        escape(words) if kind is None else f'<mark class="{kind}">{escape(words)}</mark>'
        for words, kind in stretches(text, within, marks)
    )


def _signature(signature: Signature) -> str:
    rows = [
        ("Translation", signature.translation and _model(signature.translation)),
        ("Brief", signature.summary and _model(signature.summary)),
        ("Decoding", signature.decoding),
        ("Normaliser", signature.normalizer),
        ("Mujaz", signature.version),
    ]
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{escape(what)}</dd>' for name, what in rows if what)}</dl>"


def _model(model: ModelSignature) -> str:
    return ", ".join(part for part in (model.model, model.revision, model.engine, model.compute_type) if part)


def _state(segment: Segment) -> Level:
    """The level of a segment, lowered by its findings; it sets the colour at the segment's edge."""
    severities = {finding.severity for finding in segment.findings}
    if Severity.ERROR in severities:
        return Level.DO_NOT_RELY
    level = level_of(segment.confidence)
    return Level.CHECK if Severity.WARNING in severities and level is Level.GOOD else level


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
