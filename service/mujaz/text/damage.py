"""Repairs text that PDF files and OCR have damaged where the repair is certain, and reports it where it is not."""

import re
import unicodedata
from dataclasses import dataclass

from mujaz.text.characters import PLAIN_LETTERS as _LETTER
from mujaz.text.characters import TASHKEEL
from mujaz.text.lam_alef import restore_lam_alef
from mujaz.text.wrapped import unwrap
from mujaz.types import Finding, FindingKind, Severity

_START = rf"(?<![{_LETTER}{TASHKEEL}])"
_END = rf"(?![{_LETTER}])"

_LONE_END = re.compile(rf"([{_LETTER}][{TASHKEEL}]*) (?:(ي[{TASHKEEL}]*) )?([ةى][{TASHKEEL}]*){_END}(?=[\s\W]|$)")
"""ة and ى are never a word."""
_LONE_ALEF = re.compile(rf"{_START}([وفب]?ا) ل(?=[{_LETTER}]{{2}})")
"""The alef of the article ال, separated; ا is never a word."""
_LONE_MARKS = re.compile(rf"([{_LETTER}]) +([{TASHKEEL}]+)(?=\s|$)")
_APART = re.compile(rf"{_START}[{_LETTER}](?: {{1,3}}[{_LETTER}]{_END}){{4,}}")
_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_FORMS = re.compile(r"[\ufb50-\ufbb1\ufbd3-\ufbff\ufe70-\ufefc]")
_GLYPHS = re.compile(r"(?<!\S)[\ufb50-\ufdef]+(?:\s+[\ufb50-\ufdef]+)+(?!\S)")
"""Words of ligatures only: glyph numbers of Quran fonts, which are not letters."""
_SMALL_WORDS = "(?:في|من|على|إلى|عن|التي|الذي|هذا|هذه)"
_FEW_FORMS = 3
_MOJIBAKE = re.compile(r"(?:[ØÙÚÛ][\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]\s*){4}")
_MOJIBAKE_1256 = re.compile(
    r"(?:[طظعغ][\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u0621-\u064a\u0679-\u06d2\u2013-\u203a\u20ac\u2122]){4}"
)
_RUN = re.compile(r"[0-9A-Za-z٠-٩][0-9A-Za-z٠-٩.,:/%@_-]*[0-9A-Za-z٠-٩%]|[0-9A-Za-z٠-٩]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_MANY_DIGITS = re.compile(r"[0-9٠-٩]{2,}")
_LEAST = 2
_FORWARD = re.compile(rf"{_START}(?:[وفبك]?ال[{_LETTER}]{{2,}}|{_SMALL_WORDS}{_END})|(?<=[{_LETTER}]{{2}})ة{_END}")
"""Signs of reading order: words that begin with the article or end with ة, and small words."""
_BACKWARD = re.compile(rf"{_START}[ةى]")
"""Signs of reversed order: no word begins with ة or ى."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A repaired text, and findings about what was and what could not be repaired."""

    text: str
    findings: tuple[Finding, ...] = ()


def repair(text: str) -> Repaired:
    """Repair damage where the repair is certain.

    Args:
        text: The text of an article.

    Returns:
        The text, unchanged if nothing is wrong with it. An INFO finding says how much was repaired, an ERROR finding
        that the text looks damaged in a way that cannot be repaired with certainty.
    """
    findings: list[Finding] = []
    text = _without_mojibake(text, findings)
    text = _in_reading_order(text, findings)
    text, places = _with_joined_letters(text, findings)
    swapped = restore_lam_alef(text)
    text, places = swapped.text, places + swapped.places
    for pattern, into in ((_LONE_ALEF, r"\1ل"), (_LONE_END, r"\1\2\3"), (_LONE_MARKS, r"\1\2")):
        text, found = pattern.subn(into, text)
        places += found
    text, glyphs = _GLYPHS.subn(lambda match: re.sub(r"\S", "\ufffd", match[0]), text)
    if glyphs:
        findings.append(_error("some of its characters are glyph numbers of a font, not letters"))
    forms = len(_FORMS.findall(text))
    if places or forms >= _FEW_FORMS:
        what = f"in {places} place{'s' * (places > 1)}" if places else "by replacing presentation forms with letters"
        findings.append(_info(f"The source had the damage of text from PDF files and was repaired {what}."))
    if swapped.doubtful:
        findings.append(_of_doubtful(swapped.doubtful))
    text, folds = unwrap(text)
    if folds:
        findings.append(_info(f"The lines of the source were folded at a width; {folds} of their ends were removed."))
    return Repaired(text=text, findings=tuple(findings))


def _with_joined_letters(text: str, findings: list[Finding]) -> tuple[str, int]:
    """Join spaced-out letters if wider gaps separate the words, else report them; also return how often."""
    joined = doubtful = 0

    def join(match: re.Match[str]) -> str:
        nonlocal joined, doubtful
        words = [word.replace(" ", "") for word in re.split(r" {2,}", match[0])]
        letters = "".join(words).translate(str.maketrans("أإآ", "ااا"))
        if letters in _ABJAD or letters in _ALPHABET:
            return match[0]
        if len(words) > 1 or text[match.end() : match.end() + 2] == "  ":
            joined += 1
            return " ".join(words)
        doubtful += 1
        return match[0]

    text = _APART.sub(join, text)
    if doubtful:
        findings.append(_error("its letters are spaced out, and nothing shows where a word ends"))
    return text, joined


def _without_mojibake(text: str, findings: list[Finding]) -> str:
    """Restore UTF-8 that was decoded as Latin-1, Windows Latin or Windows Arabic."""
    for pattern, encodings in ((_MOJIBAKE, ("cp1252", "latin-1")), (_MOJIBAKE_1256, ("cp1256",))):
        if not pattern.search(text):
            continue
        for encoding in encodings:
            try:
                decoded = b"".join(_byte(char, encoding) for char in text).decode("utf-8")
            except UnicodeError:
                continue
            findings.append(_info(f"The source was UTF-8 decoded as {encoding}; it was decoded again."))
            return decoded
        if pattern is _MOJIBAKE:
            findings.append(_error("part of it looks like UTF-8 decoded as Latin-1"))
    return text


def _byte(char: str, encoding: str) -> bytes:
    """Return the byte of a character, in Latin-1 if the encoding lacks the character."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _in_reading_order(text: str, findings: list[Finding]) -> str:
    """Put lines in visual order into reading order."""
    lines = text.split("\n")
    reordered, doubtful, numbers = 0, 0, False
    for position, line in enumerate(lines):
        if not _is_visual(line):
            continue
        ordered = _reordered(line)
        if ordered is None:
            doubtful += 1
            continue
        numbers = numbers or _MANY_DIGITS.search(line) is not None
        lines[position] = ordered
        reordered += 1
    if doubtful:
        findings.append(_error("its words are in visual order, from left to right"))
    if numbers:
        findings.append(_error("it was in visual order and was reversed, but its numbers may be backwards"))
    elif reordered:
        lines_were = "1 line of the source was" if reordered == 1 else f"{reordered} lines of the source were"
        findings.append(_info(f"{lines_were} in visual order and put into reading order."))
    return "\n".join(lines)


def _is_visual(line: str) -> bool:
    """Whether a line reads backwards: its words begin with ة or end with لا for ال, and few are in reading order."""
    if (visual := _is_visual_by_forms(line)) is not None:
        return visual
    forward, backward = _forward_words(line), _forward_words(line[::-1])
    return backward >= _LEAST and backward > 3 * forward


def _forward_words(line: str) -> int:
    plain = unicodedata.normalize("NFKC", line)
    return len(_FORWARD.findall(plain)) - 2 * len(_BACKWARD.findall(plain))


def _is_visual_by_forms(line: str) -> bool | None:
    """Whether the words of a line begin with presentation forms that end words; None if it has too few such forms."""
    words = [word for word in line.split() if len(_FORMS.findall(word)) > 1]
    forward = sum(_form(word[0]) == "initial" or _form(word[-1]) == "final" for word in words)
    backward = sum(_form(word[0]) in ("final", "medial") or _form(word[-1]) in ("initial", "medial") for word in words)
    return backward > forward if max(forward, backward) >= _LEAST else None


def _form(char: str) -> str:
    return unicodedata.decomposition(char).partition(">")[0].removeprefix("<")


def _reordered(line: str) -> str | None:
    """Return a line in reading order; None if its punctuation does not show whether its letters are reversed too."""
    stripped = line.strip()
    if stripped[0] in ".؟!،؛:" or stripped[-1] not in ".؟!،؛":
        return _reversed(line)
    if stripped[-1] in ".؟!":
        return (
            " ".join(_reversed(word) if not word.isdigit() else word for word in stripped[:-1].split()) + stripped[-1]
        )
    return None


def _reversed(text: str) -> str:
    """Reverse a text and mirror its brackets, but keep numbers and Latin words."""
    backward = text[::-1].translate(_MIRRORED)
    return _RUN.sub(lambda match: match[0][::-1], backward)


def _of_doubtful(count: int) -> Finding:
    words = "1 word of the source is" if count == 1 else f"{count} words of the source are"
    message = (
        f"Lam and alef are swapped in this text: {words} left unchanged but may be another word (ثالثة for ثلاثة)."
    )
    return Finding(kind=FindingKind.SOURCE_DAMAGED, severity=Severity.WARNING, message=message)


def _info(message: str) -> Finding:
    return Finding(kind=FindingKind.SOURCE_DAMAGED, severity=Severity.INFO, message=message)


def _error(what: str) -> Finding:
    return Finding(
        kind=FindingKind.SOURCE_DAMAGED, severity=Severity.ERROR, message=f"The source looks damaged: {what}."
    )
