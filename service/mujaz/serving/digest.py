"""Processes the articles of a digest: a limited number at once, each by itself, so that one failure harms no other."""

import asyncio
import time
from collections.abc import Sequence

from mujaz.errors import DeadlineExceeded, NotReady
from mujaz.observability import metrics
from mujaz.pipeline.digest import Report
from mujaz.scheduling.scheduler import Scheduler
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.failing import is_cancelled
from mujaz.types import Article, ArticleFailure, ProcessOptions


class DigestArticles:
    """The articles of one DigestArticles call.

    Args:
        scheduler: Does the work.
        options: How to treat each article.
        max_articles: The most articles that are processed at once.
        timeout_s: Seconds until the caller gives up; None for no limit.
    """

    def __init__(
        self, scheduler: Scheduler, options: ProcessOptions, *, max_articles: int, timeout_s: float | None
    ) -> None:
        self._scheduler = scheduler
        self._options = options
        self._places = asyncio.Semaphore(max_articles)
        self._deadline_s = None if timeout_s is None else time.monotonic() + timeout_s

    @property
    def time_left_s(self) -> float | None:
        """Seconds until the caller gives up; None for no limit."""
        return None if self._deadline_s is None else max(0.0, self._deadline_s - time.monotonic())

    async def process(self, articles: Sequence[Article | ArticleFailure]) -> list[Report | ArticleFailure]:
        """Processes the articles.

        Args:
            articles: Articles, and those that could not be read.

        Returns:
            The outcome of each, in order.

        Raises:
            DeadlineExceeded: The time is up.
            NotReady: The server is stopping.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                outcomes = [tasks.create_task(self._outcome(article)) for article in articles]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return [outcome.result() for outcome in outcomes]

    async def _outcome(self, article: Article | ArticleFailure) -> Report | ArticleFailure:
        call = CURRENT_CALL.get()
        try:
            if isinstance(article, ArticleFailure):
                raise article.error
            call.count_article(article)
            async with self._places:
                result = await self._scheduler.article(
                    article, self._options, timeout_s=self.time_left_s, wait_for_room=True
                )
            metrics.observe_answer(result.timings, (result.title, result.body))
            return Report(article=result.source_of(article), result=result)
        except (DeadlineExceeded, NotReady):
            raise
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled(error):
                raise
            return ArticleFailure(id=article.id, error=call.article_failed(error))
