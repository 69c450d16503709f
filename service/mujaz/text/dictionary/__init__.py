"""A dictionary of words and phrases of the news that the model does not know."""

from mujaz.text.dictionary.find import (
    Dictionary,
    dictionary_digest,
    find_reserve,
    find_words,
    is_in_dictionary,
    read_dictionary,
)

__all__ = ["Dictionary", "dictionary_digest", "find_reserve", "find_words", "is_in_dictionary", "read_dictionary"]
