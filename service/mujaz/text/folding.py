"""Arabic without the spellings that do not matter when words are compared."""

from functools import lru_cache

# Marks that only vary how a word is written: vowel signs, tatweel, hamza on its seat, final forms, Persian letters.
_FOLD: dict[int, str | None] = {
    **dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x06D6, 0x06ED)]),
    **{ord(letter): "ا" for letter in "أإآٱ"},
    ord("ى"): "ي", ord("ی"): "ي", ord("ک"): "ك", ord("ة"): "ه", ord("ۀ"): "ه",
}  # fmt: skip


def fold_text(text: str) -> str:
    """Arabic without vowel signs, hamza seats and ta marbuta."""
    return text.translate(_FOLD)


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """The same of a word, remembered. Not for sentences: hardly one comes twice, and all would be kept."""
    return fold_text(word)
