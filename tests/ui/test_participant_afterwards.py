"""After the round at a participant's screen: the reveal, what came too late, a note, a vote, and the sealed charter."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import TextArea

from align.domain import commands as c
from align.ui.present.flow import Place
from align.ui.widgets.help import HelpScreen
from tests.support import builders
from tests.ui.seats import a_person
from tests.ui.test_participant_screen import close_round, everybody_answers, open_round, vote


async def test_the_reveal_follows_the_facilitator_until_one_looks_elsewhere() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.workshop.submit(c.GiveAnswer("urgent", "today"))
        await everybody_answers(person)
        await close_round(person)
        await person.desk.submit(c.MoveFocus("urgent"))
        await person.shows("A colleague abroad writes 'urgent'.", "● Today", "P Pune 3", "hidden agreement")
        await person.press("pagedown")
        await person.shows("Boston expects Pune to say “Now”; Pune said “Today”.")
        await person.press("pagedown", "pagedown")
        await person.shows("by phone")
        await person.press("right")
        await person.shows("The morning after", "looking around")
        await person.desk.submit(c.MoveFocus("cards"))
        await person.settle(lambda: person.workshop.state.focus == "cards")
        assert "The morning after" in await person.rested()
        await person.press("f")
        await person.shows("Where does each belong?", "Same everywhere")
        await person.press("p", "home", "enter")
        await person.shows("A colleague abroad", "looking around")


async def test_what_is_typed_while_the_round_closes_is_no_command_of_what_comes_then() -> None:
    async with a_person(builders.plan()) as person:
        seconds = [100.0]
        person.app.seconds = lambda: seconds[0]
        await open_round(person)
        await person.go("answer", "fact")
        await person.settle(lambda: isinstance(person.app.focused, TextArea))
        await person.type("Nobody")
        await close_round(person)
        seconds[0] += 0.9
        await person.type(" knew ?")
        person.app.post_message(Paste("n"))
        assert "following the facilitator" in await person.rested()
        assert person.app.screen is person.screen
        assert person.workshop.mine.drafts["answer:fact"]["value"] == "Nobody"
        seconds[0] += 0.2
        await person.press("question_mark")
        await person.settle(lambda: isinstance(person.app.screen, HelpScreen))


async def test_hands_that_rested_while_the_round_closed_are_heard_at_once() -> None:
    async with a_person(builders.plan()) as person:
        seconds = [100.0]
        person.app.seconds = lambda: seconds[0]
        await open_round(person)
        await person.go("answer", "fact")
        await person.settle(lambda: isinstance(person.app.focused, TextArea))
        await person.type("Nobody")
        seconds[0] += 1.1
        await close_round(person)
        await person.press("question_mark")
        await person.settle(lambda: isinstance(person.app.screen, HelpScreen))


async def test_what_was_typed_when_the_round_closed_can_be_given_late() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.go("answer", "fact")
        await person.type("late words")
        await everybody_answers(person)
        await close_round(person)
        person.hands_rest()
        await person.shows("typed and not given before the round closed", "Success fact")
        await person.press("l")
        await person.shows("YOUR ANSWERS", "0 answers received")
        await person.press("enter")
        await person.shows("late words", "marked late")
        await person.press("ctrl+n")
        await person.settle(lambda: "fact" in person.workshop.mine.answers)
        assert person.workshop.mine.answers["fact"].late


async def test_the_late_list_begins_at_what_was_begun_and_counts_what_was_given_in_time() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await person.workshop.submit(c.GiveAnswer("fact", "First patient in Boston"))
        await person.go("answer", "signs")
        await person.type("late words")
        await close_round(person)
        person.hands_rest()
        await person.go("review")
        await person.shows("You can still answer these, marked late.", "1 answer received")
        await person.press("enter")
        await person.settle(lambda: person.screen.place == Place("answer", "signs"))


async def test_a_change_that_was_not_given_in_time_is_said_and_can_become_a_note() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await everybody_answers(person)
        await person.workshop.submit(c.GiveAnswer("fact", "First patient in Boston"))
        await person.go("answer", "fact")
        await person.press("end")
        await person.type(" and more")
        await close_round(person)
        person.hands_rest()
        await person.desk.submit(c.MoveFocus("fact"))
        await person.shows("A change was typed and not given", "Success fact")
        await person.press("n")
        await person.shows("A note on", "and more")
        await person.press("ctrl+s")
        await person.settle(lambda: bool(person.workshop.state.notes.get("fact")))
        assert person.workshop.state.notes["fact"][0].text.endswith(" and more")
        assert not person.workshop.mine.answers["fact"].late
        await person.settle(lambda: "A change was typed" not in person.text)


async def test_a_note_is_taken_for_all_to_see() -> None:
    async with a_person(builders.plan()) as person:
        await open_round(person)
        await everybody_answers(person)
        await close_round(person)
        await person.press("n")
        await person.type("ask Basel")
        await person.press("ctrl+s")
        await person.shows("Notes", "ask Basel")


async def test_consent_below_three_needs_a_reason_and_can_be_changed_until_the_vote_closes() -> None:
    async with a_person(builders.plan(min_n=1)) as person:
        await vote(person)
        await person.shows("'Urgent' means [bold]now[/bold].", "0  I object", "no owner yet · review 12 Mar 2027")
        await person.press("1", "enter")
        await person.shows("A level below 3 needs a reason")
        assert not person.workshop.mine.supports
        await person.type("too vague")
        await person.press("ctrl+n")
        await person.shows("Your level: 1, serious concern")
        assert person.workshop.mine.supports["c1", 1].reason == "too vague"
        await person.press("4", "enter")
        await person.settle(lambda: person.workshop.mine.supports["c1", 1].level == 4)
        await person.desk.submit(c.CloseVote("c1"))
        await person.shows("1 level given, nobody below 3: consent.")
        await person.desk.submit(c.OpenVote("c1"))
        await person.press("2", "enter")
        await person.type("[/bold] no")
        await person.press("ctrl+n")
        await person.settle(lambda: ("c1", 2) in person.workshop.mine.supports)
        await person.desk.submit(c.CloseVote("c1"))
        await person.shows("1 of 1 below 3: no consent yet", "[/bold] no")
        await person.press("c")
        await person.shows("1 clause so far", "draft")


async def test_who_leaves_an_open_vote_sees_that_it_waits_and_how_to_come_back() -> None:
    async with a_person(builders.plan(min_n=1), (60, 24)) as person:
        await open_round(person)
        await close_round(person)
        await person.desk.submit(c.MoveTo("agree"))
        for prompt in ("protect", "urgent"):
            await person.desk.submit(c.DraftClause(prompt, f"About {prompt}.", review_on="2027-03-12"))
        await person.desk.submit(c.OpenVote("c2"))
        await person.settle(lambda: person.screen.place == Place("consent", "c2"))
        assert "waits for your level" not in await person.rested()
        await person.press("c")
        await person.shows("A vote is open and waits for your level: enter.")
        await person.press("escape")
        await person.shows("following", "A vote is open and waits for your level: c, then enter.")
        await person.press("c")
        await person.shows("CLAUSES")
        await person.press("enter")
        await person.settle(lambda: person.screen.place == Place("consent", "c2"))
        await person.press("4", "enter")
        await person.settle(lambda: ("c2", 1) in person.workshop.mine.supports)
        await person.press("c", "escape")
        await person.shows("following")
        assert "waits for your level" not in await person.rested()


async def test_in_a_small_window_a_level_that_was_given_stands_in_sight() -> None:
    async with a_person(builders.plan(min_n=1), size=(60, 24)) as person:
        await vote(person)
        await person.press("4", "ctrl+n")
        await person.shows("✓ Your level: 4, good.", "You can change it")
        assert person.screen.query_one("#team").region.bottom <= 24


async def test_the_sealed_charter_is_read_on_the_last_screen() -> None:
    async with a_person(builders.plan()) as person:
        await vote(person)
        await person.desk.submit(c.CloseVote("c1"))
        await person.desk.submit(c.SettleClause("c1", "open", owner="Ada", review_on="2027-03-12"))
        await person.desk.submit(c.Seal())
        await person.shows("Sealed as version 1", "how we work together")
