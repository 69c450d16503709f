"""Checks whether Basra became Aqaba or a person was left out: names that only one of the two texts has."""

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache

from mujaz.pipeline.guards.finding import name_finding
from mujaz.pipeline.guards.names import countries, english_mentions, known_names
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import Word, stems_of, words_of
from mujaz.text.contains import contains_any
from mujaz.text.folding import fold_text
from mujaz.text.proper_names import Name, NameKind, arabic_words_of_names, english_words_of_names
from mujaz.text.proper_names.sounds import arabic_consonants, english_consonants, likeness
from mujaz.text.proper_names.tables import tables
from mujaz.text.tables import read_table
from mujaz.types import Finding, Severity, Span

_ALIKE = 0.66
"""The least share of common consonants by which a word of the other text may be the name."""
_LEAST_CONSONANTS = 2
_LEAST_CERTAINTY = 0.8
_NOT_DEMANDED = frozenset((NameKind.BODY, NameKind.WORK))
"""Kinds of names that are translated in many ways."""
_BYNAME = frozenset(("the", "of"))
"""Words of names that are told in many ways: Alexander the Great, of Macedon."""
_HIS = ("ه", "\u064b")
"""Endings that a name does not have: بصره is "his sight", not Basra; درعا with its tanwin is a shield."""
_ALSO_WORDS = frozenset(
    fold_text(name) for row in read_table(__package__, "also_words.tsv") for name in row[0].split("|")
)
_NISBA = ("ي", "يه")
_ARABIC_ARTICLE = re.compile(r"\b[AaEe]l[ -]\Z")
_ARTICLE, _ON = "ال", "على"
_DEFINITE = re.compile(r"[وفبك]?(?:ال|لل)\w+")
_FULL_NAME = re.compile(r"\b[A-Z][\w\u00c0-\u024f'’]+(?:[ -](?:al-|bin )?[A-Z][\w\u00c0-\u024f'’]+)+")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation lacks a name, or has a well-known one that nothing in the source sounds like.

    Missing names of bodies and works are not reported; countries have their own detector.
    `docs/decisions/0013-names-shown.md` says how many references have such a finding.
    """
    added = _invented(pair)
    missing = _missing(pair)
    if not missing and not added and (other := _other_last_name(pair) or _told_as_nationality(pair)):
        missing, added = other
    if missing and added:
        message = f"The source says {missing.english}, the translation says {added.of(pair.target.text)}."
        yield name_finding(message, missing.span, added, Severity.WARNING)
    elif added:
        message = f"The translation says {added.of(pair.target.text)}; nothing in the source sounds like it."
        yield name_finding(message, None, added, Severity.WARNING)
    elif missing:
        message = f"The source says {missing.english}; the translation does not."
        yield name_finding(message, missing.span, None, Severity.WARNING)


def _missing(pair: Pair) -> Name | None:
    """The first name of a person or place that the translation lacks in any spelling."""
    text = pair.target.text
    for name in pair.source.names:
        if name.kind in _NOT_DEMANDED or name.certainty < _LEAST_CERTAINTY or name.english in text:
            continue
        if name.arabic.endswith(_HIS) or name.arabic.startswith(_ON) or _is_word(name, pair.source):
            continue
        wanted = _sounds_of(_WORD.findall(name.english), words_of(name.arabic))
        if wanted and not _alike(wanted, pair.target.read(_target_sounds)):
            return name
    return None


def _other_last_name(pair: Pair) -> tuple[Name, Span] | None:
    """The first person whose first name has another last name in the translation: Peter Novak for Peter Hendriks."""
    text = pair.target.text
    for name in pair.source.names:
        if name.kind is not NameKind.PERSON or name.certainty < _LEAST_CERTAINTY or name.english in text:
            continue
        words = _WORD.findall(name.english)
        if len(words) < 2 or words[-1].isupper() or not _BYNAME.isdisjoint(words):  # Ramesses II
            continue
        last = _sounds_of(words[-1:], words_of(name.arabic)[-1:])
        if not last or _alike(last, pair.target.read(_target_sounds)):
            continue
        first = english_consonants(words[0])
        for full in _FULL_NAME.finditer(text):
            *before, told = _WORD.finditer(text, *full.span())
            start = next((word.start() for word in before if english_consonants(word[0]) == first), None)
            sound = english_consonants(told[0])
            if start is None or len(sound) < _LEAST_CONSONANTS:
                continue
            own = _sounds_of((), words_of(name.arabic))
            if not _alike([sound], pair.source.read(_sounds_of_rare_words).union(own)):
                return name, Span(start, full.end())
    return None


def _told_as_nationality(pair: Pair) -> tuple[Name, Span] | None:
    """The first person whose last name, a nisba, became a nationality: "the Tunisian judge Omar" for Omar al-Tounsi."""
    for name in pair.source.names:
        if name.kind is not NameKind.PERSON or name.english in pair.target.text:
            continue
        nisba = next((word for word in words_of(name.arabic)[1:] if word.form.endswith(_NISBA)), None)
        if nisba is None:
            continue
        named = countries() & {country.name for country in known_names(Source(nisba.form))}
        told = next((told for told in pair.target.read(english_mentions) if told.name in named), None)
        if told is None or _ARABIC_ARTICLE.search(pair.target.text, 0, told.span.start):
            continue
        others = Source(pair.source.text[: name.span.start] + pair.source.text[name.span.end :])
        if told.name in {country.name for country in known_names(others)}:
            continue
        rest = Target(pair.target.text[: told.span.start] + pair.target.text[told.span.end :])
        if not _alike(_sounds_of((), [nisba]), rest.read(_target_sounds)):
            return name, told.span
    return None


def _sounds_of_rare_words(source: Source) -> frozenset[str]:
    """The consonants of the words of a source that may be names."""
    return frozenset([arabic_consonants(stem) for stem in source.read(_forms) if not tables().is_common(stem)])


def _sounds_of(english: Iterable[str], arabic: Iterable[Word]) -> list[str]:
    """The consonants of the words of a name in both scripts that are enough to compare."""
    sounds = {english_consonants(word) for word in english}
    sounds |= {arabic_consonants(stem) for word in arabic for _, stem in stems_of(word.form)}
    return [sound for sound in sounds if len(sound) >= _LEAST_CONSONANTS]


def _is_word(name: Name, source: Source) -> bool:
    """Whether a name may be a word: one of the table, or an adjective, as in القط الرمادي, the gray cat."""
    form = fold_text(name.arabic)
    if form in _ALSO_WORDS:
        return True
    if not form.startswith(_ARTICLE) or form.removeprefix(_ARTICLE) not in _ALSO_WORDS or name.joined:
        return False
    before = source.text[: name.span.start].rsplit(" ", 2)[-2:-1]
    return bool(before) and _DEFINITE.fullmatch(fold_text(before[0])) is not None


def _invented(pair: Pair) -> Span | None:
    """The first well-known name of the translation that no word of the source can stand for."""
    known = english_words_of_names()
    for match in pair.target.capitalised:
        word = match[0]
        if word not in known or word in pair.source.text:
            continue
        if f" {word} " in pair.source.read(_english_of):
            continue
        sound = english_consonants(word)
        if len(sound) <= _LEAST_CONSONANTS:
            continue
        if contains_any(pair.source.folded, _in_other_words().get(word, ())):
            continue
        if arabic_words_of_names().get(word, frozenset()) & pair.source.read(_forms):
            continue
        if not _alike([sound], pair.source.read(source_sounds)) and word not in pair.target.read(_country_words):
            return Span(*match.span())
    return None


@cache
def _in_other_words() -> dict[str, tuple[str, ...]]:
    """Arabic words for a name that sound different: المقدسي is "of Jerusalem"."""
    rows = read_table(__package__, "in_other_words.tsv")
    return {english: tuple(map(fold_text, arabic.split("|"))) for english, arabic in rows}


def _alike(sounds: Iterable[str], others: frozenset[str]) -> bool:
    return any(
        sound in others or any(likeness(sound, other) >= _ALIKE for other in others if _may_be_alike(sound, other))
        for sound in sounds
    )


def _may_be_alike(sound: str, other: str) -> bool:
    """Whether the lengths of two strings allow a likeness of `_ALIKE`."""
    return 2 * min(len(sound), len(other)) >= _ALIKE * (len(sound) + len(other))


def _english_of(source: Source) -> str:
    """The English words of all names that are recognised in a source, with a space before and after each."""
    names = [name.english for name in source.names] + [name.name for name in source.read(known_names)]
    return f" {' '.join(names).replace('-', ' ')} "


def _country_words(target: Target) -> frozenset[str]:
    names = [name.span.of(target.text) for name in target.read(english_mentions)]
    return frozenset(word for name in names for word in _WORD.findall(name))


def _target_sounds(target: Target) -> frozenset[str]:
    words = [word for word in _WORD.findall(target.text) if word[0].isupper()]
    pairs = (word + following for word, following in itertools.pairwise(words))
    return frozenset(english_consonants(word) for word in (*words, *pairs))


def _forms(source: Source) -> frozenset[str]:
    """The words of a source, folded, with and without proclitics."""
    return frozenset([stem for form in source.forms for _, stem in stems_of(form)])


def source_sounds(source: Source) -> frozenset[str]:
    """The consonants of each word of a source, alone and with the next word, with and without proclitics."""
    words = source.words
    forms = set(source.read(_forms))
    forms |= {stem[2:] for stem in forms if stem.startswith("ال")}
    forms |= {word.form + following.form for word, following in itertools.pairwise(words)}
    return frozenset(map(arabic_consonants, forms))
