"""Compares ctranslate2 with other libraries on the same weights: `python -m bench.beyond --help`."""
