"""Unpack compressed files and archives, within limits that stop decompression bombs."""

import bz2
import gzip
import importlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from mujaz.errors import ConfigError, InvalidInput

MAX_UNPACKED_BYTES = 16 * 2**20
"""The most bytes of one unpacked file: more than any article, and all that a bomb can use."""
MAX_MEMBERS = 10_000
MAX_ARCHIVE_BYTES = 256 * 2**20
_SMALL_ARCHIVE_BYTES = 32 * 2**20
MAX_ARCHIVE_RATIO = 20
"""The most unpacked bytes for each packed byte, beyond the first 32 MiB. Text shrinks to about a fifth; a file that
shrinks to less than a twentieth is a bomb."""


def unpack(data: bytes, how: str, file: str) -> bytes:
    """Unpacks a file.

    Args:
        data: The file.
        how: "gzip", "bzip2", "xz" or "zstd".
        file: Its name, for errors.

    Raises:
        InvalidInput: The file is damaged, or longer than `MAX_UNPACKED_BYTES`.
        ConfigError: zstd needs pyarrow, which is not installed.
    """
    try:
        unpacked = _opened(data, how).read(MAX_UNPACKED_BYTES + 1)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        raise InvalidInput(f"is damaged ({how}): {error}", field=file, reason="INPUT_DAMAGED") from None
    return within_limit(unpacked, file)


def within_limit(data: bytes, file: str) -> bytes:
    """Returns the data; raises `InvalidInput` where it is longer than `MAX_UNPACKED_BYTES`."""
    if len(data) > MAX_UNPACKED_BYTES:
        raise InvalidInput(
            f"is longer than {MAX_UNPACKED_BYTES:,} bytes unpacked; unpack it and send its parts",
            field=file,
            reason="FILE_TOO_LONG",
        )
    return data


def members(data: bytes, file: str) -> Iterator[tuple[str, bytes | InvalidInput]]:
    """Yields the name of each file in a ZIP archive with its content, or with the error that says why it has none.

    Raises:
        InvalidInput: The archive is damaged or too large.
    """
    with open_zip(data, file) as archive:
        budget = Budget(data, file)
        for info in archive.infolist():
            base = info.filename.rpartition("/")[2]
            if info.filename.endswith("/") or base.startswith(".") or info.filename.startswith("__MACOSX/"):
                continue
            try:
                unpacked = member(archive, info.filename, f"{file}/{info.filename}")
            except InvalidInput as error:
                yield info.filename, error
                continue
            budget.spend(unpacked)
            yield info.filename, unpacked


class Budget:
    """The bytes that the files of an archive may have together, unpacked; a file that is read twice counts twice.

    Args:
        data: The archive.
        file: Its name, for errors.
        most_bytes: The most in any case.
    """

    def __init__(self, data: bytes, file: str, most_bytes: int = MAX_ARCHIVE_BYTES) -> None:
        self._file = file
        self._most = self._left = min(most_bytes, _SMALL_ARCHIVE_BYTES + MAX_ARCHIVE_RATIO * len(data))

    def spend(self, unpacked: bytes) -> bytes:
        """Counts a file and returns it; raises `InvalidInput` where the budget is exceeded."""
        self._left -= len(unpacked)
        if self._left < 0:
            raise InvalidInput(
                f"holds more than {self._most:,} bytes unpacked; split it into several files",
                field=self._file,
                reason="FILE_TOO_LONG",
            )
        return unpacked


def open_zip(data: bytes, file: str) -> zipfile.ZipFile:
    """Opens a ZIP archive; raises `InvalidInput` where it is damaged or has too many files."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InvalidInput(f"is a damaged ZIP archive: {error}", field=file, reason="INPUT_DAMAGED") from None
    if len(archive.infolist()) > MAX_MEMBERS:
        raise InvalidInput(f"holds more than {MAX_MEMBERS:,} files", field=file, reason="FILE_TOO_LONG")
    return archive


def member(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """Reads one file of an archive; raises `InvalidInput` where it is missing, damaged, locked or too long."""
    with _opened_member(archive, name, file) as stream:
        return within_limit(stream.read(MAX_UNPACKED_BYTES + 1), file)


@contextmanager
def streamed(archive: zipfile.ZipFile, name: str, file: str, budget: "Budget") -> Iterator[io.RawIOBase]:
    """Opens one file of an archive to be read bit by bit, for files that may be longer than `MAX_UNPACKED_BYTES`.

    Args:
        archive: The archive.
        name: The name of the file in it.
        file: The name of the archive, for errors.
        budget: What is read counts into it.

    Raises:
        InvalidInput: The file is missing, damaged or locked, or the budget is exceeded; also while it is read.
    """
    with _opened_member(archive, name, file) as stream:
        yield _Counted(stream, budget)


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it into a budget."""

    def __init__(self, stream: IO[bytes], budget: "Budget") -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int = -1, /) -> bytes:
        """Reads bytes; raises `InvalidInput` where the budget is exceeded."""
        return self._budget.spend(self._stream.read(size))

    def tell(self) -> int:
        """The position in the unpacked file."""
        return self._stream.tell()


@contextmanager
def _opened_member(archive: zipfile.ZipFile, name: str, file: str) -> Iterator[IO[bytes]]:
    try:
        with archive.open(name) as stream:
            yield stream
    except KeyError:
        raise InvalidInput(f"has no {name}; it is damaged", field=file, reason="INPUT_DAMAGED") from None
    except RuntimeError:
        raise InvalidInput("is locked with a password; unlock it first", field=file, reason="FILE_LOCKED") from None
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        zlib.error,
        NotImplementedError,
        lzma.LZMAError,
    ) as error:
        raise InvalidInput(f"is damaged: {error}", field=file, reason="INPUT_DAMAGED") from None


def _opened(data: bytes, how: str) -> io.BufferedIOBase:
    raw = io.BytesIO(data)
    match how:
        case "gzip":
            return gzip.GzipFile(fileobj=raw)
        case "bzip2":
            return bz2.BZ2File(raw)
        case "xz":
            return lzma.LZMAFile(raw)
    try:
        pyarrow = importlib.import_module("pyarrow")
    except ImportError:
        raise ConfigError(
            "reading zstd needs pyarrow: pip install '.[batch]' in the folder of Mujaz", reason="EXTRA_MISSING"
        ) from None
    return pyarrow.CompressedInputStream(raw, "zstd")  # type: ignore[no-any-return]
