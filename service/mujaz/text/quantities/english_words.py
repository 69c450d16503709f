"""The English words for quantities, in lower case."""

from fractions import Fraction

from mujaz.text.quantities.quantity import MONTH_NAMES, Number

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "milliard": 10**9, "trillion": 10**12,
}  # fmt: skip
ABBREVIATED_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
"""Scales that are joined to the digits or follow them: 5.2bn."""
NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES, "hundred", "dozen"))
PRONOUN_BEFORE = frozenset("this that which no every any each the another some only last other".split())
"""Words after which "one" is a pronoun, as in "that one" and "the other one"."""

FRACTIONS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9,
    "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip

ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
}
TENTH_ORDINALS = {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
ADVERBIAL_ORDINALS = {"firstly": 1, "secondly": 2, "thirdly": 3, "fourthly": 4}
"""Ordinals that a translation may reword or leave out."""

LOOSE: dict[str, Number] = {
    word: value
    for value, words in {
        0: "midnight",
        1: "once single sole wwi",
        2: "sequel sequels twice both couple pair pairs double doubled doubles dual twin twins duo twofold either "
        "neither bilateral biennial wwii runoff run-off rematch latter brace runner-up bicentennial bicentenary bi",
        3: "thrice triple tripled triples trio triplets threefold trilateral tripartite triad triangle triangular "
        "trimester trimesters triennial trick trilogy treble tri thirdly",
        4: "tetralogy fours fourfold quadruple quadrupled quartet quadrilateral semifinal semifinals slam slams",
        5: "fivefold quintet pentagon trigeminal",
        6: "hexagonal",
        7: "septuplets",
        8: "octagonal eights quarterfinal quarterfinals",
        10: "tenfold decade decathlon teens",
        12: "dozen",
        14: "fortnight",
        40: "arbaeen",
        100: "centenary centennial centenarian centenarians hundredths",
        1000: "millennium thousandths",
        10**6: "million millionth",
        10**9: "billion",
    }.items()
    for word in words.split()
} | dict.fromkeys(("halve", "halved", "halves", "halving", "half-hour"), Fraction(1, 2))
"""Words that a translator may choose for a number, but that may also stand without a number in the source."""

ROMAN = {
    "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14,
    "v": 5, "x": 10, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21, "xxiii": 23,
}  # fmt: skip
"""Roman numerals that are not English words; read only in capitals."""

DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
ABBREVIATED_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
MONTHS = {name.lower(): month for month, name in enumerate(MONTH_NAMES, start=1)} | ABBREVIATED_MONTHS
DOUBTFUL_MONTHS = frozenset(("may", "march", "mar", "august", "sep", "dec", "jan", "jun"))
"""Words that are months without day or year only if they are capitalised inside a sentence."""
HIJRI_MONTHS = {
    "muharram": 1, "safar": 2, "rajab": 7, "shaban": 8, "sha'ban": 8, "shaaban": 8, "sha'aban": 8,
    "ramadan": 9, "ramazan": 9, "shawwal": 10,
    "shawal": 10,
}  # fmt: skip
GROUPS = {letter: number for number, letter in enumerate("abcdefghijkl", start=1)}
"""Groups of a tournament, which have letters in English and ordinals in Arabic."""
HIJRI_PAIRS = {
    "rabi": (3, 4),
    "rabi'": (3, 4),
    "jumada": (5, 6),
    "jamada": (5, 6),
    "dhu": (11, 12),
    "dhul": (11, 12),
    "zul": (11, 12),
    "zu": (11, 12),
}
SECOND_OF_PAIR = frozenset(("thani", "akhir", "akhirah", "akhira", "ii", "second", "hijjah", "hijja", "hajj", "hija"))
FIRST_OF_PAIR = frozenset(
    ("awwal", "awal", "i", "ula", "awla", "first", "qa'dah", "qadah", "qi'dah", "qidah", "qaada", "qa'da", "qi'da")
)

CURRENCIES = {
    word: currency
    for currency, words in {
        "dollar": "dollar dollars usd", "euro": "euro euros eur", "pound": "pound pounds gbp egp sterling",
        "lira": "lira liras lire try", "riyal": "riyal riyals rial rials sar real reais qar yer omr",
        "dinar": "dinar dinars iqd jod kwd", "dirham": "dirham dirhams aed mad", "franc": "franc francs", "yen": "yen",
        "yuan": "yuan renminbi", "rouble": "rouble roubles ruble rubles", "rupee": "rupee rupees",
        "shekel": "shekel shekels", "krona": "krona kronor krone kroner", "peso": "peso pesos", "won": "won",
        "toman": "toman tomans", "cent": "cent cents",
    }.items()
    for word in words.split()
}  # fmt: skip
CURRENCY_CODES = frozenset("usd eur gbp egp sar qar iqd jod kwd aed".split())
"""Codes that may stand before the digits."""
CURRENCY_ADJECTIVES = frozenset(
    "us u s american canadian australian egyptian syrian lebanese iraqi jordanian saudi qatari emirati kuwaiti "
    "bahraini omani yemeni libyan tunisian algerian moroccan sudanese british turkish iranian russian chinese "
    "japanese swiss indian israeli hong kong new zealand singapore swedish norwegian danish old local cfa "
    "brazilian mauritanian chilean colombian mexican".split()
)
