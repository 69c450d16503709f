"""Phrases of news, filled in: dates in every naming of the months, days, times, amounts and counts."""

import random
import string
import tomllib
from pathlib import Path

_TABLE = Path(__file__).with_name("phrases.toml")
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ARABIC_DIGITS = str.maketrans(string.digits + "%", "٠١٢٣٤٥٦٧٨٩٪")


def news_phrases(count: int, seed: int = 3) -> list[tuple[str, str]]:
    """Makes pairs of phrases in Arabic and English, each once.

    Args:
        count: How many to draw; repeated ones are dropped.
        seed: Of the choices.
    """
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    chance = random.Random(seed)
    found: dict[tuple[str, str], None] = {}
    for _ in range(count):
        arabic, english = chance.choice(table["phrases"])
        values = _values(table, chance)
        arabic = arabic.format(**{name: value[0] for name, value in values.items()})
        if chance.random() < 0.3:
            arabic = arabic.translate(_ARABIC_DIGITS)
        found[arabic, english.format(**{name: value[1] for name, value in values.items()})] = None
    return list(found)


def _values(table: dict[str, list[str]], chance: random.Random) -> dict[str, tuple[str, str]]:
    names = chance.choice(table["months"]).split("|")
    month, other_month, weekday = chance.randrange(12), chance.randrange(12), chance.randrange(7)
    currency = chance.choice(table["currencies"])
    year = chance.randint(1945, 2030)
    same = {
        "d": str(chance.randint(1, 31)),
        "y": str(year),
        "y2": str(year + chance.randint(1, 20)),
        "h": str(chance.randint(1, 12)),
        "mm": f"{chance.randint(0, 59):02}",
        "n": str(int(10 ** chance.uniform(0.4, 3))),
        "k": str(int(10 ** chance.uniform(0.4, 3))),
        "t": str(chance.randint(1, 99)),
        "z": f"{chance.randint(0, 999):03}",
        "g": str(chance.randint(1, 5)),
        "g2": str(chance.randint(0, 4)),
    }
    return {name: (value, value) for name, value in same.items()} | {
        "m": (names[month], _MONTHS[month]),
        "m2": (names[other_month], _MONTHS[other_month]),
        "wd": (table["weekdays"].split("|")[weekday], _WEEKDAYS[weekday]),  # type: ignore[attr-defined]
        "c": (currency[0], currency[1]),
    }
