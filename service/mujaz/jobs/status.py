"""The state of a job, seen from another process."""

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.journal import DATABASE, Checkpoint, explained, read_journal, take_lock


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """The state of a job, whether or not a process is working on it.

    Args:
        checkpoint: The last commit.
        identity: What the job was started with, by name.
        reasons: The number of failed records by reason, most frequent first.
        running: Whether a process is working on it.
    """

    checkpoint: Checkpoint
    identity: dict[str, str]
    reasons: dict[str, int]
    running: bool


def job_status(folder: Path) -> JobStatus:
    """Reads the state of a job without changing it.

    Raises:
        ConfigError: There is no job, or its journal is damaged.
    """
    if not (folder / DATABASE).exists():
        raise ConfigError(f"there is no job here: {folder} does not exist", reason="JOB_MISSING")
    with explained(folder), contextlib.closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=rw", uri=True)) as db:
        checkpoint, identity = read_journal(db)
        reasons = dict(
            db.execute(
                "SELECT reason, COUNT(*) FROM failure WHERE round = ? GROUP BY reason ORDER BY COUNT(*) DESC, reason",
                (checkpoint.round,),
            )
        )
    try:
        take_lock(folder).close()
    except ConfigError:
        running = True
    else:
        running = False
    return JobStatus(checkpoint=checkpoint, identity=identity, reasons=reasons, running=running)
