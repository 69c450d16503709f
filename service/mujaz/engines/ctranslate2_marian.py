"""MarianMT through ctranslate2: what serves. Imports no torch."""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import ctranslate2

from mujaz.catalogue.checkpoint import END
from mujaz.engines.marian import MarianEngine, MarianLimits, Scored
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.errors import EngineError, ModelError
from mujaz.types import Chunk, DecodingOptions, LoadedModel

_Results: TypeAlias = list[ctranslate2.AsyncTranslationResult]


class Ctranslate2Engine(MarianEngine):
    """A translation engine on a converted model.

    Args:
        model: The model as it runs.
        converted: The ctranslate2 folder.
        pieces: The model's tokenizers.
        limits: How long its texts may be.
        workers: Groups of chunks decoded at the same time, each on a processor thread of its own. Two workers of one
            thread do more than one of two threads, which wait for each other in every step of the decoder.

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
        """Those that are padded to one length, whatever they begin with."""
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
        """Begins the search; where it is greedy it is watched, as it then shows what each piece was worth."""
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
            length_penalty=1.0,  # scores are log probabilities divided by length, which is the mean
            return_scores=True,
            return_end_token=True,
            num_hypotheses=options.beam_size,
            max_decoding_length=self._target_limit(group),
            max_input_length=0,  # by default it would silently drop what goes beyond 1,024 pieces
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
        """The log probability of each piece of the best hypothesis of each chunk.

        A search with beams keeps only the sum. Where it is constrained, its sum leaves the prefix out and counts only
        what no constraint had ruled out: a hypothesis forbidden to repeat itself would look better than it is (-1.5
        for -2.5 in a test). So what it finds is scored once more, one by one, without padding; in batches that takes
        no less time, as nothing in it waits for the piece before.
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
    """Watches a greedy search of one group: the log probability of each piece that it takes."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[list[str], list[float]]] = defaultdict(lambda: ([], []))

    def __call__(self, step: ctranslate2.GenerationStepResult) -> bool:
        """Takes one step; ctranslate2 calls it from the thread that searches. True would end the search."""
        pieces, log_probs = self._found[step.batch_id]
        pieces.append(step.token)
        log_probs.append(step.log_prob)
        return False

    def log_probs(self, pieces: Sequence[str], mean: float) -> list[float]:
        """Those of a hypothesis, which is told by its pieces and mean: ctranslate2 numbers a group in its own order."""
        same = [log_probs for found, log_probs in self._found.values() if found == pieces]
        return min(same, key=lambda log_probs: abs(sum(log_probs) / max(len(log_probs), 1) - mean), default=[])


def _log_probs(result: ctranslate2.AsyncScoringResult) -> Sequence[float]:
    log_probs: list[float] = result.result().log_probs
    return log_probs


def _scored(found: ctranslate2.TranslationResult, scores: Sequence[float], *, constrained: bool) -> list[Scored]:
    """What a search found, best first, with the probabilities of the best one's pieces."""
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
    """Whether the search may not go where it will."""
    return bool(chunk.prefix) or options.no_repeat_ngram_size > 0 or options.repetition_penalty != 1.0


def _filler(sources: Sequence[Sequence[str]], length: int) -> list[list[str]]:
    """What makes ctranslate2 pad a group to this length: it pads to the longest, so one that long where there is none.

    Sentences of nothing but ends, which the model ends at once: within three pieces, at any length and with any beam.
    """
    return [] if any(len(pieces) == length for pieces in sources) else [[END] * length]
