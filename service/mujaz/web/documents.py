"""Serves results as files of the kinds that the command line writes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TypeAlias

from starlette.routing import Route

from mujaz.errors import ConfigError, InvalidInput
from mujaz.serving.house import House
from mujaz.types import Article
from mujaz.v1 import article_pb2 as pb
from mujaz.web.calls import Calls, Exchange
from mujaz.web.connect import send_failure, timeout_s_of
from mujaz.written import ARTICLE_WRITERS, DIGEST_WRITERS

CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".tmx": "application/x-tmx+xml",
    ".xliff": "application/xliff+xml",
    ".xlf": "application/xliff+xml",
}
"""The content type of each kind of file, by its ending."""

Make: TypeAlias = Callable[[bytes, str, float | None], Awaitable[bytes]]


class Documents:
    """Paths such as `/article.docx`, which takes a request of ProcessArticle as JSON and returns a Word file.

    Files of digests, such as `/digest.docx`, take a request of DigestArticles. A file is made from the articles rather
    than from an answer that the client sends back, as that could contain anything. Articles that were just translated
    are quick, as they are in the translation memory.

    Args:
        calls: Runs the calls.
        house: Provides the reader of messages and the answers.
    """

    def __init__(self, calls: Calls, house: House) -> None:
        self._calls = calls
        self._reader = house.lifecycle.reader
        self._answers = house.answers

    def routes(self) -> Iterator[Route]:
        """A route for each kind of file."""
        for suffix in ARTICLE_WRITERS:
            yield self._route("article", suffix, "ProcessArticle", self._article)
        for suffix in DIGEST_WRITERS:
            yield self._route("digest", suffix, "DigestArticles", self._digest)

    def _route(self, name: str, suffix: str, method: str, make: Make) -> Route:
        work = partial(self._send, suffix=suffix, method=method, make=make)
        return Route(f"/{name}{suffix}", self._calls.path(f"web/{name}", work, send_failure), methods=["POST"])

    async def _send(self, exchange: Exchange, *, suffix: str, method: str, make: Make) -> None:
        self._calls.identify(exchange.request.headers.get("authorization"))
        timeout_s = timeout_s_of(exchange)
        self._answers.expect_admission(method)
        body = await exchange.incoming.read()
        data = await exchange.incoming.while_there(make(body, suffix, timeout_s))
        headers = {"content-disposition": f'attachment; filename="translation{suffix}"'}
        await exchange.answer(200, CONTENT_TYPES[suffix], data, headers)

    async def _article(self, body: bytes, suffix: str, timeout_s: float | None) -> bytes:
        request = await self._reader.parse_json(body, pb.ProcessArticleRequest)
        article, result = await self._answers.article(request, timeout_s)
        return await _written(lambda: ARTICLE_WRITERS[suffix](result.source_of(article), result))

    async def _digest(self, body: bytes, suffix: str, timeout_s: float | None) -> bytes:
        request = await self._reader.parse_json(body, pb.DigestArticlesRequest)
        asked, result = await self._answers.digest(request, timeout_s)
        articles = [each for each in asked if isinstance(each, Article)]
        return await _written(lambda: DIGEST_WRITERS[suffix](articles, result))


async def _written(write: Callable[[], bytes]) -> bytes:
    """Writes a file on a thread. Raises `InvalidInput` if the server lacks the library for its kind."""
    try:
        return await asyncio.to_thread(write)
    except ConfigError as error:
        raise InvalidInput(error.message, field="request", reason="FILE_KIND") from None
