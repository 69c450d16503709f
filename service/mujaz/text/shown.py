"""Rewrites characters that a model does not know, or changes, in characters that it knows."""

import re

from mujaz.text.months import GREGORIAN, months_pattern
from mujaz.text.quantities.tokens import AGENCY_DECIMAL, DECIMALS, agency_decimal
from mujaz.text.reworded import reworded
from mujaz.text.scripts import part_scripts
from mujaz.text.subject_commas import without_subject_comma
from mujaz.text.verbatim import ARABIC_HASHTAG


def shown_to_model(text: str) -> str:
    """Write hashtags, fractions, scores, units, months and days of the week as models read them best.

    Args:
        text: Arabic, normalised.

    Returns:
        The text with hashtags as plain words (#العراق_ينتصر is العراق ينتصر), 2½ as 2.5, ½ as نصف, 1.234.567 as
        1,234,567, 3ر2 as 2.3, 14 فاصل 6 as 14.6, %15 as 15%, 2-صفر as 2-0, يوليو/تموز as يوليو, 150سم as 150
        سنتيمتر, a bare الاثنين as يوم الاثنين, 54عازفا as 54 عازفا, الساعة 14,30 as الساعة 14:30, with what
        `reworded` and `without_subject_comma` change, and with Latin words separated from Arabic ones:
        وTelegram is و Telegram, والـFBI is و FBI.
    """
    text = _WORD_AT_NUMBER.sub(r"\g<0> ", _NUMBER_AT_WORD.sub(r"\g<0> ", text))
    text = _COMMA_TIME.sub(r"\1:\2", text)
    text = reworded(without_subject_comma(text))
    text = ARABIC_HASHTAG.sub(lambda hashtag: hashtag[1].replace("_", " "), text)
    text = _IN_HASHTAG.sub(" ", text)
    text = _MIXED.sub(lambda number: number[1] + DECIMALS[number[2]], text)
    text = _FRACTION.sub(lambda fraction: _WORDS[fraction[0]], text)
    text = _AGENCY_DECIMAL.sub(lambda number: agency_decimal(number[0]), text)
    text = _POINTED_THOUSANDS.sub(lambda number: number[0].replace(".", ","), text)
    text = _PERCENT_BEFORE.sub(r"\1%", text)
    text = _TO_NIL.sub(r"\1-0", _NIL_TO.sub(r"0-\1", text))
    text = _SPOKEN_DECIMAL.sub(r"\1.\2", text)
    text = _MONTH_TWICE.sub(lambda names: GREGORIAN[int(str(names.lastgroup)[1:])][0], text)
    text = _UNIT.sub(lambda unit: f" {_UNITS[unit[1]]}", text)
    text = _FIRST_DAY.sub(r"\1يوم \2", _BARE_DAY.sub(r"\1يوم \2", text))
    return part_scripts(_ARTICLE_BEFORE_LATIN.sub(lambda joined: joined[1] and f"{joined[1]} ", text))


_IN_HASHTAG = re.compile(r"(?<=[A-Za-z])_(?=[\u0621-\u064a])")
"""Separates a name in English from the rest of its hashtag."""
_LETTERS = r"[\u0621-\u063a\u0641-\u064a]"
_NUMBER_AT_WORD = re.compile(
    rf"(?<![^\W\dـ])(?<![^\W\d][-–])(?<!\d)\d[\d.,]*(?<=\d)(?=(?:{_LETTERS}{{3,}}|ين|من|في|عن|أو)(?!\w))"
)
"""A number before the word that it is written to: 54عازفا. Signs of units, and types such as إف-2إيه, are left."""
_WORD_AT_NUMBER = re.compile(rf"(?<!\w)(?![وف]?[بلك]?(?:ال|لل)\d)(?:[وف]?(?:من|عن|في)|{_LETTERS}{{3,}})(?=\d)")
"""A word before the number that it is written to: من300."""
_ZONE = r" ?(?:ب(?:ال)?توقيت|ت ?\.?غ(?!\w)|غرين[يت])"
_COMMA_TIME = re.compile(
    rf"(?<![\d.,])(?:(?<=الساعة )|(?=\d{{1,2}},\d\d{_ZONE}))((?:[01]?\d|2[0-3])),([0-5]\d)(?![\d.,:]*\d)"
)
"""A time with a comma, as agencies write it, of which a model made "15:00 at 15,000"."""
_WORDS = {"½": "نصف", "¼": "ربع", "¾": "ثلاثة أرباع"}
_MIXED = re.compile(r"(?<![\d.,])(\d+) ?([½¼¾])")
_FRACTION = re.compile("[½¼¾]")
_AGENCY_DECIMAL = re.compile(AGENCY_DECIMAL)
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,]*\d)")
_PERCENT_BEFORE = re.compile(r"(?<![\d%])%(\d+(?:[.,]\d+)*)(?![\d%])")
_TO_NIL = re.compile(r"(?<![\d.,])(\d{1,2}) ?[-–] ?صفر(?!\w)")
_NIL_TO = re.compile(r"(?<!\w)صفر ?[-–] ?(\d{1,2})(?![\w.,]*\d)")
_SPOKEN_DECIMAL = re.compile(r"(?<![\d.,])(\d+) (?:فاصل|فاصلة) (\d+)(?![\d.,]*\d)")
_NAMED = enumerate(months_pattern(names) for names in GREGORIAN)
_MONTH_TWICE = re.compile("|".join(rf"(?<!\w)(?P<m{at}>(?:{names}) ?/ ?(?:{names}))(?!\w)" for at, names in _NAMED))
"""A month and its other name, which agencies write beside it for readers of another country."""
_UNITS = {
    "سم": "سنتيمتر",
    "كغ": "كيلوغرام",
    "كلغ": "كيلوغرام",
    "كجم": "كيلوغرام",
    "غ": "غرام",
    "غم": "غرام",
    "هك": "هكتار",
    "م²": "متر مربع",
    "م2": "متر مربع",
    "كم/س": "كيلومتر في الساعة",
    "كلم/س": "كيلومتر في الساعة",
}
"""Signs of units that a model takes for other words: 150سم was "150 poisons". It knows كم, and م is also AD and pm."""
_UNIT = re.compile(rf"(?<=\d) ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![\w/²])")
_DAY = r"(?:ال[أا]حد|ال[إا]ثنين|الثلاثاء|الثلثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت)"
_NO_DAY_AFTER = (
    "يوم|يومي|أيام|ايام|اليوم|أمس|امس|غد|غدا|غداً|صباح|ظهر|عصر|مساء|ليل|ليلة|فجر|نهار|عطلة|صلاة|خطبة|خطيب|مسجد|سوق|حي|"
    f"مدينة|قرية|ساحة|عبد|كلا|كل|هؤلاء|بين|من|عن|على|إلى|الى|في|أو|او|و|{_DAY}"
)
"""Words before a day of the week that say that it is one, or that it is something else: صلاة الجمعة, سوق الأحد."""
_BARE_DAY = re.compile(
    rf"(?<!\w)((?![وفبلك]?(?:{_NO_DAY_AFTER})\b)[^\W\d_]{{2,}}[\"»”)]*[،,]? )"
    rf"((?!(?<=ين )ال[إا]ثنين|(?<=ين، )ال[إا]ثنين){_DAY})(?!\w)"
)
"""A day of the week behind a word. Without يوم a model makes of it a name or a number, or leaves it out."""
_FIRST_DAY = re.compile(rf"(?:\A|(?<=[.؟!] ))([وف])({_DAY})(?=[،,]? \w)")
"""A day with "and" at the head of a sentence: والأربعاء was "the fourth" and والجمعة "the group"."""
_ARTICLE_BEFORE_LATIN = re.compile(r"\b([وف]?[بلك]?)(?:ال|(?<=ل)ل)(?=[A-Za-z])")
"""The article is dropped, as a model would translate it as a separate word; English names have none."""
