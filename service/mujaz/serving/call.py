"""What the log and the metrics need to know about a call while it runs: its id, its caller and its counts."""

import re
import time
import uuid
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog
from google.rpc.code_pb2 import Code

from mujaz.errors import MujazError
from mujaz.observability import metrics
from mujaz.serving.failing import as_ours
from mujaz.serving.tokens import Caller
from mujaz.types import Article
from mujaz.wire.failures import code_of

REQUEST_ID_KEY = "x-request-id"
"""Metadata key of the request id, in requests and in answers."""

_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Call:
    """One call. Holds counts, never a text.

    Args:
        method: Service and method, such as `mujaz.v1.ArticleService/ProcessArticle`.
        request_id: The caller's own id if it sent a safe one, otherwise a new one.
        caller: Who sent it, if the server asks for tokens.
        admitted: Articles and texts that were counted against the caller's allowance.
        articles: Articles and texts in its requests.
        chars: The code points of those, titles included.
        failed: The articles that were answered with an error in a stream or a digest.
        system: The RPC system, as OpenTelemetry's conventions name it.
        started_s: When it arrived, by `time.perf_counter`.
    """

    method: str
    request_id: str
    caller: Caller | None = None
    admitted: int = 0
    articles: int = 0
    chars: int = 0
    failed: int = 0
    system: str = "grpc"
    started_s: float = field(default_factory=time.perf_counter)

    @property
    def age_s(self) -> float:
        """Seconds since it arrived."""
        return time.perf_counter() - self.started_s

    def admit(self) -> None:
        """Counts the next article or text against the caller's allowance, before it is read.

        Raises:
            Overloaded: As `Caller.admit`.
        """
        if self.caller is not None:
            self.caller.admit()
        self.admitted += 1

    def count(self, *texts: str) -> None:
        """Counts one article or text, and checks it against the caller's limits.

        Raises:
            InvalidInput, Overloaded: As `Caller.check_length` and `Caller.admit`.
        """
        chars = sum(map(len, texts))
        self.articles += 1
        self.chars += chars
        if self.admitted < self.articles:
            self.admit()
        if self.caller is not None:
            self.caller.check_length(chars)

    def count_article(self, article: Article) -> None:
        """Counts one article."""
        self.count(article.title, article.body)

    def article_failed(self, error: BaseException) -> MujazError:
        """Counts an article of many that failed, and logs an internal error; returns what the caller may see of it."""
        failure = as_ours(error, request_id=self.request_id)
        if code_of(failure) == Code.INTERNAL:
            _log.error("article_failed", exc_info=error)
        self.failed += 1
        metrics.observe_refusal(failure.reason)
        return failure


CURRENT_CALL: ContextVar[Call] = ContextVar("mujaz_call")
"""The call that is being answered. Set around every method of the ArticleService."""


def request_id_of(metadata: Iterable[tuple[str, str | bytes]] | None) -> str:
    """The id of a call: the caller's, if it is safe to put into a log line, or a new one."""
    for key, value in metadata or ():
        if key == REQUEST_ID_KEY and isinstance(value, str) and _SAFE_ID.fullmatch(value):
            return value
    return uuid.uuid4().hex
