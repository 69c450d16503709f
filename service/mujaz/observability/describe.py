"""Describes exceptions for logs. Worker processes need this alone, and a logging library takes long to import."""

import traceback

from mujaz.errors import MujazError

_MAX_CAUSES = 5


def describe(error: BaseException) -> str:
    """Describes an exception and its causes by types and places in the code, innermost call last."""
    parts: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(parts) < _MAX_CAUSES:
        name = f"{type(cause).__module__}.{type(cause).__qualname__}"
        shown = f"{name}: {cause.message}" if isinstance(cause, MujazError) else name
        places = (
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)
        )
        parts.append("\n".join([shown, *places]))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\ncaused by ".join(parts)
