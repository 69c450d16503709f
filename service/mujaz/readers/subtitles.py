"""Read subtitles (SRT, WebVTT): the cues of a sentence are joined to one, from the start of the first to the end of the
last.
"""

import re
from dataclasses import dataclass

from mujaz.errors import InvalidInput
from mujaz.readers.office import require
from mujaz.types import Article

_ENDS = re.compile(r"[.!?؟…][\"'»”)\]]*$")
_SPEAKER = re.compile(r"^\s*[-–—]")
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
        InvalidInput: The file is damaged, or has no cues.
        ConfigError: pysubs2 is not installed.
    """
    pysubs2 = require("pysubs2", "reading subtitles")
    kind = "vtt" if text.lstrip("\ufeff \r\n").startswith("WEBVTT") else "srt"
    try:
        events = pysubs2.SSAFile.from_string(text, format_=kind)
    except (pysubs2.exceptions.Pysubs2Error, ValueError, IndexError) as error:
        raise InvalidInput(f"cannot be read as subtitles: {error}", field=file, reason="INPUT_DAMAGED") from None
    cues = _joined(
        [_Cue(event.start, event.end, _plain(event.plaintext)) for event in events if event.plaintext.strip()]
    )
    if not cues:
        raise InvalidInput("has no subtitles", field=file, reason="FILE_EMPTY")
    blocks = [
        f"{number}\n{_time(cue.start_ms)} --> {_time(cue.end_ms)}\n" + "\n".join(cue.lines)
        for number, cue in enumerate(cues, start=1)
    ]
    return Article(body="\n\n".join(blocks))


def _plain(text: str) -> list[str]:
    return [line for each in re.sub(r"<[^>]{0,100}>", "", text).splitlines() if (line := " ".join(each.split()))]


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


def _time(ms: int) -> str:
    seconds, ms = divmod(max(0, ms), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"
