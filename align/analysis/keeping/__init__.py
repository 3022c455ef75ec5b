"""Promises of a plan held against the hours in which people are at work."""

from align.analysis.keeping.chain import ChainCheck, check_chain
from align.analysis.keeping.check import Moment, PromiseCheck, Verdict, Worst, check_promise
from align.analysis.keeping.contradictions import Contradiction, StatedHours, contradictions, hours_contradictions
from align.analysis.keeping.people import HolderWeek, Week
from align.analysis.keeping.weeks import ClocksChange, DayOff, OtherClock, Reason, WeekChange

__all__ = [
    "ChainCheck",
    "ClocksChange",
    "Contradiction",
    "DayOff",
    "HolderWeek",
    "Moment",
    "OtherClock",
    "PromiseCheck",
    "Reason",
    "StatedHours",
    "Verdict",
    "Week",
    "WeekChange",
    "Worst",
    "check_chain",
    "check_promise",
    "contradictions",
    "hours_contradictions",
]
