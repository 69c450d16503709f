"""Finds entries of the built-in dictionary in a text.

`words.tsv` has words and phrases that this project's model got wrong in newspapers, and only those with one meaning
there. `senses.tsv` has those with one meaning in texts of a field only. `reserve.tsv` has such that the model mostly
gets right. `models/recipes/dictionary` says how they were written and sifted.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from mujaz.text.arabic import Word
from mujaz.text.dictionary.entries import Dictionary
from mujaz.text.dictionary.fields import FIELDS_FILE, read_fields
from mujaz.text.proper_names import Name
from mujaz.text.tables import read_table
from mujaz.types import Span

_FILE, _SENSES_FILE, _RESERVE_FILE = "words.tsv", "senses.tsv", "reserve.tsv"


def find_words(text: str, words: Sequence[Word], taken: Sequence[Span], field: str = "") -> tuple[Name, ...]:
    """Return the entries of the built-in dictionary found in a segment; see `Dictionary.found`."""
    return _built_in().found(text, words, taken, field)


def find_reserve(text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
    """Return the entries of the reserve found in a segment: what the model mostly knows, but not always."""
    return _reserve().found(text, words, taken)


def is_in_dictionary(word: str) -> bool:
    """Return whether the English of any entry, of the built-in dictionary or the reserve, has a word.

    Args:
        word: Letters alone. The tables are searched as a whole, which takes a few milliseconds.
    """
    return _built_in().says(word) or _reserve().says(word)


def read_dictionary() -> None:
    """Read the tables ahead of the first request."""
    _built_in()
    _reserve()
    read_fields()


@cache
def dictionary_digest() -> str:
    """Return the first 8 digits of a hash of the tables, which tells results of different versions apart."""
    files = (_FILE, _SENSES_FILE, FIELDS_FILE, _RESERVE_FILE)
    tables = [resources.files(__package__).joinpath(file).read_bytes() for file in files]
    return hashlib.sha256(b"".join(tables)).hexdigest()[:8]


@cache
def _built_in() -> Dictionary:
    words = dict(row for row in read_table(__package__, _FILE))
    return Dictionary(words, read_table(__package__, _SENSES_FILE))


@cache
def _reserve() -> Dictionary:
    return Dictionary(dict(row for row in read_table(__package__, _RESERVE_FILE)))
