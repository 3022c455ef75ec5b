"""Promises of a plan held against the hours in which people are at work."""

from align.analysis.keeping.chain import ChainCheck, check_chain
from align.analysis.keeping.check import Moment, PromiseCheck, Verdict, Worst, check_promise
from align.analysis.keeping.contradictions import StatedHours, contradictions, hours_contradictions
from align.analysis.keeping.people import HolderWeek, Week
from align.analysis.keeping.weeks import WeekChange

__all__ = [
    "ChainCheck",
    "HolderWeek",
    "Moment",
    "PromiseCheck",
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
