"""Finds the words of a translation that translate a given part of its source."""

import re
from collections.abc import Iterator, Sequence

from mujaz.text.words import ARTICLES, FUNCTION_WORDS
from mujaz.types import Span

_WORD = re.compile(r"[#@$€£]?\w(?:\S*[\w%])?%?")


class Words:
    """The words of one translated block.

    Args:
        text: The translation.
        source_chars: The length of its source in characters.
    """

    def __init__(self, text: str, source_chars: int) -> None:
        self.text = text
        self._scale = len(text) / max(1, source_chars)
        self._places = [Span(*match.span()) for match in _WORD.finditer(text)]
        self._keys = [place.of(text).casefold() for place in self._places]

    def place(self, alone: str, start: int, end: int, within: Span, taken: Sequence[Span]) -> Span:
        """Finds the place of an element.

        Args:
            alone: The translation of its text by itself.
            start: Where the element starts in the source.
            end: Where it ends in the source.
            within: The span in which its place must be.
            taken: The places of other elements.

        Returns:
            The span of the same words, else of similar or some of them, else of words at about the same relative
            position. Empty if no word is free.
        """
        expected = (start + end) / 2 * self._scale
        keys = [match[0].casefold() for match in _WORD.finditer(alone)]
        width = max(1, round((end - start) * self._scale))
        choices = (
            self._same(keys),
            self._same(_bare(keys)),
            self._similar(keys),
            self._longest_runs(keys),
            self._near(expected, width),
        )
        for choice in choices:
            free = [span for span in choice if _is_free(span, within, taken)]
            if free:
                return min(free, key=lambda span: abs((span.start + span.end) / 2 - expected))
        return self.mark(end, within, taken)

    def mark(self, position: int, within: Span, taken: Sequence[Span]) -> Span:
        """Finds the place of an empty element: between two words, inside none of the taken spans."""
        expected = position * self._scale
        borders = [within.start, *(place.start for place in self._places), within.end]
        free = [
            border
            for border in borders
            if within.start <= border <= within.end and not any(span.start < border < span.end for span in taken)
        ]
        nearest = min(free, key=lambda border: abs(border - expected))
        return Span(nearest, nearest)

    def _same(self, keys: Sequence[str]) -> Iterator[Span]:
        size = len(keys)
        if size:
            for first in range(len(self._keys) - size + 1):
                if self._keys[first] == keys[0] and self._keys[first : first + size] == keys:
                    yield Span(self._places[first].start, self._places[first + size - 1].end)

    def _similar(self, keys: Sequence[str]) -> Iterator[Span]:
        """Runs of the same number of words that start and end with a wanted word and consist mostly of wanted words."""
        size, wanted = len(keys), set(keys)
        known = [key in wanted for key in self._keys]
        for first in range(len(known) - size + 1) if size > 1 else ():
            last = first + size - 1
            if known[first] and known[last] and sum(known[first : last + 1]) > size / 2:
                yield Span(self._places[first].start, self._places[last].end)

    def _longest_runs(self, keys: Sequence[str]) -> Iterator[Span]:
        """The longest runs of wanted words, function words excluded."""
        wanted, runs = set(keys) - FUNCTION_WORDS, list[Span]()
        for key, place in zip(self._keys, self._places, strict=True):
            if key in wanted:
                joins = bool(runs) and not self.text[runs[-1].end : place.start].strip()
                start = runs.pop().start if joins else place.start
                runs.append(Span(start, place.end))
        longest = max((span.end - span.start for span in runs), default=0)
        return iter([span for span in runs if span.end - span.start == longest])

    def _near(self, expected: float, width: int) -> Iterator[Span]:
        near = [place for place in self._places if abs((place.start + place.end) / 2 - expected) <= width / 2]
        if near:
            yield Span(near[0].start, near[-1].end)
        yield from self._places


def _bare(keys: Sequence[str]) -> Sequence[str]:
    return keys[1:] if keys and keys[0] in ARTICLES else []


def _is_free(span: Span, within: Span, taken: Sequence[Span]) -> bool:
    inside = within.start <= span.start and span.end <= within.end
    return inside and not any(span.overlaps(other) for other in taken)
