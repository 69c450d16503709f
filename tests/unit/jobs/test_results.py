import pytest

from mujaz.errors import ConfigError
from mujaz.jobs.records import FailedRecord, Failure
from mujaz.jobs.results import FailureFile, ResultsFile


def test_only_what_was_synced_counts(tmp_path):
    path = tmp_path / "results"
    results = ResultsFile(path, 0)
    results.append("أ".encode())
    assert results.sync() == 3
    results.append(b"lost")
    results.close()
    assert path.read_bytes() == "أ\n".encode()


def test_what_is_beyond_the_last_commit_is_cut_off(tmp_path):
    path = tmp_path / "results"
    path.write_bytes(b"one\ntwo\nthr")
    results = ResultsFile(path, 4)
    results.append(b"2")
    assert results.sync() == 6
    results.close()
    assert path.read_bytes() == b"one\n2\n"


def test_a_file_that_is_too_short_is_refused(tmp_path):
    path = tmp_path / "results"
    path.write_bytes(b"one\n")
    with pytest.raises(ConfigError, match="has 4 bytes, but the journal says 9"):
        ResultsFile(path, 9)
    assert path.read_bytes() == b"one\n"


def test_failures_are_written_anew_at_each_start(tmp_path):
    path = tmp_path / "failed"
    failed = FailedRecord(number=1, id="أ", place="a:2", failure=Failure(reason="R", message="m", field="f"))
    line = '{"id": "أ", "place": "a:2", "reason": "R", "message": "m", "field": "f"}\n'
    FailureFile(path, [failed]).append([failed])
    assert path.read_text("utf-8") == line * 2
    FailureFile(path, [failed]).sync()
    assert path.read_text("utf-8") == line
    FailureFile(path, []).sync()
    assert not path.exists()
