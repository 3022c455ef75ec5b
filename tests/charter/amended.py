"""The story goes on: signed, objected to, amended and sealed again."""

from __future__ import annotations

from align.domain import commands as c
from align.domain.decisions import Decision
from tests.charter.story import story, vote
from tests.support.builders import Played, person

LEVELS = [3, 4, 4, 5, 3, 4, 4, 4, 5, 3, 4]
WHY = "Nights are staffed from March on."
REASON = "At night nobody | answers."


def objected() -> Played:
    """Version 1, signed by one and objected to by another."""
    played = story()
    played.do(person("p2"), c.Sign(1, agrees=True))
    played.do(person("p7"), c.Sign(1, agrees=False, reason=REASON, clause="c1"))
    return played


def amending() -> Played:
    """An amendment under way: one clause in other words, one dropped, one new, one talked about and kept."""
    played = objected().lead(
        c.AddParticipant("Grace Miller", "boston", "cro", "CRA"),
        c.ReopenClause("c4", "The date moved.", asked_by="p1"),
        c.Amend(WHY),
        c.ReopenClause("c3", "Does it still hold?"),
    )
    return played.lead(
        c.ChangeClause("c1", "“Urgent” is said by phone, day and night.\nAll else can wait.", owner="Grace Miller"),
        c.DropClause("c4"),
        c.DraftClause("fact", "We call it a success when it is there."),
        c.SetDecision(Decision(what="Change of vendor", decider="Sponsor lead")),
    )


def second() -> Played:
    """Version 2, sealed and signed."""
    played = amending()
    vote(played, "c1", 3, LEVELS, "")
    played.lead(
        c.SettleClause("c1", "agreed"),
        c.SettleClause("c3", "provisional"),
        c.SettleClause("c6", "open", "Fay", "2027-05-01"),
    )
    played.lead(c.Seal("It is kept by hand until May."))
    played.do(person("p7"), c.Sign(2, agrees=True))
    return played
