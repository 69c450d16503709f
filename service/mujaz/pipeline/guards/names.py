"""Whether Italy became Ireland, influenza COVID, or a prime minister the president."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mujaz.pipeline.guards.finding import first_mentions, name_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.glossary import TermMatcher, match_terms
from mujaz.text.glossary.gazetteer import gazetteer_terms
from mujaz.text.scripts import part_scripts
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.text.tables import read_table
from mujaz.types import Finding, NameKind, Severity, Span, Term, TermOrigin

_LEAST_SOUNDS = 3
_CAPITALISED_WORD = re.compile(r"(?P<article>\b[AaEe]l-)?\b(?P<word>[A-Z][a-z]+)")
_FIRST_NAME_CHARS = 40
_FIRST_NAME = re.compile(r"\b[A-Z][a-z]+ \Z")
"""A last name behind it may be shorter: Stephen Curry is no Korean."""
_CURRENCIES = {
    "Lebanon": "ل.ل", "Syria": "ل.س", "Iraq": "د.ع", "Saudi Arabia": "ر.س", "Qatar": "ر.ق", "Egypt": "ج.م",
    "Jordan": "د.أ", "Kuwait": "د.ك", "United Arab Emirates": "د.إ", "Tunisia": "د.ت",
    "Algeria": "د.ج", "Morocco": "د.م",
    "Libya": "د.ل", "Bahrain": "د.ب", "Oman": "ر.ع", "Yemen": "ر.ي", "Sudan": "ج.س",
}  # fmt: skip
"""Abbreviations of their currencies: ل.ل are Lebanese pounds."""
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


class KnownName(NamedTuple):
    """A mention of something that has a row in the tables.

    Args:
        name: Its English name, the same in both languages. A country's people, language and capital are the country.
        span: The words that name it.
        certain: Whether they name nothing else; of Arabic words also, whether a translation must name it too.
    """

    name: str
    span: Span
    certain: bool


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation names what the source does not, or lacks a country that the source names.

    Countries are compared with their peoples, languages and capitals; prime ministers, too. Bodies, people and
    illnesses are only where the translation has them. Of 791 references of FLORES-101 and TICO-19 dev with any of
    these, four name one that the source does not, and none lacks a country; of 3,912 pairs of UN documents 70 and 12.
    Most are so indeed.
    """
    source, target = pair.source.text, pair.target.text
    said, told = pair.source.read(_said), pair.target.read(told_names)
    lost = [mention for name, mention in said.items() if mention.certain and name not in told]
    new = [mention for name, mention in told.items() if mention.certain and name not in said]
    if lost:
        lost = [mention for mention in lost if not _is_spelled(mention.span.of(source), target)]
    if new:
        new = [mention for mention in new if not _is_in_source(mention, pair)]
    if lost and new:
        message = f"The source says {_names(lost)}, the translation says {_words(new, target)}."
        yield name_finding(message, lost[0].span, new[0].span, Severity.ERROR)
    elif new:
        message = f"The translation says {_words(new, target)}; the source does not."
        yield name_finding(message, None, new[0].span, Severity.ERROR)
    elif lost and not _has_new_acronym(source, target):
        message = f"The source says {_names(lost)}; the translation does not."
        yield name_finding(message, lost[0].span, None, Severity.WARNING)


def _is_spelled(name: str, target: str) -> bool:
    """Whether a name is only spelled, as that of a person, a party or a paper is: علي الهولندي is Ali al-Hollandi."""
    sounds = frozenset(arabic_sounds(name.split()[-1]))
    for word in _CAPITALISED_WORD.finditer(target):
        sound = english_sound(word["word"])
        if sound in sounds and len(sound) >= _LEAST_SOUNDS - 1:
            before = target[max(0, word.start() - _FIRST_NAME_CHARS) : word.start()]  # all of it would be quadratic
            if len(sound) >= _LEAST_SOUNDS or word["article"] or _FIRST_NAME.search(before):
                return True
    return False


def _is_in_source(mention: KnownName, pair: Pair) -> bool:
    """Whether the source has a name in Latin letters, or a word that sounds like it: Nasrallah is نصرالله."""
    currency = _CURRENCIES.get(mention.name)
    if mention.name in pair.source.read(_in_latin) or (currency is not None and currency in pair.source.text):
        return True
    sound = english_sound(mention.span.of(pair.target.text).split()[-1])
    return len(sound) >= _LEAST_SOUNDS and any(
        len(other) >= _LEAST_SOUNDS and sound.startswith(other) and len(sound) - len(other) <= 1
        for other in pair.source.read(_sounds)
    )


def _sounds(source: Source) -> frozenset[str]:
    """The sounds of all words of the source."""
    return frozenset(sound for form in source.forms for sound in arabic_sounds(form))


def _said(source: Source) -> dict[str, KnownName]:
    """What the source names; a last name such as السوداني may be the country, and need not be said as one.

    Nor need the country of a city that is named.
    """
    mentions = source.read(known_names)
    persons = [name.span for name in source.names if name.kind is NameKind.PERSON] if mentions else []
    places = [name.span for name in source.names if name.kind is not NameKind.PERSON] if mentions else []
    ends = {span.end for span in (*places, *(mention.span for mention in mentions))}
    return first_mentions(
        mention._replace(
            certain=mention.certain
            and not any(_is_within(mention.span, person) for person in persons)
            and not _tells_where(mention.span, source.text, ends)
        )
        for mention in mentions
    )


def _tells_where(span: Span, text: str, ends: set[int]) -> bool:
    """Whether a nisba only says where a city or a club is, as in نيويورك الأمريكية; English leaves it out."""
    return text[span.start - 1 : span.start] == " " and span.start - 1 in ends and span.of(text)[-1] in "يةى"


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _in_latin(source: Source) -> frozenset[str]:
    return frozenset(mention.name for mention in english_names(part_scripts(source.text).replace("\u0640", " ")))


def _has_new_acronym(source: str, target: str) -> bool:
    """Whether the country may be in an acronym: UNOCI of كوت ديفوار."""
    return not set(_ACRONYM.findall(target)) <= set(_ACRONYM.findall(source))


def _names(mentions: list[KnownName]) -> str:
    return " and ".join(mention.name for mention in mentions)


def _words(mentions: list[KnownName], text: str) -> str:
    return " and ".join(mention.span.of(text) for mention in mentions)


def known_names(source: Source) -> list[KnownName]:
    """Each mention in an Arabic text, with any clitics and endings; one for each name that it may be."""
    matcher, meanings = _arabic()
    return [
        KnownName(name, match.span, certain)
        for match in match_terms(source.text, [matcher], source.words)
        for name, certain in meanings[match.term.source]
    ]


def told_names(target: Target) -> dict[str, KnownName]:
    """The first mention of each name in an English text."""
    return first_mentions(english_names(target.text))


def english_names(text: str) -> Iterator[KnownName]:
    """Each mention in an English text, as the tables write it: us is no US. US dollars are doubtful."""
    end = 0
    first = _first_words() if any(map(text.__contains__, _small_names())) else _CAPITALISED_FIRST
    for word in first.finditer(text):
        start = word.start()
        if start < end:
            continue
        for said, (name, certain) in _beginning_with(word.group()):
            if text.startswith(said, start) and _WORD_END.match(text, start + len(said)):
                end = start + len(said)
                yield KnownName(name, Span(start, end), certain and not _MONEY.match(text, start))
                break


class _Meaning(NamedTuple):
    """What a word of the tables may name, and whether it names nothing else."""

    name: str
    certain: bool


def _beginning_with(word: str) -> Sequence[tuple[str, _Meaning]]:
    """What may be a name where this word stands, the longest first, and whose."""
    names = _english()
    found = names.get(word)
    if found is None and word.endswith("s"):
        found = names.get(word.removesuffix("s")) or names.get(word.removesuffix("es"))
    return found or ()


@cache
def _rows() -> tuple[tuple[dict[str, _Meaning], dict[str, _Meaning]], ...]:
    """For each name its Arabic and its English words."""
    spelled: dict[str, list[str]] = {}
    for term in gazetteer_terms():
        spelled.setdefault(term.target, []).append(term.source)
    rows = []
    for file in (_COUNTRIES, _OTHERS):
        for arabic, english in read_table(__package__, file):
            name = english.split("|")[0].removeprefix(_DOUBTFUL)
            known = spelled.get(name, []) if file == _COUNTRIES else []
            rows.append((_meanings([*known, *arabic.split("|")], name), _meanings(english.split("|"), name)))
    return tuple(rows)


def _meanings(words: Sequence[str], name: str) -> dict[str, _Meaning]:
    return {word.removeprefix(_DOUBTFUL): _Meaning(name, word[0] != _DOUBTFUL) for word in words if word}


@cache
def _arabic() -> tuple[TermMatcher, dict[str, list[_Meaning]]]:
    """Finds Arabic names, and tells what they may be: عمان is two."""
    meanings: dict[str, list[_Meaning]] = {}
    for arabic, _ in _rows():
        for word, meaning in arabic.items():
            meanings.setdefault(word, []).append(meaning)
    return TermMatcher((Term(source=word, target="") for word in meanings), TermOrigin.GAZETTEER), meanings


@cache
def _english() -> dict[str, list[tuple[str, _Meaning]]]:
    """English names by their first word, the longest first."""
    index: dict[str, list[tuple[str, _Meaning]]] = {}
    names = [name for _, english in _rows() for name in english.items()]
    for said, meaning in sorted(names, key=lambda item: -len(item[0])):
        index.setdefault(_FIRST_WORD.match(said)[0], []).append((said, meaning))  # type: ignore[index]  # it has one
    return index


@cache
def _first_words() -> re.Pattern[str]:
    """Words with which a name may begin: any with a capital, and those small ones that the tables have."""
    return re.compile(rf"{_CAPITALISED_FIRST.pattern}|(?<![\w.])(?:{'|'.join(_small_words())})(?!\w)")


@cache
def _small_words() -> tuple[str, ...]:
    return tuple(word for word in _english() if word[0].islower())


@cache
def _small_names() -> tuple[str, ...]:
    """The names that begin with one of `_small_words`; few texts have any."""
    return tuple(said for word in _small_words() for said, _ in _english()[word])


_COUNTRIES, _OTHERS = "countries.tsv", "others.tsv"
_DOUBTFUL = "?"
_CAPITALISED = r"[A-Z](?:\.[A-Z]\b)*[^\W\d_]*"
_CAPITALISED_FIRST = re.compile(_CAPITALISED.replace("[A-Z]", r"[A-Z](?<![\w.].)", 1))
_FIRST_WORD = re.compile(rf"{_CAPITALISED}|[^\W\d_]+")
_WORD_END = re.compile(r"(?:e?s)?(?!\w)")
_MONEY = re.compile(r"U\.?S\.?\s?(?:\$|dollar)")
