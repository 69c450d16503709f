"""Lines of JSON, which schemathesis does not know by itself."""

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx: Any, value: Any) -> bytes:
    """A value, or the values of a list, a line each."""
    values = value if isinstance(value, list) else [value]
    return b"".join(json.dumps(each).encode() + b"\n" for each in values)


@schemathesis.deserializer("application/x-ndjson")
def first_answer(ctx: Any, response: Any) -> Any:
    """The first answer that is no error of the whole call; the others have the same form."""
    answers = [json.loads(line) for line in response.content.splitlines()]
    return next((answer for answer in answers if "code" not in answer), {})
