"""MarianMT through ctranslate2: the engine of servers. Does not import torch."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import ctranslate2

from mujaz.catalogue.marian_config import END
from mujaz.engines.marian import MarianEngine, MarianLimits, Scored
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.errors import EngineError, ModelError
from mujaz.types import Chunk, DecodingOptions, LoadedModel

_Results: TypeAlias = list[ctranslate2.AsyncTranslationResult]


class Ctranslate2Engine(MarianEngine):
    """A translation engine on a converted model.

    Args:
        model: The model and how it runs.
        converted: The ctranslate2 folder.
        pieces: The model's tokenizers.
        limits: The model's longest texts.
        workers: The number of groups of chunks that are decoded at the same time, each on one processor thread. Two
            workers with one thread each are faster than one with two, whose threads wait for each other in every step
            of the decoder.

    Raises:
        ModelError: ctranslate2 cannot load the model.
    """

    def __init__(
        self,
        model: LoadedModel,
        converted: Path,
        pieces: MarianPieces,
        limits: MarianLimits,
        *,
        workers: int,
    ) -> None:
        super().__init__(model, pieces, limits, workers=workers)
        try:
            self._translator = ctranslate2.Translator(
                str(converted),
                device="cpu",
                compute_type=model.signature.compute_type,
                inter_threads=workers,
                intra_threads=1,
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"ctranslate2 cannot load {converted}: {error}; delete it to convert again") from None

    def _kind(self, chunk: Chunk) -> int:
        """The padded length; prefixes may differ within a group."""
        return self._padded_to(chunk)

    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        try:
            running = [self._start(group, options) for group in groups]  # the workers take one group after another
            found = [([one.result() for one in results], steps) for results, steps in running]
            scoring = [
                self._score(group, results, steps, options)
                for group, (results, steps) in zip(groups, found, strict=True)
            ]
            return [
                [
                    _scored(one, score(), constrained=_is_constrained(chunk, options))
                    for chunk, one, score in zip(group, results, scores, strict=True)
                ]
                for group, (results, _), scores in zip(groups, found, scoring, strict=True)
            ]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"ctranslate2 failed on {sum(map(len, groups))} chunks: {error}") from error

    def _start(self, group: Sequence[Chunk], options: DecodingOptions) -> "tuple[_Results, _GreedySteps | None]":
        """Starts the search. A greedy search is observed step by step, as it then gives the score of each token."""
        sources = [list(chunk.pieces) for chunk in group]
        prefixes = [list(chunk.prefix) for chunk in group]
        filler = _filler(sources, self._padded_to(group[0]))
        steps = _GreedySteps() if options.beam_size == 1 else None
        results: _Results = self._translator.translate_batch(
            [*sources, *filler],
            [*prefixes, *([] for _ in filler)] if any(prefixes) else None,
            asynchronous=True,
            beam_size=options.beam_size,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            repetition_penalty=options.repetition_penalty,
            disable_unk=True,
            length_penalty=1.0,  # makes a score the mean log probability
            return_scores=True,
            return_end_token=True,
            num_hypotheses=options.beam_size,
            max_decoding_length=self._target_limit(group),
            max_input_length=0,  # the default silently drops everything after 1,024 tokens
            callback=steps,
        )
        return results[: len(group)], steps

    def _score(
        self,
        group: Sequence[Chunk],
        found: Sequence[ctranslate2.TranslationResult],
        steps: "_GreedySteps | None",
        options: DecodingOptions,
    ) -> list[Callable[[], Sequence[float]]]:
        """Starts to score the best hypothesis of each chunk; each function returned gives its token log probabilities.

        A beam search keeps only their sum. In a constrained search that sum leaves out the prefix, and each probability
        is one among the tokens that the constraints allow, so that a hypothesis which may not repeat itself looks
        better than it is (-1.5 instead of -2.5 in a test). Such hypotheses are therefore scored again, one by one and
        without padding. Batches would be no faster, as no token waits for the one before it.
        """
        watched = [steps if not _is_constrained(chunk, options) else None for chunk in group]
        again = [position for position, seen in enumerate(watched) if seen is None]
        scores: list[ctranslate2.AsyncScoringResult] = self._translator.score_batch(
            [list(group[position].pieces) for position in again],
            [[piece for piece in found[position].hypotheses[0] if piece != END] for position in again],
            max_batch_size=1,
            max_input_length=0,
            asynchronous=True,
        )
        rest = iter(scores)
        return [
            partial(_log_probs, next(rest))
            if seen is None
            else partial(seen.log_probs, one.hypotheses[0], one.scores[0])
            for seen, one in zip(watched, found, strict=True)
        ]

    def close(self) -> None:
        """See `TranslationEngine`."""
        with contextlib.suppress(RuntimeError):
            self._translator.unload_model()


class _GreedySteps:
    """Observes a greedy search of one group, and records the log probability of each token that it takes."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))

    def __call__(self, step: ctranslate2.GenerationStepResult) -> bool:
        """Records one step. ctranslate2 calls this on the thread that searches; returning True would end the search."""
        pieces, log_probs = self._found[step.batch_id]
        pieces.append(step.token)
        log_probs.append(step.log_prob)
        return False

    def log_probs(self, pieces: Sequence[str], mean: float) -> list[float]:
        """The log probabilities of a hypothesis's tokens.

        It is found by its tokens and mean score, as ctranslate2 numbers the chunks of a group in an order of its own.
        """
        same = [log_probs for found, log_probs in self._found.values() if found == pieces]
        return min(same, key=lambda log_probs: abs(sum(log_probs) / max(len(log_probs), 1) - mean), default=[])


def _log_probs(result: ctranslate2.AsyncScoringResult) -> Sequence[float]:
    log_probs: list[float] = result.result().log_probs
    return log_probs


def _scored(found: ctranslate2.TranslationResult, scores: Sequence[float], *, constrained: bool) -> list[Scored]:
    """The hypotheses of a search, best first; only the best one has the log probabilities of its tokens."""
    pieces = found.hypotheses[0]
    log_probs = scores[: len(pieces)]
    if constrained:
        return [Scored(pieces=pieces, mean_log_prob=sum(log_probs) / max(len(pieces), 1), log_probs=log_probs)]
    others = zip(found.hypotheses[1:], found.scores[1:], strict=True)
    return [
        Scored(pieces=pieces, mean_log_prob=found.scores[0], log_probs=log_probs),
        *(Scored(pieces=other, mean_log_prob=score) for other, score in others),
    ]


def _is_constrained(chunk: Chunk, options: DecodingOptions) -> bool:
    """Whether the options or a prefix rule out some hypotheses."""
    return bool(chunk.prefix) or options.no_repeat_ngram_size > 0 or options.repetition_penalty != 1.0


def _filler(sources: Sequence[Sequence[str]], length: int) -> list[list[str]]:
    """Returns what to add to a group so that ctranslate2, which pads to the longest source, pads to this length.

    That is nothing, or one source of only end-of-sentence tokens. The model ends its translation within three tokens,
    whatever the length and the beam.
    """
    return [] if any(len(pieces) == length for pieces in sources) else [[END] * length]
