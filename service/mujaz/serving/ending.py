"""The start and end of a call: the end is counted, logged and noted on its span before the caller gets the answer."""

import structlog
from google.rpc.code_pb2 import Code

from mujaz.errors import MujazError
from mujaz.observability import metrics
from mujaz.serving.call import Call
from mujaz.serving.tracing import note_end

_QUIET = {Code.OK, Code.INVALID_ARGUMENT, Code.NOT_FOUND, Code.CANCELLED}
"""Codes that do not point to a problem of the server. The others are logged as warnings, and INTERNAL as an error."""

_log = structlog.get_logger()


def begin(call: Call) -> None:
    """Counts a new call, and puts its id into each of its log lines."""
    structlog.contextvars.bind_contextvars(request_id=call.request_id)
    metrics.CALLS_STARTED.labels(call.method).inc()


def finish(call: Call, code: int, failure: MujazError | None = None, cause: BaseException | None = None) -> None:
    """Counts and logs the end of a call.

    Args:
        call: The call.
        code: The number of its status, a `google.rpc.Code`.
        failure: What the caller is told, if it failed.
        cause: What was raised; its trace is logged if the code is INTERNAL.
    """
    duration_s = call.age_s
    name = Code.Name(code)
    metrics.CHARACTERS.inc(call.chars)
    metrics.CALL_DURATION.labels(call.method, name).observe(duration_s)
    fields = {
        "method": call.method,
        "code": name,
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
    if code == Code.INTERNAL:
        _log.error("call", exc_info=cause, **fields)
    elif code in _QUIET:
        _log.info("call", **fields)
    else:
        _log.warning("call", **fields)
