"""Checks what numbers count, such as kilometres or days: 90 grams for 90 kilograms has the right digits."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards import ranks
from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import PER_FORM
from mujaz.text.clitics import PROCLITICS
from mujaz.text.folding import fold
from mujaz.text.quantities import Kind, Matching, Quantity
from mujaz.text.quantities.arabic_words import DEFINITE, folded
from mujaz.text.tables import read_table
from mujaz.types import Finding, Span


class Measure(NamedTuple):
    """What a source counts, and where it says so.

    Args:
        name: Its English name, in the plural.
        span: The word in the source.
        quantity: The number that counts it, or None.
    """

    name: str
    span: Span
    quantity: Quantity | None = None


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each measure that one text counts and the other does not name, and for an invented "two".

    Of 1,967 references (FLORES-101 and TICO-19 dev) three have one; one of the three translates another sentence.
    """
    yield from _invented(pair)
    matching = pair.matching
    measures = pair.source.read(_counted_measures)
    partners = _only_partners(matching) if measures else {}
    missing = {number.span for number in matching.missing}
    for measure in measures:
        if measure.quantity and measure.quantity.span in missing:  # `numbers` says so
            continue
        partner = partners.get(measure.quantity.span) if measure.quantity else None
        if partner and measure.quantity and measure.quantity.value < 1 < partner.value:
            continue
        if not _names_measure(pair, measure.name, partner):
            yield number_finding(f"The source counts {measure.name}; the translation does not.", measure.span)


def _invented(pair: Pair) -> Iterator[Finding]:
    """Findings for measures that only the translation counts, and for an invented "two"."""
    matching = pair.matching
    for added in matching.loose:
        if _invents_two(pair, added):
            yield number_finding(f"The translation says {added}; the source does not.", target=added.span)
    for source, target in matching.pairs:
        if target.kind is not Kind.CARDINAL or ranks.confusion(pair, source, target):
            continue
        of_hour = source.value < 1 < target.value  # ربع ساعة is 15 minutes
        if (
            of_hour
            and (after := _WORD_AFTER.match(pair.target.text, target.span.end))
            and after[1] in _ENGLISH["hours"]
        ):
            yield number_finding(f"The source says {source} hours, the translation {target}.", source.span, target.span)
        if not of_hour and (name := _invented_measure(pair, source, target)):
            yield number_finding(f"The translation counts {name}; the source does not.", source.span, target.span)


def _only_partners(matching: Matching) -> dict[Span, Quantity]:
    """The counterpart of each quantity whose value the translation says only once."""
    times = Counter(target.value for _, target in matching.pairs)
    times.update(quantity.value for quantity in (*matching.added, *matching.loose, *matching.repeated))
    return {source.span: target for source, target in matching.pairs if times[target.value] == 1}


def _counted_measures(source: Source) -> list[Measure]:
    """What an Arabic text counts: 90 كجم, الأشهر الثلاثة, يومان, أوقية واحدة, القرن التاسع عشر, أسبوعيا."""
    may_count = source.words.having(_measure_of) or _METRE in source.forms
    return list(dict.fromkeys((*_rates(source), *(_counted(source) if may_count else ()))))


@PER_FORM.reader
def _measure_of(form: str) -> str | None:
    """The measure that a folded word names, with whatever is joined to it."""
    return _ANYWHERE.get(form) or _ANYWHERE.get(_WHOSE.sub("", form))


def _rates(source: Source) -> Iterator[Measure]:
    for at, rate in source.words.having(_rate):
        if not at or not source.words[at - 1].form.endswith(_QUARTER):
            yield Measure(rate, source.words[at].span)


@PER_FORM.reader
def _rate(form: str) -> str | None:
    return _RATES.get(form)


def _counted(source: Source) -> Iterator[Measure]:
    for quantity in source.quantities:
        per = _FOR_EACH.match(source.text, quantity.span.end) if quantity.kind is Kind.MONEY else None
        if per and (name := _AFTER.get(fold(per[1]))):
            yield Measure(name, Span(*per.span(1)), quantity)
        if quantity.kind in (Kind.CARDINAL, Kind.ORDINAL):
            yield from counted_in(source.text, quantity)


def counted_in(text: str, quantity: Quantity) -> Iterator[Measure]:
    """The measures that one number of an Arabic text counts, named in it, before it or after it.

    Args:
        text: The text.
        quantity: The number.
    """
    words = map(fold, quantity.surface.split())
    if inside := next((name for each in words if (name := _DUALS.get(each) or _AFTER.get(each))), None):
        yield Measure(inside, quantity.span, quantity)  # يومان, ثلاث سنوات ونصف
        return
    before = _LAST_WORD.search(text, max(0, quantity.span.start - _FAR), quantity.span.start)
    if before and (name := _measure_before(before, quantity)):
        yield Measure(name, Span(*before.span("word")), quantity)
    elif quantity.kind is Kind.CARDINAL and (after := _NEXT_WORDS.match(text, quantity.span.end)):
        yield from _measure(after, quantity)


def _measure_before(before: re.Match[str], quantity: Quantity) -> str | None:
    """The measure that a word before its number names, if any: الأشهر الثلاثة, وأوقية واحدة."""
    word = fold(before["word"])
    name = None if _SPORT.search(before.string, max(0, before.start() - _FAR), before.start()) else _BEFORE.get(word)
    definite = before["article"] if quantity.has_digits else fold(quantity.surface).startswith(_DEFINITE)
    counted = quantity.kind is Kind.CARDINAL and definite
    if name and not word.endswith(_NOW) and (name == "centuries" or counted):
        return name
    if quantity.value != 1 or quantity.kind is not Kind.CARDINAL:
        return None
    return _AFTER.get(word) or _AFTER.get(word.removeprefix("و"))


def _measure(match: re.Match[str], quantity: Quantity) -> Iterator[Measure]:
    """The measure that one or two words name, and what makes it square, cubic or a speed."""
    first, second = fold(match["first"]), fold(match["second"] or "")
    if first in _OF_YEARS and _YEAR.match(match.string, match.end("first")):  # 130 مليونا عام 2030
        return
    if first == "يوم" and (second in _DAYS or _LIKE_YEAR.fullmatch(quantity.surface)):  # مونديال 2022 يوم الأحد
        return
    if first == "قدم" and _LIKE_YEAR.fullmatch(quantity.surface):  # في بطولة 2022 قدم الفريق, "showed"
        return
    if first + second in _AFTER:
        yield Measure(_AFTER[first + second], Span(*match.span("first")), quantity)
    elif first in _AFTER:
        yield Measure(_AFTER[first], Span(*match.span("first")), quantity)
    is_length = first in _LENGTHS or first == _METRE
    if first in _LENGTHS and second in _POWERS:
        yield Measure(_POWERS[second], Span(*match.span("second")), quantity)
    elif is_length and (power := _EXPONENT.match(match.string, match.end("first"))):
        yield Measure("square" if power[0] in "2²٢" else "cubic", Span(*match.span("first")), quantity)
    if is_length and (rate := _PER.match(match.string, match.end("first"))):
        yield Measure(_SHORT_TIMES[fold(rate[1])], Span(*rate.span(1)), quantity)


def _invents_two(pair: Pair, quantity: Quantity) -> bool:
    """Whether a number of an English text is a "two" that the Arabic text has neither as a number nor as a dual.

    If a number of the source is missing, this may be it in other units. The duals of measures are known. A dual of
    anything else is possible if the source has a word with a dual ending.
    """
    target = pair.target.text
    after = _WORD_AFTER.match(target, quantity.span.end)
    in_word = target[quantity.span.start - 1 : quantity.span.start].isalpha()  # km2
    if quantity.surface.lower() not in ("two", "2") or after is None or in_word or pair.matching.missing:
        return False
    return after[1] in _COUNTED_IN_TWOS or not pair.source.read(_may_have_dual)


def _is_alone(text: str, quantity: Quantity) -> bool:
    """Whether a number with the article has no noun, like the forty days of mourning in حتى انقضاء الأربعين."""
    form = fold(quantity.surface)
    if not form.startswith(_DEFINITE) or form.startswith(_THOUSAND):
        return False
    before = _LAST_WORD.search(text, max(0, quantity.span.start - _FAR), quantity.span.start)
    return before is None or not fold(before["word"]).startswith(DEFINITE)


def _invented_measure(pair: Pair, source_number: Quantity, target_number: Quantity) -> str:
    """The measure that an English quantity counts and the Arabic text does not name; empty if there is none.

    Squares, cubes and times are not checked, as Arabic has too many words for them; nor are years that may be an age.
    """
    after = _WORD_AFTER.match(pair.target.text, target_number.span.end)
    names = _NAMES.get(after[1], ()) if after else ()
    if after is None or not names:
        return ""
    if _MADE_OF.search(source_number.surface) or _is_alone(pair.source.text, source_number):
        return ""
    if "years" in names and (pair.source.read(_speaks_of_age) or _OLD.match(pair.target.text, after.end())):
        return ""
    named, in_latin = pair.source.read(_measures_named)
    if named.intersection(names) or any(not _ENGLISH[name].isdisjoint(in_latin) for name in names):
        return ""
    return names[0]


def _may_have_dual(source: Source) -> bool:
    return bool(_MAY_BE_DUAL.search(_CROWDS.sub("", source.folded)) or _HIS_TWO.search(source.text))


def _speaks_of_age(source: Source) -> bool:
    return bool(_SPEAKS_OF_AGE.search(source.text))


def _gives_age(target: Target) -> bool:
    return bool(_AGE.search(target.text))


def _measures_named(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """The measures that an Arabic text names, and its Latin words."""
    return frozenset([name for _, name in source.words.having(_measure_of)]), _english_words(source.text)


def measures_named(source: Source) -> frozenset[str]:
    """The measures that an Arabic text names, by their English names."""
    return source.read(_measures_named)[0]


def english_measures(word: str) -> tuple[str, ...]:
    """The measures that an English word in small letters may name."""
    return _NAMES.get(word, ())


def counted_measures(source: Source) -> frozenset[str]:
    """The measures that an Arabic text counts with a number, or in a rate."""
    return frozenset(measure.name for measure in source.read(_counted_measures))


def english_words_of(name: str) -> frozenset[str]:
    """The English words for a measure."""
    return _ENGLISH[name]


def _all_words(target: Target) -> frozenset[str]:
    return _english_words(target.text)


def _english_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.lower()))


def _names_measure(pair: Pair, name: str, quantity: Quantity | None) -> bool:
    """Whether an English text names a measure in any of its words. Ages need not name years.

    Args:
        pair: The texts.
        name: As in `Measure`.
        quantity: The number beside which the measure must stand, or None to accept it anywhere. In 1,967 references
            (FLORES-101 and TICO-19 dev) it stands there for all but one of the numbers that the text says once.
    """
    named = _ENGLISH[name]
    if quantity and name == "decades" and quantity.value < _FEW:  # seven decades are 70 years, not seven
        named = named - {"year", "years"}
    target = pair.target
    beside = quantity if name not in _SAID_ANYWHERE else None
    words = _english_words(_around(target.text, beside.span)) if beside else target.read(_all_words)
    if not named.isdisjoint(words) or (name == "years" and _is_age(pair)):
        return True
    if not _OTHER_SENSES[name].isdisjoint(words):
        return True
    if name == "times" and quantity and _TO_ONE.match(target.text, quantity.span.end):
        return True
    # "Two hours instead of one" names the measure once for both numbers. "A year" after a number says how often.
    if beside is None or not _english_words(_EACH.sub("", _around(target.text, beside.span))).isdisjoint(
        _MEASURE_WORDS
    ):
        return False
    return not named.isdisjoint(_english_words(target.text[: beside.span.start]))


def _is_age(pair: Pair) -> bool:
    """Whether years may be an age, where English need not say "years": a woman, 28; dead at 77; under 18."""
    if pair.target.read(_gives_age):
        return True
    return pair.source.read(_speaks_of_age) and _MAYBE_AGE.search(pair.target.text) is not None


def _around(text: str, number: Span) -> str:
    """A number with the text around it, up to the next numbers and not far."""
    after = _TO_NEXT_NUMBER.match(text, number.end, number.end + _CHARS_AFTER)
    before = _FROM_LAST_NUMBER.search(text, max(0, number.start - _CHARS_BEFORE), number.start)
    return text[before.start() if before else number.start : after.end() if after else number.end]


_METRE = "م"
_SHORT_TIMES = {"ث": "seconds", "ثانيه": "seconds", "س": "hours", "ساعه": "hours", "دقيقه": "minutes"}
_SHORT = "ث(?:انية)?|س(?:اعة)?|دقيقة"
_WORD = r"[\u0620-\u065f\u0670-\u06d3]+"
_NEXT_WORDS = re.compile(rf"\s*(?:من\s+ال)?(?P<first>{_WORD})(?:\s+(?P<second>{_WORD}))?")
_LAST_WORD = re.compile(rf"(?P<word>{_WORD})\s+(?P<article>ال(?:[ـ-]\s*)?)?\Z")
_SPORT = re.compile(r"كر[ةه]\s+\Z")
"""Before القدم, which then is no foot: فرق كرة القدم الثلاثة are three football teams."""
_TO_ONE = re.compile(r"[\s-]to[\s-](?:one|1)\b(?![-.,:]\d)")
"""After a number it says how many times as many: outnumbered four to one."""
_EACH = re.compile(r"\b(?:a|per|each|every)[\s-](?:hour|day|week|month|year)\b")
_LIKE_YEAR = re.compile(r"(?:19|20|[١][٩]|[٢][٠])\d\d")
_FOR_EACH = re.compile(rf"\s+(?:[اأ]مريكي\w*\s+)?لل({_WORD})")
_PER = re.compile(rf"\s*(?:/\s?|في\s+ال|بال)({_SHORT})(?![\w\u064b-\u0652]|\s*\d)")
_FAR = 40
"""Characters to look back for a word; the longest has half as many."""
_WORD_AFTER = re.compile(r"[\s-]+([a-z]+)")
_MAY_BE_DUAL = re.compile(r"(?:ان|ين|تا|تي)\b|[اي]\s+ال|اثن|ثنا|ثان|كلا|كلي|كلت|زوج|توا?م|ضعف")
"""Endings of duals, without their n before another noun, and other words that mean two."""
_HIS_TWO = re.compile(r"\b\w{3,}[اي](?:ه|ها|هم|هما|هن)\b")
"""A dual with a possessive: قارباهم, شقيقتيه."""
_CROWDS = re.compile(
    r"\b[وف]?(?:[بك]?ال|لل)(?:ناقه|مسلم|مواطن|مدني|مشارك|مصاب|عامل|مهاجر|لاجئ|نازح|متظاهر|محتج|مسافر|مستخدم|ناخب|مستهلك|"
    r"مستثمر|مسؤول|موظف|معلم|ممرض|باحث|مزارع|صحفي|صحافي|سياسي|مقيم|بالغ|مراهق|متطوع|متقاعد|مقاتل|متمرد|معتقل|محتجز)ين\b"
)
"""People whom the news mentions in the plural. With the article they are hardly ever two: none of 430 references with a
"two" has one of these and no dual (FLORES-101 and TICO-19 dev, UN documents, XQuAD, Tatoeba, MMLU)."""
_WHOSE = re.compile(r"(?:ها|هم|هما|هن|ه)\Z")
"""Possessives, as in شهرها السابع, "her seventh month"."""
_SPEAKS_OF_AGE = re.compile(
    r"\b[وفبلك]?(?:ال)?سن\u0651?(?:ه|ها|هم)?\b|عمر|عمار|[<>≤≥]|ناهز|\bعن (?:\S+ ){1,3}(?:عام|سنة)|الفئة"
    r"|\bبلغت? \S+ (?:عام|[أا]عوام|سن)|\b[وفلك]?(?:ابن|ابنة|بنت)\s+(?:ال)?(?:[0-9٠-٩]|عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|"
    r"تسع|[إا]حد|عاشر|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|حادي)|\b[وف]?[يتن]?(?:بلغ|تجاوز|كمل|تم|دخل|خط)\w*\s+ال(?:عاشر|ثاني|ثالث|"
    r"رابع|خامس|سادس|سابع|ثامن|تاسع|حادي|عشرين|ثلاثين|[أا]ربعين|خمسين|ستين|سبعين|ثمانين|تسعين)"
)
_MAYBE_AGE = re.compile(
    r"(?i)\b(?:at|ages?d?|turn\w*|than|between|under|over|from|average of|average|to|is|was|about|least|most)[\s-]+"
    r"(?:the ages? of |about )?\d+\b"
    r"|\d+[- ]year|centenar|age group"
)
"""What English says of ages, and of much else."""
_OLD = re.compile(r"-old")
_MADE_OF = re.compile(r"(?:ية|يه|ي|العشر)\Z")
"""Words that include what they count: الثلاثية, a budget of three years; العشر, the last ten nights."""
_WORDS = re.compile(r"[a-z]+[23]?|[°²³]")
_AGE = re.compile(
    r"(?i)\b(?:aged?|age of)\s+(?:over\s+|under\s+)?[≥≤<>]?\s*\d+\b|\b(?:over|under|below)\s+\d+\b(?!\s*[a-z%-])"
    r"|,\s*\d{1,2}\s*,|\bunder-\d+"
)
"""As in "aged 19", "those over 70", "Vidal, 28, joined"."""

_TABLE = {name: (*cells, "")[:4] for name, *cells in read_table(__package__, "measures.tsv")}
_ABBREVIATED = frozenset("كم كلم سم ملم مم كجم كغم كغ كلغ كلجم غم جم".split())
"""Abbreviations take no ending: كما is "as", مما is "of what"."""
_AFTER = {
    fold(form + ending): name
    for name, (forms, *_) in _TABLE.items()
    for form in forms.split()
    for ending in ("", "ا")
    if not (ending and form in _ABBREVIATED)
}
_DUALS = {
    prefix + fold(stem + ending): name
    for name, (_, stems, *_) in _TABLE.items()
    for stem in stems.split()
    for ending in ("ان", "ين")
    for prefix in PROCLITICS
    if stem + ending != "ميلان"  # Milan
    if not (name == "years" and prefix.endswith(("ال", "لل")))  # العامين is also the plural of "general"
}
_BEFORE = {
    prefix + form: name for prefix in PROCLITICS if prefix.endswith(("ال", "لل")) for form, name in _AFTER.items()
}  # الأشهر الثلاثة, القرن التاسع عشر: a measure before its number has the article
_RATES = {
    prefix + fold(form): name
    for name, forms in {
        "days": "يوميا يومية", "weeks": "أسبوعيا أسبوعي أسبوعية", "months": "شهريا شهرية",
        "years": "سنويا سنوي سنوية",
    }.items()
    for form in forms.split()
    for prefix in PROCLITICS
}  # fmt: skip
"""Not يومي and شهري: before a name they are also duals, and الشهري is a surname."""
_ANYWHERE = {prefix + form: name for prefix in PROCLITICS for form, name in (_AFTER | _DUALS).items()}
_ANYWHERE |= {fold("كيلو"): "kilometres"}
_ENGLISH = {name: frozenset(words.split()) for name, (_, _, words, _) in _TABLE.items()}
_OTHER_SENSES = {name: frozenset(words.split()) for name, (*_, words) in _TABLE.items()}
_EXPONENT = re.compile(r"[23²³٢٣](?!\d)")
_OF_YEARS, _YEAR = frozenset(("عام", "سنه")), re.compile(r"\s+(?:[12]\d{3}|[١٢][٠-٩]{3})\b")
_DEFINITE, _THOUSAND = ("ال", "وال", "لل"), fold("ألف")
_DAYS = folded("السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة")
_MEASURE_WORDS = frozenset().union(*_ENGLISH.values())
_QUARTER = ("ربع", "نصف")
"""الربع السنوي is a quarter, which counts no years."""
_FEW = 10
"""The years that a number of decades stands for are at least this many."""
_OF_EACH = frozenset("hourly daily everyday weekly monthly yearly annual annually mph kmh kph miler".split())
_NAMES = {
    word: tuple(name for name, words in _ENGLISH.items() if word in words)
    for word in frozenset().union(*_ENGLISH.values())
    if len(word) > 2
    and word
    not in _ENGLISH["basis points"]
    | _ENGLISH["square"]
    | _ENGLISH["cubic"]
    | _ENGLISH["times"]
    | {"degree", "degrees"}
    | _OF_EACH
}
_COUNTED_IN_TWOS = frozenset(word for words in _ENGLISH.values() for word in words if len(word) > 2)
_NOW = tuple(map(fold, ("اليوم", "العام", "السنة", "الشهر", "الساعة")))
"""Before a number these mean today, this year or "general"; a measure that is counted is plural there."""
_SAID_ANYWHERE = frozenset(("times", "centuries", "degrees Celsius"))
_TO_NEXT_NUMBER = re.compile(r"(?:\s?(?:to|and|or|[-–—+])\s?[\d.,]+)?(?:\D|(?<=[a-zA-Z])\d)*")
_FROM_LAST_NUMBER = re.compile(r"(?<![^\W\d])\D*\Z")
_CHARS_BEFORE, _CHARS_AFTER = 15, 40
_LENGTHS = frozenset(form for form, name in _AFTER.items() if name.endswith(("metres", "miles", "feet")))
_POWERS = {
    fold(form + ending): name for form, name in {"مربع": "square", "مكعب": "cubic"}.items() for ending in ("", "ا", "ة")
}
