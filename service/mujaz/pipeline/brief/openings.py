"""Finds sentences that begin with a reference to an earlier sentence, and the person behind "he" or "she"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.pipeline.brief.clauses import SPEECH
from mujaz.pipeline.brief.lists import LISTS
from mujaz.text.quantities.english_words import DAYS, MONTHS
from mujaz.text.words import DEMONSTRATIVES, POSSESSIVES, PRONOUNS

OMISSION = "[…]"
"""Put before a sentence that refers to an earlier one, where the article offers no other sentence."""
MOST_SENTENCES_BACK = 3
"""The person behind "he" is searched for in this many sentences before it."""

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
_NOW = re.compile(
    r"\W*This (?:morning|afternoon|evening|week|weekend|month|quarter|year|decade|century|spring|summer|autumn|fall"
    rf"|winter|{'|'.join(map(str.title, (*sorted(DAYS), *MONTHS)))})\b"
)
"""Matches a time by which nothing said before is meant: "This week, the port will open"."""
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
    """A person at their first mention.

    Args:
        segment: The position of the segment that mentions them.
        text: Their office and full name, word for word.
        surname: The last part of the name.
    """

    segment: int
    text: str
    surname: str


def dangles(sentence: str) -> bool:
    """Tells whether a sentence begins with a word that refers back, or with a verb of speech without its speaker."""
    first = _FIRST.match(sentence)
    if first is None or _NOW.match(sentence):
        return False
    word = first[1].lower().replace("’", "'").split("'")[0]
    return word in _POINTING or word in _SPEAKING or sentence.lower().startswith(_PHRASES)


class Speakers:
    """The people whom an article mentions with office and name.

    Args:
        segments: The sentences of the article, in order.
    """

    def __init__(self, segments: Sequence[str]) -> None:
        self._segments = segments
        self._known = self._first_mentions()

    def of(self, position: int) -> Speaker | None:
        """Returns the person whom a sentence begins with as "He" or "She"; None unless only one can be meant."""
        if not _HE.match(self._segments[position].lstrip('"“ ')):
            return None
        for before in range(position - 1, max(-1, position - 1 - MOST_SENTENCES_BACK), -1):
            text = self._segments[before]
            named = [speaker for speaker in self._known if speaker.segment <= before and _mentions(text, speaker)]
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
    """Replaces "He" or "She" by the person, in brackets, as the sentence itself does not name them."""
    return _HE.sub(lambda _: f"[{speaker.text}]", sentence, count=1)


def _mentions(text: str, speaker: Speaker) -> bool:
    return re.search(rf"(?<!\w){re.escape(speaker.surname)}(?!\w)", text) is not None


def _is_only_person(text: str, speaker: Speaker) -> bool:
    """Tells whether a text has no other name of two words, which could be that of another person."""
    rest = text.replace(speaker.text, " ", 1)
    names = [match[0] for match in re.finditer(rf"(?<!^)\b{_PART} {_PART}", rest)]
    return all(speaker.surname in name or speaker.text.find(name) >= 0 for name in names)
