"""`mujaz token`: what it prints is what a server reads."""

import re
from pathlib import Path

import pytest

from mujaz.cli.main import main
from mujaz.errors import ConfigError
from mujaz.serving.tokens import Tokens


@pytest.mark.parametrize("name", ["desk", 'a "quoted" \\ name', "مكتب"])
def test_a_made_token_opens_a_server_that_was_given_its_lines(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["token", name, "--articles-per-minute", "3"]) == 0
    printed, told = capsys.readouterr()
    (secret,) = re.findall(r"^([\w-]{43})$", told, re.MULTILINE)
    assert secret not in printed
    path = tmp_path / "tokens.toml"
    path.write_text(printed, encoding="utf-8")
    caller = Tokens(path).caller([("authorization", f"Bearer {secret}")])
    assert (caller.entry.name, caller.entry.articles_per_minute) == (name, 3)
    assert caller.entry.max_article_chars is None


def test_a_token_file_of_calls_that_is_not_there_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUJAZ_CALL_TOKEN_FILE", str(tmp_path / "nothing"))
    assert main(["health", "127.0.0.1:1"]) == 2
    assert "nothing does not exist; check the name" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "token = []\n"])
def test_a_file_without_a_token_serves_nobody_and_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tokens.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"has no token, so nobody could call; make one with `mujaz token NAME >> "):
        Tokens(path)


def test_the_name_of_a_token_is_not_endless(tmp_path: Path) -> None:
    path = tmp_path / "tokens.toml"
    path.write_text(f'[[token]]\nname = "{"a" * 65}"\nsha256 = "{"0" * 64}"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="name"):
        Tokens(path)
