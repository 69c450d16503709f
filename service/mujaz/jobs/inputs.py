"""Finds, orders and opens the input files of a job."""

import bz2
import errno
import glob
import gzip
import hashlib
import importlib
import io
import lzma
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO, Any, cast

from mujaz.errors import ConfigError
from mujaz.jobs.formats import InputFormat
from mujaz.readers.encodings import decode
from mujaz.readers.kinds import HEAD_BYTES, MAX_FILE_BYTES, Kind, kind_of
from mujaz.readers.missing import EMPTY_NAME, is_address, why_missing
from mujaz.text.scripts import has_arabic

STANDARD_INPUT = "-"

_SUFFIXES = {
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".parquet": InputFormat.PARQUET,
    **dict.fromkeys((".xlsx", ".xlsm", ".ods"), InputFormat.WORKBOOK),
    ".txt": InputFormat.TEXT,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
    **dict.fromkeys(
        ".json .xml .rss .atom .rdf .mhtml .mht .eml .mbox .docx .odt .rtf .epub .pdf .srt .vtt .sbv .zip".split(),
        InputFormat.DOCUMENT,
    ),
}
_OF_A_JOB = ("", ".job", ".failed.jsonl")
"""What is appended to the name of a job's output in the names of its files."""
_REPORT_MARK = b'<meta name="generator" content="Mujaz">'
"""Marks a page that Mujaz wrote, which is not read again."""
_SHOWN = 100
"""The most characters of an invalid argument that are shown."""

_COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz"}


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """An input file.

    Args:
        name: Its path as the user wrote it, or "stdin".
        path: Where it is; None for standard input.
        format: Its format.
        compression: "gzip", "zstd", "bzip2", "xz" or empty.
        size_bytes: Its size on the disk.
    """

    name: str
    path: Path | None
    format: InputFormat
    compression: str
    size_bytes: int

    @contextmanager
    def open(self) -> Iterator[tuple[io.BufferedReader, io.RawIOBase]]:
        """Opens the file.

        Yields:
            Its decompressed content, and the file itself, whose position tells how much of it was read.
        """
        with ExitStack() as stack:
            if self.path is None:
                raw: io.RawIOBase = io.FileIO(sys.stdin.fileno(), closefd=False)
            else:
                raw = stack.enter_context(open(self.path, "rb", buffering=0))
            unpacked: Any = raw
            match self.compression:
                case "gzip":
                    unpacked = stack.enter_context(gzip.GzipFile(fileobj=raw))
                case "bzip2":
                    unpacked = stack.enter_context(bz2.BZ2File(cast(IO[bytes], raw)))
                case "xz":
                    unpacked = stack.enter_context(lzma.LZMAFile(cast(IO[bytes], raw)))
                case "zstd":  # pyarrow, unlike zstandard, reports a file that is cut off
                    pyarrow = require_pyarrow(f"reading {self.name}")
                    unpacked = stack.enter_context(pyarrow.CompressedInputStream(raw, "zstd"))
            yield stack.enter_context(io.BufferedReader(unpacked)), raw


class Inputs:
    """The input files of a job, in the order in which they are read. Can be iterated any number of times.

    Args:
        arguments: Files, folders, globs, or `-` alone for standard input.
        input_format: The format of all of them; None determines it from their names and content.
        exclude: Files and folders to leave out, such as the output of the job.

    Raises:
        ConfigError: There are no files, or the kind of one is unknown.
    """

    def __init__(
        self, arguments: Sequence[str], *, input_format: InputFormat | None = None, exclude: Sequence[Path] = ()
    ) -> None:
        if STANDARD_INPUT in arguments and len(arguments) > 1:
            raise ConfigError("- is the standard input and must be the only INPUT", reason="INPUT")
        self._arguments = tuple(arguments)
        self._format = input_format
        self._counted = False
        self._excluded = {path.absolute() for path in exclude}
        self.passed_over: Counter[str] = Counter()
        """The number of files in the folders that are not read, by kind."""
        digest = hashlib.sha256()
        self.file_count = 0
        self.total_bytes = 0
        for file in self:
            digest.update(f"{file.name}\0{file.size_bytes}\0".encode("utf-8", "surrogateescape"))
            self.file_count += 1
            self.total_bytes += file.size_bytes
        self.digest = digest.hexdigest()[:16]
        """Changes with the names and sizes of the files; those of standard input are not known."""
        self._counted = True
        if not self.file_count:
            found = "; there is " + ", ".join(self.passed_over) if self.passed_over else ""
            raise ConfigError(
                f"no files of a known kind in {', '.join(arguments)}{found}; known are {', '.join(_SUFFIXES)}",
                reason="INPUT",
            )

    def __iter__(self) -> Iterator[InputFile]:
        for argument in self._arguments:
            if argument == STANDARD_INPUT:
                yield self._standard_input()
                continue
            try:
                yield from self._files(argument)
            except OSError as error:  # such as a name that is too long, or a folder that was removed
                raise ConfigError(f"{argument[:_SHOWN]}: cannot be read: {error.strerror}", reason="INPUT") from None

    def _standard_input(self) -> InputFile:
        format_ = self._format or InputFormat.JSONL
        if format_ is InputFormat.PARQUET:
            raise ConfigError("Parquet cannot be read from the standard input; give the file's name", reason="INPUT")
        return InputFile(name="stdin", path=None, format=format_, compression="", size_bytes=0)

    def _files(self, argument: str) -> Iterator[InputFile]:
        if not argument:  # Python would take it for the current folder
            raise ConfigError(f"INPUT: {EMPTY_NAME}", reason="INPUT")
        if is_address(argument):
            raise ConfigError(
                f"{argument[:_SHOWN]}: is an address, and a job reads files alone, so that it can go on after a stop; "
                "save what is there to a file first, or read it with `mujaz digest`",
                reason="INPUT",
            )
        path = Path(argument)
        if path.is_dir():
            for inside in self._walk(path):
                _stay_within(path, inside)
                detected = self._detect(inside)
                if file := self._file(inside, detected.format):
                    yield file
                else:
                    self._pass_over(detected.name)
        elif path.exists():
            yield self._named(path)
        else:
            matches = [Path(match) for match in sorted(glob.glob(argument, recursive=True))]
            files = [match for match in matches if not match.is_dir() and match.absolute() not in self._excluded]
            if not files:
                raise ConfigError(f"{argument[:_SHOWN]}: {why_missing(argument)}", reason="INPUT")
            yield from map(self._named, files)

    def _pass_over(self, kind: str) -> None:
        if not self._counted:
            self.passed_over[kind] += 1

    def _named(self, path: Path) -> InputFile:
        detected = self._detect(path)
        file = self._file(path, detected.format)
        if file is None:
            raise ConfigError(f"{path}: is {detected.name}, which is not read", reason="INPUT")
        return file

    def _detect(self, path: Path) -> "_Detected":
        """Determines the format of a file: the caller's choice, or else by its name, or else by its content."""
        compression = _COMPRESSIONS.get(path.suffix.lower(), "")
        inner = path.with_suffix("") if compression else path
        format_ = self._format or _SUFFIXES.get(inner.suffix.lower())
        if format_ is InputFormat.HTML and not compression and _REPORT_MARK in _head(path):
            return _Detected(format=None, name="a page that Mujaz wrote")
        if format_ is not None:
            return _Detected(format=format_, name=format_.value)
        content = kind_of(_head(path), path.name)
        match content.kind:
            case Kind.TABLE:
                return _Detected(format=InputFormat.CSV, name=content.name)
            case Kind.PARQUET:
                return _Detected(format=InputFormat.PARQUET, name=content.name)
            case Kind.XLSX | Kind.ODS:
                return _Detected(format=InputFormat.WORKBOOK, name=content.name)
            case Kind.OTHER:
                return _Detected(format=None, name=content.name)
            case Kind.TEXT if not has_arabic(decode(_head(path)).text):
                return _Detected(format=None, name="a text without Arabic")
        return _Detected(format=InputFormat.DOCUMENT, name=content.name)

    def _file(self, path: Path, format_: InputFormat | None) -> InputFile | None:
        if format_ is None:
            return None
        compression = _COMPRESSIONS.get(path.suffix.lower(), "")
        try:
            size_bytes = path.stat().st_size
            readable = os.access(path, os.R_OK)
        except FileNotFoundError:  # a dangling link
            raise ConfigError(f"{path}: {why_missing(str(path))}", reason="INPUT") from None
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror}", reason="INPUT") from None
        if not readable:
            raise ConfigError(f"{path}: cannot be read: {os.strerror(errno.EACCES)}", reason="INPUT")
        if compression == "zstd" or format_ is InputFormat.PARQUET:
            require_pyarrow(f"reading {path}")
        return InputFile(
            name=path.as_posix(), path=path, format=format_, compression=compression, size_bytes=size_bytes
        )

    def _walk(self, folder: Path) -> Iterator[Path]:
        """Yields the files below a folder, sorted by name. Holds the names of one folder at a time."""
        with os.scandir(folder) as entries:
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        jobs = [name.removesuffix(".job") for name, is_folder in names if is_folder and name.endswith(".job")]
        made_by_jobs = {job + tail for job in jobs for tail in _OF_A_JOB}
        for name, is_folder in names:
            path = folder / name
            if name.startswith(".") or path.absolute() in self._excluded:
                continue
            if name in made_by_jobs:
                self._pass_over("output of an earlier job")
                continue
            if is_folder:
                yield from self._walk(path)
            else:
                yield path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Detected:
    """The format of a file, None if it is not read, and the name of its kind."""

    format: InputFormat | None
    name: str


def _head(path: Path) -> bytes:
    """Returns the beginning of a file, or all of a ZIP archive; empty if it cannot be read."""
    try:
        with open(path, "rb") as stream:
            head = stream.read(HEAD_BYTES)
            if head.startswith(b"PK\x03\x04"):
                head += stream.read(MAX_FILE_BYTES)
    except OSError:
        return b""
    return head


def _stay_within(folder: Path, path: Path) -> None:
    """Refuses a link in a folder that leads out of it, with which others could choose what else is read."""
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise ConfigError(
            f"{path} is a link to a file outside of {folder}; put the file there, or name it as an INPUT of its own",
            reason="INPUT",
        )


def require_pyarrow(purpose: str) -> ModuleType:
    """Imports pyarrow.

    Args:
        purpose: What it is needed for, for the error message.

    Raises:
        ConfigError: It is not installed.
    """
    try:
        pyarrow = importlib.import_module("pyarrow")
    except ImportError:
        raise ConfigError(
            f"{purpose} needs pyarrow: pip install '.[batch]' in the folder of Mujaz", reason="EXTRA_MISSING"
        ) from None
    return pyarrow
