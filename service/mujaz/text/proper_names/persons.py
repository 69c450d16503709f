"""Finds names of persons by the parts of which they consist."""

from collections.abc import Sequence
from typing import NamedTuple

from mujaz.text.arabic import Word, joined_to, stems_of
from mujaz.text.clitics import ARTICLE
from mujaz.text.proper_names.cues import person_cue
from mujaz.text.proper_names.letters import foreign_looks, spelled_by_letters
from mujaz.text.proper_names.name import Name, NameOrigin
from mujaz.text.proper_names.tables import FATHERS, SERVANT, SONS, Part, tables
from mujaz.types import NameKind, Span

_ALI, _AND = "علي", "و"
_MOST_UNITS = 6
_ENOUGH = 3.0
"""Points that make a name. A first name that is rarely a word gives 2, a last name at least 1, a title 1.5."""
_CERTAINTY = {NameOrigin.PARTS: 0.85, NameOrigin.LETTERS: 0.6}
_LEAST_LETTERS = 4
_LOOKS_FOREIGN, _LOOKS_NATIVE = 3.0, -8.0
"""The least `foreign_looks` of a last name that no table has; the second is for a nisba with its article."""


class _Unit(NamedTuple):
    """One part of a name, of one or more words.

    Args:
        english: Its spelling.
        size: Its number of words.
        points: Its evidence for a name.
        given: Whether a name may begin with it.
        link: Whether it stands only between other parts.
        kind: What a name that begins with it names.
        origin: Where its spelling comes from.
    """

    english: str
    size: int
    points: float
    given: bool = False
    link: bool = False
    kind: NameKind = NameKind.PERSON
    origin: NameOrigin = NameOrigin.PARTS


def person_at(
    text: str, words: Sequence[Word], position: int, stems: Sequence[tuple[int, str]]
) -> tuple[Name, int] | None:
    """Return the name of a person that begins at a word, and its number of words; or a word that is always a name.

    Args:
        text: The text.
        words: Its words.
        position: The index of the first word.
        stems: The `first_stems` of that word.
    """
    word = words[position]
    for taken, stem in stems:
        first = _unit(words, position, stem)
        if first is None or (first.size == 1 and not _may_begin(stem, given=first.given)):
            if tables().is_common(stem):
                break
            continue
        units = _accepted(_units(words, position, first), words, position, stem)
        if units:
            count = sum(unit.size for unit in units)
            joined, start = joined_to(word, taken, text)
            return _name(text, Span(start, words[position + count - 1].end), joined, units), count
        if taken == 0:
            break  # a whole word is not taken apart
    return None


def first_stems(form: str) -> tuple[tuple[int, str], ...]:
    """Return the stems of a word with which a person's name may begin, whatever follows; most words have none."""
    known = tables()
    found = []
    for taken, stem in stems_of(form):
        part = known.part(stem)
        if stem in known.first_of_two or (part is not None and _may_begin(stem, given=part.given)):
            found.append((taken, stem))
        elif known.is_common(stem):
            break
    return tuple(sorted(found, key=_is_rare_whole_word))


def _is_rare_whole_word(stem: tuple[int, str]) -> bool:
    """Return whether a whole word is a name in lists alone: وداني is a last name, and "and Dani" in the news."""
    taken, form = stem
    part = tables().part(form)
    return taken == 0 and part is not None and not part.given and part.share is None


def _is_and_name(form: str) -> bool:
    """Return whether a word is rather "and" with a first name than one name."""
    first = tables().part(form[1:]) if form[0] == _AND else None
    return first is not None and first.given and _is_rare_whole_word((0, form))


def _accepted(units: list[_Unit], words: Sequence[Word], position: int, first: str) -> list[_Unit]:
    """Return the parts if they are enough for a name after the word before it, else none."""
    if not units:
        return []
    if len(units) > 1 or units[0].size > 1:
        points = sum([unit.points for unit in units])
        return units if points >= _ENOUGH or points + person_cue(words, position) >= _ENOUGH else []
    part = tables().part(first)
    if part is None or not part.lone:
        return []
    return [units[0]._replace(kind=NameKind.PERSON if part.given else NameKind.OTHER)]


def _name(text: str, span: Span, joined: str, units: Sequence[_Unit]) -> Name:
    by_letters = any(unit.origin is NameOrigin.LETTERS for unit in units)
    origin = NameOrigin.LETTERS if by_letters else NameOrigin.PARTS
    return Name(
        span=span,
        arabic=span.of(text),
        joined=joined,
        english=" ".join(unit.english for unit in units),
        kind=units[0].kind,
        origin=origin,
        certainty=_CERTAINTY[origin],
    )


def _units(words: Sequence[Word], position: int, first: _Unit) -> list[_Unit]:
    units = [first]
    at = position + first.size
    while at < len(words) and words[at].follows and len(units) < _MOST_UNITS and not _is_and_name(words[at].form):
        unit = _unit(words, at, words[at].form) or _unknown(words[at].form, units)
        if unit is None or (not unit.link and unit.points <= 0):
            break
        units.append(unit)
        at += unit.size
    while units and units[-1].link:
        units.pop()
    return units


def _unknown(form: str, before: Sequence[_Unit]) -> _Unit | None:
    """Return a last name that no table has, after a first name, spelled by its letters."""
    if not before[-1].given or len(form) < _LEAST_LETTERS or tables().is_common(form):
        return None
    article = form.startswith(ARTICLE) and len(form) - 2 >= _LEAST_LETTERS
    stem = form[2:] if article else form
    looks = foreign_looks(form)
    if looks < (_LOOKS_NATIVE if article and form.endswith("ي") else _LOOKS_FOREIGN):
        return None
    english = spelled_by_letters(stem).capitalize()
    return _Unit(f"al-{english}" if article else english, 1, 1.2, origin=NameOrigin.LETTERS) if english else None


def _unit(words: Sequence[Word], at: int, form: str) -> _Unit | None:
    """Return the part of a name that begins at a word, whose form is given without what is joined to its front."""
    known = tables()
    of_two = form in known.first_of_two and at + 1 < len(words) and words[at + 1].follows
    if of_two and (found := _of_two(form, words[at + 1].form)):
        return found
    part = known.part(form)
    if part is None:
        return None
    if words[at].alef and form == _ALI and not (at > 0 and words[at - 1].form in SONS):
        return None  # على is "on", except in بن على
    return _Unit(part.spelled, 1, _points(part, form), given=part.given)


def _of_two(form: str, following: str) -> _Unit | None:
    """Return a part of two words, or one that needs the next word: عبد الله, أبو مازن, آل سعود, بن."""
    known = tables()
    if both := known.part(f"{form} {following}"):
        return _Unit(both.spelled, 2, 2.0, given=True)
    if form == SERVANT and following.startswith(ARTICLE) and (part := known.part(following[2:])):
        return _Unit(f"Abdul {part.english}", 2, 2.0, given=True)
    part = known.part(following)
    if part is None:
        return None
    if form in SONS:
        return _Unit(SONS[form], 1, 0.5, link=True)
    if form in FATHERS:
        return _Unit(f"Abu {part.spelled}", 2, 1.5, given=True)
    return _Unit(f"Al {part.english}", 2, 1.5) if form == ARTICLE else None


def _may_begin(form: str, *, given: bool) -> bool:
    """Return whether a name may begin with a word: not with a title or town; with an article only as a first name."""
    known = tables()
    if "title" in known.cues.get(form, ()) or any(
        entry.kind is not NameKind.PERSON for entry in known.names_alone(form)
    ):
        return False
    return given or not form.startswith(ARTICLE)


def _points(part: Part, form: str) -> float:
    common = tables().is_common(form)
    if part.share is None:
        return 0.8 if common else 1.6
    if part.share >= 7:
        return 2.0
    if part.share >= 3:
        return 1.5
    if part.article:
        return 1.0  # after a first name, السوداني is a last name
    return 0.7 if part.given else (0.2 if common else 1.0)
