"""The files that a job writes while it runs."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.records import FailedRecord


class ResultsFile:
    """Results as lines, in the order of the input. What is beyond the last commit does not count.

    Args:
        path: Where it is.
        size_bytes: How long it was at the last commit; the rest is cut off.

    Raises:
        ConfigError: It is shorter than that.
    """

    def __init__(self, path: Path, size_bytes: int) -> None:
        self._file = open(path, "ab", buffering=0)  # noqa: SIM115
        found_bytes = self._file.seek(0, os.SEEK_END)
        if found_bytes < size_bytes:
            self._file.close()
            raise ConfigError(
                f"{path} has {found_bytes:,} bytes where the journal says {size_bytes:,}; it was changed by somebody. "
                "Add --restart to begin anew",
                reason="JOB_DAMAGED",
            )
        self._file.truncate(size_bytes)
        self._size_bytes = size_bytes
        self._lines: list[bytes] = []
        sync_folder(path.parent)

    def append(self, line: bytes) -> None:
        """Takes one line, without its end."""
        self._lines.append(line)

    def sync(self) -> int:
        """Brings all lines to the disk.

        Returns:
            How long the file is now, in bytes.
        """
        if self._lines:
            data = memoryview(b"\n".join([*self._lines, b""]))
            self._size_bytes += len(data)
            while data:
                data = data[self._file.write(data) :]
            os.fsync(self._file.fileno())
            self._lines.clear()
        return self._size_bytes

    def close(self) -> None:
        """Closes it; lines since the last `sync` are forgotten."""
        self._file.close()


class FailureFile:
    """What failed, for people and scripts: a copy of what the journal knows, written anew at each start.

    Args:
        path: Where it is. There is none where nothing failed.
        known: What failed before.
    """

    def __init__(self, path: Path, known: Iterable[FailedRecord]) -> None:
        self._path = path
        path.unlink(missing_ok=True)
        self.append(known)

    def append(self, failures: Iterable[FailedRecord]) -> None:
        """Writes failures as lines of JSON."""
        iterator = iter(failures)
        first = next(iterator, None)
        if first is None:
            return
        with open(self._path, "a", encoding="utf-8") as file:
            for failed in (first, *iterator):
                file.write(json.dumps(_as_json(failed), ensure_ascii=False) + "\n")

    def sync(self) -> None:
        """Brings all lines to the disk."""
        if self._path.exists():
            with open(self._path, "rb") as file:
                os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk: a new or renamed file may else be gone after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _as_json(failed: FailedRecord) -> dict[str, str | int]:
    return {
        "id": failed.id,
        "place": failed.place,
        "reason": failed.failure.reason,
        "message": failed.failure.message,
        "field": failed.failure.field,
    }
