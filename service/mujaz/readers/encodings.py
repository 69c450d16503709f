"""Decode bytes to text, in the encoding that a file declares or else the one that its bytes suggest."""

import codecs
import re
from dataclasses import dataclass

from mujaz.errors import InvalidInput
from mujaz.types import Finding, FindingKind, Severity

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDECODED = re.compile("[\udc80-\udcff]")
_STRAY_SHARE = 0.05
"""A text with a larger share of bytes that are not UTF-8, of its characters beyond ASCII, is in another encoding."""
_ARABIC_WORD = re.compile(
    r"(?<![\u0621-\u064a])(?:ال[\u0621-\u064a]{2,}|في|من|على|إلى|أن|عن|التي|الذي|هذا|و[\u0621-\u064a]{3,})"
)
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SAMPLE_BYTES = 200_000
_LEGACY = ("windows-1256", "iso-8859-6")
_PLAIN = re.compile(r"[\u0600-\u06ff\ufe70-\ufefc\sA-Za-z0-9!-~]")
_MOSTLY = 0.9
_NULS = 0.25
"""From this share of zeros among the even or the odd bytes, a text is UTF-16; its spaces and line ends have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was decoded.

    Args:
        text: The text, with U+FFFD for bytes that are not valid in the encoding.
        encoding: The name of the encoding.
        guessed: Neither the caller nor the file named the encoding, and it is not UTF-8.
        unreadable: The number of bytes that became U+FFFD.
    """

    text: str
    encoding: str
    guessed: bool = False
    unreadable: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know about the decoding."""
        found = []
        if self.guessed:
            message = f"The file is not UTF-8 and names no other encoding that fits; it was read as {self.encoding}."
            found.append(_finding(message, Severity.INFO))
        if self.unreadable:
            message = (
                f"{self.unreadable:,} byte{'s' * (self.unreadable > 1)} of the file cannot be read as {self.encoding}; "
                f"U+FFFD stands in {'their' if self.unreadable > 1 else 'its'} place."
            )
            found.append(_finding(message, Severity.WARNING))
        return tuple(found)


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decodes the bytes of a file.

    Args:
        data: A text, a page or a table.
        encoding: The encoding that the caller names. Where it is empty, a byte order mark decides, then whether the
            bytes are valid UTF-8, then what the file declares (`<meta charset>`, the XML declaration), and last how
            much the result looks like Arabic.

    Raises:
        InvalidInput: Python knows no such encoding.
    """
    if encoding:
        return _decoded(data, check_encoding(encoding))
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name)
    if wide := _wide(data):
        return _decoded(data, wide, guessed=True)
    plain = _decoded(data, "utf-8")
    if not plain.unreadable:
        return plain
    named = _declared(data)
    legacy = _legacy(data)
    if named and named != "utf-8":
        declared = _decoded(data, named)
        if not declared.unreadable and (legacy is None or _score(declared.text) >= 0.5 * _score(legacy.text)):
            return declared
    return legacy if legacy is not None and _is_not_utf8(plain) else plain


def check_encoding(encoding: str) -> str:
    """Returns Python's name for an encoding; raises `InvalidInput` where there is none."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise InvalidInput(
            f"{encoding[:40]!r} is not known; an Arabic one is windows-1256", field="encoding", reason="ENCODING"
        ) from None
    return "utf-8-sig" if name == "utf-8" else name


def detect(sample: bytes, encoding: str = "", *, whole: bool = False) -> tuple[str, bool]:
    """Detects the encoding of a file by its first bytes, for files that are read line by line.

    Args:
        sample: The beginning of the file.
        encoding: As in `decode`.
        whole: The sample is the whole file.

    Returns:
        The name of the encoding, and whether it is a guess.
    """
    if encoding:
        return check_encoding(encoding), False
    if whole:
        cut = sample
    elif b"\n" in sample and b"\0" not in sample:
        cut = sample.rsplit(b"\n", 1)[0]
    else:  # a multiple of 4 bytes, so that no character of UTF-16 or UTF-32 is cut
        cut = sample[: len(sample) - len(sample) % 4]
    found = decode(cut)
    name = "utf-8-sig" if found.encoding == "utf-8" else found.encoding
    return name, found.guessed


def _decoded(data: bytes, name: str, *, guessed: bool = False) -> Decoded:
    try:
        text = data.decode(name, "surrogateescape")
    except (UnicodeError, LookupError):  # half of a UTF-16 pair
        text = data.decode(name, "replace")
        return Decoded(text=text, encoding=_shown(name), guessed=guessed, unreadable=text.count("\ufffd"))
    unreadable = 0
    if not text.isascii():
        text, unreadable = _UNDECODED.subn("\ufffd", text)
    return Decoded(text=text, encoding=_shown(name), guessed=guessed, unreadable=unreadable)


def _shown(name: str) -> str:
    return {"utf-8-sig": "utf-8", "cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}.get(name, name)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD_BYTES])
    if found is None:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        "".encode(name)
    except (LookupError, ValueError):
        return ""
    return "" if name.startswith(("utf-16", "utf-32")) else name  # the declaration was read as ASCII, so it is wrong


def _wide(data: bytes) -> str:
    """The name of UTF-16 without a byte order mark, by the zeros in its spaces and line ends; empty for others."""
    sample = data[:_HEAD_BYTES]
    if b"\0" not in sample or len(sample) < 8:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    blanks_le = sample[0 : pairs * 2].count(b" \0") + sample.count(b"\n\0")
    blanks_be = sample.count(b"\0 ") + sample.count(b"\0\n")
    if odd > even and (odd > _NULS or blanks_le > pairs / 20):
        name = "utf-16-le"
    elif even > odd and (even > _NULS or blanks_be > pairs / 20):
        name = "utf-16-be"
    else:
        return ""
    text = sample[: pairs * 2].decode(name, "replace")
    return name if len(_PLAIN.findall(text)) > _MOSTLY * len(text) else ""


def _is_not_utf8(plain: Decoded) -> bool:
    non_ascii = sum(not char.isascii() for char in plain.text[:_SAMPLE_BYTES])
    return plain.unreadable > _STRAY_SHARE * non_ascii


def _legacy(data: bytes) -> Decoded | None:
    """The text in the single-byte Arabic encoding that fits best; None where the text is Arabic in none of them."""
    best: Decoded | None = None
    for name in _LEGACY:
        found = _decoded(data[:_SAMPLE_BYTES], name)
        if best is None or _score(found.text) > _score(best.text):
            best = found
    if best is None or _score(best.text) < 2:
        return None
    return _decoded(data, best.encoding, guessed=True)


def _score(text: str) -> float:
    """How much a text looks like Arabic: its common words and Arabic letters, less its unreadable characters."""
    sample = text[:_SAMPLE_BYTES]
    return len(_ARABIC_WORD.findall(sample)) + 0.01 * len(_ARABIC.findall(sample)) - sample.count("\ufffd")


def _finding(message: str, severity: Severity) -> Finding:
    return Finding(kind=FindingKind.SOURCE_ENCODING, severity=severity, message=message)
