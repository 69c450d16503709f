"""Good translations, spoilt in known ways: how many of the faults are found.

A fault that the detectors claim to find has a floor of 95 %. Those that they do not claim are counted all the same, and
printed with `pytest -s`, so that the documentation can say how far they go.
"""

import functools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from mujaz.pipeline.guards import (
    Pair,
    Source,
    Target,
    find_faults,
    negation,
    offices,
    opposites,
    quotations,
    repair_number,
)
from mujaz.pipeline.guards.directions import arabic_directions, english_directions
from mujaz.pipeline.guards.names import english_names, known_names
from mujaz.pipeline.guards.negation import _is_negative_english
from mujaz.text.pairs import find_quotations
from mujaz.text.quantities import Kind, Quantity, english_quantities
from mujaz.types import Finding, FindingKind, Severity

pytestmark = pytest.mark.slow

FLOOR = 0.95
MOST_CLEAN_ERRORS = 0.03
MOST_DOUBTED = 0.01
MOST_DOUBTED_OFFICES = 0.003
SEED = 20210408
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()
MAGNITUDES = {"hundreds of": "dozens of", "thousands of": "dozens of", "millions of": "thousands of"}
MEASURES = {
    "kilometres kilometers km kmh": "metres", "metres meters m": "feet", "miles mile mi mph": "hectares",
    "kilograms kg kilos": "grams", "tons tonnes": "barrels", "minutes minute": "seconds", "hours hour": "days",
    "days day daily": "weeks", "weeks week weekly": "days", "months month monthly": "years",
    "years year annual annually yearly": "months",
}  # fmt: skip
BOUNDS = {"more than": "less than", "less than": "more than", "fewer than": "more than", "at least": "at most"}
COUNTRIES = "Albania Bolivia Cuba Denmark Eritrea Finland Ireland Kenya Mauritius Norway Serbia Zambia".split()
OPPOSITES = {"north": "south", "south": "north", "east": "west", "west": "east"}
RANKS = {"third": "three", "fourth": "four", "fifth": "five", "sixth": "six", "seventh": "seven", "eighth": "eight"}
EVENTS = {
    "killed": "wounded",
    "wounded": "killed",
    "rose": "fell",
    "fell": "rose",
    "arrested": "released",
    "released": "arrested",
    "won": "lost",
    "lost": "won",
    "yesterday": "tomorrow",
    "tomorrow": "yesterday",
}
OTHER_EVENTS = {
    "opened": "closed", "closed": "opened", "approved": "rejected", "rejected": "approved", "refused": "agreed",
    "exports": "imports", "imports": "exports", "bought": "sold", "sold": "bought", "banned": "allowed",
    "allowed": "banned", "praised": "denounced", "welcomed": "condemned", "condemned": "welcomed",
    "criticized": "praised", "convicted": "acquitted", "acquitted": "convicted", "born": "died",
    "next week": "last week", "last week": "next week", "next month": "last month", "last month": "next month",
    "next year": "last year", "last year": "next year",
}  # fmt: skip
OTHER_SENSES = re.compile(
    r"\bwon['’]t\b|\b(?:\d|million|billion|trillion) won\b"
    r"|\b(?:a|the|of|red|white|wild|desert|mountain) rose\b|\brose[- ](?:garden|water|red|colored|fair|thorn|perfume)"
    r"|\b(?:silence|hush|night|darkness|curtain) (?:fell|has fallen)\b"
    r"|\bfell (?:silent|asleep|ill|in love|out|short|on|over|victim|apart|through|into|within|behind|off|for|back)\b"
    r"|\breleased (?:\w+ ){0,4}(?:statement|report|apology|numbers|figures|data|song|album|film|video|footage|"
    r"pictures?|photos?|images?|results|list)\b"
    r"|\b(?:report|film|song|album|pictures?|photos?|video|figures|results|ranking)s? (?:\w+ ){0,3}released\b"
    r"|\blost (?:in|at|her|his|their|its) (?:crowd|sea|way)\b"
)
"""Words of the table that tell of something else: a rose is a flower, and who falls ill does not fall."""
OFFICES = {
    "prime minister": "رئيسة? (?:ال)?(?:حكومة|وزراء)", "foreign minister": "وزيرة? (?:ال)?خارجية",
    "interior minister": "وزيرة? (?:ال)?داخلية", "finance minister": "وزيرة? (?:ال)?مالية",
    "health minister": "وزيرة? (?:ال)?صحة", "minister": "وزير", "president": "رئيس", "king": "ملك|عاهل",
    "governor": "محافظ|والي|حاكم", "mayor": "رئيسة? (?:ال)?بلدية|عمدة", "ambassador": "سفير",
    "judge": "قاضي?(?!\\w)|قضاة",
    "attorney general": "نائب العام|مدعي العام", "spokesman": "متحدث|ناطق",
    "secretary-general": "[أا]مين(?:ه|ها)? (?:ال)?عام",
    "crown prince": "ولي (?:ال)?عهد", "commander": "قائد|قادة", "lawmaker": "نائب|نواب", "adviser": "مستشار",
    "envoy": "مبعوث|موفد", "colonel": "عقيد", "mufti": "مفتي", "imam": "إمام|أئمة", "patriarch": "بطريرك",
}  # fmt: skip
"""Offices, and the Arabic words without which the English ones tell of another."""
CURRENCIES = {"dinars": "euros", "riyals": "dollars", "euros": "riyals", "dirhams": "euros", "pounds": "dollars"}
FRENCH = (
    "Le président de la République a déclaré lundi que son gouvernement ne reculera pas devant les menaces et que la "
    "loi sera appliquée avec fermeté dans tout le pays, malgré les manifestations de la semaine dernière."
)

Texts = tuple[str, str]
Spoil = Callable[[str, str, random.Random, Sequence[Texts]], str | None]


@dataclass(frozen=True)
class Fault:
    """A way to spoil a translation.

    Args:
        spoil: Gives the spoilt target, or None where this pair cannot be spoilt so.
        kinds: A finding of one of these is right.
        claimed: Whether the detectors promise to find it.
    """

    spoil: Spoil
    kinds: tuple[FindingKind, ...]
    claimed: bool = True


def _replace(target: str, quantity: Quantity, words: str) -> str:
    return target[: quantity.span.start] + words + target[quantity.span.end :]


def _in_digits(target: str) -> list[Quantity]:
    """Quantities written with at least two digits: of a single one, 1 and 2 may be a dual."""
    return [
        quantity
        for quantity in english_quantities(target)
        if quantity.firm and sum(map(str.isdigit, quantity.surface)) > 1 and quantity.value > 2
    ]


def change_a_digit(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    quantities = _in_digits(target)
    if not quantities:
        return None
    quantity = rng.choice(quantities)
    at = rng.choice([at for at, letter in enumerate(quantity.surface) if letter.isdigit()])
    digit = rng.choice([digit for digit in "123456789" if digit != quantity.surface[at]])
    return _replace(target, quantity, quantity.surface[:at] + digit + quantity.surface[at + 1 :])


def change_the_magnitude(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    counts = [q for q in _in_digits(target) if q.kind in (Kind.CARDINAL, Kind.MONEY, Kind.PERCENT) and q.value > 2]
    if not counts:
        return None
    quantity = rng.choice(counts)
    for small, large in (("thousand", "million"), ("million", "billion"), ("billion", "trillion")):
        if small in quantity.surface:
            return _replace(target, quantity, quantity.surface.replace(small, large))
    digits = re.search(r"\d[\d,]*(\.\d+)?", quantity.surface)
    assert digits
    tenfold = digits.group().replace(".", "") if digits.group(1) else f"{int(digits.group().replace(',', '')) * 10:,}"
    return _replace(target, quantity, quantity.surface.replace(digits.group(), tenfold, 1))


def lose_a_number(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    quantities = _in_digits(target)
    return _replace(target, rng.choice(quantities), "") if quantities else None


def change_a_number_word(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    words = {"three": "eight", "four": "seven", "five": "nine", "six": "three", "seven": "ten", "eight": "five",
             "nine": "six", "ten": "twelve", "twelve": "twenty", "twenty": "thirty", "thirty": "forty"}  # fmt: skip
    firm = {quantity.surface.lower() for quantity in english_quantities(target) if quantity.firm}
    found = [word for word in words if word in firm]
    if not found:
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", words[word], target, flags=re.IGNORECASE)


def change_the_measure(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where the translation names the measure only once: of two kilometres one may be lost unseen."""
    counts = (quantity for quantity in english_quantities(target) if quantity.kind is Kind.CARDINAL and quantity.firm)
    counted = {quantity.span.end for quantity in counts}
    found = []
    for names, other in MEASURES.items():
        places = list(re.finditer(rf"\b(?:{names.replace(' ', '|')})\b", target))
        found += [(place, other) for place in places if len(places) == 1 and place.start() - 1 in counted]
    if not found:
        return None
    place, other = rng.choice(found)
    return target[: place.start()] + other + target[place.end() :]


def turn_the_bound(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return _with_bound(source, target, BOUNDS)


def lose_the_bound(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return _with_bound(source, target, dict.fromkeys(BOUNDS, ""))


def _with_bound(source: str, target: str, instead: dict[str, str]) -> str | None:
    """Where Arabic has the comparison as well, and the translation only one of them."""
    starts = {quantity.span.start for quantity in english_quantities(target) if quantity.value > 2}  # two may be a dual
    found = [place for place in re.finditer(f"(?i){'|'.join(BOUNDS)}", target) if place.end() + 1 in starts]
    if len(found) != 1 or not re.search("أكثر من|أقل من|على الأقل|[يت]زيد|[يت]قل|تجاوز|فأكثر", source):
        return None
    place = found[0]
    return f"{target[: place.start()]}{instead[place.group().lower()]} {target[place.end() + 1 :]}"


def tell_the_rank_as_count(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    found = [word for word in RANKS if len(re.findall(rf"\b{word}\b", target)) == 1]
    if not found or not re.search(
        r"\bال(?:ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)(?! من)", source
    ):  # a third is no rank
        return None
    word = rng.choice(found)
    return re.sub(rf"\b{word}\b", RANKS[word], target)


def lose_the_percent_sign(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    shares = [quantity for quantity in english_quantities(target) if quantity.kind is Kind.PERCENT]
    if len(shares) != 1 or not shares[0].surface.endswith("%"):  # 29 to 37% are both per cent
        return None
    return _replace(target, shares[0], shares[0].surface[:-1])


def lose_a_half(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    if "نصف" not in source:  # the second half of a match is no half in Arabic
        return None
    return re.sub(r"\bhalf (?:of )?", "", target) if len(re.findall(r"\bhalf\b(?!-)", target)) == 1 else None


def change_the_month(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    dates = [quantity for quantity in english_quantities(target) if quantity.kind is Kind.DATE and quantity.firm]
    named = [(date, month) for date in dates for month in MONTHS if month in date.surface]
    if not named:
        return None
    date, month = rng.choice(named)
    other = rng.choice([name for name in MONTHS if name != month])
    return _replace(target, date, date.surface.replace(month, other))


def change_the_weekday(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    days = [day for day in WEEKDAYS if len(re.findall(rf"\b{day}\b", target)) == 1]
    if not days:
        return None
    day = rng.choice(days)
    return target.replace(day, rng.choice([name for name in WEEKDAYS if name != day]))


def change_the_country(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where the translation names it once, in words that name nothing else."""
    told = list(english_names(target))
    found = [country for country in told if country.certain and sum(one.name == country.name for one in told) == 1]
    free = [
        name for name in COUNTRIES if name not in {country.name for country in (*told, *known_names(Source(source)))}
    ]
    if not found:
        return None
    place = rng.choice(found).span
    return f"{target[: place.start]}{rng.choice(free)}{target[place.end :]}"


def turn_the_direction(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where each text names one, and the same."""
    said, told = list(arabic_directions(Source(source))), list(english_directions(target))
    if len(said) != 1 or [direction.name for direction in told] != [direction.name for direction in said]:
        return None
    place = told[0].span
    turned = re.sub("(?i)" + "|".join(OPPOSITES), lambda word: OPPOSITES[word.group().lower()], place.of(target))
    return f"{target[: place.start]}{turned}{target[place.end :]}"


def change_the_vague_magnitude(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    found = [
        words
        for words in MAGNITUDES
        if len(re.findall(rf"(?i)\b{words.split()[0]}", target)) == len(re.findall(rf"(?i)\b{words}", target)) == 1
    ]
    if not found or not re.search("مئات|آلاف|ملايين|مليارات", source):
        return None
    word = rng.choice(found)
    return re.sub(rf"(?i)\b{word}", MAGNITUDES[word], target)


def drop_half(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    words = target.split()
    return " ".join(words[: len(words) // 2]) + "." if len(words) >= 12 else None


def drop_a_third(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    words = target.split()
    if len(words) < 12:
        return None
    start = rng.randrange(len(words) * 2 // 3)
    return " ".join(words[:start] + words[start + len(words) // 3 :])


def double_a_phrase(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    words = target.split()
    if len(words) < 8:
        return None
    size = rng.randint(2, 6)
    start = rng.randrange(len(words) - size)
    return " ".join(words[: start + size] + words[start:])


def loop(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    words = target.split()
    size = rng.randint(1, 5)
    start = rng.randrange(max(1, len(words) - size))
    phrase = words[start : start + size]
    return " ".join(words[:start] + phrase * rng.randint(3, 12))


def leave_a_word(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    arabic = re.findall(r"[\u0621-\u064a]{4,}", source)
    words = target.split()
    if not arabic or len(words) < 3:
        return None
    words[rng.randrange(len(words))] = rng.choice(arabic)
    return " ".join(words)


def copy_the_source(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return source


def empty(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return rng.choice(["", " ", "...", "."])


def drift_to_french(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return FRENCH


def append_another(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    other = rng.choice(others)[1]
    return f"{target} {other}" if other != target and len(other) >= len(target) else None


def swap(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    other = rng.choice(others)[1]
    return other if other != target else None


def swap_numbers(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    other = swap(source, target, rng, others)
    return other if other and _in_digits(target) and _in_digits(other) else None


def lose_the_negation(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    positive = re.sub(r"\b(?:not|never) |n't\b", "", target)
    return positive if positive != target else None


def turn_the_event(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return _turned(target, EVENTS)


def turn_another_event(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    return _turned(target, OTHER_EVENTS)


def _turned(target: str, events: dict[str, str]) -> str | None:
    """Where the translation tells of an event once, and of its opposite not at all."""
    found = [word for word in events if len(re.findall(rf"\b{word}\b", target)) == 1]
    if len(found) != 1 or len(re.findall(rf"(?i)\b(?:{'|'.join(events)})", target)) != 1:
        return None
    if OTHER_SENSES.search(target):
        return None
    return re.sub(rf"\b{found[0]}\b", events[found[0]], target)


def change_the_office(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where each text names one of the offices, and the same, once."""
    longest = sorted(OFFICES, key=len, reverse=True)
    found = list(re.finditer(rf"(?i)\b(?:{'|'.join(longest)})(?=s?\b)", target))
    if len(found) != 1 or not re.search(OFFICES[(office := found[0].group().lower())], source):
        return None
    same = {office, *({"ambassador", "envoy"} if office in ("ambassador", "envoy") else ())}
    other = rng.choice([name for name in OFFICES if name not in same and office not in name and name not in office])
    return f"{target[: found[0].start()]}{other}{target[found[0].end() :]}"


def change_the_currency(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where the translation names one currency only."""
    found = [word for word in CURRENCIES if len(re.findall(rf"\b{word}\b", target)) == 1]
    amounts = [
        quantity for quantity in english_quantities(target) if quantity.kind is Kind.MONEY and quantity.value > 2
    ]
    if len(found) != 1 or len(amounts) != 1 or found[0] not in amounts[0].surface:
        return None
    return target.replace(found[0], CURRENCIES[found[0]])


def tell_by_as_from(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    place = re.search(
        r"\b(?:rose|fell|increased|decreased|declined|dropped|grew|jumped|climbed) by (?=[\d.]+%)", target
    )
    return f"{target[: place.end() - 3]}from {target[place.end() :]}" if place else None


def lose_the_only_denial(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Where each text denies once: another denial may hide the one that was lost."""
    strong = re.findall(r"(?<!\w)[وف]?(?:لم|لن|ليس|ليست|نفى|نفت|ينفي|تنفي)(?!\w)", source)
    if len(strong) != 1 or not re.search(r"\b(?:not|never|denied|denies)\b|n't\b", target):
        return None
    positive = re.sub(r"\b(?:not|never) |n't\b", "", re.sub(r"\bden(?:ied|ies)\b", "confirmed", target))
    return None if any(map(_is_negative_english, re.findall(r"[a-z']+", positive.lower()))) else positive


def confirm_what_is_denied(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    if not re.search(r"(?<!\w)[وف]?(?:نفى|نفت|ينفي|تنفي|نافيا|نافياً|نافية|أنكر|أنكرت)(?!\w)", source):
        return None
    confirmed = {"denied": "confirmed", "denies": "confirms", "deny": "confirm", "denying": "confirming"}
    spoilt = re.sub(r"\bden(?:ied|ies|y|ying)\b", lambda word: confirmed[word[0]], target)
    return spoilt if spoilt != target else None


def add_a_negation(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    """Behind the first auxiliary verb."""
    verb = re.search(r"\b(?:was|were|is|are|has|have|had|will|would|could|can|should)\b(?! not)", target)
    return f"{target[: verb.end()]} not{target[verb.end() :]}" if verb else None


def lose_the_unit(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    measured = [quantity for quantity in _in_digits(target) if quantity.kind in (Kind.PERCENT, Kind.MONEY)]
    units = [quantity for quantity in measured if quantity.unit != "pound"]  # mostly weights in these sets
    digits = re.search(r"\d[\d,.]*\d", units[0].surface) if len(units) == 1 else None
    return _replace(target, units[0], digits.group()) if digits else None


def lose_the_quotation_marks(source: str, target: str, rng: random.Random, others: Sequence[Texts]) -> str | None:
    long = any(len(quotation.of(source).split()) >= 4 for quotation in find_quotations(source))
    bare = re.sub(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)", "", target)
    return bare if long and bare != target else None


NUMBER, REPETITION, LENGTH = FindingKind.NUMBER, FindingKind.REPETITION, FindingKind.LENGTH
UNTRANSLATED, UNRELATED = FindingKind.UNTRANSLATED, FindingKind.UNRELATED
FAULTS = {
    "digit changed": Fault(change_a_digit, (NUMBER,)),
    "order of magnitude": Fault(change_the_magnitude, (NUMBER,)),
    "number lost": Fault(lose_a_number, (NUMBER,)),
    "number word changed": Fault(change_a_number_word, (NUMBER,)),
    "measure changed": Fault(change_the_measure, (NUMBER,)),
    "bound turned round": Fault(turn_the_bound, (NUMBER,)),
    "bound lost": Fault(lose_the_bound, (NUMBER,)),
    "rank told as count": Fault(tell_the_rank_as_count, (NUMBER,)),
    "per cent sign lost": Fault(lose_the_percent_sign, (NUMBER,)),
    "a half lost": Fault(lose_a_half, (NUMBER,)),
    "month changed": Fault(change_the_month, (NUMBER,)),
    "weekday changed": Fault(change_the_weekday, (NUMBER,)),
    "thousands told as dozens": Fault(change_the_vague_magnitude, (NUMBER,)),
    "country changed": Fault(change_the_country, (FindingKind.NAME,)),
    "direction turned": Fault(turn_the_direction, (FindingKind.NAME,)),
    "unit lost": Fault(lose_the_unit, (NUMBER,)),
    "quotation marks lost": Fault(lose_the_quotation_marks, (FindingKind.VERBATIM,)),
    "half dropped": Fault(drop_half, (LENGTH, NUMBER, UNRELATED)),
    "third dropped": Fault(drop_a_third, (LENGTH, NUMBER, UNRELATED), claimed=False),
    "phrase doubled": Fault(double_a_phrase, (REPETITION,)),
    "loop": Fault(loop, (REPETITION,)),
    "word left in Arabic": Fault(leave_a_word, (UNTRANSLATED,)),
    "source copied": Fault(copy_the_source, (UNTRANSLATED,)),
    "empty": Fault(empty, (LENGTH,)),
    "another language": Fault(drift_to_french, (UNTRANSLATED,)),
    "sentence appended": Fault(append_another, (LENGTH, NUMBER)),
    "segments with numbers swapped": Fault(swap_numbers, (NUMBER, LENGTH, UNRELATED)),
    "segments swapped": Fault(swap, (NUMBER, LENGTH, UNRELATED)),
    "event turned": Fault(turn_the_event, (UNRELATED,), claimed=False),
    "another event turned": Fault(turn_another_event, (UNRELATED,), claimed=False),
    "office changed": Fault(change_the_office, (UNRELATED,), claimed=False),
    "currency changed": Fault(change_the_currency, (NUMBER,)),
    "by told as from": Fault(tell_by_as_from, (NUMBER,), claimed=False),
    "only denial lost": Fault(lose_the_only_denial, (UNRELATED,), claimed=False),
    "denial told as confirmed": Fault(confirm_what_is_denied, (UNRELATED,), claimed=False),
    "negation added": Fault(add_a_negation, (UNRELATED,), claimed=False),
    "negation lost": Fault(lose_the_negation, tuple(FindingKind), claimed=False),
}


@functools.cache
def _source(text: str) -> Source:
    """A source, read once for all that is made of its translation."""
    return Source(text)


def _findings(source: str, target: str) -> tuple[Finding, ...]:
    """What `check` finds, for which the pipeline too reads a source once, whatever translations of it are tried."""
    pair = Pair(_source(source), Target(target))
    return (*find_faults(pair), *quotations.find(pair))


@functools.cache
def _as_it_was(source: str, target: str) -> tuple[Finding, ...]:
    """What is found in a pair that nobody spoilt; each is asked for once for every fault."""
    return _findings(source, target)


CORPUS_FLOORS = {
    "event turned": 0.93, "another event turned": 0.78, "only denial lost": 0.95, "denial told as confirmed": 0.95,
    "negation added": 0.94, "office changed": 0.87,
}  # fmt: skip
"""What is found of faults in the news corpus, less what chance may take."""


def _serious(findings: Sequence[Finding], kinds: Sequence[FindingKind]) -> int:
    return sum(finding.kind in kinds and finding.severity is not Severity.INFO for finding in findings)


def _found(fault: Fault, pairs: Sequence[Texts]) -> tuple[int, int]:
    """How many pairs could be spoilt, and how many then have a finding of the right kind that the good pair had not."""
    found = tried = 0
    for source, target in pairs:
        if _serious(_as_it_was(source, target), fault.kinds):
            continue
        rng = random.Random(f"{SEED} {source}")  # a pair that is left out changes nothing for the others
        spoilt = fault.spoil(source, target, rng, pairs)
        if spoilt is not None:
            tried += 1
            found += bool(_serious(_findings(source, spoilt), fault.kinds))
    return found, tried


@pytest.mark.parametrize("name", FAULTS)
def test_faults_that_are_claimed_are_found(name: str, good_pairs: list[Texts]) -> None:
    fault = FAULTS[name]
    found, tried = _found(fault, good_pairs)
    print(f"\n{name}: {found} of {tried} ({found / max(1, tried):.1%})")
    if fault.claimed:
        assert found >= FLOOR * tried


@pytest.mark.parametrize(("name", "floor"), CORPUS_FLOORS.items())
def test_events_denials_and_offices_of_the_news_corpus_are_found(name: str, floor: float, corpus: list[Texts]) -> None:
    found, tried = _found(FAULTS[name], corpus)
    print(f"\n{name}: {found} of {tried} ({found / max(1, tried):.1%})")
    assert tried
    assert found >= floor * tried


def test_right_events_and_denials_raise_few_warnings(corpus: list[Texts]) -> None:
    pairs = [Pair.of(*texts) for texts in corpus]
    doubted = sum(bool([*opposites.find(pair), *negation.find(pair)]) for pair in pairs)
    print(f"\n{len(pairs)} right pairs: {doubted} with an event or a denial that is doubted")
    assert doubted <= MOST_DOUBTED * len(pairs)


def test_right_offices_are_hardly_ever_doubted(corpus: list[Texts]) -> None:
    doubted = sum(bool([*offices.find(Pair.of(*texts))]) for texts in corpus)
    print(f"\n{len(corpus)} right pairs: {doubted} with an office that is doubted")
    assert doubted <= MOST_DOUBTED_OFFICES * len(corpus)


def test_good_translations_raise_few_errors(good_pairs: list[Texts]) -> None:
    findings = [_as_it_was(source, target) for source, target in good_pairs]
    errors = sum(any(finding.severity is Severity.ERROR for finding in found) for found in findings)
    warnings = sum(bool(_serious(found, tuple(FindingKind))) for found in findings) - errors
    print(f"\n{len(findings)} good translations: {errors} with an error, {warnings} more with a warning")
    assert errors <= MOST_CLEAN_ERRORS * len(findings)


def test_repairs_are_right(good_pairs: list[Texts]) -> None:
    """Of the numbers that were changed and then repaired, nearly all become what they were."""
    rng = random.Random(SEED)
    repaired = right = tried = 0
    for source, target in good_pairs:
        if (
            _serious(_as_it_was(source, target), tuple(FindingKind))
            or (spoilt := change_a_digit(source, target, rng, good_pairs)) is None
        ):
            continue
        tried += 1
        again = repair_number(Pair.of(source, spoilt), _findings(source, spoilt))
        repaired += again is not None
        right += again is not None and [q.value for q in english_quantities(again.pair.target.text)] == [
            q.value for q in english_quantities(target)
        ]
    print(f"\n{tried} changed digits: {repaired} repaired, {right} of them as they were")
    assert right >= 0.97 * repaired
    assert repaired >= 0.8 * tried
