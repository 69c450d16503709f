"""No command puts its result in the place of what it reads."""

from pathlib import Path

import pytest

from mujaz.cli.main import main

PAGE = "<html lang='ar'><body><h1>خبر</h1><p>قال الوزير إن العمل سيبدأ قريبا في المدن كلها.</p></body></html>"

ROW = '{"id": "1", "body": "قال الوزير إن العمل سيبدأ قريبا."}\n'


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        (["article", "{file}", "--output", "{file}"], "--output: "),
        (["article", "{file}", "--report", "{file}"], "--report: "),
        (["digest", "{file}", "--output", "{file}"], "--output: "),
        (["batch", "{file}", "--output", "{file}"], ""),
        (["batch", "{file}", "--output", "{file}", "--restart"], ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_input_is_not_written_over(
    words: list[str], flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, content = (".jsonl", ROW) if words[0] == "batch" else (".html", PAGE)
    file = tmp_path / f"input{kind}"
    file.write_text(content, encoding="utf-8")
    assert main([word.format(file=file) for word in words]) == 2
    error = capsys.readouterr().err
    assert f"{flag}{file} is the input itself; name another" in error
    assert error.count("\n") == 1
    assert file.read_text(encoding="utf-8") == content
