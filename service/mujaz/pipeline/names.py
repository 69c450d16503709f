"""The names of an article: shown to the model in English, put right where it copies them wrongly, and reported."""

from collections.abc import Iterator, Sequence

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.prepare import PreparedSegment, with_names
from mujaz.pipeline.spelling import copies_of, said
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.text.arabic import words_of
from mujaz.text.dictionary import find_words
from mujaz.text.glossary import TermMatcher, match_terms
from mujaz.text.proper_names import Recall, names_in
from mujaz.types import AppliedName, Span


def show_names(
    segments: Sequence[PreparedSegment], matchers: Sequence[TermMatcher], engine: TranslationEngine
) -> Steps[list[PreparedSegment]]:
    """Segments whose names, and whose words of the dictionary, the model is shown in English.

    A small model that does not know a name says one that it knows; a name that stands in English in the Arabic it
    copies. So it is with words. `docs/decisions/0013-names-shown.md` has the measurements.

    Args:
        segments: Those of one article, title first.
        matchers: The terms of callers, which win over names.
        engine: The model, for its pieces and its limit.
    """
    texts = [segment.normalized.text if segment.parts else "" for segment in segments]
    read, found = [], []
    for text in texts:
        read.append(words_of(text))
        found.append(names_in(text, read[-1]))
        yield PAUSE
    recall = Recall(name for names in found for name in names)
    shown = []
    for segment, text, own, words in zip(segments, texts, found, read, strict=True):
        names = recall.completed(text, own, words)
        terms = [term.span for term in match_terms(text, matchers, words)] if matchers else []
        rare = find_words(text, words, [*(name.span for name in names), *terms])
        free = (name for name in names if not any(name.span.overlaps(term) for term in terms))
        shown.append(with_names(segment, tuple(sorted((*free, *rare), key=lambda name: name.span)), engine))
        yield PAUSE
    return shown


def put_right(segment: PreparedSegment, target: str) -> str:
    """A translation with the names that the model was shown and did not copy quite right as they were shown.

    Args:
        segment: The segment.
        target: What the model made of it.
    """
    names = dict.fromkeys(name.english for name in segment.names)
    lacking = [name for name in names if not said(name, target)]
    for name in lacking:
        taken = [span for other in names if other != name for span in said(other, target)]
        for span in reversed(copies_of(name, target, taken)):
            target = target[: span.start] + name + target[span.end :]
    return target


def used_names(segment: PreparedSegment, target: str) -> Iterator[AppliedName]:
    """The names of a segment that its translation has.

    Args:
        segment: The segment.
        target: Its translation.

    Yields:
        Each with spans into the normalised source and the translation.
    """
    places: dict[str, Iterator[Span]] = {}
    for name in segment.names:
        if name.english not in places:
            places[name.english] = iter(said(name.english, target))
        place = next(places[name.english], None)
        if place is not None:
            yield AppliedName(
                source=name.span,
                target=place,
                name=name.english,
                kind=name.kind,
                origin=name.origin,
                certainty=name.certainty,
            )
