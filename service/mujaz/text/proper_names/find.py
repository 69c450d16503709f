"""Finds the proper names of a text: whole names of the tables, names of persons by their parts, and abbreviations."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mujaz.text.arabic import PER_FORM, Word, Words, joined_to, stems_of
from mujaz.text.proper_names.cues import has_cue
from mujaz.text.proper_names.initials import initials_in
from mujaz.text.proper_names.letters import foreign_looks, spelled_by_letters
from mujaz.text.proper_names.name import Name, NameOrigin
from mujaz.text.proper_names.persons import first_stems, person_at
from mujaz.text.proper_names.tables import Entry, tables
from mujaz.text.proper_names.titles import has_subtitle, is_title
from mujaz.types import NameKind, Span

_ANY_WORD = "محمد"
_MOSTLY = 7
"""Of ten places of a word so many are names where it makes the next word a last name."""
_ALI = "علي"
_SURELY_ALI = 2
"""على, as Egypt spells علي, begins a name only before as many other words of it: على ريال مدريد is "on Real Madrid"."""
WHOLE, BY_CUE = 0.97, 0.93
"""Share of whole names found, without and with a cue, that are in the reference; measured on the development news."""


def names_in(text: str, words: Words) -> tuple[Name, ...]:
    """Return the names of one segment, read by itself, in order and without overlaps.

    Precision comes first: a possible ordinary word is no name unless the words around it show that it is one.

    Args:
        text: Arabic, normalised.
        words: Its words.
    """
    names = list(_names(text, words))
    initials = [one for one in initials_in(text, words) if not any(one.span.overlaps(name.span) for name in names)]
    return tuple(sorted((*names, *initials), key=lambda name: name.span)) if initials else tuple(names)


def read_tables() -> None:
    """Read the tables ahead of the first request, as this takes some 0.25 seconds of processor time."""
    tables()
    spelled_by_letters(_ANY_WORD)
    foreign_looks(_ANY_WORD)


def _names(text: str, words: Words) -> Iterator[Name]:
    end = 0
    for position, begins in words.having(_beginning):
        if position < end:
            continue
        found = _whole_name(text, words, position, begins.whole) if begins.whole else None
        found = found or (person_at(text, words, position, begins.person) if begins.person else None)
        if found:
            name, count = found
            yield name
            end = position + count


def _whole_name(text: str, words: Sequence[Word], position: int, begins: "_Whole") -> tuple[Name, int] | None:
    """Return the longest name of the tables that begins at a word, and its number of words."""
    word, following = words[position], words[position + 1].form if position + 1 < len(words) else ""
    longer = following in begins.seconds
    for entry in tables().names_from(begins.stem, following) if longer else begins.alone:
        if entry.rest and not _goes_on(entry, text, words, position):
            continue
        if not entry.rest and (word.alef or (entry.kind is NameKind.BODY and _is_last_name(words, position))):
            continue
        if word.alef and begins.stem == _ALI and len(entry.rest) < _SURELY_ALI:
            continue
        joined, start = joined_to(word, begins.taken, text)
        count = 1 + len(entry.rest)
        span = Span(start, words[position + count - 1].end)
        if entry.cue and not _is_announced(entry, text, words, position, span):
            continue
        return Name(
            span=span,
            arabic=span.of(text),
            joined=joined,
            english=entry.english,
            kind=entry.kind,
            origin=NameOrigin.LEXICON,
            certainty=BY_CUE if entry.cue else WHOLE,
        ), count
    return None


class _Whole(NamedTuple):
    """The stem of a word with which whole names of the tables begin.

    Args:
        taken: The number of letters joined to its front.
        stem: The stem.
        alone: The names that consist of it.
        seconds: The second words of the others. Most words that may begin a name have another word behind them.
    """

    taken: int
    stem: str
    alone: tuple[Entry, ...]
    seconds: frozenset[str]


class _Beginning(NamedTuple):
    """The stems of a word with which a name may begin.

    Args:
        whole: The stem with which whole names of the tables begin, or None.
        person: The stems with which names of persons begin, each with the number of letters joined to its front.
    """

    whole: _Whole | None
    person: tuple[tuple[int, str], ...]


@PER_FORM.reader
def _beginning(form: str) -> _Beginning | None:
    """Return how a name may begin with a word; None for most words, which begin none."""
    if not any(tables().may_begin(stem) for _, stem in stems_of(form)):
        return None
    whole, person = _whole_stem(form), first_stems(form)
    return _Beginning(whole, person) if whole or person else None


def _whole_stem(form: str) -> _Whole | None:
    for taken, stem in stems_of(form):
        if tables().begins_name(stem):
            return _Whole(taken, stem, tables().names_alone(stem), tables().second_words(stem))
        if tables().is_common(stem):
            break  # a common word is not taken apart
    return None


def _is_last_name(words: Sequence[Word], position: int) -> bool:
    """Return whether a first name stands before a word: Thomas Wagner is not of the Wagner Group."""
    if not position or not words[position].follows:
        return False
    before = words[position - 1]
    part = None if before.alef or tables().is_common(before.form) else tables().part(before.form)
    return part is not None and (part.given or part.lone) and (part.share or 0) >= _MOSTLY


def _is_announced(entry: Entry, text: str, words: Sequence[Word], position: int, span: Span) -> bool:
    """Return whether what stands around a name that is also an ordinary phrase shows that it is a name."""
    if entry.kind is NameKind.WORK:
        return is_title(text, words, position, span)
    return has_cue(entry.cue, words, position)


def _goes_on(entry: Entry, text: str, words: Sequence[Word], position: int) -> bool:
    """Return whether the other words of a name follow its first one; within a title stand colons as well."""
    following = words[position + 1 : position + 1 + len(entry.rest)]
    if [word.form for word in following] != list(entry.rest):
        return False
    if all(word.follows for word in following):
        return True
    return entry.kind is NameKind.WORK and has_subtitle(text[words[position].start : following[-1].end])
