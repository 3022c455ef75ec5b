"""A pulse as a participant meets it: it opens by itself, says what it is, and shows what came of it."""

from __future__ import annotations

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from align.charter.wording import day
from align.domain import commands as c
from align.domain.prompts import Option
from align.domain.pulses import BUCKETS, LIVED
from align.ui.present.flow import Place
from align.ui.present.welcome import pulse_paragraphs
from align.ui.widgets.answers.sorting import SortField
from tests.charter.test_pulses import CASE, KNOWN, sealed
from tests.domain.test_renewal import EVERYBODY, LIVED_PROMPT
from tests.support import builders
from tests.support.linked import linked, stored, until
from tests.ui.seats import LARGE, SMALL, at_a_screen
from tests.ui.test_plain_taking_part import Person as ByLines

ASKED = (LIVED_PROMPT, KNOWN["urgent"])
OPEN = c.OpenPulse(("c1", "c2"), ASKED)
ALL_LIVED = {"c1": "lived", "c2": "lived"}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "100x30"])
async def test_a_pulse_opens_by_itself_is_answered_and_shows_its_results(
    size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        others = [await team.join(who) for who in EVERYBODY[1:]]
        async with at_a_screen(team, desk, me, size) as person:
            await person.settle(lambda: person.screen.place == Place("charter"))
            await desk.submit(OPEN)
            await person.settle(lambda: person.screen.place == Place("lobby"))
            await person.shows("a pulse", "Press enter to begin", "online")
            assert await person.rested() == snapshot(name="lobby")
            await person.press("enter")
            await person.settle(lambda: person.screen.place == Place("answer", f"p1-{LIVED}"))
            await person.shows("Hidden until the pulse closes")
            await me.submit(c.GiveAnswer(f"p1-{LIVED}", ALL_LIVED))
            await me.submit(c.GiveAnswer("p1-urgent", "today"))
            await person.go("review")
            await person.press("h")
            await person.shows("The facilitator will close the pulse.")
            for other in others:
                await other.submit(c.GiveAnswer(f"p1-{LIVED}", {"c1": "not-seen", "c2": "lived"}))
                await other.submit(c.GiveAnswer("p1-urgent", "today"))
            assert "not seen" not in person.text
            await desk.submit(c.CloseRound())
            await person.settle(lambda: person.screen.place == Place("pulse"))
            await person.shows("1 of 9 who had an occasion saw it lived", "online")
            # The host's own clock says on which day it was opened.
            assert (await person.rested()).replace(day(desk.state.pulses[0].on), "that day") == snapshot(name="results")
            await person.press("p")
            await person.settle(lambda: person.screen.place == Place("charter"))
            await person.press("u")
            await person.settle(lambda: person.screen.place == Place("pulse"))


async def test_who_is_done_with_the_first_round_is_not_done_with_a_pulse() -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(OPEN)
        await until(lambda: me.state.phase == "pulse")
        await me.submit(c.HandIn())
        await desk.submit(c.CloseRound())
        await desk.submit(OPEN)
        await until(lambda: len(me.state.pulses) == 2)
        assert not me.mine.done
        assert desk.progress.done == 0


async def test_somebody_who_comes_while_a_pulse_is_open_is_asked_too() -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk = await team.desk()
        await desk.submit(OPEN)
        late = await team.join("p9")
        async with at_a_screen(team, desk, late) as person:
            await person.shows("a pulse")
            await person.press("enter")
            await person.settle(lambda: person.screen.place == Place("answer", f"p1-{LIVED}"))


@pytest.mark.parametrize(
    ("mode", "seen"),
    [("named", "everybody here sees who answered what"), ("region", "shown by region"), ("merged", "all together")],
)
def test_before_the_first_key_press_it_says_who_will_see_what(mode: str, seen: str) -> None:
    state = sealed(mode).lead(OPEN).state
    told = dict(pulse_paragraphs(state))
    assert "Version 1 of the charter stays in force" in told["What this is"]
    assert seen in told["Who sees it"] and "When the pulse closes" in told["Who sees it"]
    assert ("Fewer than 3 answers" in told["Who sees it"]) == (mode != "named")


async def test_by_lines_a_pulse_says_the_same_and_reads_its_results_out() -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        person = ByLines(desk, me)
        await person.hears("The charter is sealed as version 1.")
        await desk.submit(c.OpenPulse((), (KNOWN["urgent"], CASE)))
        await person.hears("A pulse: how are the clauses lived? Version 1 of the charter stays in force")
        await person.hears("Until the pulse is closed nobody sees an answer.")
        await person.types("2", "", "s")
        await person.hears("or y to hand in")
        await person.types("y")
        await person.hears("Waiting for the pulse to close.")
        await desk.submit(c.CloseRound())
        await person.hears("Pulse 1, ")
        await person.hears("The charter is sealed as version 1.", 2)
        await person.leaves()


async def test_by_lines_a_pulse_that_closes_takes_nothing_more() -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenPulse((), (KNOWN["urgent"],)))
        person = ByLines(desk, me)
        await person.hears("A colleague abroad writes")
        await desk.submit(c.CloseRound())
        await person.hears("The pulse has been closed; answers are no longer taken.")
        await person.types("")
        await person.hears("The charter is sealed as version 1.")
        assert me.mine.answers.keys() == set()
        await person.leaves()


async def test_by_lines_an_answer_to_a_pulse_counts_before_the_word_beside_it() -> None:
    async with linked(builders.plan(), stored(sealed().log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        await desk.submit(c.OpenPulse(("c1", "c2"), (LIVED_PROMPT,)))
        person = ByLines(desk, me)
        await person.hears("Places:")
        await person.types("1", "2")
        await person.hears("Add a word if you like")
        await desk.submit(c.CloseRound())
        await person.hears("The pulse has been closed. Your answer counts; a word is no longer taken with it.")
        await person.types("too late")
        await person.hears("The charter is sealed as version 1.")
        assert me.mine.answers[f"p1-{LIVED}"].comment == ""
        await person.leaves()


LONG = "Whoever sends an urgent message calls too, and says what happens if nobody acts before the day ends in Pune."


async def test_a_pulse_shows_the_words_of_the_clauses_that_it_asks_about() -> None:
    played = sealed()
    async with linked(builders.plan(), stored(played.log)) as team:
        desk, me = await team.desk(), await team.join("p1")
        clauses = played.state.clauses
        async with at_a_screen(team, desk, me) as person:
            await desk.submit(OPEN)
            await person.settle(lambda: person.screen.place == Place("lobby"))
            await person.press("enter")
            await person.settle(lambda: person.screen.place == Place("answer", f"p1-{LIVED}"))
            await person.shows(*(" ".join(clauses[id].text.split())[:40] for id in ("c1", "c2")))


def test_the_words_of_a_clause_stand_whole_below_the_card_under_the_cursor_and_cut_below_others() -> None:
    cards = tuple(Option(id, f"Card {id}") for id in ("c1", "c2"))
    field = SortField(msgspec.structs.replace(LIVED_PROMPT, type="sort", options=cards, buckets=BUCKETS))
    field.about = {"c1": LONG, "c2": LONG}
    first, second = (" ".join(line.plain.strip() for at, line in field.rows(60) if at == row) for row in range(2))
    assert LONG in first
    assert LONG not in second
    assert second.endswith("…")
