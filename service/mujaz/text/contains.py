"""A quick check before an expression is tried."""

from collections.abc import Iterable


def contains_any(text: str, strings: Iterable[str]) -> bool:
    """Whether a text contains any of some strings. Finding none is much faster than the regular expression it saves."""
    return any(map(text.__contains__, strings))
