"""Whether a word that means something was only spelled, as the sixty of al-Sitteen Street is."""

import re

from mujaz.pipeline.guards.pair import Target
from mujaz.text.sounds import arabic_sounds, english_sound

_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}")


def is_spelled(word: str, target: Target) -> bool:
    """Whether a translation has a capitalised word that sounds like an Arabic one: شارع الستين, عين الجمعة.

    Args:
        word: Arabic.
        target: The translation.
    """
    sounds = set(arabic_sounds(word))
    return any(len(sound) > 1 and sound in sounds for sound in target.read(_sounds))


def _sounds(target: Target) -> frozenset[str]:
    return frozenset(map(english_sound, _CAPITALISED.findall(target.text)))
