"""`mujaz check`: says line by line what may be wrong with a translation made elsewhere. It loads no model."""

import sys
from typing import Annotated

import typer

from mujaz.cli.exit_codes import FAILED
from mujaz.cli.options import AsJson, Encoding, Server, TimeoutS
from mujaz.errors import InvalidInput
from mujaz.types import CheckResult, Severity


def check(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", show_default=False, help="UTF-8 text in Arabic. - is standard input.")
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            show_default=False,
            help="Its English translation; line N translates line N of SOURCE. - is standard input.",
        ),
    ],
    encoding: Encoding = "",
    as_json: AsJson = False,
    server: Server = None,
    timeout_s: TimeoutS = 120.0,
) -> None:
    """Check a translation of any origin against its source. Prints what may be wrong with each line.

    Exits with 1 if a finding is an error, with 0 if there are only warnings or no findings.
    """
    from mujaz.cli.inputs import STANDARD_INPUT, read_text, shown

    if source == target == STANDARD_INPUT:
        raise typer.BadParameter("SOURCE and TARGET cannot both be standard input")
    texts = read_text(source, encoding=encoding), read_text(target)
    _expect_order(*texts)
    try:
        result = _check_here(*texts) if server is None else _check_there(*texts, server, timeout_s)
    except InvalidInput as error:
        files = {"source": shown(source), "translation": f"{shown(target)}, translation of {shown(source)}"}
        raise InvalidInput(error.description, field=files.get(error.field, error.field), reason=error.reason) from None
    if as_json:
        from mujaz.wire.results import check_result_to_json

        print(check_result_to_json(result))
    else:
        _print(*texts, result)
    if _count(result, Severity.ERROR):
        raise typer.Exit(FAILED)


def _expect_order(source: str, target: str) -> None:
    from mujaz.text.scripts import arabic_share

    if arabic_share(source) < arabic_share(target):
        raise typer.BadParameter("SOURCE is more English and TARGET more Arabic; swap the two")


def _check_here(source: str, target: str) -> CheckResult:
    from mujaz.config import Settings
    from mujaz.pipeline.check import check_translation

    # The limit protects a server from long requests; here a file may have any length.
    unlimited = Settings.load({"max_article_chars": max(len(source), len(target))})
    return check_translation(source, target, unlimited)


def _check_there(source: str, target: str, server: str, timeout_s: float) -> CheckResult:
    from mujaz.cli.connect import connect

    with connect(server, timeout_s=timeout_s) as client:
        return client.check_translation(source, target)


def _print(source: str, target: str, result: CheckResult) -> None:
    from rich.console import Console

    from mujaz.cli.show import note

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for line in result.lines:
        for finding in line.findings:
            console.print(note(f"line {line.number}", finding, source, target), soft_wrap=not console.is_terminal)
    counts = {
        "line": len(result.lines),
        "error": _count(result, Severity.ERROR),
        "warning": _count(result, Severity.WARNING),
    }
    print(", ".join(f"{count:,} {noun}{'s' * (count != 1)}" for noun, count in counts.items()))


def _count(result: CheckResult, severity: Severity) -> int:
    return sum(finding.severity is severity for line in result.lines for finding in line.findings)
