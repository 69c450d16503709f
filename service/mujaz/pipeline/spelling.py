"""Finds a term in an English text, exactly, in a derived form, miscopied, or in another spelling."""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from mujaz.text.glossary.gazetteer import gazetteer_terms
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.types import Span

COPIED, COPIED_SMALL = 0.6, 0.8
"""Words that are at least this similar to a term which the model was shown are a wrong copy of it. The second applies
where either begins with a small letter, because ordinary words are more often alike by chance (`standard`, Stanford).
Measured: docs/evidence.md."""
BEHEADED = 0.75
"""The same for two names that begin otherwise, as `Linesia` does where the first piece of Polynesia was left out."""
LEAST_NAME = 4
"""Variants are searched only for names of at least this many letters; shorter ones resemble too many words."""
LEAST_SOUNDS = 2
LETTERS_FOR_EDIT = 4
"""One letter in this many may differ where two spellings sound different, as Tehran and Tahran do."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_DEMONYM = re.compile(r"(?:i|is|n|ns|an|ans|ian|ians|ese|ish|ites?)$")


def find_exact(target: str, text: str) -> list[Span]:
    """Finds a term in a text. Its first letter may be a capital, and a plural or possessive ending may follow.

    Args:
        target: The English of the term.
        text: The English text.

    Returns:
        The spans of the term, without endings.
    """
    return [Span(*match.span(1)) for match in _pattern_of(target).finditer(text)]


def find_derived(target: str, text: str) -> list[Span]:
    """Finds the words in a text that are derived from a term: Iraqi from Iraq, Syrian from Syria."""
    stem = target[:-1] if target.endswith(tuple("aey")) and len(target) > LEAST_NAME else target
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(stem)}\w*", text, re.IGNORECASE)]


def find_copies(target: str, text: str, taken: Collection[Span] = ()) -> list[Span]:
    """Finds the words in a text that are most similar to a term which the model should have copied.

    Args:
        target: The English of the term.
        text: The English text.
        taken: The spans of words that are known to be something else.

    Returns:
        One span, or none where no words are similar enough.
    """
    wanted = target.lower()
    least, best = COPIED, []
    for span in _windows(text, len(_WORD.findall(target))):
        words = span.of(text).lower()
        matcher = SequenceMatcher(None, wanted, words, autojunk=False)
        are_names = span.of(text)[0].isupper() and target[0].isupper()
        begin_alike = _begin_alike(words, wanted)
        if not _free(span, taken) or not (begin_alike or are_names) or matcher.quick_ratio() < least:
            continue
        enough = BEHEADED if not begin_alike else COPIED if are_names else COPIED_SMALL
        similarity = matcher.ratio()
        if similarity >= max(least, enough):
            best, least = [span], similarity + 1e-9
    return best


def _begin_alike(word: str, other: str) -> bool:
    """Tells whether two words begin with the same letter or with letters that sound the same, as `Kais` and `Qais`."""
    return word[:1] == other[:1] or (english_sound(word[:1]) == english_sound(other[:1]) != "")


def find_variants(name: str, text: str, taken: Collection[Span] = ()) -> list[Span]:
    """Finds a name in another spelling.

    Other known names and words derived from the name are not variants: neither `Iran` nor `Iraqi` is one of `Iraq`.

    Args:
        name: The English name.
        text: The English text.
        taken: The spans of words that are known to be something else.

    Returns:
        The spans of the variant; none where the text has more than one variant.
    """
    wanted = name.split()
    if len(name) < LEAST_NAME or not name[0].isupper():
        return []
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    places = [
        Span(words[at].start, words[at + len(wanted) - 1].end)
        for at in range(len(words) - len(wanted) + 1)
        if all(_is_variant(wanted[number], words[at + number].of(text)) for number in range(len(wanted)))
    ]
    known = _known_names()
    found = [place for place in places if _free(place, taken) and place.of(text).lower() not in known]
    return found if len({place.of(text) for place in found}) == 1 else []


def find_names_of_others(text: str, source: str, own: Collection[Span]) -> list[Span]:
    """Finds the names in a text that sound like another word of its source: with عمر there, `Omar` is not Amarah.

    Args:
        text: The English text.
        source: The Arabic text.
        own: The spans of the words in the source that are not compared: those of the name itself.
    """
    words = (match for match in _ARABIC_WORD.finditer(source) if _free(Span(*match.span()), own))
    sounds = {sound for word in words for sound in arabic_sounds(word.group()) if len(sound) >= LEAST_SOUNDS}
    spans = (Span(*match.span()) for match in _WORD.finditer(text) if match.group()[0].isupper())
    return [span for span in spans if english_sound(span.of(text)) in sounds]


def _is_variant(name: str, word: str) -> bool:
    if word == name:
        return True
    small, wanted = word.lower(), name.lower()
    if not word[0].isupper() or len(word) < LEAST_NAME or _is_made_of(small, wanted):
        return False
    if small[0] != wanted[0] and english_sound(small[0]) != english_sound(wanted[0]):
        return False
    sound = english_sound(wanted)
    if len(sound) >= LEAST_SOUNDS and english_sound(small) == sound:
        return SequenceMatcher(None, small, wanted, autojunk=False).ratio() >= COPIED
    return small[0] == wanted[0] and _edits(small, wanted) <= len(wanted) // LETTERS_FOR_EDIT


def _is_made_of(word: str, name: str) -> bool:
    ending = _DEMONYM.search(word)
    stem = name[: max(3, len(name) - 2)]
    return word.startswith(stem) and ending is not None and not name.endswith(ending.group())


@cache
def _known_names() -> frozenset[str]:
    names = {term.target.lower() for term in gazetteer_terms()}
    return frozenset(names | {word for name in names for word in name.split() if len(name.split()) > 1})


@lru_cache(maxsize=4096)
def _pattern_of(target: str) -> re.Pattern[str]:
    first = target[0]
    front = f"[{first}{first.upper()}]" if first.isalpha() and first.upper() != first else re.escape(first)
    return re.compile(rf"(?<!\w)({front}{re.escape(target[1:])})(?:s|es|['’]s?)?(?!\w)")


def _windows(text: str, size: int) -> Iterator[Span]:
    """Yields the spans of all runs of `size` words, then of one word more, then of one less."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    for length in (size, size + 1, size - 1):
        if length > 0:
            for at in range(len(words) - length + 1):
                yield Span(words[at].start, words[at + length - 1].end)


def _free(span: Span, taken: Collection[Span]) -> bool:
    return not any(map(span.overlaps, taken))


def _edits(one: str, two: str) -> int:
    """Returns the Levenshtein distance of two words."""
    row = list(range(len(two) + 1))
    for number, letter in enumerate(one, start=1):
        before, row[0] = row[0], number
        for at, other in enumerate(two, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != other))
    return row[-1]
