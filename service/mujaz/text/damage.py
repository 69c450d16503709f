"""Text that PDF files and OCR have damaged: put right where that is certain, named where it is not."""

import re
import unicodedata
from dataclasses import dataclass

from mujaz.text.characters import PLAIN_LETTERS as _LETTER
from mujaz.text.characters import TASHKEEL
from mujaz.text.lam_alef import put_right
from mujaz.types import Finding, FindingKind, Severity

_START = rf"(?<![{_LETTER}{TASHKEEL}])"
_END = rf"(?![{_LETTER}])"

_LONE_END = re.compile(rf"([{_LETTER}][{TASHKEEL}]*) (?:(ي[{TASHKEEL}]*) )?([ةى][{TASHKEEL}]*){_END}(?=[\s\W]|$)")
"""ة and ى are never a word."""
_LONE_ALEF = re.compile(rf"{_START}([وفب]?ا) ل(?=[{_LETTER}]{{2}})")
"""Of the article ال; ا is never a word."""
_LONE_MARKS = re.compile(rf"([{_LETTER}]) +([{TASHKEEL}]+)(?=\s|$)")
_APART = re.compile(rf"{_START}[{_LETTER}](?: {{1,3}}[{_LETTER}]{_END}){{4,}}")
_ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_FORMS = re.compile(r"[\ufb50-\ufbb1\ufbd3-\ufbff\ufe70-\ufefc]")
_GLYPHS = re.compile(r"(?<!\S)[\ufb50-\ufdef]+(?:\s+[\ufb50-\ufdef]+)+(?!\S)")
"""Words of ligatures alone: places of the glyphs of Quran fonts, which are no letters."""
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
_AS_IT_SHOULD_BE = re.compile(
    rf"{_START}(?:[وفبك]?ال[{_LETTER}]{{2,}}|{_SMALL_WORDS}{_END})|(?<=[{_LETTER}]{{2}})ة{_END}"
)
_BACKWARDS = re.compile(rf"{_START}[ةى]")
"""Words with their article before them or ة at their end, and small words; none begins with ة or ى."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A text as it should be, and what was done or could not be done."""

    text: str
    findings: tuple[Finding, ...] = ()


def repair(text: str) -> Repaired:
    """Puts right what is certain.

    Args:
        text: The text of an article.

    Returns:
        The text, the same where nothing is wrong with it. An INFO finding says how much was repaired, an ERROR that the
        text looks damaged in a way that cannot be put right for sure.
    """
    findings: list[Finding] = []
    text = _without_mojibake(text, findings)
    text = _in_reading_order(text, findings)
    text, places = _together(text, findings)
    swapped = put_right(text)
    text, places = swapped.text, places + swapped.places
    for pattern, into in ((_LONE_ALEF, r"\1ل"), (_LONE_END, r"\1\2\3"), (_LONE_MARKS, r"\1\2")):
        text, found = pattern.subn(into, text)
        places += found
    text, glyphs = _GLYPHS.subn(lambda match: re.sub(r"\S", "\ufffd", match[0]), text)
    if glyphs:
        findings.append(_error("some of its signs are places of glyphs in a font and no letters"))
    forms = len(_FORMS.findall(text))
    if places or forms >= _FEW_FORMS:
        what = f"in {places} place{'s' * (places > 1)}" if places else "by writing plain letters for presentation forms"
        findings.append(_info(f"The source was damaged as text from PDF files is, and was repaired {what}."))
    if swapped.doubtful:
        findings.append(_of_doubtful(swapped.doubtful))
    return Repaired(text=text, findings=tuple(findings))


def _together(text: str, findings: list[Finding]) -> tuple[str, int]:
    """Joins letters that stand apart, where wider gaps tell the words; else they are doubted."""
    joined = doubted = 0

    def join(match: re.Match[str]) -> str:
        nonlocal joined, doubted
        words = [word.replace(" ", "") for word in re.split(r" {2,}", match[0])]
        letters = "".join(words).translate(str.maketrans("أإآ", "ااا"))
        if letters in _ABJAD or letters in _ALPHABET:
            return match[0]
        if len(words) > 1 or text[match.end() : match.end() + 2] == "  ":
            joined += 1
            return " ".join(words)
        doubted += 1
        return match[0]

    text = _APART.sub(join, text)
    if doubted:
        findings.append(_error("letters stand apart, and nothing tells where its words end"))
    return text, joined


def _without_mojibake(text: str, findings: list[Finding]) -> str:
    """UTF-8 that was read as Latin-1, Windows Latin or Windows Arabic, as it was before that."""
    for pattern, encodings in ((_MOJIBAKE, ("cp1252", "latin-1")), (_MOJIBAKE_1256, ("cp1256",))):
        if not pattern.search(text):
            continue
        for encoding in encodings:
            try:
                right = b"".join(_byte(char, encoding) for char in text).decode("utf-8")
            except UnicodeError:
                continue
            findings.append(_info(f"The source is UTF-8 that was read as {encoding}; it was read anew."))
            return right
        if pattern is _MOJIBAKE:
            findings.append(_error("it looks like UTF-8 that was read as Latin-1, in part"))
    return text


def _byte(char: str, encoding: str) -> bytes:
    """The byte of a character; those that the encoding does not have were taken for Latin-1."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _in_reading_order(text: str, findings: list[Finding]) -> str:
    """Lines whose letters stand in the order in which they are seen, turned round."""
    lines = text.split("\n")
    turned, doubtful, numbers = 0, 0, False
    for position, line in enumerate(lines):
        if not _is_visual(line):
            continue
        right = _turned(line)
        if right is None:
            doubtful += 1
            continue
        numbers = numbers or _MANY_DIGITS.search(line) is not None
        lines[position] = right
        turned += 1
    if doubtful:
        findings.append(_error("its words stand in the order in which they are seen, from left to right"))
    if numbers:
        findings.append(
            _error("it stood in the order in which it is seen and was turned round, but its numbers may be reversed")
        )
    elif turned:
        findings.append(
            _info(f"The source stood in visual order in {turned} line{'s' * (turned > 1)}, which Mujaz turned round.")
        )
    return "\n".join(lines)


def _is_visual(line: str) -> bool:
    """Whether a line reads backwards: words begin with ة or end with لا for ال, and few are as they should be."""
    if (told := _told_by_forms(line)) is not None:
        return told
    there, back = _arabic_words(line), _arabic_words(line[::-1])
    return back >= _LEAST and back > 3 * there


def _arabic_words(line: str) -> int:
    plain = unicodedata.normalize("NFKC", line)
    return len(_AS_IT_SHOULD_BE.findall(plain)) - 2 * len(_BACKWARDS.findall(plain))


def _told_by_forms(line: str) -> bool | None:
    """Whether a line of presentation forms reads backwards: its words then begin with forms that end words."""
    words = [word for word in line.split() if len(_FORMS.findall(word)) > 1]
    forward = sum(_form(word[0]) == "initial" or _form(word[-1]) == "final" for word in words)
    back = sum(_form(word[0]) in ("final", "medial") or _form(word[-1]) in ("initial", "medial") for word in words)
    return back > forward if max(forward, back) >= _LEAST else None


def _form(char: str) -> str:
    return unicodedata.decomposition(char).partition(">")[0].removeprefix("<")


def _turned(line: str) -> str | None:
    """The line in reading order; None where its marks do not tell whether its words are turned as well."""
    stripped = line.strip()
    if stripped[0] in ".؟!،؛:" or stripped[-1] not in ".؟!،؛":
        return _reversed(line)
    if stripped[-1] in ".؟!":
        return (
            " ".join(_reversed(word) if not word.isdigit() else word for word in stripped[:-1].split()) + stripped[-1]
        )
    return None


def _reversed(text: str) -> str:
    """The text from its end, its numbers and Latin words as they are, its brackets mirrored."""
    back = text[::-1].translate(_MIRRORED)
    return _RUN.sub(lambda match: match[0][::-1], back)


def _of_doubtful(count: int) -> Finding:
    words = "1 word of the source is" if count == 1 else f"{count} words of the source are"
    message = (
        f"Lam and alef stand the wrong way round in this text: {words} left as read, but may be another (ثالثة, ثلاثة)."
    )
    return Finding(kind=FindingKind.SOURCE_DAMAGED, severity=Severity.WARNING, message=message)


def _info(message: str) -> Finding:
    return Finding(kind=FindingKind.SOURCE_DAMAGED, severity=Severity.INFO, message=message)


def _error(what: str) -> Finding:
    return Finding(
        kind=FindingKind.SOURCE_DAMAGED, severity=Severity.ERROR, message=f"The source looks damaged: {what}."
    )
