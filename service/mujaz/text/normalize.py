r"""Normalises Arabic text, and maps positions between the source and the normalised text.

These are the rules of version `ar-3`. The result is the same as if they were applied one after another:

    rule          what                                             becomes
    digits        ٠-٩ and ۰-۹                                      0-9
    signs         ٪ ٫ ٬                                            % . ,
    quotes        “ ” „ ‟ « » ″ and ‘ ’ ‚ ‛ ‹ › ′                  " and '
    brackets      ﴿ ﴾                                              ( )
    dashes        ‐ ‑ ‒ – — ― −                                    -
    letters       ک ی ٱ                                            ك ي ا
    forms         Arabic presentation forms, full-width and small  their plain letters (NFKC)
                  forms, Latin ligatures; also ﷲ ﷺ ﷼ …             الله, صلى الله عليه وسلم, ريال, ...
    surrogates    a surrogate without its other half               U+FFFD
    percent       white space between a digit and %                nothing
    powers        ⁶ or ⁻¹⁹ after a 10                              ^6, ^-19
    space         a run of white space in a line                   one space
    lines         \r\n, \r and every other line end                  \n, as many as there were
    composition   a letter and its separate mark (alef + hamza)    the one letter (NFC)
    tashkeel      vowel and recitation marks                       nothing
    tatweel       ـ in or next to a word; elsewhere a dash         nothing; -
    controls      bidi and zero-width marks, C0 and C1 controls    nothing

Kept on purpose: hamzas and ى ة as written (the models know the difference), characters like ½ and ² (NFKC would turn 2½
into 21⁄2 and m² into m2), punctuation such as ، ؛ ؟, and HTML entities, which `entities` decodes beforehand.
Normalising twice has the same result as normalising once.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mujaz.text.characters import CONTROLS, HAMZA_MARKS, LINE_ENDS, SPACES, TASHKEEL, TATWEEL
from mujaz.types import Span

NORMALIZER_VERSION = "ar-3"
"""Changes with every change of a rule, because a cache must not mix results of two versions."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a text, in order, as their starts and ends."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized:
    """A text and its normalised form.

    Removed characters belong to the character before them, so that the span of a word covers its tashkeel. A character
    that became several, or several that became one, are mapped only as a whole.

    Args:
        source: The text as written.
        text: The normalised text.
        source_edits: The stretches of `source` that changed their length.
        text_edits: The corresponding stretches of `text`.
    """

    source: str
    text: str
    source_edits: Stretches
    text_edits: Stretches

    def source_span(self, span: Span) -> Span:
        """Map a span of `text` to `source`."""
        return _project(span, self.text_edits, self.source_edits)

    def normalized_span(self, span: Span) -> Span:
        """Map a span of `source` to `text`."""
        return _project(span, self.source_edits, self.text_edits)


def normalize(text: str) -> Normalized:
    """Apply the rules above.

    Args:
        text: Any text, even with lone surrogates.

    Returns:
        The text with its normalised form. White space at its ends is not removed, only reduced to one space.
    """
    aligned = text.translate(_ONE_FOR_ONE)
    matches = _OTHER_LENGTH.finditer(aligned)
    return edited(text, ((match.span(), _replacement(match, text)) for match in matches), aligned)


def edited(source: str, edits: Iterable[tuple[tuple[int, int], str]], aligned: str | None = None) -> Normalized:
    """Replace stretches of a text, and keep the mapping between both texts.

    Args:
        source: The text.
        edits: The start and end of each stretch and its replacement, in order and without overlaps.
        aligned: The text with characters replaced one for one, from which the rest is taken; None for no such changes.
    """
    rest = source if aligned is None else aligned
    parts: list[str] = []
    starts, ends, text_starts, text_ends = [], [], [], []
    read = written = 0
    for (start, end), replacement in edits:
        parts += rest[read:start], replacement
        written += start - read
        starts.append(start)
        ends.append(end)
        text_starts.append(written)
        written += len(replacement)
        text_ends.append(written)
        read = end
    parts.append(rest[read:])
    return Normalized(
        source=source,
        text="".join(parts),
        source_edits=Stretches(tuple(starts), tuple(ends)),
        text_edits=Stretches(tuple(text_starts), tuple(text_ends)),
    )


def _replacement(match: re.Match[str], source: str) -> str:
    match match.lastgroup:
        case "nothing":
            return ""
        case "space":
            written = source[match.start() : match.end()]
            return "\n" * (len(f"{written}.".splitlines()) - 1) or " "
        case "composition":
            return _compose(match[0])
        case "percent":
            return "%"
        case "power":
            return "^" + match[0].translate(_RAISED)
        case "dash":
            return "-"
    return _FORMS[match[0]]


def _compose(cluster: str) -> str:
    """Compose a letter and its marks into one letter if Unicode has it, and drop hamza marks that remain."""
    spelled = "".join(_FORMS.get(character, character) for character in cluster)
    return _HAMZA_MARKS.sub("", unicodedata.normalize("NFC", _REMOVED.sub("", spelled)))


def _project(span: Span, own: Stretches, other: Stretches) -> Span:
    """Map a span to the other text, given the edits in its own text and in the other one."""
    return Span(_project_start(span.start, own, other), _project_end(span.end, own, other))


def _project_start(position: int, own: Stretches, other: Stretches) -> int:
    index = bisect_right(own.starts, position) - 1
    if index < 0:
        return position
    beyond = position - own.ends[index]
    return other.starts[index] if beyond < 0 else other.ends[index] + beyond


def _project_end(position: int, own: Stretches, other: Stretches) -> int:
    index = bisect_right(own.ends, position)
    if index < len(own.starts) and own.starts[index] < position:
        return _project_end(own.ends[index], own, other)
    return other.ends[index - 1] + position - own.ends[index - 1] if index else position


def _plain_characters() -> dict[int, str]:
    """Return the one-to-one rules up to `letters`, and those for surrogates, spaces and line ends."""
    table = {0xD800 + offset: "\ufffd" for offset in range(0x800)}
    for digit in range(10):
        table[0x0660 + digit] = table[0x06F0 + digit] = str(digit)
    for wide, plain in (
        ("٪٫٬", "%.,"),
        ("“”„‟«»″", '"' * 7),
        ("‘’‚‛‹›′", "'" * 7),
        ("﴿﴾", "()"),
        ("\u2010\u2011‒–—―−", "-" * 7),
        ("کیٱ", "كيا"),
    ):
        table |= dict(zip(map(ord, wide), plain, strict=True))
    for code in map(ord, re.findall(f"[{SPACES}]", "".join(map(chr, range(0x3001))))):
        table[code] = " "
    for code in map(ord, re.findall(f"[{LINE_ENDS}]", "".join(map(chr, range(0x3001))))):
        table[code] = "\n"
    del table[ord("\r")]  # \r\n is one line end
    return table


def _forms(plain: dict[int, str]) -> dict[str, str]:
    """Return the rule `forms`: each compatibility form with its plain letters, the other rules applied."""
    ranges = (0x2025, 0x2026), (0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE50, 0xFE6B), (0xFE70, 0xFEFC), (0xFF01, 0xFF5E)
    forms = {}
    for first, last in ranges:
        for form in map(chr, range(first, last + 1)):
            letters = unicodedata.normalize("NFKC", form)
            if letters != form and not _REMOVED.match(form):
                forms[form] = _REMOVED.sub("", letters.translate(plain))
    return forms


_HAMZA_MARKS = re.compile(f"[{HAMZA_MARKS}]")
_REMOVED = re.compile(f"[{TASHKEEL}{CONTROLS}{TATWEEL}]")
_PLAIN = _plain_characters()
_FORMS = _forms(_PLAIN)
_ONE_FOR_ONE = _PLAIN | {ord(form): letters for form, letters in _FORMS.items() if len(letters) == 1}

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
"""Raised digits, which the model's vocabulary flattens: it reads 10⁶ as 106."""

_LETTER = r"[^\W\d_]"
_MARK = rf"\u0300-\u036f{HAMZA_MARKS}"
_NOTHING = TASHKEEL + CONTROLS
_LONGER_FORM = "".join(form for form, letters in _FORMS.items() if len(letters) > 1)
_OTHER_LENGTH = re.compile(
    rf"(?<=\d)[{_NOTHING}{HAMZA_MARKS}]*[ ][ {_NOTHING}{HAMZA_MARKS}]*(?P<percent>%)"
    rf"|(?P<space>[ \n\r][ \n\r{_NOTHING}{HAMZA_MARKS}]+|\r)"
    rf"|(?P<composition>{_LETTER}[{_NOTHING}{TATWEEL}]*[{_MARK}][{_NOTHING}{TATWEEL}{_MARK}]*)"
    rf"|(?P<nothing>(?<={_LETTER})[{_NOTHING}{TATWEEL}]+|[{_NOTHING}{HAMZA_MARKS}]+"
    rf"|{TATWEEL}[{_NOTHING}{HAMZA_MARKS}{TATWEEL}]*+(?={_LETTER}))"
    rf"|(?P<dash>{TATWEEL}++)"
    r"|(?P<power>(?<=(?<![\d.,])10)⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    rf"|(?P<form>[{_LONGER_FORM}])"
)
