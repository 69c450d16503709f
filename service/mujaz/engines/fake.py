"""Test doubles: engines that need no weights and whose output follows from their input by simple rules."""

import threading
import time
from collections.abc import Sequence

from mujaz.engines.base import Floats, SummarySentence
from mujaz.types import (
    BriefMethod,
    BriefOptions,
    Chunk,
    DecodingOptions,
    Hypothesis,
    LoadedModel,
    ModelSignature,
    Task,
)

_SIGNATURE = ModelSignature(model="fake", revision="0", engine="fake 0", compute_type="none")


class FakeTranslationEngine:
    """Translates each Arabic word into `w` and its length, and keeps digits and Latin words; "وزير 60 %" -> "W4 60 %".

    Args:
        max_source_tokens: The longest chunk, in tokens.
        batch_delay_s: How long a batch takes. The engine sleeps, as a real one does not hold the interpreter lock.
    """

    def __init__(self, *, max_source_tokens: int = 64, batch_delay_s: float = 0.0) -> None:
        self.max_source_tokens = max_source_tokens
        self.workers = 1
        self.batch_delay_s = batch_delay_s
        self.batches: list[list[Chunk]] = []
        self._lock = threading.Lock()
        self.model = LoadedModel(signature=_SIGNATURE, task=Task.TRANSLATION, description="Counts letters.")

    def encode(self, text: str) -> tuple[str, ...]:
        """Cuts a text at white space: one token for each word."""
        return tuple(text.split())

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Cuts a text at white space: one token for each word."""
        return tuple(text.split())

    def is_unknown(self, piece: str) -> bool:
        """Whether a token has the replacement character in it."""
        return "\ufffd" in piece

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """Translates as the class says, and fails where a chunk is too long."""
        with self._lock:
            self.batches.append(list(batch))
        if self.batch_delay_s:
            time.sleep(self.batch_delay_s)
        return [self._hypothesis(chunk) for chunk in batch]

    def _hypothesis(self, chunk: Chunk) -> Hypothesis:
        assert len(chunk.pieces) <= self.max_source_tokens, "a chunk that does not fit reached the engine"
        words = [_translate_word(piece) for piece in chunk.pieces]
        text = " ".join([*chunk.prefix, *words[len(chunk.prefix) :]])
        return Hypothesis(text=text[:1].upper() + text[1:], mean_log_prob=-0.1, token_count=len(chunk.pieces) + 1)

    def close(self) -> None:
        """Does nothing."""


def _translate_word(word: str) -> str:
    arabic = sum("\u0621" <= letter <= "\u064a" for letter in word)
    if not arabic:
        return word
    tail = "".join(mark for mark in word if mark in ".!:")
    return f"w{arabic}{'?' if '؟' in word else ''}{tail}"


class FakeSummaryEngine:
    """Takes the first sentences, as many as the options allow."""

    def __init__(self) -> None:
        self.model = LoadedModel(signature=_SIGNATURE, task=Task.SUMMARIZATION, description="Takes the lead.")
        self.method = BriefMethod.EXTRACTIVE

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """Summarises as the class says."""
        chosen = enumerate(sentences[: options.max_sentences])
        return [SummarySentence(text=sentence, support=(position,)) for position, sentence in chosen]

    def similarities(self, texts: Sequence[str]) -> Floats:
        """Compares texts by their names, as the words that `FakeTranslationEngine` writes carry no meaning."""
        from mujaz.engines.sentence_features import similarities  # noqa: PLC0415, numpy comes with it

        return similarities(texts, dict.fromkeys(["w", *map(str, range(100))], 0.0), 8.0)

    def close(self) -> None:
        """Does nothing."""
