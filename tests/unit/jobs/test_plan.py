"""What a job refuses before it begins."""

import os
import sys
from pathlib import Path

import pytest

from mujaz.cli.main import main


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"body": "نص"}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "purpose"),
    [
        (["in.jsonl", "--output", "out.parquet"], "writing out.parquet"),
        (["in.jsonl", "--output", "out", "--output-format", "parquet"], "writing out"),
        (["in.parquet", "--output", "out.jsonl"], "reading in.parquet"),
        (["in.jsonl.zst", "--output", "out.jsonl"], "reading in.jsonl.zst"),
    ],
)
def test_what_takes_a_library_that_is_not_there_is_refused_before_any_work(
    arguments: list[str], purpose: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    Path(arguments[0]).touch()
    files = sorted(Path().iterdir())
    assert main(["batch", *arguments]) == 2
    assert capsys.readouterr().err == f"mujaz: {purpose} needs pyarrow: pip install '.[batch]' in the folder of Mujaz\n"
    assert sorted(Path().iterdir()) == files


def test_a_folder_is_not_taken_for_a_file_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.jsonl").mkdir()
    assert main(["batch", "in.jsonl", "--output", "out.jsonl"]) == 2
    assert "out.jsonl is a folder; name a file" in capsys.readouterr().err


def test_an_address_is_not_taken_for_a_path_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "in.jsonl", "--output", "s3://b/o.jsonl"]) == 2
    assert capsys.readouterr().err.startswith("mujaz: s3://... is an address; results can be written to a path only.")


@pytest.mark.parametrize("output", ["", ".", "..", "/", "folder/.."])
@pytest.mark.parametrize("command", [["batch", "in.jsonl", "--output"], ["batch", "status"]])
def test_an_output_without_a_name_of_its_own_is_refused(
    command: list[str], output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, output]) == 2
    assert capsys.readouterr().err.endswith("is a folder that is there; give the output a name of its own\n")


def test_a_device_is_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe")
    assert main(["batch", "in.jsonl", "--output", "pipe", "--restart", "--output-format", "jsonl"]) == 2
    assert capsys.readouterr().err == "mujaz: pipe is not a file; name another output\n"
