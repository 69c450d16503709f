"""Summaries in a model's own words: BART, distilBART, PEGASUS, T5 and their like, through transformers."""

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from mujaz.engines.base import SummarySentence
from mujaz.engines.torch_models import first_line, load_pretrained, torch, transformers
from mujaz.errors import EngineError, ModelError
from mujaz.text.segment import split_english
from mujaz.types import BriefMethod, BriefOptions, LoadedModel

_TOKENS_PER_WORD = 1.6
"""English news takes 1.2 to 1.4 pieces a word in BART's vocabulary; the rest is room to finish a sentence."""
_MIN_NEW_TOKENS = 32
_PART_SHARE = 8
"""A part of an article too long for the model is summarised in this fraction of the model's limit, twice that at most.
Two parts that follow each other are together longer than the limit, so each round halves the text or better."""
_DEFAULT_LIMIT = 512
_VOCABULARIES = ("tokenizer.json", "vocab.json", "spiece.model", "tokenizer.model", "sentencepiece.bpe.model")
_FINISHED = re.compile(r"""[.!?…]["'”’)\]]*$""")


class Seq2SeqSummaryEngine:
    """A summary engine on any sequence-to-sequence model of transformers.

    Args:
        folder: Holds the model and its tokenizer.
        model: The model as it runs; `compute_type` is `float32` or `bfloat16`.
        threads: Processor threads, for all of torch in this process.

    Raises:
        ConfigError: torch or transformers is not installed.
        ModelError: The model or its tokenizer cannot be loaded.
    """

    method = BriefMethod.ABSTRACTIVE

    def __init__(self, folder: Path, model: LoadedModel, threads: int) -> None:
        self.model = model
        torch.set_num_threads(threads)
        self._network = load_pretrained(transformers.AutoModelForSeq2SeqLM, folder, model.signature.compute_type)
        self._tokenizer = _load_tokenizer(folder)
        task = (getattr(self._network.config, "task_specific_params", None) or {}).get("summarization", {})
        self._prefix: Final[str] = task.get("prefix", "")  # T5's "summarize: "
        self._limit = _input_limit(self._network.config, self._tokenizer)
        self._min_length = _prepare_generation(self._network.generation_config, task)
        self._lock = threading.Lock()  # fast tokenizers fail when two threads use one

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """See `SummaryEngine`. What is too long is summarised by parts, and the summaries together; nothing is cut off.

        The title is left aside: these models were trained on bodies of articles.
        """
        del title
        try:
            with self._lock, torch.inference_mode():
                text = self._fit(list(sentences))
                room = max(_MIN_NEW_TOKENS, round(options.max_words * _TOKENS_PER_WORD))
                written = self._write(text, min(room, self._limit // 2)) or list(sentences)  # never nothing
        except RuntimeError as error:
            raise EngineError(f"torch failed on a text of {len(sentences)} sentences: {error}") from error
        return [SummarySentence(text=sentence) for sentence in _within(written, options)]

    def _fit(self, sentences: list[str]) -> str:
        """Shortens a text, as often as need be, until it fits the model."""
        text = " ".join(sentences)
        length = self._length(text)
        while length > self._limit:
            written = [self._write(part, self._limit // _PART_SHARE) for part in self._parts(sentences)]
            sentences = [sentence for part in written for sentence in part]
            text, longer = " ".join(sentences), length
            length = self._length(text)
            if length >= longer:
                raise EngineError(f"{self.model.signature.model} does not shorten: {longer} tokens became {length}")
        return text

    def _parts(self, sentences: list[str]) -> list[str]:
        """Joins sentences into as few texts as fit the model one by one; a sentence that does not is cut at spaces."""
        parts: list[str] = []
        for unit in (unit for sentence in sentences for unit in self._units(sentence)):
            joined = f"{parts[-1]} {unit}" if parts else unit
            if parts and self._length(joined) <= self._limit:
                parts[-1] = joined
            else:
                parts.append(unit)
        return parts

    def _units(self, sentence: str) -> list[str]:
        """The sentence, or its halves and their halves, by words and if need be by letters, until each fits."""
        if self._length(sentence) <= self._limit:
            return [sentence]
        words = sentence.split()
        middle = len(words) // 2
        halves = (
            (" ".join(words[:middle]), " ".join(words[middle:]))
            if middle
            else (sentence[: len(sentence) // 2], sentence[len(sentence) // 2 :])
        )
        return [unit for half in halves for unit in self._units(half)]

    def _length(self, text: str) -> int:
        return len(self._tokenizer(self._prefix + text, verbose=False).input_ids)

    def _write(self, text: str, max_new_tokens: int) -> list[str]:
        """Summarises a text that fits in whole sentences, with twice the room if the first one does not end."""
        sentences, finished = self._generate(text, max_new_tokens)
        if not finished and len(sentences) == 1:
            sentences, finished = self._generate(text, 2 * max_new_tokens)
        return sentences if finished or len(sentences) == 1 else sentences[:-1]

    def _generate(self, text: str, max_new_tokens: int) -> tuple[list[str], bool]:
        """One run of the model: its sentences, and whether the last one is whole."""
        encoded = self._tokenizer(self._prefix + text, return_tensors="pt")
        output = self._network.generate(
            input_ids=encoded.input_ids,
            attention_mask=encoded.attention_mask,
            do_sample=False,
            min_length=min(self._min_length, max_new_tokens // 2),
            max_new_tokens=max_new_tokens,
        )[0]
        written = self._tokenizer.decode(output, skip_special_tokens=True).strip()
        finished = len(output) <= max_new_tokens or bool(_FINISHED.search(written))  # output starts with a mark
        return [span.of(written) for span in split_english(written)], finished

    def close(self) -> None:
        """See `SummaryEngine`."""
        with self._lock:
            self._network = None


def _load_tokenizer(folder: Path) -> Any:
    if not any((folder / name).is_file() for name in _VOCABULARIES):  # transformers would go on with an empty one
        raise ModelError(f"{folder} has no tokenizer: none of {', '.join(_VOCABULARIES)} is there")
    try:
        return transformers.AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelError(f"transformers cannot load the tokenizer of {folder}: {first_line(error)}") from None


def _input_limit(config: Any, tokenizer: Any) -> int:
    """The most tokens of one input: the tighter of what the network and the tokenizer state."""
    stated = (
        getattr(config, "max_position_embeddings", 0),
        getattr(config, "n_positions", 0),
        tokenizer.model_max_length,
    )
    return min((limit for limit in stated if limit and limit < 1_000_000), default=_DEFAULT_LIMIT)


def _prepare_generation(defaults: Any, task: dict[str, Any]) -> int:
    """Puts a model's own settings for summaries in place, without its length limits; returns the shortest length."""
    min_length: int = task.get("min_length") or defaults.min_length or 0
    defaults.update(
        **{name: value for name, value in task.items() if name not in ("prefix", "max_length", "min_length")}
    )
    defaults.max_length = None
    return min_length


def _within(sentences: list[str], options: BriefOptions) -> list[str]:
    """The first sentences that fit the limits of a brief; always at least one."""
    chosen = sentences[:1]
    words = len(chosen[0].split())
    for sentence in sentences[1 : options.max_sentences]:
        words += len(sentence.split())
        if words > options.max_words:
            break
        chosen.append(sentence)
    return chosen
