"""Tells the field of a text, such as sport or courts, which decides the sense of many a word.

`fields.tsv` has the cues: words and phrases that are hardly used outside a field.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from mujaz.text.arabic import Word
from mujaz.text.dictionary.entries import Dictionary
from mujaz.text.tables import read_table

FIELDS_FILE = "fields.tsv"
SPORT = "sport"
"""The field whose clubs are found; see `mujaz.text.proper_names.clubs`."""
_FEWEST_CUES = 2
"""A single cue may be said in passing, or have another sense there."""
_SHARE = 2 / 3
"""Of the cues of a text its field has this share or more: news of a trial of footballers is in no field."""


def cues_in(words: Sequence[Word]) -> dict[str, str]:
    """Return the cues of a segment, each with its field."""
    return {key: _cues()[key] for key in _finder().keys_in(words)}


def fields_of(cues: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the field of each segment of an article.

    A segment with enough cues is in their field, whatever the article is about. Other segments are in the field of the
    article, if no cue of theirs says otherwise: a page with several stories has mostly no field of its own.

    Args:
        cues: What `cues_in` returns for each segment.

    Returns:
        A field of `fields.tsv` for each segment, or "".
    """
    whole = _field({key: field for own in cues for key, field in own.items()})
    return [_field(own) or (whole if {*own.values()} <= {whole} else "") for own in cues]


def _field(cues: Mapping[str, str]) -> str:
    """Return the field of most cues, or "" if they are too few or disagree."""
    field, count = max(Counter(cues.values()).items(), key=lambda item: item[1], default=("", 0))
    return field if count >= max(_FEWEST_CUES, _SHARE * len(cues)) else ""


def read_fields() -> None:
    """Read the table ahead of the first request."""
    _finder()


@cache
def _cues() -> dict[str, str]:
    return dict(row for row in read_table(__package__, FIELDS_FILE))


@cache
def _finder() -> Dictionary:
    return Dictionary(_cues())
