"""The blocking client, for programs without an event loop."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Self, TypeVar

import grpc

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


class Client:
    """Talks to one Mujaz server. Threads may share it. Close it, or use it in a `with` statement.

    It connects at the first call. Calls raise the errors of `mujaz.errors`: the server's own, `NotReady` if nothing
    answers, and `DeadlineExceeded` if nothing answers in time.

    Args:
        address: `HOST:PORT` of the server.
        timeout_s: Deadline of each call that is given none, retries included.
        retry: When a call is sent again.
        max_message_bytes: The longest message in either direction; should equal the server's `max_message_bytes`.
        credentials: For servers that use TLS or ask for a token.

    Raises:
        ConfigError: The address has no port, a file of the credentials cannot be read, or a token would be sent
            unencrypted.

    Example:
        >>> with Client("localhost:50051") as client:
        ...     result = client.process_article(Article(title="...", body="..."))
        ...     print(result.title.text)
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
            self._channel = grpc.secure_channel(address, credentials.for_channel(), options)
        else:
            self._channel = grpc.insecure_channel(address, options)
        self._stub = ArticleServiceStub(self._channel)

    def process_article(
        self,
        article: Article,
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> ArticleResult:
        """Translates an article and writes its brief.

        Args:
            article: The article.
            options: How to treat it.
            timeout_s: Deadline of this call; by default that of the client.
        """
        return self._send(calls.process_article(article, options), timeout_s)

    def process_articles(
        self,
        articles: Iterable[Article],
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> Iterator[ArticleResult | ArticleFailure]:
        """Processes many articles over one call, each answered as soon as it is ready.

        Args:
            articles: Articles, each with a different `id`. They are read on another thread, once the server has
                accepted the call, and no faster than the server works. What the iterable raises is raised here, after
                the articles before it have been answered.
            options: How to treat all of them.
            timeout_s: Deadline of the whole stream; by default none.

        Yields:
            For each article a result or a failure, matched to it by `id`. Closing the iterator ends the call.
        """
        broken: list[Exception] = []
        under_way = calls.ArticlesUnderWay()
        begun: Future[grpc.Call] = Future()

        def requests() -> Iterator[pb.ProcessArticlesRequest]:
            call = begun.result()
            call.initial_metadata()  # waits until the call is accepted or finally refused; see `RetryPolicy`
            try:
                for article in articles if call.is_active() else ():
                    yield under_way.item(article, options)
            except Exception as error:  # gRPC would log it and end the call as UNKNOWN
                broken.append(error)

        try:
            with client_span("ProcessArticles") as headers:
                metadata = (*self._metadata, *headers)
                responses = self._stub.ProcessArticles(requests(), timeout=timeout_s, metadata=metadata)
                begun.set_result(responses)
                try:
                    for response in responses:
                        yield under_way.outcome(response)
                finally:
                    responses.cancel()
        except grpc.RpcError as error:
            raise error_from_call(error, address=self.address, timeout_s=timeout_s) from None
        if broken:
            raise broken[0]

    def digest_articles(
        self,
        articles: Sequence[Article],
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> DigestResult:
        """Makes one digest of many articles: which of them tell the same story, and each story in brief.

        Args:
            articles: Articles, each with a different `id`, at most as many as the server accepts for a digest.
            options: How to treat all of them; the limits of `options.brief` apply to each story's brief.
            timeout_s: Deadline of this call, in which all articles are translated; by default that of the client.
        """
        return self._send(calls.digest_articles(articles, options), timeout_s)

    def translate_text(
        self,
        text: str,
        options: ProcessOptions = ProcessOptions(),
        *,
        timeout_s: float | None = None,
    ) -> TextResult:
        """Translates a text that is not an article. `options.brief` has no effect."""
        return self._send(calls.translate_text(text, options), timeout_s)

    def summarize_text(
        self,
        text: str,
        title: str = "",
        options: BriefOptions = BriefOptions(),
        *,
        timeout_s: float | None = None,
    ) -> SummaryResult:
        """Writes a brief of an English text.

        Args:
            text: The text.
            title: Its headline, if there is one; the brief does not repeat it.
            options: Limits of the brief.
            timeout_s: Deadline of this call; by default that of the client.
        """
        return self._send(calls.summarize_text(text, title, options), timeout_s)

    def check_translation(self, source: str, translation: str, *, timeout_s: float | None = None) -> CheckResult:
        """Finds what may be wrong with a translation made elsewhere, without using a model.

        Args:
            source: The Arabic text.
            translation: Its English translation. Line N belongs to line N of the source.
            timeout_s: Deadline of this call; by default that of the client.
        """
        return self._send(calls.check_translation(source, translation), timeout_s)

    def list_models(self, *, timeout_s: float | None = None) -> tuple[LoadedModel, ...]:
        """Returns the models that the server has loaded."""
        return self._send(calls.list_models(), timeout_s)

    def check_health(self, service: str = "", *, timeout_s: float = 5.0) -> Health:
        """Asks for the health of the server. Never retried, so that the answer is current.

        Args:
            service: The full name of a service; empty for the server as a whole.
            timeout_s: Deadline.

        Raises:
            NotReady: Nothing answers.
        """
        try:
            return health_of_response(health_stub(self._channel).Check(health_request(service), timeout=timeout_s))
        except grpc.RpcError as error:
            return health_of_failure(error, address=self.address, timeout_s=timeout_s)

    def close(self) -> None:
        """Ends the connection and every call on it."""
        self._channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, call: Call[ResultT], timeout_s: float | None) -> ResultT:
        timeout_s = self.timeout_s if timeout_s is None else timeout_s
        try:
            with client_span(call.method) as headers:
                metadata = (*self._metadata, *headers)
                response = getattr(self._stub, call.method)(call.request, timeout=timeout_s, metadata=metadata)
            return call.read(response)
        except grpc.RpcError as error:
            raise error_from_call(error, address=self.address, timeout_s=timeout_s) from None
