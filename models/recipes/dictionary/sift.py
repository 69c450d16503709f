"""Keeps of many written entries those that help the model: `python models/recipes/dictionary/sift.py --mono TEXT.gz`.

An entry helps where the model says something else, and says the entry where it is shown it. What it says right by
itself is left to it; the rest is tried in a sentence of newspapers, and kept as it is where these lack it. Needs the
server, in the environment of tests.
"""

import argparse
import gzip
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from mujaz.config import Settings
from mujaz.engines.load import load_translation_engine
from mujaz.pipeline.local import decode
from mujaz.pipeline.prepare import written_in
from mujaz.pipeline.spelling import said
from mujaz.pipeline.steps import DecodeRequest
from mujaz.text.arabic import words_of
from mujaz.text.dictionary import Dictionary
from mujaz.text.normalize import edited, normalize
from mujaz.text.proper_names import names_in
from mujaz.types import Chunk, DecodingOptions

_HERE = Path(__file__).parent
_LEXICON = _HERE.parent / "starter-ar-en" / "news" / "mujaz_lexicon.tsv.gz"
_REFUSED = _HERE / "refused.txt"
_TABLE = _HERE.parents[2] / "service" / "mujaz" / "text" / "dictionary" / "words.tsv"
_HEADER = "# Arabic, folded; English. Made by models/recipes/dictionary.\n"
_KEPT_FOR_JUDGING = 10, 7
"""Of so many lines of the text the one with this number is not looked at: readers judge the model by those."""
_SENTENCE = re.compile(r"(?<=[.!؟:،])\s+")
_WORDS = range(5, 23)
_LONGEST = 5
_MOST_ENGLISH = 6
_BATCH_TOKENS = 1500
_KNOWN_ALONE, _KNOWN_WITHOUT_SENTENCE, _KNOWN = 0.7, 0.4, 0.5
"""Shares of an entry's words from which the model knows it: by itself, by itself where no sentence has it, in one."""
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_NO_PHRASE = re.compile(
    r"(?:he|she|they|it|we|i|you|who|which|that|was|were|is|are|to)\b|.*[(){}/;|\"\d]", re.IGNORECASE
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly", "s", "e", "y")
_SMALL = frozenset("a an the of in on at to for by with and or from as is are was were be been it its his her".split())
_Key: TypeAlias = tuple[str, ...]


class Entry(NamedTuple):
    """An entry that was written.

    Args:
        words: Its Arabic words, folded and without articles.
        arabic: The same as written.
        english: What it says.
    """

    words: _Key
    arabic: str
    english: str


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
    parser.add_argument("--written", type=Path, default=_HERE / "written.tsv.gz", help="entries that were written")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    model = Model(given.threads)
    entries = {entry.words: entry for entry in _entries(given.written)}
    alone = dict(zip(entries, model.say([entry.arabic for entry in entries.values()]), strict=True))
    shares = {key: recalled(entry.english, alone[key]) for key, entry in entries.items()}
    unknown = {key: entries[key] for key, share in shares.items() if share < _KNOWN_ALONE}
    print(f"{len(entries)} entries, {len(unknown)} unknown", flush=True)
    sentences = _sentences(unknown, given.mono)
    kept = _unknown_in_text(model, [(unknown[key], sentence) for key, sentence in sentences.items()])
    print(f"{len(sentences)} in the text, {len(kept)} of them kept", flush=True)
    kept += [entry for key, entry in unknown.items() if key not in sentences and shares[key] < _KNOWN_WITHOUT_SENTENCE]
    refused = {tuple(line.split()) for line in _REFUSED.read_text(encoding="utf-8").splitlines()}
    rows = sorted(f"{' '.join(entry.words)}\t{entry.english}\n" for entry in kept if entry.words not in refused)
    _TABLE.write_text(_HEADER + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} entries kept")


def recalled(english: str, output: str) -> float:
    """The share of the words of an entry that an output has in some form, small words left out."""
    has = {_stem(word) for word in _content(output)}
    wanted = [_stem(word) for word in _content(english)]
    return sum(word in has for word in wanted) / max(1, len(wanted))


def _entries(written: Path) -> Iterator[Entry]:
    """Of the lexicon its phrases, since its single words are of any sense; then what was written for the dictionary."""
    for path, least in ((_LEXICON, 2), (written, 1)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                arabic, english = line.rstrip("\n").split("\t")[:2]
                english = _ARTICLE.sub("", english.strip())
                words = Dictionary.key(words_of(normalize(arabic).text))
                usable = not _NO_PHRASE.match(english) and len(english.split()) <= _MOST_ENGLISH
                if usable and least <= len(words) <= _LONGEST and all(word.isalpha() for word in words):
                    yield Entry(words, arabic, english)


def _sentences(entries: Iterable[_Key], mono: Path) -> dict[_Key, str]:
    """For each entry that a text has a sentence with it."""
    finder = Dictionary(dict.fromkeys(entries, ""))
    with gzip.open(mono, "rt", encoding="utf-8") as lines:
        every, left = _KEPT_FOR_JUDGING
        paragraphs = list(dict.fromkeys(line.strip() for number, line in enumerate(lines) if number % every != left))
    random.Random(3).shuffle(paragraphs)
    found: dict[_Key, str] = {}
    for paragraph in paragraphs:
        for sentence in _SENTENCE.split(paragraph):
            words = words_of(normalize(sentence).text)
            if len(words) in _WORDS:
                for key in finder.keys_in(words):
                    found.setdefault(key, sentence)
    return found


def _unknown_in_text(model: Model, pairs: Sequence[tuple[Entry, str]]) -> list[Entry]:
    """What the model says only where it is shown it."""
    before = model.say([_shown(sentence, None) for _, sentence in pairs])
    unknown = [
        (entry, sentence)
        for (entry, sentence), output in zip(pairs, before, strict=True)
        if recalled(entry.english, output) < _KNOWN
    ]
    after = model.say([_shown(sentence, entry) for entry, sentence in unknown])
    return [entry for (entry, _), output in zip(unknown, after, strict=True) if said(entry.english, output)]


def _shown(sentence: str, entry: Entry | None) -> str:
    """A sentence as the model is shown it: names in English, and perhaps one entry."""
    text = normalize(sentence).text
    words = words_of(text)
    names = names_in(text, words)
    if entry is not None:
        finder = Dictionary({entry.words: entry.english})
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
