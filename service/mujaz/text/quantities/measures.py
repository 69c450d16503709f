"""What numbers count: kilometres, days. A translation that says 90 grams for 90 kilograms has all the digits."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.text.quantities.arabic_words import PREFIXES
from mujaz.text.quantities.quantity import Kind, Quantity
from mujaz.text.quantities.tokens import fold, fold_text
from mujaz.types import Span


class Measure(NamedTuple):
    """What a source counts, and where it says so.

    Args:
        name: In English, in the plural.
        span: The word in the source.
        quantity: The number that it counts; None where there is none.
    """

    name: str
    span: Span
    quantity: Quantity | None = None


def counted_measures(source: str, quantities: Sequence[Quantity]) -> Iterator[Measure]:
    """The measures that an Arabic text counts: 90 كجم, الأشهر الثلاثة, يومان, أوقية واحدة, القرن التاسع عشر, أسبوعيا.

    Args:
        source: The text.
        quantities: Its quantities.
    """
    for found in _ARABIC_WORDS.finditer(source):
        if rate := _RATES.get(fold(found.group())):
            yield Measure(rate, Span(*found.span()))
    for quantity in quantities:
        if (
            quantity.kind is Kind.MONEY
            and (per := _FOR_EACH.match(source, quantity.span.end))
            and fold(per[1]) in _AFTER
        ):
            yield Measure(_AFTER[fold(per[1])], Span(*per.span(1)), quantity)
        if quantity.kind not in (Kind.CARDINAL, Kind.ORDINAL):
            continue
        before = _LAST_WORD.search(source, max(0, quantity.span.start - _FAR), quantity.span.start)
        word = fold(before["word"]) if before else ""
        words = [fold(word) for word in quantity.surface.split()]
        inside = next((name for word in words if (name := _DUALS.get(word) or _AFTER.get(word))), None)
        if inside:  # يومان, ثلاث سنوات ونصف
            yield Measure(inside, quantity.span, quantity)
        elif (
            before
            and word in _BEFORE
            and not word.endswith(_NOW)
            and (_BEFORE[word] == "centuries" or quantity.kind is Kind.CARDINAL)
        ):
            yield Measure(_BEFORE[word], Span(*before.span("word")), quantity)
        elif before and quantity.value == 1 and (name := _AFTER.get(word) or _AFTER.get(word[1:])):  # وأوقية واحدة
            yield Measure(name, Span(*before.span("word")), quantity)
        elif quantity.kind is Kind.CARDINAL and (after := _NEXT_WORDS.match(source, quantity.span.end)):
            yield from _measure(after, quantity)


def _measure(match: re.Match[str], quantity: Quantity) -> Iterator[Measure]:
    """The measure that one or two words name, with what makes it square, cubic or a speed."""
    first, second = fold(match["first"]), fold(match["second"] or "")
    if first + second in _AFTER:
        yield Measure(_AFTER[first + second], Span(*match.span("first")), quantity)
    elif first in _AFTER:
        yield Measure(_AFTER[first], Span(*match.span("first")), quantity)
    if first in _LENGTHS and second in _POWERS:
        yield Measure(_POWERS[second], Span(*match.span("second")), quantity)
    if (first in _LENGTHS or first == "م") and (rate := _PER.match(match.string, match.end("first"))):
        yield Measure(_SHORT_TIMES[fold(rate[1])], Span(*rate.span(1)), quantity)


def invents_two(source: str, target: str, quantity: Quantity) -> bool:
    """Whether a number of an English text is a "two" that the Arabic can have neither as a number nor as a dual.

    The duals of measures are known; of anything else, a source without a word that ends as duals do has none.

    Args:
        source: The Arabic text, which has no number two.
        target: The English text.
        quantity: One of its quantities.
    """
    after = _WORD_AFTER.match(target, quantity.span.end)
    in_word = target[quantity.span.start - 1 : quantity.span.start].isalpha()  # km2
    if quantity.surface.lower() not in ("two", "2") or after is None or in_word:
        return False
    return after[1] in _COUNTED_IN_TWOS or not _may_have_dual(source)


def invented_measure(source: str, target: str, quantity: Quantity) -> str:
    """The measure that an English text counts in this quantity and the Arabic does not name; else empty.

    Not squares, cubes and times, for which Arabic has too many words, nor years, where it may speak of an age.

    Args:
        source: The Arabic text.
        target: The English text.
        quantity: One of its quantities.
    """
    after = _WORD_AFTER.match(target, quantity.span.end)
    names = _NAMES.get(after[1], ()) if after else ()
    if not names or ("years" in names and _speaks_of_age(source)):
        return ""
    said, in_latin = _measures_named(source)
    if said.intersection(names) or any(not _ENGLISH[name].isdisjoint(in_latin) for name in names):
        return ""
    return names[0]


@lru_cache(maxsize=16)
def _may_have_dual(source: str) -> bool:
    return bool(_MAY_BE_DUAL.search(_CROWDS.sub("", fold_text(source))))


@lru_cache(maxsize=16)
def _speaks_of_age(source: str) -> bool:
    return bool(_SPEAKS_OF_AGE.search(source))


@lru_cache(maxsize=16)
def _gives_age(target: str) -> bool:
    return bool(_AGE.search(target))


@lru_cache(maxsize=16)
def _measures_named(source: str) -> tuple[frozenset[str | None], frozenset[str]]:
    """The measures that an Arabic text names, and its Latin words: remembered, as each number asks for them."""
    said = frozenset(_ANYWHERE.get(word) for word in _ARABIC_WORDS.findall(fold_text(source)))
    return said, _english_words(source)


@lru_cache(maxsize=16)
def _english_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.lower()))


def names_measure(target: str, name: str, quantity: Quantity | None = None) -> bool:
    """Whether an English text names the measure of this name, in whatever word; an age may have none.

    Args:
        target: The text.
        name: As in `Measure`.
        quantity: The number beside which it is looked for, if not anywhere. In 1,967 references (FLORES-101 and TICO-19
            dev) it stands there for all but one of the numbers that the text says once.
    """
    named = _ENGLISH[name]
    if quantity and name == "decades" and quantity.value < _FEW:  # seven decades are no seven years, but 70
        named = named - _ENGLISH["years"]
    near = target
    if quantity and name not in _SAID_ANYWHERE:
        after = _TO_NEXT_NUMBER.match(target, quantity.span.end, quantity.span.end + _AFTER_SIGNS)
        before = _FROM_LAST_NUMBER.search(target, max(0, quantity.span.start - _BEFORE_SIGNS), quantity.span.start)
        near = target[before.start() if before else quantity.span.start : after.end() if after else quantity.span.end]
    return not named.isdisjoint(_english_words(near)) or (name == "years" and _gives_age(target))


_SHORT_TIMES = {"ث": "seconds", "ثانيه": "seconds", "س": "hours", "ساعه": "hours", "دقيقه": "minutes"}
_SHORT = "ث(?:انية)?|س(?:اعة)?|دقيقة"
_WORD = r"[\u0620-\u065f\u0670-\u06d3]+"
_ARABIC_WORDS = re.compile(_WORD)
_NEXT_WORDS = re.compile(rf"\s*(?:من\s+ال)?(?P<first>{_WORD})(?:\s+(?P<second>{_WORD}))?")
_LAST_WORD = re.compile(rf"(?P<word>{_WORD})\s+(?:ال(?:[ـ-]\s*)?)?\Z")
_FOR_EACH = re.compile(rf"\s+(?:[اأ]مريكي\w*\s+)?لل({_WORD})")
_PER = re.compile(rf"\s*(?:/\s?|في\s+ال|بال)({_SHORT})(?![\w\u064b-\u0652]|\s*\d)")
_FAR = 40
"""Signs to look back for a word: the longest has half as many."""
_WORD_AFTER = re.compile(r"[\s-]+([a-z]+)")
_MAY_BE_DUAL = re.compile(r"(?:ان|ين|تا|تي)\b|[اي]\s+ال|اثن|ثنا|ثان|كلا|كلي|كلت|زوج|توا?م|ضعف")
"""Endings of duals, before another noun without their n, and words that say two in their own way."""
_CROWDS = re.compile(
    r"\b[وف]?(?:[بك]?ال|لل)(?:ناقه|مسلم|مواطن|مدني|مشارك|مصاب|عامل|مهاجر|لاجئ|نازح|متظاهر|محتج|مسافر|مستخدم|ناخب|مستهلك|"
    r"مستثمر|مسؤول|موظف|معلم|ممرض|باحث|مزارع|صحفي|صحافي|سياسي|مقيم|بالغ|مراهق|متطوع|متقاعد|مقاتل|متمرد|معتقل|محتجز)ين\b"
)
"""The people of whom news speaks in the plural. With the article hardly ever two: in no reference with a "two" that has
one of these and no dual (430: FLORES-101 and TICO-19 dev, UN documents, XQuAD, Tatoeba, MMLU)."""
_SPEAKS_OF_AGE = re.compile(r"\bسن\b|عمر|عمار|[<>≤≥]")
_WORDS = re.compile(r"[a-z]+[23]?|[°²³]")
_AGE = re.compile(
    r"(?i)\b(?:aged?|age of)\s+(?:over\s+|under\s+)?[≥≤<>]?\s*\d+\b|\b(?:over|under|below)\s+\d+\b(?!\s*[a-z%-])"
    r"|,\s*\d{1,2}\s*,"
)
"""Aged 19, those over 70, and Vidal, 28, joined."""

_TABLE = {
    # name: forms after a number; forms in the dual; English words
    "kilograms": (
        "كجم كغم كغ كلغ كلجم كيلوغرام كيلوجرام كيلوغرامات كيلوجرامات", "",
        "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    ),
    "grams": ("غرام جرام غم جم غرامات جرامات", "", "g gr gram grams gramme grammes"),
    "tonnes": ("طن أطنان", "طن", "ton tons tonne tonnes"),
    "pounds": ("رطل أرطال", "رطل", "pound pounds lb lbs"),
    "ounces": ("أونصة أوقية أونصات أوقيات", "أونصت أوقيت", "ounce ounces oz"),
    "kilometres": (
        "كم كلم كيلومتر كيلومترات", "كيلومتر", "km kms kmh kph km2 kilometre kilometres kilometer kilometers",
    ),
    "metres": ("متر أمتار", "متر", "m m2 m3 metre metres meter meters"),
    "centimetres": ("سم سنتيمتر سنتمتر سنتيمترات سنتمترات", "", "cm centimetre centimetres centimeter centimeters"),
    "millimetres": ("ملم مم مليمتر ميليمتر ملليمتر مليمترات", "", "mm millimetre millimetres millimeter millimeters"),
    "miles": ("ميل أميال", "ميل", "mile miles miler mi mph"),
    "feet": ("قدم أقدام", "قدم", "foot feet ft"),
    "inches": ("بوصة إنش بوصات", "", "inch inches"),
    "hectares": ("هكتار هكتارات", "", "hectare hectares ha"),
    "square": ("", "", "square squared sq sqm km2 m2 ²"),
    "cubic": ("", "", "cubic cubed m3 ³"),
    "litres": ("لتر ليتر لترات ليترات", "لتر", "l litre litres liter liters"),
    "barrels": ("برميل براميل", "برميل", "barrel barrels bbl bpd"),
    "megawatts": ("ميغاواط ميجاواط ميغاوات ميجاوات", "", "mw megawatt megawatts"),
    "degrees Celsius": ("درجةمئوية مئوية درجاتمئوية", "", "c celsius centigrade degree degrees °"),
    "degrees Fahrenheit": ("درجةفهرنهايت درجةفهرنهايتية فهرنهايت فهرنهايتية", "", "f fahrenheit"),
    "seconds": ("ثانية ثواني ثوان", "ثانيت", "s sec secs second seconds"),
    "minutes": ("دقيقة دقائق", "دقيقت", "min mins minute minutes"),
    "hours": ("ساعة ساعات", "ساعت", "h hr hrs hour hours hourly mph kmh kph"),
    "days": ("يوم أيام", "يوم", "day days daily everyday"),
    "weeks": ("أسبوع أسابيع", "أسبوع", "week weeks weekly fortnight"),
    "months": ("شهر أشهر شهور", "شهر", "month months monthly trimester trimesters quarter quarters"),
    "years": ("سنة عام سنوات سنين أعوام", "سنت عام", "year years yearly yr yrs annual annually anniversary"),
    "decades": ("عقد عقود", "عقد", "decade decades year years"),
    "centuries": ("قرن قرون", "قرن", "century centuries"),
    "times": ("مرة مرات", "مرت", "time times once twice thrice double doubled triple tripled fold single"),
}  # fmt: skip
_AFTER = {
    fold(form + ending): name
    for name, (forms, _, _) in _TABLE.items()
    for form in forms.split()
    for ending in ("", "ا")
}
_DUALS = {
    prefix + fold(stem + ending): name
    for name, (_, stems, _) in _TABLE.items()
    for stem in stems.split()
    for ending in ("ان", "ين")
    for prefix in PREFIXES
    if not (name == "years" and prefix.endswith(("ال", "لل")))  # العامين is the plural of general as well
}
_BEFORE = {
    prefix + form: name for prefix in PREFIXES if prefix.endswith(("ال", "لل")) for form, name in _AFTER.items()
}  # الأشهر الثلاثة, القرن التاسع عشر; in front of its number the measure has the article
_RATES = {
    prefix + fold(form): name
    for name, forms in {
        "days": "يوميا يومية", "weeks": "أسبوعيا أسبوعي أسبوعية", "months": "شهريا شهري شهرية",
        "years": "سنويا سنوي سنوية",
    }.items()
    for form in forms.split()
    for prefix in ("", "ال", "وال", "بال")
}  # fmt: skip
"""Not يومي, which is also two days beside their names."""
_ANYWHERE = {prefix + form: name for prefix in PREFIXES for form, name in (_AFTER | _DUALS).items()}
_ANYWHERE |= {fold("كيلو"): "kilometres"}
_ENGLISH = {name: frozenset(words.split()) for name, (_, _, words) in _TABLE.items()}
_FEW = 10
"""A number of years in decades is no smaller."""
_OF_EACH = frozenset("hourly daily everyday weekly monthly yearly annual annually mph kmh kph miler".split())
_NAMES = {
    word: tuple(name for name, words in _ENGLISH.items() if word in words)
    for word in frozenset().union(*_ENGLISH.values())
    if len(word) > 2
    and word not in _ENGLISH["square"] | _ENGLISH["cubic"] | _ENGLISH["times"] | {"degree", "degrees"} | _OF_EACH
}
_COUNTED_IN_TWOS = frozenset(word for words in _ENGLISH.values() for word in words if len(word) > 2)
_NOW = tuple(map(fold, ("اليوم", "العام", "السنة", "الشهر", "الساعة")))
"""Before a number they are today and this year, or general; what is counted stands there in the plural."""
_SAID_ANYWHERE = frozenset(("times", "centuries", "degrees Celsius"))
_TO_NEXT_NUMBER = re.compile(r"(?:\D|(?<=[a-zA-Z])\d)*")
_FROM_LAST_NUMBER = re.compile(r"\D*\Z")
_BEFORE_SIGNS, _AFTER_SIGNS = 15, 40
_LENGTHS = frozenset(form for form, name in _AFTER.items() if name.endswith(("metres", "miles", "feet")))
_POWERS = {
    fold(form + ending): name for form, name in {"مربع": "square", "مكعب": "cubic"}.items() for ending in ("", "ا", "ة")
}
