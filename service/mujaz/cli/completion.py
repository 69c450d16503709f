"""`mujaz completion`: prints a script that lets a shell complete commands, flags and file names."""

import enum
from typing import Annotated

import typer

COMPLETE_VARIABLE = "_MUJAZ_COMPLETE"
"""Set by a shell that asks for the completions of a command."""


class Shell(enum.StrEnum):
    """The supported shells."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", show_default=False, help="bash, zsh or fish.")],
) -> None:
    r"""Print a script that lets a shell complete commands and flags.

    bash: mujaz completion bash >> ~/.bashrc. zsh: mujaz completion zsh > ~/.zfunc/_mujaz. fish: mujaz completion
    fish > ~/.config/fish/completions/mujaz.fish.
    """
    from typer._completion_shared import get_completion_script

    print(get_completion_script(prog_name="mujaz", complete_var=COMPLETE_VARIABLE, shell=shell.value))
