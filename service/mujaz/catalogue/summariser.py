"""How a sequence-to-sequence model summarises, as its own files say; the same for every engine."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from mujaz.errors import ModelError

SETTINGS_FILE = "summariser.json"
TOKENIZER_FILE = "tokenizer.json"
_VOCABULARIES = (TOKENIZER_FILE, "vocab.json", "spiece.model", "tokenizer.model", "sentencepiece.bpe.model")
_DEFAULT_LIMIT = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariserSettings:
    """How a model was trained to summarise.

    Args:
        prefix: The text to put before every input, such as T5's "summarize: ".
        max_input_tokens: The most tokens of one input, special ones included.
        min_length: The fewest tokens of a summary, as transformers counts them.
        beam_size: Hypotheses kept at each step.
        length_penalty: Scores are divided by the length to the power of this.
        no_repeat_ngram_size: An n-gram of this many tokens may occur only once; 0 allows any repetition.
        first_token: The token that every summary must begin with; may be empty.
    """

    prefix: str
    max_input_tokens: int
    min_length: int
    beam_size: int
    length_penalty: float
    no_repeat_ngram_size: int
    first_token: str

    @classmethod
    def of(cls, config: Any, generation: Any, tokenizer: Any) -> Self:
        """Reads the settings of a model of transformers.

        Args:
            config: Its configuration.
            generation: Its generation configuration.
            tokenizer: Its tokenizer.
        """
        task = _task(config)
        first = generation.forced_bos_token_id
        return cls(
            prefix=task.get("prefix", ""),
            max_input_tokens=_input_limit(config, tokenizer),
            min_length=task.get("min_length") or generation.min_length or 0,
            beam_size=task.get("num_beams") or generation.num_beams or 1,
            length_penalty=task.get("length_penalty") or generation.length_penalty or 1.0,
            no_repeat_ngram_size=task.get("no_repeat_ngram_size") or generation.no_repeat_ngram_size or 0,
            first_token="" if first is None else tokenizer.convert_ids_to_tokens(first),
        )

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Reads the file that `write` wrote.

        Raises:
            ModelError: The file cannot be read.
        """
        try:
            return cls(**json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(
                f"cannot read {folder / SETTINGS_FILE}: {error}; delete {folder} to convert again"
            ) from None

    def write(self, folder: Path) -> None:
        """Writes the settings beside a converted model."""
        (folder / SETTINGS_FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")


def use_task_settings(config: Any, generation: Any) -> None:
    """Copies a model's own settings for summaries to its generation configuration, without its length limits."""
    not_copied = ("prefix", "max_length", "min_length")
    generation.update(**{name: value for name, value in _task(config).items() if name not in not_copied})
    generation.max_length = None


def require_tokenizer(folder: Path) -> None:
    """Refuses a folder without a tokenizer, for which transformers would use an empty one.

    Raises:
        ModelError: The folder has no tokenizer.
    """
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        raise ModelError(f"{folder} has no tokenizer: none of {', '.join(_VOCABULARIES)} is there")


def _task(config: Any) -> dict[str, Any]:
    settings: dict[str, Any] = (getattr(config, "task_specific_params", None) or {}).get("summarization", {})
    return settings


def _input_limit(config: Any, tokenizer: Any) -> int:
    """The smallest limit that the network or the tokenizer states."""
    stated = (
        getattr(config, "max_position_embeddings", 0),
        getattr(config, "n_positions", 0),
        tokenizer.model_max_length,
    )
    return min((limit for limit in stated if limit and limit < 1_000_000), default=_DEFAULT_LIMIT)
