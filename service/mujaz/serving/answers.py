"""The answers of the ArticleService, whichever door asks: each converts, calls the scheduler, converts back."""

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
"""Methods whose calls are refused where there is no room for them; the others wait, or need none."""

FREE = "ListModels"
"""The method that counts for nothing."""


class Answers:
    """Answers within a call, which `CURRENT_CALL` has. Errors are raised as they are; the doors make answers of them.

    Every `timeout_s` is the seconds after which nobody wants the answer, None for no end.

    Args:
        lifecycle: Where the scheduler is, once there is one.
        settings: Limits.
    """

    def __init__(self, lifecycle: Lifecycle, settings: Settings) -> None:
        self._lifecycle = lifecycle
        self._settings = settings

    def expect_admission(self, method: str) -> None:
        """Holds a call with one message against room and allowance, before that is read.

        Reading is a third of what a refusal takes.

        Args:
            method: Its name, without the service.

        Raises:
            NotReady, Overloaded: There is no room, or nothing left for its token.
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
        """One article in, one article out."""
        _, result = await self.article(request, timeout_s)
        return await asyncio.to_thread(article_result_to_pb, result)

    async def article(
        self, request: pb.ProcessArticleRequest, timeout_s: float | None
    ) -> tuple[Article, ArticleResult]:
        """One article as it was asked for, and what came of it."""
        article, options = await self._lifecycle.reader.convert(
            request, article_request_from_pb, request, priority=Priority.INTERACTIVE
        )
        CURRENT_CALL.get().count_article(article)
        result = await self._lifecycle.scheduler.article(article, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings, (result.title, result.body))
        return article, result

    async def process_articles(self, requests: AsyncIterator[Request], write: Write, timeout_s: float | None) -> None:
        """Many articles over one call. When the server stops, those that were read are still answered.

        Args:
            requests: The articles.
            write: Sends one answer.
            timeout_s: As above.
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
            raise NotReady("the server is stopping; send the articles that were not answered to another, or later")

    async def digest_articles(
        self, request: pb.DigestArticlesRequest, timeout_s: float | None
    ) -> pb.DigestArticlesResponse:
        """Many articles in, one digest out."""
        _, result = await self.digest(request, timeout_s)
        return await asyncio.to_thread(digest_result_to_pb, result)

    async def digest(
        self, request: pb.DigestArticlesRequest, timeout_s: float | None
    ) -> tuple[list[Article | ArticleFailure], DigestResult]:
        """Many articles as they were asked for, and what came of them together."""
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
        """A text in, its translation out."""
        text, options = await self._lifecycle.reader.convert(request, text_request_from_pb, request)
        CURRENT_CALL.get().count(text)
        result = await self._lifecycle.scheduler.text(text, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings, (result.translation,))
        return await asyncio.to_thread(text_result_to_pb, result)

    async def summarize_text(
        self, request: pb.SummarizeTextRequest, timeout_s: float | None
    ) -> pb.SummarizeTextResponse:
        """An English text in, its brief out."""
        text, title, options = await self._lifecycle.reader.convert(request, summary_request_from_pb, request)
        CURRENT_CALL.get().count(text, title)
        result = await self._lifecycle.scheduler.summary(text, title, options, timeout_s=timeout_s)
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(summary_result_to_pb, result)

    async def check_translation(
        self, request: pb.CheckTranslationRequest, timeout_s: float | None
    ) -> pb.CheckTranslationResponse:
        """A source and its translation in, what may be wrong with it out."""
        source, translation = await self._lifecycle.reader.convert(request, check_request_from_pb, request)
        CURRENT_CALL.get().count(source, translation)
        result = await self._lifecycle.scheduler.check(source, translation, timeout_s=timeout_s)
        metrics.observe_answer(result.timings)
        return await asyncio.to_thread(check_result_to_pb, result)

    async def list_models(self, request: pb.ListModelsRequest, timeout_s: float | None) -> pb.ListModelsResponse:  # noqa: ARG002
        """What is loaded."""
        return models_to_pb(self._lifecycle.scheduler.models)

    def _digest_from_pb(
        self, request: pb.DigestArticlesRequest
    ) -> tuple[list[Article | ArticleFailure], ProcessOptions]:
        """Reads a request for a digest; raises `InvalidInput` before it reads the articles where they are too many."""
        chars = sum(len(article.title) + len(article.body) for article in request.articles)
        check_digest([article.id for article in request.articles], chars, self._settings)
        return digest_request_from_pb(request)
