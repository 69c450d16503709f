"""Gives Argos Translate what its package format lacks; runs in its environment and in LibreTranslate's.

Argos splits sentences with models that it downloads. Here it is given the sentences, or splits at full stops, which
takes hardly any time. Its packages have one tokenizer, but this model has two; the target's is used for decoding.
"""

import re
from pathlib import Path

from argostranslate import package, sbd, translate

BREAK = "\u2028"
"""Separates the sentences of an article, which is one paragraph."""

_STOP = re.compile(r"(?<=[.!?\u061f])\s+|\n")


class GivenSentences:
    """A sentence splitter for texts with marked sentences."""

    def split_sentences(self, text):
        """See `ISentenceBoundaryDetectionModel`."""
        return text.split(BREAK)


class FullStops:
    """A sentence splitter for any text."""

    def split_sentences(self, text):
        """See `ISentenceBoundaryDetectionModel`."""
        return [part for part in _STOP.split(text) if part.strip()]


def give(folder: Path, splitter: type = GivenSentences) -> package.Package:
    """Install a sentence splitter in Argos, and load the package of a folder with both tokenizers."""
    sbd.MiniSBDSentencizer = translate.MiniSBDSentencizer = lambda _: splitter()
    given = package.Package(folder)
    tokenizer = type(given.tokenizer)
    target, decode = tokenizer(folder / "target.spm"), tokenizer.decode
    tokenizer.decode = lambda _, tokens: decode(target, tokens)
    return given
