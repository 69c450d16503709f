"""An article as Markdown: the brief, the translation, and a table of both languages sentence by sentence."""

import re

from mujaz.types import Article, ArticleResult
from mujaz.written.pairs import Pair, finding_line, pairs_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|[-=]|$)")
_EMPHASIS = {"error": "***", "warning": "**", "info": "", "doubt": "*", "term": ""}


def article_markdown(article: Article, result: ArticleResult) -> bytes:
    """The article and its translation as Markdown in UTF-8."""
    parts = [f"# {plain(result.title.text or 'Article without a title')}"]
    if article.title:
        parts.append(f"**{plain(article.title)}**")
    origin = " · ".join(plain(part) for part in (article.source, article.published, article.url) if part)
    if origin:
        parts.append(origin)
    if result.brief is not None:
        parts += ["## Brief", lines(result.brief.text)]
    parts += ["## Translation", lines(result.body.text)]
    findings = [f"- {plain(finding_line(one, article.body, result.body.text))}" for one in result.findings]
    if findings:
        parts += ["## About the article", "\n".join(findings)]
    rows = [
        f"| {pair.id} | {_cell(pair, False)} | {_cell(pair, True)} | {_notes(pair)} |"
        for pair in pairs_of(article, result)
    ]
    parts += [
        "## Sentence by sentence",
        "***Wrong***, **to be checked** and *unsure* words are set so.",
        "\n".join(["| | English | Arabic | Confidence, findings |", "|---|---|---|---|", *rows]),
    ]
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def plain(text: str) -> str:
    """A text on one line, escaped so that Markdown shows it as it is."""
    return _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def lines(text: str) -> str:
    """The lines of a text as paragraphs."""
    return "\n\n".join(plain(line) for line in text.splitlines() if line.strip())


def _cell(pair: Pair, of_source: bool) -> str:
    pieces = []
    for words, kind in pair.marked(of_source=of_source):
        if not words.strip():
            pieces.append(" ")
            continue
        sign = _EMPHASIS[kind] if kind else ""
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        shown = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
        pieces.append(f"{' ' * bool(before)}{sign}{shown}{sign}{' ' * bool(after)}")
    return "".join(pieces).strip()


def _notes(pair: Pair) -> str:
    return "<br>".join(plain(line) for line in (pair.confidence, *pair.notes))
