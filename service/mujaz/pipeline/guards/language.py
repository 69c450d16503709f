"""Finds translations that are not, or not entirely, in English."""

import re

from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.scripts import arabic_spans
from mujaz.types import Finding, FindingKind, Severity, Span

DOUBTFUL_WORDS, FOREIGN_WORDS = 8, 12
"""A text with this many different lower-case words, but none of `_ENGLISH_WORDS`, may not be, or is not, English. Of
1,812 references with 8 words or more, 7 have none of them; of 1,477 with 12 or more, all have one."""

_FOREIGN = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u05ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = frozenset(
    "about after among and any around because been before being between both but by can could does each either even "
    "for from get got had have here how if into is it its just know make may more most must my not now of often other "
    "our out over people said she should still such than that the their them then there these they think this those "
    "through to under until very want two three four five seven eight nine ten says amid near behind whose against "
    "ahead new old first last week year years day days month months people killed was we were what when where which "
    "while who will with would you your".split()
)
"""Words that are frequent in English and, unlike many `words.FUNCTION_WORDS`, in no other Latin-script language."""
_SHORT_WORDS = frozenset("a an as at by in of on".split())
_SHORT_WORDS_OF_OTHERS = frozenset(
    frozenset(pair.split())
    for pair in ("a on", "a in", "a as", "a an", "an in", "in of", "at by", "an as", "as in", "an of")
)
"""Pairs of short words of French, Italian, Portuguese, German, Dutch and Danish."""
_ENGLISH_ENDINGS = ("ing", "ed", "y", "'s", "’s", "s'", "ght", "th", "ers", "ness", "less", "ship", "ful", "house")
_HEADLINE_WORDS = frozenset(
    "above adopts attack billion calls chief court cuts deal death demand demands despite disaster during emergency "
    "exchange farm found further gets girl given government hails higher him his hits husband inside issues keeps "
    "kills knocks loan loses makes market office officials oil outside plans prices promises raises reports rises "
    "sales seeks seen sees sells sets speaker stake strike takes talks tax threatens trade urges vows wants wife wins "
    "without woman women".split()
)
"""Words of headlines. Other languages may have one of them, but hardly two: of 48,366 sentences in 23 languages
(messages of programs), three more pass for English with them. Of 40,014 references of the news, nine were doubted
without them, and none is."""
_LEAST_INFLECTED, _ENOUGH_LIKE_ENGLISH = 4, 1


def find(pair: Pair) -> list[Finding]:
    """Findings where Arabic was left untranslated, or where the text is not English."""
    return _arabic_left(pair) or _foreign_letters(pair) or _not_english(pair.target)


def _arabic_left(pair: Pair) -> list[Finding]:
    source, target = pair.source.text, pair.target.text
    spans = arabic_spans(target) if pair.target.has_arabic else []
    if pair.target.is_arabic:
        whole = Span(spans[0].start, spans[-1].end)
        return [_finding(Severity.ERROR, "The text was not translated.", whole, Span(0, len(source)))]
    message = "Arabic was left in the translation."
    return [_finding(Severity.ERROR, message, span, _span_in(source, span.of(target))) for span in spans]


def _span_in(source: str, words: str) -> Span | None:
    at = source.find(words)
    return Span(at, at + len(words)) if at >= 0 else None


def _foreign_letters(pair: Pair) -> list[Finding]:
    foreign = None if pair.target.text.isascii() else _FOREIGN.search(pair.target.text)
    if foreign is None or _FOREIGN.search(pair.source.text):
        return []
    message = "The translation has letters that are neither Arabic nor English."
    return [_finding(Severity.ERROR, message, Span(*foreign.span()))]


def _not_english(target: Target) -> list[Finding]:
    if not _ENGLISH_WORDS.isdisjoint(target.words) or _is_headline(frozenset(target.words)):
        return []
    lower_case = {word for word in _WORD.findall(target.text) if word.islower()}
    if len(lower_case) < DOUBTFUL_WORDS or not _ENGLISH_WORDS.isdisjoint(lower_case):
        return []
    severity = Severity.ERROR if len(lower_case) >= FOREIGN_WORDS else Severity.WARNING
    return [_finding(severity, "The translation does not read as English.", Span(0, len(target.text)))]


def _is_headline(words: frozenset[str]) -> bool:
    """Whether words are English although none of `_ENGLISH_WORDS` is among them, as in headlines.

    Other languages have some of the short words too, but none has three of them, or two except
    `_SHORT_WORDS_OF_OTHERS`.
    """
    short = words & _SHORT_WORDS
    if len(short) > 2 or (len(short) == 2 and short not in _SHORT_WORDS_OF_OTHERS):
        return True
    like_english = sum(
        word in _HEADLINE_WORDS or (word.endswith(_ENGLISH_ENDINGS) and len(word) > _LEAST_INFLECTED) for word in words
    )
    return like_english + len(short) > _ENOUGH_LIKE_ENGLISH


def _finding(severity: Severity, message: str, target: Span, source: Span | None = None) -> Finding:
    return Finding(kind=FindingKind.UNTRANSLATED, severity=severity, message=message, source=source, target=target)
