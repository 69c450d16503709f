"""`mujaz check`: findings by line, a summary, and an exit code for scripts."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.cli.main import main
from mujaz.config import Settings

SOURCE = "وصل 60 شخصا إلى المدينة.\n\nوقتل 25 جنديا في الهجوم.\n"
GOOD = "60 people arrived in the city.\n\n25 soldiers were killed in the attack.\n"
BAD = "60 people arrived in the city.\n\n52 soldiers were killed in the attack.\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {"source": SOURCE, "good": GOOD, "bad": BAD, "short": "One line.\n", "crlf": SOURCE.replace("\n", "\r\n")}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    return {name: str(tmp_path / name) for name in texts}


@pytest.mark.parametrize("source", ["source", "crlf"])
def test_a_good_translation_is_one_line_and_code_0(
    source: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", files[source], files["good"]]) == 0
    assert capsys.readouterr().out == "2 lines, 0 errors, 0 warnings\n"


def test_an_error_is_told_with_line_and_words_and_is_code_1(
    files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", files["source"], files["bad"]]) == 1
    finding, summary = capsys.readouterr().out.splitlines()
    assert finding.startswith("line 3: error: The source says 25, the translation says 52.")
    assert summary == "2 lines, 1 error, 0 warnings"


def test_warnings_alone_are_code_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("سطر\n* * *\n", encoding="utf-8")
    target.write_text("Line\n\n", encoding="utf-8")
    assert main(["check", str(source), str(target)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "line 2: warning: This line was not translated: it is blank in the translation. (* * *)",
        "2 lines, 0 errors, 1 warning",
    ]


def test_json_is_the_response_of_the_contract(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", files["source"], files["bad"], "--json"]) == 1
    response = json.loads(capsys.readouterr().out)
    assert [line["number"] for line in response["lines"]] == [1, 3]
    assert [finding["kind"] for finding in response["lines"][1]["findings"]] == ["FINDING_KIND_NUMBER"]


def test_one_of_the_two_may_be_standard_input(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["check", files["source"], "-"]) == 0
    assert main(["check", "-", "-"]) == 2
    assert "cannot both be standard input; see `mujaz check --help`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        ("source", "short", "short, translation of {source}: line count is 1, that of the source is 3"),
        ("good", "source", "SOURCE is more English and TARGET more Arabic; swap the two"),
        ("source", "missing", "does not exist"),
    ],
)
def test_bad_input_is_one_line_and_code_2(
    source: str, target: str, says: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", files[source], files.get(target, target)]) == 2
    error = capsys.readouterr().err
    assert says.format_map(files) in error
    assert error.count("\n") == 1


def test_files_beyond_the_limit_of_a_request_are_checked_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    line = f"{'وصل الوزير أمس.':<1000}\n"
    source.write_text(line * 120, encoding="utf-8")
    target.write_text("Yes.\n" * 120, encoding="utf-8")
    assert len(line) * 120 > Settings().max_article_chars
    main(["check", str(source), str(target)])
    assert capsys.readouterr().out.splitlines()[-1].startswith("120 lines")


def test_no_model_library_is_loaded(files: dict[str, str]) -> None:
    code = (
        "import sys; from mujaz.cli.main import main; main(['check', *sys.argv[1:]]); "
        "sys.exit(' '.join({'ctranslate2', 'torch', 'transformers', 'grpc'} & set(sys.modules)) or 0)"
    )
    command = [sys.executable, "-c", code, files["source"], files["good"]]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
