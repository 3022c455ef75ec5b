"""Two desks on one workshop: what the other one did a moment before is told as news, and nobody reads of a mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from align.domain import commands as c
from align.domain.commands import Command
from align.ui.page import submit
from align.ui.present.desk_overtaken import news_of, overtaken
from align.ui.screens.facilitator.agree import AgreePane
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import settle
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.facilitator.titles import Titles
from align.ui.widgets.dialogs import Confirm
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import Desk, a_desk
from tests.ui.test_plain_desk import leading

VOTING = (
    c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Urgent is within two hours."),
    c.OpenVote("c1"),
)  # fmt: skip


def told(desk: Desk) -> list[str]:
    return [one.message for one in desk.app._notifications]


async def asks(desk: Desk, key: str) -> None:
    """Press a key as soon as the desk offers it."""
    await desk.settle(lambda: desk.offers(key))
    await desk.press(key)
    await desk.settle(lambda: isinstance(desk.screen, Confirm))


@pytest.mark.parametrize(
    ("before", "key", "theirs", "news"),
    [
        ((), "o", c.OpenRound(), "Another desk has opened the round already."),
        ((c.OpenRound(),), "x", c.CloseRound(), "Another desk has closed the round already"),
        ((c.OpenRound(),), "backspace", c.UndoMove(), "Another desk has taken the opening of the round back"),
        (VOTING, "v", c.CloseVote("c1"), "counted this vote"),
    ],
)
async def test_a_question_about_a_move_that_another_desk_makes_goes_and_says_so(
    tmp_path: Path, before: tuple[Command, ...], key: str, theirs: Command, news: str
) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        for command in before:
            await desk.workshop.submit(command)
        await asks(desk, key)
        await other.submit(theirs)
        await desk.settle(lambda: not isinstance(desk.screen, Confirm))
        await desk.settle(lambda: any(news in one for one in told(desk)))
        assert not any(one.startswith("!") for one in told(desk)), "nothing went wrong"


async def test_who_is_late_by_the_time_of_a_line_reads_what_happened_and_no_refusal(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        await other.submit(c.OpenRound())
        await desk.settle(lambda: desk.state.phase == "assume")
        theirs = other.submit(c.CloseRound())
        submit(desk.screen, desk.workshop, c.CloseRound(), news=news_of(desk.workshop))
        await theirs
        await desk.settle(lambda: bool(told(desk)))
        (said,) = told(desk)
        assert said == "Another desk has closed the round already; everybody looks at the answers now."


async def test_a_refusal_that_came_of_nothing_else_is_told_as_one(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        submit(desk.screen, desk.workshop, c.CloseRound(), news=news_of(desk.workshop))
        await desk.settle(lambda: bool(told(desk)))
        assert told(desk) == ["! The round is not open yet. Nothing was changed."]


async def test_by_lines_a_move_that_another_desk_has_made_is_told_and_not_made_again(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.puts("open", "y")
        await lead.hears("round 1 open")
        other = await lead.link.desk()
        lead.puts("close")
        await lead.hears("Close and show? y or n:")
        await other.submit(c.CloseRound())
        lead.puts("y")
        await lead.hears("Another desk has closed the round already; everybody looks at the answers now.")
        assert "belongs to another phase" not in lead.said


def test_two_moves_at_once_are_told_as_such() -> None:
    assert overtaken("assume", "sealed").startswith("Another desk has led on meanwhile")
    assert not overtaken("agree", "agree")


async def test_a_clause_of_another_desk_leaves_the_mark_where_it_is(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        for command in VOTING[:-1]:
            await desk.workshop.submit(command)
        await desk.shows("within two hours")
        pane = desk.screen.query_one(AgreePane)
        await desk.settle(lambda: pane.clause is not None)
        await other.submit(c.DraftClause("fact", "A patient is in."))
        await desk.settle(lambda: len(pane.query_one(Titles).ids) == 2)
        assert pane.clause is not None
        assert pane.clause.id == "c1", "the next key would be for another clause"
        await desk.press("c", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press("ctrl+s")
        await desk.settle(lambda: len(pane.query_one(Titles).ids) == 3 and pane.clause is not None)
        await desk.settle(lambda: pane.clause is not None and pane.clause.id == "c3")


async def test_after_a_clause_with_an_owner_is_drafted_the_mark_stands_on_it(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await clause_in_sight(desk)
        pane = desk.screen.query_one(AgreePane)
        await desk.press("c", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press("tab", "tab", *"Lena", "right", "ctrl+s")
        await desk.settle(lambda: not isinstance(desk.screen, Form))
        await desk.settle(lambda: len(pane.query_one(Titles).ids) == 2)
        await desk.rested()
        assert pane.clause is not None
        assert (pane.clause.id, bool(pane.clause.owner)) == ("c2", True)


async def test_a_clause_that_comes_into_the_list_before_its_form_goes_is_one_s_own(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await clause_in_sight(desk)
        pane = desk.screen.query_one(AgreePane)
        await desk.press("c", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        prompt = desk.screen.filled.draft.rpartition(":")[2]  # type: ignore[attr-defined]
        await desk.workshop.submit(c.DraftClause(prompt, "Mine."))
        pane.show_state()
        desk.screen.dismiss(True)
        await desk.settle(lambda: pane.clause is not None and pane.clause.id == "c2")


async def test_after_a_clause_is_dropped_the_mark_stands_beside_where_it_was(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await clause_in_sight(desk)
        pane = desk.screen.query_one(AgreePane)
        for number in range(3):
            await desk.workshop.submit(c.DraftClause("fact", f"Fact {number}."))
        await desk.settle(lambda: len(pane.query_one(Titles).ids) == 4)
        for gone, stands in (("c3", "c4"), ("c4", "c2")):
            pane.choose(gone)
            await desk.settle(lambda gone=gone: pane.clause is not None and pane.clause.id == gone)
            await desk.press("d")
            await desk.settle(lambda: isinstance(desk.screen, Confirm))
            await desk.press("y")
            await desk.settle(lambda stands=stands: pane.clause is not None and pane.clause.id == stands)
            await desk.rested()
            assert pane.clause is not None
            assert pane.clause.id == stands


async def clause_in_sight(desk: Desk) -> None:
    """Lead to one clause, and wait until the desk shows it."""
    for command in VOTING[:-1]:
        await desk.workshop.submit(command)
    pane = desk.screen.query_one(AgreePane)
    await desk.settle(lambda: pane.clause is not None)


async def test_two_desks_that_draft_for_one_prompt_make_two_clauses_only_when_both_know(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        await clause_in_sight(desk)
        draft = desk.screen.query_one(AgreePane).draft_for
        desk.screen.run_worker(draft("fact"))
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert "for this prompt already" not in desk.text
        await other.submit(c.DraftClause("fact", "A patient is in."))
        await desk.press("end", *"Mine")
        await desk.press("ctrl+s")
        await desk.shows("Clause 2 was begun for this prompt at another desk meanwhile.")
        assert len(desk.state.clauses) == 2
        await desk.press("escape")
        desk.screen.run_worker(draft("fact"))
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.shows("There is clause 2 for this prompt already: A patient is in.")
        await desk.shows("Mine")
        await desk.press("ctrl+s")
        await desk.settle(lambda: len(desk.state.clauses) == 3)


async def test_a_question_whether_to_drop_a_clause_goes_when_another_desk_changes_it(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        await clause_in_sight(desk)
        await asks(desk, "d")
        await other.submit(c.ChangeClause("c1", "Urgent is now.", owner="Fay"))
        await desk.settle(lambda: not isinstance(desk.screen, Confirm))
        news = "Another desk has changed clause 1 meanwhile: its words, its owner."
        await desk.settle(lambda: any(one.startswith(news) for one in told(desk)))
        assert "c1" in desk.state.clauses


async def test_an_ending_is_given_to_the_clause_that_was_in_sight_or_to_none(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        await clause_in_sight(desk)
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        await other.submit(c.SettleClause("c1", "locked"))
        await desk.settle(lambda: desk.state.clauses["c1"].status == "locked")
        await desk.press("down", "enter")
        await desk.settle(lambda: any("changed clause 1 meanwhile: how it ends" in one for one in told(desk)))
        assert desk.state.clauses["c1"].status == "locked"


async def test_an_open_form_for_an_ending_is_refused_when_another_desk_has_settled_the_clause(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        other = await desk.link.desk()
        await clause_in_sight(desk)
        form = settle(desk.state.the_plan, desk.state.clauses["c1"], "dissent_recorded")
        assert form is not None
        desk.app.push_screen(Form(desk.workshop, form))
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await desk.press(*"Never", "ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].status == "dissent_recorded")
        desk.app.push_screen(Form(desk.workshop, form))
        await desk.settle(lambda: isinstance(desk.screen, Form))
        await other.submit(c.DropClause("c1"))
        await desk.press(*"Ever", "ctrl+s")
        await desk.shows("This workshop has no such clause.")


async def another_desk_at_a_clause(lead: Any) -> Any:
    """Return a second desk that has led everybody to a first clause."""
    other = await lead.link.desk()
    for command in VOTING[:-1]:
        await other.submit(command)
    return other


async def test_by_lines_a_clause_that_changed_meanwhile_is_not_dropped(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        other = await another_desk_at_a_clause(lead)
        lead.puts("drop 1")
        await lead.hears("Drop the clause? y or n:")
        await other.submit(c.ChangeClause("c1", "Urgent is now."))
        lead.puts("y")
        await lead.hears("Another desk has changed clause 1 meanwhile: its words. Look at it before you go on;")
        assert "It is gone." not in lead.said


async def test_by_lines_words_that_another_desk_was_quicker_with_are_offered_again(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        other = await another_desk_at_a_clause(lead)
        lead.puts("edit 1")
        await lead.hears("The clause in your words")
        await other.submit(c.ChangeClause("c1", "Urgent is now."))
        lead.puts("Urgent is today.", "Fay", "2027-03-10")
        await lead.hears("Another desk has changed clause 1 meanwhile: its words.")
        await lead.hears("What you typed is kept: the same command offers it again.")
        lead.puts("edit 1")
        await lead.hears("Your unfinished words were kept. “Urgent is today.”")
        await lead.hears("The clause in your words (just Enter: as you typed it before):")
        lead.puts("", "", "")
        await lead.hears("Kept.")
        clause = lead.desk.state.clauses["c1"]
        assert (clause.text, clause.owner, clause.review_on) == ("Urgent is today.", "Fay", "2027-03-10")
        assert not lead.desk.mine.drafts, "what was taken waits no longer"


async def test_by_lines_a_second_clause_for_a_prompt_is_told_of_the_first_and_keeps_its_words(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        other = await another_desk_at_a_clause(lead)
        lead.puts("draft 1")
        await lead.hears("The clause in your words")
        prompt = lead.desk.state.the_plan.pack.prompts[0].id
        await other.submit(c.DraftClause(prompt, "Theirs."))
        lead.puts("Mine.", "", "")
        await lead.hears("was begun for this prompt at another desk meanwhile.")
        lead.puts("draft 1")
        await lead.hears("for this prompt already: Theirs.")
        lead.puts("", "", "")
        await until(lambda: [one.text for one in lead.desk.state.clauses.values()][1:] == ["Theirs.", "Mine."])
