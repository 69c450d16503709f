"""Loads the engines that the settings ask for. A model library is imported only where its engine is used."""

import importlib.metadata

from mujaz.catalogue.conversion import SUMMARISER_CONVERTER, converted
from mujaz.catalogue.folders import ModelFolder, find, read_json, verify
from mujaz.catalogue.marian_config import MarianConfig, read_config
from mujaz.config import Settings
from mujaz.engines.base import SummaryEngine, TranslationEngine
from mujaz.engines.marian import MarianLimits
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.errors import ConfigError, ModelError
from mujaz.types import LoadedModel, ModelSignature, Task

_COMPUTE_TYPES = {"ctranslate2": ("int8", "float32"), "torch": ("float32", "bfloat16")}


def load_translation_engine(settings: Settings) -> TranslationEngine:
    """Verifies the files of `translation_model`, converts it if necessary, and loads it on `engine`.

    Args:
        settings: Say which model to load, on which engine, and with how many threads.

    Raises:
        ConfigError: The engine cannot compute in `compute_type`, or its extra is not installed.
        NotFound: There is no such model on this machine.
        ModelError: The model is incomplete, damaged, or of another kind.
    """
    if settings.engine == "torch":  # first of all, as its error says what to install
        from mujaz.engines.torch_marian import TorchEngine  # noqa: PLC0415
    allowed = _COMPUTE_TYPES[settings.engine]
    if settings.compute_type not in allowed:
        raise ConfigError(
            f"compute_type = {settings.compute_type!r}: engine {settings.engine} computes in {' or '.join(allowed)}; "
            "set compute_type to that",
            reason="CONFIG_COMPUTE_TYPE",
        )
    folder = find(settings.translation_model, settings)
    _expect(folder, Task.TRANSLATION, "translation_model")
    config = read_config(folder.path)
    fingerprint = verify(folder)
    model = _describe(folder, fingerprint, Task.TRANSLATION, settings.engine, settings.compute_type)
    pieces = MarianPieces(folder.path)
    limits = _limits(folder, config)
    threads = settings.processor_threads
    if settings.engine == "torch":
        return TorchEngine(model, folder.path, pieces, limits, threads=threads)
    from mujaz.engines.ctranslate2_marian import Ctranslate2Engine  # noqa: PLC0415

    path = converted(folder, fingerprint, settings.compute_type, settings.cache_dir)
    return Ctranslate2Engine(model, path, pieces, limits, workers=threads)


def load_summary_engine(settings: Settings) -> SummaryEngine:
    """Loads `summary_model`: the embedded extractive one, or any sequence-to-sequence model on `summary_engine`.

    Args:
        settings: Say which model to load.

    Raises:
        ConfigError: The model needs an extra that is not installed.
        NotFound: There is no such model on this machine.
        ModelError: The model is incomplete, damaged, or of another kind.
    """
    folder = find(settings.summary_model, settings)
    _expect(folder, Task.SUMMARIZATION, "summary_model")
    fingerprint = verify(folder)
    config = read_json(folder.path / "config.json")
    if "features" in config:  # a linear ranker of sentences; no transformers configuration has this
        from mujaz.engines.extractive import ExtractiveEngine  # noqa: PLC0415

        return ExtractiveEngine(
            folder.path, _describe(folder, fingerprint, Task.SUMMARIZATION, "extractive", "float64")
        )
    return _load_writer(folder, fingerprint, settings)


def _load_writer(folder: ModelFolder, fingerprint: str, settings: Settings) -> SummaryEngine:
    from mujaz.engines.seq2seq import Seq2SeqSummaryEngine, Summariser  # noqa: PLC0415

    threads = settings.processor_threads
    summariser: Summariser
    if settings.summary_engine == "torch":
        from mujaz.engines.seq2seq_torch import TorchSummariser  # noqa: PLC0415

        compute_type = "bfloat16" if settings.compute_type == "bfloat16" else "float32"
        summariser = TorchSummariser(folder.path, compute_type, threads=threads)
    else:
        from mujaz.engines.seq2seq_ctranslate2 import Ctranslate2Summariser  # noqa: PLC0415

        compute_type = "int8" if settings.compute_type == "int8" else "float32"
        path = converted(folder, fingerprint, compute_type, settings.cache_dir, converter=SUMMARISER_CONVERTER)
        summariser = Ctranslate2Summariser(path, compute_type, threads=threads)
    model = _describe(folder, fingerprint, Task.SUMMARIZATION, settings.summary_engine, compute_type)
    return Seq2SeqSummaryEngine(summariser, model)


def _limits(folder: ModelFolder, config: MarianConfig) -> MarianLimits:
    """The catalogue's limit on source tokens, or the model's own; it leaves room for the end-of-sentence token."""
    positions = config.max_position_embeddings
    recommended = folder.entry.max_source_tokens if folder.entry else 0
    return MarianLimits(max_source_tokens=min(recommended or positions, positions - 1), max_positions=positions)


def _expect(folder: ModelFolder, task: Task, setting: str) -> None:
    if folder.entry is not None and folder.entry.task is not task:
        raise ModelError(f"{setting} = {folder.name!r}: this model is for {folder.entry.task.name.lower()}")


def _describe(folder: ModelFolder, fingerprint: str, task: Task, engine: str, compute_type: str) -> LoadedModel:
    version = importlib.metadata.version("mujaz" if engine == "extractive" else engine)
    entry = folder.entry
    return LoadedModel(
        signature=ModelSignature(
            model=folder.name,
            revision=folder.revision or f"sha256:{fingerprint[:12]}",
            engine=f"{engine} {version}",
            compute_type=compute_type,
        ),
        task=task,
        license=entry.license if entry else "",
        description=entry.description if entry else "",
        golden=entry.golden if entry else None,
        calibration=entry.calibration if entry else None,
    )
