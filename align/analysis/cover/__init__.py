"""Who is at work when, and which promises that allows."""

from align.analysis.cover.chains import WARM_FROM, Handover, PairCount, count_kinds, count_pairs, handovers
from align.analysis.cover.depth import Depth, depth
from align.analysis.cover.hints import QUESTION, Hints, OnCall, Repair, Window, fix_hints
from align.analysis.cover.intervals import Interval, Intervals, total
from align.analysis.cover.ladder import LadderCheck, Level, LevelCheck, check_ladder
from align.analysis.cover.overlap import LocalWindow, Overlap, local_windows, overlap
from align.analysis.cover.promises import ElapsedCheck, WorkingCheck, check_elapsed, check_working, due
from align.analysis.cover.rosters import Period, Roster, at_work, cover, period_between, weeks_from
from align.analysis.cover.tzsource import tzdata_source
from align.analysis.cover.waits import Waits
from align.analysis.cover.week import Strip, always_in_week, never_in_week, week_strip, week_text

__all__ = [
    "QUESTION",
    "WARM_FROM",
    "Depth",
    "ElapsedCheck",
    "Handover",
    "Hints",
    "Interval",
    "Intervals",
    "LadderCheck",
    "Level",
    "LevelCheck",
    "LocalWindow",
    "OnCall",
    "Overlap",
    "PairCount",
    "Period",
    "Repair",
    "Roster",
    "Strip",
    "Waits",
    "Window",
    "WorkingCheck",
    "always_in_week",
    "at_work",
    "check_elapsed",
    "check_ladder",
    "check_working",
    "count_kinds",
    "count_pairs",
    "cover",
    "depth",
    "due",
    "fix_hints",
    "handovers",
    "local_windows",
    "never_in_week",
    "overlap",
    "period_between",
    "total",
    "tzdata_source",
    "week_strip",
    "week_text",
    "weeks_from",
]
