"""The results of the previous round, which are kept when only its failures are tried again."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.records import FailedRecord


class KeptResults:
    """Reads the kept results in the order of the input.

    Args:
        path: The results, one a line.
        failures: Returns the records that have no line there, in order.
        start: The number of records of the input to skip.
    """

    def __init__(self, path: Path, failures: Callable[[], Iterator[FailedRecord]], *, start: int) -> None:
        self._path = path
        self._file = open(path, "rb")  # noqa: SIM115
        failed_before = sum(1 for failed in failures() if failed.number < start)
        for _ in islice(self._file, start - failed_before):
            pass
        self._failed = (failed.number for failed in failures() if failed.number >= start)
        self._next_failed = next(self._failed, None)

    def take(self, number: int, id_: str) -> bytes | None:
        """Returns the result of a record, without the line's end; None if the record failed.

        Args:
            number: The record's number; must grow by one with each call.
            id_: The record's id.

        Raises:
            ConfigError: The line belongs to another record.
        """
        if number == self._next_failed:
            self._next_failed = next(self._failed, None)
            return None
        line = self._file.readline().removesuffix(b"\n")
        if _id(line) != id_:
            raise ConfigError(
                f"{self._path} was changed since the job was finished; --retry-failed needs it as it was. Restore it, "
                "or add --restart to start over",
                reason="JOB_DAMAGED",
            )
        return line

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def _id(line: bytes) -> str | None:
    """Returns the id in a line of results; None if the line is not a result."""
    try:
        result = json.loads(line)
    except ValueError:
        return None
    return result.get("id") if isinstance(result, dict) else None
