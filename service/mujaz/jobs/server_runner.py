"""Sends articles to running servers."""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any, TypeVar

from mujaz.client import AsyncClient, Credentials, RetryPolicy
from mujaz.errors import ConfigError, DeadlineExceeded, JobError, MujazError, NotReady, Overloaded
from mujaz.jobs.predict import PROBE, respond
from mujaz.jobs.records import Failure, Outcome
from mujaz.jobs.runner import Batch
from mujaz.types import Article, ArticleResult, Priority, ProcessOptions, Signature

T = TypeVar("T")

_MAX_LOSSES = 5
"""Connections that may break while they carry the same article, before it is taken for the cause."""

_MAX_TIMEOUTS = 3
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerPolicy:
    """How servers are used.

    Args:
        in_flight: The most articles that one server has at once. It gets fewer as long as it refuses some.
        timeout_s: The longest time for one article.
        patience_s: How long no server may answer before the job gives up.
        credentials: For servers that use TLS or require a token.
    """

    in_flight: int = 16
    timeout_s: float = 600.0
    patience_s: float = 600.0
    credentials: Credentials = field(default_factory=Credentials)


class ServerRunner:
    """Runs batches on servers, with bulk priority. A server that is not ready gets no articles until it is.

    Args:
        addresses: `HOST:PORT` of each.
        options: How every article is processed.
        policy: How the servers are used.

    Raises:
        ConfigError: There is no address, or an invalid one.
        MujazError: No server answers.
    """

    def __init__(
        self, addresses: Sequence[str], options: ProcessOptions, *, policy: ServerPolicy = ServerPolicy()
    ) -> None:
        if not addresses:
            raise ConfigError(
                "--server names no server; give HOST:PORT, with commas between several", reason="CONFIG_VALUE"
            )
        self._options = replace(options, priority=Priority.BULK)
        self._policy = policy
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mujaz-servers", daemon=True)
        self._thread.start()
        self._servers: list[_Server] = []
        self._answered_s = monotonic()
        try:
            self._await(self._connect(addresses))
            self.signature: Signature = self._await(self._probe()).signature
        except BaseException:
            self.close()
            raise

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """See `Runner`."""
        room = 2 * self._policy.in_flight * len(self._servers)
        waiting = deque[tuple[Future[list[Outcome]], int]]()
        for batch in batches:
            waiting.append((asyncio.run_coroutine_threadsafe(self._batch(batch), self._loop), max(1, len(batch))))
            while sum(articles for _, articles in waiting) >= room:
                yield waiting.popleft()[0].result()
        while waiting:
            yield waiting.popleft()[0].result()

    def close(self) -> None:
        """See `Runner`."""
        self._await(self._disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _await(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _connect(self, addresses: Sequence[str]) -> None:
        self._changed = asyncio.Condition()
        for address in addresses:
            client = self._client(address, RetryPolicy(max_attempts=1))
            self._servers.append(_Server(client, limit=self._policy.in_flight))

    def _client(self, address: str, retry: RetryPolicy) -> AsyncClient:
        policy = self._policy
        return AsyncClient(address, timeout_s=policy.timeout_s, retry=retry, credentials=policy.credentials)

    async def _disconnect(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for server in self._servers:
            await server.client.close()

    async def _probe(self) -> ArticleResult:
        """Asks one server after another for a result, to learn the signature of results."""
        for server in self._servers:
            try:
                async with self._client(server.client.address, RetryPolicy()) as client:
                    return await client.process_article(PROBE, self._options)
            except NotReady as error:
                last = error
        raise last

    async def _batch(self, batch: Batch) -> list[Outcome]:
        return list(await asyncio.gather(*(self._article(article) for article in batch)))

    async def _article(self, article: Article) -> Outcome:
        """Sends one article until there is an outcome."""
        losses = timeouts = 0
        while True:
            async with self._free_server() as server:
                try:
                    result = await server.client.process_article(replace(article, id=""), self._options)
                except Overloaded as error:
                    server.refused(error.retry_delay_s)
                except NotReady as error:
                    server.failed()
                    self._check_patience(error)
                    losses += error.reason == "CONNECTION_LOST"
                    if losses == _MAX_LOSSES:
                        return Failure.of(error)
                    continue
                except DeadlineExceeded as error:
                    timeouts += 1
                    if timeouts == _MAX_TIMEOUTS:
                        return Failure.of(error)
                except MujazError as error:
                    return Failure.of(error)
                else:
                    server.answered(self._policy.in_flight)
                    self._check(result.signature, server)
                    return respond(replace(result, id=article.id))
                self._answered_s = monotonic()

    def _check_patience(self, error: NotReady) -> None:
        if monotonic() - self._answered_s > self._policy.patience_s:
            raise JobError(
                f"no server has answered for {self._policy.patience_s:g} s; the last error: {error.message}",
                reason="SERVERS_GONE",
            )

    def _check(self, found: Signature, server: "_Server") -> None:
        """Makes sure that results are not mixed if a server is replaced by one with other models during the job."""
        self._answered_s = monotonic()
        expected = self.signature if found.summary else replace(self.signature, summary=None)
        if found != expected:
            raise JobError(
                f"the server at {server.client.address} does not make the same results as before: it is {found} "
                f"instead of {expected}",
                reason="SERVER_CHANGED",
            )

    @asynccontextmanager
    async def _free_server(self) -> AsyncIterator["_Server"]:
        """Waits for a server with room, and takes a place there."""
        while not (free := [server for server in self._servers if server.has_room]):
            pauses_s = [server.pause_s for server in self._servers if server.pause_s]
            with suppress(TimeoutError):
                async with asyncio.timeout(min(pauses_s, default=None)), self._changed:
                    await self._changed.wait()
        server = min(free, key=lambda server: server.in_work)
        server.in_work += 1
        try:
            yield server
        finally:
            server.in_work -= 1
            async with self._changed:
                self._changed.notify_all()


@dataclass(slots=True)
class _Server:
    """A server and its load."""

    client: AsyncClient
    limit: float
    in_work: int = 0
    _resumes_s: float = 0.0
    _failures: int = 0

    @property
    def has_room(self) -> bool:
        return self.in_work < self.limit and not self.pause_s

    @property
    def pause_s(self) -> float:
        """Seconds until it may be asked again."""
        return max(0.0, self._resumes_s - monotonic())

    def answered(self, max_limit: int) -> None:
        self._failures = 0
        self.limit = min(max_limit, self.limit + 1 / self.limit)

    def refused(self, delay_s: float) -> None:
        """Reduces the load as TCP does: halves the limit, which then grows by one for each round without refusals."""
        self._failures = 0
        if not self.pause_s:  # only for the first of the articles that are refused together
            self.limit = max(1.0, self.limit / 2)
            self._resumes_s = monotonic() + delay_s

    def failed(self) -> None:
        pause_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**self._failures)
        if not self.pause_s:  # only for the first of the articles that fail together
            self._failures += 1
            self._resumes_s = monotonic() + pause_s
