"""Runs inside LibreTranslate's own environment: `python libretranslate_worker.py given|cut PACKAGE --port PORT ...`.

All arguments but the first two are LibreTranslate's. This is its own server, changed only by `argos_given`.
"""

import sys
from pathlib import Path

from argos_given import FullStops, GivenSentences, give

if __name__ == "__main__":
    splitter = {"given": GivenSentences, "cut": FullStops}[sys.argv.pop(1)]
    give(Path(sys.argv.pop(1)), splitter)
    from libretranslate.main import main

    main()
