"""An article for translators' tools: a translation memory (TMX 1.4b) or a file to edit (XLIFF 1.2).

TMX: https://www.ttt.org/oscarstandards/tmx/tmx14b.html; XLIFF: https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html.
"""

from itertools import groupby

from lxml import etree

from mujaz.types import Article, ArticleResult
from mujaz.written.pairs import Pair, finding_line, pairs_of, xml_text

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_ARABIC, _ENGLISH = "ar", "en"


def article_tmx(article: Article, result: ArticleResult) -> bytes:
    """The article as TMX: a unit for each sentence, with its confidence as a property and its findings as notes."""
    tmx = etree.Element("tmx", version="1.4")
    etree.SubElement(
        tmx,
        "header",
        creationtool="Mujaz",
        creationtoolversion=result.signature.version or "0",
        segtype="sentence",
        datatype="plaintext",
        adminlang=_ENGLISH,
        srclang=_ARABIC,
        **{"o-tmf": "Mujaz"},
    )
    body = etree.SubElement(tmx, "body")
    for pair in pairs_of(article, result):
        unit = etree.SubElement(body, "tu", tuid=pair.id)
        for line in pair.notes:
            etree.SubElement(unit, "note").text = xml_text(line)
        etree.SubElement(unit, "prop", type="x-confidence").text = f"{pair.segment.confidence:.2f}"
        for language, text in ((_ARABIC, pair.source), (_ENGLISH, pair.target)):
            variant = etree.SubElement(unit, "tuv", {_LANG: language})
            etree.SubElement(variant, "seg").text = xml_text(text)
    return _bytes(tmx, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def article_xliff(article: Article, result: ArticleResult) -> bytes:
    """The article as XLIFF: a group for each line with a unit for each sentence; sentences that are not good have the
    state `needs-review-translation`.
    """
    root = etree.Element(f"{{{_XLIFF}}}xliff", {"version": "1.2"}, nsmap={None: _XLIFF})
    file = etree.SubElement(
        root,
        f"{{{_XLIFF}}}file",
        {
            "original": xml_text(article.url or article.id or "article"),
            "source-language": _ARABIC,
            "target-language": _ENGLISH,
            "datatype": "plaintext",
        },
    )
    header = etree.SubElement(file, f"{{{_XLIFF}}}header")
    version = {"tool-version": result.signature.version} if result.signature.version else {}
    for finding in result.findings:
        line = finding_line(finding, article.body, result.body.text)
        etree.SubElement(header, f"{{{_XLIFF}}}note", {"from": "Mujaz"}).text = xml_text(line)
    etree.SubElement(header, f"{{{_XLIFF}}}tool", {"tool-id": "mujaz", "tool-name": "Mujaz", **version})
    body = etree.SubElement(file, f"{{{_XLIFF}}}body")
    for line_number, pairs in groupby(pairs_of(article, result), key=lambda pair: pair.line):
        group = etree.SubElement(body, f"{{{_XLIFF}}}group", {"id": f"line{line_number}" if line_number else "title"})
        for pair in pairs:
            _unit(group, pair)
    return _bytes(root)


def _unit(group: etree._Element, pair: Pair) -> None:
    unit = etree.SubElement(group, f"{{{_XLIFF}}}trans-unit", {"id": pair.id})
    etree.SubElement(unit, f"{{{_XLIFF}}}source", {_LANG: _ARABIC}).text = xml_text(pair.source)
    state = {"state": "translated"} if pair.is_good else {"state": "needs-review-translation"}
    target = etree.SubElement(
        unit, f"{{{_XLIFF}}}target", {_LANG: _ENGLISH, **state, "state-qualifier": "mt-suggestion"}
    )
    target.text = xml_text(pair.target)
    for line in (f"Confidence {pair.confidence}", *pair.notes):
        note = etree.SubElement(unit, f"{{{_XLIFF}}}note", {"from": "Mujaz", "annotates": "target"})
        note.text = xml_text(line)


def _bytes(root: etree._Element, doctype: str | None = None) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype=doctype)
    return written
