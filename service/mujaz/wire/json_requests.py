"""Requests as protobuf JSON, checked before anything is made of them. What is said of them quotes no text of theirs."""

import json
import re
from typing import TypeVar

from google.protobuf import json_format
from google.protobuf.message import Message

from mujaz.errors import InvalidInput
from mujaz.wire.fields import MAX_FIELDS

M = TypeVar("M", bound=Message)

_MAX_DEPTH = 32
"""Levels of nesting; a request has five."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_STEPS = re.compile(r"(?:Failed to parse \w{1,50} field: )*", re.ASCII)
_STEP = re.compile(r"parse (\w+) field", re.ASCII)
_UNKNOWN_NAME = re.compile(r'has no field named "([A-Za-z_]\w{0,50})"', re.ASCII)


def message_from_json(data: bytes, kind: type[M]) -> M:
    """Reads a request, with the names of the proto or in camel case.

    Args:
        data: UTF-8 as it came.
        kind: What it is to be.

    Raises:
        InvalidInput: It is no such JSON, or has more values than any request needs.
    """
    _check_size(data)
    try:
        value = json.loads(data)
    except RecursionError:
        raise _malformed("is nested too deeply") from None
    except UnicodeDecodeError:
        raise _malformed("is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _malformed(f"is not JSON: {error.msg} at byte {error.pos:,}") from None
    except ValueError:  # a number of too many digits
        raise _malformed("has a number that is too long") from None
    if not isinstance(value, dict):
        raise _malformed(f"is not a JSON object with the fields of {kind.DESCRIPTOR.full_name}")
    try:
        return json_format.ParseDict(value, kind(), max_recursion_depth=_MAX_DEPTH)
    except (json_format.ParseError, ValueError, TypeError, RecursionError) as error:
        raise _unlike(str(error), kind) from None


def _check_size(data: bytes) -> None:
    """Counts values by the marks between them, once those within texts are out of the way."""
    if sum(map(data.count, (b",", b"{", b"["))) <= MAX_FIELDS:
        return
    bare = _STRING.sub(b"", data)
    if sum(map(bare.count, (b",", b"{", b"["))) > MAX_FIELDS:
        raise InvalidInput(
            f"has more values than the {MAX_FIELDS:,} that a request may have; send less at once",
            field="request",
            reason="TOO_MANY_FIELDS",
        )


def _unlike(said: str, kind: type[Message]) -> InvalidInput:
    """The error about JSON that is no such message, without the library's words, which may quote a text."""
    steps = _STEPS.match(said)
    path = ".".join(_STEP.findall(steps[0])) if steps else ""
    unknown = _UNKNOWN_NAME.search(said)
    what = f"has no field {unknown[1]}" if unknown else "has a value that its field cannot take"
    return InvalidInput(
        f"{what}; the fields are those of {kind.DESCRIPTOR.full_name}",
        field=path or "request",
        reason="JSON_MALFORMED",
    )


def _malformed(what: str) -> InvalidInput:
    return InvalidInput(what, field="request", reason="JSON_MALFORMED")
