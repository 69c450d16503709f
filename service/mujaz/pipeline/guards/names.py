"""Checks whether Italy became Ireland, influenza became COVID, or a prime minister became the president."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from mujaz.pipeline.guards.finding import first_mentions, name_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, Target
from mujaz.text.arabic import PER_FORM
from mujaz.text.glossary import TermMatcher
from mujaz.text.glossary.gazetteer import gazetteer_terms
from mujaz.text.glossary.match import Starts, without_overlaps
from mujaz.text.scripts import part_scripts
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.text.tables import read_table
from mujaz.types import Finding, NameKind, Severity, Span, Term, TermOrigin

_LEAST_SOUNDS = 3
_CAPITALISED_WORD = re.compile(r"(?P<article>\b[AaEe]l-)?\b(?P<word>[A-Z][a-z]+)")
_FIRST_NAME_CHARS = 40
_FIRST_NAME = re.compile(r"\b[A-Z][a-z]+ \Z")
"""A last name after a first name may have fewer sounds: Stephen Curry is no Korean."""
_CURRENCIES = {
    "Lebanon": "ل.ل", "Syria": "ل.س", "Iraq": "د.ع", "Saudi Arabia": "ر.س", "Qatar": "ر.ق", "Egypt": "ج.م",
    "Jordan": "د.أ", "Kuwait": "د.ك", "United Arab Emirates": "د.إ", "Tunisia": "د.ت",
    "Algeria": "د.ج", "Morocco": "د.م",
    "Libya": "د.ل", "Bahrain": "د.ب", "Oman": "ر.ع", "Yemen": "ر.ي", "Sudan": "ج.س",
}  # fmt: skip
"""Abbreviations of the currencies of countries: ل.ل is the Lebanese pound."""
_PRONOUNS = ("هو ", "إنه ", "أنه ", "لأنه ", "لكنه ")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


class KnownName(NamedTuple):
    """A mention of something that has a row in the tables.

    Args:
        name: Its English name, for both languages. A country's people, language and capital have the country's name.
        span: The words that name it.
        certain: Whether the words name nothing else; for Arabic, also whether a translation must name it too.
    """

    name: str
    span: Span
    certain: bool


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation names what the source does not, or lacks a country that the source names.

    Countries, with their peoples, languages and capitals, and prime ministers are compared both ways. Bodies, people
    and illnesses are checked only if the translation names them. Of 791 references of FLORES-101 and TICO-19 dev with
    any of these, four name one that the source does not, and none lacks a country; of 3,912 pairs of UN documents, 70
    and 12. Most of these findings are right.
    """
    source, target = pair.source.text, pair.target.text
    source_names, target_names = pair.source.read(_source_names), pair.target.read(_target_names)
    missing = [mention for name, mention in source_names.items() if mention.certain and name not in target_names]
    added = [mention for name, mention in target_names.items() if mention.certain and name not in source_names]
    if missing:
        missing = [mention for mention in missing if not _is_transcribed(mention.span.of(source), target)]
    if added:
        added = [mention for mention in added if not _is_in_source(mention, pair)]
    if missing and added:
        message = f"The source says {_names(missing)}, the translation says {_words(added, target)}."
        yield name_finding(message, missing[0].span, added[0].span, Severity.ERROR)
    elif added:
        message = f"The translation says {_words(added, target)}; the source does not."
        yield name_finding(message, None, added[0].span, Severity.ERROR)
    elif missing and not _has_new_acronym(source, target):
        message = f"The source says {_names(missing)}; the translation does not."
        yield name_finding(message, missing[0].span, None, Severity.WARNING)


def _is_transcribed(name: str, target: str) -> bool:
    """Whether a translation transcribes a name, as part of a person's or a paper's: علي الهولندي is Ali al-Hollandi."""
    sounds = frozenset(arabic_sounds(name.split()[-1]))
    for word in _CAPITALISED_WORD.finditer(target):
        sound = english_sound(word["word"])
        if sound in sounds and len(sound) >= _LEAST_SOUNDS - 1:
            # To search all of the text before it would be quadratic.
            before = target[max(0, word.start() - _FIRST_NAME_CHARS) : word.start()]
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


def _source_names(source: Source) -> dict[str, KnownName]:
    """The first mention of each name in the source.

    Not certain are names within those of persons, such as السوداني, and adjectives that only say where a place is.
    """
    mentions = [mention for mention in source.read(known_names) if not _insists(mention, source.text)]
    if not mentions:
        return {}
    persons = [name.span for name in source.names if name.kind is NameKind.PERSON]
    places = [name.span for name in source.names if name.kind is not NameKind.PERSON]
    ends = {span.end for span in (*places, *(mention.span for mention in mentions))}
    return {
        name: mention
        if not mention.certain
        or not (
            any(_is_within(mention.span, person) for person in persons) or _tells_where(mention.span, source.text, ends)
        )
        else mention._replace(certain=False)
        for name, mention in first_mentions(mentions).items()
    }


def _tells_where(span: Span, text: str, ends: set[int]) -> bool:
    """Whether a nisba only says where a city or club is, as in نيويورك الأمريكية, which English leaves out."""
    return text[span.start - 1 : span.start] == " " and span.start - 1 in ends and span.of(text)[-1] in "يةى"


def _insists(mention: KnownName, text: str) -> bool:
    """Whether مصر is no Egypt but somebody who insists: هو مصر على."""
    start, end = mention.span.start, mention.span.end
    return mention.name == "Egypt" and text.startswith(" على ", end) and text.endswith(_PRONOUNS, 0, start)


def _is_within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _in_latin(source: Source) -> frozenset[str]:
    return frozenset(mention.name for mention in english_names(part_scripts(source.text).replace("\u0640", " ")))


def _has_new_acronym(source: str, target: str) -> bool:
    """Whether an acronym of the translation may include the country, as UNOCI includes كوت ديفوار."""
    return not set(_ACRONYM.findall(target)) <= set(_ACRONYM.findall(source))


def _names(mentions: list[KnownName]) -> str:
    return " and ".join(mention.name for mention in mentions)


def _words(mentions: list[KnownName], text: str) -> str:
    return " and ".join(mention.span.of(text) for mention in mentions)


def known_names(source: Source) -> list[KnownName]:
    """Each mention in an Arabic text, with any clitics and endings. An ambiguous word gives one for each name."""
    matcher, meanings = _arabic()
    words = source.words
    return [
        KnownName(name, match.span, certain)
        for match in without_overlaps(source.text, matcher.found(source.text, words, words.having(_starts)))
        for name, certain in meanings[match.term.source]
    ]


@PER_FORM.reader
def _starts(form: str) -> Starts:
    return _arabic()[0].starts(form)


def _target_names(target: Target) -> dict[str, KnownName]:
    """The first mention of each name in an English text."""
    return first_mentions(target.read(english_mentions))


def english_mentions(target: Target) -> list[KnownName]:
    """Each mention in a translation."""
    first = _first_words() if target.having(_begins_in_small_letters) else _CAPITALISED_FIRST
    return list(_mentions(target.text, first))


@PER_WORD.reader
def _begins_in_small_letters(word: str) -> bool:
    """Whether a name of the tables may begin with a word in small letters. Few texts have any."""
    return not _lower_case_words().isdisjoint(word.replace("’", "'").split("'"))


def english_names(text: str) -> Iterator[KnownName]:
    """Each mention in an English text, in the case of the tables: us is not US. US dollars are not certain."""
    return _mentions(text, _first_words())


def _mentions(text: str, first: re.Pattern[str]) -> Iterator[KnownName]:
    end = 0
    for word in first.finditer(text):
        start = word.start()
        if start < end:
            continue
        for words, (name, certain) in _beginning_with(word.group()):
            if text.startswith(words, start) and _WORD_END.match(text, start + len(words)):
                end = start + len(words)
                yield KnownName(name, Span(start, end), certain and not _MONEY.match(text, start))
                break


@cache
def countries() -> frozenset[str]:
    """The names that are those of countries."""
    rows = read_table(__package__, _COUNTRIES)
    return frozenset(english.split("|")[0].removeprefix(_DOUBTFUL) for _, english in rows)


class _Meaning(NamedTuple):
    """What a word of the tables names.

    Args:
        name: The English name.
        certain: Whether the word names nothing else.
    """

    name: str
    certain: bool


def _beginning_with(word: str) -> Sequence[tuple[str, _Meaning]]:
    """The names that may begin with this word, the longest first, with their meanings."""
    names = _english()
    found = names.get(word)
    if found is None and word.endswith("s"):
        found = names.get(word.removesuffix("s")) or names.get(word.removesuffix("es"))
    return found or ()


@cache
def _rows() -> tuple[tuple[dict[str, _Meaning], dict[str, _Meaning]], ...]:
    """The Arabic and the English words of each name, these also as hashtags have them: SaudiArabia."""
    spelled: dict[str, list[str]] = {}
    for term in gazetteer_terms():
        spelled.setdefault(term.target, []).append(term.source)
    rows = []
    for file in (_COUNTRIES, _OTHERS):
        for arabic, english in read_table(__package__, file):
            name = english.split("|")[0].removeprefix(_DOUBTFUL)
            known = spelled.get(name, []) if file == _COUNTRIES else []
            spellings = english.split("|")
            hashtags = [words.replace(" ", "") for words in spellings if " " in words and words[-1:].isalpha()]
            rows.append((_meanings([*known, *arabic.split("|")], name), _meanings([*spellings, *hashtags], name)))
    return tuple(rows)


def _meanings(words: Sequence[str], name: str) -> dict[str, _Meaning]:
    return {word.removeprefix(_DOUBTFUL): _Meaning(name, word[0] != _DOUBTFUL) for word in words if word}


@cache
def _arabic() -> tuple[TermMatcher, dict[str, list[_Meaning]]]:
    """A matcher of Arabic names, and what each may mean: عمان has two meanings."""
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
    for words, meaning in sorted(names, key=lambda item: -len(item[0])):
        index.setdefault(_FIRST_WORD.match(words)[0], []).append((words, meaning))  # type: ignore[index]  # it has one
    return index


@cache
def _first_words() -> re.Pattern[str]:
    """Finds words with which a name may begin: any capitalised word, and the lower-case ones of the tables."""
    return re.compile(rf"{_CAPITALISED_FIRST.pattern}|(?<![\w.])(?:{'|'.join(_lower_case_words())})(?!\w)")


@cache
def _lower_case_words() -> frozenset[str]:
    return frozenset(word for word in _english() if word[0].islower())


_COUNTRIES, _OTHERS = "countries.tsv", "others.tsv"
_DOUBTFUL = "?"
_CAPITALISED = r"[A-Z](?:\.[A-Z]\b)*[^\W\d_]*"
_CAPITALISED_FIRST = re.compile(_CAPITALISED.replace("[A-Z]", r"[A-Z](?<![\w.].)", 1))
_FIRST_WORD = re.compile(rf"{_CAPITALISED}|[^\W\d_]+")
_WORD_END = re.compile(r"(?:e?s)?(?!\w)")
_MONEY = re.compile(r"U\.?S\.?\s?(?:\$|dollar)")
