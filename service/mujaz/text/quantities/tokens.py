"""Splits texts into the tokens that quantities are made of, and reads digits."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import NamedTuple

from mujaz.text.contains import contains_any
from mujaz.text.folding import fold_letters, has_marks, without_marks
from mujaz.text.quantities.quantity import Number

_ARABIC_LETTERS = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\ufb50-\ufdff\ufe70-\ufefc"
)
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_SPACE = "\u00a0\u202f\u2009"
_ADDRESS = r"(?P<skip>https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+|[#@]\w+)|"
_ARABIC_WORD = rf"(?P<arabic>[{_ARABIC_LETTERS}]+)"
_GLUED_HUNDREDS = ("ئةو", "ئهو")
_WORD_OR_GLUED_HUNDREDS = _ARABIC_WORD.replace(
    "<arabic>",
    rf"<arabic>[{_ARABIC_LETTERS}]+(?:مائة|مئة|مئه|مائه)(?=و(?:عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع|واحد|[اإ]ثن))|",
)
"""Splits hundreds from a number glued to them: سبعمائةوخمسين is two words. Few texts need it."""
_LATIN_WORD = r"(?P<latin>[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?)"
_MARK = r"(?P<mark>[^\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])"
_PLAIN_NUMBER = rf"[{_DIGIT}]+(?:[.,٫٬،'’][{_DIGIT}]+)*"
_FRACTION = r"(?: ?[½¼¾])?|[½¼¾]"
_BEGINS_NUMBER = rf"(?=[{_DIGIT}+½¼¾])"
"""One quick test before each way of writing a number is tried."""
AGENCY_DECIMAL = rf"(?<![{_DIGIT}.,])[{_DIGIT}]{{1,6}}ر[{_DIGIT}]{{1,6}}(?![{_DIGIT}])"
"""News agencies in Tunis, Kuwait, Riyadh and Amman type 2.3 as 3ر2, which is displayed as 2ر3 from right to left."""
# A telephone number, and single digits with spaces between them, as OCR produces.
_TELEPHONE = (
    rf"(?<![{_DIGIT}])(?:(?:\+|00|٠٠)[{_DIGIT}]{{1,3}}(?:[ -][{_DIGIT}]{{1,4}}){{2,5}}"
    rf"|0[{_DIGIT}]{{2,4}}(?:[ -][{_DIGIT}]{{2,4}}){{2,4}})(?![ -]?[{_DIGIT}])"
)
_ONE_BY_ONE = rf"(?<![{_DIGIT}.,:/-])(?<![{_DIGIT}] )[{_DIGIT}](?: [{_DIGIT}]){{2,}}(?![ ]?[{_DIGIT}.,:/-])"
# Spaces may separate thousands: 10 000, or 000 10 where the groups were typed in the order of the Arabic line.
_ARABIC_NUMBER = (
    rf"(?P<number>{_BEGINS_NUMBER}(?:{AGENCY_DECIMAL}|{_TELEPHONE}|{_ONE_BY_ONE}|"
    rf"(?<![{_DIGIT}])[{_DIGIT}][0٠]{{2}}(?:[ {_SPACE}][{_DIGIT}]{{3}})*"
    rf"[ {_SPACE}][{_DIGIT}]{{1,2}}(?![{_DIGIT}.,:/٫٬½¼¾])"
    rf"|{_PLAIN_NUMBER}(?:[ {_SPACE}][{_DIGIT}]{{3}}(?![{_DIGIT}]))*{_FRACTION}))"
)
_ENGLISH_NUMBER = (
    rf"(?P<number>{_BEGINS_NUMBER}(?:{_TELEPHONE}|{_ONE_BY_ONE}|"
    rf"{_PLAIN_NUMBER}(?:(?:[{_SPACE}][{_DIGIT}]{{3}}(?![{_DIGIT}]))+|(?: 000)+(?![{_DIGIT}]))?{_FRACTION}))"
)
# The most frequent kinds come first. No two begin alike, so the order affects only the time.
_ARABIC_TOKEN = f"{_ARABIC_WORD}|{_ARABIC_NUMBER}|{_LATIN_WORD}|{_MARK}"
_ENGLISH_TOKEN = f"{_LATIN_WORD}|{_ENGLISH_NUMBER}|{_ARABIC_WORD}|{_MARK}"
_MAY_BE_UNREAD = re.compile(f"[{_DIGIT}½¼¾’]")
"""What the forms of a text without it need no `_read` for."""
_IN_ADDRESSES = ("@", "#", "://", "www.")
_IN_GROUPS = re.compile(rf"{_TELEPHONE}\Z|{_ONE_BY_ONE}\Z")
_ASCII_DIGITS: dict[int, int | str] = {
    **{0x0660 + digit: 0x30 + digit for digit in range(10)},
    **{0x06F0 + digit: 0x30 + digit for digit in range(10)},
    **dict.fromkeys((0x20, 0xA0, 0x202F), "\u2009"),
    ord("’"): "'",
}
DAMMA = "\u064f"
"""The vowel sign that tells a fifth (خُمس) from five; in such words it is kept, at the end of a token's form."""
_FIFTH = re.compile(r"(?:[وفبلك]|ال)*(?:خُمس|سُبع|تُسع|عُشر)(?:ين|ان|ي|ا)?\u064f?")
_OTHER_VOWELS = re.compile(r"[\u064b-\u064e\u0650-\u0652\u0640]")
_GROUP_SPACE = "\u2009"
_MOST_DECIMALS = 3
DECIMALS = {"½": ".5", "¼": ".25", "¾": ".75"}
"""Fraction signs as the decimals that are appended to the digits before them."""
LONGEST_NUMBER = 30
"""Characters of the longest digit string that is read as a number; longer ones are keys, table rows or noise."""
NUMBER, ARABIC, LATIN, MARK, SKIP = "number", "arabic", "latin", "mark", "skip"


class Token(NamedTuple):
    """A word, a digit string or a mark.

    Args:
        kind: NUMBER, ARABIC, LATIN, MARK or SKIP (an address, whose digits are no quantities).
        start: Its first position in the text.
        end: The position after it.
        form: The form to look up: Arabic folded, Latin in lower case, digits in ASCII.
    """

    kind: str
    start: int
    end: int
    form: str


END = Token(MARK, -1, -1, "")
"""Padding after the last token, so that looking ahead needs no bounds check."""


_token: Callable[[tuple[str, int, int, str]], Token] = partial(tuple.__new__, Token)
"""Does what `Token(...)` does in half the time; that saves a tenth of the time for a text."""


@cache
def _tokens(english: bool, addressed: bool, glued: bool) -> re.Pattern[str]:
    """Return the pattern of a kind of text, compiled when it is first needed: that takes 6 ms, and few texts need all.

    Addresses and glued hundreds are matched only in texts that may have one, as matching them scans every word twice.

    Args:
        english: Whether the text is English.
        addressed: Whether it may have addresses.
        glued: Whether it may have hundreds that are glued to what follows.
    """
    token = _ENGLISH_TOKEN if english else _ARABIC_TOKEN
    if glued:
        token = token.replace(_ARABIC_WORD, _WORD_OR_GLUED_HUNDREDS)
    return re.compile(_ADDRESS + token if addressed else token)


def tokenize(text: str, *, english: bool = False) -> list[Token]:
    """Return all tokens of a text in order, then `END` three times.

    Args:
        text: Arabic or English.
        english: Whether digits are read as in English; see `read_digits`.
    """
    addressed = contains_any(text, _IN_ADDRESSES)
    glued_hundreds = contains_any(text, _GLUED_HUNDREDS)
    lowered = text.lower()
    folded = fold_letters(lowered if len(lowered) == len(text) else text)
    matches = _tokens(english, addressed, glued_hundreds).finditer(folded)
    tokens = [_token((match.lastgroup or MARK, match.start(), match.end(), match[0])) for match in matches]
    if has_marks(text):
        tokens = [_without_marks(token) if token.kind == ARABIC else token for token in tokens]
    if _MAY_BE_UNREAD.search(text):
        tokens = [each for token in tokens for each in _read(token, english)]
    return [*tokens, END, END, END]


def _read(token: Token, english: bool) -> Iterable[Token]:
    """Normalise the form of a token with an apostrophe or digits; digits may become several tokens."""
    kind, form = token.kind, token.form
    if kind == LATIN and "’" in form:
        return (token._replace(form=form.replace("’", "'")),)
    if kind != NUMBER:
        return (token,)
    if len(form) > LONGEST_NUMBER:
        return (token._replace(kind=SKIP),)
    if form.isascii() and form.isdecimal():
        return (token,)
    written = form.translate(_ASCII_DIGITS)
    if _IN_GROUPS.match(form):
        written = "".join(filter(str.isdigit, written))
    number = _with_decimals(written)
    return (token._replace(form=number),) if read_digits(number, english=english) else _digit_runs(written, token.start)


def _without_marks(token: Token) -> Token:
    """Return an Arabic word that has vowel signs without them, except the one that tells a fifth from five."""
    plain = without_marks(token.form)
    if plain == token.form:
        return token
    if not plain:  # a tatweel alone is a dash
        return token._replace(kind=MARK, form="-")
    fifth = DAMMA in token.form and _FIFTH.fullmatch(_OTHER_VOWELS.sub("", token.form))
    return token._replace(form=plain + DAMMA if fifth else plain)


def agency_decimal(form: str) -> str:
    """Return an agency's decimal with a point: 3ر2 as 2.3, with the decimals first.

    20567ر9 is 20567.9, since decimals are at most three digits. Trailing zeros are dropped: 590ر124 is 124.59, since
    124.590 could be read as thousands.

    Args:
        form: A match of `AGENCY_DECIMAL`.
    """
    decimals, whole = form.split("ر")
    if len(decimals) > _MOST_DECIMALS >= len(whole):
        decimals, whole = whole, decimals
    decimals = decimals.translate(_ASCII_DIGITS).rstrip("0")
    return whole.translate(_ASCII_DIGITS) + (f".{decimals}" if decimals else "")


def _with_decimals(form: str) -> str:
    """Return 2½ and 5ر2 as 2.5; each has only one reading."""
    if "ر" in form:
        return agency_decimal(form)
    decimals = DECIMALS.get(form[-1])
    return f"{form[:-1].rstrip(_GROUP_SPACE) or 0}{decimals}" if decimals else form


def _digit_runs(form: str, offset: int) -> list[Token]:
    return [
        Token(NUMBER if run.group().isdigit() else MARK, offset + run.start(), offset + run.end(), run.group())
        for run in re.finditer(r"\d+|\D", form)
    ]


def glued(token: Token, following: Token) -> bool:
    """Whether a token and the following one have nothing between them."""
    return token.end == following.start


@lru_cache(maxsize=4096)
def read_digits(form: str, *, english: bool = False) -> tuple[Number, ...]:
    """Return the values that a digit string may stand for, the likeliest first; empty if it is not a single number.

    A comma before exactly three digits separates thousands, and a point may; before any other number of digits both
    are decimal marks. A final zero suggests thousands, as decimals need none, but in English decimals stay likelier
    after a point.

    Args:
        form: Digits and marks, as `tokenize` returns them.
        english: Whether the text is English.
    """
    body = form.replace("'", "").replace("٬", "")
    if "\u2009" in body:
        return _read_groups(body.split("\u2009"))
    if body.isdigit():
        return (int(body),)
    parts = re.split(r"[.,٫،]", body)
    marks = [mark for mark in body if mark in ".,٫،"]
    decimal = Fraction("".join(parts[:-1]) + "." + parts[-1])
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
    whole = int("".join(parts))
    if "٬" in form:
        return (decimal,) if len(marks) < 2 else ()
    if len(marks) == 1:
        return _read_one_mark(parts, marks[0], whole, decimal, english=english)
    if len(set(marks)) == 1:
        return (whole,) if grouped else ()
    if len(set(marks[:-1])) == 1 and all(len(part) == 3 for part in parts[1:-1]):
        return (decimal,)
    return ()


def _read_one_mark(parts: list[str], mark: str, whole: Number, decimal: Number, *, english: bool) -> tuple[Number, ...]:
    """Read digits with one mark among them; empty for no number (2,2070) or a list (1995,1996 or 27،31)."""
    sizes = len(parts[0]), len(parts[1])
    if mark in ",،" and (max(sizes) > 3 or (mark == "،" and sizes == (2, 2))):
        return ()
    if len(parts[1]) != 3 or len(parts[0]) > 3 or parts[0] == "0":
        return (decimal,)
    zero = parts[1].endswith("0")
    if mark in ",،":
        return (whole,)
    return (whole, decimal) if zero and not english else (decimal, whole)


def _read_groups(groups: list[str]) -> tuple[Number, ...]:
    """Read groups of digits separated by spaces, in reading order and from right to left."""
    values = []
    for ordered in (groups, groups[::-1]):
        thousands = len(ordered[0]) <= 3 and all(len(group) == 3 for group in ordered[1:])  # not a year and a count
        if thousands and all(map(str.isdigit, ordered)) and ordered[0][0] != "0":
            values.append(int("".join(ordered)))
    return tuple(dict.fromkeys(values))
