"""MarianMT through ctranslate2: what serves. Imports no torch."""

import contextlib
import os
import platform
from collections.abc import Sequence
from pathlib import Path

import ctranslate2

from mujaz.catalogue.checkpoint import END
from mujaz.engines.marian import MarianEngine, MarianLimits, Scored, length_class
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.errors import EngineError, ModelError
from mujaz.types import Chunk, DecodingOptions, LoadedModel


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
        super().__init__(model, pieces, limits)
        self._sums_by_class = _uses_onednn()
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

    def _padded_to(self, source_tokens: int) -> int:
        """A class of lengths within which padding changes nothing, where oneDNN does the sums.

        oneDNN begins to sum in another order where a batch is padded beyond 14, 99 or 198 pieces (found by comparing
        the logits of chunks at every padded length, on two geometries). Within a class, 0 of 1,374 hypotheses in mixed
        batches had another score in int8, in any bit. Decoding classes together does 1.4 to 1.6 times as much as
        decoding equal lengths together, and 0.97 as much as whole batches. In float32 the scores of equally long
        chunks differ as well, in the sixth digit; no token did.
        """
        return length_class(source_tokens) if self._sums_by_class else source_tokens

    def _prefix_class(self, chunk: Chunk) -> int:
        """Any prefixes go together: 129 of 129 hypotheses were the same in 0.6 times the processor time."""
        return bool(chunk.prefix)

    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        try:
            running = [self._start(group, options) for group in groups]  # the workers take one group after another
            found = [[one.result() for one in results] for results in running]
            scoring = [self._score(group, results) for group, results in zip(groups, found, strict=True)]
            return [
                [_scored(one, best.result(), constrained=_is_constrained(group, options)) for one, best in each]
                for group, each in zip(groups, map(zip, found, scoring), strict=True)
            ]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"ctranslate2 failed on {sum(map(len, groups))} chunks: {error}") from error

    def _start(self, group: Sequence[Chunk], options: DecodingOptions) -> list[ctranslate2.AsyncTranslationResult]:
        results: list[ctranslate2.AsyncTranslationResult] = self._translator.translate_batch(
            [list(chunk.pieces) for chunk in group],
            [list(chunk.prefix) for chunk in group] if group[0].prefix else None,
            asynchronous=True,
            beam_size=options.beam_size,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            repetition_penalty=options.repetition_penalty,
            disable_unk=True,
            length_penalty=1.0,  # scores are log probabilities divided by length, which is the mean
            return_scores=True,
            return_end_token=True,
            num_hypotheses=1 if _is_constrained(group, options) else options.beam_size,
            max_decoding_length=self._target_limit(group),
            max_input_length=0,  # by default it would silently drop what goes beyond 1,024 pieces
        )
        return results

    def _score(
        self, group: Sequence[Chunk], found: Sequence[ctranslate2.TranslationResult]
    ) -> list[ctranslate2.AsyncScoringResult]:
        """Scores the best hypothesis of each chunk once more, piece by piece, one by one, without padding.

        The search keeps only the sum. Where it is constrained, its sum leaves the prefix out and counts only what no
        constraint had ruled out: a hypothesis forbidden to repeat itself would look better than it is (-1.5 for -2.5
        in a test). This takes a seventh of the time of a search with four beams.
        """
        targets = [[piece for piece in one.hypotheses[0] if piece != END] for one in found]
        results: list[ctranslate2.AsyncScoringResult] = self._translator.score_batch(
            [list(chunk.pieces) for chunk in group], targets, max_batch_size=1, max_input_length=0, asynchronous=True
        )
        return results

    def close(self) -> None:
        """See `TranslationEngine`."""
        with contextlib.suppress(RuntimeError):
            self._translator.unload_model()


def _scored(
    found: ctranslate2.TranslationResult, best: ctranslate2.ScoringResult, *, constrained: bool
) -> list[Scored]:
    """What a search found, best first, with the probabilities of the best one's pieces."""
    pieces = found.hypotheses[0]
    log_probs = best.log_probs[: len(pieces)]
    mean = sum(log_probs) / max(len(pieces), 1) if constrained else found.scores[0]
    others = zip(found.hypotheses[1:], found.scores[1:], strict=True)
    return [
        Scored(pieces=pieces, mean_log_prob=mean, log_probs=log_probs),
        *(Scored(pieces=other, mean_log_prob=score) for other, score in others),
    ]


def _is_constrained(group: Sequence[Chunk], options: DecodingOptions) -> bool:
    """Whether the search may not go where it will."""
    return bool(group[0].prefix) or options.no_repeat_ngram_size > 0 or options.repetition_penalty != 1.0


def _uses_onednn() -> bool:
    """Whether ctranslate2 multiplies with oneDNN's AVX-512: on x86, unless it takes MKL, as on Intel's processors.

    `CT2_USE_MKL` is ctranslate2's own switch. MKL changes its sums at other lengths, which are not known, and so does
    oneDNN on processors that have AVX2 alone: there a chunk of 20 pieces had other scores padded to 21 and to 24.
    """
    if platform.machine() != "x86_64":
        return False
    try:
        processor = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
    mkl = os.environ.get("CT2_USE_MKL", "1" if "GenuineIntel" in processor else "0") != "0"
    return not mkl and "avx512f" in processor
