"""Cuts a source text into segments, and segments into chunks that fit the model."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.guards import Source
from mujaz.pipeline.steps import DecodeRequest, Steps, drive, each
from mujaz.text.chunk import chunk
from mujaz.text.clauses import clause_starts, unpunctuated_words
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
    """A source segment, ready for the model.

    Args:
        source: The span of the segment in the source text.
        normalized: Its normalised text, mapped to the original.
        reading: What the guards read in that text, kept for all attempts at its translation.
        parts: The spans of its chunks in the normalised text. Empty where there is nothing to translate.
        chunks: The model's input for each part.
        lead: The punctuation that goes before the translation.
        tail: The punctuation that goes after the translation.
        language: The English name of the language, if it is another language in Arabic script.
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
        """The text that the model is shown: the normalised text with its names in English, mapped to the former."""
        text = self.normalized.text
        return edited(text, (written_in(text, name.span, name.joined, name.english) for name in self.names))

    def framed(self, translation: str) -> str:
        """Returns a translation between `lead` and `tail`; empty where the translation has no letter and no digit."""
        text = translation.strip()
        if not any(map(str.isalnum, text)):  # punctuation alone would pass for a translation
            return ""
        if self.tail and not _ENDS_SENTENCE.search(self.parts[-1].of(self.normalized.text)):
            text = text.rstrip(".")  # the model ends every chunk like a sentence
        return f"{self.lead}{_capitalised(text)}{self.tail}"


def _capitalised(text: str) -> str:
    """Capitalises a translation of several words, as the model sometimes does not.

    Addresses and words with a capital further on (iPhone) stay as they are.
    """
    found = _SMALL_FRONT.match(text) if text.count(" ") >= _LEAST_SPACES else None
    return text if found is None else f"{found['front']}{found['letter'].upper()}{text[found.end() :]}"


def prepare(text: str, engine: TranslationEngine) -> tuple[PreparedSegment, ...]:
    """Cuts a source text into segments and the segments into chunks.

    Args:
        text: The source text; may be empty.
        engine: The model that will translate it, for its tokenizer and its length limit.

    Returns:
        Every segment of the text, in order.
    """
    return drive(preparing(text, engine), _unasked)


def preparing(text: str, engine: TranslationEngine) -> Steps[tuple[PreparedSegment, ...]]:
    """Does the same as `prepare`, with a pause after each segment."""
    decoded = decode_entities(text)
    spans = segment(decoded.text)
    return tuple((yield from each(spans, lambda span: _prepare_segment(text, decoded.source_span(span), engine))))


def _unasked(request: DecodeRequest) -> list[Hypothesis]:
    raise AssertionError(f"preparing a text must decode nothing, but {len(request.chunks)} chunks were requested")


def cut_smaller(prepared: PreparedSegment, which: Collection[Span], engine: TranslationEngine) -> PreparedSegment:
    """Cuts some parts of a segment into parts of at most half their tokens, usually three.

    Args:
        prepared: The segment.
        which: The parts to cut.
        engine: The model, for its tokenizer.
    """
    view = prepared.view
    parts: list[Span] = []
    for span, whole in zip(prepared.parts, prepared.chunks, strict=True):
        shown = view.normalized_span(span)
        parts += _cut_part(view.text, shown, -(-len(whole.pieces) // 2), engine) if span in which else [shown]
    return _in_parts(prepared, view, parts, engine)


def with_names(prepared: PreparedSegment, names: tuple[Name, ...], engine: TranslationEngine) -> PreparedSegment:
    """Returns a segment with names that the model is shown in English.

    Of a segment that consists of names, such as the dateline of a report, nothing is left to translate.

    Args:
        prepared: The segment.
        names: The names in its normalised text, in order and not overlapping.
        engine: The model, for its tokenizer and its length limit.
    """
    if not prepared.parts or not names:
        return prepared
    named = replace(prepared, names=names, reading=Source(prepared.normalized.text, _proper(names)))
    if not has_arabic(named.view.text) and (len(names) == 1 or _proper(names) == names):
        return replace(named, parts=(), chunks=())
    shown = _cut(named, engine, engine.max_source_tokens)
    are_apart = all(before.end <= after.start for before, after in itertools.pairwise(shown.parts))
    return shown if are_apart else replace(named, names=())  # a name cut in two would be translated twice


def _proper(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Leaves out the words of the dictionary, which a translation may paraphrase."""
    return tuple(name for name in names if name.kind is not NameKind.WORD)


def written_in(text: str, span: Span, joined: str, written: str) -> tuple[tuple[int, int], str]:
    """Returns the edit that replaces words of a text.

    Args:
        text: The Arabic text.
        span: The span of the words, without the clitics before them.
        joined: The clitics before them. They become a word of their own, as is usual before Latin letters.
        written: The replacement.

    Returns:
        The start and end of what is replaced, clitics included, and the new text.
    """
    start = span.start
    while start and text[start - 1].isalpha():
        start -= 1
    shown = f"{joined} {written}" if joined else written
    if start and text[start - 1] in "#_":  # a hashtag, which the model is shown as plain words
        start, shown = start - 1, shown if text[start - 1] == "#" else f" {shown}"
    return (start, span.end), shown


def _cut_part(text: str, span: Span, max_tokens: int, engine: TranslationEngine) -> list[Span]:
    smaller = chunk(span.of(text), max_tokens=max(1, max_tokens), count_tokens=lambda part: len(_encode(part, engine)))
    return [part.shift(span.start) for part in smaller]


def as_its_body(title: tuple[PreparedSegment, ...], body: tuple[PreparedSegment, ...]) -> tuple[PreparedSegment, ...]:
    """Gives a title the language of its body where the body is in another language in Arabic script.

    A title has too few words to tell its language.

    Args:
        title: The segments of the title.
        body: The segments of the body.
    """
    lengths: Counter[str] = Counter()
    for part in body:
        if part.chunks or part.language:
            lengths[part.language] += len(part.source)
    language, length = max(lengths.items(), key=lambda item: item[1], default=("", 0))
    if not language or length < _MOSTLY * lengths.total():
        return title
    return tuple(replace(part, parts=(), chunks=(), language=language) if part.chunks else part for part in title)


def _in_parts(
    prepared: PreparedSegment, view: Normalized, parts: Sequence[Span], engine: TranslationEngine
) -> PreparedSegment:
    """Returns the segment with other parts, given as spans of the text that the model is shown (`view`)."""
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
    """Joins the parts of a segment and cuts the result into chunks of at most `max_tokens` tokens."""
    view = prepared.view
    core = view.normalized_span(Span(prepared.parts[0].start, prepared.parts[-1].end))
    whole = _in_parts(prepared, view, _clauses(view.text, core), engine)
    if all(len(part.pieces) <= max_tokens for part in whole.chunks):
        return whole
    shown = [view.normalized_span(part) for part in whole.parts]
    parts = [part for span in shown for part in _cut_part(view.text, span, max_tokens, engine)]
    return _in_parts(prepared, view, parts, engine)


def _clauses(text: str, core: Span) -> list[Span]:
    """Cuts a long sentence without punctuation, which is mostly several sentences, where clauses begin."""
    if not unpunctuated_words(core.of(text)):
        return [core]
    starts = [core.start, *(core.start + start for start in clause_starts(core.of(text))), core.end]
    return [Span(start, end - text[start:end].endswith(" ")) for start, end in itertools.pairwise(starts)]


def with_text(prepared: PreparedSegment, shown: Normalized, engine: TranslationEngine) -> PreparedSegment:
    """Returns a segment with another text for the model.

    Args:
        prepared: The segment.
        shown: The text for the model, mapped to the text of the segment.
        engine: The model, for its tokenizer and its length limit.
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
    """Undoes `with_text`: returns the segment with its own text, but with the parts of the changed segment.

    Args:
        shown: The segment with the text for the model. It may have been cut into other parts since.
        prepared: The segment with its own text.
        engine: The model, for its tokenizer.
    """
    view = prepared.view
    own = (shown.normalized.source_span(part) for part in shown.parts)
    return _in_parts(prepared, view, [view.normalized_span(part) for part in own], engine)


def _encode(text: str, engine: TranslationEngine) -> tuple[str, ...]:
    return engine.encode(shown_to_model(text))


_MOSTLY = 0.8
"""A title is taken to be in a language if at least this share of the body is."""
_SMALL_FRONT = re.compile(r"(?P<front>[\"'“‘(]?)(?P<letter>[a-z])(?=[a-z]*(?:[-'’][A-Za-z]+)*[ ,;:])")
_LEAST_SPACES = 2
_ENDS_SENTENCE = re.compile(r"[.!?؟…]\W*$")
