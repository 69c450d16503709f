"""The memory's file: it outlives its process, stays within its bound, is shared, and costs nobody an answer."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.scheduling.memory_file import MemoryFile

MIB = 2**20


def key(number: int) -> bytes:
    return number.to_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "memory.sqlite"


def test_values_outlive_their_process_and_are_for_this_account_only(path: Path) -> None:
    file = MemoryFile(path, max_bytes=MIB)
    file.put({key(1): b"one", key(2): b"two"})
    file.put({key(1): b"1"})
    file.close()
    assert file.get([key(1)]) == {}
    assert path.stat().st_mode & 0o777 == 0o600
    assert MemoryFile(path, max_bytes=MIB).get([key(1), key(2), key(3)]) == {key(1): b"1", key(2): b"two"}


def test_it_stays_within_its_bound_and_forgets_the_oldest(path: Path) -> None:
    file = MemoryFile(path, max_bytes=MIB)
    for start in range(0, 10_000, 20):
        file.put({key(number): os.urandom(300) for number in range(start, start + 20)})
    assert len(file.get([key(number) for number in range(9_900, 10_000)])) == 100
    assert not file.get([key(number) for number in range(5_000)])
    file.close()  # what is written ahead goes into the file
    assert MIB / 2 < path.stat().st_size < 1.2 * MIB


def test_processes_share_it(path: Path) -> None:
    program = """
import sys
from pathlib import Path
from mujaz.scheduling.memory_file import MemoryFile
file = MemoryFile(Path(sys.argv[1]), max_bytes=2**20)
for number in range(200):
    file.put({(1000 * int(sys.argv[2]) + number).to_bytes(32): sys.argv[2].encode()})
"""
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(path), str(number)], stderr=subprocess.PIPE, text=True)
        for number in range(3)
    ]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [("", 0)] * 3
    file = MemoryFile(path, max_bytes=MIB)
    for number in range(3):
        found = file.get([key(1000 * number + offset) for offset in range(200)])
        assert set(found.values()) == {str(number).encode()}
        assert len(found) > 150, "a write may be given up where another process is in its way, but rarely"


def test_a_process_that_holds_the_file_costs_a_value_and_no_more(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = MemoryFile(path, max_bytes=MIB)
    file.put({key(1): b"one"})
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    file.put({key(2): b"two"})
    assert file.get([key(1), key(2)]) == {key(1): b"one"}
    other.execute("COMMIT")
    other.close()
    file.put({key(2): b"two"})
    assert file.get([key(2)]) == {key(2): b"two"}
    assert not caplog.records


def a_text(path: Path) -> None:
    path.write_text("قال الوزير " * 1000, encoding="utf-8")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_damaged_file(path: Path) -> None:
    file = MemoryFile(path, max_bytes=8 * MIB)
    file.put({key(number): os.urandom(300) for number in range(2_000)})
    file.close()
    with path.open("r+b") as damaged:
        for page in range(2, path.stat().st_size // 4096):
            damaged.seek(4096 * page)
            damaged.write(os.urandom(64))


@pytest.mark.parametrize("make", [a_text, a_folder, a_damaged_file])
def test_what_cannot_be_read_is_logged_once_and_done_without(
    make: Callable[[Path], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "memory.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    file = MemoryFile(path, max_bytes=8 * MIB)
    for number in range(0, 2_000, 100):
        file.get([key(number)])
        file.put({key(number): b"value"})
    assert file.get([key(1)]) == {}
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert str(path) in caplog.text
    if make is a_text:
        assert path.read_bytes() == before, "a file of somebody else's stays as it is"


def test_a_full_disk_is_logged_once_and_done_without(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = MemoryFile(path, max_bytes=MIB)
    assert file._connection is not None
    file._connection.execute("PRAGMA max_page_count = 8")  # SQLite then says what it says of a full disk
    for number in range(200):
        file.put({key(number): os.urandom(300)})
    assert file.get([key(0)]) == {}
    assert len(caplog.records) == 1
    assert "full" in caplog.text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_logged_and_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tmp_path.chmod(0o500)
    MemoryFile(tmp_path / "memory.sqlite", max_bytes=MIB).put({key(1): b"one"})
    tmp_path.chmod(0o700)
    assert len(caplog.records) == 1
