"""Runs inside LibreTranslate's own environment: `python libretranslate_worker.py PACKAGE --port PORT ...`.

All arguments but the first are LibreTranslate's. It is its own server, which is only told what `argos_given` says.
"""

import sys
from pathlib import Path

from argos_given import give

if __name__ == "__main__":
    give(Path(sys.argv.pop(1)))
    from libretranslate.main import main

    main()
