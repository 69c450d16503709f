"""Options that several commands have, so that one name means one thing."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

BeamSize: TypeAlias = Annotated[
    int | None, typer.Option("--beam-size", min=1, help="Hypotheses kept at each step; 1 is fastest.")
]
GlossaryFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar="TERMS",
        dir_okay=False,
        help="File of terms that the translation is to use: Arabic, a tab, English; or TOML.",
    ),
]
NoMemory: TypeAlias = Annotated[
    bool, typer.Option("--no-memory", help="Decode everything, whatever the translation memory knows.")
]
