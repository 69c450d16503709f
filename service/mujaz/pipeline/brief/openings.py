"""How a sentence of a brief begins: not with a word that points to what the reader has not read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.pipeline.brief.clauses import SPEECH
from mujaz.pipeline.brief.lists import LISTS
from mujaz.text.words import DEMONSTRATIVES, POSSESSIVES, PRONOUNS

OMISSION = "[…]"
"""Stands before a sentence that begins in the middle of something, where the article offers no other."""
MOST_SENTENCES_BACK = 3
"""How many sentences back the person behind "he" is looked for."""

_POINTING = (
    PRONOUNS
    | DEMONSTRATIVES
    | POSSESSIVES
    | frozenset(
        "him them such both neither also however because so thus hence therefore which whereas moreover"
        " furthermore besides nevertheless nonetheless and but or nor yet then else".split()
    )
)
_SPEAKING = SPEECH | LISTS["speaking"]
_PHRASES = ("in addition", "at the same time", "in the meantime", "on the other hand", "for his part", "for her part")
_FIRST = re.compile(r"\W*(\w+(?:['’-]\w+)*)")
_PART = (
    r"(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]r|[Aa]sh|[Aa]bdul|[Bb]in|[Ii]bn|[Aa]bu)[- ])?[A-Z][a-z’']+(?:-[A-Z]?[a-z]+)*"
)
_OFFICE_WORD = (
    r"(?:[Mm]inister|[Pp]resident|[Ss]pokes(?:man|woman|person)|[Cc]hairman|[Cc]hairwoman|[Dd]irector|[Gg]overnor|[Hh]ead"
    r"|[Cc]hief|[Ss]ecretary|[Aa]mbassador|[Gg]eneral|[Cc]ommander|[Mm]ayor|[Kk]ing|[Pp]rince|[Ss]heikh|[Ll]eader"
    r"|[Ee]nvoy|[Ss]peaker|[Oo]fficial|[Aa]nalyst|[Pp]rofessor|[Mm]anager|[Cc]oach|[Dd]eputy|[Ss]enator|[Jj]udge|Dr)"
)
_NAME = rf"{_PART}(?: {_PART}){{1,4}}"
_BEFORE = re.compile(
    rf"(?P<office>(?:[A-Z][\w'’-]* |(?:prime|foreign|defence|defense|finance|interior|deputy|former) ){{0,4}}"
    rf"\b{_OFFICE_WORD}(?: General)?"
    rf"(?: (?:of|for|at) (?:the )?[A-Z][\w-]*(?: (?:and |of |for )?[A-Z][\w-]*){{0,4}})?),? "
    rf"(?P<name>{_NAME})"
)
_AFTER = re.compile(
    rf"(?P<name>{_NAME}), (?P<office>(?:the |a |an )?[\w'’ -]{{0,40}}?\b{_OFFICE_WORD}\b[\w'’ -]{{0,40}}?)(?=,)"
)
_HE = re.compile(r"(?:He|She)\b(?!['’])")
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as the article names them first.

    Args:
        segment: Position of the segment that does.
        text: Office and full name, word for word.
        surname: The last part of the name.
    """

    segment: int
    text: str
    surname: str


def dangles(sentence: str) -> bool:
    """Whether a sentence begins with a word that points back, or with a verb of speech that has no speaker."""
    first = _FIRST.match(sentence)
    if first is None:
        return False
    word = first[1].lower().replace("’", "'").split("'")[0]
    return word in _POINTING or word in _SPEAKING or sentence.lower().startswith(_PHRASES)


class Speakers:
    """Who speaks in an article.

    Args:
        segments: Its sentences in order.
    """

    def __init__(self, segments: Sequence[str]) -> None:
        self._segments = segments
        self._known = self._first_mentions()

    def of(self, position: int) -> Speaker | None:
        """Who the "he" or "she" is that a sentence begins with; None unless only one person can be meant."""
        if not _HE.match(self._segments[position].lstrip('"“ ')):
            return None
        for before in range(position - 1, max(-1, position - 1 - MOST_SENTENCES_BACK), -1):
            text = self._segments[before]
            named = [speaker for speaker in self._known if speaker.segment <= before and _names(text, speaker)]
            if named:
                return named[0] if len(named) == 1 and _is_only_person(text, named[0]) else None
            if not _HE.match(text):
                return None
        return None

    def _first_mentions(self) -> list[Speaker]:
        found: dict[str, Speaker] = {}
        for position, text in enumerate(self._segments):
            matches = [*_BEFORE.finditer(text), *_AFTER.finditer(text)]
            for match in sorted(matches, key=lambda match: match.start()):
                surname = match["name"].split()[-1].removesuffix("'s").removesuffix("’s")
                words = match[0].removesuffix("'s").removesuffix("’s").removeprefix("The ").removeprefix("the ")
                if len(words.split()) <= _MOST_WORDS:
                    found.setdefault(surname, Speaker(position, words, surname))
        return list(found.values())


def introduce(sentence: str, speaker: Speaker) -> str:
    """Puts who it is in the place of "He", in brackets, as the sentence itself does not say it."""
    return _HE.sub(lambda _: f"[{speaker.text}]", sentence, count=1)


def _names(text: str, speaker: Speaker) -> bool:
    return re.search(rf"(?<!\w){re.escape(speaker.surname)}(?!\w)", text) is not None


def _is_only_person(text: str, speaker: Speaker) -> bool:
    """Whether no other name of two words stands in a text, which could be another person's."""
    rest = text.replace(speaker.text, " ", 1)
    names = [match[0] for match in re.finditer(rf"(?<!^)\b{_PART} {_PART}", rest)]
    return all(speaker.surname in name or speaker.text.find(name) >= 0 for name in names)
