"""The journal of a job: what is done, what failed and why, and by what. Every commit survives a power cut.

Results are written in the order of the input, so what is done is always a beginning of the input, and one row says
where it ends: here, and in the file of results. A commit brings first the results to the disk and then that row. After
a crash the file of results may be longer than the row says; what is beyond is cut off and done again.
"""

import contextlib
import errno
import fcntl
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import Enum
from pathlib import Path
from typing import IO

from mujaz.errors import ConfigError
from mujaz.jobs.records import START, FailedRecord, Failure, Position

_FORMAT = "1"
DATABASE = "journal.sqlite"
_LOCK = "lock"
_CHECKPOINT = "checkpoint"
_LOCK_TIMEOUT_S = 1.0
"""Somebody who asks for the status holds the lock for a moment."""

_CHOICE = "add --restart to begin anew and lose what is done"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failure (
    round INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, place TEXT NOT NULL,
    reason TEXT NOT NULL, message TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (round, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, number INTEGER NOT NULL, round INTEGER NOT NULL) WITHOUT ROWID;
"""


class State(Enum):
    """How far a job is."""

    RUNNING = "running"
    """Not all of the input is done, whether or not somebody works on it now."""
    COMPLETE = "complete"
    """All of the input is done, and the output not yet in its place."""
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is done for good.

    Args:
        state: How far the job is.
        round: 1, and one more for each time that failures were tried again.
        records: How many of the input are done or failed in this round.
        position: Where the last of them begins in the input.
        last_id: Id of the last of these records.
        read_bytes: How much of the input that is.
        total_bytes: How much there is; 0 where nobody knows.
        written_bytes: How long the file of results is.
        done: Records with a result.
        failed: Records without.
        busy_s: Seconds for which somebody has worked on it.
        time_s: When this was written, in seconds since 1970.
    """

    state: State = State.RUNNING
    round: int = 1
    records: int = 0
    position: Position = START
    last_id: str = ""
    read_bytes: int = 0
    total_bytes: int = 0
    written_bytes: int = 0
    done: int = 0
    failed: int = 0
    busy_s: float = 0.0
    time_s: float = 0.0


class Journal:
    """The journal of one job, open for writing by this process alone.

    Args:
        folder: Where it lies; made if need be.
        restart: Forget what was there.

    Raises:
        ConfigError: Another process has it open, or it is damaged.
    """

    def __init__(self, folder: Path, *, restart: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as held:
            held.enter_context(take_lock(folder, timeout_s=_LOCK_TIMEOUT_S))
            if restart:
                for path in folder.iterdir():
                    if path.is_file() and path.name != _LOCK:
                        path.unlink()
            self._db = sqlite3.connect(folder / DATABASE, isolation_level=None)
            held.callback(self._db.close)
            with explained(folder):
                self._open()
            self._held = held.pop_all()

    def identify(self, identity: Mapping[str, str]) -> None:
        """Notes what the job is made of, or holds it against what was noted before.

        A job of which no article is done, as one with a wrong field begins, has nothing to lose and begins anew.

        Args:
            identity: Whatever must not change while the job lasts, by name.

        Raises:
            ConfigError: Something of it has changed.
        """
        known = self._identity
        if known.setdefault("journal", _FORMAT) != _FORMAT:
            raise ConfigError(f"{self.folder} was made by another version of Mujaz; {_CHOICE}", reason="JOB_CHANGED")
        changed = [
            f"{name} was {known[name] or 'nothing'} and is now {value or 'nothing'}"
            for name, value in identity.items()
            if known.get(name, value) != value
        ]
        if changed and not self.checkpoint.done:
            self._begin_anew()
        elif changed:
            raise ConfigError(
                f"this job was begun otherwise: {'; '.join(changed)}. Go on as it was begun, or add --restart to "
                f"begin anew and lose what is done ({self.checkpoint.done:,} articles)",
                reason="JOB_CHANGED",
            )
        known.update(identity)
        self._db.executemany("INSERT OR REPLACE INTO job VALUES (?, ?)", known.items())

    def claim(self, id_: str, number: int) -> int | None:
        """Gives an id to a record.

        Args:
            id_: The id.
            number: The record's.

        Returns:
            None if it was free, else the number of the record that has it, which may be this one.
        """
        taken = self._db.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (id_, number, self.checkpoint.round)
        ).rowcount
        if taken:
            return None
        (earlier,) = self._db.execute("SELECT number FROM seen WHERE id = ?", (id_,)).fetchone()
        return int(earlier)

    def commit(self, checkpoint: Checkpoint, failures: Sequence[FailedRecord] = ()) -> None:
        """Makes what is done last. The results must be on the disk already.

        Args:
            checkpoint: Up to where.
            failures: What failed since the last commit.
        """
        checkpoint = replace(checkpoint, time_s=time.time())
        rows = ((checkpoint.round, one.number, one.id, one.place, *astuple(one.failure)) for one in failures)
        self._db.executemany("INSERT INTO failure VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.execute("INSERT OR REPLACE INTO job VALUES (?, ?)", (_CHECKPOINT, _to_json(checkpoint)))
        self._db.execute("COMMIT")
        self.checkpoint = checkpoint
        self._db.execute("BEGIN IMMEDIATE")

    def failures(self, round_: int) -> Iterator[FailedRecord]:
        """What failed in a round, in the order of the input."""
        rows = self._db.execute(
            "SELECT number, id, place, reason, message, field FROM failure WHERE round = ? ORDER BY number", (round_,)
        )
        for number, id_, place, reason, message, field in rows:
            failure = Failure(reason=reason, message=message, field=field)
            yield FailedRecord(number=number, id=id_, place=place, failure=failure)

    def finish(self) -> None:
        """Notes that the output is in its place, and forgets the rounds before."""
        self._db.execute("DELETE FROM failure WHERE round < ?", (self.checkpoint.round,))
        self.commit(replace(self.checkpoint, state=State.FINISHED))

    def begin_round(self) -> None:
        """Begins the input anew, for another try at what failed."""
        self.commit(Checkpoint(round=self.checkpoint.round + 1, busy_s=self.checkpoint.busy_s))

    def close(self) -> None:
        """Lets another process have it. What was not committed is forgotten."""
        with contextlib.suppress(sqlite3.Error):  # a full disk has ended the transaction already
            self._db.execute("ROLLBACK")
        with self._held:
            if not self.checkpoint.time_s:  # nothing was ever done
                shutil.rmtree(self.folder)

    def _begin_anew(self) -> None:
        self._db.execute("DELETE FROM failure")
        self._db.execute("DELETE FROM seen")
        self._db.execute("DELETE FROM job WHERE name = ?", (_CHECKPOINT,))
        self.checkpoint = Checkpoint()

    def _open(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)
        self.checkpoint, self._identity = read_journal(self._db)
        self._db.execute("BEGIN IMMEDIATE")
        # Ids are claimed when records are read, which is before they are done.
        self._db.execute(
            "DELETE FROM seen WHERE round = ? AND number >= ?", (self.checkpoint.round, self.checkpoint.records)
        )


def take_lock(folder: Path, *, timeout_s: float = 0.0) -> IO[bytes]:
    """Locks a folder for as long as the file is open and the process alive; no fork, no kill leaves it behind."""
    lock = open(folder / _LOCK, "ab")  # noqa: SIM115
    give_up_s = time.monotonic() + timeout_s
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up_s:
                lock.close()
                raise ConfigError(f"another process works on this job ({folder})", reason="JOB_RUNNING") from None
            time.sleep(0.05)
        else:
            return lock


def read_journal(db: sqlite3.Connection) -> tuple[Checkpoint, dict[str, str]]:
    """The last commit of a journal, and what the job is made of."""
    identity = dict(db.execute("SELECT name, value FROM job"))
    checkpoint = identity.pop(_CHECKPOINT, None)
    return Checkpoint() if checkpoint is None else _from_json(checkpoint), identity


def _to_json(checkpoint: Checkpoint) -> str:
    return json.dumps({**asdict(checkpoint), "state": checkpoint.state.value})


def _from_json(text: str) -> Checkpoint:
    values = json.loads(text)
    return Checkpoint(**{**values, "state": State(values["state"]), "position": Position(**values["position"])})


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Says of errors of SQLite what they mean for the job, but for a full disk, which is no fault of the journal."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_full(error):
            raise
        raise ConfigError(
            f"the journal in {folder} cannot be read ({error}); {_CHOICE}", reason="JOB_DAMAGED"
        ) from None


def is_full(error: Exception) -> bool:
    """Whether an error of SQLite or the system means that the disk, a quota or a limit on file sizes is full."""
    if isinstance(error, sqlite3.Error):
        return error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
