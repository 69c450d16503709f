r"""Read RTF documents with striprtf, which is shown only what is said: it knows nothing of `\deleted` or `\super`."""

import re
from dataclasses import dataclass, replace

from mujaz.errors import InvalidInput
from mujaz.readers.office import article_of_lines, require
from mujaz.readers.raised import lowered, raised
from mujaz.types import Article

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'[0-9a-f]{2}|\\[^a-z]|(?P<brace>[{}])|(?P<text>[^\\{}]+)",
    re.IGNORECASE | re.DOTALL,
)
_HIDING = frozenset("deleted strike striked v".split())
_CELLS = frozenset("cell nestcell".split())
_SHIFTS = {"super": "raised", "sub": "lowered", "nosupersub": ""}


def read_rtf(data: bytes, file: str) -> Article:
    """Reads an RTF document; what is deleted, struck out or hidden is left out.

    Raises:
        InvalidInput: The document is damaged.
        ConfigError: striprtf is not installed.
    """
    rtf = require("striprtf.striprtf", "reading RTF")
    try:
        text = rtf.rtf_to_text(_as_said(data.decode("latin-1")), errors="replace").replace("\r", "\n")
    except (ValueError, LookupError, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise InvalidInput(f"is damaged RTF: {error}", field=file, reason="INPUT_DAMAGED") from None
    return article_of_lines("", text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Look:
    """How text looks in a group: the words that hide it, and whether it is raised or lowered."""

    hiding: frozenset[str] = frozenset()
    shift: str = ""

    def after(self, word: str, number: str) -> "_Look":
        """How it looks from a control word on."""
        if word == "plain":
            return _Look()
        if word in _HIDING:
            return replace(self, hiding=self.hiding - {word} if number == "0" else self.hiding | {word})
        return replace(self, shift="" if number == "0" else _SHIFTS[word]) if word in _SHIFTS else self


def _as_said(written: str) -> str:
    """The document without what is not said, with raised figures as characters and tabs between cells."""
    look, before = _Look(), ""
    groups: list[_Look] = []
    parts: list[str] = []
    for token in _TOKEN.finditer(written):
        said = token[0]
        if token["word"]:
            look = look.after(token["word"], token["number"] or "")
            if token["word"] in _CELLS:
                said = "\\tab "  # striprtf writes |, which may also be a sign of the text
            elif token["word"] == "u" and look.hiding:
                said = ""
        elif token["brace"] == "{":
            groups.append(look)
        elif token["brace"]:
            look = groups.pop() if groups else _Look()
        elif look.hiding:
            said = ""
        elif token["text"] and look.shift:
            said = _shifted(said, look.shift, before)
        before = token["text"] or before
        parts.append(said)
    return "".join(parts)


def _shifted(text: str, shift: str, before: str) -> str:
    moved = raised(text) if shift == "raised" else lowered(text, before)
    return text if moved == text else "{\\uc0" + "".join(f"\\u{ord(sign)} " for sign in moved.strip()) + "}"
