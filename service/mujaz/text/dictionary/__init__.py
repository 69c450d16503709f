"""A dictionary of words and phrases of the news that the model does not know."""

from mujaz.text.dictionary.entries import Dictionary
from mujaz.text.dictionary.fields import SPORT, cues_in, fields_of
from mujaz.text.dictionary.find import (
    dictionary_digest,
    find_reserve,
    find_words,
    is_in_dictionary,
    read_dictionary,
)

__all__ = [
    "SPORT",
    "Dictionary",
    "cues_in",
    "dictionary_digest",
    "fields_of",
    "find_reserve",
    "find_words",
    "is_in_dictionary",
    "read_dictionary",
]
