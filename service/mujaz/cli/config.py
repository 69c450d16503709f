"""`mujaz config`: shows the settings, and where each comes from."""

import json
from typing import Annotated

import typer

from mujaz.cli.settings_flags import SettingsCommand, SettingsFlags

config = typer.Typer(rich_markup_mode=None, help="Show the settings.")


@config.callback()
def _group() -> None:
    """Keeps `show` a subcommand: Typer would turn a group with one command and no callback into that command."""


@config.command(cls=SettingsCommand)
def show(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")] = False,
) -> None:
    """Print each setting with its value and where the value comes from. Takes the flags of `mujaz serve`."""
    from mujaz.cli.table import print_rows
    from mujaz.config import origins

    flags: SettingsFlags = ctx.obj
    values = flags.load().model_dump(mode="json")
    places = origins(flags.values, flags.config_file)
    if as_json:
        print(json.dumps({name: {"value": values[name], "origin": places[name]} for name in values}, indent=2))
        return
    print_rows(("SETTING", "VALUE", "FROM"), [(name, str(value), places[name]) for name, value in values.items()])
