"""Finds every quantity in an English text."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from mujaz.text.quantities.arabic_words import SYMBOLS
from mujaz.text.quantities.english_numbers import DETERMINERS, after_hyphen, percent_end, read_count, read_loose
from mujaz.text.quantities.english_times import read_date, read_ordinal, read_time
from mujaz.text.quantities.english_words import (
    ADVERBIAL_ORDINALS,
    CURRENCIES,
    CURRENCY_ADJECTIVES,
    CURRENCY_CODES,
    DECADES,
    FRACTIONS,
    GROUPS,
    HIJRI_MONTHS,
    HIJRI_PAIRS,
    LOOSE,
    MONTHS,
    ORDINALS,
    PRONOUN_BEFORE,
    ROMAN,
    SCALES,
    TENS,
    TENTH_ORDINALS,
    UNITS,
)
from mujaz.text.quantities.quantity import Kind, Quantity
from mujaz.text.quantities.readings import (
    Count,
    Reading,
    is_list_label,
    read_added_minutes,
    readers_by_form,
    spread_units,
    with_century,
)
from mujaz.text.quantities.tokens import LATIN, NUMBER, Token, glued, tokenize
from mujaz.text.words import ARTICLES

_BEFORE_NOUNS = DETERMINERS | ARTICLES
_CODES_LIKE_WORDS = frozenset(("try", "mad"))
"""Codes that are liras and dirhams only in capitals."""
_AFTER_ARTICLE = frozenset(("hundred", "dozen", "half", "quarter", "third", "fifth", "tenth", *SCALES))
"""Words that form a number with an article before them: a hundred, the half."""
_MEASURE_LETTERS = frozenset(
    "km kg m cm mm ft kmh mph kph mw gw kw gb mb tb hz mhz ghz mg ml nm in lb oz hp c f p".split()
)
_THIRD_ARE_OTHERS = frozenset(("party", "parties", "country", "countries", "person", "persons"))

_MAY_BE_NUMBER = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9½¼¾]")
_RANGE = re.compile(r"\s*(?:to|and|or|[-–—])\s*")


def may_have_english_quantities(text: str, words: Iterable[str]) -> bool:
    """Whether a text has a digit or a word that a quantity may begin with.

    Args:
        text: English.
        words: Its words in lower case.
    """
    return not _MAY_BEGIN.isdisjoint(words) or _MAY_BE_NUMBER.search(text) is not None


def english_quantities(text: str) -> list[Quantity]:
    """Return every quantity of an English text, in order.

    "One" as a pronoun, "second" as a time, vague thousands, "may" as a verb and the 19 of COVID-19 are left out.

    Args:
        text: English. Spans refer to it.
    """
    tokens = tokenize(text, english=True)
    found: list[tuple[int, Reading]] = []
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.kind == NUMBER or token.form in _READERS]:
        reading = _read(text, tokens, at) if at >= end and _may_start(tokens, at) else None
        if reading:
            found.append((at, reading))
            end = reading.end
    return spread_units(text, tokens, found, _RANGE)


def _may_start(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quantity may start at a number or a word of `_READERS`: not at the 19 of COVID-19 or a mere article."""
    if tokens[at].kind == NUMBER:
        return not _is_of_covid(tokens, at)
    if tokens[at].form in _BEFORE_NOUNS:
        return tokens[at + 1].form in _AFTER_ARTICLE or tokens[at + 2].form == "and"
    return True


def _read(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    for read in _READERS.get(tokens[at].form, _READERS_OF_DIGITS):
        if reading := read(text, tokens, at):
            return reading
    return None


def _amount(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a count with its unit: per cent, money, a year."""
    if play := read_added_minutes(tokens, at):
        minute, added, end = play
        return Reading(Kind.CARDINAL, (minute + added,), end)
    symbol = SYMBOLS.get(tokens[at].form) or (CURRENCIES[tokens[at].form] if tokens[at].form in CURRENCY_CODES else "")
    percent_before = tokens[at].form == "%" and glued(tokens[at], tokens[at + 1])  # %15, as Arabic may have it
    start = at + 1 if symbol or percent_before else at
    if start > at and tokens[start].kind != NUMBER:
        return None
    count = read_count(tokens, start) or read_loose(tokens, start)
    if count is None:
        return None
    if symbol:
        return Reading(Kind.MONEY, count.values, count.end, symbol, scale=count.scale)
    after = _of_one(tokens, count)
    percent = count.end if percent_before else percent_end(tokens, after)
    if percent:
        return Reading(Kind.PERCENT, count.values, percent)
    currency, end = _currency(tokens, after)
    if currency and not (tokens[end - 1].form in _CODES_LIKE_WORDS and text[tokens[end - 1].start].islower()):
        return Reading(Kind.MONEY, count.values, end, currency, count.firm, count.scale)
    if _is_pronoun(tokens, start, count):
        return None
    values = with_century(tokens, at, count.values)
    if _is_year(tokens, at, count):
        return Reading(Kind.YEAR, values, count.end)
    firm = count.firm and not _is_loose_digit(tokens, at, count)
    return Reading(Kind.CARDINAL, values, count.end, "", firm, count.scale)


def _of_one(tokens: Sequence[Token], count: Count) -> int:
    """Return the position of the unit after a fraction of one: a quarter of a percentage point, half a dollar."""
    if count.values[0] >= 1:
        return count.end
    position = count.end + (tokens[count.end].form == "of")
    return position + 1 if tokens[position].form in ("a", "an", "one") else count.end


def _is_pronoun(tokens: Sequence[Token], at: int, count: Count) -> bool:
    return tokens[at].form == "one" and count.values[0] == 1 and at > 0 and tokens[at - 1].form in PRONOUN_BEFORE


def _currency(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    if tokens[at].form in SYMBOLS:
        return SYMBOLS[tokens[at].form], at + 1
    position = after_hyphen(tokens, at)
    for _ in range(5):
        form = tokens[position].form
        if form in CURRENCIES:
            return CURRENCIES[form], position + 1
        if form not in CURRENCY_ADJECTIVES and form != ".":
            break
        position += 1
    return "", at


def _is_year(tokens: Sequence[Token], at: int, count: Count) -> bool:
    """Whether a count is four bare digits that can be a year."""
    form = tokens[at].form
    return form.isdigit() and len(form) == 4 and 1000 <= int(form) <= 2200 and count.end == at + 1


def _is_of_covid(tokens: Sequence[Token], at: int) -> bool:
    """Whether this is the 19 of COVID-19, which translations add to a name, so that it must not match another 19."""
    return at > 1 and tokens[at - 1].form == "-" and tokens[at - 2].form == "covid" and tokens[at].form == "19"


def _is_loose_digit(tokens: Sequence[Token], at: int, count: Count) -> bool:
    """Whether digits may have no counterpart in the source: in a name (CoV-2, G20, MP3), or 1 and 2, maybe a dual."""
    if tokens[at].kind != NUMBER:
        return False
    before, after = tokens[at - 1] if at else tokens[-1], tokens[count.end]
    of_name = before.form == "-" and glued(before, tokens[at]) and tokens[at - 2].kind == LATIN
    of_name = of_name and tokens[at - 2].form != "to"  # five-to-1
    if (count.values[0] in (1, 2) and not of_name) or is_list_label(tokens, at):
        return True
    dashes = ("-", "–")
    if count.values[0] == 0 and (before.form in dashes or after.form in dashes):  # 3-0 is "three and clean" in Arabic
        return True
    if (glued(before, tokens[at]) and before.kind == LATIN) or (of_name and tokens[at - 2].form == "cov"):
        return True
    return after.kind == LATIN and glued(tokens[at], after) and after.form not in _MEASURE_LETTERS


def _ordinal(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    form = tokens[at].form
    if form in ADVERBIAL_ORDINALS:
        return Reading(Kind.ORDINAL, (ADVERBIAL_ORDINALS[form],), at + 1, firm=False)
    if form in GROUPS and at and tokens[at - 1].form == "group" and text[tokens[at].start].isupper():
        return Reading(Kind.ORDINAL, (GROUPS[form],), at + 1, firm=False)
    if (
        form in ROMAN
        and text[tokens[at].start : tokens[at].end].isupper()
        and (form != "x" or _is_of_king(text, tokens, at))
    ):
        return Reading(Kind.ORDINAL, (ROMAN[form],), at + 1, firm=False)
    ordinal = read_ordinal(tokens, at)
    if ordinal is None:
        return None
    value, end = ordinal
    if form == "second" and _is_time_unit(tokens, at):
        return None
    share = FRACTIONS.get(form, 0)
    readings = (value, Fraction(1, share)) if share > 2 else (value,)
    firm = value > 2 and not (form == "third" and tokens[end].form in _THIRD_ARE_OTHERS)
    return Reading(Kind.ORDINAL, readings, end, firm=firm)


def _is_of_king(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a single letter is a number, as in Alfonso X."""
    before = tokens[at - 1] if at else tokens[-1]
    return before.kind == LATIN and text[before.start : before.end].istitle() and before.end + 1 == tokens[at].start


def _is_time_unit(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].form in ("per", "split", "every", "each", "one", "/")


def _decade(_: str, tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a decade: 1930s, the 30s, the thirties of the nineteenth century."""
    token, after = tokens[at], tokens[at + 1]
    if token.form in DECADES:
        century, end = _of_century(tokens, at + 1)
        return Reading(Kind.DECADE, (century + DECADES[token.form],), end, firm=not _is_of_life(tokens, at))
    if token.kind == NUMBER and token.form.isdigit() and len(token.form) in (2, 4) and token.form.endswith("0"):
        if after.form == "s" and glued(token, after):
            return Reading(Kind.DECADE, (int(token.form),), at + 2, firm=not _is_of_life(tokens, at))
        if after.form in ("'", "’") and tokens[at + 2].form == "s" and glued(token, after):
            return Reading(Kind.DECADE, (int(token.form),), at + 3)
    return None


def _is_of_life(tokens: Sequence[Token], at: int) -> bool:
    """Whether a decade is one of a life: "in his twenties" is العقد الثالث من عمره, "his third decade"."""
    return at > 0 and tokens[at - 1].form in ("his", "her", "their", "my", "your", "our", "late", "early", "mid")


def _of_century(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the first year of the century after a decade, or 0 if there is none, and the position after it."""
    if tokens[at].form == "of" and tokens[at + 1].form == "the":
        ordinal = read_ordinal(tokens, at + 2)
        if ordinal and tokens[ordinal[1]].form == "century":
            return (ordinal[0] - 1) * 100, ordinal[1] + 1
    return 0, at


_READERS_OF_DIGITS = (read_date, read_time, _decade, _ordinal, _amount)
_OF_NUMBERS = frozenset((*UNITS, *TENS))
_READERS = readers_by_form(
    (read_date, _OF_NUMBERS.union(ORDINALS, TENTH_ORDINALS, MONTHS, HIJRI_MONTHS, HIJRI_PAIRS)),
    (read_time, _OF_NUMBERS.union(("a", "half", "quarter"))),
    (_decade, DECADES),
    (_ordinal, _OF_NUMBERS.union(ORDINALS, TENTH_ORDINALS, ADVERBIAL_ORDINALS, GROUPS, ROMAN)),
    (_amount, _OF_NUMBERS.union(LOOSE, SYMBOLS, CURRENCY_CODES, ("%", "half", "quarter"), _BEFORE_NOUNS)),
)
"""What may read a quantity that begins with a word."""
_MAY_BEGIN = (frozenset(_READERS) - _BEFORE_NOUNS) | _AFTER_ARTICLE | {"group"}
"""Words that show that a text may have a quantity: not the article "a", which is also the letter of group A."""
