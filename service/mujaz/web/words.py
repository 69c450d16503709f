"""Where in a translation the words are that a stretch of its source became."""

import re
from collections.abc import Iterator, Sequence

from mujaz.text.words import ARTICLES, FUNCTION_WORDS
from mujaz.types import Span

_WORD = re.compile(r"[#@$€£]?\w(?:\S*[\w%])?%?")


class Words:
    """The words of one translated block.

    Args:
        text: The translation.
        source_chars: How long its source is.
    """

    def __init__(self, text: str, source_chars: int) -> None:
        self.text = text
        self._scale = len(text) / max(1, source_chars)
        self._places = [Span(*match.span()) for match in _WORD.finditer(text)]
        self._keys = [place.of(text).casefold() for place in self._places]

    def place(self, alone: str, start: int, end: int, within: Span, taken: Sequence[Span]) -> Span:
        """Where an element goes.

        Args:
            alone: The translation of its words by themselves.
            start: Where it begins in the source.
            end: Where it ends.
            within: Where it must be.
            taken: Where others are.

        Returns:
            The same words, else the nearest of them, else what stands about there in proportion; empty where there is
            no free word left.
        """
        expected = (start + end) / 2 * self._scale
        keys = [match[0].casefold() for match in _WORD.finditer(alone)]
        width = max(1, round((end - start) * self._scale))
        choices = (
            self._same(keys),
            self._same(_bare(keys)),
            self._like(keys),
            self._some(keys),
            self._about(expected, width),
        )
        for choice in choices:
            free = [span for span in choice if _is_free(span, within, taken)]
            if free:
                return min(free, key=lambda span: abs((span.start + span.end) / 2 - expected))
        return self.mark(end, within, taken)

    def mark(self, position: int, within: Span, taken: Sequence[Span]) -> Span:
        """A place between two words for what stands at a position of the source, in no other element."""
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

    def _like(self, keys: Sequence[str]) -> Iterator[Span]:
        """Stretches as long that begin and end with one of the words in question and have most of them."""
        size, wanted = len(keys), set(keys)
        known = [key in wanted for key in self._keys]
        for first in range(len(known) - size + 1) if size > 1 else ():
            last = first + size - 1
            if known[first] and known[last] and sum(known[first : last + 1]) > size / 2:
                yield Span(self._places[first].start, self._places[last].end)

    def _some(self, keys: Sequence[str]) -> Iterator[Span]:
        """The longest stretches of words that all are among those in question."""
        wanted, runs = set(keys) - FUNCTION_WORDS, list[Span]()
        for key, place in zip(self._keys, self._places, strict=True):
            if key in wanted:
                joins = bool(runs) and not self.text[runs[-1].end : place.start].strip()
                start = runs.pop().start if joins else place.start
                runs.append(Span(start, place.end))
        most = max((span.end - span.start for span in runs), default=0)
        return iter([span for span in runs if span.end - span.start == most])

    def _about(self, expected: float, width: int) -> Iterator[Span]:
        near = [place for place in self._places if abs((place.start + place.end) / 2 - expected) <= width / 2]
        if near:
            yield Span(near[0].start, near[-1].end)
        yield from self._places


def _bare(keys: Sequence[str]) -> Sequence[str]:
    return keys[1:] if keys and keys[0] in ARTICLES else []


def _is_free(span: Span, within: Span, taken: Sequence[Span]) -> bool:
    inside = within.start <= span.start and span.end <= within.end
    return inside and not any(span.overlaps(other) for other in taken)
