"""Finds translations that are too short or too long for their source."""

import re

from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, count_letters
from mujaz.text.quantities import Kind
from mujaz.types import Finding, FindingKind, Severity

RATIO, DECLINE = 2.107, 0.135
"""A source of n Arabic letters is expected to give RATIO * n ** (1 - DECLINE) English ones.

Least squares on the references of FLORES-101 and TICO-19 dev; the residuals have a standard deviation of 17 %.
"""
LEAST_LETTERS = 30
"""The lengths of shorter sources say too little: الأمم المتحدة may be UN, and a name may be explained."""
SHORT, SHORT_SENTENCE, SHORT_HEADLINE, SHORT_COUNT, MUCH_TOO_SHORT = 0.71, 0.69, 0.56, 0.5, 0.42
"""Shares of the expected letters. 1.5 % of the references of FLORES and 2.6 % of those of TICO are below SHORT; below
MUCH_TOO_SHORT are none and 0.2 %."""
ACRONYM_LETTER = 3
"""Letters that each letter of an acronym counts for. With 3, the lengths of TICO's references vary least."""
HEADLINE = 75
"""With fewer expected letters a segment may be a headline, which English says in fewer words. Of 1,548 such lines of
our news, 1 % are below SHORT and 0.2 % below SHORT_HEADLINE."""
FEW_WORDS, SHORT_OF_FEW_WORDS = 7, 0.56
"""Of a source of at most so many words one word less is much: Oil prices were little changed. Of 280 right ones 2 % are
below SHORT_SENTENCE and none below this."""
LONG, MUCH_TOO_LONG = 1.85, 2.1
"""0.1 % of the references of both are above LONG; above MUCH_TOO_LONG is one sentence, which is aligned wrongly."""
SAVED = 0.6
"""Share of the letters saved by digits that is subtracted. Subtracting all would hide more missing half sentences."""
COUNT, SHORT_REST = 60, 7
"""With fewer expected letters a sentence with numbers may be told in few words: "Car sales fell from 12,000 to 9,500."
If the translation goes on after the last number, or the source with at most SHORT_REST letters, no end was dropped.
Of 300 translations of our own 6 % are below SHORT_SENTENCE, and 1 % are too short with this."""
SHORT_HANGING = 0.8
"""For a translation that ends in a word that seldom ends a sentence."""
SLACK = 25
"""Letters that the translation of a short source may have in addition."""

_SAVED_BY_UNITS = {"km": 6, "kg": 6, "cm": 6, "mm": 6, "mph": 10, "kph": 12, "kmh": 12, "gmt": 10}
"""Letters that abbreviations save against what they stand for."""
_SHORT_IN_ENGLISH = re.compile(
    r"\b(?:(?:ب|في )الم[اي]?[ئي]?ه|دولارا?(?: امريكي)?|استرليني|يورو|صباحا|مساء|ليلا|"
    r"(?:بهدفين? |باهداف )?(?:نظيفه?|دون رد|بلا رد)|"
    r"(?:في )?المعاملات|\(الاونصه\)|بتوقيت غرينتش|من عمره?ا?|"
    r"منتخب|المنتخب|(?:علي |مع |ل)?نظير(?:ه|ها|ته|تها))\b"
    r"|(?<=\w)\s?/\s?[^\W\d]+(?= [\d٠-٩])"
)
"""What English writes as a sign or two letters, or leaves out: per cent, dollars, am, its counterpart. Also the
second of two names of a month."""
_MAY_BE_SHORT = frozenset(
    (
        *(f"{joint}الم{vowel}{hamza}ه" for joint in ("", "ب") for vowel in ("", "ا", "ي") for hamza in ("", "ئ", "ي")),
        *"دولار دولارا استرليني يورو صباحا مساء ليلا نظيف نظيفه رد المعاملات الاونصه بتوقيت عمر عمره عمرا "
        "عمرها منتخب المنتخب نظيره نظيرها نظيرته نظيرتها لنظيره لنظيرها".split(),
    )
)
"""`_SHORT_IN_ENGLISH` finds nothing in a text that has neither one of these words nor a slash."""
_BREAKS_OFF = re.compile(r"(?<![-.\w])(the|an?|and|or|than|its|their|our|my)[.…]?\s*\Z|([,;])\s*[.…]\Z")
"""Words and marks that end no sentence. They are searched for in its last _END characters."""
_END = 12
_HANGS = frozenset(
    "of from with into between at by for to in on as his her was were is are have has had that which who when".split()
)
"""Words that seldom end one."""
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]+")


def find(pair: Pair) -> list[Finding]:
    """A finding where the translation is empty, or too short or too long for its source."""
    expected = pair.source.read(_expected_letters) - _saved_by_digits(pair)
    found = pair.target.letters + (ACRONYM_LETTER - 1) * pair.acronym_letters
    if expected <= 0:
        return []
    if not found:
        return [_finding(Severity.ERROR, "The translation is empty.")]
    if expected < RATIO * LEAST_LETTERS ** (1 - DECLINE):
        if found > MUCH_TOO_LONG * expected + SLACK:
            return [
                _finding(Severity.ERROR, "The translation is far too long for its source: part of it may be invented.")
            ]
        return []
    share = found / expected
    if share < _least_share(pair, expected):
        severity = Severity.ERROR if share < MUCH_TOO_SHORT else Severity.WARNING
        return [_finding(severity, f"The translation is {share:.0%} as long as expected: part of it may be missing.")]
    if broken := _BREAKS_OFF.search(pair.target.text[-_END:]):
        return [
            _finding(
                Severity.WARNING,
                f'The translation breaks off after "{broken[1] or broken[2]}": part of it may be missing.',
            )
        ]
    if share > LONG:
        severity = Severity.ERROR if share > MUCH_TOO_LONG else Severity.WARNING
        return [_finding(severity, f"The translation is {share:.0%} as long as expected: part of it may be invented.")]
    return []


def _saved_by_digits(pair: Pair) -> float:
    """Letters saved where English has digits for a number in words, 48 for ثمانية وأربعين, and km for kilometres."""
    saved = float(sum(_SAVED_BY_UNITS[unit] for _, unit in pair.target.having(_short_unit)))
    for source, target in pair.matching.pairs:
        if target.has_digits:
            letters = max(0, count_letters(source.surface) - count_letters(target.surface))
            saved += letters if source.kind in (Kind.DATE, Kind.TIME) else SAVED * letters
    return saved


@PER_WORD.reader
def _short_unit(word: str) -> str | None:
    return word if word in _SAVED_BY_UNITS else None


def _least_share(pair: Pair, expected: float) -> float:
    """The least share of the expected letters; less for a headline, which ends in no full stop, and with numbers."""
    if pair.target.words[-1] in _HANGS:
        return SHORT_HANGING
    if expected >= HEADLINE:
        return SHORT
    if expected < COUNT and not pair.matching.missing and _is_told_to_its_end(pair):
        return SHORT_COUNT
    if len(pair.source.words) <= FEW_WORDS:
        return SHORT_OF_FEW_WORDS
    return SHORT_SENTENCE if pair.target.text.rstrip().endswith((".", '"')) else SHORT_HEADLINE


def _is_told_to_its_end(pair: Pair) -> bool:
    """Whether the translation goes on after the last number as the source does, so that no end of it was dropped."""
    if not pair.matching.pairs:
        return False
    source, target = max(pair.matching.pairs, key=lambda numbers: numbers[0].span.start)
    rest = count_letters(pair.source.text[source.span.end :])
    return rest <= SHORT_REST or count_letters(pair.target.text[target.span.end :]) >= rest * SHORT_SENTENCE


def _expected_letters(source: Source) -> float:
    """Letters and digits of a typical translation. What is not Arabic is expected to stay as it is."""
    if "/" in source.text or not _MAY_BE_SHORT.isdisjoint(source.forms):
        text = _SHORT_IN_ENGLISH.sub("", source.folded)
    else:
        text = "".join(source.words.forms)
    arabic = sum(map(len, _ARABIC.findall(text)))
    others = count_letters(text) - arabic
    return (RATIO * arabic ** (1 - DECLINE) if arabic else 0.0) + others


def _finding(severity: Severity, message: str) -> Finding:
    return Finding(kind=FindingKind.LENGTH, severity=severity, message=message)
