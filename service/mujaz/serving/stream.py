"""Many articles over one call: a limited number is processed at once, each answered as soon as it is ready."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeAlias

from mujaz.errors import InvalidInput, MujazError
from mujaz.observability import metrics
from mujaz.scheduling.scheduler import Scheduler
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.failing import is_cancelled
from mujaz.serving.reading import Reader
from mujaz.types import Priority
from mujaz.v1 import article_pb2 as pb
from mujaz.wire.failures import error_to_pb
from mujaz.wire.requests import article_request_from_pb
from mujaz.wire.results import article_result_to_pb

_REMEMBERED_IDS = 100_000
"""The newest ids are kept to find duplicates. They take about 20 MB, so an endless stream does not fill the memory."""

Request: TypeAlias = pb.ProcessArticlesRequest | MujazError
"""What was read from the stream: a message, or the error if it cannot be parsed."""

Write: TypeAlias = Callable[[pb.ProcessArticlesResponse], Awaitable[object]]
"""Sends one answer, and returns when there is room for the next."""


class ArticleStream:
    """One ProcessArticles call.

    A place is taken before an article is read and released when its answer has been written, so a client that sends
    fast or reads slowly only slows down its own stream.

    Args:
        scheduler: Does the work.
        reader: Converts the messages.
        write: Sends an answer.
        max_articles: The most articles that are processed at once.
        timeout_s: Seconds until the caller gives up; None for no limit.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        reader: Reader,
        write: Write,
        *,
        max_articles: int,
        timeout_s: float | None,
    ) -> None:
        self._scheduler = scheduler
        self._reader = reader
        self._write = write
        self._deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        self._places = asyncio.Semaphore(max_articles)
        self._writing = asyncio.Lock()
        self._ids: dict[str, None] = {}

    @property
    def _time_left_s(self) -> float | None:
        return None if self._deadline_s is None else max(0.0, self._deadline_s - time.monotonic())

    async def read(self, requests: AsyncIterator[Request], tasks: asyncio.TaskGroup) -> None:
        """Reads articles to the end of the stream.

        Args:
            requests: The articles.
            tasks: Runs a task for each article, which processes and answers it.
        """
        while True:
            await self._places.acquire()
            request = await anext(requests, None)
            if request is None:
                return
            tasks.create_task(self._answer(request))

    async def _answer(self, request: Request) -> None:
        response = await self._process(request)
        async with self._writing:
            await self._write(response)
        self._places.release()

    async def _process(self, request: Request) -> pb.ProcessArticlesResponse:
        call = CURRENT_CALL.get()
        article_id = "" if isinstance(request, MujazError) else request.article.id
        try:
            if isinstance(request, MujazError):
                raise request
            call.admit()
            article, options = await self._reader.convert(
                request, article_request_from_pb, request, priority=Priority.BULK
            )
            call.count_article(article)
            self._remember(article_id)
            result = await self._scheduler.article(article, options, timeout_s=self._time_left_s, wait_for_room=True)
            metrics.observe_answer(result.timings, (result.title, result.body))
            return pb.ProcessArticlesResponse(
                id=article_id, article=await asyncio.to_thread(article_result_to_pb, result)
            )
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled(error):
                raise
            return pb.ProcessArticlesResponse(id=article_id, error=error_to_pb(call.article_failed(error)))

    def _remember(self, article_id: str) -> None:
        if article_id in self._ids:
            raise InvalidInput(
                "is that of an earlier article of this call, so their answers could not be told apart; "
                "give each article its own",
                field="article.id",
                reason="ID_DUPLICATE",
            )
        self._ids[article_id] = None
        if len(self._ids) > _REMEMBERED_IDS:
            del self._ids[next(iter(self._ids))]
