"""The async client, for programs with an event loop."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from types import TracebackType
from typing import Self, TypeVar

import grpc
import grpc.aio

from mujaz.client import calls
from mujaz.client.calls import Call
from mujaz.client.channel import MAX_MESSAGE_BYTES, RetryPolicy, channel_options, check_address, is_loopback
from mujaz.client.credentials import Credentials
from mujaz.client.failures import error_from_call
from mujaz.client.health import Health, health_of_failure, health_of_response, health_request, health_stub
from mujaz.client.tracing import client_span
from mujaz.types import (
    Article,
    ArticleFailure,
    ArticleResult,
    BriefOptions,
    CheckResult,
    DigestResult,
    LoadedModel,
    ProcessOptions,
    SummaryResult,
    TextResult,
)
from mujaz.v1 import article_pb2 as pb
from mujaz.v1.article_pb2_grpc import ArticleServiceStub

ResultT = TypeVar("ResultT")


class AsyncClient:
    """Talks to one Mujaz server. Like `Client`, but its methods are awaited. Belongs to the event loop that creates it.

    Cancelling a task cancels its call, and with it the work on the server.

    Args:
        address: As in `Client`.
        timeout_s: As in `Client`.
        retry: As in `Client`.
        max_message_bytes: As in `Client`.
        credentials: As in `Client`.

    Example:
        >>> async with AsyncClient("localhost:50051") as client:
        ...     result = await client.process_article(Article(title="...", body="..."))
    """

    def __init__(
        self,
        address: str,
        *,
        timeout_s: float = 120.0,
        retry: RetryPolicy = RetryPolicy(),
        max_message_bytes: int = MAX_MESSAGE_BYTES,
        credentials: Credentials = Credentials(),
    ) -> None:
        self.address = check_address(address)
        self.timeout_s = timeout_s
        self._metadata = credentials.metadata(is_local=is_loopback(address))
        options = channel_options(address, retry, max_message_bytes)
        if credentials.secure:
            self._channel = grpc.aio.secure_channel(address, credentials.for_channel(), options)
        else:
            self._channel = grpc.aio.insecure_channel(address, options)
        self._stub = ArticleServiceStub(self._channel)

    async def process_article(
        self,
        article: Article,
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> ArticleResult:
        """As `Client.process_article`."""
        return await self._send(calls.process_article(article, options), timeout_s)

    async def process_articles(
        self,
        articles: Iterable[Article] | AsyncIterable[Article],
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> AsyncIterator[ArticleResult | ArticleFailure]:
        """As `Client.process_articles`; the articles may also come from an async iterable, read on this event loop."""
        broken: list[Exception] = []
        under_way = calls.ArticlesUnderWay()

        async def requests() -> AsyncIterator[pb.ProcessArticlesRequest]:
            await responses.initial_metadata()  # waits until the call is accepted or finally refused; see `RetryPolicy`
            try:
                async for article in _each(() if responses.done() else articles):
                    yield under_way.item(article, options)
            except Exception as error:  # gRPC would log it and end the call as UNKNOWN
                broken.append(error)

        try:
            with client_span("ProcessArticles") as headers:
                metadata = (*self._metadata, *headers)
                responses = self._stub.ProcessArticles(requests(), timeout=timeout_s, metadata=metadata)
                try:
                    async for response in responses:
                        yield under_way.outcome(response)
                finally:
                    responses.cancel()
        except grpc.RpcError as error:
            raise error_from_call(error, address=self.address, timeout_s=timeout_s) from None
        if broken:
            raise broken[0]

    async def digest_articles(
        self,
        articles: Sequence[Article],
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> DigestResult:
        """As `Client.digest_articles`."""
        return await self._send(calls.digest_articles(articles, options), timeout_s)

    async def translate_text(
        self,
        text: str,
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> TextResult:
        """As `Client.translate_text`."""
        return await self._send(calls.translate_text(text, options), timeout_s)

    async def summarize_text(
        self,
        text: str,
        title: str = "",
        options: BriefOptions = BriefOptions(),
        *,
        timeout_s: float | None = None,
    ) -> SummaryResult:
        """As `Client.summarize_text`."""
        return await self._send(calls.summarize_text(text, title, options), timeout_s)

    async def check_translation(self, source: str, translation: str, *, timeout_s: float | None = None) -> CheckResult:
        """As `Client.check_translation`."""
        return await self._send(calls.check_translation(source, translation), timeout_s)

    async def list_models(self, *, timeout_s: float | None = None) -> tuple[LoadedModel, ...]:
        """As `Client.list_models`."""
        return await self._send(calls.list_models(), timeout_s)

    async def check_health(self, service: str = "", *, timeout_s: float = 5.0) -> Health:
        """As `Client.check_health`."""
        try:
            check = health_stub(self._channel).Check(health_request(service), timeout=timeout_s)
            return health_of_response(await check)
        except grpc.RpcError as error:
            return health_of_failure(error, address=self.address, timeout_s=timeout_s)

    async def close(self) -> None:
        """As `Client.close`."""
        await self._channel.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, call: Call[ResultT], timeout_s: float | None) -> ResultT:
        timeout_s = self.timeout_s if timeout_s is None else timeout_s
        try:
            with client_span(call.method) as headers:
                metadata = (*self._metadata, *headers)
                response = await getattr(self._stub, call.method)(call.request, timeout=timeout_s, metadata=metadata)
            return call.read(response)
        except grpc.RpcError as error:
            raise error_from_call(error, address=self.address, timeout_s=timeout_s) from None


async def _each(articles: Iterable[Article] | AsyncIterable[Article]) -> AsyncIterator[Article]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article
