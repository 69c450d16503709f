"""Whether Basra became Aqaba, and whether a person was left out: names that only one of the two texts has."""

import itertools
import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import name_finding
from mujaz.pipeline.guards.names import arabic_names, english_names
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.proper_names import Name, NameKind, arabic_words_of_names, english_words_of_names
from mujaz.text.proper_names.sounds import arabic_consonants, english_consonants, likeness
from mujaz.text.proper_names.words import stems_of, words_of
from mujaz.types import Finding, Severity, Span

_ALIKE = 0.66
"""Share of consonants in common from which a word of the other text may be the name."""
_LEAST_CONSONANTS = 2
_LEAST_CERTAINTY = 0.8
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
_CAPITALISED = re.compile(r"(?<![.!?:\"“(] )(?<!^)\b[A-Z][a-z]{3,}\b")
"""A word in capitals that does not begin a sentence."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation has a well-known name that nothing in the source sounds like, or lacks one.

    Names of bodies are not missed, as they are translated in many ways, and those of countries have a detector of
    their own. `docs/decisions/0013-names-shown.md` says how often references are doubted.
    """
    new = _invented(pair)
    lost = _lost(pair)
    if lost and new:
        message = f"The source says {lost.english}, the translation says {new.of(pair.target.text)}."
        yield name_finding(message, lost.span, new, Severity.WARNING)
    elif new:
        message = f"The translation says {new.of(pair.target.text)}; nothing in the source sounds like it."
        yield name_finding(message, None, new, Severity.WARNING)
    elif lost:
        message = f"The source says {lost.english}; the translation does not."
        yield name_finding(message, lost.span, None, Severity.WARNING)


def _lost(pair: Pair) -> Name | None:
    """The first name of a person or place that the translation has in no spelling."""
    told = _told_sounds(pair.target)
    text = pair.target.text
    for name in pair.source.names:
        if name.kind is NameKind.BODY or name.certainty < _LEAST_CERTAINTY or name.english in text:
            continue
        sounds = {english_consonants(word) for word in _WORD.findall(name.english)}
        sounds |= {arabic_consonants(stem) for word in words_of(name.arabic) for _, stem in stems_of(word.form)}
        wanted = [sound for sound in sounds if len(sound) >= _LEAST_CONSONANTS]
        if wanted and not any(likeness(sound, other) >= _ALIKE for sound in wanted for other in told):
            return name
    return None


def _invented(pair: Pair) -> Span | None:
    """The first well-known name of the translation that no word of the source can be."""
    text, known = pair.target.text, english_words_of_names()
    sounds: frozenset[str] | None = None
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if word not in known or word in pair.source.text:
            continue
        sound = english_consonants(word)
        if len(sound) <= _LEAST_CONSONANTS or word in _words_of(pair.source) or word in _countries(pair.target):
            continue
        if arabic_words_of_names().get(word, frozenset()) & pair.source.read(_forms):
            continue
        sounds = pair.source.read(_said_sounds) if sounds is None else sounds
        if not any(likeness(sound, other) >= _ALIKE for other in sounds):
            return Span(*match.span())
    return None


def _words_of(source: Source) -> frozenset[str]:
    """The English words of the names of a source, by all that is known of it."""
    return source.read(_english_of)


def _english_of(source: Source) -> frozenset[str]:
    names = [name.english for name in source.names] + [name.name for name in arabic_names(source.text)]
    return frozenset(word for name in names for word in _WORD.findall(name))


def _countries(target: Target) -> frozenset[str]:
    return target.read(_country_words)


def _country_words(target: Target) -> frozenset[str]:
    return frozenset(word for name in english_names(target.text) for word in _WORD.findall(name.span.of(target.text)))


def _told_sounds(target: Target) -> frozenset[str]:
    return target.read(_english_sounds)


def _english_sounds(target: Target) -> frozenset[str]:
    words = [word for word in _WORD.findall(target.text) if word[0].isupper()]
    pairs = (left + right for left, right in itertools.pairwise(words))
    return frozenset(english_consonants(word) for word in (*words, *pairs))


def _forms(source: Source) -> frozenset[str]:
    """The words of a source, folded, with and without what is joined to their front."""
    return frozenset(stem for word in words_of(source.text) for _, stem in stems_of(word.form))


def _said_sounds(source: Source) -> frozenset[str]:
    """The consonants of each word of a source, alone and with the next one, with and without what is joined to it."""
    words = words_of(source.text)
    forms = set(source.read(_forms))
    forms |= {stem[2:] for stem in forms if stem.startswith("ال")}
    forms |= {left.form + right.form for left, right in itertools.pairwise(words)}
    return frozenset(map(arabic_consonants, forms))
