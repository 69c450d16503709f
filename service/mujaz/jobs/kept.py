"""The results of the round before, when only what failed in it is tried again."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.records import FailedRecord


class KeptResults:
    """Hands out the results that are there already, in the order of the input.

    Args:
        path: The lines of results.
        failures: Gives what has no line there, in order.
        start: Records of the input to pass over.
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
        """The result of a record, without the line's end; None if it failed.

        Args:
            number: The record's; must be one more at each call.
            id_: Its id.

        Raises:
            ConfigError: The line is another record's.
        """
        if number == self._next_failed:
            self._next_failed = next(self._failed, None)
            return None
        line = self._file.readline().removesuffix(b"\n")
        if _id(line) != id_:
            raise ConfigError(
                f"{self._path} was changed since the job was finished; without it nothing can be retried. Put it "
                "back, or add --restart to begin anew",
                reason="JOB_DAMAGED",
            )
        return line

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def _id(line: bytes) -> str | None:
    """The id in a line of results; None if it is none."""
    try:
        result = json.loads(line)
    except ValueError:
        return None
    return result.get("id") if isinstance(result, dict) else None
