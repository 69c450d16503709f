"""The ArticleService in the Connect protocol: POST a message as JSON or protobuf and get one back; streams in frames.

The protocol is described at https://connectrpc.com/docs/protocol. Streams may also be lines of JSON, for programs
without a Connect client.
"""

import asyncio
import base64
import json
import re
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

from google.protobuf import json_format
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc.code_pb2 import Code
from starlette.types import Receive, Scope, Send

from mujaz.errors import InvalidInput, MujazError, Unauthenticated
from mujaz.serving.call import CURRENT_CALL
from mujaz.serving.house import House
from mujaz.v1 import article_pb2 as pb
from mujaz.web.calls import Calls, Exchange
from mujaz.web.incoming import Incoming, too_long
from mujaz.web.inflating import ENCODING_REASON, Inflating, check_encoding
from mujaz.wire.failures import code_of, error_to_status, retry_delay_s
from mujaz.wire.results import to_json

SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]

_HTTP_STATUSES = {
    Code.INVALID_ARGUMENT: 400,
    Code.UNAUTHENTICATED: 401,
    Code.NOT_FOUND: 404,
    Code.RESOURCE_EXHAUSTED: 429,
    Code.INTERNAL: 500,
    Code.UNIMPLEMENTED: 501,
    Code.UNAVAILABLE: 503,
    Code.DEADLINE_EXCEEDED: 504,
}
"""The HTTP statuses that the protocol prescribes for codes."""

_UNSUPPORTED = 415
"""The status for a content type or encoding that is not supported."""

_JSON, _PROTO, _NDJSON = "application/json", "application/proto", "application/x-ndjson"
_CONNECT_JSON, _CONNECT_PROTO = "application/connect+json", "application/connect+proto"

_TIMEOUT_KEY = "connect-timeout-ms"
_TIMEOUT = re.compile(r"[0-9]{1,10}")
_ENCODING_KEY = "connect-content-encoding"
"""The header with the encoding of the messages of a stream."""
_FRAME = struct.Struct(">BI")
_COMPRESSED, _END = 1, 2
_TYPE_REASON = "CONTENT_TYPE_UNKNOWN"

_SHORT_BYTES = 16 * 2**10
"""Answers up to this size are serialised on the event loop, longer ones on a thread."""

Unary: TypeAlias = Callable[[Any, float | None], Awaitable[Message]]


class ConnectCalls:
    """One ASGI application for the paths of all methods of the service.

    Args:
        calls: Runs the calls.
        house: Provides the reader of messages and the answers.
    """

    def __init__(self, calls: Calls, house: House) -> None:
        self._calls = calls
        self._reader = house.lifecycle.reader
        self._answers = answers = house.answers
        self._methods: dict[str, Unary] = {
            "ProcessArticle": answers.process_article,
            "DigestArticles": answers.digest_articles,
            "TranslateText": answers.translate_text,
            "SummarizeText": answers.summarize_text,
            "CheckTranslation": answers.check_translation,
            "ListModels": answers.list_models,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        name = scope["path_params"]["method"]
        known = name in SERVICE.methods_by_name
        await self._calls.run(
            scope,
            receive,
            send,
            method=f"{SERVICE.full_name}/{name if known else 'Unknown'}",
            system="connectrpc",
            work=self._unknown if not known else self._unary if name in self._methods else self._stream,
            fail=send_failure,
        )

    async def _unknown(self, exchange: Exchange) -> None:
        body = {"code": "unimplemented", "message": f"{SERVICE.full_name} has no such method"}
        await exchange.answer(_HTTP_STATUSES[Code.UNIMPLEMENTED], _JSON, json.dumps(body).encode())

    async def _unary(self, exchange: Exchange) -> None:
        name = exchange.request.path_params["method"]
        self._calls.identify(exchange.request.headers.get("authorization"))
        content_type = _content_type(exchange, (_JSON, _PROTO))
        timeout_s = timeout_s_of(exchange)
        self._answers.expect_admission(name)
        kind = GetMessageClass(SERVICE.methods_by_name[name].input_type)
        message = await self._parsed(await exchange.incoming.read(), kind, content_type)
        response = await exchange.incoming.while_there(self._methods[name](message, timeout_s))
        await exchange.answer(200, content_type, await _written(response, content_type))

    async def _stream(self, exchange: Exchange) -> None:
        self._calls.identify(exchange.request.headers.get("authorization"))
        content_type = _content_type(exchange, (_NDJSON, _CONNECT_JSON, _CONNECT_PROTO))
        timeout_s = timeout_s_of(exchange)
        self._answers.expect_serving()
        await exchange.start(200, content_type)
        encoding = exchange.request.headers.get(_ENCODING_KEY, "")
        framing = _Lines() if content_type == _NDJSON else _Frames(compressed=check_encoding(encoding, _ENCODING_KEY))

        async def requests() -> AsyncIterator[Message | MujazError]:
            async for data in framing.messages(exchange.incoming, self._calls.max_message_bytes):
                try:
                    yield await self._parsed(data, pb.ProcessArticlesRequest, content_type)
                except InvalidInput as error:
                    yield error

        async def write(response: Message) -> None:
            await exchange.write(framing.framed(await _written(response, content_type)))

        await self._answers.process_articles(requests(), write, timeout_s)  # type: ignore[arg-type]
        await exchange.write(framing.end(None), more=False)

    async def _parsed(self, data: bytes, kind: type[Message], content_type: str) -> Message:
        if content_type in (_PROTO, _CONNECT_PROTO):
            message = await self._reader.parse(data, kind)
            if isinstance(message, InvalidInput):
                raise message
            return message
        return await self._reader.parse_json(data, kind)


class _Frames:
    """The protocol's framing of streams: each message follows a byte of flags and its length.

    Args:
        compressed: Messages whose flag says so are gzip.
    """

    def __init__(self, *, compressed: bool = False) -> None:
        self._compressed = compressed

    async def messages(self, incoming: Incoming, max_bytes: int) -> AsyncIterator[bytes]:
        """Splits a body into messages.

        Raises:
            InvalidInput: The body is not made of frames, or a message is too long or cannot be decompressed.
            Overloaded: The server holds too many bodies already.
        """
        buffer = bytearray()
        async for chunk in incoming.chunks():
            buffer += chunk
            while len(buffer) >= _FRAME.size:
                flags, length = _FRAME.unpack_from(buffer)
                if flags & _COMPRESSED and not self._compressed:
                    raise InvalidInput(
                        f"is compressed without a header that says how; send {_ENCODING_KEY}: gzip, or send it "
                        "uncompressed",
                        field="request",
                        reason="MESSAGE_MALFORMED",
                    )
                if length > max_bytes:
                    raise too_long(max_bytes)
                if len(buffer) < _FRAME.size + length:
                    break
                data = bytes(buffer[_FRAME.size : _FRAME.size + length])
                del buffer[: _FRAME.size + length]
                if not flags & _END:
                    yield _inflated(data, max_bytes) if flags & _COMPRESSED else data
            incoming.keep(len(buffer))
        if buffer:
            raise InvalidInput("ends before it is whole", field="request", reason="MESSAGE_MALFORMED")

    def framed(self, data: bytes) -> bytes:
        """Frames one message."""
        return _FRAME.pack(0, len(data)) + data

    def end(self, error: dict[str, Any] | None) -> bytes:
        """The end of a stream, with the error if there was one."""
        data = json.dumps({} if error is None else {"error": error}).encode()
        return _FRAME.pack(_END, len(data)) + data


def _inflated(data: bytes, max_bytes: int) -> bytes:
    """Decompresses a message; raises `InvalidInput` if it is not gzip, or longer than `max_bytes`."""
    inflating = Inflating()
    message = bytearray()
    for piece in inflating.pieces(data):
        message += piece
        if len(message) > max_bytes:
            raise too_long(max_bytes)
    inflating.end()
    return bytes(message)


class _Lines:
    """Messages as lines of JSON. If a stream fails, its last line is the error, an object with a `code`."""

    async def messages(self, incoming: Incoming, max_bytes: int) -> AsyncIterator[bytes]:
        """Splits a body into messages.

        Raises:
            InvalidInput: A line is too long.
            Overloaded: The server holds too many bodies already.
        """
        buffer = bytearray()
        async for chunk in incoming.chunks():
            *lines, rest = chunk.split(b"\n")
            for line in lines:
                buffer += line
                if buffer.strip():
                    yield bytes(buffer)
                buffer.clear()
            buffer += rest
            if len(buffer) > max_bytes:
                raise too_long(max_bytes)
            incoming.keep(len(buffer))
        if buffer.strip():
            yield bytes(buffer)

    def framed(self, data: bytes) -> bytes:
        """Frames one message."""
        return data + b"\n"

    def end(self, error: dict[str, Any] | None) -> bytes:
        """The end of a stream, with the error if there was one."""
        return b"" if error is None else json.dumps(error, ensure_ascii=False).encode() + b"\n"


def error_body(error: MujazError, *, request_id: str) -> dict[str, Any]:
    """An error as JSON of the protocol.

    Args:
        error: The error.
        request_id: Goes into the ErrorInfo.
    """
    status = error_to_status(error, request_id=request_id)
    details = []
    for packed in status.details:
        value = base64.b64encode(packed.value).decode().rstrip("=")
        shown = json_format.MessageToDict(packed)
        name = packed.TypeName()
        details.append({"type": name, "value": value, "debug": {k: v for k, v in shown.items() if k != "@type"}})
    # The protocol has a code of its own for an encoding, which gRPC never lets come this far.
    code = Code.UNIMPLEMENTED if error.reason == ENCODING_REASON else status.code
    return {"code": Code.Name(code).lower(), "message": status.message, "details": details}


def http_status_of(error: MujazError) -> int:
    """The HTTP status of an error, in APIs other than Connect."""
    if error.reason in (ENCODING_REASON, _TYPE_REASON):
        return _UNSUPPORTED
    return _HTTP_STATUSES.get(code_of(error), 500)


async def send_error(exchange: Exchange, error: MujazError, body: dict[str, Any], status: int) -> None:
    """Sends an error as a complete answer, with the time after which another try makes sense.

    Args:
        exchange: The exchange that failed.
        error: The error.
        body: The JSON to send.
        status: The HTTP status.
    """
    delay_s = retry_delay_s(error)
    headers = {} if delay_s is None else {"retry-after": str(max(1, round(delay_s)))}
    if isinstance(error, Unauthenticated):
        headers["www-authenticate"] = "Bearer"
    data = json.dumps(body, ensure_ascii=False).encode()
    await exchange.answer(status, _JSON, data, headers)


async def send_failure(exchange: Exchange, error: MujazError) -> None:
    """Sends an error in the form of the protocol: as the end of a stream that has begun, else as the answer."""
    body = error_body(error, request_id=exchange.request_id)
    if not exchange.started:
        unknown_encoding = error.reason == ENCODING_REASON
        status = _HTTP_STATUSES[Code.UNIMPLEMENTED] if unknown_encoding else http_status_of(error)
        await send_error(exchange, error, body, status)
        return
    framing = _Lines() if _sent_type(exchange) == _NDJSON else _Frames()
    await exchange.write(framing.end(body), more=False)


async def _written(message: Message, content_type: str) -> bytes:
    write = _proto if content_type in (_PROTO, _CONNECT_PROTO) else _json
    if message.ByteSize() <= _SHORT_BYTES:
        return write(message)
    return await asyncio.to_thread(write, message)


def _proto(message: Message) -> bytes:
    return message.SerializeToString()


def _json(message: Message) -> bytes:
    return to_json(message, indent=None).encode()


def _sent_type(exchange: Exchange) -> str:
    return exchange.request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _content_type(exchange: Exchange, known: tuple[str, ...]) -> str:
    sent = _sent_type(exchange)
    if sent not in known:
        raise InvalidInput(
            f"is not supported by this method; send one of {', '.join(known)}",
            field="content-type",
            reason=_TYPE_REASON,
        )
    exchange.incoming.is_compressed()  # or an error, before a stream begins
    return sent


def timeout_s_of(exchange: Exchange) -> float | None:
    """Seconds that are left until the deadline of a request; None if it sets none. Raises `InvalidInput`."""
    sent = exchange.request.headers.get(_TIMEOUT_KEY)
    if sent is None:
        return None
    if not _TIMEOUT.fullmatch(sent):
        raise InvalidInput("is not a number of milliseconds", field=_TIMEOUT_KEY, reason="TIMEOUT_MALFORMED")
    return max(0.0, int(sent) / 1000 - CURRENT_CALL.get().age_s)
