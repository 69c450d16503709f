"""The messages for a file name that leads to no file, the same in every command."""

import glob
import re

from mujaz.errors import NOT_THERE

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

EMPTY_NAME = "is an empty name; is a shell variable empty?"


def is_address(name: str) -> bool:
    """Whether a name is the address of a web page."""
    return name.lower().startswith(("http://", "https://"))


def why_missing(name: str) -> str:
    """Says what is wrong with a name that leads to no file, and what to do; it follows the name and a colon.

    Args:
        name: The name as the caller wrote it.
    """
    if _ADDRESS.match(name):  # such as s3://bucket/file
        return "is an address; copy its content to a file first"
    if not any(sign in name for sign in "*?["):
        return NOT_THERE
    count = len(glob.glob(name, recursive=True))
    if not count:
        return "matches no file; check the pattern and the current folder"
    return (
        f"is a pattern that matches {count:,} file{'s' * (count > 1)}, but this command reads one file; "
        "`mujaz digest` and `mujaz batch` read many"
    )
