"""Knows the words of English, so that one that a model made up can be told.

They are kept as a Bloom filter, which takes a tenth of their size: it knows every word that it was made of, and one in
a hundred of all others. `models/recipes/english-words` makes it.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources

_FILE = "english_words.bloom"
_BITS_PER_WORD, _HASHES = 9.6, 7
"""With these one of a hundred words that were not put in seems to be there."""
_FRONTS = re.compile(
    r"(?:anti|bio|counter|cyber|geo|hyper|inter|macro|mega|micro|mid|mini|multi|nano|neuro|non|out|over|photo|post|pre|"
    r"pro|pseudo|semi|socio|sub|super|tele|thermo|trans|ultra|under)(?=[a-z]{4})"
)
"""What is put before words freely. Neither un- nor re-: a model that makes words up begins them so (unbecause)."""
_LEAST = 4
"""Words of fewer letters are all taken for English."""


def is_english(word: str) -> bool:
    """Return whether a word is English, alone or behind a common prefix. Of compounds only those that are listed are.

    Args:
        word: In small letters. Of fewer than four, or with anything but the letters a to z, it is taken for English.
    """
    if len(word) < _LEAST or not (word.isascii() and word.isalpha()):
        return True
    if _is_listed(word):
        return True
    front = _FRONTS.match(word)
    return front is not None and _is_listed(word[front.end() :])


def filter_of(words: Collection[str]) -> bytes:
    """Return the Bloom filter of words.

    Args:
        words: In small letters, each once.
    """
    bits = bytearray(int(len(words) * _BITS_PER_WORD) // 8 + 1)
    for word in words:
        for place in _places(word, 8 * len(bits)):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def _is_listed(word: str) -> bool:
    bits = _filter()
    return all(bits[place >> 3] >> (place & 7) & 1 for place in _places(word, 8 * len(bits)))


def _places(word: str, bits: int) -> Iterator[int]:
    digest = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=16).digest(), "little")
    first, step = digest & (1 << 64) - 1, digest >> 64 | 1
    return ((first + number * step) % bits for number in range(_HASHES))


@cache
def _filter() -> bytes:
    return resources.files(__package__).joinpath(_FILE).read_bytes()
