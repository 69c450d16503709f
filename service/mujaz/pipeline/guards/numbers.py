"""Checks whether the quantities of a source are in its translation."""

import re
from collections import Counter
from collections.abc import Iterator

from mujaz.pipeline.guards.durations import told_in_other_units
from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.listed import names_both
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, Target
from mujaz.pipeline.guards.spelled import is_spelled
from mujaz.text.arabic import PER_FORM
from mujaz.text.folding import fold
from mujaz.text.quantities import Kind, Matching, Quantity, same_currency
from mujaz.text.quantities.arabic_words import CURRENCY_NAMES, MONTHS, NUMBERS, SCALE
from mujaz.text.quantities.arabic_words import LOOSE as ARABIC_LOOSE
from mujaz.text.quantities.english_words import CURRENCIES, LOOSE
from mujaz.text.quantities.quantity import Number, date_parts
from mujaz.types import Finding, Severity, Span

_MOST_COMPARISONS = 10_000
"""With more pairs of unmatched numbers, no counterparts are sought: the texts have nothing in common."""
_POINTED = frozenset((Kind.CARDINAL, Kind.MONEY))
_FIRST_YEAR = 1000  # 90 may be the nineties
_NO_SHARES = frozenset((Kind.CARDINAL, Kind.MONEY, Kind.YEAR))
_SECOND, _OTHERS = 2, frozenset(("other", "another", "next"))
_KANUN = frozenset(("كانون", "بكانون", "وكانون"))
_DECADES_OF_LIFE = ("العقد", "عقده", "عقدها", "بالعقد", "عقدهما")
_SCRIPT = ("خط", "بخط", "وخط", "لخط")
_PER_SECOND, _SECONDS = fold("ثانية"), frozenset(("second", "seconds"))
_IN_A_WORD: dict[tuple[Kind, Number], tuple[str, ...]] = {
    (Kind.ORDINAL, 2): ("runner", "runners", "runoff"),
    (Kind.TIME, 720): ("noon", "midday"),
    (Kind.CARDINAL, 3): ("triplets",),
    (Kind.CARDINAL, 4): ("quadruplets",),
    (Kind.CARDINAL, 5): ("quintuplets",),
}
"""Numbers for which English has a word that is no number."""
_TIMES_AS_MUCH, _FOLD = re.compile(r"\s+(?:مر[اة]ت?|[أا]ضعاف|ضعفا?ً?)\b"), "fold"
_OF_PARTS = range(2, 8)
"""Values of words for a thing with parts: a brace, ثلاثية."""
_A_RANK = ("a third", "a fifth", "a tenth")
_BRACKET_SIGNS = 32
_BEFORE_BRACKET = re.compile(r"\d[^()]*\((?:about |nearly |around |some |roughly |more than )?\Z")
_UNITS_IN_BRACKETS = re.compile(
    r"[\s-]?(?:square |sq\.? |cubic )?(?:miles?|mph|feet|foot|ft|inch(?:es)?|pounds?|lbs?|gallons?|acres?|yards?|"
    r"ounces?|degrees F\w*|F|°F|km|kph|kilomet\w+|met(?:er|re)s?|kilograms?|kg|hectares?)[^()]{0,12}\)"
)
_COUNTS = frozenset((Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR))


def find(pair: Pair) -> list[Finding]:
    """A finding for each quantity that was changed, lost or invented.

    Changed quantities and lost digits are errors. Of 1,967 references (FLORES-101 and TICO-19 dev) four have an error,
    three of them because they translate another sentence. All else are warnings: seven references have one, two of
    them for the same reason.
    """
    matching = pair.matching
    if not (pair.source.quantities or pair.target.quantities):
        return []
    converted = told_in_other_units(pair)
    changed = _changed(matching, converted)
    settled = converted.union(number.span for both in changed for number in both)
    findings = []
    for missing, added in changed:
        message = f"The source says {missing}, the translation says {added}."
        findings.append(_finding(Severity.ERROR, message, missing, added))
    for missing in matching.missing:
        if missing.span not in settled and not _is_in_other_words(missing, pair):
            severity = Severity.ERROR if missing.has_digits else Severity.WARNING
            findings.append(_finding(severity, f"The source says {missing}; the translation does not.", missing, None))
    for missing, added, message in (*_told_otherwise(pair), *_reworded(matching)):
        findings.append(_finding(Severity.WARNING, message, missing, added))
    for added in matching.added:
        if added.span not in settled and not _needs_no_source(added, pair):
            message = f"The translation says {added}; the source does not."
            findings.append(_finding(Severity.WARNING, message, None, added))
    return findings


def _told_otherwise(pair: Pair) -> Iterator[tuple[Quantity, Quantity, str]]:
    """Numbers whose value is in the translation, but with another unit or none, and what to say of them."""
    for source, target in _without_unit(pair.matching):
        if not _is_named_elsewhere(source, pair):
            yield source, target, f"The source says {source}, the translation only {target}."
    currencies = pair.source.read(currencies_named)
    source_kinds = {source.kind for source in pair.source.quantities}
    for source, target in pair.matching.pairs:
        shared = target.kind is Kind.MONEY and target.unit in currencies
        shared = shared or (target.kind is Kind.PERCENT and Kind.PERCENT in source_kinds)
        if (_became_other(source, target) and not shared) or _reads_otherwise(source, target):
            yield source, target, f"The source says {source}, the translation {target}."


def _reworded(matching: Matching) -> Iterator[tuple[Quantity, Quantity, str]]:
    """Numbers that a translator may leave out, where the translation has another of the same kind instead.

    The second round became the first, a hat-trick a brace, somebody in their seventies a person in their sixties.
    """
    for kind in (Kind.ORDINAL, Kind.CARDINAL, Kind.DECADE):
        unsaid = [number for number in matching.unsaid if number.kind is kind]
        others = [number for number in (*matching.loose, *matching.added) if _may_be(number, kind)]
        if len(unsaid) != 1 or len(others) != 1:
            continue
        of_parts = (
            fold(unsaid[0].surface) in ARABIC_LOOSE
            and unsaid[0].value in _OF_PARTS
            and LOOSE.get(others[0].surface.lower()) in _OF_PARTS
        )
        if kind is not Kind.CARDINAL or of_parts:
            yield (
                unsaid[0],
                others[0],
                f"The source says {unsaid[0].surface}, the translation says {others[0].surface}.",
            )


def _may_be(number: Quantity, kind: Kind) -> bool:
    return number.kind is kind or (kind is Kind.ORDINAL and number.surface.lower() in _A_RANK)


def _finding(severity: Severity, message: str, missing: Quantity | None, added: Quantity | None) -> Finding:
    return number_finding(message, missing.span if missing else None, added.span if added else None, severity)


def _is_in_other_words(number: Quantity, pair: Pair) -> bool:
    """Whether a number of the source is none, or translated without a number: runner-up, noon, sixfold."""
    if _is_name(number, pair) or _is_of_life(number, pair) or names_both(number, pair):
        return True
    words = _IN_A_WORD.get((number.kind, number.value))
    if words and not pair.target.read(_words).isdisjoint(words):
        return True
    times = _TIMES_AS_MUCH.match(pair.source.text, number.span.end)
    return times is not None and pair.target.read(_has_fold)


def _words(target: Target) -> frozenset[str]:
    """The words of a translation, each once."""
    return frozenset(target.words)


def _has_fold(target: Target) -> bool:
    return any(word.endswith(_FOLD) for word in target.words)


def _needs_no_source(number: Quantity, pair: Pair) -> bool:
    """Whether a number of the translation needs no number in the source: converted units, or a month."""
    return _is_converted(number, pair.target) or _is_doubtful_month(number, pair)


def _is_converted(number: Quantity, target: Target) -> bool:
    """Whether it repeats the measure before it in other units, in brackets: 170 kph (106 mph)."""
    start, end = number.span.start, number.span.end
    before = _BEFORE_BRACKET.search(target.text, max(0, start - _BRACKET_SIGNS), start)
    return before is not None and _UNITS_IN_BRACKETS.match(target.text, end) is not None


def _is_name(number: Quantity, pair: Pair) -> bool:
    """Whether a number in words is none: part of a name, a script, or the "second" of a speed."""
    if not number.surface.isalpha():
        return False
    # خط الثلث is the Thuluth script.
    script = pair.source.text[: number.span.start].rstrip().endswith(_SCRIPT) and number.value < 1
    per_second = fold(number.surface).endswith(_PER_SECOND) and not _SECONDS.isdisjoint(pair.target.words)
    return script or per_second or is_spelled(number.surface, pair.target)


def _is_of_life(number: Quantity, pair: Pair) -> bool:
    """Whether the third decade of a life became the twenties, or "the second" became "the other"."""
    if number.kind is not Kind.ORDINAL:
        return False
    if number.value == _SECOND and not _OTHERS.isdisjoint(pair.target.words):
        return True
    if not pair.source.text[: number.span.start].rstrip().endswith(_DECADES_OF_LIFE):
        return False
    age = (number.value - 1) * 10
    return any(
        other.value == age and (other.kind is Kind.DECADE or other.surface == "teens")
        for other in pair.target.quantities
    )


def _without_unit(matching: Matching) -> Iterator[tuple[Quantity, Quantity]]:
    """Amounts and shares that became a bare number. An amount may share the currency of another.

    None of the 43 + 56 + 23 amounts and shares in references (FLORES-101 and TICO-19 dev, news of our own) did.
    """
    currencies = {target.unit for _, target in matching.pairs if target.kind is Kind.MONEY}
    for source, target in matching.pairs:
        bare = target.kind in _COUNTS and target.value == source.value
        if bare and (source.kind is Kind.PERCENT or (source.kind is Kind.MONEY and source.unit not in currencies)):
            yield source, target


def _is_named_elsewhere(amount: Quantity, pair: Pair) -> bool:
    """Whether the currency of an amount stands apart from it, as in 300 counterfeit euros."""
    return amount.kind is Kind.MONEY and any(
        same_currency(amount.unit, unit) for unit in pair.target.read(currencies_told)
    )


@PER_WORD.reader
def currency_told(word: str) -> str | None:
    """The currency that an English word names."""
    return CURRENCIES.get(word)


def currencies_told(target: Target) -> frozenset[str]:
    """The currencies that a translation names in words."""
    return frozenset([unit for _, unit in target.having(currency_told)])


@PER_FORM.reader
def _currency_named(form: str) -> str | None:
    """The currency that a folded word names, with whatever is joined to it."""
    return CURRENCY_NAMES.get(form)


def currencies_named(source: Source) -> frozenset[str]:
    """The currencies that a source names, with an amount or without: سعر صرف الدولار."""
    amounts = {number.unit for number in source.quantities if number.kind is Kind.MONEY}
    return frozenset(amounts).union(unit for _, unit in source.words.having(_currency_named))


def _is_doubtful_month(number: Quantity, pair: Pair) -> bool:
    """Whether a month without day and year may translate an ambiguous word of the source: أمطار مارس."""
    year, month, day = date_parts(number.value) if number.kind is Kind.DATE else (0, 0, 0)
    if year or day or not month:
        return False
    return any(MONTHS.get((form,)) == month for form in pair.source.forms) or (
        month in (1, 12) and not pair.source.forms.isdisjoint(_KANUN)
    )


def _became_other(source: Quantity, target: Quantity) -> bool:
    """Whether a count, year or amount became per cent, a count or per cent an amount, or a year a decade.

    Pounds and cents are no amount here: pounds may be a weight, and "cent" is close to "per cent".
    """
    if source.value != target.value or (source.value == 1 and target.kind is Kind.MONEY):  # دينار واحد
        return False
    if source.kind is Kind.DECADE:
        return target.kind is Kind.YEAR
    if target.kind is Kind.DECADE:
        return source.value >= _FIRST_YEAR
    if target.kind is Kind.PERCENT:
        return source.kind in _NO_SHARES and ("%" in target.surface or "cent" in target.surface)
    counted = source.kind in (Kind.CARDINAL, Kind.PERCENT) and not _is_known_amount(source)
    return counted and target.kind is Kind.MONEY and target.unit not in ("pound", "cent")


def _is_known_amount(source: Quantity) -> bool:
    """Whether a number may leave its currency out because it tells of a known amount: المليارات الثلاثة."""
    word = NUMBERS.get(fold(source.surface.split()[0]))
    return word is not None and word.role == SCALE and word.bound


def _reads_otherwise(source: Quantity, target: Quantity) -> bool:
    """Whether copied digits mean something else in English: 1.500 is mostly 1500 in Arabic, but 1.5 in English."""
    copied = source.kind in _POINTED and target.kind in _POINTED and source.value in target.readings
    return copied and source.value != target.value and "." in target.surface


def _changed(matching: Matching, settled: frozenset[Span]) -> list[tuple[Quantity, Quantity]]:
    """Missing quantities with what replaced them: a similar number, or the only other one of the same kind.

    Args:
        matching: The quantities of both texts.
        settled: Those that need no counterpart.
    """
    missing_numbers = [quantity for quantity in matching.missing if quantity.span not in settled]
    unpaired = list(missing_numbers)
    candidates = [*matching.added, *(quantity for quantity in matching.loose if quantity.has_digits)]
    candidates = [quantity for quantity in candidates if quantity.span not in settled]
    if not unpaired or not candidates or len(unpaired) * len(candidates) > _MOST_COMPARISONS:
        return []
    changed = []
    for missing in missing_numbers:
        near = [other for other in candidates if _group(other) is _group(missing) and are_near(missing, other)]
        if len(near) == 1:
            changed.append((missing, near[0]))
            unpaired.remove(missing)
            candidates.remove(near[0])
    rivals, partners = Counter(map(_group, unpaired)), Counter(map(_group, candidates))
    only = {_group(other): other for other in candidates if partners[_group(other)] == 1}
    return changed + [
        (missing, only[_group(missing)])
        for missing in unpaired
        if rivals[_group(missing)] == 1 and _group(missing) in only
    ]


def _group(quantity: Quantity) -> Kind:
    """The kind that a quantity shares with those that may replace it."""
    return Kind.CARDINAL if quantity.kind in _COUNTS else quantity.kind


def are_near(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers differ by a digit that changed, is missing or was added, by digits in another order, or by a
    power of ten.
    """
    digits, other_digits = _digits(first), _digits(second)
    if sorted(digits) == sorted(other_digits) or digits.rstrip("0") == other_digits.rstrip("0"):
        return True
    if len(digits) == len(other_digits):
        return sum(a != b for a, b in zip(digits, other_digits, strict=True)) == 1 < len(digits)
    short, long = sorted((digits, other_digits), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _digits(quantity: Quantity) -> str:
    value = quantity.value
    if quantity.kind is Kind.TIME:
        hours, minutes = divmod(value, 60)
        value = hours * 100 + minutes
    while value.denominator != 1 and value.denominator % 10 in (0, 2, 4, 5, 6, 8):
        value *= 10
    return str(value.numerator)
