"""Summaries through ctranslate2: the engine of servers. Imports neither torch nor transformers."""

import contextlib
from pathlib import Path

import ctranslate2

from mujaz.catalogue.summariser import TOKENIZER_FILE, SummariserSettings
from mujaz.errors import ConfigError, EngineError, ModelError

try:
    import tokenizers
except ImportError:
    raise ConfigError(
        "models that write summaries need tokenizers: `pip install '.[summaries]'` in the folder of Mujaz",
        reason="CONFIG_EXTRA",
    ) from None


class Ctranslate2Summariser:
    """A `Summariser` on a converted model.

    Args:
        converted: A folder that `catalogue.summariser_to_ctranslate2` wrote.
        compute_type: `int8` or `float32`.
        threads: Processor threads.

    Raises:
        ModelError: The model cannot be loaded.
    """

    def __init__(self, converted: Path, compute_type: str, *, threads: int) -> None:
        self.settings = SummariserSettings.read(converted)
        try:
            self._translator = ctranslate2.Translator(
                str(converted), device="cpu", compute_type=compute_type, inter_threads=1, intra_threads=threads
            )
            self._tokenizer = tokenizers.Tokenizer.from_file(str(converted / TOKENIZER_FILE))
        except Exception as error:  # tokenizers raises plain Exceptions
            raise ModelError(f"ctranslate2 cannot load {converted}: {error}; delete it to convert again") from None
        self._tokenizer.no_truncation()  # the file may ask for truncation, which would lose text
        self._tokenizer.no_padding()

    def count_tokens(self, text: str) -> int:
        """See `Summariser`."""
        return len(self._tokenizer.encode(text).ids)

    def generate(self, text: str, *, max_new_tokens: int) -> tuple[str, bool]:
        """See `Summariser`."""
        settings = self.settings
        first = [settings.first_token] if settings.first_token else []
        # The minimum of transformers counts the mark at the beginning, and the first token where it is given.
        min_length = min(settings.min_length, max_new_tokens // 2) - 1 - len(first)
        try:
            (result,) = self._translator.translate_batch(
                [self._tokenizer.encode(text).tokens],
                [first] if first else None,
                beam_size=settings.beam_size,
                length_penalty=settings.length_penalty,
                no_repeat_ngram_size=settings.no_repeat_ngram_size,
                min_decoding_length=max(1, min_length),
                max_decoding_length=max_new_tokens - len(first),
                max_input_length=0,
                return_end_token=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"ctranslate2 failed on a text of {len(text):,} characters: {error}") from error
        tokens = result.hypotheses[0]
        ids = [self._tokenizer.token_to_id(token) for token in tokens]
        written = self._tokenizer.decode([number for number in ids if number is not None], skip_special_tokens=True)
        return written.strip(), len(tokens) < max_new_tokens

    def close(self) -> None:
        """See `Summariser`."""
        with contextlib.suppress(RuntimeError):
            self._translator.unload_model()
