"""The commands by name. Each has a file of its own; nothing heavy is imported before one of them runs."""

import os
from typing import Annotated

import typer
import typer.main

from mujaz.cli.article import ArticleCommand, article
from mujaz.cli.batch import batch
from mujaz.cli.check import check
from mujaz.cli.completion import COMPLETE_VARIABLE, completion
from mujaz.cli.config import config
from mujaz.cli.digest import DigestCommand, digest
from mujaz.cli.grouped import GroupedCommand
from mujaz.cli.health import health
from mujaz.cli.models import models
from mujaz.cli.serve import serve
from mujaz.cli.settings_flags import ServeCommand
from mujaz.cli.token import token
from mujaz.cli.version import print_version, version

app = typer.Typer(
    help="Arabic news articles in, faithful English translations and short English briefs out.",
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`mujaz help COMMAND` explains a command. Try `mujaz article FILE` first.",
)
app.command(cls=ArticleCommand)(article)
app.command(cls=ServeCommand)(serve)
app.add_typer(batch, name="batch")
app.command(cls=GroupedCommand)(check)
app.command()(completion)
app.add_typer(config, name="config")
app.command(cls=DigestCommand)(digest)
app.command()(health)
app.add_typer(models, name="models")
app.command()(token)
app.command()(version)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    traceback: Annotated[bool, typer.Option("--traceback", help="Show where in the code an error occurred.")] = False,
) -> None:
    """Options of the program as a whole; they are given before the command."""


def invoke(arguments: list[str]) -> int:
    """Runs one command and returns its exit code; errors are raised."""
    if COMPLETE_VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    code = typer.main.get_command(app).main(arguments, prog_name="mujaz", standalone_mode=False)
    return code if isinstance(code, int) else 0
