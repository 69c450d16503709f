"""Hashtags in Arabic letters. The model is given their words, which should become a hashtag in English again."""

import re

from mujaz.pipeline.guards.pair import Pair
from mujaz.text.glossary import TermMatch, gazetteer, match_terms
from mujaz.text.verbatim import ARABIC_HASHTAG, VerbatimKind
from mujaz.types import Finding, FindingKind, Severity, Span

_HASHTAG = re.compile(r"#(?=[^\W\d_])")


def mark_hashtags(pair: Pair) -> Pair:
    """Puts the `#` back before names that are hashtags in the source: #العراق is #Iraq, not Iraq.

    Only names of the gazetteer are marked, and only if the translation has the name as often as the source. Then it is
    clear which mention is the hashtag.

    Args:
        pair: The segment and its translation.

    Returns:
        The pair with these hashtags, or the same pair if there are none.
    """
    source, target = pair.source.text, pair.target.text
    hashtags = {match.span(): match for match in ARABIC_HASHTAG.finditer(source)}
    if not hashtags:
        return pair
    names = match_terms(ARABIC_HASHTAG.sub(lambda match: match[0].replace("_", " "), source), [gazetteer()])
    wanted: dict[Span, str] = {}
    for name in {match.term.target for match in names}:
        places = [Span(*place.span()) for place in re.finditer(rf"(?<![\w#]){re.escape(name)}(?!\w)", target)]
        mentions = [match for match in names if match.term.target == name]
        if len(places) == len(mentions):
            pairs = zip(mentions, places, strict=True)
            wanted |= {place: name for mention, place in pairs if _hashtag_span(mention) in hashtags}
    for place, name in sorted(wanted.items(), reverse=True):
        target = f"{target[: place.start]}#{name.replace(' ', '')}{target[place.end :]}"
    return pair.with_target(target) if wanted else pair


def find(pair: Pair) -> list[Finding]:
    """A finding where the translation has fewer hashtags than the source, as some became plain words or were lost."""
    source = pair.source.text
    hashtags = [Span(*match.span()) for match in ARABIC_HASHTAG.finditer(source)] if "#" in source else []
    if not hashtags:
        return []
    latin = sum(verbatim.kind is VerbatimKind.HASHTAG for verbatim in pair.source.verbatim)
    kept = max(0, len(_HASHTAG.findall(pair.target.text)) - latin)
    if kept >= len(hashtags):
        return []
    if len(hashtags) == 1:
        message = f"{hashtags[0].of(source)} is no hashtag in the translation: it was translated as words."
    else:
        message = f"Of {len(hashtags)} Arabic hashtags the translation has {kept}: the others were translated as words."
    span = Span(hashtags[0].start, hashtags[-1].end)
    return [Finding(kind=FindingKind.VERBATIM, severity=Severity.INFO, message=message, source=span)]


def _hashtag_span(name: TermMatch) -> tuple[int, int]:
    """The span of a hashtag that consists of this name alone."""
    return name.span.start - 1, name.span.end
