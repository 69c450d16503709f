"""From a source text to segments, and from segments to chunks that fit the model."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.guards import Source
from mujaz.pipeline.steps import DecodeRequest, Steps, drive, each
from mujaz.text.chunk import chunk
from mujaz.text.entities import after, decode_entities
from mujaz.text.languages import other_language
from mujaz.text.marks import split_marks
from mujaz.text.normalize import Normalized, edited, normalize
from mujaz.text.proper_names import Name, NameKind
from mujaz.text.scripts import has_arabic
from mujaz.text.segment import segment
from mujaz.text.shown import shown_to_model
from mujaz.types import Chunk, Hypothesis, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSegment:
    """A source segment on its way to the model.

    Args:
        source: Where it stands in the source text.
        normalized: Its text, normalised, with the way back.
        reading: What is read of that text, once for all attempts at its translation.
        parts: Where its chunks stand in the normalised text; none where there is nothing to translate.
        chunks: What the model is given for each part.
        lead: Marks that go before the translation of the chunks.
        tail: Marks that go behind it.
        language: The language, in English, where it is another one in Arabic script.
        names: The names in its normalised text that the model is shown in English.
    """

    source: Span
    normalized: Normalized
    reading: Source = field(repr=False, compare=False)
    parts: tuple[Span, ...]
    chunks: tuple[Chunk, ...]
    lead: str = ""
    tail: str = ""
    language: str = ""
    names: tuple[Name, ...] = ()

    @property
    def view(self) -> Normalized:
        """The normalised text with its names in English, as the model is shown it, with the way back."""
        text = self.normalized.text
        return edited(text, (written_in(text, name.span, name.joined, name.english) for name in self.names))

    def framed(self, translation: str) -> str:
        """The translation of the chunks between the marks; nothing where it has no letter and no digit."""
        text = translation.strip()
        if not any(map(str.isalnum, text)):  # the marks alone would pass for a translation
            return ""
        if self.tail and not _ENDS_SENTENCE.search(self.parts[-1].of(self.normalized.text)):
            text = text.rstrip(".")  # the model ends every chunk like a sentence
        return f"{self.lead}{_capitalised(text)}{self.tail}"


def _capitalised(text: str) -> str:
    """A translation of some words with a capital at its front, which the model leaves out now and then.

    Not that of an address, nor of a word that has its capital later (iPhone).
    """
    found = _SMALL_FRONT.match(text) if text.count(" ") >= _LEAST_SPACES else None
    return text if found is None else f"{found['front']}{found['letter'].upper()}{text[found.end() :]}"


def prepare(text: str, engine: TranslationEngine) -> tuple[PreparedSegment, ...]:
    """Cuts a source text into segments and these into chunks.

    Args:
        text: The source text; may be empty.
        engine: The model that will translate it, for its pieces and its limit.

    Returns:
        Every segment of the text, in order.
    """
    return drive(preparing(text, engine), _unasked)


def preparing(text: str, engine: TranslationEngine) -> Steps[tuple[PreparedSegment, ...]]:
    """The same, with a pause after each segment."""
    decoded = decode_entities(text)
    spans = segment(decoded.text)
    return tuple((yield from each(spans, lambda span: _prepare_segment(text, decoded.source_span(span), engine))))


def _unasked(request: DecodeRequest) -> list[Hypothesis]:
    raise AssertionError(f"nothing is decoded to prepare a text, and {len(request.chunks)} chunks were asked for")


def cut_smaller(prepared: PreparedSegment, which: Collection[Span], engine: TranslationEngine) -> PreparedSegment:
    """The same segment with some of its parts cut into parts of at most half their pieces, mostly three.

    Args:
        prepared: The segment.
        which: The parts to cut.
        engine: The model, for its pieces.
    """
    view = prepared.view
    parts: list[Span] = []
    for span, whole in zip(prepared.parts, prepared.chunks, strict=True):
        shown = view.normalized_span(span)
        parts += _cut_part(view.text, shown, -(-len(whole.pieces) // 2), engine) if span in which else [shown]
    return _in_parts(prepared, view, parts, engine)


def with_names(prepared: PreparedSegment, names: tuple[Name, ...], engine: TranslationEngine) -> PreparedSegment:
    """The same segment with names that the model is shown in English.

    Args:
        prepared: The segment.
        names: Names in its normalised text, in order and apart.
        engine: The model, for its pieces and its limit.
    """
    if not prepared.parts or not names:
        return prepared
    named = replace(prepared, names=names, reading=Source(prepared.normalized.text, _proper(names)))
    shown = _cut(named, engine, engine.max_source_tokens)
    apart = all(left.end <= right.start for left, right in itertools.pairwise(shown.parts))
    return shown if apart else replace(named, names=())  # a name that is cut in two would be said twice


def _proper(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Those that are names: words of the dictionary may be said in other words."""
    return tuple(name for name in names if name.kind is not NameKind.WORD)


def written_in(text: str, span: Span, joined: str, written: str) -> tuple[tuple[int, int], str]:
    """The edit that puts other words in the place of a stretch.

    Args:
        text: Arabic.
        span: The stretch, without what is joined to its front.
        joined: What is joined to its front; it stands alone then, as it would before Latin letters.
        written: The other words.
    """
    start = span.start
    while start and text[start - 1].isalpha():
        start -= 1
    return (start, span.end), f"{joined} {written}" if joined else written


def _cut_part(text: str, span: Span, max_tokens: int, engine: TranslationEngine) -> list[Span]:
    smaller = chunk(span.of(text), max_tokens=max(1, max_tokens), count_tokens=lambda part: len(_encode(part, engine)))
    return [part.shift(span.start) for part in smaller]


def as_its_body(title: tuple[PreparedSegment, ...], body: tuple[PreparedSegment, ...]) -> tuple[PreparedSegment, ...]:
    """A title in the language of its body, where that is another one in Arabic script: it has too few words alone.

    Args:
        title: The segments of the title.
        body: Those of the body.
    """
    weights: Counter[str] = Counter()
    for one in body:
        if one.chunks or one.language:
            weights[one.language] += len(one.source)
    language, weight = max(weights.items(), key=lambda item: item[1], default=("", 0))
    if not language or weight < _MOSTLY * weights.total():
        return title
    return tuple(replace(one, parts=(), chunks=(), language=language) if one.chunks else one for one in title)


def _in_parts(
    prepared: PreparedSegment, view: Normalized, parts: Sequence[Span], engine: TranslationEngine
) -> PreparedSegment:
    """The segment in parts of what the model is shown."""
    return replace(
        prepared,
        parts=tuple(map(view.source_span, parts)),
        chunks=tuple(Chunk(pieces=_encode(part.of(view.text), engine)) for part in parts),
    )


def _prepare_segment(text: str, span: Span, engine: TranslationEngine) -> PreparedSegment:
    decoded = decode_entities(span.of(text))
    normalized = normalize(decoded.text)
    reading = Source(normalized.text)
    prepared = PreparedSegment(source=span, normalized=after(decoded, normalized), reading=reading, parts=(), chunks=())
    if not has_arabic(normalized.text):
        return prepared
    if language := other_language(decoded.text):
        return replace(prepared, language=language)
    marked = split_marks(decoded.text)
    whole = replace(prepared, parts=(normalized.normalized_span(marked.core),), lead=marked.lead, tail=marked.tail)
    return _cut(whole, engine, engine.max_source_tokens)


def _cut(prepared: PreparedSegment, engine: TranslationEngine, max_tokens: int) -> PreparedSegment:
    """The parts of a segment as one, in chunks of at most so many pieces."""
    view = prepared.view
    core = view.normalized_span(Span(prepared.parts[0].start, prepared.parts[-1].end))
    whole = _in_parts(prepared, view, [core], engine)
    if len(whole.chunks[0].pieces) <= max_tokens:
        return whole
    return _in_parts(prepared, view, _cut_part(view.text, core, max_tokens, engine), engine)


def with_text(prepared: PreparedSegment, shown: Normalized, engine: TranslationEngine) -> PreparedSegment:
    """The same segment with another text for the model.

    Args:
        prepared: The segment.
        shown: The text for the model, with the way back to the segment's own.
        engine: The model, for its pieces and its limit.
    """
    core = Span(prepared.parts[0].start, prepared.parts[-1].end)
    own, text = shown.source, shown.text
    names = tuple(
        replace(name, span=span)
        for name in prepared.names
        if (span := shown.normalized_span(name.span)).of(text) == name.span.of(own)
    )
    whole = replace(
        prepared,
        normalized=shown,
        reading=Source(text, _proper(names)),
        parts=(shown.normalized_span(core),),
        names=names,
    )
    return _cut(whole, engine, engine.max_source_tokens)


def with_own_text(shown: PreparedSegment, prepared: PreparedSegment, engine: TranslationEngine) -> PreparedSegment:
    """A segment that was made by `with_text`, perhaps cut otherwise since, in the parts that it has now.

    Args:
        shown: The segment with the text for the model.
        prepared: The segment with its own text.
        engine: The model, for its pieces.
    """
    view = prepared.view
    own = (shown.normalized.source_span(part) for part in shown.parts)
    return _in_parts(prepared, view, [view.normalized_span(part) for part in own], engine)


def _encode(text: str, engine: TranslationEngine) -> tuple[str, ...]:
    return engine.encode(shown_to_model(text))


_MOSTLY = 0.8
"""Share of a body that is in one language, for its title to be taken for that too."""
_SMALL_FRONT = re.compile(r"(?P<front>[\"'“‘(]?)(?P<letter>[a-z])(?=[a-z]*(?:[-'’][A-Za-z]+)*[ ,;:])")
_LEAST_SPACES = 2
_ENDS_SENTENCE = re.compile(r"[.!?؟…]\W*$")
