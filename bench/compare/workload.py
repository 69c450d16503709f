"""The workload of every system: the same model and the same sentences."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import sacrebleu

from bench.batch_throughput import articles as example_articles
from mujaz.catalogue.checkpoint import read_checkpoint
from mujaz.catalogue.entries import models_root
from mujaz.catalogue.folders import read_json
from mujaz.catalogue.to_ctranslate2 import build_spec
from mujaz.catalogue.tokenizers import load_tokenizer, producible
from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.pipeline.prepare import prepare

Sentences: TypeAlias = list[str]
OPUS_PIECES, OPUS_TARGET_PIECES = 62_834, 35_050
"""The sizes of opus-mt-ar-en's joint vocabulary, and of the part that its target tokenizer can produce."""
_ARTICLE_LINES = 12
FORCED_LENGTH = 32
"""Tokens of each hypothesis of the random model; its sources have at most as many."""


class System(Protocol):
    """A system that translates."""

    name: str

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """Translate articles, each given as its sentences, into as many sentences."""

    def processor_s(self) -> float:
        """Return the processor seconds that it has used so far."""

    def close(self) -> None:
        """Free its resources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that all systems run.

    Args:
        name: The name in tables.
        folder: The folder in the MarianMT layout, also a value of `translation_model`.
        plain: Its conversion with every row of the vocabulary; None if trimming removes nothing.
        forced_length: The tokens of every hypothesis; None if the model ends hypotheses itself.
    """

    name: str
    folder: Path
    plain: Path | None = None
    forced_length: int | None = None


def starter() -> Model:
    """Return the embedded model."""
    return Model(name="starter-ar-en", folder=models_root() / "starter-ar-en")


def opus_geometry(folder: Path) -> Model:
    """Make a model with opus-mt-ar-en's geometry, 6 and 6 layers of width 512, and random weights.

    Its vocabulary is that of the embedded model and fillers: single ideographs, which any tokenizer can produce, until
    the target side has as many tokens as opus-mt's, and then pairs of ideographs after a space, which none produces. It
    never ends a sentence, so every system decodes `FORCED_LENGTH` tokens. Like a trained model, it never produces a
    token that its target tokenizer cannot.

    Args:
        folder: The folder to make.
    """
    import torch  # noqa: PLC0415 - only here
    import transformers  # noqa: PLC0415

    folder.mkdir(parents=True)
    embedded = models_root() / "starter-ar-en"
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((embedded / name).read_bytes())
    vocabulary, own = _opus_vocabulary(embedded)
    (folder / "vocab.json").write_text(json.dumps({piece: number for number, piece in enumerate(vocabulary)}))
    pad = len(vocabulary) - 1
    torch.manual_seed(0)
    config = transformers.MarianConfig(
        vocab_size=len(vocabulary), d_model=512, encoder_layers=6, decoder_layers=6, encoder_ffn_dim=2048,
        decoder_ffn_dim=2048, encoder_attention_heads=8, decoder_attention_heads=8, activation_function="swish",
        scale_embedding=True, max_position_embeddings=FORCED_LENGTH, pad_token_id=pad, decoder_start_token_id=pad,
        eos_token_id=0, forced_eos_token_id=None,
    )  # fmt: skip
    network = transformers.MarianMTModel(config)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(3.0)  # random weights of the usual size translate everything alike
        network.model.shared.weight[pad] = 0.0
        network.final_logits_bias[0, torch.from_numpy(~own)] = -1000.0
    network.save_pretrained(folder)
    plain = folder / "plain-int8"
    plain.mkdir()
    convert_whole(folder, plain)
    return Model(name="opus-mt geometry", folder=folder, plain=plain, forced_length=FORCED_LENGTH)


def convert_whole(folder: Path, target: Path) -> None:
    """Convert a model to int8 with every row of its vocabulary."""
    spec = build_spec(read_checkpoint(folder))
    spec.optimize(quantization="int8")
    spec.save(str(target))


def _opus_vocabulary(embedded: Path) -> tuple[list[str], np.ndarray]:
    """Return the tokens, and which of them a hypothesis may have: no marks, and what the target tokenizer produces."""
    names = ("vocab.json", "target_vocab.json")
    known = dict.fromkeys(piece for name in names for piece in read_json(embedded / name) if piece != "<pad>")
    pieces = ["</s>", "<unk>", *(piece for piece in known if piece not in ("</s>", "<unk>"))]
    target = load_tokenizer(embedded / "target.spm")
    ideographs = (chr(number) for number in count(0x4E00) if chr(number) not in known)
    missing = OPUS_TARGET_PIECES - sum(producible(target, pieces))
    single = list(islice(ideographs, missing))
    pieces += single
    pieces += ["\u2581" + one + one for one in islice(map(chr, count(0x4E00)), OPUS_PIECES - len(pieces) - 1)]
    own = np.array([*producible(target, pieces), False])
    own[0] = own[1] = False
    return [*pieces, "<pad>"], own


def engine_of(model: Model, *, threads: int, cache_dir: Path) -> TranslationEngine:
    """Load the engine that a server would use, with one worker for each thread."""
    return load_translation_engine(Settings(translation_model=setting_of(model), threads=threads, cache_dir=cache_dir))


def setting_of(model: Model) -> str:
    """Return the value of `translation_model` for a model."""
    return model.name if model.forced_length is None else str(model.folder)


def texts(model_engine: TranslationEngine, count_: int) -> list[Sentences]:
    """Return articles as the sentences that Mujaz gives its model, so that every system translates the same ones."""
    return [cut(body, model_engine) for body in example_articles(count_)]


def cut(text: str, engine: TranslationEngine) -> Sentences:
    """Split a text into the parts that are decoded separately."""
    return [part.of(prepared.normalized.text) for prepared in prepare(text, engine) for part in prepared.parts if part]


@dataclass(frozen=True, slots=True, kw_only=True)
class DevSet:
    """Sentences with references.

    Args:
        parts: The parts of each sentence, as the model gets them.
        references: The reference of each sentence.
    """

    parts: list[Sentences]
    references: list[str]

    def chrf(self, system: System) -> float:
        """Return the chrF of a system's translations."""
        translate = getattr(system, "translate_lines", system.translate)
        flat = [part for parts in self.parts for part in parts]
        articles = [flat[start : start + _ARTICLE_LINES] for start in range(0, len(flat), _ARTICLE_LINES)]
        found = iter([line for article in translate(articles) for line in article])
        lines = [" ".join(islice(found, len(parts))) for parts in self.parts]
        return float(sacrebleu.corpus_chrf(lines, [self.references]).score)


def dev_set(folder: Path, lines: int, engine: TranslationEngine) -> DevSet:
    """Read the first lines of `flores101_dev.tsv`, `Arabic<TAB>English` each."""
    rows = [line.split("\t") for line in (folder / "flores101_dev.tsv").read_text("utf-8").splitlines()[:lines]]
    return DevSet(parts=[cut(row[0], engine) for row in rows], references=[row[1] for row in rows])
