import sqlite3
from dataclasses import replace

import pytest

from mujaz.errors import ConfigError
from mujaz.jobs.journal import Checkpoint, Journal, State, is_full
from mujaz.jobs.records import FailedRecord, Failure, Position
from mujaz.jobs.status import job_status

FAILED = FailedRecord(number=3, id="د", place="a:4", failure=Failure(reason="R", message="m", field="f"))
SOME = Checkpoint(
    records=5, position=Position(1, 2), last_id="ه", read_bytes=7, total_bytes=9, written_bytes=8, done=4, failed=1
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out.job"


def commit(folder, checkpoint=SOME, failures=(FAILED,)):
    journal = Journal(folder)
    journal.identify({"models": "a"})
    journal.commit(checkpoint, failures)
    journal.close()


def test_what_was_committed_is_there_again(folder):
    commit(folder)
    journal = Journal(folder)
    assert replace(journal.checkpoint, time_s=0.0) == SOME
    assert journal.checkpoint.time_s > 0
    assert list(journal.failures(1)) == [FAILED]
    journal.close()


def test_what_was_not_committed_is_not(folder):
    commit(folder)
    journal = Journal(folder)
    assert journal.claim("new", 5) is None
    journal.identify({"late": "x"})
    journal.close()
    journal = Journal(folder)
    assert journal.claim("new", 6) is None
    journal.identify({"late": "y"})
    journal.close()


def test_ids_read_ahead_of_a_commit_are_free_after_a_crash(folder):
    journal = Journal(folder)
    for number in range(8):
        assert journal.claim(str(number), number) is None
    journal.commit(SOME)
    journal.close()
    journal = Journal(folder)
    assert [journal.claim(str(number), number + 100) for number in range(8)] == [0, 1, 2, 3, 4, None, None, None]
    journal.close()


def test_a_journal_of_nothing_leaves_nothing(folder):
    Journal(folder).close()
    assert not folder.exists()


def test_only_one_process_may_write(folder, monkeypatch):
    monkeypatch.setattr("mujaz.jobs.journal._LOCK_TIMEOUT_S", 0.01)
    commit(folder)
    journal = Journal(folder)
    with pytest.raises(ConfigError, match="another process is working on this job"):
        Journal(folder)
    assert job_status(folder).running
    journal.close()
    assert not job_status(folder).running


def test_another_job_is_refused_with_both_ways_out(folder):
    commit(folder)
    journal = Journal(folder)
    journal.identify({"models": "a", "other": "new"})
    with pytest.raises(ConfigError) as caught:
        journal.identify({"models": "b"})
    assert str(caught.value) == (
        "this job was started differently: models was a and is now b. Go on as it was started, or add --restart to "
        "start over and lose what is done (4 articles)"
    )
    journal.close()


@pytest.mark.parametrize(
    ("name", "before", "now", "said"),
    [
        (
            "glossary",
            "2 terms (858dc94a37dc)",
            "2 terms (32b6bd424728)",
            "the content of glossary (--glossary) has changed, which was and is 2 terms.",
        ),
        ("glossary", "2 terms (858dc94a37dc)", "none", "glossary (--glossary) was 2 terms and is now none."),
        (
            "translation model",
            "m sha256:2280b60d3ce4 (ctranslate2 4.8.5, int8)",
            "m sha256:9980b60d3ce4 (ctranslate2 4.8.5, int8)",
            "the content of translation model (--translation-model) has changed, which was and is m (ctrans",
        ),
        (
            "decoding",
            "beam=3 names=43150dfe4421ef7c",
            "quality=best beam=4 names=99150dfe4421ef7c server-glossary=ba9876543210",
            "--beam-size was 3 and is now 4; the content of the names and words shown to the model (--names) has "
            "changed; --quality was nothing and is now best; the glossary of the server was nothing and is now given.",
        ),
        (
            "normalizer",
            "ar-3.66324e1e",
            "ar-3.77324e1e",
            "the content of normalizer has changed, which was and is ar-3.",
        ),
    ],
)
def test_what_has_changed_is_told_by_its_option_and_without_digests(folder, name, before, now, said):
    commit(folder)
    journal = Journal(folder)
    journal.identify({name: before})
    with pytest.raises(ConfigError) as caught:
        journal.identify({name: now})
    journal.close()
    assert f"this job was started differently: {said}" in str(caught.value)


def test_restart_forgets_everything(folder):
    commit(folder)
    (folder / "results.1.jsonl").write_text("x")
    journal = Journal(folder, restart=True)
    assert journal.checkpoint == Checkpoint()
    assert not (folder / "results.1.jsonl").exists()
    journal.identify({"models": "b"})
    assert list(journal.failures(1)) == []
    journal.close()


def test_a_new_round_begins_the_input_anew_and_remembers_what_failed(folder):
    commit(folder, replace(SOME, state=State.FINISHED, busy_s=5.0))
    journal = Journal(folder)
    journal.begin_round()
    assert replace(journal.checkpoint, time_s=0.0) == Checkpoint(round=2, busy_s=5.0)
    assert list(journal.failures(1)) == [FAILED]
    assert list(journal.failures(2)) == []
    journal.finish()
    assert list(journal.failures(1)) == []
    assert journal.checkpoint.state is State.FINISHED
    journal.close()


def test_a_damaged_journal_is_said_to_be_damaged(folder):
    commit(folder)
    (folder / "journal.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(ConfigError, match=r"cannot be read .* add --restart"):
        Journal(folder)
    with pytest.raises(ConfigError, match=r"cannot be read .* add --restart"):
        job_status(folder)


def test_the_status_of_no_job_is_a_mistake(folder):
    with pytest.raises(ConfigError, match="there is no job here"):
        job_status(folder)


def test_the_status_counts_failures_by_reason(folder):
    more = [replace(FAILED, number=number) for number in range(4, 6)]
    other = replace(FAILED, number=6, failure=Failure(reason="OTHER", message=""))
    commit(folder, failures=[FAILED, *more, other])
    status = job_status(folder)
    assert status.reasons == {"R": 3, "OTHER": 1}
    assert list(status.reasons) == ["R", "OTHER"]
    assert status.identity == {"journal": "1", "models": "a"}
    assert status.checkpoint.records == 5


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE])
def test_a_full_disk_is_told_from_other_faults(code):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = code
    broken = sqlite3.DatabaseError("malformed")
    broken.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    assert [is_full(error) for error in (full, broken, OSError(28, ""), OSError(27, ""), OSError(5, ""))] == [
        True,
        False,
        True,
        True,
        False,
    ]
