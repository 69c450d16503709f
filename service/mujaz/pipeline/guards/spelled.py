"""Checks whether a word was transcribed instead of translated, like "sixty" in al-Sitteen Street."""

import re

from mujaz.pipeline.guards.pair import Target
from mujaz.text.sounds import arabic_sounds, english_sound

_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}")


def is_spelled(word: str, target: Target) -> bool:
    """Whether a translation has a capitalised word that sounds like an Arabic word: شارع الستين, عين الجمعة.

    Args:
        word: The Arabic word.
        target: The translation.
    """
    sounds = set(arabic_sounds(word))
    return any(len(sound) > 1 and sound in sounds for sound in target.read(_sounds))


def _sounds(target: Target) -> frozenset[str]:
    return frozenset(map(english_sound, _CAPITALISED.findall(target.text)))
