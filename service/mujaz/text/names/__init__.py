"""Names that come up in news, and points of the compass, in Arabic and English texts."""

from mujaz.text.names.directions import Direction, arabic_directions, english_directions
from mujaz.text.names.known import KnownName, arabic_names, english_names

__all__ = [
    "Direction",
    "KnownName",
    "arabic_directions",
    "arabic_names",
    "english_directions",
    "english_names",
]
