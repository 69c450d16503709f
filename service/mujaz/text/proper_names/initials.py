"""Finds abbreviations that Arabic spells by the names of their Latin letters: بي أف أم تي في is BFMTV."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mujaz.text.arabic import PER_FORM, Words, joined_to
from mujaz.text.folding import fold_text
from mujaz.text.proper_names.name import Name, NameKind, NameOrigin
from mujaz.types import Span

_CERTAINTY = 0.8
_LEAST_LETTERS, _LEAST_MARKED = 3, 2
"""The fewest letters of an abbreviation; and where dots or quotation marks show that it is one."""
_JOINED = ("", *"وفبل", "ال", "وال", "بال", "لل")
_JOINTS = frozenset(("", " ", ".", "-", ". ", "ـ"))
_OPEN, _CLOSE = "\"'“‘«([", "\"'”’»)]"

_LETTERS = {
    fold_text(name): letters
    for letters, names in {
        "A": "إيه أيه ايه آيه",
        "BP": "بي",
        "C": "سي",
        "D": "دي",
        "F": "إف أف",
        "GJ": "جي",
        "H": "إتش أتش إيتش",
        "J": "جيه جاي",
        "K": "كيه كي كاي",
        "L": "إل أل",
        "M": "إم أم",
        "N": "إن أن",
        "O": "أو",
        "Q": "كيو",
        "R": "آر أر",
        "S": "إس أس",
        "T": "تي",
        "U": "يو",
        "V": "في ڤي",
        "W": "دبليو",
        "X": "إكس",
        "Y": "واي",
        "Z": "زد زي",
        "EIA": "إي آي أي ئي",
    }.items()
    for name in names.split()
}
_UNTOLD = frozenset(("BP", "EIA"))
_SPELLED = {"إي": "E", "ئي": "E", "آي": "I"}
"""The letters of a name whose hamza tells which is meant."""
_ORDINARY = frozenset(map(fold_text, "في أن إن أو أم أي كي ال أل زي".split()))
"""Names of letters that are also words: no abbreviation begins or ends with them without a mark, but for one in TV."""
_TV, _Y = "TV", "Y"
_KNOWN = frozenset(
    (
        "ABC ABN AFP AP ATP BA BBC BET BFI BFM BFMTV BMG BMW BNP BP BSC BSV BYD CBC CBS CEO CIA CNBC CNN CPR CPU CT "
        "DHL DNA DVD EPA ESPN FBI GBP GDP GE GM GPS GPU HBO HBS HIV HP HSBC HTC IBM IP IPO ISI ITV JP JTBC KBS KPMG "
        "LBC LED LG LNG LPG MBC MBS MBZ MI MRI MTV NBA NBC NFL NHK NHL NPA NPR NSA NTV OBE OPEC OTV PBS PC PCR PDF "
        "PDVSA PKK PKP PLC PLO PPP PR PSG PSV PVC PWC PYD RBB RNA RPG RT RTE SAP SBS SMS SPV SUV TNT TV UFC UPA UPI "
        "USB VIP VPN WTA YPG ZTE"
    ).split()
)
"""Abbreviations that tell which of several letters is meant. Arabic has one name for B and P, so others with
one of them are left to the model."""
_MOST_LETTERS = max(map(len, _KNOWN))
"""Longer runs are no abbreviation, and have too many readings to try: 40 letters of two each have a million million."""


class _Letter(NamedTuple):
    """The name of a letter.

    Args:
        taken: The number of letters joined to its front.
        latin: The letters that it may stand for, the likeliest first.
        ordinary: Whether it is a word, too.
    """

    taken: int
    latin: str
    ordinary: bool


@PER_FORM.reader
def _letter(form: str) -> _Letter | None:
    for joined in _JOINED:
        if form.startswith(joined) and (latin := _LETTERS.get(form[len(joined) :])):
            ordinary = form in _ORDINARY
            return None if joined and form[len(joined) :] in _ORDINARY else _Letter(len(joined), latin, ordinary)
    return None


def initials_in(text: str, words: Words) -> Iterator[Name]:
    """Yield the abbreviations of a text.

    Args:
        text: Arabic, normalised.
        words: Its words.
    """
    for run in _runs(text, words, words.having(_letter)):
        run = _without_words(text, words, run)
        if not 0 < len(run) <= _MOST_LETTERS:
            continue
        (first, letter), last = run[0], run[-1][0]
        joined, start = joined_to(words[first], letter.taken, text)
        span = Span(start, words[last].end)
        english = _english([_choices(words[position].of(text), one) for position, one in run])
        if english:
            yield Name(
                span=span,
                arabic=span.of(text),
                joined=joined,
                english=english,
                kind=NameKind.BODY,
                origin=NameOrigin.LETTERS,
                certainty=_CERTAINTY,
            )


_Run = Sequence[tuple[int, _Letter]]


def _runs(text: str, words: Words, letters: Sequence[tuple[int, _Letter]]) -> Iterator[_Run]:
    """Yield letters that stand side by side; what is joined to the front of one begins another run."""
    run: list[tuple[int, _Letter]] = []
    for position, letter in letters:
        if letter.latin == _Y and text[words[position].start + 1] in "آأإ":
            letter = _Letter(1, "I", ordinary=False)  # وآي is و and I, and واي is Y
        beside = run and position == run[-1][0] + 1 and not letter.taken
        if beside and text[words[position - 1].end : words[position].start] in _JOINTS:
            run.append((position, letter))
            continue
        yield run
        run = [(position, letter)]
    yield run


def _without_words(text: str, words: Words, run: _Run) -> _Run:
    """Leave out the words at both ends of a run; return nothing if too few letters are left."""
    if not run:
        return run
    start, end = words[run[0][0]].start, words[run[-1][0]].end
    opened = text[start - 1 : start] in _OPEN and start > 0
    closed = text[end : end + 1] in _CLOSE and end < len(text)
    dotted = all(text[words[at].end] == "." for at, _ in run[:-1]) and len(run) > 1
    if dotted or (opened and closed):
        return run if len(run) >= _LEAST_MARKED else ()
    while run and run[0][1].ordinary and not opened:
        run = run[1:]
    while run and run[-1][1].ordinary and not closed and "".join(one.latin for _, one in run[-2:]) != _TV:
        run = run[:-1]
    return run if len(run) >= _LEAST_LETTERS else ()


def _choices(word: str, letter: _Letter) -> str:
    return _SPELLED.get(word[letter.taken :], letter.latin)


def _english(choices: Sequence[str]) -> str:
    """Return an abbreviation, or nothing where several may be meant."""
    known = next((one for one in map("".join, itertools.product(*choices)) if one in _KNOWN), "")
    return known or ("" if _UNTOLD & set(choices) else "".join(latin[0] for latin in choices))
