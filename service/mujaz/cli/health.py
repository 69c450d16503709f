"""`mujaz health`: the health check for containers and scripts."""

from typing import Annotated

import typer

from mujaz.cli.exit_codes import FAILED


def health(
    address: Annotated[
        str | None, typer.Argument(metavar="ADDRESS", help="HOST:PORT; by default the setting `address`.")
    ] = None,
    service: Annotated[
        str, typer.Option("--service", help="Full name of one service; by default the server as a whole.")
    ] = "",
    timeout_s: Annotated[float, typer.Option("--timeout-s", min=0.001, help="How long to wait, in seconds.")] = 5.0,
) -> None:
    """Ask a server whether it is ready. Exits with 0 if it is SERVING, with 1 otherwise."""
    from mujaz.cli.connect import connect
    from mujaz.client import Health

    with connect(address or _configured_address()) as client:
        state = client.check_health(service, timeout_s=timeout_s)
    print(state.name)
    if state is not Health.SERVING:
        raise typer.Exit(FAILED)


def _configured_address() -> str:
    from mujaz.config import Settings

    return Settings.load().address
