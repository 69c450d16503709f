"""Finds what a translation must keep unchanged: addresses, handles, hashtags, emoji and words in Latin letters."""

import enum
import re
from dataclasses import dataclass

from mujaz.text.characters import ARABIC_LETTERS, TATWEEL
from mujaz.types import Span


class VerbatimKind(enum.Enum):
    """The kind of a verbatim item; the values are its names in findings."""

    URL = "address"
    EMAIL = "e-mail address"
    HANDLE = "name of an account"
    HASHTAG = "hashtag"
    EMOJI = "emoji"
    WORD = "word"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """An item of a text that a translation must keep unchanged."""

    kind: VerbatimKind
    span: Span


def find_verbatim(text: str) -> tuple[Verbatim, ...]:
    """Find all verbatim items of a text.

    Args:
        text: Arabic, as written or normalised. Hashtags in Arabic letters are translated, so they are not items.

    Returns:
        The items in order, none overlapping.
    """
    if not _MAY_BEGIN.search(text):
        return ()
    return tuple(
        Verbatim(VerbatimKind[match.lastgroup], Span(*match.span()))
        for match in _ANY.finditer(text)
        if match.lastgroup is not None
    )


_DOMAIN_END = (
    "com|org|net|edu|gov|info|int|news|io|tv|me|iq|eg|sa|ae|jo|sy|lb|qa|kw|bh|om|ye|ps|ly|tn|dz|ma|sd|uk|fr|de|ir|tr"
)
_AFTER_NONE, _BEFORE_NONE = rf"(?<![^\W{ARABIC_LETTERS}{TATWEEL}])", rf"(?![^\W{ARABIC_LETTERS}{TATWEEL}])"
"""No letter, digit or underscore, except Arabic letters, as clitics are joined to Latin words: وTelegram."""
_URL_CHARACTER = r"[!#-&*-;=?-Z_a-z~]"  # ASCII without quotes, brackets and characters that no address has
_TLD = rf"(?:[A-Za-z0-9-]+\.)+(?:{_DOMAIN_END})"
URL = rf"(?:(?:https?|ftp)://|www\.){_URL_CHARACTER}*[A-Za-z0-9/=_&#-]|{_AFTER_NONE}(?<![.@/-]){_TLD}(?![\w@-])(?:/{_URL_CHARACTER}*[A-Za-z0-9/=_-])?"
MAY_BE_URL = re.compile(rf"://|\.(?:{_DOMAIN_END})(?![\w@-])|www\.")
"""A quick test: a text without it has no `URL`."""
EMAIL = rf"{_AFTER_NONE}(?<![.+-])[A-Za-z0-9._%+-]{{1,64}}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,}}"
HANDLE = rf"{_AFTER_NONE}(?<![.@/])@[A-Za-z0-9_]{{2,30}}{_BEFORE_NONE}(?!@)"
HASHTAG = rf"{_AFTER_NONE}(?<![&/])#[A-Za-z][A-Za-z0-9_]*{_BEFORE_NONE}"
ARABIC_HASHTAG = re.compile(rf"#([{ARABIC_LETTERS}][{ARABIC_LETTERS}0-9_]*)")
"""A hashtag in Arabic letters, whose words are translated with the sentence; they are the group."""
_SYMBOLS = r"\u2600-\u27bf\u231a-\u23ff\u2b05-\u2b55\u203c\u2049"
_PICTURE = rf"[\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff{_SYMBOLS}]"
_ADDED = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
EMOJI = f"(?:(?:[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}{_ADDED}*(?:\u200d{_PICTURE}{_ADDED}*)*))+"
_LATIN_WORD = rf"{_AFTER_NONE}(?<!&)[A-Za-z][A-Za-z0-9]*(?:[-.'’&][A-Za-z0-9]+)*{_BEFORE_NONE}"
PLACEHOLDER = r"%(?:\d+\$)?[sdif](?![A-Za-z])|\{\{[^{}\s]{1,40}\}\}|\$?\{[A-Za-z_][\w.]{0,40}\}"
"""Placeholders that a program replaces: %1$s, {{count}}, {name}."""
_MAY_BEGIN = re.compile("[A-Za-z@#{\u203c-\u2bff\U0001f000-\U0001ffff]")
"""A quick test that spares purely Arabic texts the search for all kinds."""
_ANY = re.compile(
    f"(?P<PLACEHOLDER>{PLACEHOLDER})|(?P<EMAIL>{EMAIL})|(?P<URL>{URL})|(?P<HANDLE>{HANDLE})|(?P<HASHTAG>{HASHTAG})|(?P<EMOJI>{EMOJI})|(?P<WORD>{_LATIN_WORD})"
)
