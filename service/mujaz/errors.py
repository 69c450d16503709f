"""Every error that Mujaz raises on purpose.

    MujazError
    ├── InvalidInput        the caller's text or options: names the field, the limit and what to do
    ├── NotFound            something that the caller named does not exist
    ├── Unauthenticated     the caller has no token, or an unknown one
    ├── Overloaded          no room now; says when to try again
    ├── DeadlineExceeded    the caller's deadline has passed, or is too near to start
    ├── NotReady            the server is starting or stopping
    ├── ConfigError         a setting: unknown, unreadable or out of range
    ├── ModelError          a model folder: missing, damaged, unsupported
    │   └── ModelCorrupted  a file does not match its hash
    ├── EngineError         a model that failed while it ran
    │   └── EngineHung      a model that does not return
    └── JobError            a batch job that cannot continue; finished work is kept

`reason` is a stable UPPER_SNAKE_CASE word that programs may compare; the message is for people and may change.
"""

from typing import Any

NOT_THERE = "does not exist; check the name and the current folder"


def why_unreadable(error: OSError) -> str:
    """Says what is wrong with a file that cannot be read; it follows the file's name."""
    return NOT_THERE if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"


class MujazError(Exception):
    """Base class of all errors of Mujaz.

    Args:
        message: What is wrong and what to do about it, in one line, without any text of an article.
        reason: Stable UPPER_SNAKE_CASE word for programs. Each class has a default.
    """

    reason = "MUJAZ_ERROR"

    def __init__(self, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if reason is not None:
            self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the error for worker processes; the default way fails on errors with keyword-only arguments."""
        return _remade, (type(self), self.args), self.__dict__


class InvalidInput(MujazError):
    """The request cannot be served as it is, now or later.

    Args:
        message: As in `MujazError`, without the field's name, which is put before it.
        field: Path of the field to blame, such as `article.body`.
        reason: As in `MujazError`, such as `TEXT_TOO_LONG`.
    """

    reason = "INVALID_INPUT"

    def __init__(self, message: str, *, field: str, reason: str | None = None) -> None:
        super().__init__(f"{field}: {message}", reason=reason)
        self.field = field
        self.description = message


class NotFound(MujazError):
    """Something that the caller named does not exist."""

    reason = "NOT_FOUND"


class Unauthenticated(MujazError):
    """The caller has no token, or an unknown one."""

    reason = "UNAUTHENTICATED"


class Overloaded(MujazError):
    """There is no room for the work now.

    Args:
        message: As in `MujazError`.
        retry_delay_s: Seconds after which another try is sensible.
    """

    reason = "OVERLOADED"

    def __init__(self, message: str, *, retry_delay_s: float, reason: str | None = None) -> None:
        super().__init__(message, reason=reason)
        self.retry_delay_s = retry_delay_s


class DeadlineExceeded(MujazError):
    """The caller's deadline has passed, or can no longer be met."""

    reason = "DEADLINE_EXCEEDED"


class NotReady(MujazError):
    """The server is starting up or shutting down."""

    reason = "NOT_READY"


class ConfigError(MujazError):
    """A setting is unknown, unreadable or out of range."""

    reason = "CONFIG"


class ModelError(MujazError):
    """A model folder is missing, incomplete or of a kind that Mujaz cannot run."""

    reason = "MODEL"


class ModelCorrupted(ModelError):
    """A model file does not match its recorded hash."""

    reason = "MODEL_CORRUPTED"


class EngineError(MujazError):
    """A model failed while it ran."""

    reason = "ENGINE"


class EngineHung(EngineError):
    """A model does not return, and only the end of the process ends the thread that it runs on."""

    reason = "ENGINE_HUNG"


class JobError(MujazError):
    """A batch job cannot continue. Finished work is kept."""

    reason = "JOB"


def _remade(kind: type[MujazError], args: tuple[object, ...]) -> MujazError:
    return kind.__new__(kind, *args)


def first_line(error: Exception) -> str:
    """The first line of a library's error, without the advice that often follows."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
