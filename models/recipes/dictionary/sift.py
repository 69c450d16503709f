"""Keeps of many written entries those that help the model: `python models/recipes/dictionary/sift.py --mono TEXT.gz`.

An entry helps where the model mostly says something else, and says the entry where it is shown it. It is tried in up to
three sentences of newspapers, or in sentences of ours where they have none. Entries that the table has are kept as they
are, without `--again`. Last, an entry is dropped where people who translated whole sentences nearly always put it in
other words. Of the other entries those that newspapers have go to the reserve, whose words are shown where the model
doubts its translation; phrases of these of which the table has a part in other words come into the table. With
`--senses` entries are sifted that hold in texts of one field only, such as sport; they are tried in paragraphs of that
field. Needs the server, in the environment of tests.
"""

import argparse
import gzip
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mujaz.config import Settings
from mujaz.engines.load import load_translation_engine
from mujaz.pipeline.local import decode
from mujaz.pipeline.prepare import written_in
from mujaz.pipeline.spelling import find_exact
from mujaz.pipeline.steps import DecodeRequest
from mujaz.text.arabic import words_of
from mujaz.text.dictionary import Dictionary, cues_in, fields_of
from mujaz.text.normalize import edited, normalize
from mujaz.text.proper_names import names_in
from mujaz.text.tables import read_table
from mujaz.types import Chunk, DecodingOptions

_HERE = Path(__file__).parent
_NEWS = _HERE.parent / "starter-ar-en" / "news"
_LEXICON = _NEWS / "mujaz_lexicon.tsv.gz"
_WRITTEN = _HERE / "written.tsv.gz"
_SENSES = _HERE / "senses.tsv.gz"
_REFUSED = _HERE / "refused.txt"
_REFUSED_SENSES = _HERE / "refused_senses.txt"
_CONFIRMED = _HERE / "confirmed.txt"
_TABLE = _HERE.parents[2] / "service" / "mujaz" / "text" / "dictionary" / "words.tsv"
_RESERVE = _TABLE.with_name("reserve.tsv")
_SENSES_TABLE = _TABLE.with_name("senses.tsv")
_HEADER = "# Arabic, folded; English. Made by models/recipes/dictionary.\n"
_SENSES_HEADER = "# Arabic, folded; English; the field in whose texts it is that. Made by models/recipes/dictionary.\n"
_KEPT_FOR_JUDGING = 10, 7
"""Of so many lines of the text the one with this number is not looked at: readers judge the model by those."""
_SENTENCE = re.compile(r"(?<=[.!؟:،])\s+")
_WORDS = range(5, 23)
_LONGEST = 5
_MOST_ENGLISH = 6
_BATCH_TOKENS = 1500
_KNOWN = 0.5
"""The share of an entry's words that are said from which the model knows it."""
_AGREED = 0.2
"""Pairs of sentences contradict an entry that they agree with in less than this share of its places."""
_PLACES = 8
"""The fewest places that can contradict an entry. Readers of newspapers lost by 2 places and a share of 0.5."""
_OFTEN = 5
"""The fewest places in newspapers of an entry of the reserve."""
_RESERVE_AGREED, _RESERVE_PLACES = 0.3, 3
"""As `_AGREED` and `_PLACES`, for the reserve, many entries of which are of one sense only."""
_TRIED = 3
"""Sentences of newspapers in which an entry is tried."""
_OURS = (
    "وأشار التقرير إلى {} في عدد من المناطق خلال العام الماضي.",
    "وتحدث الخبير عن {} أمام الطلاب في الجامعة.",
)
"""Sentences for what newspapers do not have."""
_AT_ONCE = 800
"""Entries that are tried between two lines of progress."""
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_NO_PHRASE = re.compile(
    r"(?:he|she|they|it|we|i|you|who|which|that|was|were|is|are|to)\b|.*[(){}/;|\"\d]", re.IGNORECASE
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly", "s", "e", "y")
_SMALL = frozenset("a an the of in on at to for by with and or from as is are was were be been it its his her".split())


class Entry(NamedTuple):
    """An entry that was written.

    Args:
        key: Its Arabic words, folded and without articles.
        arabic: The same as written.
        english: What it says.
        field: The field in whose texts it says that, "" for all.
    """

    key: str
    arabic: str
    english: str
    field: str = ""


class Model:
    """The model of this project as it is served, but greedy.

    Args:
        threads: Batches translated side by side.
    """

    def __init__(self, threads: int) -> None:
        self._engine = load_translation_engine(Settings.load({"threads": threads}))

    def say(self, texts: Sequence[str]) -> list[str]:
        """Translates texts."""
        chunks = tuple(Chunk(pieces=self._engine.encode(normalize(text).text)) for text in texts)
        request = DecodeRequest(chunks=chunks, options=DecodingOptions(beam_size=1))
        return [one.text for one in decode(self._engine, request, max_batch_tokens=_BATCH_TOKENS)]


def main() -> None:
    """Reads the command line, sifts and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mono", type=Path, required=True, help="Arabic text of newspapers, a paragraph a line, gzip")
    parser.add_argument("--written", type=Path, default=_WRITTEN, help="entries to try; those of another file alone")
    parser.add_argument("--again", action="store_true", help="try what the table has again, too")
    news = _NEWS / "mujaz_news.tsv.gz"
    parser.add_argument(
        "--pairs", type=Path, nargs="+", default=[news], help="translated sentences, `Arabic<TAB>English`, gzip"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--senses", action="store_true", help="sift the words whose sense follows the field, instead")
    given = parser.parse_args()
    if given.senses:
        sift_senses(given.mono, Model(given.threads))
    else:
        sift_entries(given)


def sift_senses(mono: Path, model: Model) -> None:
    """Sifts the words whose sense follows the field. Those that newspapers hardly have there are dropped, too."""
    refused = {tuple(line.split("\t")) for line in _keys(_REFUSED_SENSES)}
    entries = {(entry.key, entry.field): entry for entry in _written_in(_SENSES, 1)}
    sentences = sentences_with((entry for name, entry in entries.items() if name not in refused), mono)
    places = {entry: found for entry, found in sentences.items() if len(found) == _TRIED}
    print(f"{len(places)} senses to try", flush=True)
    lines = sorted(f"{entry.key}\t{entry.english}\t{entry.field}\n" for entry in helpful(model, places))
    _SENSES_TABLE.write_text(_SENSES_HEADER + "".join(lines), encoding="utf-8")


def sift_entries(given: argparse.Namespace) -> None:
    """Sifts the entries that hold in any text, into the table and the reserve."""
    refused, confirmed = _keys(_REFUSED), _keys(_CONFIRMED)
    rows = [] if given.again else read_table("mujaz.text.dictionary", _TABLE.name)
    table: dict[str, str] = dict(row for row in rows)
    entries = {entry.key: entry for entry in _entries(given.written) if entry.key not in {*refused, *table}}
    print(f"{len(entries)} entries to try", flush=True)
    model, sentences = Model(given.threads), sentences_with(entries.values(), given.mono)
    written = list(entries.values())
    for start in range(0, len(written), _AT_ONCE):
        batch = written[start : start + _AT_ONCE]
        places = {entry: sentences.get(entry) or _ours(entry) for entry in batch}
        table |= {entry.key: entry.english for entry in helpful(model, places)}
        print(f"{len(table)} entries in the table", flush=True)
    dropped = refused | (contradicted(table, _pairs(given.pairs)) - confirmed)
    table = {key: english for key, english in table.items() if key not in dropped}
    known = dict(row for row in read_table("mujaz.text.dictionary", _RESERVE.name)) if given.written != _WRITTEN else {}
    others = known | {key: entry.english for key, entry in entries.items()}
    others = {key: english for key, english in others.items() if key not in {*table, *refused}}
    found = _counts(others, given.mono)
    others = {key: english for key, english in others.items() if found[key] >= _OFTEN}
    disputed = contradicted(others, _pairs(given.pairs), agreed=_RESERVE_AGREED, places=_RESERVE_PLACES)
    others = {key: english for key, english in others.items() if key not in disputed}
    whole = broken_up(others, table)
    _write(_TABLE, table | {key: others[key] for key in whole})
    _write(_RESERVE, {key: english for key, english in others.items() if key not in whole})


def helpful(model: Model, places: Mapping[Entry, Sequence[str]]) -> Iterator[Entry]:
    """The entries that the model misses in half of their sentences or more, and says there where it is shown them."""
    pairs = [(entry, sentence) for entry, sentences in places.items() for sentence in sentences]
    outputs = model.say([_shown(sentence, None) for _, sentence in pairs])
    missed = [pair for pair, output in zip(pairs, outputs, strict=True) if recalled(pair[0].english, output) < _KNOWN]
    shown = model.say([_shown(sentence, entry) for entry, sentence in missed])
    told: dict[Entry, list[bool]] = {}
    for (entry, _), output in zip(missed, shown, strict=True):
        told.setdefault(entry, []).append(bool(find_exact(entry.english, output)))
    for entry, is_said in told.items():
        if 2 * len(is_said) >= len(places[entry]) and all(is_said):
            yield entry


def contradicted(
    table: Mapping[str, str], pairs: Iterable[tuple[str, str]], *, agreed: float = _AGREED, places: int = _PLACES
) -> set[str]:
    """The entries that translated sentences mostly put in other words.

    Args:
        table: The English of each entry.
        pairs: Sentences and their translations.
        agreed: An entry is contradicted if it is said in less than this share of its places.
        places: The fewest places that can contradict it.
    """
    finder = Dictionary(table)
    said: dict[str, list[bool]] = {}
    for source, target in pairs:
        for key in finder.keys_in(words_of(normalize(source).text)):
            said.setdefault(key, []).append(recalled(table[key], target) >= _KNOWN)
    return {key for key, found in said.items() if len(found) >= places and sum(found) < agreed * len(found)}


def broken_up(phrases: Mapping[str, str], table: Mapping[str, str]) -> set[str]:
    """The phrases of which a table has a part in other words: rush hour, where it has a peak.

    The model would be shown that part alone, and say "peak hour".

    Args:
        phrases: The English of each phrase.
        table: The English of each entry.
    """
    finder = Dictionary(table)
    return {
        key
        for key, english in phrases.items()
        for part in finder.keys_in(words_of(key))
        if part != key and recalled(table[part], english) < 1
    }


def recalled(english: str, output: str) -> float:
    """The share of the words of an entry that an output has in some form, small words left out."""
    has = {_stem(word) for word in _content(output)}
    wanted = [_stem(word) for word in _content(english)]
    return sum(word in has for word in wanted) / max(1, len(wanted))


def _keys(file: Path) -> set[str]:
    return set(file.read_text(encoding="utf-8").splitlines())


def _pairs(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                source, target = line.rstrip("\n").split("\t")[:2]
                yield source, target


def _entries(written: Path) -> Iterator[Entry]:
    """Of the lexicon its phrases, since its single words are of any sense; then what was written for the dictionary.

    Entries of another file are tried alone.
    """
    for path, least in ((_LEXICON, 2), (written, 1)) if written == _WRITTEN else ((written, 1),):
        for entry in _written_in(path, least):
            yield entry._replace(field="")


def _written_in(path: Path, least: int) -> Iterator[Entry]:
    """The usable entries of a file, of so many words or more. A third column is the field."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            arabic, english, field = [*line.rstrip("\n").split("\t"), ""][:3]
            english = _ARTICLE.sub("", english.strip())
            key = Dictionary.key(words_of(normalize(arabic).text))
            usable = not _NO_PHRASE.match(english) and len(english.split()) <= _MOST_ENGLISH
            if usable and least <= len(key.split()) <= _LONGEST and key.replace(" ", "").isalpha():
                yield Entry(key, arabic, english, field)


def _write(file: Path, table: Mapping[str, str]) -> None:
    lines = sorted(f"{key}\t{english}\n" for key, english in table.items())
    file.write_text(_HEADER + "".join(lines), encoding="utf-8")


def paragraphs_of(mono: Path) -> list[str]:
    """The paragraphs of a text, each once, without those kept for judging.

    Args:
        mono: Text, a paragraph a line, gzip.
    """
    every, left = _KEPT_FOR_JUDGING
    with gzip.open(mono, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(line.strip() for number, line in enumerate(lines) if number % every != left))


def _counts(entries: Iterable[str], mono: Path) -> Counter[str]:
    """How often a text has each entry."""
    finder = Dictionary(dict.fromkeys(entries, ""))
    return Counter(key for one in paragraphs_of(mono) for key in finder.keys_in(words_of(normalize(one).text)))


def sentences_with(entries: Iterable[Entry], mono: Path) -> dict[Entry, list[str]]:
    """For each entry that a text has, in paragraphs of its field, some sentences with it.

    Args:
        entries: The entries to look for.
        mono: Text, a paragraph a line, gzip.
    """
    of_fields: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        of_fields.setdefault(entry.field, {})[entry.key] = entry
    finders = {field: Dictionary(dict.fromkeys(keys, "")) for field, keys in of_fields.items()}
    paragraphs = paragraphs_of(mono)
    random.Random(3).shuffle(paragraphs)
    found: dict[Entry, list[str]] = {}
    for paragraph in paragraphs:
        fields = {"", *fields_of([cues_in(words_of(normalize(paragraph).text))])} & finders.keys()
        for sentence in _SENTENCE.split(paragraph) if fields else ():
            words = words_of(normalize(sentence).text)
            if len(words) in _WORDS:
                for entry in (of_fields[field][key] for field in fields for key in finders[field].keys_in(words)):
                    if len(sentences := found.setdefault(entry, [])) < _TRIED:
                        sentences.append(sentence)
    return found


def _ours(entry: Entry) -> list[str]:
    return [sentence.format(entry.arabic) for sentence in _OURS]


def _shown(sentence: str, entry: Entry | None) -> str:
    """A sentence as the model is shown it: names in English, and perhaps one entry."""
    text = normalize(sentence).text
    words = words_of(text)
    names = names_in(text, words)
    if entry is not None:
        finder = Dictionary({entry.key: entry.english})
        names = tuple(sorted((*names, *finder.found(text, words, [name.span for name in names])), key=lambda n: n.span))
    return edited(text, (written_in(text, name.span, name.joined, name.english) for name in names)).text


def _content(english: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9']+", english.lower()) if word not in _SMALL]


def _stem(word: str) -> str:
    """A word without its ending, cut to what forms of one word share."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
    return word.removesuffix(ending)[:5] if len(word) > 4 else word.removesuffix(ending)


if __name__ == "__main__":
    main()
