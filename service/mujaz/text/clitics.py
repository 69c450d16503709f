"""The particles that Arabic joins to the front of a word: and, by, to, like, the.

All words here are folded (`mujaz.text.folding.fold`).
"""

from collections.abc import Iterator

ARTICLE = "ال"
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = "بلك"
_JOINED = frozenset((*_CONJUNCTIONS[1:], *_PREPOSITIONS))
PROCLITICS = tuple(
    conjunction + particle
    for conjunction in _CONJUNCTIONS
    for particle in ("", *_PREPOSITIONS, ARTICLE, "بال", "لل", "كال")
)
"""Everything that may be joined to the front of a noun, the empty string first; لل is ل and ال."""
_BY_FIRST_LETTER = {
    letter: ("", *(joined for joined in PROCLITICS if joined.startswith(letter))) for letter in "وفبلكا"
}
PROCLITIC = r"[وف]?(?:[بك]?ال|لل|[بلك])?"
"""A regular expression for `PROCLITICS`."""

_NOTHING = ("",)

LEAST_STEM = 3
"""The fewest letters that must be left, without the article, after و, ب, ل or a nisba is taken off."""
LEAST_LONG_STEM = 4
"""The same for ف, ك and other endings: كريم is not ك and ريم, قطرات is not from قطر, لبنان is no dual of لبن."""


def proclitics_of(word: str) -> tuple[str, ...]:
    """Return candidates of `PROCLITICS` for a folded word, in their order: all that share its first letter."""
    return _BY_FIRST_LETTER.get(word[:1], _NOTHING)


def stems(word: str) -> Iterator[tuple[int, str]]:
    """Yield the possible stems of a word without the particles joined to its front.

    ف and ك are taken off only before four or more letters, the others before three.

    Args:
        word: A folded word.

    Yields:
        The number of letters taken off, and the stem with its article spelled out: `للعراق` yields (2, "العراق"),
        where only `عراق` is left of the text. The word itself comes first.
    """
    yield 0, word
    if word[:1] not in _JOINED:
        return
    for conjunction in _CONJUNCTIONS:
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        least = LEAST_LONG_STEM if conjunction == "ف" else LEAST_STEM
        if conjunction and _letters(rest) >= least:
            yield len(conjunction), rest
        if rest.startswith("لل") and len(rest) - 2 >= LEAST_STEM:
            yield len(conjunction) + 1, ARTICLE + rest[1:]  # للجنه is ل and اللجنه, with one of three ل left out
            yield len(conjunction) + 2, ARTICLE + rest[2:]
        for preposition in _PREPOSITIONS:
            stem = rest[1:]
            long = LEAST_LONG_STEM if preposition == "ك" else least
            if rest.startswith(preposition) and _letters(stem) >= long:
                yield len(conjunction) + 1, stem


def _letters(stem: str) -> int:
    return len(stem) - (len(ARTICLE) if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + 1 else 0)


def without_article(form: str) -> str:
    """Return a folded word without its article, or what looks like one: إلكتروني and الإلكتروني are the same."""
    while form.startswith(ARTICLE) and len(form) > _LONGEST_WITHOUT_ARTICLE:
        form = form.removeprefix(ARTICLE)
    return form


_LONGEST_WITHOUT_ARTICLE = 4
"""The most letters of a word whose ال is not taken for an article: الله, التي, آلاف."""
