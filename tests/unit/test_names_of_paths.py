"""Names of models and inputs that are tricks with paths: found where they say, or refused in one line."""

from pathlib import Path

import pytest

from mujaz.catalogue.folders import find
from mujaz.config import Settings
from mujaz.errors import ConfigError, ModelError, NotFound
from mujaz.jobs.inputs import Inputs

LONG = "x" * 5_000


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A cache, beside which lies what is nobody's business."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/mujaz-files.json").write_text("{}")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "cache/hub/a--b/refs").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    "model",
    [
        *("/etc/passwd", "a\0b", "/a\0b", "~nobody-of-that-name/x", LONG, f"/{LONG}", f"./{LONG}", f"a/{LONG}"),
        *(
            "a/b@..",
            "a/b@.",
            "a/b@../../../secret",
            f"a/b@{'/' * 300}",
            f"a/b@{LONG}",
            "../b@../../secret",
            "a/..@../..",
            f"a/b@{'/' * 80}",
        ),
    ],
    ids=lambda model: model[:24].replace("\0", "NUL"),
)
def test_a_model_is_nowhere_but_where_models_are(outside: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(outside / "cache")
    with pytest.raises((ModelError, NotFound)) as raised:
        find(model, Settings(cache_dir=outside / "cache"))
    assert "\n" not in str(raised.value)


def test_a_link_that_leads_to_itself_is_no_model(outside: Path) -> None:
    with pytest.raises(ModelError, match="does not exist"):
        find(str(outside / "loop"), Settings(cache_dir=outside / "cache"))


@pytest.mark.parametrize("name", ["../nothing.txt", "a\0b.txt", LONG, "[", "loop.txt"], ids=lambda name: name[:16])
def test_an_input_that_cannot_be_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(ConfigError) as raised:
        Inputs([str(tmp_path / name)])
    assert len(str(raised.value)) < 1_000
    assert "\n" not in str(raised.value)


def test_a_folder_that_links_to_itself_is_gone_through_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("خبر")
    (tmp_path / "again").symlink_to(tmp_path)
    assert Inputs([str(tmp_path)]).file_count == 1
