"""Wraps every call: request id, typed errors, one log line, metrics, and an end when the server stops."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, nullcontext
from typing import Any, TypeAlias, cast

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc.code_pb2 import Code

from mujaz.errors import InvalidInput, MujazError, NotReady
from mujaz.rpc.status import grpc_status, pushback
from mujaz.serving.answers import Answers
from mujaz.serving.call import CURRENT_CALL, REQUEST_ID_KEY, Call, request_id_of
from mujaz.serving.ending import begin, finish
from mujaz.serving.failing import as_ours, is_cancelled
from mujaz.serving.lifecycle import Lifecycle
from mujaz.serving.tokens import Tokens
from mujaz.serving.tracing import server_span
from mujaz.v1 import article_pb2 as pb
from mujaz.wire.failures import code_of

_SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]
_METHODS = _SERVICE.methods_by_name

ARTICLE_SERVICE: str = _SERVICE.full_name

# Strings, as these classes are generic for the type checker only.
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
Metadata: TypeAlias = "Sequence[tuple[str, str | bytes]] | None"
Handler: TypeAlias = "grpc.RpcMethodHandler[Any, Any] | None"
Continuation: TypeAlias = "Callable[[grpc.HandlerCallDetails], Awaitable[Handler]]"
Behavior: TypeAlias = "Callable[[Any, Context], Awaitable[Message | None]]"

_LAST_MESSAGE_S = 1.0
"""How long a stopping server waits for the rest of a message that has begun, such as a health check's."""

_CLOCK_SLACK_S = 0.01
"""gRPC's clock may be ahead of this process's by this much."""


class ArticleCalls(grpc.aio.ServerInterceptor):
    """Wraps every method of the ArticleService, all of which are coroutines.

    Args:
        lifecycle: Keeps track of the calls in progress.
        answers: Decides whether there is room for a call.
        tokens: Who may call; None admits everybody.
        tracing: Whether to record a span for each call.
    """

    def __init__(
        self, lifecycle: Lifecycle, answers: Answers, tokens: Tokens | None = None, *, tracing: bool = False
    ) -> None:
        self._lifecycle = lifecycle
        self._answers = answers
        self._tokens = tokens
        self._tracing = tracing

    async def intercept_service(
        self, continuation: Continuation, handler_call_details: grpc.HandlerCallDetails
    ) -> Handler:
        """Wraps the method. Its messages arrive as bytes, so that malformed ones get a typed error like any other."""
        handler = await continuation(handler_call_details)
        if handler is None or not _is_article_call(handler_call_details):
            return handler
        method = handler_call_details.method.removeprefix("/")
        metadata = handler_call_details.invocation_metadata
        behavior = cast(Behavior, handler.stream_stream or handler.unary_unary)
        behavior = self._reading(behavior, method, streaming=handler.request_streaming)

        async def run(requests: Any, context: Context) -> Message | None:
            call = Call(method=method, request_id=request_id_of(metadata))
            span = server_span(call, metadata) if self._tracing else nullcontext()
            try:
                with self._lifecycle.in_work(), span:
                    return await self._run(call, metadata, behavior, requests, context)
            except _Failed as failed:  # outside the span, which must end before the caller gets the answer
                await context.abort(*failed.status)

        make: Callable[..., Handler] = (
            grpc.stream_stream_rpc_method_handler
            if handler.response_streaming
            else grpc.stream_unary_rpc_method_handler
        )
        return make(run, None, handler.response_serializer)

    def _reading(self, behavior: Behavior, method: str, *, streaming: bool) -> Behavior:
        """Turns a method that takes messages into one that takes their bytes.

        Bytes are parsed only if the call can be accepted: there is room for it, and its token has allowance left.
        """
        name = method.rpartition("/")[2]
        kind = GetMessageClass(_METHODS[name].input_type)

        async def messages(requests: Any) -> AsyncIterator[Message | MujazError]:
            async for data in requests:
                yield await self._lifecycle.reader.parse(data, kind)

        async def run(requests: Any, context: Context) -> Message | None:
            if streaming:
                return await behavior(messages(requests), context)
            self._answers.expect_admission(name)
            return await behavior(await _single(messages(requests)), context)

        return run

    async def _run(
        self, call: Call, metadata: Metadata, behavior: Behavior, requests: Any, context: Context
    ) -> Message | None:
        """Runs one call, and logs how it ended. Raises `_Failed` with the status if it failed."""
        CURRENT_CALL.set(call)
        begin(call)
        context.set_trailing_metadata(((REQUEST_ID_KEY, call.request_id),))
        try:
            if self._tokens is not None:
                call.caller = self._tokens.caller(metadata)
            response = await behavior(requests, context)
        except grpc.aio.BaseError:  # the client is gone
            finish(call, Code.CANCELLED)
            raise asyncio.CancelledError from None
        except (Exception, asyncio.CancelledError) as error:
            if is_cancelled(error):
                if not self._lifecycle.abandoned:
                    finish(call, _cancellation_code(context))
                    raise
                error = NotReady(
                    "the server stopped before this was done; send it to another server, or try again later"
                )
            failure = as_ours(error, request_id=call.request_id)
            status = grpc_status(failure, request_id=call.request_id)
            finish(call, code_of(failure), failure, cause=error)
            trailing = (*status.trailing_metadata, *pushback(failure), (REQUEST_ID_KEY, call.request_id))
            raise _Failed(status.code, status.details, trailing) from None
        finish(call, Code.OK)
        return response


class _Failed(Exception):
    """A call has failed, and its status has not been sent yet.

    Args:
        status: Code, details and trailing metadata.
    """

    def __init__(self, *status: Any) -> None:
        super().__init__()
        self.status = status


class EndWithServer(grpc.aio.ServerInterceptor):
    """Ends calls of other services that would keep a server from stopping.

    Such as a health Watch, or a Check whose message never ends.

    Args:
        lifecycle: Says when the server stops.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._lifecycle = lifecycle

    async def intercept_service(
        self, continuation: Continuation, handler_call_details: grpc.HandlerCallDetails
    ) -> Handler:
        """Wraps methods that answer with a stream and methods that answer with one message, each in its own way."""
        handler = await continuation(handler_call_details)
        if handler is None or _is_article_call(handler_call_details):
            return handler
        if not handler.response_streaming:
            return self._unary(handler)
        behavior = cast(Callable[..., Any], handler.stream_stream or handler.unary_stream)

        async def run(request: Any, context: Context) -> None:
            if not await self._lifecycle.until_stopping(_write_all(behavior, request, context)):
                await context.abort(grpc.StatusCode.UNAVAILABLE, "the server is stopping")

        make: Callable[..., Handler] = (
            grpc.stream_stream_rpc_method_handler if handler.request_streaming else grpc.unary_stream_rpc_method_handler
        )
        return make(run, handler.request_deserializer, handler.response_serializer)

    def _unary(self, handler: "grpc.RpcMethodHandler[Any, Any]") -> Handler:
        """Reads the single message here, as gRPC itself would wait for the rest of it as long as the server runs."""
        behavior = cast(Callable[..., Awaitable[Message]], handler.unary_unary)

        async def run(requests: Any, context: Context) -> Message | None:
            reading = asyncio.ensure_future(anext(requests, None))
            stopping = asyncio.create_task(self._lifecycle.stopping.wait())
            try:
                await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.wait({reading}, timeout=_LAST_MESSAGE_S)
                if not reading.done():
                    await context.abort(grpc.StatusCode.UNAVAILABLE, "the server is stopping")
            finally:
                stopping.cancel()
                reading.cancel()
            if (request := reading.result()) is None:
                await context.abort(grpc.StatusCode.INVALID_ARGUMENT, "the call ended before its message was whole")
            return await behavior(request, context)

        return grpc.stream_unary_rpc_method_handler(run, handler.request_deserializer, handler.response_serializer)


def _cancellation_code(context: Context) -> int:
    """The status of a call that gRPC cancelled, which it also does when the caller's deadline has passed."""
    remaining_s: float | None = context.time_remaining()
    late = remaining_s is not None and remaining_s < _CLOCK_SLACK_S
    return int(Code.DEADLINE_EXCEEDED if late else Code.CANCELLED)


async def _single(messages: AsyncIterator[Message | MujazError]) -> Message:
    """Returns the message of a call that takes one; raises what was found wrong with it.

    gRPC itself never answers a call that ends before its one message is complete.
    """
    message = await anext(messages, None)
    if message is None:
        message = InvalidInput("ends before it is whole", field="request", reason="MESSAGE_MALFORMED")
    if isinstance(message, MujazError):
        raise message
    return message


async def _write_all(behavior: Callable[..., Any], request: Any, context: Context) -> None:
    """Runs a streaming method, whether it is a coroutine that writes or an async generator."""
    if inspect.iscoroutinefunction(behavior):
        await behavior(request, context)
        return
    async with aclosing(behavior(request, context)) as answers:
        async for answer in answers:
            await context.write(answer)


def _is_article_call(details: grpc.HandlerCallDetails) -> bool:
    return details.method.startswith(f"/{ARTICLE_SERVICE}/")
