"""What happens around every call: request id, typed errors, one log line, metrics, and an end when the server stops."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing, nullcontext
from typing import Any, TypeAlias, TypeVar, cast

import grpc
import structlog
from google.protobuf.message import DecodeError, Message

from mujaz.errors import InvalidInput, MujazError, NotReady
from mujaz.observability import metrics
from mujaz.rpc.call import CURRENT_CALL, REQUEST_ID_KEY, Call, request_id_of
from mujaz.rpc.lifecycle import Lifecycle
from mujaz.rpc.status import as_ours, grpc_status, is_cancelled, pushback
from mujaz.rpc.tokens import Tokens
from mujaz.rpc.tracing import note_end, server_span
from mujaz.v1 import article_pb2 as pb

ARTICLE_SERVICE: str = pb.DESCRIPTOR.services_by_name["ArticleService"].full_name

M = TypeVar("M", bound=Message)
# Text, as the classes are generic for the type checker only.
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
Metadata: TypeAlias = "Sequence[tuple[str, str | bytes]] | None"
Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any] | None"
Continuation: TypeAlias = "Callable[[grpc.HandlerCallDetails], Awaitable[Handler]]"
Behavior: TypeAlias = "Callable[[Any, Context], Awaitable[Message | None]]"

_QUIET = {grpc.StatusCode.OK, grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND, grpc.StatusCode.CANCELLED}
"""Codes that are the caller's own business; the rest is logged as a warning, and INTERNAL as an error."""

_IMPATIENT = ("/ProcessArticle", "/TranslateText", "/SummarizeText", "/CheckTranslation")
"""Methods whose calls are refused where there is no room for them; the others wait, or need none."""

_CLOCK_SLACK_S = 0.01
"""gRPC's clock may be this much ahead of ours."""

_log = structlog.get_logger()


class ArticleCalls(grpc.aio.ServerInterceptor):
    """Stands around every method of the ArticleService, all of which are coroutines.

    Args:
        lifecycle: Knows the calls in work.
        tokens: Who may call; None lets everybody.
        tracing: Whether each call is a span.
    """

    def __init__(self, lifecycle: Lifecycle, tokens: Tokens | None = None, *, tracing: bool = False) -> None:
        self._lifecycle = lifecycle
        self._tokens = tokens
        self._tracing = tracing

    async def intercept_service(
        self, continuation: Continuation, handler_call_details: grpc.HandlerCallDetails
    ) -> Handler:
        """Wraps the method, and its deserializer, so that bytes which are no message become an error like any other."""
        handler = await continuation(handler_call_details)
        if handler is None or not _is_ours(handler_call_details):
            return handler
        method = handler_call_details.method.removeprefix("/")
        metadata = handler_call_details.invocation_metadata
        behavior = cast(Behavior, handler.stream_stream or handler.unary_unary)
        deserialize = cast(Callable[[bytes], Message], handler.request_deserializer)

        if not handler.request_streaming:
            behavior = _of_one(behavior)
        if method.endswith(_IMPATIENT):
            behavior = self._if_there_is_room(behavior)

        async def run(requests: Any, context: Context) -> Message | None:
            call = Call(method=method, request_id=request_id_of(metadata))
            span = server_span(call, metadata) if self._tracing else nullcontext()
            with self._lifecycle.in_work(), span:
                return await self._run(call, metadata, behavior, requests, context)

        make: Callable[..., Handler] = (
            grpc.stream_stream_rpc_method_handler
            if handler.response_streaming
            else grpc.stream_unary_rpc_method_handler
        )
        return make(run, _or_invalid(deserialize), handler.response_serializer)

    def _if_there_is_room(self, behavior: Behavior) -> Behavior:
        """Refuses a call before its message is read, which is a third of what a refusal takes."""

        async def run(requests: Any, context: Context) -> Message | None:
            self._lifecycle.scheduler.expect_room()
            return await behavior(requests, context)

        return run

    async def _run(
        self, call: Call, metadata: Metadata, behavior: Behavior, requests: Any, context: Context
    ) -> Message | None:
        """Runs one call to its end, whatever that is."""
        CURRENT_CALL.set(call)
        structlog.contextvars.bind_contextvars(request_id=call.request_id)
        context.set_trailing_metadata(((REQUEST_ID_KEY, call.request_id),))
        metrics.CALLS_STARTED.labels(call.method).inc()
        started_s = time.perf_counter()
        try:
            if self._tokens is not None:
                call.caller = self._tokens.caller(metadata)
            response = await behavior(requests, context)
        except grpc.aio.BaseError:  # the client is gone
            _finish(call, grpc.StatusCode.CANCELLED, started_s)
            raise asyncio.CancelledError from None
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled(error):
                if not self._lifecycle.abandoned:
                    _finish(call, _cancellation_code(context), started_s)
                    raise
                error = NotReady("the server stopped before this was done; send it to another, or later")
            failure = as_ours(error, request_id=call.request_id)
            status = grpc_status(failure, request_id=call.request_id)
            _finish(call, status.code, started_s, failure, cause=error)
            trailing = (*status.trailing_metadata, *pushback(failure), (REQUEST_ID_KEY, call.request_id))
            await context.abort(status.code, status.details, trailing)
        _finish(call, grpc.StatusCode.OK, started_s)
        return response


class EndWithServer(grpc.aio.ServerInterceptor):
    """Ends the streams of other services, such as health Watch, which would hold a stopping server up for ever.

    Args:
        lifecycle: Says when the server stops.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle

    async def intercept_service(
        self, continuation: Continuation, handler_call_details: grpc.HandlerCallDetails
    ) -> Handler:
        """Wraps methods that answer with a stream."""
        handler = await continuation(handler_call_details)
        if handler is None or not handler.response_streaming or _is_ours(handler_call_details):
            return handler
        behavior = cast(Callable[..., Any], handler.stream_stream or handler.unary_stream)

        async def run(request: Any, context: Context) -> None:
            if not await self._lifecycle.until_stopping(_write_all(behavior, request, context)):
                await context.abort(grpc.StatusCode.UNAVAILABLE, "the server is stopping")

        make: Callable[..., Handler] = (
            grpc.stream_stream_rpc_method_handler if handler.request_streaming else grpc.unary_stream_rpc_method_handler
        )
        return make(run, handler.request_deserializer, handler.response_serializer)


def _finish(
    call: Call,
    code: grpc.StatusCode,
    started_s: float,
    failure: MujazError | None = None,
    cause: BaseException | None = None,
) -> None:
    """Counts and logs the end of a call, before its status goes out."""
    duration_s = time.perf_counter() - started_s
    metrics.CHARACTERS.inc(call.chars)
    metrics.CALL_DURATION.labels(call.method, code.name).observe(duration_s)
    fields = {
        "method": call.method,
        "code": code.name,
        "duration_ms": round(1000 * duration_s, 1),
        "articles": call.articles,
        "chars": call.chars,
        "failed": call.failed,
    }
    if call.caller is not None:
        fields["caller"] = call.caller.entry.name
    if failure is not None:
        metrics.observe_refusal(failure.reason)
        fields |= {"reason": failure.reason, "detail": failure.message}
    note_end(call, code, failure)
    if code is grpc.StatusCode.INTERNAL:
        _log.error("call", exc_info=cause, **fields)
    elif code in _QUIET:
        _log.info("call", **fields)
    else:
        _log.warning("call", **fields)


def _cancellation_code(context: Context) -> grpc.StatusCode:
    """Why gRPC cancelled a call: it does so too when the caller's deadline has passed."""
    remaining_s: float | None = context.time_remaining()
    late = remaining_s is not None and remaining_s < _CLOCK_SLACK_S
    return grpc.StatusCode.DEADLINE_EXCEEDED if late else grpc.StatusCode.CANCELLED


def _of_one(behavior: Behavior) -> Behavior:
    """A method that takes one message as one that takes a stream.

    gRPC answers nothing, ever, to a call that ends before its one message is whole.
    """

    async def run(requests: Any, context: Context) -> Message | None:
        request = await anext(requests, None)
        if request is None:
            request = InvalidInput("ends before it is whole", field="request", reason="MESSAGE_MALFORMED")
        if isinstance(request, InvalidInput):
            raise request
        return await behavior(request, context)

    return run


def _or_invalid(deserialize: Callable[[bytes], M]) -> Callable[[bytes], M | InvalidInput]:
    """Deserializes, or returns an error. Raised, it would reach the caller as gRPC's own, without details."""

    def read(data: bytes) -> M | InvalidInput:
        try:
            return deserialize(data)
        except DecodeError as error:
            wrong = "a text in it is not valid UTF-8" if "UTF-8" in str(error) else "its bytes are no such message"
            return InvalidInput(f"cannot be read: {wrong}", field="request", reason="MESSAGE_MALFORMED")

    return read


async def _write_all(behavior: Callable[..., Any], request: Any, context: Context) -> None:
    """Runs a method in either of the two ways in which it may be written."""
    if inspect.iscoroutinefunction(behavior):
        await behavior(request, context)
        return
    async with aclosing(behavior(request, context)) as answers:
        async for answer in answers:
            await context.write(answer)


def _is_ours(details: grpc.HandlerCallDetails) -> bool:
    return details.method.startswith(f"/{ARTICLE_SERVICE}/")
