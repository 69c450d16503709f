"""A quick test for plain strings that most texts do not have, before a regular expression is tried."""

from collections.abc import Iterable


def contains_any(text: str, strings: Iterable[str]) -> bool:
    """Return whether a text contains any of some strings."""
    return any(map(text.__contains__, strings))
