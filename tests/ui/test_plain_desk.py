"""The desk line by line: a workshop from opening to the exported charter, and refusals that change nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from align.charter.lint import weak, weak_line
from align.domain import commands as c
from align.domain.model import Plan
from align.engine.replica import Replica
from align.sync.messages import Progress
from align.ui.plain.leading import Leading
from tests.support import builders
from tests.support.linked import Linked, linked, until
from tests.ui.desks import StillClock
from tests.ui.lines import AtALine


class Facilitator(AtALine):
    """Somebody who leads."""

    def __init__(self, link: Linked, desk: Replica, folder: Path) -> None:
        super().__init__()
        self.link, self.desk, self.types = link, desk, self.puts
        self._leading = Leading(self.console, desk, folder, StillClock(), called="orion-3 --folder talks")
        self.way = asyncio.ensure_future(self._leading.run())


@asynccontextmanager
async def leading(folder: Path, plan: Plan | None = None) -> AsyncIterator[Facilitator]:
    async with linked(plan or builders.plan()) as link:
        desk = await link.desk()
        await until(lambda: desk.presence is not None)
        facilitator = Facilitator(link, desk, folder)
        yield facilitator
        facilitator.way.cancel()
        await asyncio.gather(facilitator.way, return_exceptions=True)


async def everybody(lead: Facilitator) -> list[Replica]:
    people = [await lead.link.join(person.id) for person in lead.desk.state.the_plan.participants]
    for person in people:
        for prompt in ("fact", "urgent"):
            await person.submit(c.GiveAnswer(prompt, builders.GOOD_VALUES[prompt]))
        await person.submit(c.HandIn())
    return people


async def test_a_workshop_is_led_by_lines_from_opening_to_the_exported_charter(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        await lead.hears("ORION-3 kickoff · Set up · not open yet")
        lead.types("join", "open", "y")
        await lead.hears(f"Then this code: {lead.desk.presence.code if lead.desk.presence else ''}")
        await lead.hears("align host orion-3 --folder talks --bind 0.0.0.0")
        await lead.hears("round 1 open")
        lead.types("wait")
        people = await everybody(lead)
        await lead.hears("All 9 are in.")
        lead.types("close", "y")
        await lead.hears("everybody looks here.")
        lead.types("show 1")
        await lead.hears("Success fact")
        await until(lambda: lead.desk.state.focus == "fact")

        lead.types("draft", "We call it a success when no query is old.", "Fay", "")
        await lead.hears("Clause 1, Success fact, draft. We call it a success when no query is old.")
        lead.types("vote")
        await lead.hears("The vote on clause 1 is open. Nobody sees a level before you count")
        for person in people:
            await person.submit(c.GiveSupport("c1", 1, 4))
        await lead.hears("All 9 are in.", 2)
        lead.types("count")
        await lead.hears("Vote 1 on clause 1: all 9 can live with it.")
        assert "4 Good" in lead.said
        lead.types("settle", "1", "", "")
        await lead.hears("Clause 1, Success fact, agreed.")
        lead.types("seal", "n")
        await lead.hears("Nothing was done.")
        assert lead.said.count("1 thing is weak in 1 clause; it can be sealed all the same.") == 1
        assert all(part in lead.said for part in map(weak_line, weak(lead.desk.state)))
        lead.types("export ../charter.md")
        await lead.hears("../charter.md leads out of this folder.")
        lead.types("seal", "y", "export", "signed", "leave")
        await lead.hears("Version 1, sealed on")
        async with asyncio.timeout(20):
            await lead.way
        assert "no query is old" in (tmp_path / "charter.md").read_text(encoding="utf-8")


async def test_waiting_is_given_up_by_a_full_stop_and_what_was_typed_meanwhile_comes_next(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        lead.types("wait", "timer 5", ".")
        await lead.hears("Waiting for 9 people.")
        await lead.hears("No longer waiting.")
        await lead.hears("Everybody sees a clock of 5 minutes.")
        lead.types("wait", "who", None)
        await lead.hears("Waiting for 9 people.", 2)
        assert "9 of 9 are done" not in lead.said
        await everybody(lead)
        await lead.hears("9 of 9 are done")


async def test_empty_lines_that_come_while_one_waits_answer_what_is_asked_after_it(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        lead.types("wait", "close", "y", "draft 1", "No query is old.", "", "", "count", None)
        await lead.hears("Waiting for 9 people.")
        await everybody(lead)
        await lead.hears("No vote is open. vote opens one.")
        clause = lead.desk.state.clauses["c1"]
        assert (clause.text, clause.owner, clause.review_on) == ("No query is old.", "", "2027-03-12")


async def test_who_is_counted_as_who_is_listed_also_while_the_mere_numbers_are_older(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        await everybody(lead)
        desk = lead.desk
        await until(lambda: desk.presence is not None and all(seat.done for seat in desk.presence.seats))
        await until(lambda: desk.progress.done == len(desk.state.the_plan.participants))
        desk.progress = Progress(expected=9)
        lead.types("who")
        await lead.hears("9 of 9 are done, 9 are here")


async def test_a_begun_clause_outlives_a_wrong_date_and_a_full_stop_gives_it_up(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        await everybody(lead)
        lead.types("close", "y")
        await lead.hears("everybody looks here.")
        lead.types("draft 1", "Half a thought", ".")
        await lead.hears("Given up; nothing was done.")
        assert (lead.desk.state.phase, len(lead.desk.state.clauses)) == ("reveal", 0)

        lead.types("draft 1", "No query is older than 5 days.", "Fay", "12 March 2027", "2027-03-12")
        await lead.hears("A date is written like 2027-03-12. Your other words are still here.")
        await lead.hears("Clause 1, Success fact, draft. No query is older than 5 days.")
        clause = lead.desk.state.clauses["c1"]
        assert (clause.owner, clause.review_on) == ("Fay", "2027-03-12")
        lead.types("edit 1", "", ".", "weak")
        await lead.hears("Given up; nothing was done.", 2)
        await lead.hears("Nothing weak was found.")


async def test_an_ending_asks_again_for_what_it_cannot_do_without(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        await everybody(lead)
        lead.types("close", "y", "draft 1", "No query is older than 5 days.", "", "", "settle", "9")
        await lead.hears("Nothing was settled.")
        lead.types("settle", "4", "", "Fay", "")
        await lead.hears("This needs words")
        await lead.hears("Clause 1, Success fact, open")


async def test_dissent_recorded_before_is_asked_about_by_lines_and_does_not_go_unseen(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        for move in (
            c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Soon."),
            c.SettleClause("c1", "dissent_recorded", dissent=("Never.",)),
        ):  # fmt: skip
            await lead.desk.submit(move)
        lead.types("settle 1", "2", "", "", "")
        await lead.hears("Dissent, in their words: “Never.”")
        await until(lambda: lead.desk.state.clauses["c1"].status == "provisional")
        assert lead.desk.state.clauses["c1"].dissent == ("Never.",)
        lead.types("settle 1", "2", "n", "", "")
        await until(lambda: not lead.desk.state.clauses["c1"].dissent)


async def test_a_clause_is_read_back_with_its_regional_texts_and_its_dissent(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        for move in (
            c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Soon."),
            c.SettleClause("c1", "regional", regional={"pune": "By phone."}, dissent=("Never.",)),
        ):  # fmt: skip
            await lead.desk.submit(move)
        lead.types("clauses")
        await lead.hears("Pune: By phone.")
        await lead.hears("Dissent, in their words: Never.")


async def test_the_talk_is_ordered_and_notes_are_taken_by_lines(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        await everybody(lead)
        lead.types("close", "y")
        await lead.hears("everybody looks here.")
        lead.types("show 1", "park", "note said aloud", "next", "skip no time", "list")
        await lead.hears("Success fact: parked for later.")
        await lead.hears("Noted; everybody sees it.")
        await lead.hears("skipped: no time")
        lead.types("resume 1")
        await lead.hears("Success fact: in the talk again.")
        assert lead.desk.state.notes["fact"][0].author == "facilitator"


async def test_a_wrong_opening_is_taken_back_and_reminders_say_whom_they_reached(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "y")
        await lead.hears("round 1 open")
        await lead.link.join("p1")
        await until(lambda: lead.desk.progress.online == 1)
        lead.types("nudge", "nudge Boston 1", "nudge Nobody", "back", "y")
        await lead.hears("1 person was reminded, at their own screen. The others are not here")
        await lead.hears("Nobody was reminded")
        await lead.hears("Nobody of that name")
        await lead.hears("not open yet", 2)
        assert lead.desk.state.phase == "setup"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dance", "dance is no command here, and nothing was done."),
        ("close", "The round is not open yet."),
        ("show 99", "There is no prompt 99."),
        ("vote", "There is no clause yet."),
        ("count", "No vote is open."),
        ("timer soon", "Nothing was set."),
        ("seal", "Nothing was sealed."),
        ("export", "there is nothing to write"),
        ("signed", "The charter is not sealed yet."),
        ("nudge", "There is nobody to remind."),
        ("?", "seal: seal the charter; asks first"),
        ("who", "P Pune: 0 of 3 here"),
    ],
)
async def test_a_line_that_cannot_be_done_says_so_and_changes_nothing(tmp_path: Path, line: str, said: str) -> None:
    async with leading(tmp_path) as lead:
        lead.types(line)
        await lead.hears(said)
        assert lead.desk.state.phase == "setup"


async def test_a_vote_on_words_with_a_blank_asks_first(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        await lead.desk.submit(c.OpenRound())
        await everybody(lead)
        for move in (c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Within ____ hours.")):
            await lead.desk.submit(move)
        lead.types("vote 1", "n")
        await lead.hears("Ask for a vote all the same? The words still have a blank (____).")
        await lead.hears("Nothing was done.")
        assert not lead.desk.state.open_votes
        lead.types("vote 1", "y")
        await until(lambda: bool(lead.desk.state.open_votes))


async def test_a_blank_is_said_before_a_clause_ends_and_before_the_seal(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        for move in (c.OpenRound(), c.CloseRound(), c.MoveTo("agree"), c.DraftClause("urgent", "Within ____ hours.")):
            await lead.desk.submit(move)
        lead.types("settle 1", "2", "", "")
        await lead.hears("The words still have a blank (____). All of these are good endings.")
        await until(lambda: lead.desk.state.clauses["c1"].status == "provisional")
        lead.types("seal", "n")
        await lead.hears("Seal the charter? The words of clause 1 still have a blank (____).")
        await lead.hears("Nothing was done.")
        assert not lead.desk.state.version


async def test_nothing_is_moved_over_a_line_that_is_down_and_the_desk_says_when_it_is_back(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        await lead.hears("? lists the commands")
        line = lead.link.lines[0]
        lead.link.cut(line, lead.desk)
        lead.types("open", "y")
        await lead.hears("so nothing was done")
        await lead.link.connect(lead.desk)
        lead.types("open", "y")
        await lead.hears("round 1 open")


async def test_a_note_and_a_calendar_said_to_be_wrong_are_told_at_once(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        somebody = await lead.link.join("p1")
        await somebody.submit(c.ConfirmCalendar(0, ok=False, text="12 March is a holiday"))
        await lead.hears("12 March is a holiday")
        lead.types("who")
        await lead.hears("Its calendar is said to be wrong by")
        await lead.desk.submit(c.OpenRound())
        await lead.desk.submit(c.CloseRound())
        await somebody.submit(c.TakeNote("fact", "Which sites?"))
        await lead.hears("A note on “Success fact”: Which sites?")
        lead.types("note All three.")
        await lead.hears("Noted; everybody sees it.")
        assert "A note on “Success fact”: All three." not in lead.said


async def test_nothing_is_asked_for_what_cannot_be_done_and_show_says_why_it_shows_nothing(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("show")
        await lead.hears("The answers are not shown yet.")
        lead.types("draft")
        await lead.hears("The round is not open yet. Nothing was changed.")
        assert "The clause in your words" not in lead.said
        await everybody_answers(lead)
        lead.types("draft", "We mean today.", "", "")
        await lead.hears("Owner (just Enter: nobody yet):")
        await lead.hears("no owner yet")
        lead.types("vote")
        await lead.hears("The vote on clause 1 is open.")
        lead.types("settle", "edit")
        await lead.hears("A vote on this clause is open. Close it first. Nothing was changed.", 2)
        assert "How does this clause end?" not in lead.said
        lead.types("count", "y")
        await lead.hears("Vote 1 on clause 1")
        lead.types("settle", "1")
        await lead.hears("Needs a vote with nobody below 3. Nothing was settled.")
        assert lead.desk.state.clauses["c1"].status == "draft"
        lead.types("settle", "2", "", "", "seal", "y")
        await lead.hears("The charter is sealed as version 1. export writes the charter to a file.")
        lead.types("seal", "draft")
        await lead.hears("The charter is sealed. An amendment makes its next version. Nothing was changed.", 2)


async def everybody_answers(lead: Facilitator) -> None:
    """Open and close a round in which everybody answers; where everybody is comes before what they see there."""
    lead.types("open", "y")
    await lead.hears("round 1 open")
    await everybody(lead)
    lead.types("close", "y")
    await lead.hears("everybody looks here.")
    assert lead.said.index("round 1 closed") < lead.said.index("everybody looks here.")


async def test_a_charter_is_written_as_the_name_of_its_file_ends(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        await everybody_answers(lead)
        lead.types("draft", "We mean today.", "", "")
        await lead.hears("no owner yet")
        lead.types("export charter.pdf")
        await lead.hears("A charter is not written as .pdf.")
        for name, begins in (("charter.docx", b"PK"), ("charter.html", b"<!"), ("charter.md", b"# ")):
            lead.types(f"export {name}")
            await lead.hears(f"/{name}.")
            assert (tmp_path / name).read_bytes().startswith(begins)
        assert not (tmp_path / "charter.pdf").exists()


async def test_a_question_mark_at_a_yes_or_no_helps_and_the_question_stands(tmp_path: Path) -> None:
    async with leading(tmp_path) as lead:
        lead.types("open", "?", "y")
        await lead.hears("y does it; anything else leaves all as it is.")
        await lead.hears("round 1 open")
        assert "Nothing was done." not in lead.said
