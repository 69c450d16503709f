"""Options that several commands share, so that a name means the same everywhere."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from mujaz.jobs.formats import InputFormat
from mujaz.types import Quality

InputFormatName: TypeAlias = Annotated[
    InputFormat | None, typer.Option("--input-format", help="Format of the input; by default that of the files' names.")
]
Encoding: TypeAlias = Annotated[
    str,
    typer.Option(
        "--encoding", help="Encoding of the input, such as windows-1256; by default detected, and a guess is reported."
    ),
]
Delimiter: TypeAlias = Annotated[
    str,
    typer.Option("--delimiter", help="Delimiter of .csv and .tsv, such as ; or tab; by default detected."),
]
IdField: TypeAlias = Annotated[str, typer.Option("--id-field", help="Field or column with the id.")]
TitleField: TypeAlias = Annotated[str, typer.Option("--title-field", help="Field or column with the title.")]
BodyField: TypeAlias = Annotated[
    str, typer.Option("--body-field", help="Field or column with the text; dots lead to nested JSON fields: data.text.")
]
RowsAreHtml: TypeAlias = Annotated[
    bool, typer.Option("--html", help="The texts in rows of .jsonl, .csv, .tsv and .parquet are web pages.")
]
BeamSize: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--beam-size", min=1, help="Hypotheses kept at each step; by default set by the quality; 1 is fastest."
    ),
]
QualityName: TypeAlias = Annotated[
    Quality | None,
    typer.Option("--quality", help="How much time the translation may take; by default the setting `quality`."),
]
GlossaryFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar="TERMS",
        dir_okay=False,
        help="File of terms that the translation must use: Arabic, a tab, English; or TOML.",
    ),
]
NoMemory: TypeAlias = Annotated[
    bool, typer.Option("--no-memory", help="Translate everything again, without the translation memory.")
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the response as protobuf JSON.")]
Server: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--server", metavar="ADDRESS", help="HOST:PORT of a running server; by default this process does the work."
    ),
]
TimeoutS: TypeAlias = Annotated[
    float, typer.Option("--timeout-s", min=0.001, help="How long to wait for the server's answer, in seconds.")
]

AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Also fetch from addresses that are not on the public internet."),
]
