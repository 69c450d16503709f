"""Which words ask for which preposition, so that none is cut: "access to", "a drop in", "invest their gifts in"."""

from collections.abc import Mapping, Sequence

from mujaz.text.tables import read_table

MOST_WORDS_OF_OBJECT = 5
"""The most words between a verb and its preposition."""
_BY_HAND: Mapping[str, frozenset[str]] = {
    verb: frozenset(prepositions.split())
    for verbs, prepositions in {
        "split differ suffer stem derive benefit emerge": "from",
        "focus focused focuses rely relies relied depend depends rest rests insist embark hinge": "on",
        "time call calls called account accounts vie opt come": "for",
        "deal deals dealt comply cope coincide": "with",
        "step move": "to towards toward in",
        "fall rise increase decline decrease jump surge growth cut cuts reduction": "in",
        "hide hides hiding hidden": "from",
        "back": "in to on at from",
        "consist consists result results resulted participate engaged": "in of",
    }.items()
    for verb in verbs.split()
}
_COMPLETE = frozenset(
    "fell rose grew dropped fallen risen grown declined increased decreased died arrived opened closed began started"
    " ended happened works worked lives lived operates operated".split()
)
"""Verbs that seldom stand alone but may: "prices fell"."""


def _stem(word: str) -> str:
    """Returns a word without the ending of its forms, so that "replacing" is known where "replaced" was counted."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            return f"{stem[:-1]}z" if stem.endswith("is") else stem  # "characterised"
    return word


def _counted(kind: str) -> dict[str, frozenset[str]]:
    """Reads the stems of one kind of the counted table, by preposition."""
    rows = (row for row in read_table(__package__ or "", "asks_for.tsv") if row[0].startswith(kind))
    return {name.removeprefix(kind).strip(): frozenset(map(_stem, words.split())) for name, words in rows}


_NEXT = _counted("next")
_AFTER_OBJECT = _counted("object")
UNFINISHED = frozenset(
    next(words for name, words in read_table(__package__ or "", "asks_for.tsv") if name == "unfinished").split()
)
"""Words that hardly ever end a phrase, such as "huge"."""


def asks_for(words: Sequence[str], number: int) -> bool:
    """Tells whether a word before a token asks for the preposition that the token is.

    Args:
        words: The words of a sentence in small letters, without punctuation.
        number: The position of the token, at least 1.
    """
    preposition, before = words[number], words[number - 1]
    next_to, after_object = _NEXT.get(preposition, frozenset()), _AFTER_OBJECT.get(preposition, frozenset())
    if preposition in _BY_HAND.get(before, ()) or (before not in _COMPLETE and _stem(before) in next_to):
        return True
    for place in range(number - 2, max(-1, number - 2 - MOST_WORDS_OF_OBJECT), -1):
        word = words[place]
        if word in _NEXT:  # "attributed by some to", "met in Rome with"
            return place > 0 and _stem(words[place - 1]) in next_to
        if not word or _stem(word) in after_object:
            return bool(word)
    return False
