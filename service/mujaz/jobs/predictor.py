"""Processes many articles at once with one set of loaded models, in a worker."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mujaz.config import Settings
from mujaz.errors import MujazError
from mujaz.jobs.predict import PROBE, Beat, no_beat, respond
from mujaz.jobs.records import Failure, Outcome
from mujaz.observability.describe import describe
from mujaz.pipeline import Pipeline, load_pipeline, run_article
from mujaz.pipeline.local import decode
from mujaz.pipeline.selftest import self_test
from mujaz.pipeline.steps import DecodeRequest, Done, Run
from mujaz.scheduling.memory import open_memory
from mujaz.types import Article, ArticleResult, DecodingOptions, Hypothesis, ProcessOptions

logger = logging.getLogger(__name__)


class Predictor:
    """Processes articles with the models of one process.

    All articles of a batch are processed together: their requests to the model are joined and divided into batches of
    similar length, so that there is little padding. The outcome of an article does not depend on the others.

    Args:
        settings: Models and limits.
        options: How every article is processed.
        load: Loads the pipeline.

    Raises:
        MujazError: A model cannot be loaded, or fails its test.
    """

    def __init__(
        self,
        settings: Settings,
        options: ProcessOptions = ProcessOptions(),
        *,
        load: Callable[[Settings], Pipeline] = load_pipeline,
    ) -> None:
        self._pipeline = load(settings)
        self._options = options
        self._max_batch_tokens = settings.max_batch_tokens
        self_test(self._pipeline)
        self.signature = run_article(self._pipeline, PROBE, options).signature
        model = self._pipeline.translation.model.signature
        self._memory = None if options.skip_memory else open_memory(settings, model)

    def __call__(self, batch: Sequence[Article], beat: Beat = no_beat) -> list[Outcome]:
        """See `Predict`."""
        steps = [self._pipeline.process_article(article, self._options) for article in batch]
        runs = [_Work(Run(each, self._memory), beat) for each in steps]
        for run in runs:
            run.advance(None)
        while waiting := [run for run in runs if run.request is not None]:
            self._answer(waiting, beat)
        return [run.outcome for run in runs if run.outcome is not None]

    def _answer(self, waiting: Sequence["_Work"], beat: Beat) -> None:
        """Answers the request of each run; requests with equal options are decoded together."""
        by_options: dict[DecodingOptions, list[tuple[_Work, DecodeRequest]]] = {}
        for run in waiting:
            if run.request is not None:
                by_options.setdefault(run.request.options, []).append((run, run.request))
        for options, requests in by_options.items():
            chunks = tuple(chunk for _, request in requests for chunk in request.chunks)
            try:
                hypotheses = iter(self._decode(DecodeRequest(chunks=chunks, options=options), beat))
            except Exception:
                self._answer_one_by_one(requests, beat)
            else:
                for run, request in requests:
                    run.advance([next(hypotheses) for _ in request.chunks])

    def _answer_one_by_one(self, requests: Sequence[tuple["_Work", DecodeRequest]], beat: Beat) -> None:
        """Answers each request by itself, so that only the article on which the model fails has no result."""
        for run, request in requests:
            try:
                hypotheses = self._decode(request, beat)
            except Exception as error:
                run.fail(error)
            else:
                run.advance(hypotheses)

    def _decode(self, request: DecodeRequest, beat: Beat) -> list[Hypothesis]:
        return decode(self._pipeline.translation, request, max_batch_tokens=self._max_batch_tokens, after_batch=beat)


@dataclass(slots=True)
class _Work:
    """An article that is being processed: its run, and either its request to the model or its outcome."""

    run: Run[ArticleResult]
    beat: Beat
    request: DecodeRequest | None = None
    outcome: Outcome | None = None

    def advance(self, answer: list[Hypothesis] | None) -> None:
        self.request = None
        try:
            step = self.run.advance(answer)
            if isinstance(step, Done):
                self.outcome = respond(step.result)
            else:
                self.request = step
        except Exception as error:  # an error in one article must not affect the others
            self.fail(error)
        self.beat()

    def fail(self, error: Exception) -> None:
        self.request = None
        self.outcome = Failure.of(error) if isinstance(error, MujazError) else INTERNAL
        if self.outcome is INTERNAL:
            logger.error("an article of a batch failed: %s", describe(error))
        self.run.close()


INTERNAL = Failure(reason="INTERNAL", message="an error in Mujaz itself; the log has the trace")
