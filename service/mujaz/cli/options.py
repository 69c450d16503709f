"""Options that several commands have, so that one name means one thing."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mujaz.jobs.formats import InputFormat
from mujaz.types import Quality

InputFormatName: TypeAlias = Annotated[
    InputFormat | None, typer.Option("--input-format", help="By default by the names of the files.")
]
Encoding: TypeAlias = Annotated[
    str,
    typer.Option("--encoding", help="Of the input, such as windows-1256; by default it is found, and a guess is said."),
]
Delimiter: TypeAlias = Annotated[
    str,
    typer.Option("--delimiter", help="Between the cells of .csv and .tsv, such as ; or tab; by default it is found."),
]
IdField: TypeAlias = Annotated[str, typer.Option("--id-field", help="Field or column with the id.")]
TitleField: TypeAlias = Annotated[str, typer.Option("--title-field", help="Field or column with the title.")]
BodyField: TypeAlias = Annotated[
    str, typer.Option("--body-field", help="Field or column with the text; dots reach inside JSON: data.text.")
]
RowsAreHtml: TypeAlias = Annotated[
    bool, typer.Option("--html", help="The texts in rows of .jsonl, .csv, .tsv and .parquet are web pages.")
]
BeamSize: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--beam-size", min=1, help="Hypotheses kept at each step; by default as the quality says; 1 is fastest."
    ),
]
QualityName: TypeAlias = Annotated[
    Quality | None,
    typer.Option("--quality", help="How much time the translation may take; by default the setting quality."),
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
    bool, typer.Option("--no-memory", help="Translate everything anew, whatever the translation memory knows.")
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the response as protobuf JSON.")]
Server: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--server", metavar="ADDRESS", help="HOST:PORT of a running server; by default the work is done here."
    ),
]
TimeoutS: TypeAlias = Annotated[
    float, typer.Option("--timeout-s", min=0.001, help="How long to wait for the server's answer, in seconds.")
]

AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Also fetch from addresses that are not of the public internet."),
]
