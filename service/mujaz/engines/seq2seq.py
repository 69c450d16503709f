"""Summaries in a model's own words (BART, distilBART, PEGASUS, T5 and similar models), on any engine."""

import re
from collections.abc import Sequence
from typing import Protocol

from mujaz.catalogue.summariser import SummariserSettings
from mujaz.engines.base import SummarySentence
from mujaz.errors import EngineError
from mujaz.text.segment import split_english
from mujaz.types import BriefMethod, BriefOptions, LoadedModel

_TOKENS_PER_WORD = 1.6
"""English news takes 1.2 to 1.4 tokens a word in BART's vocabulary; the rest is room to finish a sentence."""
_MIN_NEW_TOKENS = 32
_PART_SHARE = 8
"""Where an article is too long for the model, each part is summarised in at most this fraction of the model's limit, or
twice that. Two neighbouring parts are together longer than the limit, so each round at least halves the text."""
_FINISHED = re.compile(r"""[.!?…]["'”’)\]]*$""")


class Summariser(Protocol):
    """A loaded sequence-to-sequence model. Every method may be called from several threads at once."""

    @property
    def settings(self) -> SummariserSettings:
        """How the model was trained to summarise."""
        ...

    def count_tokens(self, text: str) -> int:
        """The number of tokens of a text, special ones included."""
        ...

    def generate(self, text: str, *, max_new_tokens: int) -> tuple[str, bool]:
        """Runs the model once.

        Args:
            text: A text that fits the model.
            max_new_tokens: The number of tokens after which the model is stopped.

        Returns:
            The summary, and whether the model ended it by itself.

        Raises:
            EngineError: The model failed.
        """
        ...

    def close(self) -> None:
        """Frees the model's memory."""
        ...


class Seq2SeqSummaryEngine:
    """A summary engine on a model that writes its own sentences.

    Args:
        summariser: The model.
        model: Its description.
    """

    method = BriefMethod.ABSTRACTIVE

    def __init__(self, summariser: Summariser, model: LoadedModel) -> None:
        self.model = model
        self._summariser = summariser
        self._limit = summariser.settings.max_input_tokens

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """See `SummaryEngine`. A long text is summarised in parts and the summaries again; nothing is cut off.

        The title is not used, as these models were trained on the bodies of articles.
        """
        del title
        text = self._fit(list(sentences))
        room = max(_MIN_NEW_TOKENS, round(options.max_words * _TOKENS_PER_WORD))
        written = self._write(text, min(room, self._limit // 2)) or list(sentences)  # a summary is never empty
        return [SummarySentence(text=sentence) for sentence in _within(written, options)]

    def _fit(self, sentences: list[str]) -> str:
        """Shortens a text, in several rounds if necessary, until it fits the model."""
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
        """Joins sentences into few texts that each fit the model; a sentence that does not fit is cut at spaces."""
        parts: list[str] = []
        for unit in (unit for sentence in sentences for unit in self._units(sentence)):
            joined = f"{parts[-1]} {unit}" if parts else unit
            if parts and self._length(joined) <= self._limit:
                parts[-1] = joined
            else:
                parts.append(unit)
        return parts

    def _units(self, sentence: str) -> list[str]:
        """Halves a sentence until each part fits the model: between words, or within a word that is too long."""
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
        return self._summariser.count_tokens(self._summariser.settings.prefix + text)

    def _write(self, text: str, max_new_tokens: int) -> list[str]:
        """Summarises a text that fits, in whole sentences; where the first one does not end, with twice the tokens."""
        sentences, finished = self._generate(text, max_new_tokens)
        if not finished and len(sentences) == 1:
            sentences, finished = self._generate(text, 2 * max_new_tokens)
        return sentences if finished or len(sentences) == 1 else sentences[:-1]

    def _generate(self, text: str, max_new_tokens: int) -> tuple[list[str], bool]:
        """Runs the model once; returns its sentences, and whether the last one is whole."""
        text = self._summariser.settings.prefix + text
        written, finished = self._summariser.generate(text, max_new_tokens=max_new_tokens)
        return [span.of(written) for span in split_english(written)], finished or bool(_FINISHED.search(written))

    def close(self) -> None:
        """See `SummaryEngine`."""
        self._summariser.close()


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
