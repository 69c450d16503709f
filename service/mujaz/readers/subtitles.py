"""Read subtitles (SRT, SBV, WebVTT): the cues of a sentence are joined to one, from the start of the first to the end
of the last.

They are read here and not by pysubs2, which takes `{words in braces}` and `< 6 and 7 >` for styles, leaves the signs of
WebVTT such as `&rlm;` in the text, adds its comments to the cue before them, and loses a last line that is a number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from mujaz.errors import InvalidInput
from mujaz.text.entities import decode_entities
from mujaz.types import Article

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}(?:\s*-->\s*|,){_TIME}")
_COUNTER = re.compile(r"^\s*(\d{1,9})\s*$")
_ASS_TAG = re.compile(r"\{\\[^{}\n]*\}|\{/?[bius]\}")
_SRT_TAG = re.compile(r"< ?/? ?(?:b|i|u|s|font|em|strong|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_VTT_TAG = re.compile(r"</?(?:b|i|u|c|v|ruby|rt|lang)(?:[.\s][^<>]*)?>|<[\d:.]+>")
_STRUCK_OUT = re.compile(r"<s>[^<>]*</s>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>|\\[Nn](?![A-Za-z])", re.IGNORECASE)
_HARD_SPACE = re.compile(r"\\h(?![A-Za-z])")
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction, which Arabic subtitles have around every line, outside its dash and full stop."""
_ENDS = re.compile(r"[.!?؟…][\"'»”)\]]*$")
_SPEAKER = re.compile(r"^\s*[-–—]")
_ROLLING = 0.4
"""The least share of cues that begin with the last line of the one before where a file rolls its lines up."""
_MAX_CUES = 6
"""The most cues that are joined; speech without full stops is cut there."""


@dataclass(slots=True)
class _Cue:
    start_ms: int
    end_ms: int
    lines: list[str]


def read_subtitles(text: str, file: str) -> Article:
    """Reads a file of subtitles.

    Args:
        text: The file.
        file: Its name, for errors.

    Returns:
        An article whose body is SRT again: number, times and text of each joined cue.

    Raises:
        InvalidInput: The file has no cues with text.
    """
    is_vtt = text.lstrip("\ufeff \r\n").startswith("WEBVTT")
    cues = _joined(_rolled([cue for cue in _cues(text.splitlines(), is_vtt=is_vtt) if cue.lines]))
    if not cues:
        raise InvalidInput("has no subtitles", field=file, reason="FILE_EMPTY")
    blocks = [
        f"{number}\n{_time(cue.start_ms)} --> {_time(cue.end_ms)}\n" + "\n".join(cue.lines)
        for number, cue in enumerate(cues, start=1)
    ]
    return Article(body="\n\n".join(blocks))


def _cues(lines: list[str], *, is_vtt: bool) -> Iterator[_Cue]:
    """Yields the cues of a file. In WebVTT a cue ends at an empty line; what stands before the next times is a name, a
    comment or a style. In SRT only a number stands there, if that, and an empty line may be part of the cue.
    """
    timed = [(at, times) for at, line in enumerate(lines) if (times := _TIMES.match(line))]
    last = _number(lines[: timed[0][0]]) if timed else None
    for number, (at, times) in enumerate(timed, start=1):
        end = timed[number][0] if number < len(timed) else len(lines)
        said = lines[at + 1 : end]
        if is_vtt:
            said = list(dropwhile(str.isspace, said))  # what rolls up has a space in the place of its first line
            said = said[: next((place for place, line in enumerate(said) if not line.strip()), len(said))]
        elif end < len(lines) and last is not None:
            said, last = _without_number(said, last)
        plain = _plain_vtt if is_vtt else _plain_srt
        yield _Cue(_ms(*times.groups()[:4]), _ms(*times.groups()[4:]), _lines(plain("\n".join(said))))


def _without_number(said: list[str], last: int) -> tuple[list[str], int]:
    """The lines of a cue without the number of the next one, if they end with it, and the last number that was read."""
    number = _number(said)
    if number is None or (not said[-1].strip() and number != last + 1):  # apart, it may as well be what is said
        return said, last
    return said[: max(at for at, line in enumerate(said) if line.strip())], number


def _number(lines: list[str]) -> int | None:
    """The number in the last line that is not empty; None if that is none, or there is no line."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    counter = _COUNTER.match(last)
    return int(counter[1]) if counter else None


def _plain_srt(text: str) -> str:
    text = _STRUCK_OUT.sub("", _BREAK.sub("\n", _ASS_TAG.sub("", text)))
    return _SRT_TAG.sub("", _HARD_SPACE.sub(" ", text))


def _plain_vtt(text: str) -> str:
    return decode_entities(_VTT_TAG.sub("", text)).text


def _lines(text: str) -> list[str]:
    return [line for each in _DIRECTIONS.sub("", text).splitlines() if (line := " ".join(each.split()))]


def _rolled(cues: list[_Cue]) -> list[_Cue]:
    """Takes the lines that stay from one cue to the next out of the later one, where a file rolls its lines up, as the
    captions that are made for live speech do.
    """
    pairs = list(pairwise(cues))
    stays = [later.lines[0] == before.lines[-1] for before, later in pairs]
    if sum(stays) < _ROLLING * len(cues):
        return cues
    kept = cues[:1]
    for (_, later), stay in zip(pairs, stays, strict=True):
        if lines := later.lines[stay:]:
            kept.append(_Cue(later.start_ms, later.end_ms, lines))
        else:
            kept[-1].end_ms = later.end_ms
    return kept


def _joined(cues: list[_Cue]) -> list[_Cue]:
    joined: list[_Cue] = []
    open_cues = 0
    for cue in cues:
        speaks = any(_SPEAKER.match(line) for line in cue.lines)
        lines = cue.lines if speaks else [" ".join(cue.lines)]
        if joined and 0 < open_cues < _MAX_CUES and not speaks:
            last = joined[-1]
            last.lines[-1] = f"{last.lines[-1]} {lines[0]}"
            last.end_ms = cue.end_ms
        else:
            joined.append(_Cue(cue.start_ms, cue.end_ms, lines))
            open_cues = 0
        open_cues = 0 if _ENDS.search(joined[-1].lines[-1]) or speaks else open_cues + 1
    return joined


def _ms(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _time(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"
