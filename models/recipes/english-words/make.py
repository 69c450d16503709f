"""Writes the words of English that Mujaz knows, as a Bloom filter.

The words are those of SCOWL (Spell Checker Oriented Word Lists), as Debian packages them, and of `more.txt`, words of
the news that SCOWL lacks. Its licence lies beside the filter.

    apt-get download wamerican-huge wamerican-large wbritish-large
    for package in *.deb; do dpkg -x $package .; done
    python models/recipes/english-words/make.py usr/share/dict/*-english-{large,huge}
"""

import re
import sys
import unicodedata
from pathlib import Path

from mujaz.text import english_words

_WORD = re.compile(r"[a-z]{4,}")
_MORE = Path(__file__).with_name("more.txt")
_OUT = Path(english_words.__file__).with_suffix(".bloom")


def main(lists: list[str]) -> None:
    """Writes the filter beside the module that reads it.

    Args:
        lists: Files with a word on each line.
    """
    words = {word for file in (*lists, _MORE) for word in Path(file).read_text(encoding="utf-8").split()}
    plain = {unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() for word in words}
    known = sorted(word for word in plain if _WORD.fullmatch(word))
    _OUT.write_bytes(english_words.filter_of(known))
    print(f"{len(known):,} words, {_OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
