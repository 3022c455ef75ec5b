"""How far two answers to a prompt lie apart, one frozen measure a prompt; knows no person and no region."""

from align.analysis.distance.base import A, A_co, Kind, Measure, camps, spread
from align.analysis.distance.bits import Choice, Sort
from align.analysis.distance.line import Clock, Duration, Line, Scale, Span
from align.analysis.distance.rank import Order, Rank
from align.analysis.distance.rights import Deciders
from align.analysis.distance.sets import Choices
from align.analysis.distance.tally import BitTally, C, LineTally, SetTally, Tally
from align.analysis.distance.week import Week

__all__ = [
    "A",
    "A_co",
    "BitTally",
    "C",
    "Choice",
    "Choices",
    "Clock",
    "Deciders",
    "Duration",
    "Kind",
    "Line",
    "LineTally",
    "Measure",
    "Order",
    "Rank",
    "Scale",
    "SetTally",
    "Sort",
    "Span",
    "Tally",
    "Week",
    "camps",
    "spread",
]
