"""Reads requests in protobuf JSON, whose size is checked first. Error messages never quote a text of the request."""

import json
import re
from typing import TypeVar

from google.protobuf import json_format
from google.protobuf.message import Message

from mujaz.errors import InvalidInput
from mujaz.wire.fields import MAX_FIELDS

M = TypeVar("M", bound=Message)

_MAX_DEPTH = 32
"""The most levels of nesting; a request has five."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_STEPS = re.compile(r"(?:Failed to parse \w{1,50} field: )*", re.ASCII)
_STEP = re.compile(r"parse (\w+) field", re.ASCII)
_UNKNOWN_NAME = re.compile(r'has no field named "([A-Za-z_]\w{0,50})"', re.ASCII)


def message_from_json(data: bytes, kind: type[M]) -> M:
    """Reads a request, with field names as in the proto or in camel case.

    Args:
        data: The bytes as they arrived, in UTF-8.
        kind: The expected message type.

    Raises:
        InvalidInput: It is not JSON of that message, or has more values than any request needs.
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
    except ValueError:  # a number with too many digits
        raise _malformed("has a number that is too long") from None
    if not isinstance(value, dict):
        raise _malformed(f"is not a JSON object with the fields of {kind.DESCRIPTOR.full_name}")
    try:
        return json_format.ParseDict(value, kind(), max_recursion_depth=_MAX_DEPTH)
    except (json_format.ParseError, ValueError, TypeError, RecursionError) as error:
        raise _mismatch(str(error), kind) from None


def _check_size(data: bytes) -> None:
    """Counts values by commas and brackets; only if there are many are those within strings left out."""
    if sum(map(data.count, (b",", b"{", b"["))) <= MAX_FIELDS:
        return
    bare = _STRING.sub(b"", data)
    if sum(map(bare.count, (b",", b"{", b"["))) > MAX_FIELDS:
        raise InvalidInput(
            f"has more values than the {MAX_FIELDS:,} that a request may have; send less at once",
            field="request",
            reason="TOO_MANY_FIELDS",
        )


def _mismatch(library_message: str, kind: type[Message]) -> InvalidInput:
    """The error about JSON that does not fit the message type. It quotes no text, as the library's message may do."""
    steps = _STEPS.match(library_message)
    path = ".".join(_STEP.findall(steps[0])) if steps else ""
    unknown = _UNKNOWN_NAME.search(library_message)
    what = f"has no field {unknown[1]}" if unknown else "has a value that its field cannot take"
    return InvalidInput(
        f"{what}; the fields are those of {kind.DESCRIPTOR.full_name}",
        field=path or "request",
        reason="JSON_MALFORMED",
    )


def _malformed(what: str) -> InvalidInput:
    return InvalidInput(what, field="request", reason="JSON_MALFORMED")
