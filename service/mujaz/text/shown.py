"""What a model is shown in the place of signs that it does not know or changes: the same in signs that it knows."""

import re

from mujaz.text.quantities.tokens import DECIMALS
from mujaz.text.verbatim import ARABIC_HASHTAG


def shown_to_model(text: str) -> str:
    """Writes hashtags, fractions and percent signs as models read them best.

    Args:
        text: Arabic, normalised.

    Returns:
        The text with hashtags as the words that they are (#العراق_ينتصر is العراق ينتصر), 2½ as 2.5, ½ as نصف,
        1.234.567 as 1,234,567 and %15 as 15%.
    """
    text = ARABIC_HASHTAG.sub(lambda hashtag: hashtag[1].replace("_", " "), text)
    text = _MIXED.sub(lambda number: number[1] + DECIMALS[number[2]], text)
    text = _FRACTION.sub(lambda fraction: _WORDS[fraction[0]], text)
    text = _POINTED_THOUSANDS.sub(lambda number: number[0].replace(".", ","), text)
    return _PERCENT_BEFORE.sub(r"\1%", text)


_WORDS = {"½": "نصف", "¼": "ربع", "¾": "ثلاثة أرباع"}
_MIXED = re.compile(r"(?<![\d.,])(\d+) ?([½¼¾])")
_FRACTION = re.compile("[½¼¾]")
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,]*\d)")
_PERCENT_BEFORE = re.compile(r"(?<![\d%])%(\d+(?:[.,]\d+)*)(?![\d%])")
