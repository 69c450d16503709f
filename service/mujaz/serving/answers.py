"""The answers of the ArticleService for every door: each converts the request, calls the scheduler, converts back."""

import asyncio
from collections.abc import AsyncIterator

from mujaz.config import Settings
from mujaz.errors import NotReady
from mujaz.observability import metrics
from mujaz.pipeline.digest import options_of_articles
from mujaz.pipeline.limits import check_digest
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.digest import DigestArticles
from mujaz.serving.lifecycle import Lifecycle
from mujaz.serving.stream import ArticleStream, Request, Write
from mujaz.types import Article, ArticleFailure, ArticleResult, DigestResult, Priority, ProcessOptions
from mujaz.v1 import article_pb2 as pb
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

IMPATIENT = frozenset({"ProcessArticle", "TranslateText", "SummarizeText", "CheckTranslation"})
"""Methods whose calls are refused if there is no room for them; the others wait, or need no room."""

FREE = "ListModels"
"""The method that does not count against a caller's allowance."""


class Answers:
    """Answers the call in `CURRENT_CALL`. Errors are raised unchanged; the doors turn them into answers.

    Every `timeout_s` is the number of seconds until the caller gives up, None for no limit.

    Args:
        lifecycle: Holds the scheduler, once there is one.
        settings: Limits.
    """

    def __init__(self, lifecycle: Lifecycle, settings: Settings) -> None:
        self._lifecycle = lifecycle
        self._settings = settings

    def expect_admission(self, method: str) -> None:
        """Checks that there is room and allowance for a call with one message, before the message is read.

        Reading it would be a third of the time that a refusal takes.

        Args:
            method: The method's name, without the service.

        Raises:
            NotReady: The models are not loaded yet.
            Overloaded: There is no room, or the allowance of the caller's token is used up.
        """
        if method in IMPATIENT:
            self._lifecycle.scheduler.expect_room()
        if method != FREE:
            CURRENT_CALL.get().admit()

    def expect_serving(self) -> None:
        """Raises `NotReady` while there is no scheduler."""
        _ = self._lifecycle.scheduler

    async def process_article(
        self, request: pb.ProcessArticleRequest, timeout_s: float | None
    ) -> pb.ProcessArticleResponse:
        """Takes an Arabic article; returns its translation and brief."""
        _, result = await self.article(request, timeout_s)
        return await asyncio.to_thread(article_result_to_pb, result)

    async def article(
        self, request: pb.ProcessArticleRequest, timeout_s: float | None
    ) -> tuple[Article, ArticleResult]:
        """As `process_article`, but returns the article as it was sent and its result."""
        article, options = await self._lifecycle.reader.convert(
            request, article_request_from_pb, request, priority=Priority.INTERACTIVE
        )
        CURRENT_CALL.get().count_article(article)
        result = await self._lifecycle.scheduler.article(article, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings, (result.title, result.body))
        return article, result

    async def process_articles(self, requests: AsyncIterator[Request], write: Write, timeout_s: float | None) -> None:
        """Takes many articles over one call. When the server stops, those already read are still answered.

        Args:
            requests: The articles.
            write: Sends one answer.
            timeout_s: Seconds until the caller gives up; None for no limit.
        """
        stream = ArticleStream(
            self._lifecycle.scheduler,
            self._lifecycle.reader,
            write,
            max_articles=self._settings.max_stream_articles,
            timeout_s=timeout_s,
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                at_end = await self._lifecycle.until_stopping(stream.read(requests, tasks))
        except ExceptionGroup as failures:  # the client is gone, so that no answer can be written
            raise failures.exceptions[0] from None
        if not at_end:
            raise NotReady("the server is stopping; send the unanswered articles to another server, or try again later")

    async def digest_articles(
        self, request: pb.DigestArticlesRequest, timeout_s: float | None
    ) -> pb.DigestArticlesResponse:
        """Takes many articles; returns one digest."""
        _, result = await self.digest(request, timeout_s)
        return await asyncio.to_thread(digest_result_to_pb, result)

    async def digest(
        self, request: pb.DigestArticlesRequest, timeout_s: float | None
    ) -> tuple[list[Article | ArticleFailure], DigestResult]:
        """As `digest_articles`, but returns the articles as they were sent and their digest."""
        articles, options = await self._lifecycle.reader.convert(request, self._digest_from_pb, request)
        scheduler, stopwatch = self._lifecycle.scheduler, Stopwatch()
        digest = DigestArticles(
            scheduler,
            options_of_articles(options),
            max_articles=self._settings.max_stream_articles,
            timeout_s=timeout_s,
        )
        outcomes = await digest.process(articles)
        return articles, await scheduler.digest(outcomes, options, stopwatch, timeout_s=digest.time_left_s)

    async def translate_text(
        self, request: pb.TranslateTextRequest, timeout_s: float | None
    ) -> pb.TranslateTextResponse:
        """Takes an Arabic text; returns its translation."""
        text, options = await self._lifecycle.reader.convert(request, text_request_from_pb, request)
        CURRENT_CALL.get().count(text)
        result = await self._lifecycle.scheduler.text(text, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings, (result.translation,))
        return await asyncio.to_thread(text_result_to_pb, result)

    async def summarize_text(
        self, request: pb.SummarizeTextRequest, timeout_s: float | None
    ) -> pb.SummarizeTextResponse:
        """Takes an English text; returns its brief."""
        text, title, options = await self._lifecycle.reader.convert(request, summary_request_from_pb, request)
        CURRENT_CALL.get().count(text, title)
        result = await self._lifecycle.scheduler.summary(text, title, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(summary_result_to_pb, result)

    async def check_translation(
        self, request: pb.CheckTranslationRequest, timeout_s: float | None
    ) -> pb.CheckTranslationResponse:
        """Takes a source and its translation; returns what may be wrong with the translation."""
        source, translation = await self._lifecycle.reader.convert(request, check_request_from_pb, request)
        CURRENT_CALL.get().count(source, translation)
        result = await self._lifecycle.scheduler.check(source, translation, timeout_s=timeout_s)
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(check_result_to_pb, result)

    async def list_models(self, request: pb.ListModelsRequest, timeout_s: float | None) -> pb.ListModelsResponse:  # noqa: ARG002
        """Returns the loaded models."""
        return models_to_pb(self._lifecycle.scheduler.models)

    def _digest_from_pb(
        self, request: pb.DigestArticlesRequest
    ) -> tuple[list[Article | ArticleFailure], ProcessOptions]:
        """Reads a request for a digest; raises `InvalidInput` before reading the articles if there are too many."""
        chars = sum(len(article.title) + len(article.body) for article in request.articles)
        check_digest([article.id for article in request.articles], chars, self._settings)
        return digest_request_from_pb(request)
