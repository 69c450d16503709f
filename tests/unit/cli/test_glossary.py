"""`--glossary` and `glossary_file`: files that help, and files that cannot be used."""

from pathlib import Path

import pytest

import mujaz.pipeline
from mujaz.cli.main import main
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import ConfigError
from mujaz.pipeline import Pipeline
from mujaz.pipeline.load import load_pipeline


@pytest.fixture(autouse=True)
def _fake_models(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(settings: Settings) -> Pipeline:
        return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings)

    monkeypatch.setattr(mujaz.pipeline, "load_pipeline", load)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text("وصل قائد الحشد الشعبي إلى المدينة.", encoding="utf-8")
    return str(path)


def test_an_article_with_terms(article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("الحشد الشعبي\tPMF\n", encoding="utf-8")
    assert main(["article", article, "--no-title", "--no-brief", "--glossary", str(terms)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "W3 w4 PMF w3 w7."
    assert "Terms\nالحشد الشعبي = PMF\n" in out


@pytest.mark.parametrize("command", [["article"], ["batch", "-o", "out.jsonl"]])
def test_a_file_that_cannot_be_used_is_a_mistake_in_input(
    article: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("الحشد PMF\n", encoding="utf-8")
    assert main([*command, article, "--glossary", str(terms)]) == 2
    assert capsys.readouterr().err.strip().endswith("line 1 is not the Arabic, one tab and the English")
    assert main([*command, article, "--glossary", str(tmp_path / "gone.tsv")]) == 2
    assert "gone.tsv does not exist; check the name" in capsys.readouterr().err


def test_a_servers_glossary_is_read_before_any_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"the glossary .* does not exist") as caught:
        load_pipeline(Settings(translation_model="no-such-model", glossary_file=tmp_path / "gone.tsv"))
    assert caught.value.reason == "GLOSSARY_FILE"
