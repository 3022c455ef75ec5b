"""Clauses at the desk: written, voted on, settled in every way, and no word of a form is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, OptionList

from align.domain import commands as c
from align.domain.model import Clause, Scope
from align.engine.replica import Replica
from align.ui.screens.facilitator.desk import DeskScreen
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import settle
from align.ui.screens.facilitator.pick import Pick
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.writing import Writing
from tests.support import builders
from tests.support.linked import until
from tests.ui.desks import Desk, a_desk, everybody_answers


async def at_the_clauses(desk: Desk) -> list[Replica]:
    """Bring a desk to its first clause."""
    await desk.workshop.submit(c.OpenRound())
    people = await everybody_answers(desk, {"urgent": "today"})
    await desk.workshop.submit(c.CloseRound())
    await desk.workshop.submit(c.MoveTo("agree"))
    await desk.workshop.submit(c.DraftClause("urgent", "Urgent means today."))
    await desk.shows("Urgent means today.")
    return people


async def test_whoever_went_back_to_the_answers_brings_everybody_to_the_clauses_again(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        assert "all back here" not in desk.text
        await desk.press("backspace", "y")
        await desk.settle(lambda: desk.state.phase == "reveal" and isinstance(desk.screen, DeskScreen))
        await desk.shows("everybody looks here")
        assert "all back here" not in desk.text
        await desk.press("4")
        await desk.shows("all back here")
        await desk.press("g")
        await desk.settle(lambda: desk.state.phase == "agree")
        await desk.shows("settle")


async def test_export_asks_before_it_writes_over_a_file(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("5")
        (tmp_path / "charter.md").write_text("mine")
        await desk.press("e", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Confirm))
        await desk.press("n")
        await desk.settle(lambda: isinstance(desk.screen, Ask))
        assert (tmp_path / "charter.md").read_text() == "mine"
        await desk.press("enter", "y")
        await desk.settle(lambda: (tmp_path / "charter.md").read_text().startswith("# Charter"))


async def test_a_long_paste_is_undone_in_the_clause_editor_and_the_draft_outlives_a_fault_of_aligns_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("ALIGN_HOME", str(tmp_path))
    with pytest.raises(ZeroDivisionError):
        async with a_desk(builders.plan(), tmp_path) as desk:
            await at_the_clauses(desk)
            await desk.press("e")
            form = desk.screen
            assert isinstance(form, Form)
            words = form.query_one("#field-text", Writing)
            words.focus()
            before = words.text
            desk.app.post_message(Paste("\n".join(map(str, range(1, 31)))))
            await desk.settle(lambda: words.text.endswith("30"))
            await desk.press("ctrl+z")
            assert words.text == before
            await desk.press("ctrl+y", "x")
            await desk.settle(lambda: words.text.endswith("30x"))
            seat, draft = desk.workshop._seat, form.filled.draft
            desk.app.call_later(fails)
            await until(lambda: desk.app.return_code == 1)
    assert seat.drafts[draft]["text"].endswith("\n30x")


async def test_a_refused_clause_keeps_every_word_and_so_does_leaving(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        form = desk.screen
        assert isinstance(form, Form)
        form.query_one("#field-text", Writing).text = "Words that took long"
        form.query_one("#field-review_on", Input).value = "next spring"
        await desk.press("ctrl+s")
        await desk.shows("A date is written like 2027-03-12.")
        assert form.values["text"] == "Words that took long"
        await desk.press("escape", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        again = desk.screen
        assert isinstance(again, Form)
        assert again.values["text"] == "Words that took long"
        writing = again.query_one("#field-text", Writing)
        assert writing.cursor_location == writing.document.end, "one writes on where the words end"
        again.query_one("#field-review_on", Input).value = "2027-04-01"
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].text == "Words that took long")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert not desk.workshop.mine.drafts, "what was taken is no longer kept as a draft"


async def test_a_clause_is_never_written_over_what_another_desk_made_of_it_and_no_word_is_lost(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        other = await desk.link.desk()
        await desk.press("e")
        form = desk.screen
        assert isinstance(form, Form)
        form.query_one("#field-text", Writing).text = "Urgent means within AAA."
        await other.submit(c.ChangeClause("c1", "Urgent means within BBB.", owner="Pune 1"))
        await desk.press("ctrl+s")
        await desk.shows("Clause 1 was changed at another desk meanwhile.")
        assert desk.state.clauses["c1"].text == "Urgent means within BBB."
        await desk.press("escape", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        await desk.press("e")
        await desk.shows("reads now: Urgent means within BBB. · Everyone · Pune 1")
        again = desk.screen
        assert isinstance(again, Form)
        assert again.values["text"] == "Urgent means within AAA.", "what was typed waits beside it"
        again.query_one("#field-text", Writing).text = "Urgent means within AAA and BBB."
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].text == "Urgent means within AAA and BBB.")


async def test_a_clause_written_without_a_line_is_there_once_also_when_its_form_was_left(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        desk.link.cut(desk.link.lines[0], desk.workshop)
        await desk.press("e")
        form = desk.screen
        assert isinstance(form, Form)
        form.query_one("#field-text", Writing).text = "Written on a train"
        await desk.press("ctrl+s")
        await desk.shows("goes out when it is back")
        await desk.press("escape", "escape")
        await desk.settle(lambda: isinstance(desk.screen, DeskScreen))
        assert not desk.workshop.mine.drafts
        await desk.link.connect(desk.workshop)
        await desk.settle(lambda: desk.state.clauses["c1"].text == "Written on a train")


async def test_a_blank_is_marked_and_said_and_a_vote_on_it_asks_first(tmp_path: Path) -> None:
    async with a_desk(builders.plan(min_n=1), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.workshop.submit(c.ChangeClause("c1", "We answer\nwithin ____ hours.", Scope()))
        await desk.press("v")
        await desk.shows("Ask for a vote all the same?")
        assert "The words still have a blank (____)." in desk.text
        await desk.press("enter")
        assert desk.state.open_vote("c1") is None
        await desk.press("e")
        form = desk.screen
        assert isinstance(form, Form)
        assert form.query_one("#field-text", Writing).selected_text == "____"
        await desk.shows("! The words still have a blank (____).")
        await desk.press("2")
        await desk.settle(lambda: "still have a blank" not in desk.text)
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].text == "We answer\nwithin 2 hours.")
        await desk.press("v")
        await desk.settle(lambda: desk.state.open_vote("c1") is not None)


async def test_the_one_name_that_begins_as_the_owner_was_typed_is_offered(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        owner = desk.screen.query_one("#field-owner", Input)
        owner.value = "pune"
        await desk.shows("type; → takes the name")  # three people are called so
        owner.value = "Fay"
        await desk.shows("type; → takes the name")
        owner.value = "fa"
        await desk.shows("Fay? → takes it")


async def test_a_blank_is_no_refusal(tmp_path: Path) -> None:
    async with a_desk(builders.plan(min_n=1), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.workshop.submit(c.ChangeClause("c1", "Within ____ hours.", Scope()))
        await desk.press("v", "y")
        await desk.settle(lambda: desk.state.open_vote("c1") is not None)


async def test_without_consent_agreed_is_not_offered_and_dissent_is_kept_in_its_own_words(tmp_path: Path) -> None:
    async with a_desk(builders.plan(min_n=1), tmp_path) as desk:
        people = await at_the_clauses(desk)
        await desk.workshop.submit(c.OpenVote("c1"))
        await people[0].submit(c.GiveSupport("c1", 1, 1, "It costs us our evenings."))
        await desk.shows("Levels stay hidden")
        await desk.settle(lambda: desk.workshop.progress.votes == 1)
        assert "evenings" not in desk.text, "reasons stay hidden while the vote is open"
        await desk.press("v")
        await desk.shows("1 of 9 are in.")
        await desk.press("y")
        await desk.shows("1 of 1 below 3")
        await desk.shows("It costs us our evenings.")
        await desk.press("s")
        await desk.shows("Needs a vote with nobody below 3.")
        await desk.press("end", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        field = desk.screen.query_one("#field-dissent", Writing)
        assert field.text == "It costs us our evenings.", "as it was given"
        field.text = ""
        await desk.press("ctrl+s")
        await desk.shows("Dissent is kept in its own words. Write them down, or choose another")
        field.text = "Never after six.\n\nNot by phone."
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].status == "dissent_recorded")
        assert desk.state.clauses["c1"].dissent == ("Never after six.", "Not by phone.")


@pytest.mark.parametrize(("row", "status", "left"), [("home", "agreed", ""), ("home", "agreed", "Not by phone."),
                                                     ("down", "provisional", "")])  # fmt: skip
async def test_dissent_recorded_before_is_asked_about_with_the_next_ending(
    tmp_path: Path, row: str, status: str, left: str
) -> None:
    async with a_desk(builders.plan(min_n=1), tmp_path) as desk:
        people = await at_the_clauses(desk)
        old = ("Never after six.", "Not by fone.")
        await desk.workshop.submit(c.SettleClause("c1", "dissent_recorded", dissent=old))
        await desk.workshop.submit(c.OpenVote("c1"))
        await people[0].submit(c.GiveSupport("c1", 1, 4))
        await desk.workshop.submit(c.CloseVote("c1"))
        await desk.shows("can live with it")
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        await desk.press("home", *(["down"] if row == "down" else []), "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        field = desk.screen.query_one("#field-dissent", Writing)
        assert field.text == "Never after six.\n\nNot by fone."
        field.text = left
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].status == status)
        assert desk.state.clauses["c1"].dissent == ((left,) if left else ())


async def test_an_open_or_regional_ending_asks_about_dissent_beside_what_it_needs() -> None:
    clause = Clause(
        id="c1", prompt="urgent", area="norms", text="Soon.", dissent=("Never.",), regional={"pune": "By phone."}
    )
    plan = builders.plan()
    for status, values in (("open", {"owner": "Lena", "review_on": "2027-03-12"}), ("regional", {"r0": "x", "r1": ""})):
        form = settle(plan, clause, status)  # type: ignore[arg-type]
        assert form is not None
        asked = {field.key: field.value for field in form.fields}
        assert asked["dissent"] == "Never."
        gone = form.command({**asked, **values, "dissent": ""})
        assert gone.dissent == ()  # type: ignore[union-attr]


async def test_a_clause_can_be_settled_by_region_and_changed_again(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("s", "down")
        await desk.press("enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        desk.screen.query_one("#field-r0", Writing).text = "In Pune by phone."
        await desk.press("ctrl+s")
        await desk.settle(lambda: desk.state.clauses["c1"].status == "regional")
        assert desk.state.clauses["c1"].regional == {"pune": "In Pune by phone."}
        await desk.shows("In Pune by phone.")
        await desk.press("e")
        await desk.shows("Changing the words makes it a draft again")


async def test_enter_in_the_endings_takes_what_holds_already(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.workshop.submit(c.SettleClause("c1", "open", owner="Lena", review_on="2027-03-12"))
        await desk.shows("Lena")
        await desk.press("s")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        option = desk.screen.query_one(OptionList).highlighted_option
        assert option is not None
        assert option.id == "open"


async def test_a_form_that_is_refused_in_a_low_window_says_so_in_sight(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path, size=(60, 24)) as desk:
        await at_the_clauses(desk)
        await desk.press("e")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        desk.screen.query_one("#field-text", Writing).text = "\n".join(f"Row {n}." for n in range(30))
        desk.screen.query_one("#field-review_on", Input).value = "soon"
        await desk.press("ctrl+s")
        await desk.shows("A date is written like")


async def test_the_review_date_is_the_milestone_unless_another_is_written(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("c", "enter")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        form = desk.screen
        assert isinstance(form, Form)
        assert form.values["review_on"] == "2027-03-12"
        form.query_one("#field-owner", Input).focus()
        await desk.press("B", "o", "s")
        await until(lambda: bool(form.query_one("#field-owner", Input)._suggestion))
        await desk.press("right", "ctrl+s")
        await desk.settle(lambda: len(desk.state.clauses) == 2)
        assert desk.state.clauses["c2"].owner == "Boston 1"


async def test_dropping_a_clause_asks_first(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await at_the_clauses(desk)
        await desk.press("d", "enter")
        assert desk.state.clauses
        await desk.press("d", "y")
        await desk.settle(lambda: not desk.state.clauses)
        await desk.shows("No clause yet.")


async def test_leaving_with_a_form_filled_in_is_asked_about(tmp_path: Path) -> None:
    async with a_desk(builders.plan(), tmp_path) as desk:
        await desk.press("j", "a")
        await desk.settle(lambda: isinstance(desk.screen, Form))
        assert isinstance(desk.screen, Form)
        assert desk.screen.unsaved() == ""
        await desk.press("Z", "o")
        await desk.press("ctrl+c")
        await desk.settle(lambda: isinstance(desk.screen, Confirm))
        assert "typed and not kept yet" in desk.text


async def test_prompts_are_picked_for_a_clause_in_the_order_in_which_they_are_talked_about(tmp_path: Path) -> None:
    plan = builders.plan()
    order = tuple(prompt.id for prompt in reversed(plan.pack.prompts))
    async with a_desk(plan, tmp_path) as desk:
        for command in (c.OpenRound(), c.CloseRound(), c.OrderTalk(order), c.MoveTo("agree")):
            await desk.workshop.submit(command)
        await desk.shows("new clause")
        await desk.press("c")
        await desk.settle(lambda: isinstance(desk.screen, Pick))
        assert tuple(option.id for option in desk.screen.query_one(OptionList).options) == order
