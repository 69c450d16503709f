"""Finds every quantity in an Arabic text."""

import re
from collections.abc import Sequence, Set

from mujaz.text.clitics import PROCLITICS
from mujaz.text.folding import fold
from mujaz.text.quantities.arabic_money import coins, currency_of, is_small_coins, read_money, read_money_before
from mujaz.text.quantities.arabic_numbers import COUNT_STARTS, read_count
from mujaz.text.quantities.arabic_times import DATE_STARTS, TIME_STARTS, YEAR_CUES, read_date, read_ordinal, read_time
from mujaz.text.quantities.arabic_words import (
    BARE_ORDINALS,
    DECADES,
    DEFINITE,
    DOUBTFUL_DUALS,
    DUALS,
    HALVES_MORE,
    LOOSE,
    NUMBERS,
    OF_AGE,
    OF_THEM,
    ORDINALS,
    SCALE,
    SYMBOLS,
    UNIT,
    folded,
)
from mujaz.text.quantities.quantity import BARE, HOUR, Kind, Quantity
from mujaz.text.quantities.readings import (
    Count,
    Reading,
    is_list_label,
    read_added_minutes,
    readers_by_form,
    spread_units,
    with_century,
)
from mujaz.text.quantities.tokens import ARABIC, DAMMA, END, LATIN, NUMBER, Token, glued, tokenize

_PERCENT_NOUN = folded("المئة المائة المية")
_PERCENT_WORD = folded("بالمئة بالمائة بالمية")
_POINTS, _OF_PERCENT = folded("نقطة نقاط نقطتين نقطتان"), folded("مئوية مئويتين مئويتان")
_PERCENT_SIGNS = ("%", "٪")
_MEASURES = folded(
    "سنوات أعوام أشهر شهور أيام ساعات دقائق أسابيع أمتار كيلومترات درجات نقاط مرات عقود قرون سنة عاما شهرا يوما ساعة "
    "دقيقة مواسم موسما كيلوغرامات كيلوجرامات أطنان لترات أميال مترا كيلومترا طنا"
)
_ONE_MEASURE = folded(
    "ساعة سنة عام شهر يوم أسبوع عقد قرن الساعة السنة العام وساعة وسنة وعام لساعة لسنة لعام عاما قرنا شهرا يوما "
    "ضعف بضعف مرة بمرة درجة الدرجة "
    "متر مترا طن طنا كيلومتر كيلومترا كيلوغرام كيلوغراما كيلوجرام كيلوجراما كيلو لتر ميل دونم درجة موسم نقطة "
    "جنيه جنيها درهم درهما دينار دينارا دولار دولارا ريال ريالا ليرة فرنك شيكل يورو "
    "بجنيه بدرهم بدينار بدولار بريال بليرة بفرنك بشيكل بيورو"
)
_SPEEDS = folded(
    "ميغابت ميغابايت ميجابت ميجابايت غيغابت غيغابايت جيجابت جيجابايت "
    "متر مترا أمتار كيلومتر كيلومترا كيلومترات ميل ميلا أميال مرة مرات لتر لترا لترات دورة إطارا صورة مكعب مكعبا مكعبة"
)
_AGAIN = folded(
    "المتر الطن الكيلومتر الكيلوغرام الكيلوجرام الكيلو الساعة الدقيقة السنة العام الشهر اليوم الأسبوع العقد القرن "
    "الموسم الدرجة النقطة اللتر الميل المرة الضعف القنطار"
)
"""Nouns that may be repeated after a half: متر ونصف المتر."""
_FIGURES = folded("الخشبات قوائمه قوائمها")
"""Words after which a number is part of an idiom: the three posts of a goal, on all fours."""
_TWO, _NO_TWO = folded("اثنان اثنين"), folded("يختلف كل يوم مساء صباح علي")
"""Words for two, and words after which they are an idiom or Monday: no two disagree, every Monday."""
_POWERED = folded("كم م سم كلم ملم مم")
_HOUR = folded("ساعة الساعة")
_CENTURY, _SECOND = fold("القرن"), fold("الثانية")
_LETTER_NAME = 3
"""Letters in the longest name of a Latin letter: the 9 of يو9 belongs to a name such as HKU9 and is no footnote."""
_NUMBERED = folded("المركز المرتبة الدور الجولة الدقيقة العام عام سنة يوم نحو حوالي رقم")
"""Words whose number is no footnote even if the space before it is missing."""
_EIGHTHS, _FINAL = folded("ثمن الثمن لثمن بثمن وثمن"), folded("نهائي النهائي")
"""Together they name the round of sixteen, the "eighth-final", as in French."""
_HOUR_CUES = folded("في عند بعد قبل حتى منذ نشرة لنشرة ونشرة وفي نحو حوالي من إلى وعند الظهر وحتى وإلى")
"""Words after which a feminine ordinal may be an hour: في الثامنة."""
_CLITICS = frozenset(PROCLITICS[1:])
_HUNDRED, _OF_A_HUNDRED = 100, folded("درجة درجات درجتين درجتان نقطة نقاط نقطتين نقطتان نسبة بنسبة النسبة النسب نسب")
"""Words after which مئوية means centigrade or per cent, not a centenary: درجة مئوية."""
_COVID = folded("كوفيد بكوفيد لكوفيد وكوفيد كالكوفيد الكوفيد بالكوفيد covid")
_HEAT = folded("حرارة درجة درجات حرارته حرارتها")
_YEAR_SIGNS = folded("م هـ ميلادي ميلادية للميلاد هجري هجرية للهجرة")
_MAY_BE_NUMBER = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9½¼¾]|م[ائ]?ئ[ةه]و")
_RANGE = re.compile(r"\s*(?:و|أو|إلى|الى|حتى|[-–—])\s*")


def may_have_quantities(text: str, forms: Set[str]) -> bool:
    """Whether a text has a digit or a word that a quantity may begin with.

    Args:
        text: Arabic.
        forms: The folded forms of its words.
    """
    return not _READERS.keys().isdisjoint(forms) or DAMMA in text or _MAY_BE_NUMBER.search(text) is not None


def arabic_quantities(text: str) -> list[Quantity]:
    """Return every quantity of an Arabic text, in order.

    Words that only look like numbers are left out: days of the week, أحد as "one of", ثانية as "again", مئات and
    آلاف without a count.

    Args:
        text: Arabic, normalised or not. Spans refer to it.
    """
    tokens = tokenize(text)
    found: list[tuple[int, Reading]] = []
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.kind == NUMBER or token.form in _READERS]:
        reading = _read(tokens, at) if at >= end else None
        if reading:
            found.append((at, reading))
            end = reading.end
    return spread_units(text, tokens, found, _RANGE)


def _read(tokens: Sequence[Token], at: int) -> Reading | None:
    if _is_time_unit(tokens, at) or _is_exponent(tokens, at):
        return None
    for read in _READERS.get(tokens[at].form, _READERS_OF_DIGITS):
        if reading := read(tokens, at):
            return reading
    return None


def _is_time_unit(tokens: Sequence[Token], at: int) -> bool:
    """Whether الثانية means a second of time: 4.7 أمتار في الثانية, ثلاثة أجزاء من مئة من الثانية."""
    if at < 2 or tokens[at].form != _SECOND:
        return False
    preposition, before = tokens[at - 1].form, tokens[at - 2]
    measured = preposition == "في" and (before.form in _SPEEDS or before.kind in (NUMBER, LATIN))
    return measured or (preposition == "من" and (before.kind == NUMBER or before.form in NUMBERS))


def _is_exponent(tokens: Sequence[Token], at: int) -> bool:
    """Whether a digit is an exponent, such as the 2 of كم2."""
    return (
        at > 0
        and tokens[at].form in ("2", "3")
        and glued(tokens[at - 1], tokens[at])
        and tokens[at - 1].form in _POWERED
    )


def _amount(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a count with its unit: per cent, money, a year."""
    if tokens[at].form in SYMBOLS or tokens[at].form in _PERCENT_SIGNS:
        return _signed(tokens, at)
    if _is_other_word(tokens, at):
        return None
    if play := read_added_minutes(tokens, at):
        minute, added, end = play
        return Reading(Kind.CARDINAL, (minute + added, added), end)  # the third minute of stoppage time
    count = read_count(tokens, at)
    if count is None or not count.values:
        return read_money_before(tokens, at)
    percent = _percent_end(tokens, count.end)
    if percent:
        return Reading(Kind.PERCENT, count.values, percent)
    added = is_small_coins(tokens, at, count)
    if money := read_money(tokens, count):
        return money._replace(firm=money.firm and not added)
    if tokens[count.end].form in _HOUR and count.values[0] < 1:  # ربع ساعة are 15 minutes
        return Reading(Kind.CARDINAL, (*count.values, *(60 * value for value in count.values)), count.end)
    if _is_year(tokens, at, count):
        return Reading(Kind.YEAR, count.values, _century(tokens, count.end)[1])
    count = _measured_half(tokens, count)
    firm = count.firm and not (added or _is_label(tokens, at))
    return Reading(Kind.CARDINAL, with_century(tokens, at, count.values), count.end, "", firm, count.scale)


def _signed(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a number after its symbol: $50 and %50."""
    sign = tokens[at].form
    if tokens[at + 1].kind != NUMBER or (sign in _PERCENT_SIGNS and not glued(tokens[at], tokens[at + 1])):
        return None
    count = read_count(tokens, at + 1)
    if count is None:
        return None
    if sign in SYMBOLS:
        return Reading(Kind.MONEY, count.values, count.end, SYMBOLS[sign])
    return Reading(Kind.PERCENT, count.values, count.end)


def _is_other_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number word is another word here.

    الست is a lady except in الدول الست, ألف is "wrote" before a subject, الربع السابق is a quarter of a year.
    """
    form, after = tokens[at].form, tokens[at + 1].form
    if form in ("الست", "السبع"):
        return not (at and (tokens[at - 1].form.startswith(DEFINITE) or tokens[at - 1].form.endswith("مجموعه")))
    word = NUMBERS.get(form)
    if word and word.role == UNIT and form in ("ست", "سبع"):
        return after.startswith("ال") and after != "الي"
    if at and (tokens[at - 1].form in _FIGURES or (form in _TWO and tokens[at - 1].form in _NO_TWO)):
        return True
    if word and word.role == SCALE and form in ("الف", "والف"):
        return after.startswith("ال")
    return form.endswith("الربع") and (after.startswith("ال") or after in ORDINALS)


def _percent_end(tokens: Sequence[Token], at: int) -> int:
    if tokens[at].form in _PERCENT_SIGNS or tokens[at].form in _PERCENT_WORD:
        return at + 1
    after = tokens[at + 1].form
    if (tokens[at].form in ("في", "ب", "ف") and after in _PERCENT_NOUN) or (
        tokens[at].form in _POINTS and after in _OF_PERCENT
    ):
        return at + 2
    return 0


def _is_year(tokens: Sequence[Token], at: int, count: Count) -> bool:
    """Whether a count is a year: a whole number beside a word for year, or 1930 من القرن العشرين."""
    value = count.values[0]
    if value.denominator != 1 or (tokens[at].kind == NUMBER and not (tokens[at].form.isdigit() and count.scale == 1)):
        return False
    word = NUMBERS.get(tokens[at].form)
    if word and word.role == SCALE and word.definite:  # كل سنة بالألف, "every year with an A"
        return False
    if tokens[count.end].form in _YEAR_SIGNS or _century(tokens, count.end)[0]:
        return 100 <= value <= 2200
    return at > 0 and tokens[at - 1].form in YEAR_CUES and 1000 <= value <= 2200


def _measured_half(tokens: Sequence[Token], count: Count) -> Count:
    """Add the half that follows a measure: ثلاث سنوات ونصف."""
    if tokens[count.end].form in _MEASURES and tokens[count.end + 1].form in HALVES_MORE:
        more = HALVES_MORE[tokens[count.end + 1].form]
        end = count.end + 2 + (tokens[count.end + 2].form in _AGAIN)
        return Count(tuple(value + more for value in count.values), end, firm=count.firm)
    return count


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    """Whether a translation may drop these digits: in كوفيد-19, of a list ("3 - "), of a footnote (الهجوم2)."""
    if tokens[at].kind != NUMBER:
        return False
    if is_list_label(tokens, at):
        return True
    before = tokens[at - 1] if at else END
    if glued(before, tokens[at]) and before.kind == ARABIC and before.form not in _CLITICS:
        return len(before.form) > _LETTER_NAME and before.form not in _NUMBERED
    if before.form == "-" and at > 1:
        before = tokens[at - 2]
    return before.form in _COVID


def _ordinal(tokens: Sequence[Token], at: int) -> Reading | None:
    if tokens[at].form in ("حادي", "حاديه") and tokens[at + 1].form in ("عشر", "عشره"):
        return Reading(Kind.ORDINAL, (11,), at + 2)
    ordinal = read_ordinal(tokens, at)
    if ordinal is None and tokens[at].form in BARE_ORDINALS and not _is_verb(tokens, at):
        ordinal = BARE_ORDINALS[tokens[at].form][1], at + 1
    if ordinal is None:
        return None
    value, end = ordinal
    if tokens[end].form == "عشر" and 1 < value < 10 and tokens[at].form in BARE_ORDINALS:
        value, end = value + 10, end + 1
    if tokens[end].form == "بعد" and tokens[end + 1].form in _PERCENT_NOUN:  # السادسة والعشرون بعد المئة
        value, end = value + 100, end + 2
    firm = value > (2 if tokens[at].form in BARE_ORDINALS else 1) and not _is_another(tokens, at, end)
    hour = value <= 12 and tokens[at].form.endswith("ه") and at > 0 and tokens[at - 1].form in _HOUR_CUES
    return Reading(Kind.ORDINAL, (value,), end, HOUR if hour else "", firm)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether عاشر is "lived with", as it is before its object, عاشر القوم."""
    return tokens[at].form.endswith("عاشر") and tokens[at + 1].form.startswith("ال")


def _is_another(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether an ordinal means "another", the last of several: حي صيني وآخر هندي وثالث ماليزي, "and a Malay one"."""
    joined = tokens[at].form in BARE_ORDINALS and BARE_ORDINALS[tokens[at].form][0] == "و"
    return joined and not tokens[end].form.startswith(("ا", "من"))


def _decade(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read تسعينيات with its century if one follows: ثلاثينيات القرن التاسع عشر is the 1830s.

    في الستينيات من عمره means "in his sixties", never the 1960s.
    """
    entry = DECADES.get(tokens[at].form)
    if entry is None:
        return None
    century, end = _century(tokens, at + 1)
    of_age = tokens[at + 1].form == "من" and tokens[at + 2].form.removeprefix("ال").startswith("عمر")
    of_heat = any(token.form.removeprefix("ال") in _HEAT for token in tokens[max(0, at - 3) : at])
    value = (century - 1) * 100 + entry[1] if century else entry[1]
    return Reading(Kind.DECADE, (value,), end, BARE if of_age or of_heat else "")


def _century(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Read the century after a decade, القرن التاسع عشر; 0 if there is none. Also return the position after it."""
    start = at + 1 if tokens[at].form == "من" else at
    if tokens[start].form != _CENTURY:
        return 0, at
    word = NUMBERS.get(tokens[start + 1].form)
    if tokens[start + 1].form == "الماضي" or (word and word.definite and word.value == 20):
        return 20, start + 2
    return read_ordinal(tokens, start + 1) or (0, at)


def _dual(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a dual, يومان or عامين ونصف, or one and a half of something, ساعة ونصف."""
    more = HALVES_MORE.get(tokens[at + 1].form, 0)
    end = at + 2 if more else at + 1
    bare = tokens[at].form.removeprefix("ال")
    if more and tokens[end].form.removeprefix("ال") in (bare, bare.removesuffix("ا"), bare[:-2]):
        end += 1
    currency = currency_of(tokens[at].form)
    parts = coins(tokens, currency, end) if currency else ()
    if tokens[at].form in DUALS and not _is_plural(tokens, at) and not _is_buzzing(tokens, at):
        value = 2 + more
    elif (more or parts) and tokens[at].form in _ONE_MEASURE:
        value = 1 + more
    else:
        return None
    if tokens[at].form in _POINTS and tokens[end].form in _OF_PERCENT:
        return Reading(Kind.PERCENT, (value,), end + 1)
    one_by_one = tokens[end].kind == NUMBER or tokens[end].form in ORDINALS  # القرنين التاسع عشر والعشرين
    firm = value > 1 and not one_by_one and tokens[at].form not in DOUBTFUL_DUALS
    values = (value, *(value + part for part in parts))
    return Reading(Kind.MONEY if currency else Kind.CARDINAL, values, end, currency, firm)


def _is_plural(tokens: Sequence[Token], at: int) -> bool:
    """Whether العامين is a plural: الممارسين العامين are general practitioners, العامين الماضيين the last two years."""
    before = tokens[at - 1].form if at else ""
    return tokens[at].form == "العامين" and before.endswith("ين") and ("ال" in before[:4] or "لل" in before[:3])


def _is_buzzing(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is not "two tons", طنين من: طنين alone is a buzzing, and الطنان the hummingbird."""
    of_tons = tokens[at].form.endswith(("طنين", "طنان"))
    return of_tons and tokens[at + 1].form != "من" and tokens[at + 1].form not in HALVES_MORE


def _loose(tokens: Sequence[Token], at: int) -> Reading | None:
    if tokens[at].form in _EIGHTHS and tokens[at + 1].form in _FINAL:
        return Reading(Kind.CARDINAL, (16,), at + 2, firm=False)
    if tokens[at].form in OF_AGE:
        return Reading(Kind.DECADE, (OF_AGE[tokens[at].form][1],), at + 1, BARE, firm=False)
    if tokens[at].form in OF_THEM:
        return Reading(Kind.ORDINAL, (OF_THEM[tokens[at].form][1],), at + 1, firm=False)
    entry = LOOSE.get(tokens[at].form)
    if entry is None or (entry[1] == _HUNDRED and at and tokens[at - 1].form in _OF_A_HUNDRED):
        return None
    prefix, value = entry
    scored = prefix == "ب" and value > 2 and tokens[at].form.endswith("ه")  # won by three, بثلاثية
    return Reading(Kind.CARDINAL, (value,), at + 1, firm=scored)


_READERS_OF_DIGITS = (read_date, read_time, _amount)
_READERS = readers_by_form(
    (read_date, DATE_STARTS),
    (read_time, TIME_STARTS),
    (_amount, COUNT_STARTS.union(SYMBOLS, _PERCENT_SIGNS)),
    (_ordinal, frozenset().union(ORDINALS, BARE_ORDINALS, ("حادي", "حاديه"))),
    (_decade, DECADES),
    (_dual, DUALS.union(_ONE_MEASURE)),
    (_loose, frozenset().union(_EIGHTHS, OF_AGE, OF_THEM, LOOSE)),
)
"""What may read a quantity that begins with a word."""
