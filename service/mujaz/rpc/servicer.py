"""The methods of the ArticleService: each converts, calls the scheduler, converts back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import grpc

from mujaz.config import Settings
from mujaz.errors import NotReady
from mujaz.observability import metrics
from mujaz.pipeline.digest import options_of_articles
from mujaz.pipeline.limits import check_digest
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.rpc.call import CURRENT_CALL
from mujaz.rpc.digest import DigestArticles
from mujaz.rpc.lifecycle import Lifecycle
from mujaz.rpc.stream import ArticleStream, Request
from mujaz.types import Article, ArticleFailure, Priority, ProcessOptions
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc
from mujaz.wire.digests import digest_result_to_pb
from mujaz.wire.requests import (
    article_request_from_pb,
    check_request_from_pb,
    digest_request_from_pb,
    summary_request_from_pb,
    text_request_from_pb,
)
from mujaz.wire.results import (
    article_result_to_pb,
    check_result_to_pb,
    models_to_pb,
    summary_result_to_pb,
    text_result_to_pb,
)

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class ArticleServicer(pb_grpc.ArticleServiceServicer):
    """Answers calls. Errors are raised as they are; the interceptors make statuses of them.

    Args:
        lifecycle: Where the scheduler is, once there is one.
        settings: Limits.
    """

    def __init__(self, lifecycle: Lifecycle, settings: Settings) -> None:
        self._lifecycle = lifecycle
        self._settings = settings

    async def ProcessArticle(self, request: pb.ProcessArticleRequest, context: Context) -> pb.ProcessArticleResponse:
        """One article in, one article out."""
        article, options = await self._lifecycle.reader.convert(
            request, article_request_from_pb, request, priority=Priority.INTERACTIVE
        )
        CURRENT_CALL.get().count_article(article)
        result = await self._lifecycle.scheduler.article(article, options, timeout_s=context.time_remaining())
        metrics.observe_answer(result.timings, (result.title, result.body))
        return await asyncio.to_thread(article_result_to_pb, result)

    async def ProcessArticles(  # type: ignore[override]  # writes to the context, which the stub does not foresee
        self, request_iterator: AsyncIterator[Request], context: Context
    ) -> None:
        """Many articles over one call. When the server stops, those that were read are still answered."""
        scheduler, reader = self._lifecycle.scheduler, self._lifecycle.reader
        stream = ArticleStream(scheduler, reader, context, max_articles=self._settings.max_stream_articles)
        await context.send_initial_metadata(())  # says that the call is taken, for which clients wait
        try:
            async with asyncio.TaskGroup() as tasks:
                at_end = await self._lifecycle.until_stopping(stream.read(request_iterator, tasks))
        except ExceptionGroup as failures:  # the client is gone, so that no answer can be written
            raise failures.exceptions[0] from None
        if not at_end:
            raise NotReady("the server is stopping; send the articles that were not answered to another, or later")

    async def DigestArticles(self, request: pb.DigestArticlesRequest, context: Context) -> pb.DigestArticlesResponse:
        """Many articles in, one digest out."""
        articles, options = await self._lifecycle.reader.convert(request, self._digest_from_pb, request)
        scheduler, stopwatch = self._lifecycle.scheduler, Stopwatch()
        digest = DigestArticles(
            scheduler,
            options_of_articles(options),
            max_articles=self._settings.max_stream_articles,
            timeout_s=context.time_remaining(),
        )
        outcomes = await digest.process(articles)
        result = await scheduler.digest(outcomes, options, stopwatch, timeout_s=digest.time_left_s)
        return await asyncio.to_thread(digest_result_to_pb, result)

    async def TranslateText(self, request: pb.TranslateTextRequest, context: Context) -> pb.TranslateTextResponse:
        """A text in, its translation out."""
        text, options = await self._lifecycle.reader.convert(request, text_request_from_pb, request)
        CURRENT_CALL.get().count(text)
        result = await self._lifecycle.scheduler.text(text, options, timeout_s=context.time_remaining())
        metrics.observe_answer(result.timings, (result.translation,))
        return await asyncio.to_thread(text_result_to_pb, result)

    async def SummarizeText(self, request: pb.SummarizeTextRequest, context: Context) -> pb.SummarizeTextResponse:
        """An English text in, its brief out."""
        text, title, options = await self._lifecycle.reader.convert(request, summary_request_from_pb, request)
        CURRENT_CALL.get().count(text, title)
        result = await self._lifecycle.scheduler.summary(text, title, options, timeout_s=context.time_remaining())
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(summary_result_to_pb, result)

    async def CheckTranslation(
        self, request: pb.CheckTranslationRequest, context: Context
    ) -> pb.CheckTranslationResponse:
        """A source and its translation in, what may be wrong with it out."""
        source, translation = await self._lifecycle.reader.convert(request, check_request_from_pb, request)
        CURRENT_CALL.get().count(source, translation)
        result = await self._lifecycle.scheduler.check(source, translation, timeout_s=context.time_remaining())
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(check_result_to_pb, result)

    async def ListModels(self, request: pb.ListModelsRequest, context: Context) -> pb.ListModelsResponse:  # noqa: ARG002
        """What is loaded."""
        return models_to_pb(self._lifecycle.scheduler.models)

    def _digest_from_pb(
        self, request: pb.DigestArticlesRequest
    ) -> tuple[list[Article | ArticleFailure], ProcessOptions]:
        """Reads a request for a digest; raises `InvalidInput` before it reads the articles where they are too many."""
        chars = sum(len(article.title) + len(article.body) for article in request.articles)
        check_digest([article.id for article in request.articles], chars, self._settings)
        return digest_request_from_pb(request)
