"""Summaries through transformers: for models that ctranslate2 cannot convert, and as the reference for the others."""

import threading
from pathlib import Path
from typing import Any

from mujaz.catalogue.summariser import SummariserSettings, require_tokenizer, use_task_settings
from mujaz.engines.torch_models import load_pretrained, torch, transformers
from mujaz.errors import EngineError, ModelError, first_line


class TorchSummariser:
    """A `Summariser` on any sequence-to-sequence model of transformers.

    Args:
        folder: The folder of the model and its tokenizer.
        compute_type: `float32` or `bfloat16`.
        threads: Processor threads, for all of torch in this process.

    Raises:
        ConfigError: torch or transformers is not installed.
        ModelError: The model or its tokenizer cannot be loaded.
    """

    def __init__(self, folder: Path, compute_type: str, *, threads: int) -> None:
        torch.set_num_threads(threads)
        self._network = load_pretrained(transformers.AutoModelForSeq2SeqLM, folder, compute_type)
        self._tokenizer = _load_tokenizer(folder)
        self.settings = SummariserSettings.of(self._network.config, self._network.generation_config, self._tokenizer)
        use_task_settings(self._network.config, self._network.generation_config)
        self._lock = threading.Lock()  # a fast tokenizer fails when two threads use it at once

    def count_tokens(self, text: str) -> int:
        """See `Summariser`."""
        with self._lock:
            return len(self._tokenizer(text, verbose=False).input_ids)

    def generate(self, text: str, *, max_new_tokens: int) -> tuple[str, bool]:
        """See `Summariser`."""
        try:
            with self._lock, torch.inference_mode():
                encoded = self._tokenizer(text, return_tensors="pt")
                output = self._network.generate(
                    input_ids=encoded.input_ids,
                    attention_mask=encoded.attention_mask,
                    do_sample=False,
                    min_length=min(self.settings.min_length, max_new_tokens // 2),
                    max_new_tokens=max_new_tokens,
                )[0]
                written = self._tokenizer.decode(output, skip_special_tokens=True).strip()
        except RuntimeError as error:
            raise EngineError(f"torch failed on a text of {len(text):,} characters: {error}") from error
        return written, len(output) <= max_new_tokens  # the output starts with a mark

    def close(self) -> None:
        """See `Summariser`."""
        with self._lock:
            self._network = None


def _load_tokenizer(folder: Path) -> Any:
    require_tokenizer(folder)
    try:
        return transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelError(f"transformers cannot load the tokenizer of {folder}: {first_line(error)}") from None
