"""Mends slips of a model's English: 23th, a airstrike, a quotation that is not closed, the 16th round of a cup."""

import re

from mujaz.pipeline.guards.exchanged import is_of_earthquake
from mujaz.text.contains import contains_any
from mujaz.text.english_words import is_english
from mujaz.text.folding import fold_text

_ORDINAL = re.compile(r"\b(\d*\d)(?:st|nd|rd|th)\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_BEFORE_VOWEL = re.compile(r"(\ba|\AA) (?=(?:[ai]|e(?![uw])|o(?!nce\b|ne\b|ui)|u(?:n(?!i|an)|p|l|m))[a-z]{2})")
_BEFORE_CONSONANT = re.compile(r"(\ba|\AA)n (?=(?:[bcdfgjklmnpqrstvwxyz]|h(?!our|onest|ono|eir|erb))[a-z]{2})")

_VOWEL_NATION = re.compile(
    r"(\ba|\AA) (?=(?:A(?:fghan|frican|lgerian|merican|rab|rabic|rgentine|rmenian|sian|ustralian|ustrian)|"
    r"E(?:gyptian|mirati|nglish|thiopian)|I(?:ndian|ndonesian|ranian|raqi|rish|slamic|slamist|sraeli|talian)|"
    r"O(?:lympic|mani|rthodox|ttoman))\b)"
)
_CONSONANT_NATION = re.compile(
    r"(\ba|\AA)n (?=(?:Bahraini|Belgian|Brazilian|British|Canadian|Chinese|Christian|Dutch|European|French|German|"
    r"Greek|Jewish|Jordanian|Kurdish|Kuwaiti|Lebanese|Libyan|Moroccan|Muslim|Pakistani|Palestinian|Portuguese|Qatari|"
    r"Russian|Saudi|Shiite|Spanish|Sudanese|Sunni|Swedish|Swiss|Syrian|Tunisian|Turkish|Ukrainian|Yemeni)\b)"
)
"""Words with a capital that are no letter of a group and no abbreviation: Group A."""
_SMALL = re.compile(r"(?<![\w@#./'’-])[a-z]{5,}(?![\w@/]|[-'’.]\w)")
_INFLECTIONS = (
    ("ys", "ies"),
    ("yed", "ied"),
    ("sss", "ss"),
    ("eable", "able"),
    ("icly", "ically"),
    ("yly", "ily"),
    ("mans", "men"),
    ("es", "s"),
)
"""Endings of words that do not exist, and those that they have in fact: economys, relyed, strategicly."""

_ROUND = re.compile(r"دور (?:ال)?(?:ـ? ?(?:16|32|64)(?!\d)|ستة عشر|ال[اإ]ثنين والثلاثين)")
_RANK_OF_ROUND = re.compile(r"\b(16|32|64)(?:th|nd)? round\b(?: of 16\b)?")
_PERSON = re.compile(
    r"\s*[«\"“]?و?(?P<pronoun>ه[وي])\s+(?:والد[هت]?|ابن[هت]?|ام|اب|زوج[هت]?|شقيق[هت]?|رئيس[هت]?|وزير[هت]?|لاعب[هت]?|مدرب[هت]?|قائد[هت]?|زعيم[هت]?|"
    r"نائب[هت]?|مدير[هت]?|كاتب[هت]?|صحفي[ه]?|صحافي[ه]?|طبيب[هت]?|طالب[هت]?|مهندس[هت]?|ضابط|سفير[هت]?|مهاجم|مدافع|مؤسس[هت]?|رجل|امراه|"
    r"شاب[ه]?|فتاه|سيده|طفل[ه]?|مواطن[ه]?|ممثل[ه]|فنان[ه]?|مطرب[ه]?|مخرج[ه]?|قاضي?[ه]?|محام[يه]?[ه]?)\b"
)
_IT_IS = re.compile(r"\AIt (?=(?:is|was|has been|had been) )")
_PLURALS = {
    "قوانين": "laws", "عناوين": "addresses|headlines|titles", "ميادين": "squares|fields",
    "بساتين": "orchards|groves|gardens", "براهين": "proofs", "موازين": "scales|balances",
    "شياطين": "devils|demons", "تمارين": "exercises", "مساجين": "prisoners",
    "فساتين": "dresses", "سكاكين": "knives", "ثعابين": "snakes", "دلافين": "dolphins", "براكين": "volcanoes",
    "شرايين": "arteries",
}  # fmt: skip
"""Broken plurals whose ين is no ending of a dual, and their English."""
_TWO_IN_ARABIC = ("اثن", "كلا", "كلت", "زوج", "توأم", "توام")
_SCALE = re.compile(r"(?<=degree|egrees) (?:Celsius|Fahrenheit)\b")
_FAITH = re.compile(r"\b(?:Islam|islam)(?![- ](?:State|Group|group)|\w)")
_CLOSED = re.compile(r"[\"”»][ .!?؟…]*$")


def mend_slips(english: str) -> str:
    """Returns a text with the right endings of ordinals and words, and "a" or "an" as the next word sounds.

    Only words in small letters and adjectives of nations are looked at, and only those whose first letters leave no
    doubt: "a unit" stays. How many sentences that mends: docs/evidence.md.
    """
    english = _ORDINAL.sub(lambda match: match[1] + _ending(int(match[1])), english)
    english = _SMALL.sub(lambda match: match[0] if is_english(match[0]) else _inflected(match[0]), english)
    english = _BEFORE_CONSONANT.sub(r"\1 ", _BEFORE_VOWEL.sub(r"\1n ", english))
    return _CONSONANT_NATION.sub(r"\1 ", _VOWEL_NATION.sub(r"\1n ", english))


def _inflected(word: str) -> str:
    """Returns a word that does not exist with the ending that it has in fact; others as they are."""
    for ending, other in _INFLECTIONS:
        mended = word.removesuffix(ending) + other
        if word.endswith(ending) and is_english(mended):
            return mended
    return word


def mend_by_source(arabic: str, english: str) -> str:
    """Returns a translation with all that only its source shows to be a slip mended; see the functions below.

    Args:
        arabic: The segment.
        english: Its translation.
    """
    for mend in (close_quotation, mend_round, mend_person, mend_plural, mend_scale, mend_group):
        english = mend(arabic, english)
    return english


def close_quotation(arabic: str, english: str) -> str:
    """Returns a translation with the mark that closes its last quotation, if that ends with the sentence in the source.

    Args:
        arabic: The segment.
        english: Its translation. One whose marks are even, or that ends with one, stays as it is.
    """
    is_open = english.count('"') % 2 == 1 and not _CLOSED.search(english)
    return f'{english}"' if is_open and _CLOSED.search(arabic) else english


def mend_round(arabic: str, english: str) -> str:
    """Returns a translation with the round of 16 for "the 16th round", where the source has دور الـ16."""
    return _RANK_OF_ROUND.sub(r"round of \1", english) if _ROUND.search(arabic) else english


def mend_person(arabic: str, english: str) -> str:
    """Returns a translation that begins with "He is" for "It is", where the source says وهو of a person's calling."""
    found = _PERSON.match(fold_text(arabic)) if _IT_IS.match(english) else None
    return _IT_IS.sub("He " if found["pronoun"] == "هو" else "She ", english) if found else english


def mend_plural(arabic: str, english: str) -> str:
    """Returns a translation without "two" before the English of a broken plural in ين, if the source has no dual."""
    if "two " not in english:
        return english
    folded = fold_text(arabic)
    for plural, nouns in _PLURALS.items():
        if plural in folded and not contains_any(folded, _TWO_IN_ARABIC):
            english = re.sub(rf"\btwo (?=(?:[a-z]+ )?(?:{nouns})\b)", "", english)
    return english


def mend_scale(arabic: str, english: str) -> str:
    """Returns a translation without Celsius or Fahrenheit, where the source tells of an earthquake and of no heat."""
    if not _SCALE.search(english):
        return english
    return _SCALE.sub("", english) if is_of_earthquake(fold_text(arabic)) else english


def mend_group(arabic: str, english: str) -> str:
    """Returns a translation with ISIS for "Islam", where the source has داعش and nothing of Islam."""
    if not _FAITH.search(english):
        return english
    folded = fold_text(arabic)
    return _FAITH.sub("ISIS", english) if "داعش" in folded and "اسلام" not in folded else english


def _ending(number: int) -> str:
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
