"""What a reader should do with a translation: the word that is shown beside each confidence."""

import enum

GOOD_FROM, CHECK_FROM = 0.8, 0.5
"""The lowest confidence of a good sentence or text, and of one that is worth checking."""


class Level(enum.StrEnum):
    """How far a translation can be relied on, best first."""

    GOOD = "good"
    CHECK = "check"
    DO_NOT_RELY = "do not rely"

    @property
    def css(self) -> str:
        """Its name as a class of the report page."""
        return self.replace(" ", "-")


def level_of(confidence: float) -> Level:
    """The level of a confidence from 0 to 1."""
    if confidence >= GOOD_FROM:
        return Level.GOOD
    return Level.CHECK if confidence >= CHECK_FROM else Level.DO_NOT_RELY
