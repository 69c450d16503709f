import hashlib
import json
from pathlib import Path

import pytest

from mujaz.catalogue.entries import FileRecord
from mujaz.catalogue.folders import ModelFolder, find, fingerprint, ref_file, verify
from mujaz.config import Settings
from mujaz.errors import ModelCorrupted, ModelError, NotFound

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "model"
    path.mkdir()
    (path / "config.json").write_text("{}")
    (path / "model.safetensors").write_bytes(b"weights")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache_dir=tmp_path / "cache")


def put_in_cache(folder: Path, settings: Settings, repo: str, ref: str | None) -> Path:
    """Lays a folder out as a download."""
    target = settings.cache_dir / "hub" / repo.replace("/", "--") / COMMIT
    target.parent.mkdir(parents=True)
    folder.rename(target)
    records = {path.name: record(path.read_bytes()) for path in target.iterdir()}
    (target / "mujaz-files.json").write_text(json.dumps(records))
    if ref is not None:
        file = ref_file(repo, ref, settings.cache_dir)
        file.parent.mkdir(parents=True)
        file.write_text(COMMIT)
    return target


def record(content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


class TestFind:
    def test_a_name_in_the_catalogue(self, settings: Settings) -> None:
        found = find("starter-ar-en", settings)
        assert found.name == "starter-ar-en"
        assert found.entry is not None
        assert set(found.recorded) == set(found.entry.files)

    def test_a_path(self, folder: Path, settings: Settings) -> None:
        found = find(str(folder), settings)
        assert (found.name, found.path, found.entry, found.revision) == ("model", folder, None, "")

    def test_a_relative_path(self, folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder.parent)
        assert find("./model", settings).path == folder

    def test_a_hub_id_that_was_downloaded(self, folder: Path, settings: Settings) -> None:
        path = put_in_cache(folder, settings, "org/name", ref="")
        for model in ("org/name", f"org/name@{COMMIT}"):
            found = find(model, settings)
            assert (found.name, found.path, found.revision) == ("org/name", path, COMMIT)
            assert set(found.recorded) == {"config.json", "model.safetensors"}

    def test_a_branch_that_was_downloaded_is_the_commit_it_was(self, folder: Path, settings: Settings) -> None:
        put_in_cache(folder, settings, "org/name", ref="refs/pr/6")
        assert find("org/name@refs/pr/6", settings).revision == COMMIT
        with pytest.raises(NotFound):
            find("org/name@main", settings)

    @pytest.mark.parametrize("model", ["org/name", f"org/name@{COMMIT}", "opus-mt-ar-en", "Helsinki-NLP/opus-mt-ar-en"])
    def test_what_was_not_downloaded_says_how(self, model: str, settings: Settings) -> None:
        with pytest.raises(NotFound, match=f"mujaz models pull {model}") as caught:
            find(model, settings)
        assert caught.value.reason == "MODEL_NOT_DOWNLOADED"

    def test_an_unknown_name_gets_a_suggestion(self, settings: Settings) -> None:
        with pytest.raises(NotFound, match="did you mean starter-ar-en"):
            find("starter-ar-eng", settings)

    def test_an_unknown_name_unlike_any_gets_the_list(self, settings: Settings) -> None:
        with pytest.raises(NotFound, match="known models: starter-ar-en"):
            find("zzz", settings)

    def test_a_missing_folder_is_one_line(self, settings: Settings, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="nowhere does not exist"):
            find(str(tmp_path / "nowhere"), settings)

    def test_a_damaged_record_of_a_download_says_what_to_do(self, folder: Path, settings: Settings) -> None:
        path = put_in_cache(folder, settings, "org/name", ref="")
        (path / "mujaz-files.json").write_text("[]")
        with pytest.raises(ModelCorrupted, match="download the model again"):
            find("org/name", settings)


class TestVerify:
    def recorded(self, folder: Path) -> ModelFolder:
        records = {path.name: FileRecord(**record(path.read_bytes())) for path in folder.iterdir()}
        return ModelFolder(name="model", path=folder, recorded=records)

    def test_files_as_recorded_give_the_fingerprint(self, folder: Path) -> None:
        model = self.recorded(folder)
        assert verify(model) == fingerprint(model)

    def test_a_changed_file_is_named_with_both_hashes(self, folder: Path) -> None:
        model = self.recorded(folder)
        (folder / "model.safetensors").write_bytes(b"weighty")
        with pytest.raises(ModelCorrupted) as caught:
            verify(model)
        for part in ("model.safetensors", *(hashlib.sha256(text).hexdigest() for text in (b"weights", b"weighty"))):
            assert part in str(caught.value)
        assert "install Mujaz again" in str(caught.value)

    def test_a_missing_file_is_named(self, folder: Path) -> None:
        model = self.recorded(folder)
        (folder / "config.json").unlink()
        with pytest.raises(ModelError, match=r"config\.json: No such file"):
            verify(model)

    def test_a_damaged_download_is_to_be_pulled_again(self, folder: Path, settings: Settings) -> None:
        path = put_in_cache(folder, settings, "org/name", ref="")
        (path / "config.json").write_text("{ }")
        with pytest.raises(ModelCorrupted, match="mujaz models pull org/name"):
            verify(find("org/name", settings))


class TestFingerprint:
    def test_it_changes_with_contents_and_names_and_with_nothing_else(self, folder: Path) -> None:
        model = ModelFolder(name="model", path=folder)
        before = fingerprint(model)
        (folder / "CARD.md").write_text("words")
        assert fingerprint(model) == before
        (folder / "vocab.json").write_text("{}")
        with_vocabulary = fingerprint(model)
        (folder / "vocab.json").rename(folder / "words.json")
        assert len({before, with_vocabulary, fingerprint(model)}) == 3

    def test_pickled_weights_count_only_without_safe_ones(self, folder: Path) -> None:
        model = ModelFolder(name="model", path=folder)
        before = fingerprint(model)
        (folder / "pytorch_model.bin").write_bytes(b"pickle")
        assert fingerprint(model) == before
        (folder / "model.safetensors").unlink()
        assert fingerprint(model) != before

    def test_a_folder_without_weights_is_refused(self, folder: Path) -> None:
        (folder / "model.safetensors").unlink()
        with pytest.raises(ModelError, match="holds no weights"):
            fingerprint(ModelFolder(name="model", path=folder))
