"""Finds sports clubs whose names are also ordinary words, in segments about sport: العين is an eye elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from mujaz.text.arabic import Word, Words, joined_to, stems_of
from mujaz.text.clitics import ARTICLE
from mujaz.text.folding import fold_text
from mujaz.text.proper_names.cues import has_cue, is_cue
from mujaz.text.proper_names.find import BY_CUE
from mujaz.text.proper_names.name import Name, NameOrigin
from mujaz.text.proper_names.tables import Entry, rows, tables
from mujaz.types import NameKind, Span

_CLUB, _SURE, _MOSTLY, _MATCH, _PLACE = "club", "surely_club", "mostly_club", "match", "place"
"""The cue that these names need elsewhere, and classes of `cues.tsv`."""
_BETWEEN = frozenset(("و", "،", ",", "-", "أمام", "امام", "ضد", "على", "مع"))
"""What stands between two clubs of a match or a list."""
_PREPOSITIONS = frozenset("علي امام مع من الي بين".split())
_THE_CLUB, _AND = "النادي", "و"
_FEMININE = "ه"
"""The end of an adjective of العين, the eye; clubs are masculine."""
_JOINED = ("", "و", "ف", "ل", "ول", "فل")
"""What is joined to clubs; بالاتفاق and بالتعاون are ordinary words."""


class _Possible(NamedTuple):
    """A club of the tables that needs a cue.

    Args:
        name: Its name.
        position: The index of its first word.
        stem: That word without what is joined to its front.
    """

    name: Name
    position: int
    stem: str


def namesakes(texts: Iterable[Words]) -> dict[str, str]:
    """Return the English of clubs that an article spells otherwise than the tables, by the English in the tables.

    الأهلي is Al Ahly in Cairo and Al-Ahli in Jeddah.

    Args:
        texts: The words of each segment of the article.
    """
    said = Counter(stem for words in texts for form in words.forms for _, stem in stems_of(form))
    return {
        english: other
        for _, english, other, own_words, other_words in rows("namesakes.tsv")
        if _count(said, other_words) > _count(said, own_words)
    }


def _count(said: Mapping[str, int], words: str) -> int:
    return sum(said.get(word, 0) for word in fold_text(words).split())


def with_clubs(
    text: str, names: tuple[Name, ...], words: Sequence[Word], spelled: Mapping[str, str] = MappingProxyType({})
) -> tuple[Name, ...]:
    """Return the names of a segment about sport, with the clubs whose names are also ordinary words, in order.

    Some of these, as الهلال, are hardly ever words there. Others, as الاتحاد, the federation, need a word of matches
    before them or another club beside them, or at least in the segment.

    Args:
        text: The segment.
        names: The names that were found in it.
        words: Its words.
        spelled: The `namesakes` of the article.
    """
    possible = [one for one in _possible(text, words) if _may_stand(words, one)]
    found = [
        one.name
        for one in possible
        if not any(one.name.span.overlaps(name.span) for name in names) and _is_club(text, words, one, possible)
    ]
    if not found and not spelled:
        return names
    return tuple(sorted((_spelled(name, spelled) for name in (*names, *found)), key=lambda name: name.span))


def _spelled(name: Name, spelled: Mapping[str, str]) -> Name:
    if name.certainty != BY_CUE or name.english not in spelled:
        return name  # الأهلي المصري says which one it is
    return replace(name, english=spelled[name.english])


def _possible(text: str, words: Sequence[Word]) -> Iterator[_Possible]:
    """Yield the clubs of the tables that need a cue, whatever stands around them."""
    end = 0
    for position in range(len(words)):
        if position >= end and (found := _entry_at(words, position)):
            letters, stem, entry = found
            joined, start = joined_to(words[position], letters, text)
            end = position + 1 + len(entry.rest)
            span = Span(start, words[end - 1].end)
            name = Name(
                span=span,
                arabic=span.of(text),
                joined=joined,
                english=entry.english,
                kind=NameKind.BODY,
                origin=NameOrigin.LEXICON,
                certainty=BY_CUE,
            )
            yield _Possible(name, position, stem)


def _entry_at(words: Sequence[Word], position: int) -> tuple[int, str, Entry] | None:
    """Return the club at a word, after the number of letters joined to its front and its stem."""
    for letters, stem in stems_of(words[position].form):
        if not tables().begins_name(stem):
            continue
        following = words[position + 1].form if position + 1 < len(words) else ""
        for entry in tables().names_from(stem, following):
            rest = words[position + 1 : position + 1 + len(entry.rest)]
            alone = not entry.rest and not stem.startswith(ARTICLE)  # ليون may be the city
            if entry.cue == _CLUB and not alone and [word.form for word in rest if word.follows] == list(entry.rest):
                return letters, stem, entry
    return None


def _may_stand(words: Sequence[Word], one: _Possible) -> bool:
    """Return whether a possible club is no place, and no adjective or noun with one: الاتحاد الدولي."""
    at = one.position
    following = words[at + 1].form if at + 1 < len(words) and words[at + 1].follows else ""
    described = following.startswith(ARTICLE)
    if has_cue(_PLACE, words, at):
        return False
    if " " in one.name.arabic or _after_the_club(words, at):
        return True
    if _is(_SURE, one):
        return not (described and following.endswith(_FEMININE))
    if described or one.name.joined not in _JOINED:
        return False
    before = words[at - 1] if at and words[at].follows and not one.name.joined else None
    if before is None or before.form in _PREPOSITIONS or is_cue(_MATCH, before):
        return True
    return not any(stem.startswith(ARTICLE) for _, stem in stems_of(before.form))


def _is_club(text: str, words: Sequence[Word], one: _Possible, clubs: Sequence[_Possible]) -> bool:
    """Return whether a possible club is one.

    Args:
        text: The text.
        words: Its words.
        one: The possible club.
        clubs: All possible clubs.
    """
    if " " in one.name.arabic or _is(_SURE, one) or _after_the_club(words, one.position) or _after_match(words, one):
        return True
    if _is(_MOSTLY, one) and not one.name.joined.startswith(_AND) and any(_is(_SURE, other) for other in clubs):
        return True
    pairs = (sorted((one.name.span, other.name.span)) for other in clubs if other is not one)
    return any(text[first.end : second.start].strip() in _BETWEEN for first, second in pairs)


def _is(club: str, one: _Possible) -> bool:
    """Return whether a possible club is of a class of `cues.tsv`."""
    return club in tables().cues.get(one.stem, ())


def _after_the_club(words: Sequence[Word], position: int) -> bool:
    before = words[position - 1] if position and words[position].follows else None
    return before is not None and any(stem == _THE_CLUB for _, stem in stems_of(before.form))


def _after_match(words: Sequence[Word], one: _Possible) -> bool:
    """Return whether a word of matches stands before a club, alone or with a preposition: تغلب على الشباب."""
    at = one.position
    if one.name.joined:
        return False
    if has_cue(_MATCH, words, at):
        return True
    return bool(at) and words[at].follows and words[at - 1].form in _PREPOSITIONS and has_cue(_MATCH, words, at - 1)
