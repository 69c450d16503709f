"""`mujaz version`."""

import platform

import typer

from mujaz import __version__

_PARTS = ("ctranslate2", "grpcio", "torch")


def version() -> None:
    """Print the versions of Mujaz and of the libraries that run its models."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    parts = [f"Python {platform.python_version()}"]
    for part in _PARTS:
        try:
            parts.append(f"{part} {version_of(part)}")
        except PackageNotFoundError:
            parts.append(f"no {part}")
    print(f"mujaz {__version__} ({', '.join(parts)})")


def print_version(wanted: bool) -> None:
    """Implements `mujaz --version`."""
    if wanted:
        print(f"mujaz {__version__}")
        raise typer.Exit
