"""Structured logs on standard error, one line for each event, without any text of an article.

An exception's message may quote an article. A traceback in the log therefore names types, files and lines, and quotes
only the messages of `MujazError`s, which never contain text.
"""

import asyncio
import contextlib
import io
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from mujaz.config import Settings
from mujaz.observability.describe import describe


class _LossyStream(io.TextIOBase):
    """A stream that drops what cannot be written. A full disk under the log must not fail the call that is logged.

    Args:
        stream: Where to write.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()


def configure_logs(settings: Settings) -> None:
    """Sends the events of Mujaz and of its libraries to standard error, as `log_format` and `log_level` say.

    Args:
        settings: The settings of this process.
    """
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        trace_without_texts,
    ]
    renderer = _renderer(settings.log_format)
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _LossyStream(sys.stderr))),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    logging.captureWarnings(True)


def trace_without_texts(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A structlog processor: turns `exc_info` into the fields `error` (its type) and `trace`, without messages."""
    error = event.pop("exc_info", None)
    if error is True or isinstance(error, tuple):
        error = sys.exc_info()[1] if error is True else error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["trace"] = describe(error)
    return event


def log_loop_error(_loop: asyncio.AbstractEventLoop, context: MutableMapping[str, Any]) -> None:
    """Logs an error that nothing awaited; the event loop's own handler would print the exception's message."""
    structlog.get_logger().error("loop_error", message=context["message"], exc_info=context.get("exception"))


def _renderer(log_format: str) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
