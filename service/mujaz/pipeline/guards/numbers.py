"""Whether the quantities of a source are in its translation."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mujaz.pipeline.guards.finding import number_finding
from mujaz.text.quantities import Kind, Matching, Quantity, arabic_quantities, english_quantities, match_quantities
from mujaz.text.quantities.measures import counted_measures, invented_measure, invents_two, names_measure
from mujaz.types import Finding, Severity, Span

_MOST_COMPARISONS = 10_000
"""In texts with more numbers that do not match, which stands for which is not asked: they have nothing in common."""
_POINTED = frozenset((Kind.CARDINAL, Kind.MONEY))
_FIRST_YEAR = 1000  # 90 may be the nineties
_NO_SHARES = frozenset((Kind.CARDINAL, Kind.MONEY, Kind.YEAR))
_IN_NAME = re.compile(
    r"\b(?:age of|aged|under|over|below|above|(?:chapter|article|part|phase|stage|case|study|number|category|group|"
    r"level|grade|tier|type|class|division|round|day|week|season|annex|section|paragraph|rule|zone)s?)\s+(?:\d\d?\s+and\s+)?\Z",
    re.IGNORECASE,
)
"""Where English has a count for a rank: Chapter Seven, those under five."""
_NAME_SIGNS = 24
"""Signs to look back for it: more than the longest."""
_ONLY_COUNTS = range(3, 20)
"""Numbers whose Arabic words are never ranks, as العشرين may be the twentieth; two has duals."""
_LOW = 10
"""In digits those up to here: "the 15th session" is الدورة 15."""
_COUNTS = frozenset((Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR))


@lru_cache(maxsize=16)
def source_quantities(source: str) -> tuple[Quantity, ...]:
    """The quantities of a segment, remembered while one attempt after another is compared with it."""
    return tuple(arabic_quantities(source))


@lru_cache(maxsize=16)
def match_numbers(source: str, target: str) -> Matching:
    """How the quantities of the two texts belong together, remembered while faults are looked for and mended."""
    return match_quantities(source_quantities(source), english_quantities(target))


def check_numbers(matching: Matching) -> list[Finding]:
    """A finding for each quantity that was changed, lost or invented.

    Changed quantities and lost digits are errors: of 1,967 references (FLORES-101 and TICO-19 dev) four have one, three
    of them because they translate another sentence. The rest are warnings: seven references, two for the same reason.
    """
    changed = _changed(matching)
    findings = []
    for lost, new in changed:
        message = f"The source says {lost}, the translation says {new}."
        findings.append(_finding(Severity.ERROR, message, lost, new))
    for lost in matching.missing:
        if all(lost is not pair[0] for pair in changed):
            severity = Severity.ERROR if _has_digits(lost) else Severity.WARNING
            findings.append(_finding(severity, f"The source says {lost}; the translation does not.", lost, None))
    for ours, theirs in _without_unit(matching):
        message = f"The source says {ours}, the translation only {theirs}."
        findings.append(_finding(Severity.WARNING, message, ours, theirs))
    for ours, theirs in matching.pairs:
        if _became_other(ours, theirs) or _reads_otherwise(ours, theirs):
            message = f"The source says {ours}, the translation {theirs}."
            findings.append(_finding(Severity.WARNING, message, ours, theirs))
    for new in matching.added:
        if all(new is not pair[1] for pair in changed):
            findings.append(_finding(Severity.WARNING, f"The translation says {new}; the source does not.", None, new))
    return findings


def check_repeated(target: str, matching: Matching) -> Iterator[Finding]:
    """A finding for each number of several digits that a translation says more often than its source.

    Of 1,967 references (as above) none does, and of 6,078 pairs of UN documents three; the model did in three sentences
    of the former, each time where it had lost its way. Not within names, M16.

    Args:
        target: The translation.
        matching: How its quantities belong to those of the source.
    """
    for again in matching.repeated:
        in_name = target[again.span.start - 1 : again.span.start].isalpha()
        if sum(map(str.isdigit, again.surface)) > 1 and not in_name:
            message = f"The translation says {again} more often than the source."
            yield number_finding(message, target=again.span)


def check_measures(source: str, target: str, quantities: Sequence[Quantity], matching: Matching) -> Iterator[Finding]:
    """A finding for each measure that one text counts and the other does not name: 90 grams for 90 kilograms.

    For two of something where the source has none, and for "three classes" where it says the third, as well. Of 1,967
    references (as above) three have such a finding, one of them as it translates another sentence.

    Args:
        source: The Arabic segment.
        target: Its translation.
        quantities: Those of the source.
        matching: How they belong to those of the translation.
    """
    for new in matching.loose:
        if invents_two(source, target, new):
            yield _finding(Severity.WARNING, f"The translation says {new}; the source does not.", None, new)
    for ours, theirs in matching.pairs:
        if _is_rank_of_count(ours, theirs) and not _is_in_name(target, theirs):
            message = f"The source gives a rank, {ours.surface}, the translation a count, {theirs.surface}."
            yield _finding(Severity.WARNING, message, ours, theirs)
        elif _is_rank_of_count(theirs, ours) and _is_only_count(ours):
            message = f"The source gives a count, {ours.surface}, the translation a rank, {theirs.surface}."
            yield _finding(Severity.WARNING, message, ours, theirs)
        elif theirs.kind is Kind.CARDINAL and (name := invented_measure(source, target, theirs)):
            yield _finding(Severity.WARNING, f"The translation counts {name}; the source does not.", ours, theirs)
    partners = _only_partners(matching)
    for measure in dict.fromkeys(counted_measures(source, quantities)):
        partner = partners.get(measure.quantity.span) if measure.quantity else None
        if not names_measure(target, measure.name, partner):
            yield number_finding(f"The source counts {measure.name}; the translation does not.", measure.span)


def _only_partners(matching: Matching) -> dict[Span, Quantity]:
    """The counterpart of each quantity whose value is said only once in either text."""
    times = Counter(theirs.value for _, theirs in matching.pairs)
    times.update(other.value for other in (*matching.added, *matching.loose))
    return {ours.span: theirs for ours, theirs in matching.pairs if times[theirs.value] == 1}


def _is_in_name(target: str, count: Quantity) -> bool:
    start = count.span.start
    return _IN_NAME.search(target, max(0, start - _NAME_SIGNS), start) is not None


def _is_rank_of_count(rank: Quantity, count: Quantity) -> bool:
    """Whether one of two quantities is the third, in words, where the other is three."""
    counts = count.kind is Kind.CARDINAL and (_is_word(count) or count.surface.isdecimal())
    return rank.kind is Kind.ORDINAL and rank.firm and counts


def _is_only_count(quantity: Quantity) -> bool:
    return quantity.value in _ONLY_COUNTS and (quantity.value <= _LOW or _is_word(quantity))


def _is_word(quantity: Quantity) -> bool:
    return quantity.surface.replace(" ", "").isalpha()


def _finding(severity: Severity, message: str, lost: Quantity | None, new: Quantity | None) -> Finding:
    return number_finding(message, lost.span if lost else None, new.span if new else None, severity)


def _has_digits(quantity: Quantity) -> bool:
    return any(map(str.isdigit, quantity.surface))


def _without_unit(matching: Matching) -> Iterator[tuple[Quantity, Quantity]]:
    """Amounts and shares that are a bare number in the translation; an amount may have its currency from another.

    None of the 43 + 56 + 23 in references (FLORES-101 and TICO-19 dev, news of our own) is one.
    """
    currencies = {theirs.unit for _, theirs in matching.pairs if theirs.kind is Kind.MONEY}
    for ours, theirs in matching.pairs:
        bare = theirs.kind in _COUNTS and theirs.value == ours.value
        if bare and (ours.kind is Kind.PERCENT or (ours.kind is Kind.MONEY and ours.unit not in currencies)):
            yield ours, theirs


def _became_other(ours: Quantity, theirs: Quantity) -> bool:
    """Whether a count, a year or money became per cent, a count or per cent money, or a year its decade.

    Pounds weigh, cents are near.
    """
    if ours.value != theirs.value:
        return False
    if theirs.kind is Kind.DECADE:
        return ours.kind is not Kind.DECADE and ours.value >= _FIRST_YEAR
    if theirs.kind is Kind.PERCENT:
        return ours.kind in _NO_SHARES and ("%" in theirs.surface or "cent" in theirs.surface)
    counted = ours.kind in (Kind.CARDINAL, Kind.PERCENT)
    return counted and theirs.kind is Kind.MONEY and theirs.unit not in ("pound", "cent")


def _reads_otherwise(ours: Quantity, theirs: Quantity) -> bool:
    """Whether digits that were copied say something else in English: 1.500 is 1500 in Arabic, mostly, and here 1.5."""
    copied = ours.kind in _POINTED and theirs.kind in _POINTED and ours.value in theirs.readings
    return copied and ours.value != theirs.value and "." in theirs.surface


def _changed(matching: Matching) -> list[tuple[Quantity, Quantity]]:
    """Lost quantities with what stands in their place: a number near to theirs, or the only one of their kind."""
    missing = list(matching.missing)
    candidates = [*matching.added, *(quantity for quantity in matching.loose if _has_digits(quantity))]
    if len(missing) * len(candidates) > _MOST_COMPARISONS:
        return []
    changed = []
    for lost in matching.missing:
        near = [other for other in candidates if _sort(other) is _sort(lost) and are_near(lost, other)]
        if len(near) == 1:
            changed.append((lost, near[0]))
            missing.remove(lost)
            candidates.remove(near[0])
    rivals, partners = Counter(map(_sort, missing)), Counter(map(_sort, candidates))
    only = {_sort(other): other for other in candidates if partners[_sort(other)] == 1}
    return changed + [(lost, only[_sort(lost)]) for lost in missing if rivals[_sort(lost)] == 1 and _sort(lost) in only]


def _sort(quantity: Quantity) -> Kind:
    """What one quantity shares with another that may stand for it, but for its value."""
    return Kind.CARDINAL if quantity.kind in _COUNTS else quantity.kind


def are_near(right: Quantity, wrong: Quantity) -> bool:
    """Whether one number is the other with a digit changed, lost, added or moved, or a power of ten away."""
    ours, theirs = _digits(right), _digits(wrong)
    if sorted(ours) == sorted(theirs) or ours.rstrip("0") == theirs.rstrip("0"):
        return True
    if len(ours) == len(theirs):
        return sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1 < len(ours)
    short, long = sorted((ours, theirs), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _digits(quantity: Quantity) -> str:
    value = quantity.value
    if quantity.kind is Kind.TIME:
        hours, minutes = divmod(value, 60)
        value = hours * 100 + minutes
    while value.denominator != 1 and value.denominator % 10 in (0, 2, 4, 5, 6, 8):
        value *= 10
    return str(value.numerator)
