"""Runs the pipeline in the calling thread, without a queue, as the command line does without a server."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from mujaz.engines.base import TranslationEngine, padded_length
from mujaz.errors import MujazError
from mujaz.pipeline.digest import Report, options_of_articles
from mujaz.pipeline.limits import check_digest
from mujaz.pipeline.pipeline import Pipeline
from mujaz.pipeline.steps import DecodeRequest, Memory, drive
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.types import Article, ArticleFailure, ArticleResult, DigestResult, Hypothesis, ProcessOptions, TextResult


def run_article(
    pipeline: Pipeline, article: Article, options: ProcessOptions, memory: Memory | None = None
) -> ArticleResult:
    """Processes one article; raises what `Pipeline.process_article` raises."""
    stopwatch = Stopwatch()
    return drive(pipeline.process_article(article, options, stopwatch), _decoder(pipeline, stopwatch), memory)


def run_digest(
    pipeline: Pipeline, articles: Sequence[Article], options: ProcessOptions, memory: Memory | None = None
) -> DigestResult:
    """Processes articles one after another and makes a digest of them. An article that fails does not stop the others.

    Args:
        pipeline: The models.
        articles: The articles, each with an id of its own.
        options: As in `Pipeline.digest`.
        memory: The translation memory, or None to decode everything.

    Raises:
        InvalidInput: An option, or the articles together, exceed a limit.
        EngineError: The summary model failed.
    """
    stopwatch = Stopwatch()
    chars = sum(len(article.title) + len(article.body) for article in articles)
    check_digest([article.id for article in articles], chars, pipeline.settings)
    article_options = options_of_articles(options)
    outcomes: list[Report | ArticleFailure] = []
    for article in articles:
        try:
            result = run_article(pipeline, article, article_options, memory)
            outcomes.append(Report(article=result.source_of(article), result=result))
        except MujazError as error:
            outcomes.append(ArticleFailure(id=article.id, error=error))
    return pipeline.digest(outcomes, options, stopwatch)


def run_text(pipeline: Pipeline, text: str, options: ProcessOptions, memory: Memory | None = None) -> TextResult:
    """Translates one text; raises what `Pipeline.translate_text` raises."""
    stopwatch = Stopwatch()
    return drive(pipeline.translate_text(text, options, stopwatch), _decoder(pipeline, stopwatch), memory)


def decode(
    engine: TranslationEngine,
    request: DecodeRequest,
    *,
    max_batch_tokens: int,
    after_batch: Callable[[], None] | None = None,
) -> list[Hypothesis]:
    """Answers one request, in batches of chunks of the same padded length.

    Args:
        engine: The model.
        request: The chunks.
        max_batch_tokens: The most source tokens of a batch, padding included.
        after_batch: Called after each batch.

    Returns:
        One hypothesis for each chunk, in the request's order.
    """
    answers: dict[int, Hypothesis] = {}
    lengths = [len(chunk.pieces) for chunk in request.chunks]
    batches = list(plan_batches(lengths, max_batch_tokens=max_batch_tokens))

    def translate(batch: Sequence[int]) -> list[Hypothesis]:
        return engine.translate([request.chunks[position] for position in batch], request.options)

    with ThreadPoolExecutor(engine.workers) as workers:
        for batch, hypotheses in zip(batches, workers.map(translate, batches), strict=True):
            answers.update(zip(batch, hypotheses, strict=True))
            if after_batch is not None:
                after_batch()
    return [answers[position] for position in range(len(lengths))]


def plan_batches(lengths: Sequence[int], *, max_batch_tokens: int) -> Iterator[list[int]]:
    """Groups chunks of the same padded length into batches within the limit, the longest chunks first.

    Args:
        lengths: The number of tokens of each chunk.
        max_batch_tokens: The most tokens of a batch, padding included. A longer chunk makes a batch by itself.

    Yields:
        Batches of positions in `lengths`. Each position occurs once.
    """
    groups: dict[int, list[int]] = {}
    for position, length in enumerate(lengths):
        groups.setdefault(padded_length(length), []).append(position)
    for padded in sorted(groups, reverse=True):
        group, size = groups[padded], max(1, max_batch_tokens // padded)
        yield from (group[start : start + size] for start in range(0, len(group), size))


def _decoder(pipeline: Pipeline, stopwatch: Stopwatch) -> Callable[[DecodeRequest], list[Hypothesis]]:
    def answer(request: DecodeRequest) -> list[Hypothesis]:
        started_s = time.perf_counter()
        hypotheses = decode(pipeline.translation, request, max_batch_tokens=pipeline.settings.max_batch_tokens)
        stopwatch.add("translate_ms", time.perf_counter() - started_s)
        return hypotheses

    return answer
