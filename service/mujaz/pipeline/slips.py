"""Mends slips of a model's English: 23th, a airstrike, trying to questioning, a quotation that is not closed."""

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
_ENDED = "|".join(f"(?<={ending})" for ending, _ in _INFLECTIONS)
_INFLECTED = re.compile(rf"(?<![\w@#./'’-])[a-z]{{5,}}(?:{_ENDED})(?![\w@/]|[-'’.]\w)")
"""A word in small letters with such an ending; whether it exists takes longer to tell."""

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
_OF_NATIONS = re.compile(r"\w{3,}ين (?:ال)?\w{2,}يين و(?:ال)?\w{2,}يين\b")
_TWO_OF_NATIONS = re.compile(r"\btwo (?=[A-Z][a-z]+ and [A-Z][a-z]+ [a-z])")
"""مسؤولين إيرانيين وعراقيين are many of each nation; two would be مسؤولين إيراني وعراقي."""
_TWO_IN_ARABIC = ("اثن", "كلا", "كلت", "زوج", "توأم", "توام")
_SCALE = re.compile(r"(?<=degree|egrees) (?:Celsius|Fahrenheit)\b")
_FAITH = re.compile(r"\b(?:Islam|islam)(?![- ](?:State|Group|group)|\w)")
_WANTS_VERB = (
    r"(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|efforts?|opportunit(?:y|ies)|chance|decision|decid(?:e|es|ed|ing)|"
    r"agree(?:s|d|ing)?|refus(?:e|es|ed|ing)|seek(?:s|ing)?|sought|intend(?:s|ed|ing)?|hop(?:e|es|ed|ing)|"
    r"want(?:s|ed|ing)?|plan(?:s|ned|ning)?|threaten(?:s|ed|ing)?|manag(?:e|es|ed|ing)|fail(?:s|ed|ing)?|in order|"
    r"so as|(?:un)?able|(?:un)?willing|ready)"
)
_MAKES_DO = r"(?:forc(?:e|es|ed|ing)|allow(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|order(?:s|ed|ing)?|urg(?:e|es|ed|ing))"
_VERBLESS = r"(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?|him|her|it|them|us)"
_GERUND = r"(?P<stem>[a-z]*[aeiouy][a-z]*)ing\b(?!-)"
_TO_GERUND = re.compile(
    rf"(?P<before>\b(?:{_WANTS_VERB}|{_MAKES_DO}(?: {_VERBLESS})?) to |"
    r"\b(?:demand|insist|recommend|request|urg)(?:e|s|es|ed|ing)? that (?:he|she|it|they|we) |"
    rf"\b(?:he|she|it|they|we|you|that|which|who) (?:can|could|should|must|would|may|might)(?: not)? ){_GERUND}"
)
"""What only the plain form of a verb may follow: "trying to questioning". "Committed to" may have a gerund."""
_NO_VERBS = frozenset("dur no an even everyth someth anyth".split())
"""What is left of during, nothing, anything and their like without ing."""
_DOUBLED = re.compile(r"(?<=..)([bdgkmnprt])\1$")
_LACKS_E = re.compile(r"^[^aeiou]{0,3}[aeiouy][bdgklmnprt]$|[^s]s$|[cvz]$")
"""A stem that has lost its last letter: mak of making, which would have been makking, and rais of raising."""
_ADJECTIVE = (
    r"(?:(?!vegetable|timetable|variable|constable|syllable)[a-z]{4,}able|(?:cap|vi|us|not)able|"
    r"(?:(?:im)?poss|(?:in)?vis|(?:in)?cred|(?:im)?plaus|(?:in)?flex|(?:ir)?respons|(?:in)?access|terr|horr)ible|"
    r"[a-z]+(?:less|ous)|different|better|worse|ready)"
)
"""Adjectives that are no nouns, unlike a fable and a crucible."""
_ADVERB = r"(?:very|too|much|completely|totally|extremely|quite|entirely|absolutely|highly|fully|far)"
_ARTICLE_OF_ADJECTIVE = re.compile(rf"(?<!\w)\"(?:an?) (?=(?:{_ADJECTIVE}|{_ADVERB} (?:{_ADJECTIVE}|[a-z]+ed))[.,]?\")")
_SECOND_ARTICLE = re.compile(r"\b((?:[Tt]he|[Aa]n?) \")(?:the|an?) (?=[a-z])")
_AND_INSIDE = re.compile(r"(?<!\S)\"and (?=\w)")
_AND_IN_MARKS = re.compile(r"[\"«“”]\s*[،,.]*\s*و")
_QUOTED = re.compile(r"[\"«“][^\"»”]{2,}[\"»”]")
_POINTED = re.compile(r"(?<![\d.,])(\d{1,3}\.\d{3}) ?(?:مليار|بليون)")
_COMMA_BILLION = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3})(?= billion\b)")
_CLOSED = re.compile(r"[\"”»][ .!?؟…]*$")


def mend_slips(english: str) -> str:
    """Returns a text with the right endings of ordinals and words, and "a" or "an" as the next word sounds.

    A gerund where only a plain verb can stand becomes one, and an article in quotation marks before a lone adjective,
    or behind another article, is left out.

    "A" is only looked at before words in small letters and adjectives of nations, and before those whose first letters
    leave no doubt: "a unit" stays. How many sentences that mends: docs/evidence.md.
    """
    english = _ORDINAL.sub(lambda match: match[1] + _ending(int(match[1])), english)
    english = _INFLECTED.sub(lambda match: match[0] if is_english(match[0]) else _inflected(match[0]), english)
    english = _BEFORE_CONSONANT.sub(r"\1 ", _BEFORE_VOWEL.sub(r"\1n ", english))
    english = _CONSONANT_NATION.sub(r"\1 ", _VOWEL_NATION.sub(r"\1n ", english))
    english = _TO_GERUND.sub(_with_plain_form, english) if "ing" in english else english
    if '"' in english:
        english = _SECOND_ARTICLE.sub(r"\1", _ARTICLE_OF_ADJECTIVE.sub('"', english))
    return english


def _with_plain_form(found: re.Match[str]) -> str:
    """Returns "to question" for "to questioning", and what was found where the verb is in doubt."""
    stem, lengthened = found["stem"], f"{found['stem']}e"
    if stem in _NO_VERBS or (stem.endswith("y") and len(stem) < len("say")):
        return found[0]
    if _DOUBLED.search(stem) and is_english(stem[:-1]):
        verb = stem[:-1]
    elif _LACKS_E.search(stem):
        verb = lengthened if is_english(lengthened) else stem
    else:
        verb = stem if is_english(stem) else lengthened
    may_be_either = verb == stem and is_english(lengthened) and len(stem) > len("put") and not stem.endswith("ss")
    certain = is_english(verb) and (not may_be_either or _LACKS_E.search(stem))
    return f"{found['before']}{verb}" if certain else found[0]


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
    for mend in (
        close_quotation,
        mend_round,
        mend_person,
        mend_plural,
        mend_scale,
        mend_group,
        mend_billions,
        mend_and,
    ):
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
    """Returns a translation without "two" before the English of a plural in ين, if the source has no dual."""
    if "two " not in english:
        return english
    folded = fold_text(arabic)
    if _OF_NATIONS.search(folded) and not contains_any(folded, _TWO_IN_ARABIC):
        english = _TWO_OF_NATIONS.sub("", english)
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


def mend_billions(arabic: str, english: str) -> str:
    """Returns a translation with 2.069 billion for "2,069 billion", where the source has 2.069 مليار."""
    if "billion" not in english or not (found := _POINTED.findall(arabic)):
        return english
    pointed = frozenset(found)
    return _COMMA_BILLION.sub(
        lambda number: f"{number[1]}.{number[2]}" if f"{number[1]}.{number[2]}" in pointed else number[0], english
    )


def mend_and(arabic: str, english: str) -> str:
    """Returns a translation without "and" behind an opening mark, where no quotation of the source begins with it."""
    if '"and ' not in english or not _QUOTED.search(arabic) or _AND_IN_MARKS.search(arabic):
        return english
    return _AND_INSIDE.sub('"', english)


def _ending(number: int) -> str:
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
