"""Removes datelines and connectives from a sentence, which does not change its meaning.

Attributions ("he added", "according to officials") stay: without them a claim becomes a fact.
"""

import re

_DATELINE = re.compile(
    r"^[A-Z]{5,}[A-Z.,'’ -]{0,40}[-–—]\s+(?=[A-Z“\"])"  # WASHINGTON, D.C. —, but not NATO -
    r"|^[A-Z][\w.,'’ ]{2,30}\s?[/–—-]\s?[A-Z][\w.,'’ -]{1,40}:\s+(?=[A-Z“\"])"  # Nouakchott – Sahara Media:
    r"|^[A-Z][\w.,'’ -]{2,40}\([A-Z][^)]{1,30}\)\s?[-–—:]\s+(?=[A-Z“\"])"  # BAGHDAD (Reuters) -, Baghdad (INA):
)
_CONNECTIVE = re.compile(
    r"^(?:However|Meanwhile|Moreover|Furthermore|Nevertheless|Nonetheless|In addition|In the meantime|At the same time"
    r"|On the other hand|For (?:his|her|its|their) part|Also|Besides|Then|Still|Thus|Therefore|But|And|Yet|So),?\s+"
    r"(?=\S+\s+\S+\s+\S+\s+\S+)"
)
_LOOSE_QUOTE = re.compile(r"^[\"'“”‘’]\s+")
"""Matches a quotation mark that ends the sentence before and was split from it."""
_NEEDS_COMMA = frozenset(("also", "besides", "then", "still", "thus", "therefore", "yet", "so"))
"""Words that are part of the sentence where no comma follows them: "Then Prime Minister", "So many people"."""


def clean(sentence: str, *, follows: bool) -> str:
    """Removes a dateline and, where the sentence before was left out, a connective.

    Args:
        sentence: A sentence of an article.
        follows: Whether the sentence before it in the brief is the one before it in the article.
    """
    sentence = _DATELINE.sub("", _LOOSE_QUOTE.sub("", sentence))
    if follows:
        return sentence
    match = _CONNECTIVE.match(sentence)
    if match is None or (match[0].strip().lower() in _NEEDS_COMMA):
        return sentence
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:]
