"""Finds quotations that lost their marks in the translation, so that it no longer shows who said what."""

import re

from mujaz.pipeline.guards.pair import Pair
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.types import Finding, FindingKind, Severity, Span

_SPEECH_WORDS = 4
"""A quotation of at least this many words, or after a colon, is speech. A shorter one may be a name, which Arabic puts
in quotation marks and English does not. Of 1,967 references (FLORES-101 and TICO-19 dev) 167 translate quotations.
Three of them have no marks around speech: two are names after all, and one translates another line. 46 have no marks
around what is not speech."""
_FAR = 40
"""Characters to look back for a word; the longest has fewer."""
_LONG_NAME = 8
"""A name has fewer words."""
_NAME = re.compile(r"[A-Z][\w'’&.-]*+(?:\s+(?:(?:of|the|for|in|and|de|du|la|al|el|on|von)\s+)*[A-Z0-9][\w'’&.-]*)*")
"""A capitalised word and those that continue it. Single words match too, so that no word is tried twice."""
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")
_CAPITAL = re.compile(r"\b[A-Z]")
_CUE = re.compile(
    r"\b(?:[وفبك]?ال|لل|[وفبلك])?(?:صحيف|جريد|قنا|مجل|وكال|موقع|حزب\w?|حرك|تيار|جبه|تنظيم|جماع|ميليشي|مسلحو|عناصر|"
    r"شرك|مصرف|بنك|معهد|منظم|جمعي|هيئ|مؤسس|مجموع|سفين|مدمر|جائز|فيلم|رواي|كتاب|برنامج|تحالف|ائتلاف|مبادر|حمل|مهرجان|"
    r"معرض|مطار|فندق|مستشفى|نادي|اتحاد|لجن|مجلس|مركز|وسام|لقب|صفح|بطول|كأس|مسلسل|مشروع)[ةهىا]?\s+\Z"
)
"""Words for what a quotation may name: a newspaper, a party, a film."""
_LETTERS = re.compile(
    r"(?:\b(?:[إا]يه|بي|سي|دي|[إا]ي|[إا]ف|جي|[إا]تش|[آا]ي|كيه?|[إا]ل|[إا]م|[إا]ن|[أا]و|[آا]ر|[إا]س|تي|يو|في)\b\s*){2,}"
)
"""Names of Latin letters one after another: بي إن بي."""
_NAMES_OF_LETTERS = re.compile(
    r"\b(?:بي|سي|دي|جي|[إا]تش|كيه|تي|يو)\s+(?:\d+\s+|[إا][نيلمسف]ه?\s+|[آا][يرى]\s+|بي\s+|سي\s+|تي\s+)"
)
"""Names of letters that are no words, one after another: بي إن بي باريبا, إتش 5 إن 1."""
_AGENCY = re.compile(r"[–-] (?:\w{1,2} ?){2,4}\W*\Z")
"""A news agency: «القاهرة – أ ش أ»."""
_SPEAKS = re.compile(
    r"\b[وف]?(?:لن|لم|لا|ما|قد|سوف|[إأا]ن|[إأا]نه|[إأا]نها|[إأا]ننا|كان|كانت|هذا|هذه|ذلك|التي|الذي|نحن|ليس|س[يتن]\w+)\b"
)
"""Words of sentences, which are not in names."""
_BEFORE = re.compile(
    r"(?:قال\w*|[يت]قول|[أا]ضاف\w*|صرح\w*|هتف\w*|كتب\w*|ب[أا]نه?ا?|[أإا]نه?ا?|شعار|عبارة|هاتف\w*|مردد\w*)\s+\Z"
)
"""Words that introduce speech."""
_MARK = re.compile(r"[\"“”„‟«»]|(?<!\w)['‘’‚‛‹›]|['’‹›](?!\w)")
_DOUBLE_MARK = re.compile(r"[\"“”„‟«»]")


def find(pair: Pair) -> list[Finding]:
    """Findings where quotation marks are missing from the translation, or one of a pair is."""
    quotations, source, target = pair.source.quotations, pair.source.text, pair.target.text
    if not quotations or pair.target.is_blank or not pair.source.has_arabic:
        return []
    marks = count_marks(target)
    if not marks:
        return [_without_marks(source, target, quotation) for quotation in quotations]
    speech = [quotation for quotation in quotations if _is_speech(source, quotation)]
    if (marks + 1) // 2 < len(speech):
        message = f"The source quotes {len(speech)} times, the translation only {_times((marks + 1) // 2)}."
        return [_finding(Severity.WARNING, message, Span(speech[0].start, speech[-1].end))]
    if _is_odd(target) and not _is_odd(source):
        message = "The translation does not say where a quotation begins or ends: one of its marks is missing."
        return [_finding(Severity.INFO, message, Span(quotations[0].start, quotations[-1].end))]
    return []


def count_marks(target: str) -> int:
    """How many quotation marks an English text has."""
    return len(_MARK.findall(target))


def _without_marks(source: str, target: str, quotation: Span) -> Finding:
    speech = _is_speech(source, quotation) and not _may_be_name(source, target, quotation)
    severity = Severity.WARNING if speech else Severity.INFO
    words = len(quotation.of(source).split())
    message = f"The source has quotation marks around {words} word{'s' if words > 1 else ''}; the translation has none."
    return _finding(severity, message, quotation)


def _is_speech(source: str, quotation: Span) -> bool:
    return len(quotation.of(source).split()) >= _SPEECH_WORDS or _is_behind_colon(source, quotation)


def _is_behind_colon(source: str, quotation: Span) -> bool:
    return source[: quotation.start].rstrip().endswith(":")


def _may_be_name(source: str, target: str, quotation: Span) -> bool:
    """Whether a short quotation may be a name that is translated as one: the Islamic State in the Greater Sahara."""
    text = quotation.of(source)
    if _AGENCY.search(text):
        return True
    words = text.strip('«»"“”').split()
    if len(words) >= _LONG_NAME or _is_behind_colon(source, quotation):
        return False
    if _NAMES_OF_LETTERS.search(text) or _is_transcribed(words, target):
        return True
    if _SPEAKS.search(text):
        return False
    start = quotation.start
    first = max(0, start - _FAR)
    if _BEFORE.search(source, first, start):
        return False
    if _LETTERS.search(text):
        return True
    names = (name[0] for name in _NAME.finditer(target))
    capitals = max((len(_CAPITAL.findall(name)) for name in names if len(name.split()) > 1), default=0)
    if _CUE.search(source, first, start) or _CUE.match(f"{words[0]} "):
        return capitals >= max(2, len(words) - 2)
    return words[0].startswith("ال") and capitals >= len(words) - 1


def _is_transcribed(words: list[str], target: str) -> bool:
    """Whether most of the words were transcribed, as those of La Gazzetta dello Sport."""
    capitals = frozenset(english_sound(word) for word in _CAPITALISED.findall(target))
    transcribed = sum(
        any(len(sound) > 1 and sound in capitals for sound in arabic_sounds(word)) for word in words if word.isalpha()
    )
    return transcribed >= 2 and 2 * transcribed >= len(words)


def _is_odd(text: str) -> bool:
    return len(_DOUBLE_MARK.findall(text)) % 2 == 1


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _finding(severity: Severity, message: str, source: Span) -> Finding:
    return Finding(kind=FindingKind.VERBATIM, severity=severity, message=message, source=source)
