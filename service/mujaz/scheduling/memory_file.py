"""The part of the translation memory that outlives a process: one SQLite file, which several processes may share.

It only saves time, so an error in it must never cost an article. If the file cannot be used, the log says so once and
everything goes on without it.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_BUSY_MS = 100
"""How long an article waits while another process writes; decoding would take no longer."""

_OPEN_S = 5.0
"""How long to wait at the start, when several processes may create the file at once."""

_RETRY_S = 0.02

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS hypotheses (age INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)"
)

logger = logging.getLogger(__name__)


class MemoryFile:
    """Values by key. Every method may be called from several threads at once, and none raises.

    Args:
        path: The file. It is created if it does not exist, readable for this account only.
        max_bytes: The largest size of the file; beyond it, the oldest values are dropped.
    """

    def __init__(self, path: Path, *, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        try:
            self._connection: sqlite3.Connection | None = _open(path)
        except (sqlite3.Error, OSError) as error:
            self._connection = None
            self._give_up(error)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Returns the values of those keys that are in the file."""
        with self._lock:
            connection = self._connection
            return {} if connection is None else self._try(lambda: _select(connection, keys), {})

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Writes values, replacing older ones of the same keys."""
        with self._lock:
            connection = self._connection
            if connection is not None:
                self._try(lambda: self._write(connection, values), None)

    def close(self) -> None:
        """Closes the file. Afterwards nothing is found in it."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _write(self, connection: sqlite3.Connection, values: Mapping[bytes, bytes]) -> None:
        with connection:
            connection.executemany("INSERT OR REPLACE INTO hypotheses (key, value) VALUES (?, ?)", values.items())
            while _used_bytes(connection) > self._max_bytes and _forget_oldest(connection):
                pass

    def _try(self, work: Callable[[], T], otherwise: T) -> T:
        """Runs work on the file; returns `otherwise` if it fails. Any error but a busy file ends its use."""
        try:
            return work()
        except sqlite3.Error as error:
            if not _is_busy(error):
                self._give_up(error)
            return otherwise

    def _give_up(self, error: Exception) -> None:
        logger.warning("the translation memory %s cannot be used, going on without it: %s", self._path, error)
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # it holds texts; SQLite would make it readable for others
    connection = sqlite3.connect(path, timeout=_OPEN_S, check_same_thread=False)
    deadline_s = time.monotonic() + _OPEN_S
    while True:  # SQLite refuses at once, without waiting, if two processes switch a file to WAL at the same moment
        try:
            return _set_up(connection)
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline_s:
                connection.close()
                raise
            time.sleep(_RETRY_S)


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait for each other
    connection.execute("PRAGMA synchronous = NORMAL")  # a crash may lose the newest values, but not the file
    connection.execute(_SCHEMA)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    return connection


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether the error only means that another process holds the file for the moment."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _select(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    query = "SELECT value FROM hypotheses WHERE key = ?"
    rows = ((key, connection.execute(query, (key,)).fetchone()) for key in keys)
    return {key: row[0] for key, row in rows if row is not None and isinstance(row[0], bytes)}


def _used_bytes(connection: sqlite3.Connection) -> int:
    """The size of the file without its free pages, which SQLite fills before the file grows."""
    pages, free, page_bytes = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * page_bytes)


def _forget_oldest(connection: sqlite3.Connection) -> bool:
    """Deletes about the oldest hundredth; returns False if nothing was left."""
    query = "DELETE FROM hypotheses WHERE age <= (SELECT min(age) + (max(age) - min(age)) / 100 FROM hypotheses)"
    return connection.execute(query).rowcount > 0
