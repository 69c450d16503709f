"""The longer word lists for cutting sentences, read from the table beside this file."""

from mujaz.text.tables import read_words

LISTS = {name: frozenset(words) for name, words in read_words(__package__, "words.tsv").items()}
