"""What happens around every call over HTTP, as around one over gRPC: request id, token, typed errors, one log line."""

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

Work: TypeAlias = Callable[["Exchange"], Awaitable[None]]
"""Reads a request and sends its answer."""

Fail: TypeAlias = Callable[["Exchange", MujazError], Awaitable[None]]
"""Sends an error, in whatever shape its client knows."""


class Exchange:
    """A request, and its answer as far as that is sent.

    Args:
        scope: As ASGI has it.
        receive: As ASGI has it.
        send: As ASGI has it.
        bodies: All bodies of the server.
        request_id: Comes back in a header.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, bodies: Bodies, request_id: str) -> None:
        self.request = Request(scope)
        self.request_id = request_id
        declared = self.request.headers.get("content-length", "")
        self.incoming = Incoming(receive, int(declared) if declared.isdigit() else None, bodies)
        self.started = False
        self._send = send

    async def start(self, status: int, content_type: str, headers: dict[str, str] | None = None) -> None:
        """Sends the head of an answer. Where the request was not read to its end, the connection ends with it."""
        self.started = True
        named = {"content-type": content_type, REQUEST_ID_KEY: self.request_id, **(headers or {})}
        if not self.incoming.whole:
            named["connection"] = "close"
        raw = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})

    async def write(self, data: bytes, *, more: bool = True) -> None:
        """Sends a piece of its body; comes back when there is room for the next."""
        await self._send({"type": "http.response.body", "body": data, "more_body": more})

    async def answer(self, status: int, content_type: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        """Sends a whole answer."""
        await self.start(status, content_type, {"content-length": str(len(data)), **(headers or {})})
        await self.write(data, more=False)


class Calls:
    """Runs the calls of the HTTP door.

    Args:
        lifecycle: Knows the calls in work.
        tokens: Who may call; None lets everybody.
        bodies: All bodies of the server.
        tracing: Whether each call is a span.
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
        """Runs one call to its end, whatever that is.

        Args:
            scope: As ASGI has it.
            receive: As ASGI has it.
            send: As ASGI has it.
            method: Its name in log and metrics.
            system: OpenTelemetry's name for the way it came.
            work: Does it. The token is checked before, unless it comes in the body.
            fail: Says that it failed.
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
        """An application for one path, each of whose requests is a call.

        Args:
            method: As in `run`.
            work: As in `run`.
            fail: As in `run`.
        """
        return _Path(self, method, work, fail)

    def identify(self, token: str | None) -> None:
        """Notes who sent the current call.

        Args:
            token: What it sent as `authorization`, or None.

        Raises:
            Unauthenticated: The server wants to know, and does not.
        """
        if self._tokens is not None:
            sent = [] if token is None else [("authorization", token)]
            CURRENT_CALL.get().caller = self._tokens.caller(sent)


class _Path:
    """An object, as Starlette takes a function for one that returns an answer."""

    def __init__(self, calls: Calls, method: str, work: Work, fail: Fail) -> None:
        self._calls, self._method, self._work, self._fail = calls, method, work, fail

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._calls.run(
            scope, receive, send, method=self._method, system="http", work=self._work, fail=self._fail
        )
