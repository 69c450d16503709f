"""Shows the model the English of a term, or a mark for it, in the Arabic sentence."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.text.glossary import TermMatch
from mujaz.types import Chunk, Span


def substitute(
    segment: PreparedSegment,
    matches: Sequence[TermMatch],
    write: Callable[[TermMatch], str],
    engine: TranslationEngine,
) -> PreparedSegment:
    """The same segment for the model with something else in the place of terms.

    Args:
        segment: The segment; its text stays as it is, so that checks compare with the Arabic.
        matches: The terms in its text. One across the border of two chunks is left as it is.
        write: What to put in the place of each.
        engine: The model, for its pieces and its limit; a chunk that would become too long is left as it is.
    """
    chunks = []
    for part, chunk in zip(segment.parts, segment.chunks, strict=True):
        inside = [match for match in matches if part.start <= match.span.start and match.span.end <= part.end]
        pieces = engine.encode(_written(segment.normalized.text, part, inside, write)) if inside else chunk.pieces
        chunks.append(Chunk(pieces=pieces) if len(pieces) <= engine.max_source_tokens else chunk)
    return replace(segment, chunks=tuple(chunks))


def _written(text: str, part: Span, matches: Sequence[TermMatch], write: Callable[[TermMatch], str]) -> str:
    pieces, position = [], part.start
    for match in matches:
        before = text[position : match.span.start - _letters_before(match, text)]
        joined = f"{match.joined} " if match.joined else ""  # a clitic stands alone before Latin letters
        pieces.append(f"{before}{joined}{write(match)}")
        position = match.span.end
    return "".join([*pieces, text[position : part.end]])


def _letters_before(match: TermMatch, text: str) -> int:
    """How much of the word stands before the term: its clitics, and what is left of an article in `لل`."""
    start = match.span.start
    while start and (text[start - 1].isalpha() or not text[start - 1].isprintable()):
        start -= 1
    return match.span.start - start
