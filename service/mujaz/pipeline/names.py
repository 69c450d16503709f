"""The names of an article: shows them to the model in English, corrects wrong copies, and reports those used."""

from collections.abc import Iterator, Sequence

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.prepare import PreparedSegment, with_names
from mujaz.pipeline.spelling import find_copies, find_exact
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.text.arabic import words_of
from mujaz.text.dictionary import SPORT, cues_in, fields_of, find_words
from mujaz.text.glossary import TermMatcher, match_terms
from mujaz.text.proper_names import Recall, names_in, namesakes, with_clubs
from mujaz.text.words import content_stems
from mujaz.types import AppliedName, Span

SAID_SHARE = 0.5
"""A name is said in a translation that has this share of its words: "Premier League" for "England's Premier League"."""


def show_names(
    segments: Sequence[PreparedSegment], matchers: Sequence[TermMatcher], engine: TranslationEngine
) -> Steps[list[PreparedSegment]]:
    """Writes the names of segments, and their words that are in the dictionary, in English for the model.

    A small model replaces a name that it does not know with one that it knows. A name that is written in English within
    the Arabic it copies. The same is true of words. `docs/decisions/0013-names-shown.md` has the measurements.

    Args:
        segments: The segments of one article, title first.
        matchers: The glossaries of callers. Their terms take precedence over names.
        engine: The model, for its tokenizer and its length limit.

    Returns:
        The segments with their names.
    """
    texts = [segment.normalized.text if segment.parts else "" for segment in segments]
    words_of_texts, names_of_texts, cues = [], [], []
    for text in texts:
        words_of_texts.append(words_of(text))
        names_of_texts.append(names_in(text, words_of_texts[-1]))
        cues.append(cues_in(words_of_texts[-1]))
        yield PAUSE
    recall = Recall(name for names in names_of_texts for name in names)
    fields = fields_of(cues)
    spelled = namesakes(words_of_texts) if SPORT in fields else {}
    found_in_texts = zip(segments, texts, names_of_texts, words_of_texts, fields, strict=True)
    shown = []
    for segment, text, found, words, field in found_in_texts:
        names = recall.completed(text, found, words)
        names = with_clubs(text, names, words, spelled) if field == SPORT else names
        terms = [term.span for term in match_terms(text, matchers, words)] if matchers else []
        rare = find_words(text, words, [*(name.span for name in names), *terms], field)
        free = (name for name in names if not any(name.span.overlaps(term) for term in terms))
        shown.append(with_names(segment, tuple(sorted((*free, *rare), key=lambda name: name.span)), engine))
        yield PAUSE
    return shown


def restore_names(segment: PreparedSegment, target: str) -> str:
    """Corrects the names that the model was shown and copied with mistakes.

    Args:
        segment: The segment.
        target: Its translation.

    Returns:
        The translation with the names as they were shown.
    """
    names = dict.fromkeys(name.english for name in segment.names)
    missing = [name for name in names if not find_exact(name, target)]
    for name in missing:
        taken = [span for other in names if other != name for span in find_exact(other, target)]
        for span in reversed(find_copies(name, target, taken)):
            target = target[: span.start] + name + target[span.end :]
    return target


def used_names(segment: PreparedSegment, target: str) -> Iterator[AppliedName]:
    """Finds the names of a segment in its translation.

    Args:
        segment: The segment.
        target: Its translation.

    Yields:
        Each name that is in the translation, with spans into the normalised source and the translation.
    """
    places: dict[str, Iterator[Span]] = {}
    for name in segment.names:
        if name.english not in places:
            places[name.english] = iter(find_exact(name.english, target))
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


def unsaid_names(segment: PreparedSegment, target: str) -> Iterator[str]:
    """Finds the names and dictionary words of a segment that its translation does not say, not even in part.

    Args:
        segment: The segment.
        target: Its translation.

    Yields:
        The English of each, once.
    """
    if not segment.names:
        return
    said = set(content_stems(target))
    for english in dict.fromkeys(name.english for name in segment.names):
        stems = set(content_stems(english))
        if len(stems & said) < SAID_SHARE * len(stems):
            yield english
