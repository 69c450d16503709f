"""How many quantities of Arabic news are read, and read rightly."""

import re
from fractions import Fraction

from mujaz.text.quantities import Kind, Quantity, arabic_quantities, english_quantities, match_quantities
from mujaz.text.quantities.quantity import HIJRI, date_value

FLOOR = 0.97
KINDS = {
    "n": "number",
    "o": "number",
    "y": "number",
    "p": "percent",
    "m": "money",
    "s": "decade",
    "t": "time",
    "d": "date",
    "h": "hijri",
}
Value = tuple[str, Fraction, str]


def expected(item: str) -> Value:
    """Reads KIND:VALUE as the data file has it."""
    kind, value = item.rstrip("?").split(":", 1)
    if kind in "dh":
        year, month, day = map(int, value.split("-"))
        return KINDS[kind], date_value(year=year, month=month, day=day), ""
    if kind == "t":
        hours, minutes = map(int, value.split(":"))
        return KINDS[kind], Fraction(hours * 60 + minutes), ""
    number, _, unit = value.partition(" ")
    return KINDS[kind], Fraction(number), unit


def extracted(quantity: Quantity) -> Value:
    """A quantity in the same terms: whether a number is a year or an ordinal does not matter to a match."""
    if quantity.kind is Kind.DATE:
        return "hijri" if quantity.unit == HIJRI else "date", quantity.value, ""
    numbers = (Kind.CARDINAL, Kind.ORDINAL, Kind.YEAR)
    kind = "number" if quantity.kind in numbers else quantity.kind.value
    return kind, quantity.value, quantity.unit if quantity.kind is Kind.MONEY else ""


def test_the_news_sentences_are_many_and_differ(news: list[tuple[list[str], str, str]]) -> None:
    assert len(news) >= 300
    assert len({source for _, source, _ in news}) == len(news)
    assert {item[0] for items, _, _ in news for item in items} == set(KINDS)
    assert sum(all(item.endswith("?") for item in items) for items, _, _ in news) >= 40, "traps"


def test_quantities_of_the_news_sentences(news: list[tuple[list[str], str, str]]) -> None:
    right = wrong = missing = 0
    for items, source, _ in news:
        required = [expected(item) for item in items if not item.endswith("?")]
        allowed = [expected(item) for item in items if item.endswith("?")]
        for value in map(extracted, arabic_quantities(source)):
            if value in required:
                required.remove(value)
                right += 1
            elif value in allowed:
                allowed.remove(value)
            else:
                wrong += 1
        missing += len(required)
    precision, recall = right / (right + wrong), right / (right + missing)
    print(f"\n{len(news)} sentences, {right + missing} quantities: precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= FLOOR
    assert recall >= FLOOR


def test_quantities_of_the_news_are_those_of_their_translations(news: list[tuple[list[str], str, str]]) -> None:
    """The English side is read as well: in nearly every pair the two sides agree."""
    agree = 0
    for _, source, target in news:
        matching = match_quantities(arabic_quantities(source), english_quantities(target))
        agree += not matching.missing and not matching.added
    print(f"\n{agree} of {len(news)} pairs agree")
    assert agree >= FLOOR * len(news)


def test_digits_of_flores(flores: list[tuple[str, str]]) -> None:
    """Every digit string of the Arabic is in a quantity, and nearly every such quantity is in the reference too.

    The reference is a human translation with faults of its own, so the second share is a lower bound of precision.
    """
    strings = read = 0
    counterparts = quantities_in_digits = 0
    for source, target in flores:
        found = arabic_quantities(source)
        for digits in re.finditer(r"\d+", source):
            strings += 1
            read += any(q.span.start <= digits.start() and digits.end() <= q.span.end for q in found)
        matching = match_quantities(found, english_quantities(target))
        in_digits = [quantity for quantity in found if re.search(r"\d", quantity.surface)]
        quantities_in_digits += len(in_digits)
        counterparts += sum(quantity not in matching.missing for quantity in in_digits)
    precision, recall = counterparts / quantities_in_digits, read / strings
    print(
        f"\n{strings} digit strings, recall {recall:.4f}; {quantities_in_digits} quantities, precision {precision:.4f}"
    )
    assert precision >= FLOOR
    assert recall >= FLOOR
