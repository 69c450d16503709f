"""Inside the environments of Argos Translate and LibreTranslate: what their package format has no place for.

Argos cuts sentences with models that it downloads; here its sentence splitter is told the sentences, or cuts at full
stops, which takes no time to speak of. Its packages have one tokenizer, and this model two: that of the target decodes.
"""

import re
from pathlib import Path

from argostranslate import package, sbd, translate

BREAK = "\u2028"
"""Between the sentences of an article, which is one paragraph."""

_STOP = re.compile(r"(?<=[.!?\u061f])\s+|\n")


class GivenSentences:
    """A sentence splitter that knows."""

    def split_sentences(self, text):
        """As `ISentenceBoundaryDetectionModel`."""
        return text.split(BREAK)


class FullStops:
    """A sentence splitter for texts of whoever asks."""

    def split_sentences(self, text):
        """As `ISentenceBoundaryDetectionModel`."""
        return [part for part in _STOP.split(text) if part.strip()]


def give(folder: Path, splitter: type = GivenSentences) -> package.Package:
    """Tells Argos, and reads the package in a folder."""
    sbd.MiniSBDSentencizer = translate.MiniSBDSentencizer = lambda _: splitter()
    given = package.Package(folder)
    tokenizer = type(given.tokenizer)
    target, decode = tokenizer(folder / "target.spm"), tokenizer.decode
    tokenizer.decode = lambda _, tokens: decode(target, tokens)
    return given
