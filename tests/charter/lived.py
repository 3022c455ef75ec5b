"""A sealed workshop that was asked twice how a clause is lived."""

from __future__ import annotations

from align.domain import commands as c
from align.packs.catalogue import find_pack
from tests.domain.test_renewal import EVERYBODY, sealed
from tests.support.builders import Played
from tests.support.plans import FOLDERS


def lived_twice() -> Played:
    """Return it with two closed pulses about its first clause, the second one worse; three answered each."""
    played, lived = sealed(), find_pack("pulse", FOLDERS).prompt("clauses-lived")
    for number, seen in enumerate((["lived"] * 3, ["lived", "partly", "not-seen"]), 1):
        played.lead(c.OpenPulse(("c1",), (lived,)))
        for who, bucket in zip(EVERYBODY, seen, strict=False):
            played.answer(who, **{f"p{number}-clauses-lived": {"c1": bucket}})
        played.lead(c.CloseRound())
    return played
