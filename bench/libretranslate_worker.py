"""Runs LibreTranslate without a network, in its own environment: `python libretranslate_worker.py FLAGS`.

It cuts sentences with models that it downloads; here its splitter cuts at full stops, which takes no time to speak of.
"""

import re

from argostranslate import sbd, translate


class FullStops:
    """A sentence splitter."""

    def __init__(self, *_):
        pass

    def split_sentences(self, text):
        """As `ISentenceBoundaryDetectionModel`."""
        return [sentence for sentence in re.split(r"(?<=[.!?؟])\s+|\n", text) if sentence.strip()]


sbd.MiniSBDSentencizer = translate.MiniSBDSentencizer = FullStops

if __name__ == "__main__":
    from libretranslate import main

    main()
