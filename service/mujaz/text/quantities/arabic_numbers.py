"""Reads Arabic counts: digits, words, or both together as one number."""

from collections.abc import Sequence
from fractions import Fraction

from mujaz.text.quantities.arabic_times import YEAR_CUES
from mujaz.text.quantities.arabic_words import (
    AMBIGUOUS_DUALS,
    DUAL_SCALE,
    ELEVEN,
    FRACTION_PARTS,
    FRACTIONS,
    HALVES_MORE,
    HUNDRED,
    NOT_A_FRACTION_BEFORE,
    NUMBERS,
    SCALE,
    TEN,
    TENS,
    UNIT,
    UNITS_OR_FRACTIONS,
    Word,
    folded,
)
from mujaz.text.quantities.readings import LARGEST_SCALE, Count
from mujaz.text.quantities.tokens import ARABIC, LONGEST_NUMBER, NUMBER, Token, glued, read_digits

_POINT, _ZERO = ("فاصله", "فاصل"), "صفر"
COUNT_STARTS = frozenset().union(NUMBERS, FRACTIONS, ELEVEN, (_ZERO,))
"""Words that a count may begin with; digits may as well."""
_LATIN_SCALES = {"k": 1000, "m": 10**6, "b": 10**9, "bn": 10**9}
_ABOUT = folded("نحو حوالي قرابة زهاء بنحو بحوالي يقارب ناهز يناهز تجاوز يتجاوز")
_POSSESSED = ("ها", "هم", "هن", "هما")
_COMPARED = folded("أكثر أقل أزيد بأكثر بأقل لأكثر لأقل وأكثر وأقل")
_BY_THE, _TIMES = "بال", folded("الساعة للساعة ساعة الدقيقة اليوم يوم")
_ARTICLE, _MANY = "ال", tuple(folded("عشرات مئات آلاف ألوف ملايين مليارات"))
_PREPOSITIONS = frozenset(("من", "في", "علي", "الي", "عن", "بعد", "قبل", "منذ", "خلال", "بين"))


def read_count(tokens: Sequence[Token], at: int) -> Count | None:
    """Read the number that begins at a token: 25 ألفا و300, مئة وثلاثة وعشرين, مليون ونصف, نصف مليون."""
    count = read_fraction(tokens, at) or _component(tokens, at)
    if count is None and tokens[at].form == _ZERO and tokens[at + 1].form in _POINT:  # alone, it is the month of Safar
        count = Count((0,), at + 1)
    if count is None:
        return None
    while count.scale > 1 and (more := _next_component(tokens, count)):
        count = more
    return _with_decimals(tokens, count) or _with_half(tokens, count)


def _with_decimals(tokens: Sequence[Token], count: Count) -> Count | None:
    """Read spoken decimals with the scale after them: ثلاثة فاصلة خمسة مليارات, three point five billion."""
    if tokens[count.end].form not in _POINT or count.scale > 1:
        return None
    at, zeros = count.end + 1, 0
    while tokens[at + zeros].form == _ZERO and zeros < LONGEST_NUMBER:
        zeros += 1
    at += zeros
    decimals = _component(tokens, at)
    if decimals is None or not decimals.values or decimals.values[0] % decimals.scale:
        return None
    digits = tokens[at].form if tokens[at].kind == NUMBER else str(decimals.values[0] // decimals.scale)
    if not digits.isdecimal():
        return None
    more = Fraction(int(digits), 10 ** (zeros + len(digits)))
    return Count(tuple((value + more) * decimals.scale for value in count.values), decimals.end, 1)


def read_fraction(tokens: Sequence[Token], at: int) -> Count | None:
    """Read a fraction with the scale that may follow it: نصف, ثلثي, ثلاثة أرباع, نصف مليون."""
    word = NUMBERS.get(tokens[at].form)
    parts = FRACTION_PARTS.get(tokens[at + 1].form) if word and word.role == UNIT else None
    if word and parts:
        value, end = Fraction(word.value, parts), at + 2
    elif tokens[at].form in FRACTIONS and tokens[at + 1].form not in NOT_A_FRACTION_BEFORE:
        value, end = FRACTIONS[tokens[at].form][1], at + 1
    else:
        return None
    scale, after = _scale(tokens, end)
    return Count((value * scale,), after, 1)


def _component(tokens: Sequence[Token], at: int, word: Word | None = None) -> Count | None:
    """Read a count below 1,000 with its scale; a scale alone counts as one."""
    word = word or NUMBERS.get(tokens[at].form)
    if tokens[at].kind == NUMBER:
        return _in_digits(tokens, at)
    if tokens[at].form in ELEVEN:
        eleven = _eleven(tokens, at)
        if eleven:
            scale, end = _scale(tokens, eleven[1])
            return Count((eleven[0] * scale,), end, scale)
    if word and word.bound and word.role == SCALE:
        return scale_before(tokens, at, at + 1) if word.definite else None
    if word is None or (word.bound and not _is_teen(tokens, at)):
        return None
    if word.role in (SCALE, DUAL_SCALE):
        return _bare_scale(tokens, at, word)
    return _in_words(tokens, at, word)


def scale_before(tokens: Sequence[Token], at: int, number: int) -> Count | None:
    """Read a plural scale with the number that follows it as its adjective: المليارات الثلاثة, الملايين الـ25.

    Dozens and hundreds of a scale have no number: مئات الآلاف.

    Args:
        tokens: The tokens of the text.
        at: Position of the scale.
        number: Position of the number.
    """
    if at and tokens[at - 1].form.endswith(_MANY):
        return None
    scale, word = NUMBERS[tokens[at].form].value, NUMBERS.get(tokens[number].form)
    if tokens[number].form == _ARTICLE and tokens[number + 1].kind == NUMBER:
        return Count(tuple(value * scale for value in read_digits(tokens[number + 1].form)), number + 2, scale)
    if word is None or word.prefix != _ARTICLE or word.role not in (UNIT, TEN, TENS, HUNDRED):
        return None
    value, end = _below_thousand(tokens, number, word)
    return Count((value * scale,), end, scale) if value > 2 else None  # الاثنين is Monday


def _in_digits(tokens: Sequence[Token], at: int) -> Count:
    scale, end = (1, at + 1) if _is_year_before_scale(tokens, at) else _scale(tokens, at + 1)
    values = read_digits(tokens[at].form)
    latin = _LATIN_SCALES.get(tokens[at + 1].form)
    if latin and glued(tokens[at], tokens[at + 1]):  # 4K is a name or 4,000, as in English
        values += tuple(value * latin for value in values)
    if scale == 1:
        return Count(values, end)
    if "," in tokens[at].form:  # 1,234 مليار may well be 1.234 billion
        values = tuple(dict.fromkeys(values + read_digits(tokens[at].form.replace(",", "."))))
    return Count(tuple(value * scale for value in values), end, scale)


def _in_words(tokens: Sequence[Token], at: int, word: Word) -> Count | None:
    value, end = _below_thousand(tokens, at, word)
    if value == 2 and word.definite:  # الاثنين is Monday; الاثنا عشر is twelve
        return None
    one_each = value == 1 and tokens[end].form in AMBIGUOUS_DUALS  # الواحدة ألفا جنيه, two thousand each
    scale, end = (1, end) if one_each else _scale(tokens, end)
    part = UNITS_OR_FRACTIONS.get(tokens[at].form.removeprefix(word.prefix))
    if part and end == at + 1 and _may_be_a_fraction(tokens, at, word):
        return Count((value, part), end)
    firm = scale > 1 or not (value == 1 or _stands_alone(tokens, at, end, word))
    return Count((value * scale,), end, scale, firm)


def _stands_alone(tokens: Sequence[Token], at: int, end: int, word: Word) -> bool:
    """Whether a number after "by the" counts nothing and may be a share or a name: بالخمس, also the town Khoms."""
    if word.role not in (UNIT, TEN) or end > at + 1 or not word.prefix.endswith(_BY_THE):
        return False
    before, after = tokens[at - 1].form if at else "", tokens[end]
    counted = (
        after.kind in (ARABIC, NUMBER) and not after.form.startswith(("و", "ال")) and after.form not in _PREPOSITIONS
    )
    return not (counted or before in _TIMES)


def _is_year_before_scale(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits are a year with the scale of another number after it: سنة 1845 مليونا, a million in 1845."""
    form = tokens[at].form
    return len(form) == 4 and "1000" <= form <= "2100" and at > 0 and tokens[at - 1].form in YEAR_CUES


def _may_be_a_fraction(tokens: Sequence[Token], at: int, word: Word) -> bool:
    """Whether خمس may be a fifth, as in خمس السكان and أكثر من الخمس but not in خمس دول and الدول الخمس."""
    if word.definite:
        return not (at and tokens[at - 1].form.startswith("ال"))
    return tokens[at + 1].form.startswith("ال") or tokens[at + 1].form.endswith(_POSSESSED)  # خمس قيمتها


def _is_teen(tokens: Sequence[Token], at: int) -> bool:
    after = NUMBERS.get(tokens[at + 1].form)
    return after is not None and after.role == TEN and not after.prefix


def _bare_scale(tokens: Sequence[Token], at: int, word: Word) -> Count:
    scale, end = _scale(tokens, at + 1)
    value = word.value * scale
    size = (word.value if word.role == SCALE else word.value // 2) * scale
    two = AMBIGUOUS_DUALS.get(tokens[at].form.removeprefix(word.prefix))
    firm = word.value != 1000 or word.joined or _is_about(tokens, at)
    if two is None:
        return Count((value,), end, size, firm)
    one_or_two = (value, two * scale)
    after = tokens[end]
    counted = after.kind == ARABIC and not after.form.startswith(("و", "ال")) and after.form not in _PREPOSITIONS
    counted = counted and not after.form.endswith("ا")  # مليونا ثمنا, a million as the price
    return Count(one_or_two[1:] if counted else one_or_two, end, size, firm or counted)


def _is_about(tokens: Sequence[Token], at: int) -> bool:
    """Whether ألف must be a thousand, as after نحو or أكثر من; elsewhere it may be a letter or "wrote"."""
    before, second = (tokens[at - back].form if at >= back else "" for back in (1, 2))
    return before in _ABOUT or (before == "من" and second in _COMPARED)


def _next_component(tokens: Sequence[Token], count: Count) -> Count | None:
    """Add the count that follows with "and" if it is smaller than the scale before it: ألف وخمسمئة."""
    at, word = _joined(tokens, count.end)
    more = _component(tokens, at, word) if at >= 0 else None
    if more is None or not more.values or not (more.values[0] < count.scale or _is_again(tokens[at], word, count)):
        return None
    scale = more.scale if more.scale > 1 else 1
    return Count(tuple(value + more.values[0] for value in count.values), more.end, scale)


def _is_again(token: Token, word: Word | None, count: Count) -> bool:
    """Whether one or two of the scale follow hundreds of it: مئة ألف وألفين."""
    if word is None or token.kind != ARABIC or word.role not in (SCALE, DUAL_SCALE) or word.bound:
        return False
    return word.value in (count.scale, 2 * count.scale) and count.values[0] % (100 * count.scale) == 0


def _joined(tokens: Sequence[Token], at: int) -> tuple[int, Word | None]:
    """Return the position of the number after an "and", or -1 if there is none, and its word."""
    if tokens[at].form == "و":
        word = NUMBERS.get(tokens[at + 1].form)
        if ELEVEN.get(tokens[at + 1].form) == "" and _is_teen(tokens, at + 1):
            return at + 1, Word(UNIT, 1, "و")
        return (at + 1, word) if word or tokens[at + 1].kind == NUMBER else (-1, None)
    word = NUMBERS.get(tokens[at].form)
    if word and word.joined:
        return at, word
    if ELEVEN.get(tokens[at].form, "").startswith("و") and _is_teen(tokens, at):
        return at, Word(UNIT, 1, "و")
    return -1, None


def _eleven(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    if _is_teen(tokens, at):
        return 11, at + 2
    position, word = _joined(tokens, at + 1)
    if word and word.role == TENS:
        return 1 + word.value, position + 1
    return None


def _below_thousand(tokens: Sequence[Token], at: int, word: Word) -> tuple[int, int]:
    after = NUMBERS.get(tokens[at + 1].form)
    if word.role == HUNDRED:
        value, end = word.value, at + 1
    elif (
        word.role == UNIT
        and word.value > 2
        and after
        and after.role == HUNDRED
        and after.value == 100
        and not after.prefix
    ):
        value, end = word.value * 100, at + 2
    else:
        return _below_hundred(tokens, at, word)
    position, more = _joined(tokens, end)
    if more and more.role in (UNIT, TEN, TENS):
        return _add(value, _below_hundred(tokens, position, more), tokens, end)
    return value, end


def _add(value: int, rest: tuple[int, int], tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """Add the rest to hundreds: مئة وثلاثة آلاف is one number, مئة وثلاثة أرباع is not."""
    if tokens[rest[1]].form in FRACTION_PARTS:
        return value, end
    return value + rest[0], rest[1]


def _below_hundred(tokens: Sequence[Token], at: int, word: Word) -> tuple[int, int]:
    if word.role != UNIT:
        return word.value, at + 1
    if _is_teen(tokens, at):
        return 10 + word.value, at + 2
    position, tens = _joined(tokens, at + 1)
    if tens and tens.role == TENS:
        hundred = NUMBERS.get(tokens[position + 1].form)
        if hundred and hundred.role == HUNDRED and hundred.value == 100 and hundred.prefix == "و":  # ست وتسعين ومئة
            return word.value + tens.value + 100, position + 2
        return word.value + tens.value, position + 1
    return word.value, at + 1


def _scale(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Multiply the scales from a token on, آلاف, مليون, ألف مليون, and return the position after them."""
    scale = 1
    while (word := NUMBERS.get(tokens[at].form)) and word.role == SCALE and word.prefix in ("", "ال"):
        if scale * word.value > LARGEST_SCALE:
            break
        scale *= word.value
        at += 1
    return scale, at


def _with_half(tokens: Sequence[Token], count: Count) -> Count:
    more = HALVES_MORE.get(tokens[count.end].form)
    if more is None or tokens[count.end + 1].form in NOT_A_FRACTION_BEFORE:
        return count
    end = count.end + 1
    named, after = _scale(tokens, end)
    if count.scale == 1 < named and all(value < 100 for value in count.values):  # سبعة ونصف مليون, 7.5 million
        return Count(tuple((value + more) * named for value in count.values), after, 1)
    if named not in (1, count.scale):
        return count
    return Count(tuple(value + more * count.scale for value in count.values), after, 1)
