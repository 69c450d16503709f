"""Every error that Mujaz raises on purpose.

    MujazError
    ├── InvalidInput        the caller's text or options: names the field, the limit and what to do
    ├── NotFound            something named by the caller does not exist
    ├── Unauthenticated     the caller did not say who it is, or nobody knows it
    ├── Overloaded          no room now; says when to try again
    ├── DeadlineExceeded    the caller's time is over, or too short to start
    ├── NotReady            the server is starting or stopping
    ├── ConfigError         a setting: unknown, unreadable or out of range
    ├── ModelError          a model folder: missing, damaged, unsupported
    │   └── ModelCorrupted  a file is not what its hash says
    ├── EngineError         a model that failed while it ran
    │   └── EngineHung      a model that does not come back
    └── JobError            a batch job that cannot go on; what it has done is kept

`reason` is a stable UPPER_SNAKE_CASE word that programs may compare; the message is for people and may change.
"""

from typing import Any


class MujazError(Exception):
    """Base of the family.

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
        """Errors go from worker processes to their parents; as others are pickled, those with keywords would not."""
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
    """The caller has no token, or one that is not known."""

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
    """The caller's deadline has passed, or cannot be met any more."""

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
    """A model file is not what its recorded hash says."""

    reason = "MODEL_CORRUPTED"


class EngineError(MujazError):
    """A model failed while it ran."""

    reason = "ENGINE"


class EngineHung(EngineError):
    """A model does not come back, and the thread that it runs on cannot be ended but with the process."""

    reason = "ENGINE_HUNG"


class JobError(MujazError):
    """A batch job cannot go on. What it has done is kept."""

    reason = "JOB"


def _remade(kind: type[MujazError], args: tuple[object, ...]) -> MujazError:
    return kind.__new__(kind, *args)


def first_line(error: Exception) -> str:
    """What a library's error says, without the lines of advice that follow."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
