"""Checks whether a minister became a president: offices that the two texts name differently."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import PER_FORM
from mujaz.text.clitics import PROCLITICS, proclitics_of
from mujaz.text.folding import fold_text
from mujaz.text.lazily import lazily_compiled
from mujaz.text.tables import read_table
from mujaz.types import Finding, Span

_ENDINGS = tuple(
    "ا ه ها هم هما هن نا ك كم ي و ين ون ان ات ت تا تي تين تان ته تها تهم تنا تيه يه يها يهم يهما يي وه وها وهم اه اها "
    "اته اتها اتهم".split()
)
"""Suffixes of nouns: inflections and possessives."""
_LEAST_STEM = 3
_HEAD_LENGTHS = range(_LEAST_STEM, _LEAST_STEM + 1 + max(map(len, PROCLITICS)))
_LONGEST = 4
"""The most words that an office has."""
_DOUBTFUL = "?"
_DEFINITE, _RANK = re.compile(r"[وفبك]{0,2}(?:ال|لل)"), "اول"
_MINISTER = "minister|secretary"
_NO_OFFICE = re.compile(r"إلى|الى\Z|^[وف]?[أا]مام|[أا]مر|كاميرا")
"""Words that folding makes look like offices: وإلى is "and to", not a governor; أمام is "before", not an imam; أمر is
"order", not a commander; كاميرا is a camera, not "like a prince"."""


class _Office(NamedTuple):
    """An office.

    Args:
        name: Its English name; empty for a subject that alone is no office.
        english: The English words for it.
        accepted: The English offices that may translate it, its own among them.
    """

    name: str
    english: re.Pattern[str]
    accepted: re.Pattern[str]


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the translation lacks an office of the source and names another that the source does not.

    An office that is only missing or only added says little: a president may become "he", and a name may get its office
    before it. `docs/findings.md` says how often these findings are right and wrong.
    """
    source_offices = pair.source.read(_source_offices)
    missing = [office for office in source_offices if office.name and not office.english.search(pair.target.lowered)]
    if not missing:
        return
    for added in pair.target.read(_target_offices):
        words = added.of(pair.target.lowered)
        if not any(office.accepted.match(words) for office in source_offices):
            message = f"The source says {missing[0].name}, the translation says {added.of(pair.target.text)}."
            yield unrelated_finding(message, source_offices[missing[0]], added)
            return


def _source_offices(source: Source) -> dict[_Office, Span]:
    """The offices that an Arabic text names, with the span of the first mention of each."""
    found: dict[_Office, Span] = {}
    words, end = source.words, 0
    for at, starts in words.having(_starts):
        word = words[at]
        if at < end or _NO_OFFICE.search(word.of(source.text)):
            continue
        forms = [word.form for word in words[at + 1 : at + _LONGEST]]
        for rest, office in starts:
            if len(rest) <= len(forms) and all(map(_is_form_of, forms, rest)) and _may_go_on(word.form, forms, rest):
                end = at + len(rest) + 1
                found.setdefault(office, Span(word.start, words[end - 1].end))
                break
    return found


def _target_offices(target: Target) -> list[Span]:
    """The spans in which an English text names an office with words that name nothing else."""
    return [Span(*match.span()) for match in _english().finditer(target.lowered)]


_Starts = tuple[tuple[tuple[str, ...], _Office], ...]


@PER_FORM.reader
def _starts(form: str) -> _Starts:
    """The offices whose first word a folded word may be, with the other words of each, most words first."""
    if _heads().isdisjoint([form[:length] for length in _HEAD_LENGTHS]):
        return ()
    table = _arabic()
    found = [entry for stem in _stems(form) for entry in table.get(stem, ())]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def _may_go_on(first: str, forms: Sequence[str], rest: tuple[str, ...]) -> bool:
    """Whether other words may belong to the first: a definite noun takes no genitive, النواب رئيسا is no vice."""
    return not _DEFINITE.match(first) or all(map(_DEFINITE.match, forms[: len(rest)])) or _RANK in forms[: len(rest)]


def _is_form_of(form: str, word: str) -> bool:
    return word[:-1] in form and word in _stems(form)


@lru_cache(maxsize=16_384)
def _stems(form: str) -> tuple[str, ...]:
    """The possible stems of a folded word without what is joined to it, the longest first."""
    bare = [form[len(joined) :] for joined in proclitics_of(form)]
    short = [
        stem[: -len(ending)] + mark
        for ending in _ENDINGS
        if form.endswith(ending)
        for stem in bare
        for mark in (("", "ه") if ending[0] == "ت" else ("",))
    ]
    return tuple(sorted((stem for stem in (*bare, *short) if len(stem) >= _LEAST_STEM), key=len, reverse=True))


_Row = tuple[tuple[str, ...], _Office]
"""Arabic spellings of an office, and the office."""


@cache
def _offices() -> tuple[list[_Row], list[str]]:
    """The offices of the table, and the English words that name an office and nothing else."""
    rows, certain = list[_Row](), list[str]()
    for arabic, english, others in read_table(__package__ or "", "offices.tsv"):
        words = english.split("|") if english else []
        certain += (word for word in words if word[0] != _DOUBTFUL)
        own = "|".join(word.removeprefix(_DOUBTFUL) for word in words)
        name = words[0].removeprefix(_DOUBTFUL) if words else ""
        office = _Office(name, lazily_compiled(rf"\b(?:{own})"), lazily_compiled("|".join(filter(None, (own, others)))))
        rows.append((tuple(arabic.split("|")), office))
    return rows, certain


def _ministers() -> Iterator[_Row]:
    """For each subject its minister, whose translation needs both words, its ministry, which needs one, and itself."""
    for arabic, english in read_table(__package__ or "", "ministers.tsv"):
        subjects, name = tuple(arabic.split("|")), english.split("|")[0]
        subject = rf".*\b(?:{english})"
        both = lazily_compiled(rf"(?s)(?=.*\b(?:{_MINISTER}|chancellor|premier)){subject}")
        either, accepted = lazily_compiled(rf"\b(?:{english})"), lazily_compiled(rf"{subject}|minister")
        ministers = tuple(f"{head} {each}" for head in ("وزير", "وزراء") for each in subjects)
        yield ministers, _Office(f"{name} minister", both, accepted)
        yield tuple(f"وزارة {each}" for each in subjects), _Office(f"{name} ministry", either, accepted)
        yield subjects, _Office("", either, lazily_compiled(subject))


@cache
def _arabic() -> dict[str, _Starts]:
    """Offices by their first word, with their other words, those with most words first."""
    found: dict[str, list[tuple[tuple[str, ...], _Office]]] = {}
    for arabic, office in (*_offices()[0], *_ministers()):
        for words in arabic:
            first, *rest = fold_text(words).split()
            found.setdefault(first, []).append((tuple(rest), office))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


@cache
def _heads() -> frozenset[str]:
    """The beginnings of words that may begin an office. Hardly any other word has to be taken apart."""
    return frozenset(joined + word[:_LEAST_STEM] for joined in PROCLITICS for word in _arabic())


@cache
def _english() -> re.Pattern[str]:
    """Finds English words that name an office and nothing else; ministers with their subjects."""
    subjects = "|".join(english for _, english in read_table(__package__ or "", "ministers.tsv"))
    heads = f"{_MINISTER}|ministrie|ministry|department"
    ministers = rf"(?:{subjects})\w*(?: affairs)? (?:{heads})|(?:{heads}) (?:of|for) (?:the )?(?:{subjects})\w*"
    others = "|".join(sorted(set(_offices()[1]), key=len, reverse=True))
    return re.compile(rf"\b(?:{ministers}|{others})s?\b")
