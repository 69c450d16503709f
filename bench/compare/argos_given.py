"""Inside the environments of Argos Translate and LibreTranslate: what their package format has no place for.

Argos cuts sentences with models that it downloads; here its sentence splitter is told the sentences. Its packages have
one tokenizer, and this model two: that of the target decodes.
"""

from pathlib import Path

from argostranslate import package, sbd, translate

BREAK = "\u2028"
"""Between the sentences of an article, which is one paragraph."""


class GivenSentences:
    """A sentence splitter that knows."""

    def split_sentences(self, text):
        """As `ISentenceBoundaryDetectionModel`."""
        return text.split(BREAK)


def give(folder: Path) -> package.Package:
    """Tells Argos, and reads the package in a folder."""
    sbd.MiniSBDSentencizer = translate.MiniSBDSentencizer = lambda _: GivenSentences()
    given = package.Package(folder)
    tokenizer = type(given.tokenizer)
    target, decode = tokenizer(folder / "target.spm"), tokenizer.decode
    tokenizer.decode = lambda _, tokens: decode(target, tokens)
    return given
