"""The files that a job writes while it runs."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from mujaz.errors import ConfigError
from mujaz.jobs.records import FailedRecord


class ResultsFile:
    """The results, one a line, in the order of the input. Only those up to the last commit count.

    Args:
        path: The file; created if it does not exist.
        size_bytes: Its size at the last commit; the rest is cut off.

    Raises:
        ConfigError: It is shorter than that.
    """

    def __init__(self, path: Path, size_bytes: int) -> None:
        self._file = open(path, "ab", buffering=0)  # noqa: SIM115
        found_bytes = self._file.seek(0, os.SEEK_END)
        if found_bytes < size_bytes:
            self._file.close()
            raise ConfigError(
                f"{path} has {found_bytes:,} bytes, but the journal says {size_bytes:,}; the file was changed. Add "
                "--restart to start over",
                reason="JOB_DAMAGED",
            )
        self._file.truncate(size_bytes)
        self._size_bytes = size_bytes
        self._lines: list[bytes] = []
        sync_folder(path.parent)

    def append(self, line: bytes) -> None:
        """Adds a line, which is given without its end."""
        self._lines.append(line)

    def sync(self) -> int:
        """Writes all lines to the disk.

        Returns:
            The size of the file in bytes.
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
        """Closes the file; lines that were added since the last `sync` are lost."""
        self._file.close()


class FailureFile:
    """The list of failures, for people and scripts: a copy of those in the journal, rewritten at each start.

    Args:
        path: The file; it exists only if something failed.
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
        """Writes all lines to the disk."""
        if self._path.exists():
            with open(self._path, "rb") as file:
                os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Writes the entries of a folder to the disk. Otherwise a power cut may lose a new or renamed file."""
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
