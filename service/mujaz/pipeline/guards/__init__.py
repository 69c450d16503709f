"""Detectors that compare a translated segment with its source and report what may be wrong with the translation.

Each detector is a module with a function `find(pair)` and named thresholds. A finding of severity ERROR says that
something is wrong; WARNING says that something may be wrong.
"""

from mujaz.pipeline.guards.check import check, check_all, find_faults
from mujaz.pipeline.guards.choice import needs_retry, penalty
from mujaz.pipeline.guards.dialect import find_dialect
from mujaz.pipeline.guards.doubled import drop_doubles
from mujaz.pipeline.guards.hashtags import mark_hashtags
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.pipeline.guards.quotations import count_marks
from mujaz.pipeline.guards.quotations import find as find_quotations
from mujaz.pipeline.guards.repair import repair_number
from mujaz.pipeline.guards.spellings import Spellings
from mujaz.pipeline.guards.verbatim import repair_verbatim

__all__ = [
    "Pair",
    "Source",
    "Spellings",
    "Target",
    "check",
    "check_all",
    "count_marks",
    "drop_doubles",
    "find_dialect",
    "find_faults",
    "find_quotations",
    "mark_hashtags",
    "needs_retry",
    "penalty",
    "repair_number",
    "repair_verbatim",
]
