"""Whether a denial or a "not" was lost, or one was invented."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.clitics import PROCLITIC
from mujaz.text.folding import fold
from mujaz.text.tables import read_table, read_words
from mujaz.types import Finding, Span

_TABLE = read_words(__package__, "negation.tsv")
_WORDS = {name: tuple(map(fold, words)) for name, words in _TABLE.items()}
_JOINED, _JOINED_NOUN = ("", "و", "ف"), ("", "و", "ف", "ب", "وب", "فب", "ل", "ول")


def _joined(name: str, joints: tuple[str, ...] = _JOINED) -> frozenset[str]:
    return frozenset(joint + word for word in _WORDS[name] for joint in joints)


_DENIES, _NOT, _FORBIDS = _joined("denies"), _joined("not"), _joined("forbids")
_OTHERS = _joined("others", _JOINED_NOUN) | _joined("no", _JOINED_NOUN)
_NO = _joined("no", _JOINED_NOUN) - {"ولا", "بلا", "وبلا", "فبلا"}
_LA = frozenset(("لا", "ولا", "فلا"))
_STRONG = _DENIES | _NOT | _LA
_IDIOMS, _AT_LEAST = frozenset(_WORDS["idioms"]), frozenset(_WORDS["at least"])
"""What stands behind a word that denies nothing then: لم يزل is still, لم يلبث before long; لا يقل is at least."""
_MA, _MA_NOT = frozenset(("ما", "وما", "فما")), frozenset(_WORDS["ma not"])
"""ما is not at the beginning, and before these; elsewhere it is what."""
_BUT, _THAT = frozenset(("الا", "والا", "غير")), re.compile(r"ان(?:ه|ها|هم|هما|ني|نا|ك)?")
_FROM, _OR, _NOR, _WITHOUT = "من", "ام", "ولا", "without"
"""إلا أن and غير أن are but, من غير أن is without; أم لا is or not."""
_ALAM = frozenset(("الم", "افلم", "اولم"))
"""ألم is did not in a question, and a pain elsewhere."""
_SAYS_NO = re.compile(
    rf"(?:{PROCLITIC})?[يتنا]?(?:{'|'.join(_WORDS['cannot'])})\w*|[وف]?لا(?:{'|'.join(_WORDS['glued'])})\w*"
)
"""تعذر, عجز, or لا with its verb in one."""

_NOT_OF_ITS_OWN = re.compile(
    r"\b(?:or not|not (?:\w+ )?without|goes without saying|next to nothing|not to mention|(?:do|does) without)\b"
)
"""One word more than Arabic has: لا تخلو is not without."""
_TELLS = re.compile(r"(?<!\w)(?:not|never|cannot|\w+n['’]t|denied|denies|deny|denying)(?!\w)")
_MAY_TELL = ("not", "never", "n't", "n’t", "deni", "deny")
"""Without one of these there is none."""
_CORE = frozenset(_TABLE["English core"])
_ENGLISH_WORDS, _ENGLISH_BEGINNINGS = frozenset(_TABLE["English words"]), tuple(_TABLE["English beginnings"])
_REFUTES = tuple(_TABLE["English refutes"])
_NT = ("n't", "n’t")
_ENDINGS = (*_NT, "less")
_UN = re.compile(
    r"un(?!der|til|it|i(?:on|on\w+|q\w+|vers\w+|form\w*|fy\w*|lateral\w*|cef)\b|ifi|anim|cle|esco|rwa)[a-z]{3,}"
)
"""Undisclosed, unimaginable, unexploded, but no unit and no union."""

_IN_OTHER_WORDS = re.compile(
    r"\b(?:all that (?:is|was|remain\w*)|little changed|miss(?:es|ing)?|fewer than|(?:very )?few|yet to|deaf ear|"
    r"before (?:he|she|they|it|\w+ing|long)|under (?:the age of )?(?:\d\w*|eighteen|twenty|thirty))\b"
)
"""What English says for a denial without a word that denies: all that remains, still missing, before they were 20."""
_FIRST = re.compile(r"\b(?:(?:a|the) (?:\w+ )?first\b|for the first time)")
_FIRST_SAID = "اول"
_WITH = {
    frozenset(("الا", "سوي", "غير", "عدا", "لاكثر", "باكثر")): re.compile(
        r"\b(?:only|just|alone|lone|solely?|merely|but (?:an?|one|two|the|\d\w*)|few|little|except|unless|other than|"
        r"apart from|nearly|almost|no more)\b"
    ),
    frozenset(("بعد", "حتي")): re.compile(r"\b(?:still|as yet|remains? to|within|less than)\b"),
    frozenset(("قبل", "بعد")): re.compile(r"\bonly (?:after|when|once)\b"),
    frozenset(("بل", "مجرد", "وانما", "انما")): re.compile(r"\b(?:rather than|instead|more than)\b"),
    frozenset(("ما",)): re.compile(r"\b(?:unless|until|so long as|as long as|provided)\b"),
}
"""What says it where the source has one of some words as well: لم يصل إلا مساء is arrived only in the evening."""


class _Denial(NamedTuple):
    """A word of a source that its translation must deny as well.

    Args:
        words: It, and the verb behind it where that belongs to it, as they are written.
        span: Where.
        refutes: Whether somebody says that something is not so, as نفى does.
    """

    words: str
    span: Span
    refutes: bool


class _Said(NamedTuple):
    """What denies in a source.

    Args:
        denials: What must be told.
        others: How many other words may be told as not.
        noes: How many of these are told as no or not, if they are told.
    """

    denials: tuple[_Denial, ...]
    others: int
    noes: int


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where one text denies and nothing in the other can be its denial.

    "Failed to" and "without" are denials too, and so are رفض and دون; where a source has both sorts, each stands for
    its own. How often a finding is right, and wrong, stands in `docs/findings.md`.
    """
    told = pair.target.read(_told)
    if told is None and pair.source.forms.isdisjoint(_STRONG):
        return
    said = pair.source.read(_said)
    lost = next((denial for denial in said.denials if not _is_told(denial, said, pair)), None)
    if lost:
        yield unrelated_finding(f"The source says {lost.words}; nothing in the translation denies it.", lost.span, None)
    elif told and _count_told(pair.target) > len(said.denials) + said.others:
        message = f"The translation says {told.of(pair.target.lowered)}; nothing in the source denies it."
        yield unrelated_finding(message, None, told)


def _count_told(target: Target) -> int:
    return sum(map(_is_core, target.words)) - len(_NOT_OF_ITS_OWN.findall(target.lowered))


def _said(source: Source) -> _Said:
    """The words that deny in an Arabic text."""
    denials: list[_Denial] = []
    others = noes = 0
    words = source.words
    for at, word in enumerate(words):
        form = word.form
        if form not in _STRONG and form not in _OTHERS:
            others += _says_no(form)
            continue
        before = words[at - 1].form if at and word.follows else ""
        after = words[at + 1].form if at + 1 < len(words) else ""
        if _denies_nothing(form, before, after, source):
            continue
        if form in _DENIES or form in _NOT or (form in _LA and after in _FORBIDS):
            span = Span(word.start, words[at + 1].end if form in _LA else word.end)
            denials.append(_Denial(span.of(source.text), span, form in _DENIES))
        else:
            others += 1
            noes += before != _OR and after not in _AT_LEAST and (form in _NO or (form == _NOR and not denials))
    return _Said(tuple(denials), others, noes)


def _denies_nothing(form: str, before: str, after: str, source: Source) -> bool:
    """Whether a word that denies elsewhere does not, between the words that stand beside it."""
    if after in _IDIOMS:
        return True
    if form in _BUT and _THAT.fullmatch(after):
        return before != _FROM
    if form in _ALAM:
        return bool(before) or "؟" not in source.text
    return form in _MA and bool(before) and after not in _MA_NOT


@lru_cache(maxsize=16_384)
def _says_no(form: str) -> bool:
    """Whether a word says no in its own way."""
    return _SAYS_NO.fullmatch(form) is not None


def _told(target: Target) -> Span | None:
    """The first word of an English text that can mean nothing but a denial."""
    if not any(map(target.lowered.__contains__, _MAY_TELL)):
        return None
    found = _TELLS.search(target.lowered)
    return Span(*found.span()) if found else None


def _is_told(denial: _Denial, said: _Said, pair: Pair) -> bool:
    """Whether something in the translation may stand for a denial of the source, and for nothing else there."""
    negative = [word for word in pair.target.words if _is_negative_english(word)]
    core = sum(map(_is_core, negative))
    if denial.refutes:
        others = sum(not other.refutes for other in said.denials)
        return core > said.noes + others or any(word.startswith(_REFUTES) for word in pair.target.words)
    explained = min(core - negative.count(_WITHOUT), said.noes)
    for beginnings, count in pair.source.read(_senses) if negative else ():
        explained += min(count, sum(word.startswith(beginnings) for word in negative))
    return len(negative) > explained or _is_told_in_other_words(pair)


def _is_told_in_other_words(pair: Pair) -> bool:
    text = pair.target.lowered
    if _IN_OTHER_WORDS.search(text) or (_FIRST.search(text) and _FIRST_SAID not in pair.source.folded):
        return True
    return any(words.search(text) for words in pair.source.read(_ways))


def _ways(source: Source) -> list[re.Pattern[str]]:
    """The other ways of English to deny that the words of a source allow."""
    words = source.words
    afters = [*(word.form for word in words[1:]), ""]
    pairs = zip((word.form for word in words), afters, strict=True)
    forms = {form for form, after in pairs if form not in _BUT or not _THAT.fullmatch(after)}
    return [english for arabic, english in _WITH.items() if not arabic.isdisjoint(forms)]


def _senses(source: Source) -> list[tuple[tuple[str, ...], int]]:
    """How English words begin for words of a source that say no without a particle, and how many there are of each."""
    arabic, english = _negated()
    found = (arabic.fullmatch(word.form) for word in source.words)
    counts = Counter(match.lastgroup for match in found if match)
    return [(english[name], count) for name, count in counts.items() if name]


@cache
def _negated() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """The Arabic words of each row of the table as a group of its own, and the English ones by the group's name."""
    table = read_table(__package__, "negated.tsv")
    rows = [(fold(arabic).split(), tuple(english.split())) for arabic, english in table]
    groups = "|".join(rf"(?P<row{at}>{'|'.join(arabic)})" for at, (arabic, _) in enumerate(rows))
    english = {f"row{at}": words for at, (_, words) in enumerate(rows)}
    return re.compile(rf"(?:{PROCLITIC})?س?[يتنا]?(?:{groups})\w*"), english


def _is_core(word: str) -> bool:
    return word in _CORE or word.endswith(_NT)


@lru_cache(maxsize=16_384)
def _is_negative_english(word: str) -> bool:
    if word in _ENGLISH_WORDS or word.startswith(_ENGLISH_BEGINNINGS) or word.endswith(_ENDINGS):
        return True
    return _UN.fullmatch(word) is not None
