"""Hashtags in Arabic letters: the model is given their words, which ought to be a hashtag in English too."""

import re

from mujaz.text.glossary import TermMatch, gazetteer, match_terms
from mujaz.text.verbatim import ARABIC_HASHTAG, VerbatimKind, find_verbatim
from mujaz.types import Finding, FindingKind, Severity, Span

_HASHTAG = re.compile(r"#(?=[^\W\d_])")


def mark_hashtags(source: str, target: str) -> str:
    """Puts the `#` back before names that are a hashtag in the source: #العراق is #Iraq, not Iraq.

    Only names of the gazetteer, and only where the translation says the name as often as the source: then it is plain
    which of them is the hashtag.

    Args:
        source: The Arabic segment.
        target: Its translation.

    Returns:
        The translation with these hashtags.
    """
    hashtags = {match.span(): match for match in ARABIC_HASHTAG.finditer(source)}
    if not hashtags:
        return target
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
    return target


def check_hashtags(source: str, target: str) -> list[Finding]:
    """A finding where the translation has fewer hashtags than the source: their words are in its sentence, or lost."""
    hashtags = [Span(*match.span()) for match in ARABIC_HASHTAG.finditer(source)]
    if not hashtags:
        return []
    latin = sum(verbatim.kind is VerbatimKind.HASHTAG for verbatim in find_verbatim(source))
    left = max(0, len(_HASHTAG.findall(target)) - latin)
    if left >= len(hashtags):
        return []
    if len(hashtags) == 1:
        message = f"{hashtags[0].of(source)} is no hashtag in the translation: it was translated as words."
    else:
        message = f"Of {len(hashtags)} Arabic hashtags the translation has {left}: the others were translated as words."
    span = Span(hashtags[0].start, hashtags[-1].end)
    return [Finding(kind=FindingKind.VERBATIM, severity=Severity.INFO, message=message, source=span)]


def _hashtag_span(name: TermMatch) -> tuple[int, int]:
    """Where a hashtag stands that is this name and nothing else."""
    return name.span.start - 1, name.span.end
