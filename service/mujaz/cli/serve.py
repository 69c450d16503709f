"""`mujaz serve`: the gRPC server."""

import typer

from mujaz.cli.settings_flags import SettingsFlags


def serve(ctx: typer.Context) -> None:
    """Run the gRPC server. SIGTERM or Ctrl-C lets it finish its calls and exit; a second one ends it at once."""
    flags: SettingsFlags = ctx.obj
    settings = flags.load()
    from mujaz.server import run_server

    run_server(settings, ready=_say_page if settings.http and settings.log_format == "console" else None)


def _say_page(_: str, page: str) -> None:
    print(f"The page: {page}", flush=True)
