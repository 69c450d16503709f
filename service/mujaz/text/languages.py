"""Detects languages other than Arabic that use the Arabic script."""

import re

from mujaz.text.characters import TASHKEEL, TATWEEL

_NOISE = re.compile(f"[{TASHKEEL}{TATWEEL}\u200c-\u200f]")
_WORD = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]+")

LEAST_WORDS = 4
"""Texts with fewer words are not judged."""
_LETTER_SHARE, _WORD_SHARE, _LETTERS_ALONE = 0.15, 0.10, 0.5
"""Shares of all words that weigh 1: words with letters that Arabic lacks, and frequent words that it lacks. Letters
count only beside such words, or alone if half of all words have them: a list of Iraqi names is Arabic."""
_ENOUGH = 2.0
"""The total weight at which a text is in another language."""

# Arabic has پ چ گ too, in names from Iraq and abroad. ک and ی may come from a Persian keyboard and are in no set.
_LETTERS = {
    "Urdu": frozenset("ٹڈڑےںھہۂۓپچژگ"),
    "Kurdish": frozenset("ێۆڕڵەڤپچژگ"),
    "Pashto": frozenset("ټډړږښځڅګۍېڼۀپچژ"),
    "Uyghur": frozenset("ۇۆۈۋېەڭپچژگ"),
    "Persian": frozenset("پچژگ"),
}
_WORDS = {
    "Persian": "است این در که را از با برای شد شده می های خود آن نیز کرد کند بود باشد دارد کرده یک تا هم شود اما وی "
    "اند نمی آنها بر اینکه باید روز گفت پس",
    "Urdu": "کے کی کا ہے میں کو سے نے اور ہیں پر یہ کہ تھا ہو گیا نہیں تھی ایک اس بھی کر رہے لیے ان",
    "Kurdish": "لە بە کە و بۆ ئەم لەگەڵ دەکات ئەو هەر هەرێمی کوردستان نییە یەک دەبێت بوو ناوەندی",
    "Pashto": "چې د په او کې دي له دی سره هم ته يې دا شوي وي خو",
    "Uyghur": "بىلەن ۋە ئۇ بۇ بىر ئۈچۈن دەپ",
}
_LIKE_ARABIC = frozenset(
    "آن در از با را بر هم تا شد پس ته دا دي له سره د و او خو ان کا کی کو بود وی خود روز بو كا".split()
)
"""Frequent words that Arabic has too once spellings are unified; they count only beside others."""


def other_language(text: str) -> str | None:
    """Return the language of a text in Arabic script that is not Arabic.

    Args:
        text: A segment as written. Normalising it would make ک and ی Arabic.

    Returns:
        The English name of the likeliest language; None for Arabic and for texts that are undecided.
    """
    words = _WORD.findall(_NOISE.sub("", text))
    if len(words) < LEAST_WORDS:
        return None
    evidence = {language: _evidence(language, words) for language in _LETTERS}
    language = max(evidence, key=lambda name: evidence[name])
    return language if evidence[language] >= _ENOUGH else None


def _evidence(language: str, words: list[str]) -> float:
    letters = _share_with(_LETTERS[language], words)
    known = [word for word in words if word in _FREQUENT[language]]
    own = sum(word not in _LIKE_ARABIC for word in known) / len(words)
    shared = min(own, (len(known) - own * len(words)) / len(words))
    if not own and _share_with(_LETTERS[language] - _IN_NAMES, words) < _LETTERS_ALONE:
        return 0.0
    return letters / _LETTER_SHARE + (own + shared) / _WORD_SHARE


def _share_with(letters: frozenset[str], words: list[str]) -> float:
    return sum(not letters.isdisjoint(word) for word in words) / len(words)


_IN_NAMES = frozenset("پچژگڤ")
_FREQUENT = {language: frozenset(words.split()) for language, words in _WORDS.items()}
