"""Where an English text says a term, and where it says nearly that."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from mujaz.text.glossary.gazetteer import gazetteer_terms
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.types import Span

COPIED, COPIED_SMALL = 0.6, 0.8
"""Similarity from which words are a miscopied term that the model was shown in the source; the second where either
begins with a small letter, as ordinary words look alike sooner (`standard`, Stanford). Measured: docs/evidence.md."""
LEAST_NAME = 4
"""Letters that a name needs for its variants to be looked for; shorter ones resemble too many words."""
LEAST_SOUNDS = 2
LETTERS_FOR_EDIT = 4
"""One letter in this many may differ in a name that sounds different, as in Tehran and Tahran."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_DEMONYM = re.compile(r"(?:i|is|n|ns|an|ans|ian|ians|ese|ish|ites?)$")


def said(target: str, text: str) -> list[Span]:
    """Where a text says a term: as given, but for a capital at the front; a plural or possessive may end it.

    Args:
        target: The English of the term.
        text: English.

    Returns:
        The spans of the term itself, without endings.
    """
    return [Span(*match.span(1)) for match in _said(target).finditer(text)]


def said_of(target: str, text: str) -> list[Span]:
    """Where a text says a word that is made of a term: Iraqi of Iraq, Syrian of Syria."""
    stem = target[:-1] if target.endswith(tuple("aey")) and len(target) > LEAST_NAME else target
    return [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(stem)}\w*", text, re.IGNORECASE)]


def copies_of(target: str, text: str, taken: Collection[Span] = ()) -> list[Span]:
    """The words of a text that are most like a term which the model was to copy; none where none is like enough.

    Args:
        target: The English of the term.
        text: English.
        taken: Words that are something else for sure.
    """
    wanted = target.lower()
    least, best = COPIED, []
    for span in _windows(text, len(_WORD.findall(target))):
        words = span.of(text).lower()
        compared = SequenceMatcher(None, wanted, words, autojunk=False)
        if not _free(span, taken) or not _begin_alike(words, wanted) or compared.quick_ratio() < least:
            continue
        likeness = compared.ratio()
        names = span.of(text)[0].isupper() and target[0].isupper()
        if likeness >= (least if names else max(least, COPIED_SMALL)):
            best, least = [span], likeness + 1e-9
    return best


def _begin_alike(word: str, other: str) -> bool:
    """Whether two words begin with one letter, or with letters that stand for the same one: `Kais` and `Qais`."""
    return word[:1] == other[:1] or (english_sound(word[:1]) == english_sound(other[:1]) != "")


def variants_of(name: str, text: str, taken: Collection[Span] = ()) -> list[Span]:
    """Where a text says a name in another spelling, always the same; none where there are several spellings.

    Names known for something else are none, and neither are words made of the name: `Iran` and `Iraqi` are not `Iraq`.

    Args:
        name: An English name.
        text: English.
        taken: Words that are something else for sure.
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


def names_of_others(text: str, source: str, own: Collection[Span]) -> list[Span]:
    """The names of a text that sound like some other word of its source: `Omar` is of عمر there, and not Amarah.

    Args:
        text: English.
        source: Arabic.
        own: The words of the source that are not others.
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
def _said(target: str) -> re.Pattern[str]:
    first = target[0]
    front = f"[{first}{first.upper()}]" if first.isalpha() and first.upper() != first else re.escape(first)
    return re.compile(rf"(?<!\w)({front}{re.escape(target[1:])})(?:s|es|['’]s?)?(?!\w)")


def _windows(text: str, size: int) -> Iterator[Span]:
    """Stretches of about so many words."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    for length in (size, size + 1, size - 1):
        if length > 0:
            for at in range(len(words) - length + 1):
                yield Span(words[at].start, words[at + length - 1].end)


def _free(span: Span, taken: Collection[Span]) -> bool:
    return all(span.end <= other.start or other.end <= span.start for other in taken)


def _edits(left: Sequence[str], right: Sequence[str]) -> int:
    """Letters to change, add or take out to make one of the other."""
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, start=1):
        before, row[0] = row[0], number
        for at, other in enumerate(right, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != other))
    return row[-1]
