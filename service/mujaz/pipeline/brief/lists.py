"""The longer lists of words by which sentences are cut, of the table beside this file."""

from mujaz.text.tables import read_words

LISTS = {name: frozenset(words) for name, words in read_words(__package__, "words.tsv").items()}
