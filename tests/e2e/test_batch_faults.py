"""A batch job stopped in every way there is: the output must be that of a job nobody disturbed."""

import contextlib
import functools
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from mujaz.client import Client, Health
from mujaz.errors import NotReady

from .desks import ARTICLES, LIMIT_S, PROGRAM, Desk
from .fake_engines import DEADLY, DELAY


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"), ARTICLES // 2)


@pytest.fixture(scope="module")
def small_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For a job that is stopped a few times only, or at sizes that follow from it."""
    return Desk(tmp_path_factory.mktemp("small-desk"), ARTICLES // 4)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_job_with_130_and_it_goes_on(small_desk, number):
    output = small_desk.folder / f"{number.name}.jsonl"
    for _ in range(2):
        run = small_desk.start(output, delay_s=0.2)
        small_desk.wait_for_more(output, run, small_desk.written(output))
        os.killpg(run.pid, number)  # as a terminal does, to the workers too
        said = small_desk.ends(run, 130)
        assert "Run the same command again to go on." in said
        assert not output.exists()
    small_desk.ends(small_desk.start(output), 3)
    small_desk.is_whole(output)


def test_a_signal_while_models_load_ends_a_job_with_130(small_desk):
    output = small_desk.folder / "early.jsonl"
    run = small_desk.start(output)
    while not psutil.Process(run.pid).children():
        time.sleep(0.01)
    run.send_signal(signal.SIGTERM)
    small_desk.ends(run, 130)
    assert not output.exists()


class Supervised:
    """A server on a port of its own that is started again whenever it dies, as a cluster would."""

    def __init__(self, log: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        self._log = log.open("wb")
        self._environment = {**os.environ, **environment}
        self._ending = threading.Event()
        self.starts = 0
        self._start()
        self._thread = threading.Thread(target=self._supervise)
        self._thread.start()

    def _start(self) -> None:
        self.starts += 1
        command = [sys.executable, PROGRAM, "serve", f"--address={self.address}"]
        self.process = subprocess.Popen(command, stderr=self._log, env=self._environment)

    def _supervise(self) -> None:
        while not self._ending.wait(0.02):
            if self.process.poll() is not None:
                self._start()

    def close(self) -> None:
        self._ending.set()
        self._thread.join()
        self.process.kill()
        self.process.wait()
        self._log.close()


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    servers: list[Supervised] = []

    def start(**environment: str) -> Supervised:
        servers.append(Supervised(tmp_path / f"{len(servers)}.log", **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.mark.slow
def test_servers_that_are_killed_and_come_back_cost_nothing(desk, supervised):
    output = desk.folder / "served.jsonl"
    servers = [supervised(**{DELAY: "0.005"}) for _ in range(2)]
    addresses = ",".join(server.address for server in servers)
    wait_until_serving(servers)
    run = desk.start(output, server=addresses)
    for kill in range(4):
        desk.wait_for_more(output, run, desk.written(output))
        servers[kill % 2].process.kill()
    run.kill()  # and the job itself, once
    run.communicate()
    wait_until_serving(servers)
    desk.ends(desk.start(output, server=addresses), 3)
    desk.is_whole(output)
    assert [server.starts for server in servers] == [3, 3]


def test_an_article_that_kills_servers_is_a_failure_in_the_end(tmp_path, supervised):
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    bodies = ["نص", "سم قاتل", "نعم"]
    source.write_text("".join(f'{{"id": "{body}", "body": "{body}"}}\n' for body in bodies), "utf-8")
    server = supervised(**{DEADLY: "سم"})
    wait_until_serving([server])
    run = subprocess.run(
        [sys.executable, PROGRAM, "batch", source, "--output", output, "--server", server.address, "--in-flight=1"],
        capture_output=True,
        timeout=LIMIT_S,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 3, run.stderr
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["نص", "نعم"]
    (failed,) = Path(f"{output}.failed.jsonl").read_text("utf-8").splitlines()
    assert json.loads(failed)["reason"] == "CONNECTION_LOST"
    assert server.starts == 6


def wait_until_serving(servers: list[Supervised]) -> None:
    give_up_s = time.monotonic() + LIMIT_S
    for server in servers:
        with Client(server.address) as client:
            while time.monotonic() < give_up_s:
                with contextlib.suppress(NotReady):
                    if client.check_health() is Health.SERVING:
                        break
                time.sleep(0.05)


def test_a_limit_on_files_stops_a_job_with_a_clear_line_and_it_goes_on(small_desk):
    output = small_desk.folder / "limited.jsonl"
    size = small_desk.expected.stat().st_size

    for limit in (size // 3, 2 * size // 3, size - 1000):
        limits = (resource.RLIMIT_FSIZE, (limit, limit))
        run = small_desk.start(output, preexec=functools.partial(resource.setrlimit, *limits))
        said = small_desk.ends(run, 1)
        assert "no room left to write" in said
        assert "run the same command again" in said
        assert not output.exists()
    small_desk.ends(small_desk.start(output), 3)
    small_desk.is_whole(output)


def test_a_full_disk_stops_a_job_with_a_clear_line_and_it_goes_on(small_desk, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("may not mount a small disk here; a limit on files is tested in any case")
    try:
        output = disk / "out.jsonl"
        for size in ("256k", "384k"):
            subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)
            said = small_desk.ends(small_desk.start(output), 1)
            assert "no room left to write" in said
            assert not output.exists()
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        small_desk.ends(small_desk.start(output), 3)
        small_desk.is_whole(output)
    finally:
        subprocess.run(["umount", disk], check=True)
