"""Corrects numbers that the model got wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mujaz.pipeline.guards import bounds, numbers
from mujaz.pipeline.guards.bounds import arabic_bound, english_bound, turned
from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.numbers import are_near
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities import Kind, Quantity
from mujaz.text.quantities.quantity import Number, date_parts
from mujaz.text.quantities.tokens import NUMBER, Token, read_digits, tokenize
from mujaz.types import Finding, FindingKind, Severity, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A translation after corrections.

    Args:
        pair: The segment and the corrected translation.
        findings: One of severity INFO for each correction.
    """

    pair: Pair
    findings: tuple[Finding, ...]


def repair_number(pair: Pair, findings: Sequence[Finding]) -> Repaired | None:
    """Replaces wrong digits of the translation with the value of the source.

    A number is corrected if a finding names both quantities, the translation writes its own in digits, and the two are
    similar enough to be one number gone wrong (2012 for 2017, 500 for 5000, 25 for 52), or if its per cent sign, or
    that of dollars or euros, is missing. Numbers in words are left alone. "More than 14" becomes "less than 14" if the
    source says so.

    Args:
        pair: The segment and its translation.
        findings: What `find_faults` found in the two.

    Returns:
        The translation with every such number corrected; None if there is none.
    """
    faults = [finding for finding in findings if finding.kind is FindingKind.NUMBER]
    if not any(finding.source and finding.target for finding in faults):
        return None
    target = pair.target.text
    sources = {quantity.span: quantity for quantity in pair.source.quantities}
    targets = {quantity.span: quantity for quantity in pair.target.quantities}
    partners = {number.span: partner for number, partner in pair.matching.pairs}
    edits, notes = [], []
    for finding in faults:
        if finding.source not in sources or finding.target is None:
            continue
        right, wrong = sources[finding.source], targets.get(finding.target)
        edit = _edit_quantity(right, wrong, target) if wrong else _edit_bound(pair, right, partners)
        if edit:
            edits.append(edit)
            notes.append(_note(finding))
    if not edits:
        return None
    repaired = target
    for span, words in sorted(edits, reverse=True):
        repaired = repaired[: span.start] + words + repaired[span.end :]
    after = pair.with_target(repaired)
    before, remaining = _count_faults(pair), _count_faults(after)
    return Repaired(pair=after, findings=tuple(notes)) if remaining == before - len(edits) else None


def _count_faults(pair: Pair) -> int:
    return len(numbers.find(pair)) + len(list(bounds.find(pair)))


def _note(wrong: Finding) -> Finding:
    message = f"The number was set to that of the source. Before: {wrong.message}"
    return number_finding(message, wrong.source, severity=Severity.INFO)


def _edit_bound(pair: Pair, right: Quantity, partners: Mapping[Span, Quantity]) -> tuple[Span, str] | None:
    """The edit that reverses "more than" where the source says "fewer than" and is equally strict."""
    target = pair.target.text
    partner = partners.get(right.span)
    source_bound = arabic_bound(pair.source.text, right)
    target_bound = english_bound(target, partner) if partner else None
    if source_bound is None or target_bound is None or source_bound.strict is not target_bound.strict:
        return None
    other = turned(target_bound.words.of(target))
    return (target_bound.words, other) if other else None


def _edit_quantity(right: Quantity, wrong: Quantity, target: str) -> tuple[Span, str] | None:
    if _ENDS_IN_SCALE.search(target, max(0, wrong.span.start - _SCALE_CHARS), wrong.span.start):
        return None
    return _edit_percent(right, wrong) or _edit_currency(right, wrong, target) or _edit(right, wrong)


def _edit_percent(right: Quantity, wrong: Quantity) -> tuple[Span, str] | None:
    """The edit that adds the sign to a share that lost it: (37.6) for 37.6%."""
    bare = right.kind is Kind.PERCENT and wrong.kind is Kind.CARDINAL and right.value == wrong.value
    numbers = _numbers(wrong)
    if bare and right.certain and len(numbers) == 1 and numbers[0].end == len(wrong.surface):
        return Span(wrong.span.end, wrong.span.end), "%"
    return None


def _edit_currency(right: Quantity, wrong: Quantity, target: str) -> tuple[Span, str] | None:
    """The edit that adds the sign to an amount that lost its currency and counts nothing else: (99,000) for $99,000."""
    bare = right.kind is Kind.MONEY and wrong.kind is Kind.CARDINAL and right.value == wrong.value
    alone = wrong.surface[0].isdigit() and _AFTER_AMOUNT.match(target, wrong.span.end)
    if bare and right.certain and alone and right.unit in _SIGNS:
        return Span(wrong.span.start, wrong.span.start), _SIGNS[right.unit]
    return None


def _edit(right: Quantity, wrong: Quantity) -> tuple[Span, str] | None:
    """The span of the target to replace, and its replacement."""
    if right.unit != wrong.unit or right.value == wrong.value or not right.certain:
        return None
    if right.kind is Kind.DATE:
        return _edit_date(right, wrong)
    if not are_near(right, wrong):
        return None
    if right.kind is Kind.TIME:
        return _edit_time(right, wrong)
    numbers = _numbers(wrong)
    written = read_digits(numbers[0].form, english=True) if len(numbers) == 1 else ()
    if not written or not written[0]:
        return None
    value = right.value * written[0] / Fraction(wrong.value)
    if right.digits.startswith("0") or (right.digits and value == right.value and "," not in numbers[0].form):
        digits: str | None = right.digits  # a telephone number is not 7,701,234,567
    else:
        digits = _written(value, grouped="," in numbers[0].form)
    return (Span(numbers[0].start, numbers[0].end).shift(wrong.span.start), digits) if digits else None


_SIGNS = {"dollar": "$", "euro": "€"}
_AFTER_AMOUNT = re.compile(r"\s*(?:[).,;:!?\"”]|\Z)|\s(?:in|for|to|from|a|per|and|on|by|at|as|over|with|each)\b")
"""What may stand behind an amount, and no noun that it may count."""
_ENDS_IN_SCALE = re.compile(r"\b(?:hundred|thousand|million|billion|trillion),? (?:and )?\Z", re.IGNORECASE)
"""Words before a number that is only the rest of one: a thousand and 200."""
_SCALE_CHARS = 20
"""Characters to look back for these words; the longest, with the letter before it, has fewer."""


def _numbers(quantity: Quantity) -> list[Token]:
    return [token for token in tokenize(quantity.surface, english=True) if token.kind == NUMBER]


def _edit_time(right: Quantity, wrong: Quantity) -> tuple[Span, str] | None:
    """The edit of a bare 21:15. With am or pm, more than a digit would have to change."""
    if ":" in wrong.surface and wrong.surface.replace(":", "").isdigit():
        return wrong.span, f"{int(right.value) // 60}:{int(right.value) % 60:02}"
    return None


def _edit_date(right: Quantity, wrong: Quantity) -> tuple[Span, str] | None:
    """The edit of a date in which either the day or the year is wrong."""
    pairs = list(zip(date_parts(right.value), date_parts(wrong.value), strict=True))
    changed = [pair for pair in pairs if pair[0] and pair[1] and pair[0] != pair[1]]
    if len(changed) != 1 or changed[0] == pairs[1]:
        return None
    right_number, wrong_number = changed[0]
    places = [token for token in _numbers(wrong) if token.form.lstrip("0") == str(wrong_number)]
    if len(places) != 1:
        return None
    return Span(places[0].start, places[0].end).shift(wrong.span.start), str(right_number)


def _written(value: Number, *, grouped: bool) -> str | None:
    """A value in digits as English writes it; None if it needs more than three decimals."""
    if (value * 1000).denominator != 1:
        return None
    whole, rest = divmod(value, 1)
    digits = f"{int(whole):,}" if grouped or whole >= 10_000 else str(int(whole))
    return digits + (f"{float(rest):.3f}".rstrip("0")[1:] if rest else "")
