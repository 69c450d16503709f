"""Splits English texts into words for counting and comparing, never for display."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:]\d+)*")

ARTICLES = frozenset("a an the".split())
PRONOUNS = frozenset("he she it they we i you".split())
"""Subject pronouns."""
DEMONSTRATIVES = frozenset("this that these those".split())
POSSESSIVES = frozenset("my your his her its our their".split())
FUNCTION_WORDS = (
    ARTICLES
    | PRONOUNS
    | DEMONSTRATIVES
    | POSSESSIVES
    | frozenset(
        "about above after again against all also am among and any are as at be because been before being below"
        " between both but by can could did do does doing down during each few for from further had has have having"
        " here hers herself him himself how however if in into is itself just me more most myself no nor not now of"
        " off on once only or other ours ourselves out over own said same say says should so some such than theirs"
        " them themselves then there through to too under until up upon us very was were what when where which while"
        " who whom why will with within without would yours yourself yourselves".split()
    )
)
"""Words that say little about the topic of a sentence."""


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in order, in lower case and without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """Remove the possessive or plural ending of a lower-case word: "minister's" and "ministers" become "minister"."""
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def content_stems(text: str) -> list[str]:
    """Return the stems of the content words of a text, in order and with repetitions."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]
