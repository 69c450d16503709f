"""What a name that leads to no file is told, the same wherever one is read."""

import glob
import re

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

EMPTY_NAME = "is an empty name; is a variable of the shell empty?"


def is_address(name: str) -> bool:
    """Whether a name is meant as an address of the web."""
    return name.lower().startswith(("http://", "https://"))


def why_missing(name: str) -> str:
    """What is wrong with a name that is no file's, and what to do; to be put behind the name and a colon.

    Args:
        name: As the caller wrote it.
    """
    if _ADDRESS.match(name):  # s3://bucket/file, say
        return "is an address; copy what is there to a file first"
    if not any(sign in name for sign in "*?["):
        return "is not there; look at the name and the folder that you are in"
    count = len(glob.glob(name, recursive=True))
    if not count:
        return "matches no file; look at the pattern and the folder that you are in"
    return (
        f"is a pattern that {count:,} file{'s match' if count > 1 else ' matches'}, and one file is read here; "
        "`mujaz digest` and `mujaz batch` read many"
    )
