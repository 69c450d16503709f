"""Checks whether a negation or a denial was lost or invented."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from mujaz.pipeline.guards import denials
from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, Target
from mujaz.text.arabic import PER_FORM, Word
from mujaz.text.clitics import PROCLITIC
from mujaz.text.contains import contains_any
from mujaz.text.folding import fold
from mujaz.text.tables import read_table, read_words
from mujaz.types import Finding, Span

_TABLE = read_words(__package__, "negation.tsv")
_WORDS = {name: tuple(map(fold, words)) for name, words in _TABLE.items()}
_JOINED, _JOINED_NOUN = ("", "و", "ف"), ("", "و", "ف", "ب", "وب", "فب", "ل", "ول")


def _joined(name: str, joints: tuple[str, ...] = _JOINED) -> frozenset[str]:
    return frozenset(joint + word for word in _WORDS[name] for joint in joints)


_DENIES, _NOT, _FORBIDS = _joined("denies"), _joined("not"), _joined("forbids")
_OTHERS = _joined("others", _JOINED_NOUN) | _joined("no", _JOINED_NOUN) | _joined("ma")
_NO = _joined("no", _JOINED_NOUN) - {"ولا", "بلا", "وبلا", "فبلا"}
_LA = frozenset(("لا", "ولا", "فلا"))
_FORBIDDING = frozenset(_TABLE["forbids"])
_FREE_TO = re.compile(r"\b(?:do|does|did)(?: not|n['’]t) (?:have|need) to\b|\bneed(?: not|n['’]t)\b")
_FORBIDS_IN_ENGLISH = re.compile(
    r"\b(?:no right|(?:may|must|should|can|could)(?: not|n['’]t)|cannot|not (?:\w+ )?(?:allowed|permitted|entitled|"
    r"permissible|right)|forbid\w*|prohibit\w*|ban\w*|illegal|unlawful|no one)\b"
)
"""لا يحق forbids, which "does not have to" does not."""
_STRONG = _DENIES | _NOT | _LA
_IDIOMS, _AT_LEAST = frozenset(_WORDS["idioms"]), frozenset(_WORDS["at least"])
"""A negative word followed by one of these negates nothing: لم يزل is still, لم يلبث before long, لا يقل at least."""
_MA, _MA_NOT = _joined("ma"), frozenset(_WORDS["ma not"])
"""ما means "not" at the beginning of a clause and before these words; elsewhere it means "what"."""
_BUT, _THAT = frozenset(("الا", "والا", "غير")), re.compile(r"ان(?:ه|ها|هم|هما|ني|نا|ك)?")
_FROM, _OR, _NOR, _WITHOUT = "من", "ام", "ولا", "without"
"""إلا أن and غير أن mean "but", من غير أن means "without", أم لا means "or not"."""
_MAYBE_NAMES = frozenset(("ابي", "وابي", "فابي"))
"""أبى refuses, أبي is my father and the name Abi."""
_DOUBLED = "\u0651"
"""لمّ is "gathering", not لم."""
_ALAM = frozenset(("الم", "افلم", "اولم"))
"""ألم means "did not" in a question, and "pain" elsewhere."""
_NEGATIVE_WORD = re.compile(
    rf"(?:{PROCLITIC})?[يتنا]?(?:{'|'.join(_WORDS['cannot'])})\w*|[وف]?لا(?:{'|'.join(_WORDS['glued'])})\w*"
)
"""Verbs such as تعذر and عجز, or لا written in one with its verb."""

_NEGATES = re.compile(r"(?<!\w)(?:not|never|cannot|\w+n['’]t|denied|denies|deny|denying)(?!\w)")
_MAY_NEGATE = ("not", "never", "n't", "n’t", "deni", "deny")
"""A text without any of these has no match of `_NEGATES`."""
_CORE = frozenset(_TABLE["English core"])
_ENGLISH_WORDS, _ENGLISH_BEGINNINGS = frozenset(_TABLE["English words"]), tuple(_TABLE["English beginnings"])
_REFUTES, _FALSE = tuple(_TABLE["English refutes"]), tuple(_TABLE["English false"])
_FALSE_IN_ARABIC = tuple(_WORDS["false"])
_WITHOUT_IN_ARABIC = ("دون", "بلا")
_NT = ("n't", "n’t")
_ENDINGS = (*_NT, "less")
_UN = re.compile(
    r"un(?!der|til|it|i(?:on|on\w+|q\w+|vers\w+|form\w*|fy\w*|lateral\w*|cef)\b|ifi|anim|cles?\b|esco|rwa)[a-z]{3,}"
)
"""Undisclosed, unimaginable, unexploded; but neither unit nor union."""

_IN_OTHER_WORDS = re.compile(
    r"\b(?:all that (?:is|was|remain\w*)|little changed|fewer than|yet to|turn(?:s|ed|ing)? down|"
    r"r[au]n(?:s|ning)? out of|(?:fell|stopped) short|deaf ear|before long|out of the question|"
    r"off the (?:table|agenda)|skip(?:s|ped|ping)?|boycott(?:s|ed|ing)?|lightly|sober|silence|unbeaten|"
    r"under (?:the age of )?(?:\d\w*|eighteen|twenty|thirty))\b"
)
"""How English negates without a negative word: all that remains, or under 20."""
_WITHOUT_OWN_WORD = {
    ("قبل", "قبيل", "سبق"): re.compile(r"\bbefore (?:he|she|they|it|\w+ing)\b"),
    ("قليل", "بضع", "معدود", "دقائق"): re.compile(r"\b(?:very )?few\b"),
    ("فات", "فوت", "فقد", "غاب", "غياب", "ضاع", "ناقص", "نقص"): re.compile(r"\bmiss(?:es|ing)?\b"),
}
"""The same, but only if the source has no word of its own for it: before he was 20, still missing."""
_ONLY = re.compile(
    rf"\b(?:{denials.ONLY_WORDS}|but (?:an?|one|two|the|\d\w*)|few|little|except|unless|other than|"
    r"apart from|nearly|almost|no more)\b"
)
_UNLESS = re.compile(rf"\b(?:{denials.UNLESS_WORDS}|provided)\b")
_FIRST = re.compile(r"\b(?:(?:a|the) (?:\w+ )?first\b(?! (?:leg|half))|for the first time)")
_FIRST_IN_ARABIC = "اول"
_WITH = {
    frozenset(("لاكثر", "باكثر")): re.compile(r"\b(?:only|just|alone|merely|few|little|nearly|almost|no more)\b"),
    frozenset(("اكثر",)): re.compile(r"\b(?:within|only|just|barely|under)\b"),
    frozenset(("بعد",)): re.compile(r"\b(?:still|as yet|remains? to)\b"),
    frozenset(("حتي",)): re.compile(r"\b(?:still|within|less than|only (?:after|when|once))\b"),
    frozenset(("قبل",)): re.compile(r"\bonly (?:after|when|once)\b"),
    frozenset(("بل", "مجرد", "وانما", "انما")): re.compile(r"\b(?:rather than|instead of|more than)\b"),
}
"""English words that can express a negation if the source also has a certain word: لم يصل إلا مساء is "arrived only in
the evening"."""


_MOST_WORDS = 100
"""A text without full stops that has more negative words is not compared: each may belong to any in the translation,
and to look for all of them would take minutes."""


class _Negation(NamedTuple):
    """A negation of the source that its translation must express.

    Args:
        words: The negative word as written, with the verb after it if that belongs to it.
        span: Where they stand.
        refutes: Whether it says that somebody denies something, as نفى does.
    """

    words: str
    span: Span
    refutes: bool


class _Negations(NamedTuple):
    """The negations of a source.

    Args:
        certain: Those that a translation must express.
        licences: All words, these and others, that may be translated by "not".
        noes: How many of the others become "no" or "not" if they are translated.
    """

    certain: tuple[_Negation, ...]
    licences: tuple[Word, ...]
    noes: int


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where one text has a negation to which nothing in the other can correspond.

    "Failed to" and "without" negate too, and so do رفض and دون. If a source has both kinds, each corresponds to its
    own. `docs/findings.md` says how often these findings are right and wrong.
    """
    added = pair.target.read(_target_negation)
    if added is None and pair.source.forms.isdisjoint(_STRONG):
        return
    negations = pair.source.read(_source_negations)
    if len(negations.licences) > _MOST_WORDS:
        return
    missing = next((negation for negation in negations.certain if not _is_translated(negation, negations, pair)), None)
    if missing:
        message = f"The source says {missing.words}; nothing in the translation denies it."
        yield unrelated_finding(message, missing.span, None)
    elif added and denials.exceed(pair, negations.licences):
        message = f"The translation says {added.of(pair.target.lowered)}; nothing in the source denies it."
        yield unrelated_finding(message, None, added)
    elif free := _FREE_TO.search(pair.target.lowered):
        forbidding = next((one for one in negations.certain if one.words.split()[-1] in _FORBIDDING), None)
        if forbidding and not _FORBIDS_IN_ENGLISH.search(pair.target.lowered):
            message = f"The source says {forbidding.words}, which forbids; the translation says {free[0]}."
            yield unrelated_finding(message, forbidding.span, Span(*free.span()))


def _source_negations(source: Source) -> _Negations:
    """The negations of an Arabic text."""
    certain: list[_Negation] = []
    licences: list[Word] = []
    others = 0
    noes: list[int] = []
    words = source.words
    for at, _ in words.having(_may_negate):
        word = words[at]
        form = word.form
        if form not in _STRONG and form not in _OTHERS:
            licences.append(word)
            continue
        before = words[at - 1].form if at and word.follows else ""
        after = words[at + 1].form if at + 1 < len(words) else ""
        if _negates_nothing(word, before, after, source):
            continue
        licences.append(word)
        if form in _DENIES or form in _NOT or (form in _LA and after in _FORBIDS):
            span = Span(word.start, words[at + 1].end if form in _LA else word.end)
            certain.append(_Negation(span.of(source.text), span, form in _DENIES))
        else:
            alone = not others and all(negation.refutes for negation in certain)
            others += 1
            if before != _OR and after not in _AT_LEAST and (form in _NO or (form == _NOR and alone)):
                noes.append(word.start)
    told = sum(not denials.excepts(start, source, licences) for start in noes)
    return _Negations(tuple(certain), tuple(licences), told)


def _negates_nothing(word: Word, before: str, after: str, source: Source) -> bool:
    """Whether a negative word negates nothing between these neighbours."""
    form = word.form
    if word.of(source.text).endswith(_DOUBLED):
        return True
    if form in _MAYBE_NAMES:
        return not word.alef
    if after in _IDIOMS:
        return True
    if form in _BUT and _THAT.fullmatch(after):
        return before != _FROM
    if form in _ALAM:
        return bool(before) or "؟" not in source.text
    return form in _MA and bool(before) and after not in _MA_NOT


@PER_FORM.reader
def _may_negate(form: str) -> bool:
    """Whether a word is negative, by itself or between certain others."""
    return form in _STRONG or form in _OTHERS or _NEGATIVE_WORD.fullmatch(form) is not None


def _target_negation(target: Target) -> Span | None:
    """The first word of an English text that is certainly a negation."""
    if not contains_any(target.lowered, _MAY_NEGATE):
        return None
    found = _NEGATES.search(target.lowered)
    return Span(*found.span()) if found else None


def _is_translated(negation: _Negation, negations: _Negations, pair: Pair) -> bool:
    """Whether something in the translation may correspond to a negation of the source and to nothing else in it."""
    negative = [pair.target.words[at] for at, _ in pair.target.having(_is_negative_english)]
    core = sum(map(_is_core, negative))
    without = negative.count(_WITHOUT)
    if negation.refutes:
        others = sum(not other.refutes for other in negations.certain)
        others += min(without, sum(word.form.endswith(_WITHOUT_IN_ARABIC) for word in negations.licences))
        return core > negations.noes + others or _is_refuted(pair)
    explained = min(core - without, negations.noes)
    for beginnings, count in pair.source.read(_senses) if negative else ():
        explained += min(count, sum(word.startswith(beginnings) for word in negative))
    return len(negative) > explained or _is_in_other_words(negation, pair)


def _is_refuted(pair: Pair) -> bool:
    """Whether the translation says that somebody denies something, or that something is false or disputed."""
    if any(word.startswith(_REFUTES) for word in pair.target.words):
        return True
    false = any(word.startswith(_FALSE) for word in pair.target.words)
    return false and not contains_any(pair.source.folded, _FALSE_IN_ARABIC)


def _is_in_other_words(negation: _Negation, pair: Pair) -> bool:
    text, folded = pair.target.lowered, pair.source.folded
    if _IN_OTHER_WORDS.search(text) or (_FIRST.search(text) and _FIRST_IN_ARABIC not in folded):
        return True
    if any(words.search(text) and not contains_any(folded, own) for own, words in _WITHOUT_OWN_WORD.items()):
        return True
    if denials.excepts(negation.span.start, pair.source, pair.source.read(_source_negations).licences):
        return _ONLY.search(text) is not None
    if denials.is_unless(negation.span, pair.source) and _UNLESS.search(text):
        return True
    return any(words.search(text) for words in pair.source.read(_other_ways))


def _other_ways(source: Source) -> list[re.Pattern[str]]:
    """The patterns of `_WITH` that the words of a source allow."""
    pairs = pairwise((*source.words.forms, ""))
    forms = {form for form, after in pairs if form not in _BUT or not _THAT.fullmatch(after)}
    return [english for arabic, english in _WITH.items() if not arabic.isdisjoint(forms)]


def _senses(source: Source) -> list[tuple[tuple[str, ...], int]]:
    """How English words begin for source words that are negative without a particle, and how often each occurs."""
    arabic, english = _negated()
    found = map(arabic.fullmatch, source.words.forms)
    counts = Counter(match.lastgroup for match in found if match)
    return [(english[name], count) for name, count in counts.items() if name]


@cache
def _negated() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern with a group for the Arabic words of each row of the table; the English words by the group's name."""
    table = read_table(__package__, "negated.tsv")
    rows = [(fold(arabic).split(), tuple(english.split())) for arabic, english in table]
    first_letters = "".join({word[0] for arabic, _ in rows for word in arabic})
    groups = "|".join(rf"(?P<row{at}>{'|'.join(arabic)})" for at, (arabic, _) in enumerate(rows))
    english = {f"row{at}": words for at, (_, words) in enumerate(rows)}
    return re.compile(rf"(?:{PROCLITIC})?س?[يتنا]?(?=[{first_letters}])(?:{groups})\w*"), english


def _is_core(word: str) -> bool:
    return word.removesuffix("'s") in _CORE or word.endswith(_NT)


@PER_WORD.reader
def _is_negative_english(word: str) -> bool:
    if word.removesuffix("'s") in _ENGLISH_WORDS or word.startswith(_ENGLISH_BEGINNINGS) or word.endswith(_ENDINGS):
        return True
    return _UN.fullmatch(word) is not None
