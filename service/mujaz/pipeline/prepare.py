"""From a source text to segments, and from segments to chunks that fit the model."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from mujaz.engines.base import TranslationEngine
from mujaz.text.chunk import chunk
from mujaz.text.normalize import Normalized, normalize
from mujaz.text.scripts import has_arabic
from mujaz.text.segment import segment
from mujaz.types import Chunk, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSegment:
    """A source segment on its way to the model.

    Args:
        source: Where it stands in the source text.
        normalized: Its text, normalised, with the way back.
        parts: Where its chunks stand in the normalised text; none where there is nothing to translate.
        chunks: What the model is given for each part.
    """

    source: Span
    normalized: Normalized
    parts: tuple[Span, ...]
    chunks: tuple[Chunk, ...]


def prepare(text: str, engine: TranslationEngine) -> tuple[PreparedSegment, ...]:
    """Cuts a source text into segments and these into chunks.

    Args:
        text: The source text; may be empty.
        engine: The model that will translate it, for its pieces and its limit.

    Returns:
        Every segment of the text, in order.
    """
    return tuple(_prepare_segment(text, span, engine) for span in segment(text))


def cut_smaller(prepared: PreparedSegment, which: Collection[Span], engine: TranslationEngine) -> PreparedSegment:
    """The same segment with some of its parts cut into parts of at most half their pieces, mostly three.

    Args:
        prepared: The segment.
        which: The parts to cut.
        engine: The model, for its pieces.
    """
    text = prepared.normalized.text
    parts: list[Span] = []
    for span, whole in zip(prepared.parts, prepared.chunks, strict=True):
        parts += _cut_part(text, span, whole, engine) if span in which else [span]
    chunks = tuple(Chunk(pieces=engine.encode(part.of(text))) for part in parts)
    return replace(prepared, parts=tuple(parts), chunks=chunks)


def _cut_part(text: str, span: Span, whole: Chunk, engine: TranslationEngine) -> list[Span]:
    half = max(1, -(-len(whole.pieces) // 2))
    smaller = chunk(span.of(text), max_tokens=half, count_tokens=lambda part: len(engine.encode(part)))
    return [part.shift(span.start) for part in smaller]


def _prepare_segment(text: str, span: Span, engine: TranslationEngine) -> PreparedSegment:
    normalized = normalize(span.of(text))
    if not has_arabic(normalized.text):
        return PreparedSegment(source=span, normalized=normalized, parts=(), chunks=())
    return _cut(span, normalized, engine, engine.max_source_tokens)


def _cut(source: Span, normalized: Normalized, engine: TranslationEngine, max_tokens: int) -> PreparedSegment:
    text = normalized.text
    parts = [Span(0, len(text))]
    pieces = [engine.encode(text)]
    if len(pieces[0]) > max_tokens:
        parts = chunk(text, max_tokens=max_tokens, count_tokens=lambda part: len(engine.encode(part)))
        pieces = [engine.encode(part.of(text)) for part in parts]
    chunks = tuple(Chunk(pieces=each) for each in pieces)
    return PreparedSegment(source=source, normalized=normalized, parts=tuple(parts), chunks=chunks)


def with_text(prepared: PreparedSegment, shown: Normalized, engine: TranslationEngine) -> PreparedSegment:
    """The same segment with another text for the model.

    Args:
        prepared: The segment.
        shown: The text for the model, with the way back to the segment's own.
        engine: The model, for its pieces and its limit.
    """
    return _cut(prepared.source, shown, engine, engine.max_source_tokens)


def with_own_text(shown: PreparedSegment, prepared: PreparedSegment, engine: TranslationEngine) -> PreparedSegment:
    """A segment that was made by `with_text`, perhaps cut otherwise since, in the parts that it has now.

    Args:
        shown: The segment with the text for the model.
        prepared: The segment with its own text.
        engine: The model, for its pieces.
    """
    text = prepared.normalized.text
    parts = tuple(shown.normalized.source_span(part) for part in shown.parts)
    chunks = tuple(Chunk(pieces=engine.encode(part.of(text))) for part in parts)
    return PreparedSegment(source=prepared.source, normalized=prepared.normalized, parts=parts, chunks=chunks)
