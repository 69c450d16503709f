"""Reads English counts: digits, words, or both together as one number."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from mujaz.text.quantities.english_words import ABBREVIATED_SCALES, FRACTIONS, LOOSE, SCALES, TENS, UNITS
from mujaz.text.quantities.quantity import Number
from mujaz.text.quantities.readings import LARGEST_SCALE, Count
from mujaz.text.quantities.tokens import LATIN, LONGEST_NUMBER, NUMBER, Token, glued, read_digits

_WRITTEN_FRACTIONS = {f"{over}/{under}": Fraction(over, under) for under in (2, 3, 4, 5, 8) for over in range(1, under)}
_PERCENT = frozenset(("%", "percent", "pct", "٪"))


def after_hyphen(tokens: Sequence[Token], at: int) -> int:
    """Return the position itself, or the one after a hyphen that joins two words."""
    if tokens[at].form in ("-", "‐", "‑") and glued(tokens[at - 1], tokens[at]) and glued(tokens[at], tokens[at + 1]):
        return at + 1
    return at


def percent_end(tokens: Sequence[Token], at: int) -> int:
    """Return the position after a per cent sign or its words; 0 if there is none."""
    position = after_hyphen(tokens, at)
    if tokens[position].form in _PERCENT:
        return position + 1
    two_words = (tokens[at].form, tokens[at + 1].form)
    return at + 2 if two_words in (("per", "cent"), ("percentage", "point"), ("percentage", "points")) else 0


def read_count(tokens: Sequence[Token], at: int) -> Count | None:
    """Read the number that begins at a token: 25,300, twenty-three, one and a half million, two-thirds."""
    if tokens[at].kind == NUMBER:
        reader: Callable[[Sequence[Token], int], Count | None] = _digits
    else:
        reader = _READERS.get(tokens[at].form, _words)
    count = reader(tokens, at)
    if count is None:
        return None
    return _with_decimals(tokens, at, count) or _with_fraction(tokens, count)


def _digits(tokens: Sequence[Token], at: int) -> Count:
    values = read_digits(tokens[at].form, english=True)
    scale, end = read_scale(tokens, at + 1)
    if more := _written_fraction(tokens, at):
        scale, end = read_scale(tokens, at + 4)
        return Count(tuple((value + more) * scale for value in values), end, scale)
    if scale > 1:
        return Count(tuple(value * scale for value in values), end, scale)
    letters = tokens[at + 1]
    short = ABBREVIATED_SCALES.get(letters.form)
    if short and (glued(tokens[at], letters) or len(letters.form) > 1):
        scaled = tuple(value * short for value in values)
        return Count(scaled + values if letters.form in ("m", "b") else scaled, at + 2, short)
    return Count(values, at + 1)


def _written_fraction(tokens: Sequence[Token], at: int) -> Fraction | None:
    """Read the fraction after a number: the half of 4 1/2."""
    if len(tokens) < at + 4 or tokens[at + 2].form != "/" or not tokens[at].form.isdigit():
        return None
    over, slash, under = tokens[at + 1 : at + 4]
    if not (glued(over, slash) and glued(slash, under)) or glued(tokens[at], over):
        return None
    return _WRITTEN_FRACTIONS.get(f"{over.form}/{under.form}")


def read_scale(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Multiply the scales from a token on, hyphenated or not, and return the position after them.

    For example: 5 million, five-thousand, hundred thousand.
    """
    scale = 1
    position = after_hyphen(tokens, at)
    while (more := SCALES.get(tokens[position].form)) and scale * more <= LARGEST_SCALE:
        scale *= more
        at = position + 1
        position = after_hyphen(tokens, at)
    return scale, at


def _article(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a number after an article: a hundred, a million, a dozen, and the fractions a half and a third."""
    form = tokens[at + 1].form
    if form == "hundred":
        return _words(tokens, at + 1, implied=1)
    if form in SCALES:
        scale, end = read_scale(tokens, at + 1)
        return _sum(tokens, scale, scale, end, firm=scale > 1000)
    if form == "dozen":
        return Count((12,), at + 2, firm=False)
    if form in ("half", "quarter", "third", "fifth", "tenth") and tokens[at + 2].form not in ("time",):
        return _leading_fraction(tokens, at + 1)
    return _one_and_a_half(tokens, at)


def _one_and_a_half(tokens: Sequence[Token], at: int) -> Count | None:
    """Read one and a fraction of a noun: a metre and a half, an hour and a quarter."""
    noun, joint, article, share = tokens[at + 1 : at + 5] if at + 5 <= len(tokens) else (tokens[at],) * 4
    if noun.kind == LATIN and (joint.form, article.form) == ("and", "a") and share.form in ("half", "quarter", "third"):
        return Count((1 + Fraction(1, FRACTIONS[share.form]),), at + 5, 1)
    return None


def _leading_fraction(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a fraction and its scale: half a million, a quarter of a million, half."""
    share = Fraction(1, FRACTIONS[tokens[at].form])
    position = after_hyphen(tokens, at + 1)
    if tokens[position].form == "of":
        position += 1
    if tokens[position].form in ("a", "an", "one"):
        position += 1
    scale, end = read_scale(tokens, position)
    if scale > 1:
        return Count((share * scale,), end, 1)
    others = () if share in (Fraction(1, 2), Fraction(1, 4)) else (1 / share,)  # a third of it, or a third one
    return Count((share, *others), at + 1, 1, firm=False)


def _words(tokens: Sequence[Token], at: int, implied: int = 0) -> Count | None:
    below = _below_thousand(tokens, at, implied)
    if below is None:
        return None
    value, end = below
    parts = FRACTIONS.get(tokens[after_hyphen(tokens, end)].form)
    if parts and value < parts and _is_fraction(tokens, end, value):
        return Count((Fraction(value, parts),), after_hyphen(tokens, end) + 1, 1, firm=value > 1)
    if tokens[after_hyphen(tokens, end)].form == "dozen":
        return Count((value * 12,), after_hyphen(tokens, end) + 1)
    scale, end = read_scale(tokens, end)
    if scale == 1:
        return Count((value,), end, firm=value > 2)
    return _sum(tokens, value * scale, scale, end, firm=True)


def _is_fraction(tokens: Sequence[Token], end: int, value: int) -> bool:
    """Whether a number and an ordinal form a fraction: two thirds, one-fifth, but not two second."""
    form = tokens[after_hyphen(tokens, end)].form
    return form.endswith("s") or value == 1


def _sum(tokens: Sequence[Token], total: Number, scale: int, end: int, *, firm: bool) -> Count:
    """Add the smaller counts after a scale: two thousand (and) five, one million three hundred thousand."""
    while scale > 1:
        position = end + 1 if tokens[end].form == "and" else end
        below = _digits_below_thousand(tokens, position) if position > end else None
        below = below or _below_thousand(tokens, position, 0)
        if below is None:
            break
        value, after = below
        more, after = read_scale(tokens, after)
        if value * more >= scale or (position > end and more == 1 and scale > 1000):
            break
        total, scale, end = total + value * more, more, after
    return Count((total,), end, scale, firm)


def _digits_below_thousand(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read the digits of "a thousand and 200", a form found in translations from Arabic."""
    form = tokens[at].form
    return (int(form), at + 1) if tokens[at].kind == NUMBER and form.isdecimal() and len(form) <= 3 else None


def _below_thousand(tokens: Sequence[Token], at: int, implied: int) -> tuple[int, int] | None:
    """Read words below a thousand, or a year in two halves: nineteen sixty-five."""
    if implied:
        value, end = implied, at
    else:
        small = _below_hundred(tokens, at)
        if small is None:
            return None
        value, end = small
    if tokens[after_hyphen(tokens, end)].form == "hundred":
        value, end = value * 100, after_hyphen(tokens, end) + 1
        position = end + 1 if tokens[end].form == "and" else end
        rest = _below_hundred(tokens, position)
        if rest is None or tokens[after_hyphen(tokens, rest[1])].form == "hundred":  # three hundred and five hundred
            return value, end
        return value + rest[0], rest[1]
    if 10 < value <= 20:
        rest = _below_hundred(tokens, end)
        if rest and rest[0] >= 10:
            return value * 100 + rest[0], rest[1]
    return value, end


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    form = tokens[at].form
    if form in TENS:
        after = after_hyphen(tokens, at + 1)
        unit = UNITS.get(tokens[after].form, 0)
        return (TENS[form] + unit, after + 1) if 0 < unit < 10 else (TENS[form], at + 1)
    return (UNITS[form], at + 1) if form in UNITS and tokens[at].kind == LATIN else None


def _with_decimals(tokens: Sequence[Token], at: int, count: Count) -> Count | None:
    """Read spoken decimals with the scale after them: two point five million, but not "at one point two men"."""
    if tokens[count.end].form != "point" or count.scale > 1 or (at and tokens[at - 1].form == "at"):
        return None
    decimals, end = _spoken_decimals(tokens, count.end + 1, in_digits=tokens[at].kind == NUMBER)
    if not decimals:
        return None
    scale, end = read_scale(tokens, end)
    more = Fraction(int(decimals), 10 ** len(decimals))
    return Count(tuple((value + more) * scale for value in count.values), end, 1)


def _spoken_decimals(tokens: Sequence[Token], at: int, *, in_digits: bool) -> tuple[str, int]:
    """Return the decimals from a token on, five, zero five or twenty-five, and the position after them."""
    if in_digits:
        form = tokens[at].form
        return (form, at + 1) if form.isdecimal() and len(form) <= LONGEST_NUMBER else ("", at)
    decimals = ""
    while len(decimals) < LONGEST_NUMBER and (below := _below_hundred(tokens, at)):
        decimals, at = decimals + str(below[0]), below[1]
    return decimals, at


def _with_fraction(tokens: Sequence[Token], count: Count) -> Count:
    """Add the fraction after a count: two and a half, one and a half million, three and a quarter."""
    at = count.end
    position = after_hyphen(tokens, at)
    if tokens[position].form != "and":
        return count
    position = after_hyphen(tokens, position + 1)
    if tokens[position].form not in ("a", "one", "three"):
        return count
    share = tokens[after_hyphen(tokens, position + 1)].form
    if share not in FRACTIONS or share == "second":
        return count
    more = Fraction(3 if tokens[position].form == "three" else 1, FRACTIONS[share])
    end = after_hyphen(tokens, position + 1) + 1
    scale, after = read_scale(tokens, end)
    base = count.scale if scale == 1 else scale
    values = tuple((value if scale == 1 else value * scale) + more * base for value in count.values)
    return Count(values, after, 1)


def _mark(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a scale without a count: the million mark, the hundred metres."""
    form = tokens[at + 1].form
    if form in SCALES or form == "hundred":
        return Count((SCALES.get(form, 100),), at + 2, firm=False)
    return None


def read_loose(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a number in other words: twice, both, a pair."""
    value = LOOSE.get(tokens[at].form)
    if value is None:
        return None
    return Count((value, 2) if tokens[at].form == "fortnight" else (value,), at + 1, firm=False)  # two weeks


def _determined(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a number after a determiner: every hour and a half, the last hundred metres."""
    form = tokens[at + 1].form
    if form in SCALES or form == "hundred":
        scale, end = read_scale(tokens, at + 1)
        return Count((100 if form == "hundred" else scale,), max(end, at + 2), firm=False)
    return _one_and_a_half(tokens, at)


DETERMINERS = frozenset("last next past final another every each per".split())
"""Words that may replace the article before a noun and a half or before a scale without a count."""
_READERS: dict[str, Callable[[Sequence[Token], int], Count | None]] = {
    "a": _article,
    "an": _article,
    "half": _leading_fraction,
    "quarter": _leading_fraction,
    "the": _mark,
    **dict.fromkeys(DETERMINERS, _determined),
}
