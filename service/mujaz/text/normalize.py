r"""Arabic text in one spelling, with the way back to the text as it was written.

The rules of version `ar-3`; the result is as if they applied one after another:

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
    powers        ⁶ or ⁻¹⁹ behind a 10                             ^6, ^-19
    space         a run of white space in a line                   one space
    lines         \r\n, \r, and whatever else ends a line            \n, as many as there were
    composition   a letter and its separate mark (alef + hamza)    the one letter (NFC)
    tashkeel      vowel and recitation marks                       nothing
    tatweel       ـ in or at a word; elsewhere it is a dash        nothing; -
    controls      bidi and zero-width marks, C0 and C1 controls    nothing

Kept on purpose: hamzas and ى ة as written (the models know the difference), ½ ² and their like (NFKC would make 2½
into 21⁄2 and m² into m2), punctuation such as ، ؛ ؟, and HTML entities, which `entities` decodes before.
Normalising twice is the same as normalising once.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from mujaz.text.characters import CONTROLS, HAMZA_MARKS, LINE_ENDS, SPACES, TASHKEEL, TATWEEL
from mujaz.types import Span

NORMALIZER_VERSION = "ar-3"
"""Changes with every change of a rule: results of two versions must not be mixed in a cache."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a text in order, as two columns."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized:
    """A text and its normalised form.

    What was removed belongs to the character before it, so that the span of a word covers its tashkeel. Within a
    character that became several (or several that became one) there is no finer position than the whole.

    Args:
        source: The text as written.
        text: The same in the one spelling.
        source_edits: The stretches of `source` that changed their length.
        text_edits: What each of them became in `text`.
    """

    source: str
    text: str
    source_edits: Stretches
    text_edits: Stretches

    def source_span(self, span: Span) -> Span:
        """Where a stretch of `text` stands in `source`."""
        return _project(span, self.text_edits, self.source_edits)

    def normalized_span(self, span: Span) -> Span:
        """Where a stretch of `source` stands in `text`."""
        return _project(span, self.source_edits, self.text_edits)


def normalize(text: str) -> Normalized:
    """Applies the rules above.

    Args:
        text: Any text whatever, even with lone surrogates.

    Returns:
        The text with its normalised form. White space at its ends is not removed, only made one space.
    """
    aligned = text.translate(_ONE_FOR_ONE)
    matches = _OTHER_LENGTH.finditer(aligned)
    return edited(text, ((match.span(), _replacement(match, text)) for match in matches), aligned)


def edited(source: str, edits: Iterable[tuple[tuple[int, int], str]], aligned: str | None = None) -> Normalized:
    """A text with other words in the place of some of its stretches, and the way back.

    Args:
        source: The text.
        edits: Where each stretch begins and ends, and what takes its place; in order and apart.
        aligned: What the rest of the text becomes, sign for sign; None leaves it as it is.
    """
    rest = source if aligned is None else aligned
    parts: list[str] = []
    starts, ends, new_starts, new_ends = [], [], [], []
    read = written = 0
    for (start, end), replacement in edits:
        parts += rest[read:start], replacement
        written += start - read
        starts.append(start)
        ends.append(end)
        new_starts.append(written)
        written += len(replacement)
        new_ends.append(written)
        read = end
    parts.append(rest[read:])
    return Normalized(
        source=source,
        text="".join(parts),
        source_edits=Stretches(tuple(starts), tuple(ends)),
        text_edits=Stretches(tuple(new_starts), tuple(new_ends)),
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
    """A letter and its marks as one letter where Unicode has it; the marks that belong nowhere else are dropped."""
    spelled = "".join(_FORMS.get(character, character) for character in cluster)
    return _HAMZA_MARKS.sub("", unicodedata.normalize("NFC", _REMOVED.sub("", spelled)))


def _project(span: Span, here: Stretches, there: Stretches) -> Span:
    """Carries a span over; `here` and `there` are the edits in its own text and in the other one."""
    return Span(_project_start(span.start, here, there), _project_end(span.end, here, there))


def _project_start(position: int, here: Stretches, there: Stretches) -> int:
    index = bisect_right(here.starts, position) - 1
    if index < 0:
        return position
    beyond = position - here.ends[index]
    return there.starts[index] if beyond < 0 else there.ends[index] + beyond


def _project_end(position: int, here: Stretches, there: Stretches) -> int:
    index = bisect_right(here.ends, position)
    if index < len(here.starts) and here.starts[index] < position:
        return _project_end(here.ends[index], here, there)
    return there.ends[index - 1] + position - here.ends[index - 1] if index else position


def _plain_characters() -> dict[int, str]:
    """The rules that put one character for one, up to `letters`, and those for surrogates, spaces and line ends."""
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
    """The rule `forms`: each compatibility form with its plain letters, the rules before and after it applied."""
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
"""The model's own vocabulary takes 10⁶ for 106."""

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
