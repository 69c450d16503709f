"""Countries and points of the compass in Arabic and English texts."""

from mujaz.text.places.countries import Country, arabic_countries, english_countries
from mujaz.text.places.directions import Direction, arabic_directions, english_directions

__all__ = [
    "Country",
    "Direction",
    "arabic_countries",
    "arabic_directions",
    "english_countries",
    "english_directions",
]
