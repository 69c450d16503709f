"""Checks whether what a text names without a number became another of its kind: a week a month, dollars euros, noon
midnight.
"""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.measures import counted_measures, english_words_of, measures_named
from mujaz.pipeline.guards.numbers import currencies_named, currencies_told, currency_told
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source
from mujaz.text.contains import contains_any
from mujaz.text.quantities import Kind, same_currency
from mujaz.types import Finding, Span

_CURRENCIES = frozenset("dollar euro yuan rouble rupee shekel dinar dirham riyal lira franc".split())
"""Currencies whose words hardly mean anything else; بين is "between" and the yen."""
_SIGNS = {"dollar": "$", "euro": "€", "rouble": "₽", "rupee": "₹", "shekel": "₪", "lira": "₺"}
_TIMES = "minute hour day week month year decade century".split()
_SINGLE = re.compile(
    r"\b(?:for|in|within|than|lasting|lasted|last(?:s|ed)?|after|every|nearly|almost|about|a few|several|gave \w+)\s+"
    rf"(?:(?:an?|one|few|the)\s+)?({'|'.join(_TIMES)})s?\b(?![\s-](?:ago|old|long|earlier|later|before|after|of|on|and))"
)
_SAID_SINGLE = re.compile(
    r"\b[وفبل]?(?:ل?مده|خلال|غضون|بعد|قبل|منذ|كل|نحو|قرابه|حوالي|مهله|طوال|طيله|استمر\w*|"
    r"دام\w*|امهل\w*|اقل من|اكثر من|بضعه|بضع|عده)\s+"
    r"(دقيقه|دقائق|ساعه|ساعات|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سنه|عام|سنوات|اعوام|عقد|عقود)\b(?!\s*\d)"
    r"|\b(اسبوعا|شهرا|عاما|قرنا|عقدا)\b"
)
_DECADES = frozenset(("decade", "decades"))
_NIGHT = re.compile(r"منتصف\s+(?:ال)?ليل")
_NOON, _MIDNIGHT = frozenset(("noon", "midday")), frozenset(("midnight",))


_SAID_BOUND = re.compile(r"\b[وفبل]?(اقل|اكثر) من (?:دقيقه|ساعه|يوم|اسبوع|شهر|سنه|عام|عقد|قرن)\b")
_TOLD_BOUND = re.compile(r"\b(less than|under|more than|over) an? (?:minute|hour|day|week|month|year|decade|century)\b")
_BELOW = frozenset(("اقل", "less than", "under"))
_SCALES = {"fahrenheit": "فهرنهايت", "celsius": "مئوي"}
_OF_QUAKES, _OF_HEAT = ("زلزال", "زلازل", "هزه", "هزات", "ريختر"), "حرار"
_DOUBLED, _NOT_DOUBLED = ("double", "twice", "twofold"), frozenset("tripled trebled triple quadrupled halved".split())


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation names a currency, a span of time or the like that the source does not, and not
    the one that the source names.

    Of 40,014 pairs of our news, one has a finding: thefts that "doubled twice" are told as tripled.
    """
    target = pair.target
    if target.having(currency_told):
        yield from _other_currency(pair)
    if target.having(_half_of_day):
        yield from _other_half_of_day(pair)
    if pair.matching.loose:
        yield from _other_multiple(pair)
    if target.having(_scale):
        yield from _other_scale(pair)
    if target.having(_time):
        if match := _SINGLE.search(target.lowered):
            yield from _other_time(pair, match)
        yield from _other_side(pair)


def _other_currency(pair: Pair) -> Iterator[Finding]:
    told = pair.target.read(currencies_told) & _CURRENCIES
    if not told or "real" in pair.target.words:
        return
    said = pair.source.read(currencies_named)
    counted = {number.unit for number in pair.source.quantities if number.kind is Kind.MONEY}
    added = [unit for unit in told if not any(same_currency(unit, other) for other in said)]
    lost = [unit for unit in said - counted if unit in _CURRENCIES and unit not in told and not _has_sign(pair, unit)]
    if len(added) == len(lost) == 1:
        yield number_finding(f"The source speaks of {lost[0]}s, the translation of {added[0]}s.")


def _has_sign(pair: Pair, unit: str) -> bool:
    return _SIGNS.get(unit, " ") in pair.target.text and unit in _SIGNS


def _other_half_of_day(pair: Pair) -> Iterator[Finding]:
    halves = {half for _, half in pair.target.having(_half_of_day)}
    if len(halves) != 1:
        return
    night = _NIGHT.search(pair.source.folded) is not None
    noon = any("ظهر" in form or "ظهيره" in form for form in pair.source.forms)
    if halves == {"midnight"} and noon and not night:
        yield number_finding("The source speaks of noon, the translation of midnight.")
    elif halves == {"noon"} and night and not noon:
        yield number_finding("The source speaks of midnight, the translation of noon.")


@PER_WORD.reader
def _half_of_day(word: str) -> str | None:
    return "noon" if word in _NOON else "midnight" if word in _MIDNIGHT else None


def _other_multiple(pair: Pair) -> Iterator[Finding]:
    """What doubled, told as tripled or halved."""
    others = [number for number in pair.matching.loose if number.surface.lower() in _NOT_DOUBLED]
    if not others or any(word in pair.target.lowered for word in _DOUBLED):
        return
    if any("ضاعف" in form or form.endswith("ضعف") for form in pair.source.forms):
        message = f"The source speaks of a doubling, the translation says {others[0].surface}."
        yield number_finding(message, target=others[0].span)


def is_of_earthquake(folded: str) -> bool:
    """Whether a folded Arabic text tells of an earthquake and of no heat, so that its degrees are no temperature."""
    return contains_any(folded, _OF_QUAKES) and _OF_HEAT not in folded


def _other_scale(pair: Pair) -> Iterator[Finding]:
    scales = {scale for _, scale in pair.target.having(_scale)}
    if len(scales) == 1 and _SCALES[scale := scales.pop()] not in pair.source.folded:
        (other,) = _SCALES.keys() - {scale}
        if _SCALES[other] in pair.source.folded:
            yield number_finding(f"The source has degrees {other.title()}, the translation {scale.title()}.")
        elif is_of_earthquake(pair.source.folded):
            yield number_finding(f"The source speaks of an earthquake, the translation of degrees {scale.title()}.")


@PER_WORD.reader
def _scale(word: str) -> str | None:
    return word if word in _SCALES else None


def _other_side(pair: Pair) -> Iterator[Finding]:
    """Less than a month, told as more than a month."""
    told = _TOLD_BOUND.findall(pair.target.lowered)
    said = _SAID_BOUND.findall(pair.source.folded) if told else ()
    said_below, told_below = {word in _BELOW for word in said}, {word in _BELOW for word in told}
    if len(said_below) == len(told_below) == 1 and said_below != told_below:
        yield number_finding(f"The translation says {told[0]}, the source the opposite.")


@PER_WORD.reader
def _time(word: str) -> bool:
    return word.removesuffix("s") in _TIMES or word == "centuries"


def _other_time(pair: Pair, told: re.Match[str]) -> Iterator[Finding]:
    """A span of time that the translation tells without a number, for another of the source."""
    said = measures_named(pair.source)
    other = "centuries" if told[1] == "century" else f"{told[1]}s"
    if other in said:
        return
    for name in pair.source.read(_said_single):
        words = _DECADES if name == "decades" else english_words_of(name)
        if name in said and words.isdisjoint(pair.target.words):
            message = f"The source speaks of {name}, the translation of {other}."
            yield number_finding(message, target=Span(*told.span(1)))
            return


def _said_single(source: Source) -> list[str]:
    """The spans of time that a source tells without a number."""
    counted = counted_measures(source)
    names = (_NAMES[match[1] or match[2]] for match in _SAID_SINGLE.finditer(source.folded))
    return [name for name in names if name not in counted]


_NAMES = {
    form: name
    for name, forms in {
        "minutes": "دقيقه دقائق", "hours": "ساعه ساعات", "days": "يوم ايام", "weeks": "اسبوع اسابيع اسبوعا",
        "months": "شهر اشهر شهور شهرا", "years": "سنه عام سنوات اعوام عاما", "decades": "عقد عقود عقدا",
        "centuries": "قرنا",
    }.items()
    for form in forms.split()
}  # fmt: skip
