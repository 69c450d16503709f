"""Runs inside Argos Translate's own environment: `python argos_worker.py PACKAGE [FORCED_LENGTH]`.

Reads a line of JSON for each run, a list of articles as lists of sentences, and prints the translations. Everything
except what `argos_given` changes is done by `argostranslate`.
"""

import json
import sys
from pathlib import Path

import ctranslate2
from argos_given import BREAK, give
from argostranslate import settings, translate


def forced(length):
    """Return a translator class for a model that never ends a hypothesis."""

    class Forced(ctranslate2.Translator):
        def translate_batch(self, *arguments, **options):
            return super().translate_batch(*arguments, max_decoding_length=length, **options)

    return Forced


def main(folder, forced_length=""):
    """Answer requests until standard input ends."""
    installed = give(Path(folder))
    arabic, english = translate.Language("ar", "Arabic"), translate.Language("en", "English")
    translation = translate.PackageTranslation(arabic, english, installed)
    if forced_length:
        ctranslate2.Translator = forced(int(forced_length))
    translation.translate("\u0642\u0627\u0644")  # loads the model
    print(json.dumps({"beams": settings.beam_size, "compute_type": settings.compute_type}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        joint = "\n" if request["lines"] else BREAK
        answers = [translation.translate(joint.join(article)).split("\n") for article in request["articles"]]
        print(json.dumps(answers), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
