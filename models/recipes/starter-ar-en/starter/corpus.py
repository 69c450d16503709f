"""From files of text to clean pairs and sentences."""

import gzip
import hashlib
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

SHIPPABLE = ("yes", "by", "reverse")
OWN_NEWS = Path(__file__).parents[1] / "news"
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")
_MARKS = re.compile(
    r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SENTENCE_END = re.compile(r"(?<=[.!?؟])[\"')]*\s+(?=\S)")
_ARTICLE = re.compile(r"(?<=[a-z] )A(?:[lnsdrtz]|sh)-(?=[A-Z])")  # newspapers write it small inside a name
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,6}(?![\w/-]|[.,]\d)")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_MAX_CHARACTERS = 600


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file of `sources.toml`.

    Args:
        file: Name without ending.
        ship: "yes", "by", "by-sa", "reverse" or "no".
        weight: How often each line is drawn, against a line of weight 1.
        names: Whether lines are single names.
        language: Of a file in one language; empty for pairs.
        pack: Pack that its pairs go into.
    """

    file: str
    ship: str
    weight: float
    names: bool
    language: str
    pack: str = "pairs"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A sentence in both languages, how often to draw it, and the pack it goes into."""

    arabic: str
    english: str
    weight: float
    pack: str = "pairs"


def load_sources(path: Path, ship: Iterable[str] = SHIPPABLE) -> list[Source]:
    """Reads `sources.toml` and keeps what may be used.

    Args:
        path: The file.
        ship: Licences to accept, by the word in the field `ship`.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = [(row, row["epochs"], "") for row in table["parallel"]]
    rows += [(row, row["share"], row["language"]) for row in table["mono"]]
    accepted = set(ship)
    return [
        Source(
            file=row["file"],
            ship=row["ship"],
            weight=weight,
            names=row.get("names", False),
            language=language,
            pack=row.get("pack", "pairs"),
        )
        for row, weight, language in rows
        if row["ship"] in accepted
    ]


def clean(text: str) -> str:
    """Takes away what no tokenizer should see: marks, invisible characters, runs of spaces."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).split())


def fingerprint(text: str) -> bytes:
    """Says whether two lines have the same words, whatever their case and punctuation."""
    return hashlib.blake2b(re.sub(r"[\W_]+", "", text.lower()).encode(), digest_size=8).digest()


def held_out(dev: Path | None) -> set[bytes]:
    """Fingerprints of every line of the development sets, which no training text may contain."""
    if dev is None:
        return set()
    lines = (line for path in sorted(dev.glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines())
    return {fingerprint(clean(field)) for line in lines for field in line.split("\t")[:2]}


def read_pairs(
    folder: Path, sources: Iterable[Source], banned: set[bytes], seed: int = 1, news: Path = OWN_NEWS
) -> list[Pair]:
    """Reads `parallel/*.tsv.gz`, filters, and joins single names into lists.

    Args:
        folder: Holds the folder `parallel`.
        sources: Which files. Those that are absent are left out.
        banned: Fingerprints of lines that must not be used.
        seed: Of the random choices.
        news: Holds our own news corpus and lexicon.
    """
    chance = random.Random(seed)
    seen: set[bytes] = set()
    pairs: list[Pair] = []
    for source in sources:
        if source.language:
            continue
        kept = []
        for arabic, english in _source_rows(source.file, news, folder / "parallel"):
            key = fingerprint(f"{arabic}|{english}")
            if key in seen or not _is_translation(arabic, english):
                continue
            if fingerprint(arabic) in banned or fingerprint(english) in banned:
                continue
            seen.add(key)
            kept.append((arabic, english))
        if source.names:
            kept = _name_lists(kept, chance)
        pairs += [Pair(arabic=a, english=e, weight=source.weight, pack=source.pack) for a, e in kept]
    return pairs


def read_sentences(folder: Path, sources: Iterable[Source], language: str, banned: set[bytes]) -> list[str]:
    """Reads `mono/*.txt.gz` of one language, sentence by sentence, each once, in random order."""
    chance = random.Random(2)
    sentences: dict[str, None] = {}
    for source in sources:
        path = folder / "mono" / f"{source.file}.txt.gz"
        if source.language != language or not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = [sentence for line in lines for sentence in split_sentences(clean(line))]
        found = [
            sentence for sentence in found if _is_prose(sentence, language) and fingerprint(sentence) not in banned
        ]
        sentences |= dict.fromkeys(s for s in found if source.weight >= 1 or chance.random() < source.weight)
    ordered = list(sentences)
    chance.shuffle(ordered)
    return ordered


def split_sentences(text: str) -> list[str]:
    """Cuts at full stops, question and exclamation marks that a space follows."""
    return _SENTENCE_END.split(text)


def vary(pair: Pair, chance: random.Random) -> Pair:
    """Makes a pair less uniform: other numbers, on both sides, and now and then an alef without its hamza.

    Numbers are what a small corpus has too few of, and Arabic newspapers often leave hamzas out.
    """
    arabic, english = pair.arabic.translate(_DIGITS), pair.english
    shared = set(_NUMBER.findall(arabic)) & set(_NUMBER.findall(english))
    if shared and chance.random() < 0.5:
        new = {number: _other_number(number, chance) for number in shared}
        arabic, english = (_NUMBER.sub(lambda m: new.get(m[0], m[0]), text) for text in (arabic, english))
    if chance.random() < 0.12:
        arabic = re.sub("[أإآ]", "ا", arabic)
    return replace(pair, arabic=arabic, english=english)


def _source_rows(file: str, *folders: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file from the first folder that has it."""
    found = next((path for folder in folders if (path := folder / f"{file}.tsv.gz").exists()), None)
    return iter(()) if found is None else _rows(found)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 2 and len(fields[0]) <= _MAX_CHARACTERS:
                yield clean(fields[0]), clean(fields[1])


def _is_translation(arabic: str, english: str) -> bool:
    if not arabic or not english or len(english) > _MAX_CHARACTERS:
        return False
    letters, latin = len(_ARABIC.findall(arabic)), len(_LATIN.findall(english))
    if letters < max(2, 0.45 * len(arabic.replace(" ", ""))) or latin < max(2, 0.5 * len(english.replace(" ", ""))):
        return False
    if len(_ARABIC.findall(english)) > 0.05 * len(english):
        return False
    return 0.45 < (len(english) + 8) / (len(arabic) + 8) < 2.8


def _is_prose(sentence: str, language: str) -> bool:
    if not 25 <= len(sentence) <= 320:
        return False
    letters = _ARABIC if language == "ar" else _LATIN
    return len(letters.findall(sentence)) > 0.65 * len(sentence) and (language == "ar" or not sentence[0].islower())


def _name_lists(pairs: list[tuple[str, str]], chance: random.Random) -> list[tuple[str, str]]:
    chance.shuffle(pairs)
    lists = []
    while pairs:
        size = chance.randint(1, 4)
        group, pairs = pairs[:size], pairs[size:]
        arabic_comma, english_comma = chance.choice((("، ", ", "), (" و", " and "), (" ", " ")))
        english = english_comma.join(_ARTICLE.sub(lambda m: m[0].lower(), e) for _, e in group)
        lists.append((arabic_comma.join(a for a, _ in group), english))
    return lists


def _other_number(number: str, chance: random.Random) -> str:
    if len(number) == 4 and number[:2] in ("19", "20"):
        return str(chance.randint(1940, 2029))
    return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in number[1:])
