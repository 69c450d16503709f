"""Converts a summary model of transformers to ctranslate2, with its tokenizer and settings. Run as a program.

A server that runs the result needs neither torch nor transformers.

    python -m mujaz.catalogue.summariser_to_ctranslate2 SOURCE TARGET {int8,float32}
"""

import sys
from pathlib import Path

from mujaz.catalogue.summariser import TOKENIZER_FILE, SummariserSettings, require_tokenizer
from mujaz.errors import ModelError, first_line

_ARCHITECTURE = {
    "BartConfig": {"normalize_before": False, "normalize_embedding": True},
    "PegasusConfig": {"normalize_before": True, "normalize_embedding": False},
    "MBartConfig": {"normalize_before": True, "normalize_embedding": True},
}
"""Values that ctranslate2's converter reads from a configuration and that transformers 5 no longer sets. They are those
of transformers' own code for these architectures; most configurations on the hub have them."""


def convert(source: Path, target: Path, compute_type: str) -> None:
    """Converts one model.

    Args:
        source: A folder in the layout of the hub.
        target: The folder to write to.
        compute_type: `int8` or `float32`.

    Raises:
        ModelError: The extra torch is missing, or ctranslate2 cannot read or convert the model.
    """
    require_tokenizer(source)
    try:
        import torch  # noqa: F401, PLC0415 - the converter needs it
        import transformers  # noqa: PLC0415
        from ctranslate2.converters import TransformersConverter  # noqa: PLC0415
    except ImportError:
        raise ModelError(
            f"converting {source} needs torch and transformers: `pip install '.[torch]'` in the folder of Mujaz"
        ) from None
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    for name, values in _ARCHITECTURE.items():
        for attribute, value in values.items():
            setattr(getattr(transformers, name), attribute, value)
    try:
        config = transformers.AutoConfig.from_pretrained(str(source), local_files_only=True)
        generation = transformers.AutoModelForSeq2SeqLM.from_pretrained(
            str(source), local_files_only=True, use_safetensors=None
        ).generation_config
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(source), local_files_only=True)
        TransformersConverter(str(source)).convert(str(target), quantization=compute_type, force=True)
    except Exception as error:
        message = f"ctranslate2 cannot convert the model in {source}: {first_line(error)}; try summary_engine = torch"
        raise ModelError(message) from None
    tokenizer.backend_tokenizer.save(str(target / TOKENIZER_FILE))
    SummariserSettings.of(config, generation, tokenizer).write(target)


def main(arguments: list[str]) -> int:
    """Converts a model. An error that a user can act on is one line on standard error and exit code 2."""
    source, target, compute_type = arguments
    try:
        convert(Path(source), Path(target), compute_type)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
