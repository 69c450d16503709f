"""The one place that imports torch and transformers, which only some engines need and only an extra installs."""

from pathlib import Path
from typing import Any

from mujaz.catalogue.folders import weight_files
from mujaz.errors import ConfigError, ModelError, first_line

try:
    import torch
    import transformers
except ImportError:
    raise ConfigError(
        "the engine torch needs torch and transformers: `pip install '.[torch]'` in the folder of Mujaz",
        reason="CONFIG_EXTRA",
    ) from None

transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]

__all__ = ["load_pretrained", "torch", "transformers"]


def load_pretrained(kind: Any, folder: Path, compute_type: str) -> Any:
    """Loads a transformers model from a folder; it uses no network, runs no code of the folder, unpickles only weights.

    Args:
        kind: A transformers model class.
        folder: The folder of `config.json` and the weights.
        compute_type: `float32` or `bfloat16`.

    Returns:
        The model, ready to run on the processor.

    Raises:
        ModelError: The model cannot be loaded.
    """
    safe = weight_files(folder)[0].suffix == ".safetensors"
    try:
        model, report = kind.from_pretrained(
            str(folder),
            dtype=getattr(torch, compute_type),
            local_files_only=True,
            use_safetensors=safe,
            weights_only=True,
            output_loading_info=True,
        )
    except Exception as error:
        raise ModelError(f"transformers cannot load {folder}: {first_line(error)}") from None
    if report["missing_keys"]:  # transformers would use random numbers in their place
        raise ModelError(f"{folder} lacks the weights {', '.join(sorted(report['missing_keys'])[:3])}")
    return model.eval()
