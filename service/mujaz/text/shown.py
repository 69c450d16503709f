"""Rewrites characters that a model does not know, or changes, in characters that it knows."""

import re

from mujaz.text.quantities.tokens import AGENCY_DECIMAL, DECIMALS, agency_decimal
from mujaz.text.scripts import part_scripts
from mujaz.text.verbatim import ARABIC_HASHTAG


def shown_to_model(text: str) -> str:
    """Write hashtags, fractions and percent signs as models read them best.

    Args:
        text: Arabic, normalised.

    Returns:
        The text with hashtags as plain words (#العراق_ينتصر is العراق ينتصر), 2½ as 2.5, ½ as نصف, 1.234.567 as
        1,234,567, 3ر2 as 2.3, %15 as 15%, and with Latin words separated from Arabic ones: وTelegram is و Telegram,
        والـFBI is و FBI.
    """
    text = ARABIC_HASHTAG.sub(lambda hashtag: hashtag[1].replace("_", " "), text)
    text = _MIXED.sub(lambda number: number[1] + DECIMALS[number[2]], text)
    text = _FRACTION.sub(lambda fraction: _WORDS[fraction[0]], text)
    text = _AGENCY_DECIMAL.sub(lambda number: agency_decimal(number[0]), text)
    text = _POINTED_THOUSANDS.sub(lambda number: number[0].replace(".", ","), text)
    text = _PERCENT_BEFORE.sub(r"\1%", text)
    return part_scripts(_ARTICLE_BEFORE_LATIN.sub(lambda joined: joined[1] and f"{joined[1]} ", text))


_WORDS = {"½": "نصف", "¼": "ربع", "¾": "ثلاثة أرباع"}
_MIXED = re.compile(r"(?<![\d.,])(\d+) ?([½¼¾])")
_FRACTION = re.compile("[½¼¾]")
_AGENCY_DECIMAL = re.compile(AGENCY_DECIMAL)
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,]*\d)")
_PERCENT_BEFORE = re.compile(r"(?<![\d%])%(\d+(?:[.,]\d+)*)(?![\d%])")
_ARTICLE_BEFORE_LATIN = re.compile(r"\b([وف]?[بلك]?)(?:ال|(?<=ل)ل)(?=[A-Za-z])")
"""The article is dropped, as a model would translate it as a separate word; English names have none."""
