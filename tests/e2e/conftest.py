"""The installed program, run as a process of its own."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import psutil
import pytest

from mujaz.cli.main import main

MUJAZ = Path(sys.executable).with_name("mujaz")
FAKE = Path(__file__).with_name("fake_mujaz.py")
EXAMPLES = Path(__file__).parents[2] / "examples"
LIMIT_S = 60
"""For a step of a process on a loaded machine; nothing here is timed."""


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_children() -> None:
    """Started in the background of a script, pytest ignores Ctrl-C, and what it starts would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def environment(cache_dir: Path) -> dict[str, str]:
    """No settings but the cache that all tests share."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MUJAZ_")}
    return {**clean, "MUJAZ_CACHE_DIR": str(cache_dir), "PYTHONWARNINGS": "default"}


@dataclass(kw_only=True)
class Program:
    """Runs commands to their end."""

    environment: dict[str, str]
    command: tuple[str | Path, ...] = (MUJAZ,)

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[str]":
        """Runs `mujaz ARGUMENTS`."""
        run = subprocess.run(
            [*self.command, *arguments],
            input=stdin,
            capture_output=True,
            env={**self.environment, **environment},
            timeout=LIMIT_S,
            check=False,
        )
        return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode())

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """Starts `mujaz ARGUMENTS`."""
        return subprocess.Popen(
            [*self.command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**self.environment, **environment},
            encoding="utf-8",
        )

    def fails(self, *arguments: str, code: int, **options: Any) -> str:
        """Runs a command that must fail with one line on standard error and nothing else; returns the line."""
        run = self(*arguments, **options)
        assert run.returncode == code, run.stderr
        assert run.stdout == ""
        assert run.stderr.startswith("mujaz: "), run.stderr
        assert run.stderr.count("\n") == 1, run.stderr
        assert "Traceback" not in run.stderr
        return run.stderr.removeprefix("mujaz: ").rstrip()


@dataclass(kw_only=True)
class Here(Program):
    """Runs commands in the tests' own process: for what they read and say, where a process would tell no more."""

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[str]":
        """Runs `mujaz ARGUMENTS`."""
        given, said, complained = (_stream(content) for content in (stdin, b"", b""))
        variables = mock.patch.dict(os.environ, {**self.environment, **environment}, clear=True)
        with variables, mock.patch.object(sys, "stdin", given), redirect_stdout(said), redirect_stderr(complained):
            code = main(list(arguments))
            said.flush()
            complained.flush()
        return subprocess.CompletedProcess(arguments, code, *(_written(stream) for stream in (said, complained)))


def _stream(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


def _written(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def mujaz_here(environment: dict[str, str]) -> Here:
    """The program without a process of its own, which takes a second or two to start."""
    return Here(environment=environment)


@pytest.fixture(scope="session")
def mujaz(environment: dict[str, str]) -> Program:
    """The installed program."""
    if shutil.which(MUJAZ) is None:
        pytest.fail(f"{MUJAZ} is not installed; `make test` installs it")
    return Program(environment=environment)


@dataclass(kw_only=True)
class Server:
    """`mujaz serve` as a process; its log is read as it comes."""

    process: "subprocess.Popen[str]"
    events: list[dict[str, Any]] = field(default_factory=list)
    other_lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._news:
                if line.startswith("{"):
                    self.events.append(json.loads(line))
                else:
                    self.other_lines.append(line.rstrip())
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def wait_for(self, event: str) -> dict[str, Any]:
        """The first event of that name; waits for it."""

        def found() -> list[dict[str, Any]]:
            return [each for each in self.events if each["event"] == event]

        with self._news:
            self._news.wait_for(lambda: found() or self._ended, timeout=LIMIT_S)
        assert found(), f"no {event!r} in {self.events} {self.other_lines}"
        return found()[0]

    @property
    def address(self) -> str:
        """HOST:PORT; waits until the server listens."""
        return str(self.wait_for("listening")["address"])

    def stop(self, signal_number: int) -> int:
        """Sends a signal and returns the exit code."""
        self.process.send_signal(signal_number)
        code = self.process.wait(LIMIT_S)
        self._reader.join(LIMIT_S)
        return code

    def close(self) -> None:
        """Ends it, however it is, and what is held of it."""
        if self.process.poll() is None:
            self.stop(signal.SIGTERM)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def serve_fake(environment: dict[str, str]) -> Iterator[Callable[..., Server]]:
    """Starts `mujaz serve` with the fake engines and waits until it serves; other keywords are its environment."""
    program = Program(environment=environment, command=(sys.executable, FAKE))
    servers: list[Server] = []

    def start(*arguments: str, address: str = "127.0.0.1:0", until: str = "serving", **variables: str) -> Server:
        servers.append(Server(process=program.start("serve", "--address", address, *arguments, **variables)))
        servers[-1].wait_for(until)
        return servers[-1]

    yield start
    for server in servers:
        server.process.kill()
        server.close()


@pytest.fixture(scope="session")
def served(mujaz: Program) -> Iterator[Server]:
    """A server with the embedded models and its page for all that only ask; `serve` is for how one starts and ends."""
    server = Server(process=mujaz.start("serve", "--address", "127.0.0.1:0", "--http", "127.0.0.1:0"))
    try:
        server.wait_for("serving")
        yield server
        assert server.stop(signal.SIGTERM) == 0
        assert server.other_lines == []
    finally:
        server.close()


@pytest.fixture
def serve(mujaz: Program) -> Iterator[Callable[..., Server]]:
    """Starts `mujaz serve` on a free port, and stops it after the test."""
    servers: list[Server] = []

    def start(*arguments: str, address: str = "127.0.0.1:0", **environment: str) -> Server:
        servers.append(Server(process=mujaz.start("serve", "--address", address, *arguments, **environment)))
        return servers[-1]

    with nothing_left_running():
        yield start
        for server in servers:
            server.close()


@contextmanager
def nothing_left_running() -> Iterator[None]:
    """Fails if a process started inside, at any depth, is still there at the end."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = set(psutil.Process().children(recursive=True)) - before
    for process in left:
        process.kill()
    assert not left, f"left running: {left}"
