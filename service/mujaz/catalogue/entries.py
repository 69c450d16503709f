"""The catalogue itself: what `catalogue.toml` says about each known model."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from mujaz.errors import ModelError
from mujaz.types import Calibration, GoldenSentence, Task

CATALOGUE_FILE = "catalogue.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """The expected hash and size of a model file.

    Args:
        sha256: The hash, 64 hexadecimal digits.
        size: The length in bytes.
    """

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One known model.

    Args:
        id: Its name in settings and on the command line.
        task: What it does.
        folder: The name of its folder beside the catalogue; empty if it is not embedded.
        hub: Its id on the hub; empty if it is embedded.
        revision: The hub commit that is used. Where it is empty, the first download fixes the commit and the hashes of
            its files.
        license: SPDX expression.
        origin: Who made it, and from what.
        description: One line about it.
        max_source_tokens: The most tokens of one input, the end-of-sentence token not counted; 0 takes the limit of the
            model's own configuration.
        quality: Measured scores, by test set and metric.
        golden: A sentence and the model's output for it at the default settings.
        calibration: Turns a translation model's certainty into a confidence, where that was measured.
        files: Every file, by name. Empty for hub models whose files the catalogue does not list.
    """

    id: str
    task: Task
    license: str
    origin: str
    description: str
    folder: str = ""
    hub: str = ""
    revision: Annotated[str, Field(pattern=r"^([0-9a-f]{40})?$")] = ""
    max_source_tokens: Annotated[int, Field(ge=0)] = 0
    quality: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    golden: GoldenSentence | None = None
    calibration: Calibration | None = None
    files: Mapping[str, FileRecord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if bool(self.folder) == bool(self.hub):
            raise ValueError(f"{self.id} needs either a folder or a hub id")


def models_root() -> Path:
    """The folder of the catalogue and the embedded models: inside the installed package, or in the repository."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_models"
    return installed if installed.is_dir() else package.parents[1] / "models"


@functools.cache
def load_catalogue(root: Path | None = None) -> Mapping[str, CatalogueEntry]:
    """Reads the catalogue.

    Args:
        root: The folder that holds it; by default `models_root()`.

    Returns:
        The known models by id, in the order of the file.

    Raises:
        ModelError: The catalogue is missing or damaged.
    """
    path = (root or models_root()) / CATALOGUE_FILE
    try:
        models = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
        rows = [{**row, "task": Task[str(row["task"]).upper()]} for row in models]
        entries = TypeAdapter(list[CatalogueEntry]).validate_python(rows)
    except OSError as error:
        raise ModelError(f"cannot read the catalogue {path}: {error.strerror}; install Mujaz again") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{path} is damaged: {where}: {first['msg']}; install Mujaz again") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged: {error}; install Mujaz again") from None
    return {entry.id: entry for entry in entries}
