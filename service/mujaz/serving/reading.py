"""Reads messages off the event loop: parses their bytes and converts them to the values of `mujaz.types`."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar, cast

from google.protobuf.descriptor import Descriptor
from google.protobuf.message import DecodeError, Message

from mujaz.errors import InvalidInput
from mujaz.wire.fields import check_fields
from mujaz.wire.json_requests import message_from_json

M = TypeVar("M", bound=Message)
T = TypeVar("T")
P = ParamSpec("P")

_SHORT_BYTES = 16 * 2**10
"""Messages up to this size are read on the event loop, in at most 4 ms; under load, a thread would take longer."""


class Reader:
    """Reads the messages of one server, the long ones on a thread.

    There is just one thread, as every thread competes with the event loop for the interpreter lock.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mujaz-reader")

    async def parse(self, data: bytes, kind: type[M]) -> M | InvalidInput:
        """Parses a message.

        Args:
            data: The bytes of the message.
            kind: The expected type.

        Returns:
            The message, or the error if it cannot be parsed. If it were raised, gRPC would replace it by its own.
        """
        return await self._run(len(data), _parsed, data, kind)

    async def parse_json(self, data: bytes, kind: type[M]) -> M:
        """Parses a message in JSON.

        Args:
            data: The bytes of the message.
            kind: The expected type.

        Raises:
            InvalidInput: The bytes are not such a message.
        """
        return await self._run(len(data), message_from_json, data, kind)

    async def convert(self, message: Message, convert: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Converts a message to a value of `mujaz.types`.

        Args:
            message: The message; a long one is converted on the thread.
            convert: The conversion; what it raises is raised.
            args: For `convert`.
            kwargs: For `convert`.
        """
        return await self._run(message.ByteSize(), convert, *args, **kwargs)

    async def apart(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a function that may take long on the reader's thread.

        Args:
            function: The function; what it raises is raised.
            args: For `function`.
            kwargs: For `function`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """Ends the thread after its current task."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self, size_bytes: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if size_bytes <= _SHORT_BYTES:
            return function(*args, **kwargs)
        return await self.apart(function, *args, **kwargs)


def _parsed(data: bytes, kind: type[M]) -> M | InvalidInput:
    try:
        check_fields(data, cast(Descriptor, kind.DESCRIPTOR))
        return kind.FromString(data)
    except InvalidInput as error:
        return error
    except DecodeError as error:
        problem = "a text in it is not valid UTF-8" if "UTF-8" in str(error) else "its bytes are no such message"
        return InvalidInput(f"cannot be read: {problem}", field="request", reason="MESSAGE_MALFORMED")
