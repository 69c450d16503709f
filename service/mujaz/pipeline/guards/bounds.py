"""Checks whether "fewer than 14" became "more than 14" or just 14."""

import enum
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair
from mujaz.text.arabic import PER_FORM
from mujaz.text.folding import fold_text
from mujaz.text.quantities import Kind, Quantity
from mujaz.text.quantities.quantity import Number
from mujaz.types import Finding, Severity, Span

_BOUNDED = frozenset((Kind.CARDINAL, Kind.PERCENT, Kind.MONEY))
_MAY_BE_BOUNDED = _BOUNDED | {Kind.ORDINAL}
"""Arabic ranks may be ages: دون الثامنة عشرة, under 18."""


class Side(enum.Enum):
    """The side of a number on which the true value lies."""

    ABOVE = "above"
    BELOW = "below"


class Bound(NamedTuple):
    """A bound that the words beside a number give it.

    Args:
        side: The side of the number on which the true value lies.
        strict: Whether the number itself is excluded: by "more than", not by "at least".
        words: Where the words stand; in Arabic, where the number stands.
        plain: Whether the words can mean nothing else. "over" and تصل إلى can.
    """

    side: Side
    strict: bool
    words: Span
    plain: bool = True

    def __str__(self) -> str:
        return _NAMES[self.side, self.strict]


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each number that has a lower bound in one text, and an upper bound or none in the other.

    None of 1,967 references (FLORES-101 and TICO-19 dev) reverses a bound, and neither does any of 5,000 numbers in
    6,078 pairs of UN documents. Five of the references lose or add a bound; 83 have one on both sides.
    """
    source, target, matching = pair.source.text, pair.target.text, pair.matching
    may_bound = pair.target.having(_may_bound) if matching.pairs else ()
    may_be_bounded = pair.source.words.having(_may_bound_in_arabic)
    pairs = [
        (
            source_number,
            target_number,
            arabic_bound(source, source_number) if may_be_bounded else None,
            english_bound(target, target_number) if may_bound else None,
        )
        for source_number, target_number in matching.pairs
        if source_number.kind in _MAY_BE_BOUNDED and target_number.kind in _BOUNDED
    ]
    any_added = any(target_bound and not source_bound for _, _, source_bound, target_bound in pairs)
    elsewhere = _bounded_elsewhere(pair) if may_bound else frozenset[tuple[Number, Side]]()
    maybe_bounded = _maybe_bounded(pair) if any_added else frozenset()
    for source_number, target_number, source_bound, target_bound in pairs:
        place, sign = source_number.span, sign_before(source, source_number)
        start, bounded = target_number.span.start, source_bound or target_bound or sign
        if not bounded or _ANOTHER_WAY.search(target, max(0, start - _FAR), start):
            continue
        unbounded = not target_bound and not sign_before(target, target_number)
        if source_bound and target_bound:
            if _side(pair, source_number, source_bound, target_bound) is not target_bound.side:
                source_words, target_words = f"{source_bound} {source_number}", f"{target_bound} {target_number}"
                message = f"The source says {source_words}, the translation says {target_words}."
                yield number_finding(message, place, target_bound.words, Severity.ERROR)
        elif source_bound and source_bound.plain and unbounded:
            if (target_number.value, source_bound.side) in elsewhere:
                continue
            message = f"The source says {source_bound} {source_number}, the translation only {target_number}."
            yield number_finding(message, place)
        elif sign and unbounded:
            yield number_finding(
                f"The source has {sign} before {source_number}, the translation {target_number}.", place
            )
        elif target_bound and not source_bound and target_bound.plain and source_number.value not in maybe_bounded:
            if _reaches(pair, source_number, target_bound):
                continue
            message = f"The translation says {target_bound} {target_number}, the source only {source_number}."
            yield number_finding(message, place, target_bound.words)


def _bounded_elsewhere(pair: Pair) -> frozenset[tuple[Number, Side]]:
    """The bounds of the translation at numbers that are not matched with a bounded number, by value.

    Two equal numbers may have changed places: "less than two hours lay between the two attacks".
    """
    if len(pair.target.quantities) < 2:
        return frozenset()
    times = Counter(target_number.value for target_number in pair.target.quantities)
    if max(times.values()) < 2:
        return frozenset()
    partners = {target_number.span: source_number for source_number, target_number in pair.matching.pairs}
    found = set()
    for target_number in pair.target.quantities:
        target_bound = english_bound(pair.target.text, target_number) if times[target_number.value] > 1 else None
        source_number = partners.get(target_number.span)
        if target_bound and not (source_number and arabic_bound(pair.source.text, source_number)):
            found.add((target_number.value, target_bound.side))
    return frozenset(found)


def _reaches(pair: Pair, source_number: Quantity, target_bound: Bound) -> bool:
    """Whether "up to" or "as much as" translates an Arabic word for reaching or limiting: حتى, تبلغ, إلى."""
    if target_bound.strict or target_bound.side is Side.ABOVE:
        return False
    before = fold_text(pair.source.text[max(0, source_number.span.start - _FAR) : source_number.span.start])
    return _TO.search(before) is not None


def _side(pair: Pair, source_number: Quantity, source_bound: Bound, target_bound: Bound) -> Side:
    """The side that the source means. A negation at a distance from the bound may reverse it: لم تنجز أكثر من 35.

    It does so only if the translation says "no more than" or "no less than": it may negate something else.
    """
    if not source_bound.strict or target_bound.strict:  # a negation beside the bound has already reversed it
        return source_bound.side
    source, start = pair.source.text, target_bound.words.start
    no = _NO.search(pair.target.text, max(0, start - _FAR), start)
    if no and _DENIES.search(source, max(0, source_number.span.start - _FAR), source_number.span.start):
        return Side.BELOW if source_bound.side is Side.ABOVE else Side.ABOVE
    return source_bound.side


def _maybe_bounded(pair: Pair) -> frozenset[Number]:
    """The values that the source may bound unnoticed.

    All, if it has more words for bounds than bounded numbers; otherwise those equal to a bounded number.
    """
    source, matching = pair.source.text, pair.matching
    words = len(_ARABIC_ANY.findall(pair.source.folded))
    if not words:
        return frozenset()
    numbers = (*(number for number, _ in matching.pairs), *matching.missing)
    bounded = [number for number in numbers if arabic_bound(source, number)]
    return frozenset(number.value for number in (numbers if words > len(bounded) else bounded))


def arabic_bound(text: str, quantity: Quantity) -> Bound | None:
    """The bound that an Arabic text gives a number, if any: أقل من 14, لا يزيد عن 14, 14 على الأقل, 14 فأكثر.

    Args:
        text: The text, normalised or not.
        quantity: One of its quantities.
    """
    start, end = quantity.span.start, quantity.span.end
    words = _EXCEPT.sub("سوى", fold_text(text[max(0, start - _FAR) : start]))
    before = _ARABIC_BEFORE.search(words)
    after = fold_text(text[end : end + _FAR])
    if before and _EXCEEDING.match(before[0]) and _is_no_object(before, quantity.surface, after):
        before = None
    bound = _bound(before or _ARABIC_AFTER.match(after), quantity.span)
    if bound is None:
        return None
    reached = before and "صل" in before[0] and not _LIMITED.search(words, 0, before.start())
    vague = reached or (before and _VAGUE.search(before[0])) or _VAGUE_AFTER.match(after)
    return bound._replace(plain=not vague)


def _is_no_object(verb: re.Match[str], number: str, after: str) -> bool:
    """Whether a number is not what a verb exceeds: تخطى الفريق منافسه بثلاثية, فاقت بنسبة 5, تخطى منافسه 3-1."""
    scored = " " in verb["above"] and _SCORED.match(after)
    return bool(scored or _BY.search(verb[0]) or _WITH_BY.match(fold_text(number)))


@PER_FORM.reader
def _may_bound_in_arabic(form: str) -> bool:
    """Whether a folded word is one of those that every `arabic_bound` has."""
    return _ARABIC_WORD.fullmatch(form) is not None


@PER_WORD.reader
def _may_bound(word: str) -> bool:
    """Whether a word is one of those that every `english_bound` has."""
    return any(map(_ENGLISH_WORD.fullmatch, word.replace("’", "'").split("'")))


def english_bound(text: str, quantity: Quantity) -> Bound | None:
    """The bound that an English text gives a number, if any: fewer than 14, at most 14, 14 or more.

    Args:
        text: The text.
        quantity: One of its quantities.
    """
    start, end = quantity.span.start, quantity.span.end
    before = _ENGLISH_BEFORE.search(text, max(0, start - _FAR), start)
    found = before or _ENGLISH_AFTER.match(text, end, end + _FAR)
    if found is None:
        return None
    bound = _bound(found, Span(*found.span(found.lastgroup or 0)))
    if before and before["above"] == "over" and _READING.search(text, max(0, before.start() - _FAR), before.start()):
        return None
    # "over 50" is a bound; "over the bridge" and "over five others" are none.
    if bound is None or bound.words.of(text).lower() != "over" or not text[bound.words.end : start].isspace():
        return bound
    moves = _MOVES.search(text, max(0, bound.words.start - _FAR), bound.words.start)
    others = ((_OTHERS, end), (_LASTS, end), (_LASTS, start))
    other = moves or any(words.match(text, place, place + _FAR) for words, place in others)
    return bound if other else bound._replace(plain=True)


def sign_before(text: str, quantity: Quantity) -> str:
    """The sign before a number, one of <, >, ≤ and ≥; empty if there is none.

    Its direction is not checked: in right-to-left text, some type the sign that looks right, others the one that is
    right.
    """
    before = text[max(0, quantity.span.start - 2) : quantity.span.start].rstrip()[-1:]
    return before if before and before in "<>≤≥" else ""


def turned(words: str) -> str:
    """The English words of the opposite bound, equally strict; empty if they are not known."""
    known = " ".join(words.lower().split())
    other = _OTHER_SIDE.get(known, "")
    return other.capitalize() if words[:1].isupper() else other


def _bound(found: re.Match[str] | None, span: Span) -> Bound | None:
    if found is None:
        return None
    name = found.lastgroup or ""
    above, strict, denied = name.startswith("above"), not name.endswith("at"), bool(found.groupdict().get("denied"))
    side = Side.ABOVE if above is not denied else Side.BELOW
    return Bound(side, strict is not denied, span, " " in found[name] or not strict)


_NAMES = {
    (Side.ABOVE, True): "more than",
    (Side.ABOVE, False): "at least",
    (Side.BELOW, True): "fewer than",
    (Side.BELOW, False): "at most",
}
_PAIRS = (
    ("more than", "less than"), ("greater than", "less than"), ("higher than", "lower than"), ("over", "under"),
    ("larger than", "smaller than"), ("longer than", "shorter than"), ("older than", "younger than"),
    ("above", "below"), ("at least", "at most"), ("at the least", "at the most"), ("a minimum of", "a maximum of"),
    ("at a minimum", "at a maximum"), ("or more", "or less"),
    ("or older", "or younger"), ("or over", "or under"), ("and over", "and under"), ("and above", "and below"),
)  # fmt: skip
_OTHER_SIDE = {
    **dict(_PAIRS), **{below: above for above, below in reversed(_PAIRS)}, "fewer than": "more than",
    "or fewer": "or more",
}  # fmt: skip
_FAR = 72
"""Characters before or after a number in which the words of its bound are searched for."""

_MORE = "اكثر اكبر اعلي ازيد اطول".replace(" ", "|")
_LESS = "اقل ادني اصغر اقصر".replace(" ", "|")
_ADDS = "[يت]?(?:زيد|زاد|زادت|زد|ربو)|اربت"
"""With only a number after it, it says how much was added: زادت الفضة 0.7 بالمئة."""
_EXCEEDS = "(?:[يت]فوق|[يت]?(?:فاق|فاقت|تجاوز(?:ت|وا|ن)?|تخطي|تخطت|تعدي|تعدت)|[يت]تعد)"
_EXCEEDING = re.compile(rf"(?:(?:لا|الا|لم|لن|ليس|ليست|غير)\s+)?[وفبل]?{_EXCEEDS}(?!\w*\s.*\b(?:عن|علي)\b)")
_BY = re.compile(r"\bب(?:(?:نسبه|فارق|مقدار|واقع|نحو|حوالي)\s+)?(?:ال)?\Z")
_WITH_BY = re.compile(r"ب(?!لي|لاي)")
"""A number with the preposition, not بليون and بلايين."""
_SCORED = re.compile(r"\s?[-–/]\s?\d{1,2}\b")
_NOT_PAST = r"و?لم\s+[يت](?:مضي?|نقضي?|كمل|تم)"
"""As in "twenty hours had not passed": fewer than that."""
_FALLS_SHORT = "[يت]?(?:قل|قلت)"
_REACHES = r"(?:[يت]صل|وصلت?(?:\s+\w+)?)\s+الي"
_ARABIC_BEFORE = re.compile(
    r"\b(?=\w)(?:[وفبل]?(?P<denied>لا|الا|(?<!ما )لم|لن|ليس|ليست|غير)\s+)?\b[وفبل]?(?:"
    rf"(?P<above>(?:{_MORE})\s+من|(?:{_EXCEEDS}|{_ADDS})(?:\s+\w+){{0,6}}\s+(?:عن|علي)|{_EXCEEDS}(?:\s+\w+)?|فوق|نيف)"
    rf"|(?P<below>(?:{_LESS})\s+من|{_FALLS_SHORT}(?:\s+\w+){{0,6}}\s+عن|دون|تحت|{_NOT_PAST}(?:\s+\w+){{0,6}})"
    rf"|(?P<above_at>علي\s+الاقل(?:\s+لمده)?|كحد\s+ادني)|(?P<below_at>علي\s+الاكثر|[كب]حد\s+اقصي|اقصاها?|{_REACHES})"
    r")\s+(?:(?:سن|عمر|حوالي|نحو|مبلغ|نسبه)\s+)?(?:ال|ب|و)?\Z"
)
_ARABIC_WORD = re.compile(
    rf"[وفبل]?(?:ال)?(?:{_MORE}|{_LESS}|{_ADDS}|{_EXCEEDS}|{_FALLS_SHORT}|[يت](?:مضي?|نقضي?|كمل|تم)|[يت]?صل|وصلت?|فوق|"
    r"دون|تحت|اقصي|اقصاها?|و?نيفا?|تقدير|غير)"
)
_VAGUE = re.compile(rf"\b{_NOT_PAST}")
_VAGUE_AFTER = re.compile(r"(?:\s+\w+){0,3}\s+(?:مر[اه]ت?|اضعاف|امثال|لا (?:اكثر|غير)|فقط|ونيف)\b")
"""Times, doubles, "only": English says these without a word for the bound."""
_LIMITED = re.compile(r"(?:مده|عقوبه|عقوبات|غرامه|غرامات)(?:\s+(?!ال)\w+)?\s+(?:قد\s+)?\Z")
"""Terms and penalties: where they "reach" a number, the number is their limit."""
_EXCEPT = re.compile(r"الا(?<!\wالا)(?=\s(?![يت]))")
"""إلا ("except"), unlike ألا, is no negation. Folding makes them equal, but a verb follows ألا."""
_ANOTHER_WAY = re.compile(r"\b(?:closer|nearer|further|farther|sooner|earlier|later)\s+than\s+\Z", re.IGNORECASE)
"""Which side these mean depends on the noun: closer than five metres is less than five metres away."""
_ARABIC_AFTER = re.compile(
    r"(?:\s+[^\W\d]+){0,3}\s+(?:(?P<above>ونيفا?|واكثر(?!\s+من)|وازيد)|(?P<above_at>علي\s+(?:الاقل|اقل\s+تقدير)|كحد\s+ادني|او\s+(?:اكثر|يزيد)|فاكثر|فما\s+فوق)"
    r"|(?P<below_at>علي\s+(?:الاكثر|اقصي\s+تقدير|اكثر\s+تقدير|ابعد\s+تقدير)|[كب]حد\s+اقصي|او\s+اقل|فاقل|فما\s+دون|لا\s+(?:اكثر|غير)))\b"
)
_ARABIC_ANY = re.compile(
    rf"\b[وفبلك]?(?:ال)?(?:(?:{_MORE}|{_LESS})\s+(?:\w+\s+)?من|او\s+\w+|{_EXCEEDS}|{_ADDS}|الا|سوي|فقط|زائد|"
    rf"(?<=لم )[يت]\w+|{_FALLS_SHORT}|[يت]صل|"
    r"علي\s+الا(?:قل|كثر|دني|قصي|علي)|ما قبل|زياده|زيادات|دون|تحت|حد|اقصي|بحدود|فاكثر|فاقل)\b|[<>≤≥+]"
)
_ENGLISH_BEFORE = re.compile(
    r"\b(?=\w)(?:(?P<denied>not?(?:\s+yet)?|never|without|nor)\s+(?:to\s+)?(?:(?:be|weigh|last|cost|take|live|stay|spend|pay|reach|fall|drop|dip|go|sink|get|rise|number|earn)\s+(?:for\s+)?)?)?\b(?:"
    r"(?P<above>(?:more|greater|higher|larger|bigger|longer|older|warmer|hotter|faster|heavier|taller|deeper|wider)\s+than|over|above|past|beyond|exceed\w*|cross(?:es|ed|ing)|"
    r"surpass\w*|pass(?:ed|es|ing)|top(?:s|ped|ping)|in\s+excess\s+of|upwards?\s+of)"
    r"|(?P<below>(?:less|fewer|lower|smaller|shorter|younger|colder|slower|lighter)\s+than|under|below|not\s+yet)"
    r"|(?P<above_at>at\s+least|a\s+minimum\s+(?:\w+\s+)?of)|(?P<below_at>at\s+most|up\s+to|a\s+maximum\s+(?:\w+\s+)?of|as\s+(?:many|much|long|high|far)\s+as)"
    r")(?:\s+|-)(?:(?:the|an?|age|ages|aged|of|about|around|some|speed|limit|sum|total)\s+){0,4}\Z",
    re.IGNORECASE,
)
_ENGLISH_WORD = re.compile(
    r"than|over|above|past|beyond|exceed\w*|cross(?:es|ed|ing)|surpass\w*|pass(?:ed|es|ing)|top(?:s|ped|ping)|excess|"
    r"upwards?|under|below|yet|least|most|minimum|maximum|up|many|much|long|high|far|more|older|greater|higher|longer|"
    r"less|fewer|younger|lower"
)
_MOVES = re.compile(
    r"\b(?:stretch|extend|spread|rang|last|driv|drov|fl[eyi]|cho[os]|prefer|hand|r[au]n|t[ao][ok]|turn|swe[ep]|scatter|roll|watch|execut|jail|flip|cover|distribut|spill|walk|pass|hang|strew|quarrel|argu|disput|row|"
    r"rac|held|fight|f[eo]ud|w[ao]r|concern|fear|anger|protest|talk|debat|differ|divid|split|clash|bid|deal|sentenc|arrest|charg|"
    r"tri[ae]l?|shot|spent|worri|rais|pull|gain|mourn|wait|delay)\w*\s+(?:out\s+)?\Z",
    re.IGNORECASE,
)
_READING = re.compile(r"\d\s\Z")
"""As in a blood pressure of 165 over 95."""
_LASTS = re.compile(
    r"[\s-]*(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+|a|half|a half)[\s-])?(?:a\s)?(?:[\w-]+\s)?"
    r"(?:centur|decade|year|month|week|day|hour|minute|session|round|season|stage|quarter|game|match|set|period|phase)",
    re.IGNORECASE,
)
"""Over four years may mean for as long as that."""
_TO = re.compile(r"\b(?:[وف]?(?:[يتا]?بلغ\w*|[يت]?صل\w*)|حتي|ب(?:ما|نحو)|الي|لمده|بعد)\b")
_DENIES = re.compile(r"\b[وف]?(?:[اأ]?لا|لم|لن|ما|ليس|ليست|غير|دون|عدم)\s+\w[^.،؛:]*\s\w+\s+\w+\s+(?:ال)?\Z")
"""A negation, at least one word, and the two words of the bound."""
_NO = re.compile(r"\bnot?\s+\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\s+(?:other|more|different)")
_ENDS = r"(?!\s+(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|half))"
"""No number follows, to which the words would belong."""
_ENGLISH_AFTER = re.compile(
    r"(?:\s+[a-z]+){0,3}\s+"
    rf"(?:(?P<above_at>(?:or|and)\s+(?:more|older|over|above|greater|higher|longer)(?!\s+than){_ENDS}"
    rf"|at\s+(?:the\s+(?:very\s+)?)?least{_ENDS}|at\s+a\s+minimum)"
    rf"|(?P<below_at>(?:or|and)\s+(?:less|fewer|younger|under|below|lower)(?!\s+than){_ENDS}"
    rf"|at\s+(?:the\s+(?:very\s+)?)?most{_ENDS}|at\s+a\s+maximum))\b",
    re.IGNORECASE,
)
