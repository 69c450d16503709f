"""What could be wrong with a translation: detectors that compare a segment with its source.

Each detector is a function of its own with its own named thresholds. A finding of severity ERROR says that something
is wrong, one of WARNING that something may be.
"""

from mujaz.pipeline.guards.check import check, find_faults
from mujaz.pipeline.guards.choice import badness, needs_retry
from mujaz.pipeline.guards.dialect import check_dialect
from mujaz.pipeline.guards.hashtags import mark_hashtags
from mujaz.pipeline.guards.quotations import check_quotations, count_marks
from mujaz.pipeline.guards.repair import repair_number
from mujaz.pipeline.guards.verbatim import repair_verbatim

__all__ = [
    "badness",
    "check",
    "check_dialect",
    "check_quotations",
    "count_marks",
    "find_faults",
    "mark_hashtags",
    "needs_retry",
    "repair_number",
    "repair_verbatim",
]
