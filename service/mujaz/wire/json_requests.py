"""Reads requests in protobuf JSON, whose size is checked first. Error messages never quote a text of the request."""

import json
import re
from typing import TypeVar, cast

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

from mujaz.errors import InvalidInput
from mujaz.wire.fields import MAX_FIELDS

M = TypeVar("M", bound=Message)

_MAX_DEPTH = 32
"""The most levels of nesting; a request has five."""

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_STEPS = re.compile(r"(?:Failed to parse \w{1,50} field: )*", re.ASCII)
_STEP = re.compile(r"parse (\w+) field", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w{0,50}", re.ASCII)


def message_from_json(data: bytes, kind: type[M]) -> M:
    """Reads a request, with field names as in the proto or in camel case.

    Args:
        data: The bytes as they arrived, in UTF-8.
        kind: The expected message type.

    Raises:
        InvalidInput: It is not JSON of that message, or has more values than any request needs.
    """
    _check_size(data)
    descriptor = cast(Descriptor, kind.DESCRIPTOR)
    try:
        value = json.loads(data)
    except RecursionError:
        raise _malformed("is nested too deeply") from None
    except UnicodeDecodeError:
        raise _malformed("is not UTF-8") from None
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        raise _malformed(f"is not JSON: {what} at line {error.lineno:,}, column {error.colno:,}") from None
    except ValueError:  # a number with too many digits
        raise _malformed("has a number that is too long") from None
    if not isinstance(value, dict):
        raise _malformed(f"must be an object, whose {_fields_of(descriptor)}")
    try:
        return json_format.ParseDict(value, kind(), max_recursion_depth=_MAX_DEPTH)
    except (json_format.ParseError, ValueError, TypeError, RecursionError, SystemError) as error:
        # SystemError is what a name with half of a surrogate pair makes of the library's lookup.
        raise _misshapen(value, descriptor, "") or _bad_value(str(error)) from None


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


def _misshapen(value: object, kind: Descriptor, path: str) -> InvalidInput | None:
    """Finds what has not the form of its message: no object, no list, or a field that the message does not have.

    Args:
        value: A part of the request.
        kind: The message that it should be.
        path: Its path in the request; empty for the whole.
    """
    if not isinstance(value, dict):
        return _malformed(f"must be an object, whose {_fields_of(kind)}", path)
    fields = {name: field for field in kind.fields for name in (field.name, field.json_name)}
    for name, part in value.items():
        field = fields.get(name)
        if field is None:
            shown = name if _NAME.fullmatch(name) else "of that name"
            return _malformed(f"has no field {shown}; its {_fields_of(kind)}", path)
        where = f"{path}.{field.name}".removeprefix(".")
        if part is None or field.message_type is None:
            continue
        if field.is_repeated and not isinstance(part, list):
            return _malformed("must be a list", where)
        items = [(f"{where}[{i}]", item) for i, item in enumerate(part)] if field.is_repeated else [(where, part)]
        for place, item in items:
            fault = _misshapen(item, field.message_type, place)
            if fault is not None:
                return fault
    return None


def _bad_value(library_message: str) -> InvalidInput:
    """The error about a value that its field cannot take. It quotes no text, as the library's message may do."""
    steps = _STEPS.match(library_message)
    path = ".".join(_STEP.findall(steps[0])) if steps else ""
    return _malformed("has a value that its field cannot take; /api shows what each field takes", path)


def _fields_of(kind: Descriptor) -> str:
    names = ", ".join(field.name for field in kind.fields)
    return f"fields are {names or 'none'}"


def _malformed(what: str, path: str = "") -> InvalidInput:
    return InvalidInput(what, field=path or "request", reason="JSON_MALFORMED")
