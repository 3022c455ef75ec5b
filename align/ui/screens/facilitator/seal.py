"""The desk at the end: what a seal would keep, the seal, and the charter to read and to write to a file."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from align.charter.amendment import under_way
from align.charter.lint import Weak, weak
from align.charter.plan_check import PlanCheck
from align.domain import commands as c
from align.domain.checks import LONGEST_COMMENT
from align.domain.state import State
from align.errors import UserError
from align.language import _, retold
from align.ui.page import tell
from align.ui.present.clauses import charter_key
from align.ui.present.desk_clauses import sealing
from align.ui.present.desk_lint import weak_words
from align.ui.present.desk_moves import sealing_move
from align.ui.present.desk_overtaken import news_of
from align.ui.present.desk_promises import despite_question, standing
from align.ui.present.signing import by_region, turnout, until_by_region
from align.ui.present.times import calendar_day
from align.ui.say import lines_of, say
from align.ui.screens.facilitator.amend import amend, reopen_one, set_until
from align.ui.screens.facilitator.moves import lead_on
from align.ui.screens.facilitator.pane import Pane
from align.ui.screens.facilitator.weak import WeakList
from align.ui.screens.shared.changes import Changes, can_compare
from align.ui.widgets.asking import Ask, Unfinished
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.preview import Preview
from align.ui.widgets.static import Static


class SealPane(Pane):
    """A sentence, then the clauses or the charter."""

    HELP = (
        "This step. What a seal would keep, what stands in its way, and the charter as it reads. Once it is sealed "
        "people sign it or object, and an amendment makes the next version; nothing of this one changes."
    )
    MAIN = "#charter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "seal", "seal the charter", id="desk.seal", tooltip="Make the charter final; asks first"),
        Binding("a", "amend", "amend", id="desk.amend", tooltip="Begin the next version; asks first"),
        Binding("r", "reopen", "reopen a clause", id="desk.reopen-one", tooltip="Talk about a sealed clause again"),
        Binding("d", "changes", "what changed", id="desk.changes", tooltip="What two versions do not share"),
        Binding("b", "until", "sign by", id="desk.until", tooltip="Say by when people sign"),
        Binding("e", "export", "write charter.md", id="desk.export", tooltip="Write the charter to a file"),
        Binding("l", "weak", "weak clauses", id="desk.weak", tooltip="What is weak, where, and how to mend it"),
    ]

    _drawn: object = None
    _found: tuple[object, list[Weak]] | None = None
    """What is weak, and what it was found in."""

    def compose(self) -> ComposeResult:
        """What stands in the way, and the text."""
        yield Static(id="sealing")
        yield Preview(id="charter")

    def spoken_anew(self) -> None:
        """Draw all of it again."""
        self._drawn = None

    def show_state(self) -> None:
        """Draw the charter as it is, or as it would be."""
        state = self.workshop.state
        sealed = state.in_force
        seal = sealing(state)
        if sealed:
            day = calendar_day(state.sealed_on)
            head = _("Version {version}, sealed on {day}. e writes it to a file.", version=state.version, day=day)
            now = self.tools.clock.now()
            signed = _("Signatures: {turnout}", turnout=turnout(state, now))
            head = "\n".join([head, signed, *by_region(state, now), *_until(state, now)])
        else:
            head = _("Version {version} would keep {counts}.", version=seal.version, counts=seal.counts)
            head = f"{head} {seal.blocked or _('Ready: s seals it.')}"
            head += f"\n{_('Not settled: {clauses}.', clauses=seal.unsettled)}" if seal.unsettled else ""
            head = "\n".join(filter(None, [under_way(state), head]))
        lines = [
            say(head, "" if sealed or not seal.blocked else "$warning"),
            *([say(seal.blanks, "$warning")] if seal.blanks and not sealed else []),
            *([] if sealed else [*self._promises(), *self._weak_lines()]),
        ]
        self.query_one("#sealing", Static).update(lines_of(lines))
        key = charter_key(state)
        if key != self._drawn:
            # Rendering costs more than drawing: people coming and going are no reason for it.
            self._drawn = key
            make = partial(self.tools.charter, state.still()) if state.clauses else str
            self.query_one("#charter", Preview).write(make)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Seal while clauses are agreed, amend what is sealed; export once there is something to read."""
        state = self.workshop.state
        if action in ("amend", "until"):
            return state.phase == "sealed"
        if action == "reopen":
            return bool(state.versions) and state.phase in ("sealed", "agree")
        if action == "changes":
            return can_compare(state)
        if action == "seal":
            return self.workshop.state.phase == "agree"
        if action == "weak":
            return self.workshop.state.phase == "agree" and bool(self._weak())
        return bool(self.workshop.state.clauses) if action == "export" else True

    @work
    async def action_seal(self) -> None:
        """Seal, after a question that Enter does not answer with yes."""
        seal = sealing(self.workshop.state)
        if seal.blocked:
            tell(self, seal.blocked, warning=True)
            return
        plan, news = self.workshop.state.the_plan, news_of(self.workshop)
        if plan.promises and self._checked is None:
            tell(self, _("The promises are being checked; a moment, please."))
            return
        red = standing(plan, self._checked).red
        despite, waits = "", Unfinished(self.workshop, f"despite:{seal.version}")
        if red:
            asked = await self.app.push_screen_wait(
                Ask(*despite_question(red), lines=True, waits=waits, most=LONGEST_COMMENT)
            )
            if asked is None:
                return
            despite = asked
        await lead_on(self, self.workshop, sealing_move(self.workshop.state), c.Seal(despite), news, waits)

    @work
    async def action_amend(self) -> None:
        """Begin the next version."""
        await amend(self)

    @work
    async def action_reopen(self) -> None:
        """Talk about a sealed clause again."""
        await reopen_one(self)

    @work
    async def action_until(self) -> None:
        """Say until when people sign."""
        await set_until(self)

    def action_changes(self) -> None:
        """Show what changed."""
        self.app.push_screen(Changes(self.workshop.state))

    @property
    def _checked(self) -> PlanCheck | None:
        return self.tools.checks.found(self.workshop.state.the_plan, self.tools.clock.now().date())

    def action_weak(self) -> None:
        """Show all that is weak."""
        self.app.push_screen(WeakList(self._weak()))

    def _weak(self) -> list[Weak]:
        """What is weak in the clauses, and in the promises once they are checked."""
        state, checks = self.workshop.state, self._checked
        key = (charter_key(state), checks)
        if self._found is None or self._found[0] != key:
            self._found = key, weak(state, checks) if state.clauses else []
        return self._found[1]

    def _weak_lines(self) -> list[Content]:
        words, first = weak_words(self._weak())
        return [say(words, "$warning"), *(say(f"  {line}", "$quiet") for line in first)] if words else []

    def _promises(self) -> list[Content]:
        """How the promises stand, in a line; they are checked first where nobody has done so yet."""
        plan = self.workshop.state.the_plan
        if plan.promises and self._checked is None:
            self._make_checks()
        found = standing(plan, self._checked)
        return [say(found.words, "$error" if found.red else "$quiet")] if found.words else []

    @work(group="promises", exclusive=True)
    async def _make_checks(self) -> None:
        plan, day = self.workshop.state.the_plan, self.tools.clock.now().date()
        await asyncio.to_thread(self.tools.checks.make, plan, day)
        if self.is_attached:
            self.show_state()

    @work
    async def action_export(self) -> None:
        """Write the charter where one says; asks before it writes over a file."""
        offered = self.tools.folder / "charter.md"
        while True:
            answer = await self.app.push_screen_wait(Ask(_("Write the charter to which file?"), value=str(offered)))
            if answer is None:
                return
            offered, is_there = _file(answer)
            if is_there:
                question = Confirm(_("Write over this file?"), _("{path} is there already.", path=offered))
                if not await self.app.push_screen_wait(question):
                    continue
            if self._write(self.workshop.state, offered):
                return

    def _write(self, state: State, path: Path) -> bool:
        try:
            written = self.tools.export(state, path)
        except UserError as error:
            tell(self, retold(str(error)), warning=True)
            return False
        tell(self, _("The charter is in {path}.", path=written))
        return True


def _until(state: State, now: datetime) -> list[str]:
    """Return until when people sign, in a line, and what one can do once that is over; empty while there is no end."""
    if not state.sign_until:
        return []
    said = [" · ".join(part.strip() for part in until_by_region(state, now))]
    over = state.phase == "sealed" and state.signing_over(now)
    return [*said, _("b gives people more time; a begins the next version.")] if over else said


def _file(answer: str) -> tuple[Path, bool]:
    """Return the file that was named, and whether it is there already."""
    path = Path(answer).expanduser()
    return path, path.exists()
