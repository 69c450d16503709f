"""Finds words that look like foreign names and that no table has, spelled by their letters: فليكين, Flekin."""

from collections.abc import Iterator, Sequence
from functools import cache

from mujaz.text.arabic import Word, joined_to, stems_of
from mujaz.text.clitics import ARTICLE, LEAST_STEM
from mujaz.text.folding import fold_text
from mujaz.text.proper_names.letters import foreign_looks, spelled_by_letters
from mujaz.text.proper_names.name import Name, NameKind, NameOrigin
from mujaz.text.proper_names.tables import tables
from mujaz.text.tables import read_text
from mujaz.types import Span

_CERTAINTY = 0.5
_LEAST_LETTERS = 4
_LOOKS_FOREIGN = 5.0
"""The least of `foreign_looks`. Of 31 names of newspapers that the model told wrong, 24 have it."""
_LOOKS_JOINED = 3.0
"""So much more a stem must look foreign than the whole word for what is before it to be joined to it."""
_LOOKS_INFLECTED = 5.0
"""The same for a word that may be an ordinary one with an ending."""
_ENDINGS = ("ا", "ت", "وا", "تا", "ان", "ون", "ين", "تان", "تين", "ات", "يه", "ه", "ها", "هم", "نا")
"""Of verbs, duals, plurals and relations, and possessives."""


def foreign_names(text: str, words: Sequence[Word], taken: Sequence[Span]) -> Iterator[Name]:
    """Yield the words of a segment that look like foreign names.

    Args:
        text: Arabic, normalised.
        words: Its words.
        taken: Spans of what is known: names, words of dictionaries, terms.
    """
    for word in words:
        if len(word.form) < _LEAST_LETTERS or any(word.span.overlaps(span) for span in taken):
            continue
        found = _stem(word.form)
        if found is None:
            continue
        letters, english = found
        joined, start = joined_to(word, letters, text)
        span = Span(start, word.end)
        yield Name(
            span=span,
            arabic=span.of(text),
            joined=joined,
            english=english,
            kind=NameKind.OTHER,
            origin=NameOrigin.LETTERS,
            certainty=_CERTAINTY,
        )


def _stem(form: str) -> tuple[int, str] | None:
    """Return the number of letters joined to the front of a word that looks like a foreign name, and its English."""
    best, looks = None, _LOOKS_FOREIGN
    for taken, stem in stems_of(form):
        if tables().is_common(stem) or stem in _ordinary_words() or _is_future(stem):
            return None
        of_article = stem[0] == "ل" == form[taken - 1 : taken]  # للأردن is ل and الأردن, not ل and a name in لأ
        if len(stem) < _LEAST_LETTERS or stem.startswith(ARTICLE) or of_article or not stem.isalpha():
            continue
        its = foreign_looks(stem)
        if its >= looks + _LOOKS_INFLECTED * _is_inflected(stem):
            best, looks = (taken, stem), its + _LOOKS_JOINED
    if best is None:
        return None
    part = tables().part(best[1])
    english = part.english if part else spelled_by_letters(best[1])
    return (best[0], english[:1].upper() + english[1:]) if english else None


def _is_inflected(stem: str) -> bool:
    """Return whether a word is an ordinary one with an ending: كانت is كان and ت, دراستان the dual of دراسة."""
    bare = [stem.removesuffix(ending) for ending in _ENDINGS if stem.endswith(ending)]
    return any(tables().is_common(form) for word in bare if len(word) >= LEAST_STEM for form in (word, f"{word}ه"))


def _is_future(stem: str) -> bool:
    """Return whether a word is an imperfect with س before it: سيكون."""
    return stem[0] == "س" and stem[1] in "ايتن" and tables().is_common(stem[1:])


@cache
def _ordinary_words() -> frozenset[str]:
    """Return ordinary words whose letters look foreign, from a reading of words that newspapers have."""
    return frozenset(fold_text(read_text(f"{__package__}.lexicon", "looks_foreign.txt")).splitlines())
