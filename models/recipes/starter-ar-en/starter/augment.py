"""Makes news pairs less uniform: other surnames on both sides, and names that the source already has in English.

Names are found without a dictionary: a run of capitalised English words whose consonants are those of as many Arabic
words in a row. That finds no translated name ("Cairo"), and hardly ever a wrong one.
"""

import itertools
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from starter.corpus import Pair, vary

SURNAME_SHARE = 0.3
ENGLISH_SHARE = 0.33
VERBATIM_SHARE = 0.05
_SPELLING_SHARE = 0.06

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]+")
_ENGLISH_NAME = re.compile(r"(?:(?:al|el|an|as|ash|ad|ar|at|az)-)?[A-Z][A-Za-zÀ-ÿ'’]+(?:-[A-Z][a-zÀ-ÿ'’]+)*")
_CLITICS = ("وب", "ول", "و", "ف", "ب", "ل", "ك", "")
_END = re.compile(r"[.!?؟…»\"”)]*$")
_SYLLABLES = ("ba", "dar", "el", "fa", "hor", "ka", "lin", "ma", "mid", "nor", "ra", "sal", "ta", "tur", "wa", "zen")
_DOMAINS = ("example.org", "example.com", "example.net", "news.example.org", "aid.example.com", "press.example.net")
_ARTICLE = re.compile(r"^(?:al|el|an|as|ash|ad|ar|at|az)-", re.I)
_LETTERS = {
    **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطث", "t"), **dict.fromkeys("دذض", "d"),
    **dict.fromkeys("جغقكخ", "k"), **dict.fromkeys("سصزشظ", "s"), "ف": "f", "ر": "r", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_SOUNDS = (
    ("ph", "f"), ("sh", "s"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "d"), ("ch", "s"), ("ck", "k"),
    ("x", "ks"), ("p", "b"), ("v", "f"), ("g", "k"), ("j", "k"), ("q", "k"), ("c", "k"), ("z", "s"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name on both sides of a pair.

    Args:
        source: Where it is in the Arabic, half-open, clitics not counted.
        clitics: Letters that stand before it in its first word.
        target: Where it is in the English.
        words: How many words it has.
    """

    source: tuple[int, int]
    clitics: str
    target: tuple[int, int]
    words: int


@dataclass(frozen=True, kw_only=True)
class Persons:
    """What names of persons are made of.

    Args:
        given: Arabic given names without hamzas.
        surnames: Arabic and English.
    """

    given: frozenset[str]
    surnames: tuple[tuple[str, str], ...]


def find_names(arabic: str, english: str) -> list[Name]:
    """Finds names that sound alike on both sides, in the order of the English."""
    words = list(_ARABIC_WORD.finditer(arabic))
    taken: set[int] = set()
    found = []
    for run in _runs(english):
        name = _longest(words, run, taken)
        if name is not None:
            found.append(name)
    return found


def skeleton(word: str) -> str:
    """The consonants of a word of either script, in classes that both scripts keep apart, no letter twice running."""
    if _ARABIC_WORD.match(word):
        sounds = "".join(_LETTERS.get(letter, "") for letter in word.removeprefix("ال"))
    else:
        sounds = _ARTICLE.sub("", word).lower()
        for said, kept in _SOUNDS:
            sounds = sounds.replace(said, kept)
        sounds = re.sub(r"[^bdfklmnrst]", "", sounds)
    return re.sub(r"(.)\1+", r"\1", sounds)


def with_english_names(pair: Pair, chance: random.Random) -> Pair:
    """Writes most names of a pair into its source in English, clitics apart, as the server shows names to the model."""
    arabic = pair.arabic
    for name in sorted(find_names(arabic, pair.english), key=lambda name: name.source, reverse=True):
        if chance.random() < 0.75:
            start = name.source[0] - len(name.clitics)
            said = pair.english[slice(*name.target)]
            lead = f"{name.clitics} " if name.clitics else ""
            arabic = f"{arabic[:start]}{lead}{said}{arabic[name.source[1] :]}"
    return replace(pair, arabic=arabic)


def with_other_surnames(pair: Pair, persons: "Persons", chance: random.Random) -> Pair:
    """Gives Arab persons of a pair other surnames; given names stay, since verbs agree with them."""
    arabic, english = pair.arabic, pair.english
    for name in find_names(arabic, english):
        last_arabic = pair.arabic[slice(*name.source)].rsplit(" ", 1)
        last_english = pair.english[slice(*name.target)].rsplit(" ", 1)
        if name.words < 2 or len(last_arabic) < 2 or _bare(last_arabic[0].split()[0]) not in persons.given:
            continue
        old = (last_arabic[1], last_english[1])
        if arabic.count(old[0]) == 1 and english.count(old[1]) == 1:
            new = chance.choice(persons.surnames)
            arabic, english = arabic.replace(old[0], new[0]), english.replace(old[1], new[1])
    return replace(pair, arabic=arabic, english=english)


def persons_of(full_names: Iterable[tuple[str, str]]) -> Persons:
    """Given names, and surnames in the way of newspapers, from full names of two words."""
    given, surnames = set(), []
    for arabic, english in full_names:
        words = arabic.split(), english.split()
        if len(words[0]) == len(words[1]) == 2 and all(skeleton(a) == skeleton(e) for a, e in zip(*words, strict=True)):
            given.add(_bare(words[0][0]))
            surnames.append((words[0][1], re.sub(r"^A([lnsdrtz]h?)-", r"a\1-", words[1][1])))
    return Persons(given=frozenset(given), surnames=tuple(surnames))


def with_verbatim(pair: Pair, chance: random.Random) -> Pair:
    """Ends both sides with an address, a handle, a hashtag or a code in brackets: what must come out as it is."""
    item = _verbatim(chance)
    arabic, english = (
        f"{text[: match.start()]} ({item}){match[0]}"
        for text in (pair.arabic, pair.english)
        if (match := _END.search(text))
    )
    return replace(pair, arabic=arabic, english=english)


def misspelled(pair: Pair, chance: random.Random) -> Pair:
    """Writes the source as it is printed now and then: final ya without dots, ta marbuta as ha."""
    arabic = pair.arabic
    if chance.random() < _SPELLING_SHARE:
        arabic = re.sub(r"ي(?![\u0621-\u064a])", "ى", arabic)
    if chance.random() < _SPELLING_SHARE:
        arabic = re.sub(r"ة(?![\u0621-\u064a])", "ه", arabic)
    return replace(pair, arabic=arabic)


def augmented(pair: Pair, persons: Persons, chance: random.Random) -> Pair:
    """A variant of a news pair: other surnames, names in English in its source, other spellings, other numbers."""
    if persons.surnames and chance.random() < SURNAME_SHARE:
        pair = with_other_surnames(pair, persons, chance)
    if chance.random() < ENGLISH_SHARE:
        pair = with_english_names(pair, chance)
    if chance.random() < VERBATIM_SHARE:
        pair = with_verbatim(pair, chance)
    return vary(misspelled(pair, chance), chance)


def _verbatim(chance: random.Random) -> str:
    name, end = ("".join(chance.choices(_SYLLABLES, k=count)) for count in (chance.choice((1, 2, 2, 3)), 1))
    number, domain = chance.randrange(1, 3000), chance.choice(_DOMAINS)
    return chance.choice(
        (
            f"{name}{chance.choice(('', '.', '_'))}{end}@{domain}",
            f"{chance.choice(('https://', 'http://', 'www.'))}{domain}/{name}{chance.choice(('', f'/{number}'))}",
            f"@{name.title()}{chance.choice(('', '_', str(number % 100)))}",
            f"#{name.title()}{end.title()}{chance.choice(('', str(number)))}",
            f"{name[:3].upper()}-{number}",
            f"{name.title()}.{chance.choice(('com', 'org', 'net'))}",
        )
    )


def _bare(word: str) -> str:
    return re.sub("[أإآ]", "ا", word)


def _runs(english: str) -> Iterator[list[re.Match[str]]]:
    """Capitalised words with nothing but a space between."""
    run: list[re.Match[str]] = []
    for word in _ENGLISH_NAME.finditer(english):
        if run and english[run[-1].end() : word.start()] != " ":
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _longest(words: Sequence[re.Match[str]], run: Sequence[re.Match[str]], taken: set[int]) -> Name | None:
    for count in range(len(run), 0, -1):
        for first in range(len(run) - count + 1):
            part = run[first : first + count]
            found = _place(words, [word[0].removesuffix("'s") for word in part], taken)
            if found is not None:
                place, clitics = found
                taken.update(range(place, place + count))
                end = part[-1].end() - (2 if part[-1][0].endswith("'s") else 0)
                return Name(
                    source=(words[place].start() + len(clitics), words[place + count - 1].end()),
                    clitics=clitics,
                    target=(part[0].start(), end),
                    words=count,
                )
    return None


def _place(words: Sequence[re.Match[str]], names: Sequence[str], taken: set[int]) -> tuple[int, str] | None:
    sounds = [skeleton(name) for name in names]
    if sum(map(len, sounds)) < 3:
        return None
    for place in range(len(words) - len(sounds) + 1):
        part = words[place : place + len(sounds)]
        if taken.intersection(range(place, place + len(sounds))) or not _are_neighbours(part):
            continue
        if [skeleton(word[0]) for word in part[1:]] != list(sounds[1:]):
            continue
        word = words[place][0]
        for clitics in _CLITICS:
            own = clitics.endswith("و") and names[0][0] in "WOUV"  # the name's own letter, as in Walid
            rest = word.removeprefix(clitics)
            if not own and word.startswith(clitics) and len(rest) > 2 and skeleton(rest) == sounds[0]:
                return place, clitics
    return None


def _are_neighbours(words: Sequence[re.Match[str]]) -> bool:
    return all(
        after.start() - before.end() == 1 and before.string[before.end()] == " "
        for before, after in itertools.pairwise(words)
    )
