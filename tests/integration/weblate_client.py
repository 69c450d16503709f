"""Runs in an environment that has Weblate: its LibreTranslate backend, asked as Weblate asks it.

    python weblate_client.py ADDRESS TEXT ...

Prints JSON: the languages that Weblate finds, and what it gets for the texts.
"""

import json
import os
import sys
from unittest.mock import MagicMock

# Weblate's settings name a database, which nothing here connects to.
os.environ |= {"DJANGO_SETTINGS_MODULE": "weblate.settings_test", "CI_DATABASE": "postgresql", "CI_DB_PASSWORD": ""}


def main(address: str, *texts: str) -> None:
    """Asks."""
    import django

    for drawing in ("cairo", "gi", "gi.repository"):  # of its badges; they take libraries that pip cannot install
        sys.modules.setdefault(drawing, MagicMock())
    django.setup()
    from weblate.machinery.libretranslate import LibreTranslateTranslation

    backend = LibreTranslateTranslation({"url": address, "key": ""})
    found = backend.download_multiple_translations("ar", "en", [(text, None) for text in texts])
    print(json.dumps({"languages": backend.download_languages(), "texts": [found[text][0]["text"] for text in texts]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
