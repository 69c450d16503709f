"""`mujaz models`: lists, verifies, downloads and converts models."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from mujaz.cli.settings_flags import SettingsCommand, SettingsFlags
from mujaz.errors import ConfigError, ModelError, NotFound

if TYPE_CHECKING:
    from mujaz.catalogue.entries import CatalogueEntry
    from mujaz.catalogue.folders import ModelFolder
    from mujaz.config import Settings

models = typer.Typer(rich_markup_mode=None, help="List, verify, download and convert models.")

_MODEL_HELP = "Name in the catalogue, hub id such as org/name or org/name@revision, or path of a folder."


class ModelsCommand(SettingsCommand):
    """Takes the settings that matter to model files."""

    setting_names: ClassVar[tuple[str, ...] | None] = ("cache_dir", "offline")


class ConvertCommand(SettingsCommand):
    """Takes the settings that matter to a conversion."""

    setting_names: ClassVar[tuple[str, ...] | None] = ("cache_dir", "compute_type")


@models.command(name="list", cls=ModelsCommand)
def list_models(ctx: typer.Context) -> None:
    """List the models of the catalogue and where they are."""
    from mujaz.catalogue.entries import load_catalogue
    from mujaz.cli.table import print_blocks

    settings = _settings(ctx)
    rows = [_row(entry, settings) for entry in load_catalogue().values()]
    print_blocks(("NAME", "TASK", "WHERE", "LICENCE", "QUALITY", "DESCRIPTION"), rows, short=4)


@models.command(cls=ModelsCommand)
def verify(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODEL", help=f"{_MODEL_HELP} By default all models of the catalogue on this machine."),
    ] = None,
) -> None:
    """Check files against recorded hashes. Exits with 2 if one is damaged."""
    from mujaz.catalogue import folders

    settings = _settings(ctx)
    wanted = [folders.find(name, settings) for name in names] if names else _all_here(settings)
    failures = [error for folder in wanted if (error := _verify(folder, folders.verify))]
    if failures:
        raise failures[0]


@models.command(cls=ModelsCommand)
def pull(
    ctx: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", show_default=False, help=_MODEL_HELP)],
    output: Annotated[
        Path | None,
        typer.Option(show_default=False, metavar="DIR", help="New folder for a copy, to take to another machine."),
    ] = None,
) -> None:
    """Download a model and verify it. Prints its folder."""
    from mujaz.catalogue.hub import pull as download

    if output is not None and output.exists():
        raise ConfigError(f"--output {output} already exists; name a new folder")
    folder = download(model, _settings(ctx)).path
    if output is not None:
        try:
            shutil.copytree(folder, output)
        except OSError as error:  # also the one in which copytree collects those of many files
            raise ConfigError(
                f"--output {output} cannot be written ({error.strerror or error}); see {folder}"
            ) from None
        folder = output
    print(folder)


@models.command(cls=ConvertCommand)
def convert(
    ctx: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", show_default=False, help=_MODEL_HELP)],
) -> None:
    """Convert a model for ctranslate2, which the first start would do otherwise. Prints its folder."""
    from mujaz.catalogue.conversion import converted
    from mujaz.catalogue.folders import find
    from mujaz.catalogue.folders import verify as check

    settings = _settings(ctx)
    folder = find(model, settings)
    print(converted(folder, check(folder), settings.compute_type, settings.cache_dir))


def _settings(ctx: typer.Context) -> "Settings":
    flags: SettingsFlags = ctx.obj
    return flags.load()


def _all_here(settings: "Settings") -> list["ModelFolder"]:
    from mujaz.catalogue.entries import load_catalogue

    found = [_here(entry, settings) for entry in load_catalogue().values()]
    return [folder for folder in found if folder is not None]


def _here(entry: "CatalogueEntry", settings: "Settings") -> "ModelFolder | None":
    from mujaz.catalogue.folders import find

    try:
        return find(entry.id, settings)
    except NotFound:
        return None


def _verify(folder: "ModelFolder", check: "Callable[[ModelFolder], str]") -> ModelError | None:
    """Verifies a model and prints the outcome. Returns what is wrong with it, if anything."""
    try:
        fingerprint = check(folder)
    except ModelError as error:
        print(f"{folder.name}: FAILED")
        return error
    compared = (
        f"{len(folder.recorded)} files are as recorded" if folder.recorded else "nothing recorded to compare with"
    )
    print(f"{folder.name}: {compared}, sha256:{fingerprint[:12]}")
    return None


def _row(entry: "CatalogueEntry", settings: "Settings") -> tuple[str, ...]:
    where = "embedded" if entry.folder else "downloaded" if _here(entry, settings) else "on the hub"
    quality = [
        f"{test_set}: {', '.join(f'{measure} {score}' for measure, score in scores.items())}"
        for test_set, scores in entry.quality.items()
    ]
    return entry.id, entry.task.name.lower(), where, entry.license, "; ".join(quality), entry.description
