"""The desk while clauses are agreed: the list, one clause in full, votes and endings. The rules decide, not this."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList
from textual.widgets.option_list import OptionDoesNotExist

from align.domain import commands as c
from align.domain.model import Clause, likeness
from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import submit, tell
from align.ui.present.amending import Asking
from align.ui.present.desk_clauses import ClauseRow, clause_rows, endings, objections, still_to_come
from align.ui.present.desk_join import Chair
from align.ui.present.desk_moves import dropping, settling, voting
from align.ui.present.desk_overtaken import COUNTED, clause_news
from align.ui.present.reading import Reading
from align.ui.say import ours, say
from align.ui.screens.facilitator.amend import reopen
from align.ui.screens.facilitator.board import Board
from align.ui.screens.facilitator.form import Form
from align.ui.screens.facilitator.forms import change_clause, new_clause, settle, settle_now
from align.ui.screens.facilitator.lines import clause_lines
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.facilitator.titles import Title, Titles
from align.ui.screens.facilitator.tools import DeskTools
from align.ui.widgets.dialogs import Confirm, ask_while

_EMPTY = mark("No clause yet. Begin one with c, or from the prompt that everybody looks at (3).")
_LATER = mark("Clauses come after the reveal: first everybody answers, then the answers are looked at.")


class AgreePane(Pane):
    """Clauses on the left, the highlighted one in full on the right."""

    HELP = (
        "This step. One clause after the other: its words, a vote in which nobody sees a level before all are counted, "
        "and how it ends. Levels 0 to 2 come with a reason. n reminds those who have given no level."
    )
    MAIN = "#clauses"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", id="desk.edit", tooltip="Change the words, scope, owner or date of this clause"),
        Binding("v", "open_vote", "vote", id="desk.vote", tooltip="Ask everybody for a support level"),
        Binding("v", "close_vote", "close the vote", id="desk.close-vote", tooltip="Count the levels and show them"),
        Binding("s", "settle", "settle", id="desk.settle", tooltip="Say how this clause ends"),
        Binding("r", "reopen", "reopen", id="desk.reopen", tooltip="Talk about this sealed clause again"),
        Binding("g", "gather", "all back here", id="desk.back-to-talk", tooltip="Bring everybody back to the clauses"),
        Binding("c", "draft", "new clause", id="desk.new-clause", tooltip="Begin a clause for a prompt"),
        Binding("d", "drop", "drop", show=False, id="desk.drop", tooltip="Take this clause away"),
    ]

    def __init__(self, workshop: Workshop, tools: DeskTools, reading: Reading, *, id: str) -> None:
        super().__init__(workshop, tools, id=id)
        self.reading = reading
        """In which order prompts are listed, the same as where their answers are looked at."""
        self._drafted = ""
        """The prompt of a clause that is drafted here and not in the list yet."""

    def compose(self) -> ComposeResult:
        """The list and the clause."""
        with Horizontal(id="agreeing"):
            yield Titles(id="clauses")
            yield Board("", id="clause")

    def on_mount(self) -> None:
        """Name the list."""
        self.spoken_anew()

    def spoken_anew(self) -> None:
        """The list's title."""
        self.query_one(Titles).entitle(ours(_("Clauses")), ours(""))

    # ---- what is shown -------------------------------------------------------------------------------------

    def show_state(self) -> None:
        """Draw the list and the clause anew, staying at the clause one was at or beside it, or going to the one
        drafted here."""
        state = self.workshop.state
        rows = clause_rows(state, self.workshop.progress)
        listed = self.query_one(Titles)
        at = self._highlighted_id
        old = listed.ids
        listed.show([_title(row) for row in rows])
        ids = listed.ids
        if ids != old:
            new = [n for n, id in enumerate(ids) if id not in old and (not old or self._is_own(id))]
            place = ids.index(at) if at in ids else min(old.index(at), len(ids) - 1) if at in old else 0
            self._drafted = "" if new else self._drafted
            listed.highlighted = (new[-1:] or [place])[0] if ids else None
        self._show_clause()

    def _is_own(self, clause: str) -> bool:
        """Whether this clause, new in the list, is the one that was drafted here just now."""
        return bool(self._drafted) and self.workshop.state.clauses[clause].prompt == self._drafted

    @on(OptionList.OptionHighlighted, "#clauses")
    def _show_clause(self) -> None:
        clause = self.clause
        board = self.query_one("#clause", Board)
        if clause is None:
            words = _(_LATER if self.workshop.state.phase in ("setup", "assume") else _EMPTY)
            board.show(lambda width: ours(words, "$quiet").wrap(width))
        else:
            workshop = self.workshop
            board.show(lambda width: clause_lines(workshop, clause, width))
        self.screen.refresh_bindings()

    def choose(self, clause: str) -> None:
        """Put the cursor on a clause."""
        listed = self.query_one(Titles)
        with contextlib.suppress(OptionDoesNotExist):
            listed.highlighted = listed.get_option_index(clause)

    @property
    def _highlighted_id(self) -> str:
        option = self.query_one(Titles).highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def clause(self) -> Clause | None:
        """The highlighted clause."""
        return self.workshop.state.clauses.get(self._highlighted_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the highlighted clause now."""
        if action == "gather":
            return self.workshop.state.phase == "reveal" and bool(self.workshop.state.clauses)
        if action not in ("edit", "open_vote", "close_vote", "settle", "draft", "drop", "reopen"):
            return True
        if self.workshop.state.phase not in (("reveal", "agree") if action == "draft" else ("agree",)):
            return False
        clause = self.clause
        if action == "draft":
            return True
        if clause is None:
            return False
        if action == "reopen" or self.workshop.state.is_kept(clause.id):
            return action == "reopen" and self.workshop.state.is_kept(clause.id)
        voting = self.workshop.state.open_vote(clause.id) is not None
        return voting if action == "close_vote" else not voting

    # ---- what can be done ----------------------------------------------------------------------------------

    def action_gather(self) -> None:
        """Bring everybody from the answers back to the clauses there are."""
        submit(self, self.workshop, c.MoveTo("agree"))

    @on(OptionList.OptionSelected, "#clauses")
    def action_edit(self) -> None:
        """Change the clause's words."""
        clause = self.clause
        if clause is not None and self.check_action("edit", ()):
            self.app.push_screen(Form(self.workshop, change_clause(self.workshop.state.the_plan, clause)))

    @work
    async def action_reopen(self) -> None:
        """Talk about a sealed clause again: ask who wants to, and why."""
        if self.clause is not None:
            await reopen(self, Asking(self.clause.id, ""))

    @work
    async def action_draft(self) -> None:
        """Begin a clause for a prompt that one picks."""
        rows = [Chair(prompt.id, prompt.title) for prompt in self.reading.prompts(self.workshop.state)]
        picked = await self.app.push_screen_wait(Pick(_("A clause for which prompt?"), "", rows))
        if picked:
            await self.draft_for(picked)

    async def draft_for(self, prompt_id: str) -> None:
        """Open the editor for a new clause; keeping it brings everybody to the clauses."""
        state = self.workshop.state
        prompt = state.the_plan.prompt(prompt_id)
        text, note = self.tools.draft(state, prompt), self.tools.note(state, prompt)
        before = set(state.clauses)
        if await self.app.push_screen_wait(Form(self.workshop, new_clause(state, prompt, text, note))):
            self._drafted = prompt_id
            self.show_state()
            # It may have come into the list before the form went, as one of anybody's.
            for own in [id for id in self.query_one(Titles).ids if id not in before and self._is_own(id)][-1:]:
                self._drafted = ""
                self.choose(own)

    @work
    async def action_open_vote(self) -> None:
        """Ask everybody for a level; where the words have a blank, after a question."""
        clause = self.clause
        if clause is None:
            return
        move = voting(self.workshop.state, clause)
        if move is None or await self.app.push_screen_wait(Confirm(move.title, move.text)):
            submit(self, self.workshop, c.OpenVote(clause.id))

    @work
    async def action_close_vote(self) -> None:
        """Count; asks first when somebody is still voting."""
        clause, progress = self.clause, self.workshop.progress
        if clause is None:
            return
        counted = self._counted(clause.id)
        if progress.votes < progress.expected:
            waiting = still_to_come(self.workshop.state.the_plan, self.workshop.presence)
            detail = _("{n} of {all} are in.", n=progress.votes, all=progress.expected)
            if waiting:
                detail = f"{detail} {waiting}"
            question = Confirm(_("Close the vote?"), detail, grave=False, holds=lambda: not counted())
            if not await ask_while(self, self.workshop, question):
                if happened := counted():
                    tell(self, happened)
                return
        submit(self, self.workshop, c.CloseVote(clause.id), news=counted)

    def _counted(self, clause: str) -> Callable[[], str]:
        """Return what tells, later, that another desk has closed the vote that is open now; empty while none has."""
        vote = self.workshop.state.open_vote(clause)
        number = vote.number if vote is not None else 0

        def news() -> str:
            now = self.workshop.state.open_vote(clause)
            return _(COUNTED) if number and (now is None or now.number != number) else ""

        return news

    @work
    async def action_settle(self) -> None:
        """Choose an ending, and give it what it needs."""
        clause, state = self.clause, self.workshop.state
        if clause is None:
            return
        ways, news = endings(state, clause), clause_news(self.workshop, clause)
        rows = [Chair(way.status, way.blocked or way.about, bool(way.blocked), way.label) for way in ways]
        picked = await self.app.push_screen_wait(
            Pick(_("How does this clause end?"), settling(clause), rows, clause.status)
        )
        if picked is not None and (happened := news()):
            tell(self, happened)
            return
        way = next((way for way in ways if way.status == picked), None)
        if way is None:
            return
        form = settle(state.the_plan, clause, way.status, objections(state, clause))
        if form is not None:
            await self.app.push_screen_wait(Form(self.workshop, form))
        else:
            submit(self, self.workshop, settle_now(clause, way.status), news=news)

    @work
    async def action_drop(self) -> None:
        """Take the clause away, after a question."""
        clause = self.clause
        if clause is not None:
            move = dropping(self.workshop.state, clause)
            news = clause_news(self.workshop, clause)
            question = Confirm(move.title, move.text, holds=lambda: not news())
            if await ask_while(self, self.workshop, question):
                submit(self, self.workshop, c.DropClause(clause.id, likeness(clause)), news=news)
            elif happened := news():
                tell(self, happened)


def _title(row: ClauseRow) -> Title:
    marks = ours(f"{row.mark} {row.number:>2}", "$accent")
    return Title(row.id, marks, say(row.title), row.status)
