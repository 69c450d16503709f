"""Finds the terms of glossaries in an Arabic text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mujaz.text.arabic import Word, stems_of, words_of
from mujaz.text.clitics import ARTICLE
from mujaz.text.folding import fold
from mujaz.text.glossary.forms import Form, forms
from mujaz.text.glossary.whole_words import WHOLE_WORDS
from mujaz.types import Glossary, Span, Term, TermOrigin

_PARTICLE = re.compile("[وف]?(?:على|إلى|الى|لدى|حتى|متى)")
"""Words whose ى does not stand for ي: على is not the name علي."""
_OWN_ALEF = tuple("أإآ")
"""Letters that do not begin an article, but look like it once folded: the first two of ألمانيا are part of the name."""
_SPACES = " \t\u00a0_"
"""What may stand between the words of a term: a low line in hashtags."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LOOSE = frozenset(("", "-"))
"""Gaps that match each other: كوفيد-19 and كوفيد 19 are one term, whichever a glossary has."""
_CACHED_WORDS = 16_384
"""Words whose results are cached, as most words begin no term and come again (docs/evidence.md)."""
_PRECEDENCE = {TermOrigin.REQUEST: 0, TermOrigin.SERVER: 1, TermOrigin.GAZETTEER: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term in a text.

    Args:
        term: The term.
        span: Its position in the text, without what is joined to its front.
        joined: What is joined to its front, without the article: `و`, `ول`; often empty.
        form: How its form in the text differs from that in the glossary.
        origin: Where the term comes from.
    """

    term: Term
    span: Span
    joined: str
    form: Form
    origin: TermOrigin


class _Entry(NamedTuple):
    """A term, looked up by a form of its first word.

    Args:
        term: The term.
        form: How that form differs from the term's own.
        rest: Its other words.
        gaps: What stands before each of its words and after the last one, without spaces.
    """

    term: Term
    form: Form
    rest: tuple[str, ...]
    gaps: tuple[str, ...]


Starts = tuple[tuple[int, _Entry, bool], ...]


class TermMatcher:
    """Finds the terms of one glossary.

    Args:
        terms: The terms.
        origin: Where they come from.
        exact: Whether they are names, which take no endings and no additional article.
    """

    def __init__(self, terms: Iterable[Term], origin: TermOrigin, *, exact: bool = False) -> None:
        self._origin = origin
        self._exact = exact
        self._index: dict[str, list[_Entry]] = {}
        self._starts = lru_cache(maxsize=_CACHED_WORDS)(self.starts)
        for term in terms:
            words = words_of(term.source)
            if words:
                self._add(term, words)

    def find(self, text: str, words: Sequence[Word]) -> list[TermMatch]:
        """Return all matches of terms, which may overlap.

        Args:
            text: Arabic, preferably without vowel signs, such as `Normalized.text`.
            words: Its words.
        """
        starting = [(position, starts) for position, word in enumerate(words) if (starts := self._starts(word.form))]
        return self.found(text, words, starting)

    def found(self, text: str, words: Sequence[Word], starting: Iterable[tuple[int, Starts]]) -> list[TermMatch]:
        """As `find`, if it is known where terms may begin.

        Args:
            text: As for `find`.
            words: Its words.
            starting: The positions of words and the result of `starts` for each, where there is any.
        """
        found = (match for position, starts in starting for match in self._at(words, position, starts, text))
        return [match for match in found if match.span.start < match.span.end]  # a term may be just a vowel sign

    def _add(self, term: Term, words: Sequence[Word]) -> None:
        first, *rest = (word.form for word in words)
        alone = not rest
        others, gaps = tuple(rest), _gaps(term.source, words)
        self._index.setdefault(first, []).append(_Entry(term, Form.BARE, others, gaps))
        if self._exact:
            return
        known = {first}
        article = not term.source.startswith(_OWN_ALEF)
        for form, kind in forms(first, alone=alone, last=alone, article=article):
            if form not in known:
                known.add(form)
                self._index.setdefault(form, []).append(_Entry(term, kind, others, gaps))

    def _at(self, words: Sequence[Word], position: int, starts: Starts, text: str) -> Iterator[TermMatch]:
        word = words[position]
        particle = word.alef and _PARTICLE.fullmatch(text, word.start, word.end) is not None
        for taken, entry, article in starts:
            if particle and not entry.rest and not _PARTICLE.fullmatch(entry.term.source):
                continue
            end = self._end(entry, words, position, text, article=article)
            if end is not None:
                joined, start = _clitics(text, word, taken)
                start = _before(text, start, entry.gaps[0])
                yield TermMatch(
                    term=entry.term,
                    span=Span(start, end),
                    joined=joined,
                    form=entry.form,
                    origin=self._origin,
                )

    def starts(self, word: str) -> Starts:
        """Return the terms that may begin in a word, with the number of letters before them.

        The flag says whether an article that the term lacks stands before it.
        """
        found: list[tuple[int, _Entry, bool]] = []
        index = self._index
        for taken, stem in stems_of(word):
            found += [(taken, entry, False) for entry in index.get(stem, ())]
            if not self._exact and stem.startswith(ARTICLE):
                found += [(taken, entry, True) for entry in index.get(stem[len(ARTICLE) :], ())]
            if stem in index or stem in WHOLE_WORDS:
                break  # a whole word is not taken apart
        return tuple(found)

    def _end(self, entry: _Entry, words: Sequence[Word], position: int, text: str, *, article: bool) -> int | None:
        """Return the end of a term that may begin at a word; None if its other words do not follow."""
        end = words[position].end
        if not entry.rest:
            return _after(text, end, entry.gaps[-1])
        following = words[position + 1 : position + 1 + len(entry.rest)]
        if len(following) < len(entry.rest):
            return None
        for number, (wanted, word) in enumerate(zip(entry.rest, following, strict=True)):
            if not self._fits(word.form, wanted, article, last=number == len(entry.rest) - 1):
                return None
            gap = _gap(text[end : word.start])
            if gap != entry.gaps[number + 1] and not {gap, entry.gaps[number + 1]} <= _LOOSE:
                return None
            end = word.end
        return _after(text, end, entry.gaps[-1])

    def _fits(self, word: str, wanted: str, article: bool, *, last: bool) -> bool:
        if word == wanted:
            return True
        if self._exact:
            return False
        known = _inner_forms(wanted, last)
        return word in known or (article and word.startswith(ARTICLE) and word[len(ARTICLE) :] in known)


def _gaps(source: str, words: Sequence[Word]) -> tuple[str, ...]:
    borders = [0, *(place for word in words for place in (word.start, word.end)), len(source)]
    return tuple(_gap(source[start:end]) for start, end in zip(borders[::2], borders[1::2], strict=True))


def _gap(between: str) -> str:
    """Return what stands between two words, with hyphens for dashes and without spaces."""
    return _DASHES.sub("-", between.strip(_SPACES))


def _before(text: str, start: int, opening: str) -> int:
    """Return the start of a term, before a bracket or quotation mark of its own in front of its first word."""
    return start - len(opening) if text.endswith(opening, 0, start) else start


def _after(text: str, end: int, closing: str) -> int:
    """Return the end of a term, after a bracket or quotation mark of its own behind its last word."""
    return end + len(closing) if text.startswith(closing, end) else end


def match_terms(
    text: str, matchers: Iterable[TermMatcher], words: Sequence[Word] | None = None
) -> tuple[TermMatch, ...]:
    """Return the terms in a text, in order and without overlaps.

    A request's terms win over the server's, and those over the gazetteer's. Among equals the longest wins.

    Args:
        text: As for `TermMatcher.find`.
        matchers: One per glossary.
        words: The words of the text, if they have been read already.
    """
    words = words_of(text) if words is None else words
    return without_overlaps(text, [match for matcher in matchers for match in matcher.find(text, words)])


def without_overlaps(text: str, found: Sequence[TermMatch]) -> tuple[TermMatch, ...]:
    """Return the matches that win, in order; see `match_terms`."""
    if len(found) < 2:
        return tuple(found)
    chosen: list[TermMatch] = []
    taken = bytearray(len(text))
    for match in sorted(found, key=_rank):
        start, end = match.span.start, match.span.end
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda match: match.span))


@lru_cache(maxsize=8)
def matcher_of(glossary: Glossary, origin: TermOrigin) -> TermMatcher:
    """Return the matcher of a glossary. A few are cached, as the articles of a caller mostly share a glossary."""
    return TermMatcher(glossary.terms, origin)


@lru_cache(maxsize=4096)
def _inner_forms(word: str, last: bool) -> frozenset[str]:
    return frozenset(form for form, _ in forms(word, alone=False, last=last))


def _rank(match: TermMatch) -> tuple[int, int, bool, Span]:
    return _PRECEDENCE[match.origin], -len(match.span), match.form is not Form.BARE, match.span


def _clitics(text: str, word: Word, taken: int) -> tuple[str, int]:
    """Return the letters joined to the front of a word, without vowel signs, and the start of the word after them."""
    position, letters = word.start, ""
    while taken and position < word.end:
        if fold(text[position]):
            letters += text[position]
            taken -= 1
        position += 1
    while position < word.end and not fold(text[position]):
        position += 1
    return (letters[:-1] if letters.endswith("لل") else letters), position
