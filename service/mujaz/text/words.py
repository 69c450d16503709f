"""The words of an English text, for counting and comparing: never for display."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:]\d+)*")

ARTICLES = frozenset("a an the".split())
PRONOUNS = frozenset("he she it they we i you".split())
"""Those of who does something."""
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
"""Words that hold a sentence together and say little about what it is about."""


def words(text: str) -> list[str]:
    """The words and numbers of a text in order, lower-case, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """A lower-case word without its possessive and plural ending: "minister's" and "ministers" meet "minister"."""
    word = word.removesuffix("'s")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def content_stems(text: str) -> list[str]:
    """The stems of the words that say what a text is about, in order, repetitions kept."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]
