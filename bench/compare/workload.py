"""What every system is given: the same model, the same sentences."""

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
"""Of opus-mt-ar-en: its joint vocabulary, and the part of it that its target tokenizer can produce."""
_ARTICLE_LINES = 12
FORCED_LENGTH = 32
"""Pieces of each hypothesis of the random model. Its sources have as many at most."""


class System(Protocol):
    """A way to translate."""

    name: str

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """Translates articles, each given as its sentences, and gives as many sentences back."""

    def processor_s(self) -> float:
        """Processor seconds that it has had so far."""

    def close(self) -> None:
        """Frees what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that all systems run.

    Args:
        name: For the reader.
        folder: In the MarianMT layout; also what `translation_model` is set to.
        plain: Its conversion with every row of the vocabulary; None where trimming leaves nothing out.
        forced_length: Target pieces of every hypothesis; None where the model itself knows its end.
    """

    name: str
    folder: Path
    plain: Path | None = None
    forced_length: int | None = None


def starter() -> Model:
    """The embedded model."""
    return Model(name="starter-ar-en", folder=models_root() / "starter-ar-en")


def opus_geometry(folder: Path) -> Model:
    """A model with opus-mt-ar-en's geometry, 6 and 6 layers of width 512, and random weights.

    Its pieces are those of the embedded model and fillers: single ideographs, which any tokenizer hands on, until the
    target side has as many as opus-mt's, and ideographs after a space, which none does. It never ends a sentence, so
    every system decodes `FORCED_LENGTH` pieces, and it never says what its target tokenizer cannot, as after training.

    Args:
        folder: To be made.
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
            parameter.mul_(3.0)  # at their usual size random weights say the same to everything
        network.model.shared.weight[pad] = 0.0
        network.final_logits_bias[0, torch.from_numpy(~own)] = -1000.0
    network.save_pretrained(folder)
    plain = folder / "plain-int8"
    plain.mkdir()
    convert_whole(folder, plain)
    return Model(name="opus-mt geometry", folder=folder, plain=plain, forced_length=FORCED_LENGTH)


def convert_whole(folder: Path, target: Path) -> None:
    """Converts a model to int8 with every row of its vocabulary."""
    spec = build_spec(read_checkpoint(folder))
    spec.optimize(quantization="int8")
    spec.save(str(target))


def _opus_vocabulary(embedded: Path) -> tuple[list[str], np.ndarray]:
    """The pieces, and which of them a hypothesis may have: neither marks nor what the target tokenizer cannot give."""
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
    """The engine that a server would have, with one worker for each thread."""
    return load_translation_engine(Settings(translation_model=setting_of(model), threads=threads, cache_dir=cache_dir))


def setting_of(model: Model) -> str:
    """What `translation_model` is set to."""
    return model.name if model.forced_length is None else str(model.folder)


def texts(model_engine: TranslationEngine, count_: int) -> list[Sentences]:
    """Articles as the sentences that Mujaz would give the model, so that everybody translates the same ones."""
    return [cut(body, model_engine) for body in example_articles(count_)]


def cut(text: str, engine: TranslationEngine) -> Sentences:
    """The parts of a text that are decoded by themselves."""
    return [part.of(prepared.normalized.text) for prepared in prepare(text, engine) for part in prepared.parts if part]


@dataclass(frozen=True, slots=True, kw_only=True)
class DevSet:
    """Sentences with references.

    Args:
        parts: Of each sentence, as the model gets them.
        references: Of each sentence.
    """

    parts: list[Sentences]
    references: list[str]

    def chrf(self, system: System) -> float:
        """The quality of a system's translations."""
        translate = getattr(system, "translate_lines", system.translate)
        flat = [part for parts in self.parts for part in parts]
        articles = [flat[start : start + _ARTICLE_LINES] for start in range(0, len(flat), _ARTICLE_LINES)]
        found = iter([line for article in translate(articles) for line in article])
        lines = [" ".join(islice(found, len(parts))) for parts in self.parts]
        return float(sacrebleu.corpus_chrf(lines, [self.references]).score)


def dev_set(folder: Path, lines: int, engine: TranslationEngine) -> DevSet:
    """The first lines of `flores101_dev.tsv`, `Arabic<TAB>English` each."""
    rows = [line.split("\t") for line in (folder / "flores101_dev.tsv").read_text("utf-8").splitlines()[:lines]]
    return DevSet(parts=[cut(row[0], engine) for row in rows], references=[row[1] for row in rows])
