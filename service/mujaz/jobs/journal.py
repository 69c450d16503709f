"""The journal of a job: what is done, what failed and why, and what it was done with. Commits survive a power cut.

Results are written in the order of the input, so what is done is always a prefix of the input. One row of the journal,
the checkpoint, says where it ends, in the input and in the file of results. A commit writes the results to the disk
first, and then that row. After a crash the file of results may be longer than the row says; the rest of it is cut off
and done again.
"""

import contextlib
import errno
import fcntl
import json
import re
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
"""How long to wait for the lock, as a process that asks for the status holds it for a moment."""

_CHOICE = "add --restart to start over and lose what is done"
_OPTIONS = {
    "input format": "--input-format",
    "fields": "--id-field, --title-field, --body-field",
    "encoding": "--encoding",
    "delimiter": "--delimiter",
    "content type": "--html",
    "output format": "--output-format",
    "glossary": "--glossary",
    "brief": "--no-brief, --max-sentences, --max-words, --style",
    "translation model": "--translation-model",
    "summary model": "--summary-model",
}
"""The options of what a job is started with, by its name."""
_OF_DECODING = {
    "quality": "--quality",
    "beam": "--beam-size",
    "retries": "--max-retries",
    "names": "the names and words shown to the model (--names)",
    "request-glossary": "--glossary",
    "server-glossary": "the glossary of the server",
}
_DIGEST = re.compile(r"[ .]?\(?\b(?:sha256:)?[0-9a-f]{8,64}\b\)?")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failure (
    round INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, place TEXT NOT NULL,
    reason TEXT NOT NULL, message TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (round, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, number INTEGER NOT NULL, round INTEGER NOT NULL) WITHOUT ROWID;
"""


class State(Enum):
    """The state of a job."""

    RUNNING = "running"
    """Some of the input is not done, whether or not a process is working on it."""
    COMPLETE = "complete"
    """All of the input is done, but the output is not yet in place."""
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is committed.

    Args:
        state: The state of the job.
        round: 1, plus 1 for each time that failures were tried again.
        records: The number of records that are done or failed in this round.
        position: Where the last of them begins in the input.
        last_id: The id of the last of them.
        read_bytes: Their size in the input.
        total_bytes: The size of the input; 0 if unknown.
        written_bytes: The size of the file of results.
        done: The number of records with a result.
        failed: The number of records without a result.
        busy_s: The duration of all runs together.
        time_s: When this was committed, in seconds since 1970.
        asked: What the job was asked for by the run that finished it, as in `JobPlan`.
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
    asked: str = ""


class Journal:
    """The journal of one job, open for writing by this process alone.

    Args:
        folder: The folder of the journal; created if it does not exist.
        restart: Discard what is there.

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
        """Records what the job is started with, or compares it with what was recorded before.

        A job with no article done, such as one that was started with a wrong field, has nothing to lose and starts
        over.

        Args:
            identity: What must not change while the job lasts, by name.

        Raises:
            ConfigError: Some of it has changed.
        """
        known = self.identity
        if known.setdefault("journal", _FORMAT) != _FORMAT:
            raise ConfigError(f"{self.folder} was made by another version of Mujaz; {_CHOICE}", reason="JOB_CHANGED")
        changed = [
            _change(name, known[name], value) for name, value in identity.items() if known.get(name, value) != value
        ]
        if changed and not self.checkpoint.done:
            self._start_over()
        elif changed:
            done = self.checkpoint.done
            raise ConfigError(
                f"this job was started differently: {'; '.join(changed)}. Go on as it was started, or add --restart to "
                f"start over and lose what is done ({done:,} article{'s' * (done > 1)})",
                reason="JOB_CHANGED",
            )
        known.update(identity)
        self._db.executemany("INSERT OR REPLACE INTO job VALUES (?, ?)", known.items())

    def claim(self, id_: str, number: int) -> int | None:
        """Claims an id for a record.

        Args:
            id_: The id.
            number: The record's number.

        Returns:
            None if the id was free, else the number of the record that has it, which may be this one.
        """
        taken = self._db.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (id_, number, self.checkpoint.round)
        ).rowcount
        if taken:
            return None
        (earlier,) = self._db.execute("SELECT number FROM seen WHERE id = ?", (id_,)).fetchone()
        return int(earlier)

    def commit(self, checkpoint: Checkpoint, failures: Sequence[FailedRecord] = ()) -> None:
        """Commits what is done. The results must be on the disk already.

        Args:
            checkpoint: What is done; its time is set here.
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
        """Yields what failed in a round, in the order of the input."""
        rows = self._db.execute(
            "SELECT number, id, place, reason, message, field FROM failure WHERE round = ? ORDER BY number", (round_,)
        )
        for number, id_, place, reason, message, field in rows:
            failure = Failure(reason=reason, message=message, field=field)
            yield FailedRecord(number=number, id=id_, place=place, failure=failure)

    def finish(self, asked: str = "") -> None:
        """Records that the output is in place, and what it was asked for; deletes the failures of earlier rounds."""
        self._db.execute("DELETE FROM failure WHERE round < ?", (self.checkpoint.round,))
        self.commit(replace(self.checkpoint, state=State.FINISHED, asked=asked))

    def begin_round(self) -> None:
        """Starts another round over the whole input, to try again what failed."""
        self.commit(Checkpoint(round=self.checkpoint.round + 1, busy_s=self.checkpoint.busy_s))

    def close(self) -> None:
        """Closes the journal, so that another process can open it. What was not committed is lost."""
        with contextlib.suppress(sqlite3.Error):  # a full disk has ended the transaction already
            self._db.execute("ROLLBACK")
        with self._held:
            if not self.checkpoint.time_s:  # nothing was ever committed
                shutil.rmtree(self.folder)

    def _start_over(self) -> None:
        self._db.execute("DELETE FROM failure")
        self._db.execute("DELETE FROM seen")
        self._db.execute("DELETE FROM job WHERE name = ?", (_CHECKPOINT,))
        self.checkpoint = Checkpoint()

    def _open(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)
        self.checkpoint, self.identity = read_journal(self._db)
        self._db.execute("BEGIN IMMEDIATE")
        # Ids are claimed when records are read. Those of records that were not done after all are free again.
        self._db.execute(
            "DELETE FROM seen WHERE round = ? AND number >= ?", (self.checkpoint.round, self.checkpoint.records)
        )


def _change(name: str, before: str, now: str) -> str:
    if name == "input":  # its size and a digest, of which people learn nothing more
        return "an input file has changed since, or there are more or fewer of them"
    if name != "decoding":
        return _differs(f"{name} ({_OPTIONS[name]})" if name in _OPTIONS else name, before, now)
    old, new = (dict(each.split("=", 1) for each in value.split() if "=" in each) for value in (before, now))
    changed = (key for key in {**old, **new} if old.get(key) != new.get(key))
    return "; ".join(_differs(_OF_DECODING.get(key, key), old.get(key, ""), new.get(key, "")) for key in changed)


def _differs(label: str, before: str, now: str) -> str:
    """Says what has changed, without digests, which say nothing to people."""
    shown = [_DIGEST.sub("", value).strip() for value in (before, now)]
    if before and now and shown[0] == shown[1]:
        return f"the content of {label} has changed" + (f", which was and is {shown[0]}" if shown[0] else "")
    was, is_now = (said or ("given" if value else "nothing") for said, value in zip(shown, (before, now), strict=True))
    return f"{label} was {was} and is now {is_now}"


def take_lock(folder: Path, *, timeout_s: float = 0.0) -> IO[bytes]:
    """Locks a folder for as long as the returned file is open and the process alive. A kill leaves no lock behind.

    Raises:
        ConfigError: Another process still holds the lock at the end of the timeout.
    """
    lock = open(folder / _LOCK, "ab")  # noqa: SIM115
    give_up_s = time.monotonic() + timeout_s
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up_s:
                lock.close()
                raise ConfigError(f"another process is working on this job ({folder})", reason="JOB_RUNNING") from None
            time.sleep(0.05)
        else:
            return lock


def read_journal(db: sqlite3.Connection) -> tuple[Checkpoint, dict[str, str]]:
    """Returns the last commit of a journal, and what the job was started with."""
    identity = dict(db.execute("SELECT name, value FROM job"))
    checkpoint = identity.pop(_CHECKPOINT, None)
    return Checkpoint() if checkpoint is None else _from_json(checkpoint), identity


def _to_json(checkpoint: Checkpoint) -> str:
    return json.dumps({**asdict(checkpoint), "state": checkpoint.state.value})


def _from_json(text: str) -> Checkpoint:
    values = json.loads(text)
    return Checkpoint(**{**values, "state": State(values["state"]), "position": Position(**values["position"])})


_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
"""What SQLite says of a full disk, the last of its index of the write-ahead log."""


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Raises `ConfigError` for errors of SQLite, and says what they mean for the job. A full disk is no fault of the
    journal, so its error stays as it is.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_full(error):
            raise
        raise ConfigError(
            f"the journal in {folder} cannot be read ({error}); {_CHOICE}", reason="JOB_DAMAGED"
        ) from None


def is_full(error: Exception) -> bool:
    """Whether an error of SQLite or the system means a full disk, or that a quota or limit on file sizes is reached."""
    if isinstance(error, sqlite3.Error):
        return error.sqlite_errorcode in _FULL
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
