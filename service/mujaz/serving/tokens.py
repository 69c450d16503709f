"""Who may call, and how much: bearer tokens, stored only as hashes."""

import asyncio
import hashlib
import hmac
import re
import time
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import structlog
from pydantic import Field, TypeAdapter, ValidationError

from mujaz.errors import ConfigError, InvalidInput, Overloaded, Unauthenticated

TOKEN_KEY = "authorization"  # noqa: S105 - the name of a header
_SCHEME = "Bearer "
_METADATA = "the metadata `authorization: Bearer TOKEN`"
_TOKEN = re.compile(rb"\s*[\w.~+/-]{16,}=*\s*")
"""A file that a caller has, with nothing but its token."""

_CHECK_EVERY_S = 2.0
_MINUTE_S = 60.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEntry:
    """One caller in the tokens file.

    Args:
        name: The caller's name, for the log.
        sha256: Hash of the token, 64 hexadecimal digits. A token is 32 random bytes, so a plain hash cannot be guessed.
        max_article_chars: The longest article, title included, in code points; None for the server's own limit.
        articles_per_minute: The most articles and texts per minute, which may all come at once; None for no limit.
    """

    name: Annotated[str, Field(min_length=1, max_length=64)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    max_article_chars: Annotated[int, Field(ge=1)] | None = None
    articles_per_minute: Annotated[int, Field(ge=1)] | None = None


@dataclass(slots=True)
class Caller:
    """A caller, and what is left of its allowance.

    Args:
        entry: The caller's entry in the tokens file.
    """

    entry: TokenEntry
    _left: float = field(init=False)
    _counted_s: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._counted_s = float(self.entry.articles_per_minute or 0), time.monotonic()

    def check_length(self, chars: int) -> None:
        """Refuses an article or text that is too long.

        Args:
            chars: Its length in code points.

        Raises:
            InvalidInput: It is longer than this caller may send.
        """
        limit = self.entry.max_article_chars
        if limit is not None and chars > limit:
            raise InvalidInput(
                f"has {chars} characters with its title; this token may send {limit} (max_article_chars)",
                field="article",
                reason="TEXT_TOO_LONG",
            )

    def admit(self) -> None:
        """Counts one article or text, even if it is refused later, as refusing is work too.

        Raises:
            Overloaded: The allowance is used up; says when the caller may send again.
        """
        rate = self.entry.articles_per_minute
        if rate is None:
            return
        now_s = time.monotonic()
        self._left = min(float(rate), self._left + (now_s - self._counted_s) * rate / _MINUTE_S)
        self._counted_s = now_s
        if self._left < 1:
            delay_s = (1 - self._left) * _MINUTE_S / rate
            raise Overloaded(
                f"this token may send {rate} articles a minute (articles_per_minute); send it again in {delay_s:.1f} s",
                retry_delay_s=delay_s,
                reason="RATE_LIMITED",
            )
        self._left -= 1


class Tokens:
    """The callers in a tokens file, which is read again when it changes.

    Args:
        path: A TOML file of `[[token]]` tables, whose keys are those of `TokenEntry`.

    Raises:
        ConfigError: The file cannot be read, is invalid, or has no token.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = self._file_stamp()
        self._callers = _callers(path, {})
        if not self._callers:
            raise ConfigError(
                f"tokens_file {path} has no token, so nobody could call; make one with `mujaz token NAME >> {path}`",
                reason="CONFIG_VALUE",
            )

    def caller(self, metadata: Iterable[tuple[str, str | bytes]] | None, *, place: str = _METADATA) -> Caller:
        """Returns who sent a call.

        Args:
            metadata: The metadata of the call, or its headers.
            place: Where this way of calling has its token, for people who sent none.

        Raises:
            Unauthenticated: The token is missing or unknown.
        """
        values = [value for key, value in metadata or () if key == TOKEN_KEY and isinstance(value, str)]
        token = values[0].removeprefix(_SCHEME) if values and values[0].startswith(_SCHEME) else ""
        if not token:
            raise Unauthenticated(
                f"this server wants a token; send it as {place}",
                reason="TOKEN_MISSING",
            )
        sent = token_hash(token)
        # All tokens are compared, each in constant time, so the time taken reveals nothing about them.
        found = [caller for known, caller in self._callers.items() if hmac.compare_digest(known, sent)]
        if not found:
            raise Unauthenticated("this token is not known here; ask for a new one", reason="TOKEN_UNKNOWN")
        return found[0]

    async def watch(self) -> None:
        """Watches the file for changes until it is cancelled.

        A file that has become invalid changes nothing. A file without any token locks everybody out, with a warning.
        """
        while True:
            await asyncio.sleep(_CHECK_EVERY_S)
            try:
                stamp = await asyncio.to_thread(self._file_stamp)
                if stamp != self._stamp:
                    self._callers = await asyncio.to_thread(_callers, self._path, self._callers)
                    self._stamp = stamp
                    log = _log.info if self._callers else _log.warning
                    log("tokens_read", tokens=len(self._callers))
            except ConfigError as error:
                _log.warning("tokens_unusable", detail=error.message)

    def _file_stamp(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise ConfigError(f"cannot read tokens_file {self._path}: {error.strerror}", reason="CONFIG_FILE") from None
        return found.st_mtime_ns, found.st_size


def token_hash(token: str) -> str:
    """The hash of a token, as it stands in the file."""
    return hashlib.sha256(token.encode()).hexdigest()


def _callers(path: Path, known: dict[str, Caller]) -> dict[str, Caller]:
    """Reads the file. Callers whose entry has not changed keep what is left of their allowance."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot read tokens_file {path}: {error.strerror}", reason="CONFIG_FILE") from None
    try:
        tables = tomllib.loads(data.decode())
        unknown = set(tables) - {"token"}
        if unknown:
            raise ValueError(f"unknown key {sorted(unknown)[0]}; entries are [[token]] tables")
        entries = TypeAdapter(list[TokenEntry], config={"extra": "forbid"}).validate_python(tables.get("token", []))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"tokens_file {path}: token.{where}: {first['msg']}", reason="CONFIG_VALUE") from None
    except (ValueError, RecursionError) as error:  # includes TOML and UTF-8 errors
        hint = (
            "; it seems to hold a token, but must hold what `mujaz token NAME` prints" if _TOKEN.fullmatch(data) else ""
        )
        raise ConfigError(f"tokens_file {path}: {error}{hint}", reason="CONFIG_FILE") from None
    callers = {}
    for entry in entries:
        previous = known.get(entry.sha256)
        callers[entry.sha256] = previous if previous is not None and previous.entry == entry else Caller(entry)
    return callers
