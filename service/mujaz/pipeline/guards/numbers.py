"""Whether the quantities of a source are in its translation."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.pipeline.guards.spelled import is_spelled
from mujaz.text.folding import fold
from mujaz.text.quantities import Kind, Matching, Quantity, same_currency
from mujaz.text.quantities.arabic_words import MONTHS
from mujaz.text.quantities.english_words import CURRENCIES
from mujaz.text.quantities.quantity import date_parts
from mujaz.types import Finding, Severity

_MOST_COMPARISONS = 10_000
"""In texts with more numbers that do not match, which stands for which is not asked: they have nothing in common."""
_POINTED = frozenset((Kind.CARDINAL, Kind.MONEY))
_FIRST_YEAR = 1000  # 90 may be the nineties
_NO_SHARES = frozenset((Kind.CARDINAL, Kind.MONEY, Kind.YEAR))
_SECOND, _OTHERS = 2, frozenset(("other", "another", "next"))
_KANUN = frozenset(("كانون", "بكانون", "وكانون"))
_DECADES_OF_LIFE = ("العقد", "عقده", "عقدها", "بالعقد", "عقدهما")
_SCRIPT = ("خط", "بخط", "وخط", "لخط")
_PER_SECOND, _SECONDS = fold("ثانية"), frozenset(("second", "seconds"))
_IN_A_WORD: dict[tuple[Kind, Fraction | int], tuple[str, ...]] = {
    (Kind.ORDINAL, 2): ("runner", "runners", "runoff"),
    (Kind.TIME, 720): ("noon", "midday"),
    (Kind.CARDINAL, 3): ("triplets",),
    (Kind.CARDINAL, 4): ("quadruplets",),
    (Kind.CARDINAL, 5): ("quintuplets",),
}
"""What English says in a word of its own."""
_TIMES_AS_MUCH, _FOLD = re.compile(r"\s+(?:مر[اة]ت?|[أا]ضعاف|ضعفا?ً?)\b"), "fold"
_BRACKET_SIGNS = 32
_BEFORE_BRACKET = re.compile(r"\d[^()]*\((?:about |nearly |around |some |roughly |more than )?\Z")
_UNITS_IN_BRACKETS = re.compile(
    r"[\s-]?(?:square |sq\.? |cubic )?(?:miles?|mph|feet|foot|ft|inch(?:es)?|pounds?|lbs?|gallons?|acres?|yards?|"
    r"ounces?|degrees F\w*|F|°F|km|kph|kilomet\w+|met(?:er|re)s?|kilograms?|kg|hectares?)[^()]{0,12}\)"
)
_COUNTS = frozenset((Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR))


def find(pair: Pair) -> list[Finding]:
    """A finding for each quantity that was changed, lost or invented.

    Changed quantities and lost digits are errors: of 1,967 references (FLORES-101 and TICO-19 dev) four have one, three
    of them because they translate another sentence. The rest are warnings: seven references, two for the same reason.
    """
    matching = pair.matching
    changed = _changed(matching)
    findings = []
    for lost, new in changed:
        message = f"The source says {lost}, the translation says {new}."
        findings.append(_finding(Severity.ERROR, message, lost, new))
    for lost in matching.missing:
        if all(lost is not other[0] for other in changed) and not _is_in_other_words(lost, pair):
            severity = Severity.ERROR if lost.has_digits else Severity.WARNING
            findings.append(_finding(severity, f"The source says {lost}; the translation does not.", lost, None))
    currencies = {ours.unit for ours in pair.source.quantities if ours.kind is Kind.MONEY}
    said = {ours.kind for ours in pair.source.quantities}
    for ours, theirs in _without_unit(matching):
        if _is_named_elsewhere(ours, pair):
            continue
        message = f"The source says {ours}, the translation only {theirs}."
        findings.append(_finding(Severity.WARNING, message, ours, theirs))
    for ours, theirs in matching.pairs:
        shared = theirs.kind is Kind.MONEY and theirs.unit in currencies
        shared = shared or (theirs.kind is Kind.PERCENT and Kind.PERCENT in said)
        if (_became_other(ours, theirs) and not shared) or _reads_otherwise(ours, theirs):
            message = f"The source says {ours}, the translation {theirs}."
            findings.append(_finding(Severity.WARNING, message, ours, theirs))
    for new in matching.added:
        if all(new is not other[1] for other in changed) and not _may_be_said(new, pair):
            findings.append(_finding(Severity.WARNING, f"The translation says {new}; the source does not.", None, new))
    return findings


def _finding(severity: Severity, message: str, lost: Quantity | None, new: Quantity | None) -> Finding:
    return number_finding(message, lost.span if lost else None, new.span if new else None, severity)


def _is_in_other_words(lost: Quantity, pair: Pair) -> bool:
    """Whether a number of the source is none, or told without a number: runner-up, noon, sixfold."""
    if _is_name(lost, pair) or _is_of_life(lost, pair):
        return True
    words = _IN_A_WORD.get((lost.kind, lost.value))
    if words and not pair.target.read(_words).isdisjoint(words):
        return True
    times = _TIMES_AS_MUCH.match(pair.source.text, lost.span.end)
    return times is not None and pair.target.read(_tells_times)


def _words(target: Target) -> frozenset[str]:
    """The words of a translation, each once: it may have as many numbers as words."""
    return frozenset(target.words)


def _tells_times(target: Target) -> bool:
    return any(word.endswith(_FOLD) for word in target.words)


def _may_be_said(new: Quantity, pair: Pair) -> bool:
    """Whether a number of the translation may be no word of its own in the source: miles, or a month."""
    return _is_converted(new, pair.target) or _is_doubtful_month(new, pair)


def _is_converted(new: Quantity, target: Target) -> bool:
    """Whether it says the measure before it once more in other units, in brackets: 170 kph (106 mph)."""
    start, end = new.span.start, new.span.end
    before = _BEFORE_BRACKET.search(target.text, max(0, start - _BRACKET_SIGNS), start)
    return before is not None and _UNITS_IN_BRACKETS.match(target.text, end) is not None


def _is_name(lost: Quantity, pair: Pair) -> bool:
    """Whether a number in words is none: spelled as a name, a script, or the second of a speed."""
    if not lost.surface.isalpha():
        return False
    script = pair.source.text[: lost.span.start].rstrip().endswith(_SCRIPT) and lost.value < 1  # خط الثلث is Thuluth
    per_second = fold(lost.surface).endswith(_PER_SECOND) and not _SECONDS.isdisjoint(pair.target.words)
    return script or per_second or is_spelled(lost.surface, pair.target)


def _is_of_life(lost: Quantity, pair: Pair) -> bool:
    """Whether the third decade of a life is told as the twenties, or the second as the other."""
    if lost.kind is not Kind.ORDINAL:
        return False
    if lost.value == _SECOND and not _OTHERS.isdisjoint(pair.target.words):
        return True
    if not pair.source.text[: lost.span.start].rstrip().endswith(_DECADES_OF_LIFE):
        return False
    age = (lost.value - 1) * 10
    return any(
        theirs.value == age and (theirs.kind is Kind.DECADE or theirs.surface == "teens")
        for theirs in pair.target.quantities
    )


def _without_unit(matching: Matching) -> Iterator[tuple[Quantity, Quantity]]:
    """Amounts and shares that are a bare number in the translation; an amount may have its currency from another.

    None of the 43 + 56 + 23 in references (FLORES-101 and TICO-19 dev, news of our own) is one.
    """
    currencies = {theirs.unit for _, theirs in matching.pairs if theirs.kind is Kind.MONEY}
    for ours, theirs in matching.pairs:
        bare = theirs.kind in _COUNTS and theirs.value == ours.value
        if bare and (ours.kind is Kind.PERCENT or (ours.kind is Kind.MONEY and ours.unit not in currencies)):
            yield ours, theirs


def _is_named_elsewhere(ours: Quantity, pair: Pair) -> bool:
    """Whether a currency stands away from its number, as in 300 counterfeit euros."""
    return ours.kind is Kind.MONEY and any(same_currency(ours.unit, unit) for unit in pair.target.read(_currencies))


def _currencies(target: Target) -> frozenset[str]:
    return frozenset(CURRENCIES[word] for word in target.words if word in CURRENCIES)


def _is_doubtful_month(new: Quantity, pair: Pair) -> bool:
    """Whether a month alone may be a word of the source that is a month or something else: أمطار مارس."""
    year, month, day = date_parts(new.value) if new.kind is Kind.DATE else (0, 0, 0)
    if year or day or not month:
        return False
    return any(MONTHS.get((form,)) == month for form in pair.source.forms) or (
        month in (1, 12) and not pair.source.forms.isdisjoint(_KANUN)
    )


def _became_other(ours: Quantity, theirs: Quantity) -> bool:
    """Whether a count, a year or money became per cent, a count or per cent money, or a year its decade.

    Pounds weigh, cents are near.
    """
    if ours.value != theirs.value or (ours.value == 1 and theirs.kind is Kind.MONEY):  # دينار واحد
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
    candidates = [*matching.added, *(quantity for quantity in matching.loose if quantity.has_digits)]
    if not missing or not candidates or len(missing) * len(candidates) > _MOST_COMPARISONS:
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
