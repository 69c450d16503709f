"""Other ways to run the model, each as its documentation shows."""

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import ctranslate2
import torch
import transformers

from bench.compare.workload import Model, Sentences
from mujaz.catalogue.marian_config import END, UNKNOWN
from mujaz.engines.marian_pieces import MarianPieces

BEAMS = 4
_LARGEST_BATCH = 128
"""The most sentences in a batch of transformers: scores of 62,834 tokens for 4 beams take 1 MB per sentence."""
_BATCH_TOKENS = 1024


class Transformers:
    """`MarianMTModel.generate`.

    Args:
        model: The model to run.
        threads: The threads of torch in this process.
        dtype: `float32` or `bfloat16`.
        by_article: Whether it gets one article at a time; else it gets all sentences, the longest first.
    """

    def __init__(self, model: Model, *, threads: int, dtype: str, by_article: bool) -> None:
        how = "article by article" if by_article else "all sentences batched"
        self.name = f"transformers, {dtype}, {how}"
        torch.set_num_threads(threads)
        self._pieces = MarianPieces(model.folder)
        self._network = transformers.MarianMTModel.from_pretrained(model.folder, dtype=getattr(torch, dtype)).eval()
        self._forced = model.forced_length
        self._by_article = by_article

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`."""
        if self._by_article:
            return [self._generate(article) for article in articles]
        sentences = [sentence for article in articles for sentence in article]
        order = sorted(range(len(sentences)), key=lambda number: -len(sentences[number]))
        found: dict[int, str] = {}
        for start in range(0, len(order), _LARGEST_BATCH):
            some = order[start : start + _LARGEST_BATCH]
            found.update(zip(some, self._generate([sentences[number] for number in some]), strict=True))
        return regroup((found[number] for number in range(len(sentences))), articles)

    def _generate(self, sentences: Sentences) -> Sentences:
        known, pad = self._pieces.source_ids, self._network.config.pad_token_id
        rows = [
            [*(known.get(piece, known[UNKNOWN]) for piece in self._pieces.encode(text)), known[END]]
            for text in sentences
        ]
        width = max(map(len, rows))
        ids = torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])
        mask = torch.tensor([[*[1] * len(row), *[0] * (width - len(row))] for row in rows])
        forced = {"max_new_tokens": self._forced} if self._forced else {}
        with torch.inference_mode():
            output = self._network.generate(
                input_ids=ids, attention_mask=mask, num_beams=BEAMS, do_sample=False, **forced
            )
        names = self._pieces.target_pieces
        return [self._pieces.decode(names[number] for number in row) for row in output[:, 1:].tolist()]

    def processor_s(self) -> float:
        """See `System`; it works in this process."""
        return time.process_time()

    def close(self) -> None:
        """See `System`."""
        self._network = None


class PlainCtranslate2:
    """`Translator.translate_batch` on all sentences at once: sorted, batched and spread over threads by ctranslate2.

    Args:
        model: The model to run.
        converted: Its int8 conversion.
        threads: The number of workers, each with one thread.
        name: The name in tables.
    """

    def __init__(self, model: Model, converted: Path, *, threads: int, name: str) -> None:
        self.name = name
        self._pieces = MarianPieces(model.folder)
        self._forced = model.forced_length
        self._translator = ctranslate2.Translator(
            str(converted), compute_type="int8", inter_threads=threads, intra_threads=1
        )

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`."""
        sources = [list(self._pieces.encode(sentence)) for article in articles for sentence in article]
        results = self._translator.translate_batch(
            sources,
            beam_size=BEAMS,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=self._forced or 2 * max(map(len, sources)),
            disable_unk=True,
            return_scores=True,
        )
        return regroup((self._pieces.decode(result.hypotheses[0]) for result in results), articles)

    def processor_s(self) -> float:
        """See `System`; it works in this process."""
        return time.process_time()

    def close(self) -> None:
        """See `System`."""
        self._translator.unload_model()


def regroup(sentences: Iterator[str], articles: Sequence[Sentences]) -> list[Sentences]:
    """Group translated sentences by article."""
    return [list(islice(sentences, len(article))) for article in articles]
