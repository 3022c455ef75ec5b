"""The walk past the screens of a charter in force: signatures, a pulse, an amendment, and a desk without its host."""

from __future__ import annotations

from pathlib import Path

from align.domain import commands as c
from align.domain.pulses import LIVED
from align.packs.catalogue import find_pack
from align.resources import bundled
from tests.charter.story import story
from tests.support.linked import linked, stored, until
from tests.support.sights import Look, Sight, at_a_seat, at_the_desk
from tests.ui.desks import StillClock


async def living(look: Look, folder: Path) -> None:
    """The charter in force, its signatures, a pulse, the next version."""
    played = story()
    async with linked(played.state.the_plan, stored(played.log), clock=StillClock()) as team:
        desk, me = await team.desk(), await team.join("p1")
        there, seat = at_the_desk(desk), at_a_seat(me)
        await look(Sight("charter", "The charter", seat))
        await look(Sight("ratify", "Signing the charter", seat, ("s",)))
        await look(Sight("objection", "An objection, with its reason", seat, ("o",), "^s"))
        await look(Sight("clauses", "The clauses, one by one", seat, ("c",)))
        await look(Sight("desk-signing", "Who has signed", there))
        await look(Sight("presenter-charter", "Shared with a room: the charter", there, ("f",), "esc desk"))
        await look(Sight("pulse-choice", "What a pulse asks", there, ("u",), "what shall everybody"))
        await desk.submit(c.OpenPulse(("c1", "c2"), (find_pack("pulse", [bundled("prompts")]).prompt(LIVED),)))
        await look(Sight("pulse", "A pulse: is it lived?", seat, ("enter",), "until the pulse closes"))
        await look(Sight("desk-pulse", "The desk while a pulse is open", there, (), "close the pulse"))
        for one in (me, *[await team.join(f"p{number}") for number in range(2, 8)]):
            await one.submit(c.GiveAnswer(f"p1-{LIVED}", {"c1": "lived", "c2": "not-seen"}))
        await desk.submit(c.CloseRound())
        await until(lambda: me.state.phase == "sealed")
        await look(Sight("pulse-results", "What a pulse has found", there, ("6",), "saw it lived"))
        await desk.submit(c.Amend("Nights are staffed."))
        await desk.submit(c.ReopenClause("c1", "Not at night.", "p4"))
        await desk.submit(c.ChangeClause("c1", "\u201cUrgent\u201d is said by phone, at any hour."))
        await look(Sight("desk-amend", "A sealed clause is open again", there, (), "open again"))
        await look(Sight("weak", "What is weak in a charter, to be mended one by one", there, ("5", "l"), "esc back"))
        await look(Sight("changes", "What two versions do not share", there, ("5", "d"), "esc back"))
        team.cut(team.lines[0], desk)
        await look(Sight("desk-lost", "A desk without its host", there, (), "q leave"))
