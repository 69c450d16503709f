"""Reads Arabic amounts of money: a count, its currency, and the small coins after it."""

from collections.abc import Sequence
from fractions import Fraction

from mujaz.text.quantities.arabic_numbers import read_count, scale_before
from mujaz.text.quantities.arabic_words import (
    COINS,
    CURRENCIES,
    DUAL_CURRENCIES,
    HALVES_MORE,
    NUMBERS,
    SCALE,
    SHORT_CURRENCIES,
    SHORT_SCALES,
    SYMBOLS,
)
from mujaz.text.quantities.quantity import Kind, Number
from mujaz.text.quantities.readings import Count, Reading
from mujaz.text.quantities.tokens import ARABIC, NUMBER, Token, glued

_HUNDRED, _THOUSAND = 100, 1000
_OF_A_THOUSAND = frozenset(("dinar", "riyal"))
"""Currencies that have a thousand small coins in some states and a hundred in others."""


def read_money(tokens: Sequence[Token], count: Count) -> Reading | None:
    """Read the amount that begins with a count: 50 دولارا, 3 دنانير ونصف الدينار, 12 م.د, أربعة ريالات و20 هللة.

    Args:
        tokens: The tokens of the text.
        count: The count.
    """
    scale = SHORT_SCALES.get(tokens[count.end].form)
    if scale and count.scale == 1 and count.values[0] < _THOUSAND:  # 1950 م is a year
        start = count.end + 1 + (tokens[count.end + 1].form == ".")
        currency, end = _short(tokens, start, scaled=True) or _currency(tokens, start)
        if currency:
            return Reading(Kind.MONEY, tuple(value * scale for value in count.values), end, currency, scale=scale)
    currency, end = _short(tokens, count.end, scaled=count.scale > 1) or _currency(tokens, count.end)
    return _amount(tokens, count, currency, end) if currency else None


def read_money_before(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read an amount whose number is the last of its words: مليارات الدولارات الثلاثة.

    Args:
        tokens: The tokens of the text.
        at: Position of the first token of the amount.
    """
    word, currency = NUMBERS.get(tokens[at].form), tokens[at + 1].form
    if word is None or not (word.bound and word.role == SCALE and currency.startswith("ال") and currency in CURRENCIES):
        return None
    count = scale_before(tokens, at, at + 2)
    return Reading(Kind.MONEY, count.values, count.end, CURRENCIES[currency], scale=count.scale) if count else None


def coins(tokens: Sequence[Token], currency: str, at: int) -> tuple[Number, ...]:
    """Return the value of the small coins after an amount: ريالين و٤ هللات may be translated as 2.04 riyals.

    Args:
        tokens: The tokens of the text.
        currency: The currency of the amount.
        at: Position of the token after it.

    Returns:
        Fractions of the currency's unit: none if no coins follow; two if the unit has a hundred coins in one state
        and a thousand in another.
    """
    start = at + 1 if tokens[at].form == "و" else at
    if start == at and not tokens[at].form.startswith("و"):
        return ()
    parts = read_count(tokens, start)
    if parts is None or not parts.values or tokens[parts.end].form not in COINS or parts.values[0] >= _THOUSAND:
        return ()
    sizes = (_HUNDRED, _THOUSAND) if currency in _OF_A_THOUSAND else (_HUNDRED,)
    return tuple(Fraction(parts.values[0], size) for size in sizes if parts.values[0] < size)


def is_small_coins(tokens: Sequence[Token], at: int, count: Count) -> bool:
    """Whether a count is of small coins after an amount, so that a translation may have added it to the amount.

    Args:
        tokens: The tokens of the text.
        at: Position of the first token of the count.
        count: The count.
    """
    if not at or tokens[count.end].form not in COINS:
        return False
    before = tokens[at - 2 if tokens[at - 1].form == "و" and at > 1 else at - 1].form
    return bool(currency_of(before))


def currency_of(form: str) -> str:
    """Return the currency that a word names, with or without the preposition of a price; empty if none.

    Args:
        form: The folded word: دينار, بدينار, دينارين.
    """
    return CURRENCIES.get(form.removeprefix("ب")) or DUAL_CURRENCIES.get(form, "")


def _amount(tokens: Sequence[Token], count: Count, currency: str, end: int) -> Reading:
    """Read what may follow an amount: ونصف الدينار, و250 مليما."""
    more = HALVES_MORE.get(tokens[end].form)
    scale = NUMBERS.get(tokens[end + 1].form)
    if more and scale and scale.role == SCALE and scale.value == count.scale:  # مليوني درهم ونصف المليون
        return Reading(Kind.MONEY, tuple(value + more * count.scale for value in count.values), end + 2, currency)
    if more and count.scale == 1:
        end = end + 2 if CURRENCIES.get(tokens[end + 1].form) == currency else end + 1
        return Reading(Kind.MONEY, tuple(value + more for value in count.values), end, currency)
    values = (*count.values, *(value + more for value in count.values for more in coins(tokens, currency, end)))
    return Reading(Kind.MONEY, values, end, currency, count.firm, count.scale)


def _currency(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    form = tokens[at].form
    if form in SYMBOLS:
        return SYMBOLS[form], at + 1
    if form == "من" and tokens[at + 1].form.startswith("ال") and tokens[at + 1].form in CURRENCIES:
        return CURRENCIES[tokens[at + 1].form], at + 2
    if form in CURRENCIES and tokens[at].kind == ARABIC:
        return CURRENCIES[form], at + 1
    return "", at


def _short(tokens: Sequence[Token], at: int, *, scaled: bool) -> tuple[str, int] | None:
    """Read an abbreviated currency, as in price tables: د.ك, ل ل; a lone د only after millions: 3 مليون د."""
    states = SHORT_CURRENCIES.get(tokens[at].form)
    if states is None:
        return None
    after = at + 1 + (tokens[at + 1].form == ".")
    if tokens[after].form and tokens[after].form in states:  # the end of the text has no form
        end = after + 1
        return states[tokens[after].form], end + (tokens[end].form == "." and glued(tokens[after], tokens[end]))
    alone = scaled and "" in states and tokens[after].kind != NUMBER
    return (states[""], at + 1) if alone else None
