"""The program as a whole: what goes wrong is one line and an exit code."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import mujaz.cli.app
from mujaz.cli.main import main
from mujaz.errors import (
    ConfigError,
    DeadlineExceeded,
    EngineError,
    InvalidInput,
    ModelCorrupted,
    ModelError,
    MujazError,
    NotFound,
    NotReady,
    Overloaded,
    Unauthenticated,
)


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ConfigError("threads is -1"), 2, "threads is -1"),
        (InvalidInput("is empty", field="a.txt"), 2, "a.txt: is empty"),
        (ModelError("no weights"), 2, "no weights"),
        (ModelCorrupted("damaged"), 2, "damaged"),
        (NotFound("no such model"), 2, "no such model"),
        (
            Unauthenticated("this server wants a token"),
            2,
            "this server wants a token; commands send the token in the file that call_token_file "
            "(MUJAZ_CALL_TOKEN_FILE) names",
        ),
        (NotReady("nothing answers"), 1, "nothing answers"),
        (Overloaded("no room", retry_delay_s=1), 1, "no room"),
        (DeadlineExceeded("late"), 1, "late"),
        (EngineError("fell over"), 1, "fell over"),
        (MujazError("in\nlines"), 1, "in lines"),
        (PermissionError(13, "Permission denied", "/x"), 1, "/x: Permission denied"),
        (typer.TyperException("odd."), 2, "odd; see `mujaz article --help`"),
        (KeyError("x"), 1, "KeyError: 'x'; this is a bug in Mujaz, `mujaz --traceback` shows where"),
    ],
)
def test_an_error_is_one_line_and_a_code(
    error: Exception, code: int, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: list[str]) -> int:
        raise error

    monkeypatch.setattr(mujaz.cli.app, "invoke", fail)
    assert main(["article"]) == code
    captured = capsys.readouterr()
    assert captured.err == f"mujaz: {line}\n"
    assert captured.out == ""


def test_an_interruption_says_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(mujaz.cli.app, "invoke", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == ""


def test_a_traceback_is_there_for_those_who_ask() -> None:
    with pytest.raises(InvalidInput):
        main(["--traceback", "article", "missing.txt"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["articel"], "No such command 'articel'. Did you mean 'article'?; see `mujaz --help`"),
        (["article"], "see `mujaz article --help`"),
        (["article", "x", "--beem-size", "1"], "--beem-size"),
        (["article", "x", "--beam-size", "wide"], "--beam-size': must be a whole number, such as 4; see"),
        (["article", "x", "--max-words", "9"], "--max-words': must be at least 10"),
        (["article", "x", "--style", "odd"], "Invalid value for '--style': 'odd' is not one of 'paragraph'"),
        (["article", __file__, "--encoding", "utf-99"], "encoding: 'utf-99' is not known; an Arabic one"),
        (["article", ""], "FILE: is an empty name; is a shell variable empty?"),
        (["article", "x", "y"], "`mujaz article` reads one file; `mujaz digest` and `mujaz batch` read many"),
        (["check", "x", "y", "z"], "too many arguments: (z)"),
        (["article", "x", "--report", "x.docx"], "--report: writes a web page, and x.docx is not the name of one"),
        (["article", "x/*.html"], "x/*.html: matches no file"),
        (["digest", "x/*.html"], "x/*.html: matches no file"),
        (["article", "s3://bucket/a"], "s3://bucket/a: is an address; copy"),
        (["batch", "http://news.example/", "-o", "out.jsonl"], "is an address, and a job reads files alone"),
        (["batch", "x"], "Missing option '--output' / '-o'; see `mujaz batch --help`"),
        (["models", "verify", "no-such-model"], "no model is called 'no-such-model'"),
        (["models", "pull", "opus-mt-ar-en", "--offline"], "offline"),
        (["health", "localhost"], "give HOST:PORT"),
        (["health", "http://localhost:1"], "give HOST:PORT alone"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_CACHE_DIR", str(tmp_path))
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.startswith("mujaz: ")
    assert error.count("\n") == 1


def test_an_empty_file_of_a_token_is_a_mistake(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token"
    file.write_text("\n")
    monkeypatch.setenv("MUJAZ_CALL_TOKEN_FILE", str(file))
    assert main(["health", "localhost:1"]) == 2
    assert f"call_token_file {file} is empty" in capsys.readouterr().err


def test_a_pattern_that_files_match_says_who_reads_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "b.html"):
        Path(name).touch()
    assert main(["article", "*.html"]) == 2
    assert "*.html: is a pattern that matches 2 files, but this command reads one file" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["article"], ["check"], ["digest"], ["batch", "--output", "out.jsonl"]])
def test_a_file_that_is_not_there_is_told_alike_everywhere(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command[0], "gone.txt", *(["gone.txt"] if command == ["check"] else []), *command[1:]]) == 2
    assert capsys.readouterr().err == ("mujaz: gone.txt: does not exist; check the name and the current folder\n")


def test_help_of_batch_names_what_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "batch"]) == 0
    assert capsys.readouterr().out.startswith("Usage: mujaz batch [OPTIONS]")


def test_no_arguments_mean_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "Usage: mujaz" in capsys.readouterr().out


def test_no_arguments_say_what_to_do_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Arabic news in, English out. First steps:\n\n  mujaz article FILE ")


@pytest.mark.parametrize("arguments", [["help", "article"], ["article", "-h"], ["article", "--help"]])
def test_help_of_a_command_comes_in_groups(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert out.startswith("Usage: mujaz article [OPTIONS]")
    places = [out.index(f"\n{group}:\n") for group in ("Arguments", "Translation", "Brief", "Connection", "Limits")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("mujaz ba", {"batch"}), ("mujaz article --no-b", {"--no-brief"}), ("mujaz completion ", {"bash", "zsh", "fish"})],
)
def test_a_shell_completes_commands_and_flags(typed: str, offered: set[str]) -> None:
    words = typed.split(" ")
    environment = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1), "_MUJAZ_COMPLETE": "complete_bash"}
    code = "import sys; sys.argv = ['mujaz']; from mujaz.cli.main import run; run()"
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert (set(run.stdout.split()), run.returncode) == (offered, 0), run.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_of_its_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert f"_MUJAZ_COMPLETE=complete_{shell}" in out
    assert "%(" not in out


def test_versions_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert main(["version"]) == 0
    short, long = capsys.readouterr().out.splitlines()
    assert short == f"mujaz {mujaz.__version__}"
    assert long.startswith(short)
    assert "ctranslate2 4." in long


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from mujaz.cli.main import main; main(['--help']); "
        "heavy = {'numpy', 'grpc', 'ctranslate2', 'pydantic', 'torch', 'google', 'rich', 'lxml', 'mujaz.readers'}; "
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.timing
def test_help_is_there_at_once() -> None:
    def processor_s() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        code = "from mujaz.cli.main import main; main(['--help'])"
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(processor_s() for _ in range(5)) < 0.3
