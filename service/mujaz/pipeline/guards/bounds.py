"""Whether "fewer than 14" became "more than 14", or 14."""

import enum
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.folding import fold_text
from mujaz.text.quantities import Kind, Quantity
from mujaz.types import Finding, Severity, Span

_BOUNDED = frozenset((Kind.CARDINAL, Kind.PERCENT, Kind.MONEY))


class Side(enum.Enum):
    """On which side of a number the truth lies."""

    ABOVE = "above"
    BELOW = "below"


class Bound(NamedTuple):
    """What the words beside a number say of it.

    Args:
        side: On which side of it the truth lies.
        strict: Whether the number itself is left out: "more than", not "at least".
        words: Where they stand; for Arabic, the number beside them.
        plain: Whether they can mean nothing else, as "over" can, and تصل إلى.
    """

    side: Side
    strict: bool
    words: Span
    plain: bool = True

    def __str__(self) -> str:
        return _NAMES[self.side, self.strict]


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each number that is a lower bound in one text and an upper bound, or none, in the other.

    None of 1,967 references (FLORES-101 and TICO-19 dev) turns a bound round, of 5,000 numbers in 6,078 pairs of UN
    documents none does; five of the references lose or add one, 83 have it on both sides.
    """
    source, target, matching = pair.source.text, pair.target.text, pair.matching
    pairs = [
        (ours, theirs, arabic_bound(source, ours), english_bound(target, theirs))
        for ours, theirs in matching.pairs
        if ours.kind in _BOUNDED and theirs.kind in _BOUNDED
    ]
    only_told = any(told and not said for _, _, said, told in pairs)
    elsewhere = _bounded_elsewhere(pair)
    maybe_bounded = _maybe_bounded(pair) if only_told else frozenset()
    for ours, theirs, said, told in pairs:
        if _ANOTHER_WAY.search(target, max(0, theirs.span.start - _FAR), theirs.span.start):
            continue
        if said and told and _side(pair, ours, said, told) is not told.side:
            message = f"The source says {said} {ours}, the translation says {told} {theirs}."
            yield number_finding(message, ours.span, told.words, Severity.ERROR)
        elif said and said.plain and not told and not sign_before(target, theirs):
            if (theirs.value, said.side) in elsewhere:
                continue
            yield number_finding(f"The source says {said} {ours}, the translation only {theirs}.", ours.span)
        elif (sign := sign_before(source, ours)) and not told and not sign_before(target, theirs):
            yield number_finding(f"The source has {sign} before {ours}, the translation {theirs}.", ours.span)
        elif told and not said and told.plain and ours.value not in maybe_bounded and not _reaches(pair, ours, told):
            message = f"The translation says {told} {theirs}, the source only {ours}."
            yield number_finding(message, ours.span, told.words)


def _bounded_elsewhere(pair: Pair) -> frozenset[tuple[Fraction, Side]]:
    """The bounds of the translation at numbers that the matching has not paired with a bound, by value.

    Two of the text may have changed places: "less than two hours lay between the two attacks".
    """
    if len(pair.target.quantities) < 2:
        return frozenset()
    times = Counter(theirs.value for theirs in pair.target.quantities)
    if max(times.values()) < 2:
        return frozenset()
    partners = {theirs.span: ours for ours, theirs in pair.matching.pairs}
    found = set()
    for theirs in pair.target.quantities:
        told = english_bound(pair.target.text, theirs) if times[theirs.value] > 1 else None
        ours = partners.get(theirs.span)
        if told and not (ours and arabic_bound(pair.source.text, ours)):
            found.add((theirs.value, told.side))
    return frozenset(found)


def _reaches(pair: Pair, ours: Quantity, told: Bound) -> bool:
    """Whether "up to" and "as much as" stand for a word that reaches or limits: حتى, تبلغ, إلى."""
    if told.strict or told.side is Side.ABOVE:
        return False
    before = fold_text(pair.source.text[max(0, ours.span.start - _FAR) : ours.span.start])
    return _TO.search(before) is not None


def _side(pair: Pair, ours: Quantity, said: Bound, told: Bound) -> Side:
    """The side that the source means, where a word of denial far from the bound turns it: لم تنجز أكثر من 35.

    Only where the translation says no more than, or no less: what the word denies may be something else.
    """
    if not said.strict or told.strict:  # its own denial has turned it already
        return said.side
    source, start = pair.source.text, told.words.start
    no = _NO.search(pair.target.text, max(0, start - _FAR), start)
    if no and _DENIES.search(source, max(0, ours.span.start - _FAR), ours.span.start):
        return Side.BELOW if said.side is Side.ABOVE else Side.ABOVE
    return said.side


def _maybe_bounded(pair: Pair) -> frozenset[Fraction]:
    """The numbers that the source may bound otherwise: with a word that bounds none of them, or at an equal one."""
    source, matching = pair.source.text, pair.matching
    words = len(_ARABIC_ANY.findall(pair.source.folded))
    if not words:
        return frozenset()
    numbers = (*(number for number, _ in matching.pairs), *matching.missing)
    bounded = [number for number in numbers if arabic_bound(source, number)]
    return frozenset(number.value for number in (numbers if words > len(bounded) else bounded))


def arabic_bound(text: str, quantity: Quantity) -> Bound | None:
    """What an Arabic text says of a number: أقل من 14, لا يزيد عن 14, 14 على الأقل, 14 فأكثر.

    Args:
        text: The text, normalised or not.
        quantity: One of its quantities.
    """
    start, end = quantity.span.start, quantity.span.end
    words = _EXCEPT.sub("سوى", fold_text(text[max(0, start - _FAR) : start]))
    before = _ARABIC_BEFORE.search(words)
    after = fold_text(text[end : end + _FAR])
    bound = _bound(before or _ARABIC_AFTER.match(after), quantity.span)
    if bound is None:
        return None
    reached = before and "صل" in before[0] and not _LIMITED.search(words, 0, before.start())
    vague = reached or (before and _VAGUE.search(before[0])) or _VAGUE_AFTER.match(after)
    return bound._replace(plain=not vague)


def english_bound(text: str, quantity: Quantity) -> Bound | None:
    """What an English text says of a number: fewer than 14, at most 14, 14 or more.

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
    # "over 50" adds to 50; "over the bridge" and "over five others" do not.
    if bound is None or bound.words.of(text).lower() != "over" or not text[bound.words.end : start].isspace():
        return bound
    moves = _MOVES.search(text, max(0, bound.words.start - _FAR), bound.words.start)
    others = ((_OTHERS, end), (_LASTS, end), (_LASTS, start))
    other = moves or any(words.match(text, place, place + _FAR) for words, place in others)
    return bound if other else bound._replace(plain=True)


def sign_before(text: str, quantity: Quantity) -> str:
    """The sign before a number, one of <, >, ≤ and ≥; empty where there is none.

    Which way it points is not asked: in a text from right to left some type the one that looks right, some the one that
    is right.
    """
    before = text[max(0, quantity.span.start - 2) : quantity.span.start].rstrip()[-1:]
    return before if before and before in "<>≤≥" else ""


def turned(words: str) -> str:
    """The English words of a bound, made to say the other side as strictly; empty where that is not known."""
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
"""Signs to look for the words in: they stand beside their number."""

_MORE = "اكثر اكبر اعلي ازيد اطول".replace(" ", "|")
_LESS = "اقل ادني اصغر اقصر".replace(" ", "|")
_ADDS = "[يت]?(?:زيد|زاد|زادت|زد|ربو)|اربت"
"""With a number behind it alone, how much was added: زادت الفضة 0.7 بالمئة."""
_EXCEEDS = "(?:[يت]فوق|[يت]?(?:فاق|فاقت|تجاوز(?:ت|وا|ن)?|تخطي|تخطت|تعدي|تعدت)|[يت]تعد)"
_NOT_PAST = r"و?لم\s+[يت](?:مضي?|نقضي?|كمل|تم)"
"""Twenty hours had not passed: fewer than that."""
_FALLS_SHORT = "[يت]?(?:قل|قلت)"
_REACHES = r"(?:[يت]صل|وصلت?(?:\s+\w+)?)\s+الي"
_ARABIC_BEFORE = re.compile(
    r"\b(?=\w)(?:[وفبل]?(?P<denied>لا|الا|(?<!ما )لم|لن|ليس|ليست|غير)\s+)?\b[وفبل]?(?:"
    rf"(?P<above>(?:{_MORE})\s+من|(?:{_EXCEEDS}|{_ADDS})(?:\s+\w+){{0,6}}\s+(?:عن|علي)|{_EXCEEDS}(?:\s+\w+)?|فوق)"
    rf"|(?P<below>(?:{_LESS})\s+من|{_FALLS_SHORT}(?:\s+\w+){{0,6}}\s+عن|دون|تحت|{_NOT_PAST}(?:\s+\w+){{0,6}})"
    rf"|(?P<above_at>علي\s+الاقل(?:\s+لمده)?|كحد\s+ادني)|(?P<below_at>علي\s+الاكثر|[كب]حد\s+اقصي|اقصاها?|{_REACHES})"
    r")\s+(?:(?:سن|عمر|حوالي|نحو|مبلغ|نسبه)\s+)?(?:ال|ب)?\Z"
)
_VAGUE = re.compile(rf"\b{_NOT_PAST}")
_VAGUE_AFTER = re.compile(r"(?:\s+\w+){0,3}\s+(?:مر[اه]ت?|اضعاف|امثال|لا (?:اكثر|غير)|فقط|ونيف)\b")
"""Four times higher, only: English says these without a word for the bound."""
_LIMITED = re.compile(r"(?:مده|عقوبه|عقوبات|غرامه|غرامات)(?:\s+(?!ال)\w+)?\s+(?:قد\s+)?\Z")
_EXCEPT = re.compile(r"الا(?<!\wالا)(?=\s(?![يت]))")
"""إلا is no denial as ألا is, of which folding leaves the same letters; a verb goes on behind ألا."""
_ANOTHER_WAY = re.compile(r"\b(?:closer|nearer|further|farther|sooner|earlier|later)\s+than\s+\Z", re.IGNORECASE)
"""Closer than five metres is less than five metres away: which side that is depends on the noun."""
"""What has a limit where it "reaches" a number: a term, a fine."""
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
    r"\b(?=\w)(?:(?P<denied>not?|never|without|nor)\s+(?:to\s+)?(?:(?:be|weigh|last|cost|take|live|stay|spend|pay|reach|fall|drop|dip|go|sink|get|rise|number|earn)\s+(?:for\s+)?)?)?\b(?:"
    r"(?P<above>(?:more|greater|higher|larger|bigger|longer|older|warmer|hotter|faster|heavier|taller|deeper|wider)\s+than|over|above|past|beyond|exceed\w*|cross(?:es|ed|ing)|"
    r"surpass\w*|pass(?:ed|es|ing)|top(?:s|ped|ping)|in\s+excess\s+of|upwards?\s+of)"
    r"|(?P<below>(?:less|fewer|lower|smaller|shorter|younger|colder|slower|lighter)\s+than|under|below|not\s+yet)"
    r"|(?P<above_at>at\s+least|a\s+minimum\s+(?:\w+\s+)?of)|(?P<below_at>at\s+most|up\s+to|a\s+maximum\s+(?:\w+\s+)?of|as\s+(?:many|much|long|high|far)\s+as)"
    r")(?:\s+|-)(?:(?:the|an?|age|ages|aged|of|about|around|some|speed|limit|sum|total)\s+){0,4}\Z",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:stretch|extend|spread|rang|last|driv|drov|fl[eyi]|cho[os]|prefer|hand|r[au]n|t[ao][ok]|turn|swe[ep]|scatter|roll|watch|execut|jail|flip|cover|distribut|spill|walk|pass|hang|strew|quarrel|argu|disput|row|"
    r"rac|held|fight|f[eo]ud|w[ao]r|concern|fear|anger|protest|talk|debat|differ|divid|split|clash|bid|deal|sentenc|arrest|charg|"
    r"tri[ae]l?|shot|spent|worri|rais|pull|gain|mourn|wait|delay)\w*\s+(?:out\s+)?\Z",
    re.IGNORECASE,
)
_READING = re.compile(r"\d\s\Z")
"""A blood pressure of 165 over 95."""
_LASTS = re.compile(
    r"[\s-]*(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+|a|half|a half)[\s-])?(?:a\s)?(?:[\w-]+\s)?"
    r"(?:centur|decade|year|month|week|day|hour|minute|session|round|season|stage|quarter|game|match|set|period|phase)",
    re.IGNORECASE,
)
"""Over four years is for as long as that."""
_TO = re.compile(r"\b(?:[وف]?(?:[يتا]?بلغ\w*|[يت]?صل\w*)|حتي|ب(?:ما|نحو)|الي|لمده|بعد)\b")
_DENIES = re.compile(r"\b[وف]?(?:[اأ]?لا|لم|لن|ما|ليس|ليست|غير|دون|عدم)\s+\w[^.،؛:]*\s\w+\s+\w+\s+(?:ال)?\Z")
"""A denial, one word at least, and the two of the bound."""
_NO = re.compile(r"\bnot?\s+\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\s+(?:other|more|different)")
_ENDS = r"(?!\s+(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|half))"
"""No number follows, which the words would belong to."""
_ENGLISH_AFTER = re.compile(
    r"(?:\s+[a-z]+){0,3}\s+"
    rf"(?:(?P<above_at>(?:or|and)\s+(?:more|older|over|above|greater|higher|longer)(?!\s+than){_ENDS}"
    rf"|at\s+(?:the\s+(?:very\s+)?)?least{_ENDS}|at\s+a\s+minimum)"
    rf"|(?P<below_at>(?:or|and)\s+(?:less|fewer|younger|under|below|lower)(?!\s+than){_ENDS}"
    rf"|at\s+(?:the\s+(?:very\s+)?)?most{_ENDS}|at\s+a\s+maximum))\b",
    re.IGNORECASE,
)
