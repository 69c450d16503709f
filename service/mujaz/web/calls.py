"""Wraps every call over HTTP, as `rpc.interceptors` does over gRPC: request id, token, typed errors, one log line."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from typing import TypeAlias

from google.rpc.code_pb2 import Code
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mujaz.errors import MujazError, NotReady
from mujaz.serving.call import CURRENT_CALL, REQUEST_ID_KEY, Call, request_id_of
from mujaz.serving.ending import begin, finish
from mujaz.serving.failing import as_ours, is_cancelled
from mujaz.serving.lifecycle import Lifecycle
from mujaz.serving.tokens import Tokens
from mujaz.serving.tracing import server_span
from mujaz.web.incoming import Bodies, ClientGone, Incoming
from mujaz.wire.failures import code_of

TOKEN_HEADER = "the header `Authorization: Bearer TOKEN`"  # noqa: S105 - a place for one

Work: TypeAlias = Callable[["Exchange"], Awaitable[None]]
"""Reads a request and sends its answer."""

Fail: TypeAlias = Callable[["Exchange", MujazError], Awaitable[None]]
"""Sends an error in the form that the client expects."""


class Exchange:
    """A request and its answer.

    Args:
        scope: The ASGI scope.
        receive: The ASGI receive function.
        send: The ASGI send function.
        bodies: The limits shared by all request bodies of the server.
        request_id: The id of the request, sent back in a header.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, bodies: Bodies, request_id: str) -> None:
        self.request = Request(scope)
        self.request_id = request_id
        declared = self.request.headers.get("content-length", "")
        encoding = self.request.headers.get("content-encoding", "")
        self.incoming = Incoming(receive, int(declared) if declared.isdigit() else None, bodies, encoding)
        self.started = False
        self._send = send

    async def start(self, status: int, content_type: str, headers: dict[str, str] | None = None) -> None:
        """Sends the status and headers. If the request was not read to its end, the answer closes the connection."""
        self.started = True
        named = {"content-type": content_type, REQUEST_ID_KEY: self.request_id, **(headers or {})}
        if not self.incoming.whole:
            named["connection"] = "close"
        raw = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})

    async def write(self, data: bytes, *, more: bool = True) -> None:
        """Sends a part of the body; returns when there is room for the next."""
        await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def answer(self, status: int, content_type: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Sends a complete answer."""
        await self.start(status, content_type, {"content-length": str(len(data)), **(headers or {})})
        await self.write(data, more=False)


class Calls:
    """Runs the calls of the HTTP door.

    Args:
        lifecycle: Keeps track of the calls in progress.
        tokens: Who may call; None admits everybody.
        bodies: The limits shared by all request bodies of the server.
        tracing: Whether to record a span for each call.
    """

    def __init__(self, lifecycle: Lifecycle, tokens: Tokens | None, bodies: Bodies, *, tracing: bool) -> None:
        self._lifecycle = lifecycle
        self._tokens = tokens
        self._bodies = bodies
        self._tracing = tracing

    @property
    def max_message_bytes(self) -> int:
        """The longest body, and the longest message of a stream."""
        return self._bodies.max_bytes

    async def run(
        self, scope: Scope, receive: Receive, send: Send, *, method: str, system: str, work: Work, fail: Fail
    ) -> None:
        """Runs one call, answers it and logs how it ended.

        Args:
            scope: The ASGI scope.
            receive: The ASGI receive function.
            send: The ASGI send function.
            method: The name of the call in the log and the metrics.
            system: The RPC system, as OpenTelemetry's conventions name it.
            work: Reads the request, checks the token and sends the answer.
            fail: Sends the error if the call fails.
        """
        metadata = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        call = Call(method=method, request_id=request_id_of(metadata), system=system)
        CURRENT_CALL.set(call)
        exchange = Exchange(scope, receive, send, self._bodies, call.request_id)
        with self._lifecycle.in_work(), server_span(call, metadata) if self._tracing else nullcontext():
            begin(call)
            try:
                if self._lifecycle.stopping.is_set():
                    raise NotReady("the server is stopping; send it to another server, or try again later")
                await work(exchange)
            except ClientGone:
                finish(call, Code.CANCELLED)
                return
            except (Exception, asyncio.CancelledError) as error:
                if is_cancelled(error):
                    if not self._lifecycle.abandoned:
                        finish(call, Code.CANCELLED)
                        raise
                    error = NotReady(
                        "the server stopped before this was done; send it to another server, or try again later"
                    )
                failure = as_ours(error, request_id=call.request_id)
                finish(call, code_of(failure), failure, cause=error)
                exchange.incoming.keep(0)
                if not exchange.started:
                    await exchange.incoming.discard()
                await fail(exchange, failure)
                return
            finally:
                exchange.incoming.keep(0)
            finish(call, Code.OK)

    def path(self, method: str, work: Work, fail: Fail) -> ASGIApp:
        """Returns the application for one path, which treats each request as a call.

        Args:
            method: As in `run`.
            work: As in `run`.
            fail: As in `run`.
        """
        return _Path(self, method, work, fail)

    def identify(self, token: str | None, *, place: str = TOKEN_HEADER) -> None:
        """Checks the token of the current call, and notes who sent it.

        Args:
            token: The value of its `authorization` header, or None.
            place: Where the token may be, for people who sent none.

        Raises:
            Unauthenticated: The server asks for tokens, and this one is missing or unknown.
        """
        if self._tokens is not None:
            sent = [] if token is None else [("authorization", token)]
            CURRENT_CALL.get().caller = self._tokens.caller(sent, place=place)


class _Path:
    """An ASGI application. It is an object, as Starlette would expect a function to return a response."""

    def __init__(self, calls: Calls, method: str, work: Work, fail: Fail) -> None:
        self._calls, self._method, self._work, self._fail = calls, method, work, fail

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._calls.run(
            scope, receive, send, method=self._method, system="http", work=self._work, fail=self._fail
        )
