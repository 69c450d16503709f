"""Finds words that a model made up of pieces: "incalks", "expulding", "withoutclared"."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards import language
from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source
from mujaz.text.dictionary import is_in_dictionary
from mujaz.text.english_words import is_english
from mujaz.text.sounds import arabic_sounds, english_sound
from mujaz.types import Finding, Span

_SMALL = re.compile(r"(?<![\w@#./'’-])[a-z]{4,}(?![\w@/]|[-'’.]\w)")
"""A word in small letters. One with a capital may be a name; parts of compounds and addresses are no words alone."""
_LEAST_SOUNDS = 2
_WAS, _AS_A_NAME = re.compile(r"\b[وف]?كانت?\b"), re.compile(r"\bCant\b")
"""A word that models spell like a name instead of translating it."""
_WHOEVER = re.compile(r'(?<!\S)"(?P<word>[Ww]hoever)\b')
_NOBODY = re.compile(r"[\"«“]\s*(?:عندما|حينما|حين|بسبب|بعد|قبل|منذ|خلال|بينما|[إا]ذا|ل[أا]ن\w*|[إا]ضافة|من ال\w+) ")
"""How quotations begin that begin with nobody."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each word in small letters that is no English word, unless the source has it or a name like it.

    There is one too for "whoever" at the head of a quotation, with which models begin what they cannot connect.

    A translation that is in another language is left to `language`. Words that translators transcribe (sidr, qirat)
    sound like a word of the source. How often both are: docs/evidence.md.
    """
    if "Cant" in pair.target.text and _WAS.search(pair.source.text):
        for match in _AS_A_NAME.finditer(pair.target.text):
            yield _finding('The translation spells كانت, was, as "Cant".', match)
    for match in _WHOEVER.finditer(pair.target.text):
        if _NOBODY.search(pair.source.text):
            yield unrelated_finding(
                'The translation says "whoever"; the source does not.', None, Span(*match.span("word"))
            )
    if not pair.target.having(_is_unlisted) or any(language.find(pair)):
        return
    for match in _SMALL.finditer(pair.target.text):
        word = match[0]
        if _is_unlisted(word) and not _is_of_source(word, pair.source) and not is_in_dictionary(word):
            yield _finding(f'The translation says "{word}", which is no English word.', match)


def _finding(message: str, match: re.Match[str]) -> Finding:
    return unrelated_finding(message, None, Span(*match.span()))


@PER_WORD.reader
def _is_unlisted(word: str) -> bool:
    return not is_english(word)


def _is_of_source(word: str, source: Source) -> bool:
    """Whether the source has the word itself, or one that sounds like it."""
    if word in source.text.lower() or any(word in name.english.lower() for name in source.names):
        return True
    sounds = {english_sound(word), english_sound(word.removesuffix("s"))}
    return any(
        len(sound) >= _LEAST_SOUNDS and sound in sounds for form in source.forms for sound in arabic_sounds(form)
    )
