"""Raised and lowered figures as characters of their own: in plain text, 10 with a raised 6 must not become 106."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

_FIGURES = re.compile(r"[-+−–]?\d{1,4}")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_UP = str.maketrans("-−–+", "⁻⁻⁻⁺")
_DOWN = str.maketrans("-−–+", "₋₋₋₊")
_FRACTIONS = {unicodedata.normalize("NFKC", sign): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}


def raised(text: str) -> str:
    """A raised text: its figures as ⁶ or ⁻¹⁹, and anything else, as in 21st, as it is."""
    return _translated(text, _RAISED).translate(_UP) if _FIGURES.fullmatch(text.strip()) else text


def lowered(text: str, before: str) -> str:
    """A lowered text: figures behind another figure as ₂, and anything else, as in CO2, as it is.

    Args:
        text: The lowered text.
        before: The text that it follows.
    """
    follows_figure = before[-1:].isdecimal()
    return _translated(text, _LOWERED).translate(_DOWN) if follows_figure and _FIGURES.fullmatch(text.strip()) else text


def fraction(above: str, below: str) -> str:
    """A fraction that is set as a raised and a lowered figure: ½, or 7/16 with a space before it."""
    above, below = (_translated(each, "0123456789") for each in (above.strip(), below.strip()))
    return _FRACTIONS.get(f"{above}⁄{below}", f" {above}/{below}")


def set_apart(parts: Iterable[tuple[str, str]]) -> str:
    """Joins texts, their raised and lowered figures as characters of their own.

    Args:
        parts: Texts, each behind "superscript", "subscript" or neither.
    """
    text = ""
    said: list[str] = []
    for height, group in groupby(parts, key=lambda part: part[0]):
        before, text = text, "".join(part for _, part in group)
        if height == "superscript":
            text = raised(text)
        elif height == "subscript":
            text = lowered(text, before)
        said.append(text)
    return "".join(said)


def _translated(text: str, figures: str) -> str:
    return "".join(figures[int(sign)] if sign.isdecimal() else sign for sign in text)
