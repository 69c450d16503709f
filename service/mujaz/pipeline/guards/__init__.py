"""What could be wrong with a translation: detectors that compare a segment with its source.

Each detector is a file of its own with a function `find(pair)` and its own named thresholds. A finding of severity
ERROR says that something is wrong, one of WARNING that something may be.
"""

from mujaz.pipeline.guards.check import check, find_faults
from mujaz.pipeline.guards.choice import badness, needs_retry
from mujaz.pipeline.guards.dialect import find_dialect
from mujaz.pipeline.guards.hashtags import mark_hashtags
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.pipeline.guards.quotations import count_marks
from mujaz.pipeline.guards.quotations import find as find_quotations
from mujaz.pipeline.guards.repair import repair_number
from mujaz.pipeline.guards.verbatim import repair_verbatim

__all__ = [
    "Pair",
    "Source",
    "Target",
    "badness",
    "check",
    "count_marks",
    "find_dialect",
    "find_faults",
    "find_quotations",
    "mark_hashtags",
    "needs_retry",
    "repair_number",
    "repair_verbatim",
]
