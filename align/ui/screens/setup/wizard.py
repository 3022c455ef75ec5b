"""The wizard: short steps from a title to a workshop. It keeps every word, goes back and forth, and creates at the end.

What is right, the presenters say; what is created, the rules of plans say.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import ContentSwitcher

from align.errors import AlignError
from align.language import _, mark, retold
from align.ui.page import Page, tell
from align.ui.present.counts import of
from align.ui.present.setup_draft import SetupDraft, is_blank, workshop_name
from align.ui.present.setup_plan import STEP_NAMES, STEPS, StepName, plan_of, step_checks, trail, undone
from align.ui.say import ours
from align.ui.screens.setup.offer import AtTheDoor, Offer, Way
from align.ui.screens.setup.people import PeopleStep
from align.ui.screens.setup.prompts import PromptsStep
from align.ui.screens.setup.regions import RegionsStep
from align.ui.screens.setup.review import ReviewStep
from align.ui.screens.setup.step import AnswersStep, MilestoneStep, PartiesStep, Step, TitleStep
from align.ui.screens.setup.tools import Created, WizardTools
from align.ui.screens.setup.trail import TrailLine
from align.ui.widgets.asking import Ask
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine

KEEP_SECONDS = 0.4
_KINDS: dict[StepName, type[Step]] = {
    kind.NAME: kind
    for kind in (
        TitleStep, MilestoneStep, PartiesStep, RegionsStep, PeopleStep, PromptsStep, AnswersStep, ReviewStep
    )
}  # fmt: skip
_HELP = mark("""\
Each step says beside its fields what is still missing or wrong; you can go on and come back, everything stays.
In the line of steps ✓ is fine, ! needs another look, · has not been seen.
The last step creates the workshop, or writes it as a plan (a YAML file) to change in an editor or to keep.""")


class WizardScreen(Page[Created | None]):
    """Ends with the workshop that was created, None when one left."""

    DEFAULT_CSS = """
    WizardScreen #steps { height: 1fr; }
    """
    HELP_TITLE = "Setting a workshop up"
    AUTO_FOCUS = ""  # each step says itself where one begins; Textual would take the first field of all, also hidden
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "create", "create", key_display="enter", id="wizard.create", tooltip="Create the workshop"),
        Binding("p", "save_plan", "save as plan", id="wizard.plan", tooltip="Write it to a YAML file"),
        Binding("ctrl+n", "step(1)", "next", id="wizard.next", tooltip="The next step"),
        Binding("ctrl+b", "step(-1)", "back", id="wizard.back", tooltip="The step before"),
        Binding("escape", "leave", "leave", id="wizard.leave", tooltip="Leave; what you typed can wait here"),
        Binding("f2", "app.language", "language", show=False, id="wizard.language", tooltip="Another language"),
    ]

    heading = query_one(Heading)
    trail_line = query_one(TrailLine)

    def __init__(self, tools: WizardTools, name: str = "", unfinished: SetupDraft | None = None) -> None:
        super().__init__()
        self.tools = tools
        self.draft = SetupDraft(name=name)
        self._unfinished = unfinished
        self._seen = 0
        self._keeping: Timer | None = None
        self._creating = False

    def compose(self) -> ComposeResult:
        """Heading, steps, one step, keys."""
        yield Heading()
        yield TrailLine()
        with ContentSwitcher(id="steps", initial=STEP_NAMES[0]):
            for kind in _KINDS.values():
                yield kind(self.draft, self.tools)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin, or offer to go on."""
        self._begin_at(STEP_NAMES[0])
        if self._unfinished is not None and not is_blank(self._unfinished):
            self._offer(self._unfinished)

    def _begin_at(self, name: StepName) -> None:
        self.heading.left = ours(_("New workshop"), "bold")
        self._show(name)

    def spoken_anew(self) -> None:
        """Build the steps again, in the other language; what was typed is in the draft."""
        self.run_worker(self._build_anew(), exclusive=True, group="language")

    async def _build_anew(self) -> None:
        await self.recompose()
        self._begin_at(STEP_NAMES[self.draft.step])

    def help_words(self) -> str:
        """What the marks mean."""
        return _(_HELP)

    def unsaved(self) -> str:
        """Nothing is lost, but nothing is created either."""
        if is_blank(self.draft):
            return ""
        return _("The workshop is not created yet. What you typed is kept for next time.")

    def on_unmount(self) -> None:
        """Keep what is typed, whatever the reason."""
        if self._keeping is not None:
            self._keep()

    # ---- steps ---------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step in sight."""
        return self.query_one(f"#{STEP_NAMES[self.draft.step]}", Step)

    def _show(self, name: StepName) -> None:
        # All steps are there from the beginning: keys typed right after the change find their field.
        number = STEP_NAMES.index(name)
        self.draft.step = number
        self._seen = max(self._seen, number)
        self.query_one(ContentSwitcher).current = name
        for step in self.query(Step):
            # Hidden is not enough: Textual gives keys to whatever may have them, in sight or not.
            step.disabled = name != step.NAME
        self.trail_line.at = name
        self.heading.right = ours(of(number + 1, len(STEPS)), "$quiet")
        self._check()
        self.step.focus_first()
        self.refresh_bindings()

    @on(Step.Changed)
    def changed(self) -> None:
        """Check, and keep it in a moment."""
        self._check()
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_SECONDS, self._keep)

    def _check(self) -> None:
        checks = step_checks(self.draft, self.tools.world)
        self.step.show(checks[self.step.NAME])
        self.trail_line.trail = trail(checks, self._seen)
        self.refresh_bindings()

    def _keep(self) -> None:
        self._keeping = None
        if is_blank(self.draft):
            # Fields tell their values as they appear; what was left unfinished last time must outlive that.
            return
        try:
            self.tools.keep(self.draft)
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)

    @on(Step.Done)
    def done(self) -> None:
        """Enter in the last field."""
        self.action_step(1)

    @on(TrailLine.Chosen)
    def chosen(self, event: TrailLine.Chosen) -> None:
        """A click on a step."""
        self._show(event.step)

    @on(ReviewStep.GoTo)
    def go_to(self, event: ReviewStep.GoTo) -> None:
        """What is still to do: the field itself."""
        self._show(event.step)
        self.step.focus_field(event.field)

    def action_step(self, by: int) -> None:
        """Go on, or back."""
        number = self.draft.step + by
        if 0 <= number < len(STEPS):
            self._show(STEP_NAMES[number])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Create at the end, when nothing is missing."""
        last = self.draft.step == len(STEPS) - 1
        if action in ("create", "save_plan"):
            return last and not undone(self.draft, self.tools.world)
        if action == "step":
            return not last if parameters == (1,) else self.draft.step > 0
        return True

    # ---- beginning and leaving -----------------------------------------------------------------------------

    @work
    async def _offer(self, unfinished: SetupDraft) -> None:
        title = unfinished.title.strip() or _("without a title")
        ways = [Way("g", _("go on with it")), Way("n", _("begin a new one; the unfinished one is thrown away"))]
        detail = _("You left it at the step {step}.", step=_(STEPS[STEP_NAMES[unfinished.step]]))
        taken = await self.app.push_screen_wait(
            AtTheDoor(_("There is an unfinished workshop: {title}", title=title), detail, ways)
        )
        if taken == "n":
            self.tools.forget()
        elif taken == "g":
            self.draft = unfinished
            self._seen = unfinished.step
            await self.recompose()
            self._begin_at(STEP_NAMES[unfinished.step])
        else:
            self.dismiss(None)

    @work
    async def action_leave(self) -> None:
        """Leave; asks what becomes of what was typed."""
        if is_blank(self.draft):
            self.dismiss(None)
            return
        ways = [Way("k", _("keep it for next time")), Way("t", _("throw it away"))]
        detail = _("The workshop is not created yet. What you typed stays on this machine, for you alone.")
        taken = await self.app.push_screen_wait(Offer(_("Leave the set-up?"), detail, ways))
        if taken is None:
            return
        if taken == "t":
            self._stop_keeping()
            self.tools.forget()
        else:
            self._keep()
        self.dismiss(None)

    def _stop_keeping(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None

    # ---- what comes out ------------------------------------------------------------------------------------

    @work
    async def action_create(self) -> None:
        """Create the workshop and offer to host it."""
        if self._creating:
            return
        self._creating = True
        name = workshop_name(self.draft)
        try:
            plan = plan_of(self.draft, self.tools.world)
            await asyncio.to_thread(self.tools.create, name, plan)
        except AlignError as error:
            self.query_one(ReviewStep).refuse(f"{retold(str(error))} {_('Nothing you typed is lost.')}")
            return
        finally:
            self._creating = False
        self._stop_keeping()
        self.tools.forget()
        detail = _("Hosting opens your desk, with the ticket and the code for the others. You can also do it later.")
        question = Confirm(_("{title} is set up. Host it now?", title=plan.title), detail, grave=False)
        self.dismiss(Created(name, await self.app.push_screen_wait(question)))

    @work
    async def action_save_plan(self) -> None:
        """Write the plan to a file; asks before it writes over one."""
        offered = self.tools.files / "plan.yaml"
        while True:
            answer = await self.app.push_screen_wait(Ask(_("Write the plan to which file?"), value=str(offered)))
            if answer is None:
                return
            offered, is_there = _file(answer)
            question = Confirm(_("Write over this file?"), _("{path} is there already.", path=offered))
            if is_there and not await self.app.push_screen_wait(question):
                continue
            try:
                self.tools.save_plan(plan_of(self.draft, self.tools.world), offered)
            except AlignError as error:
                tell(self, retold(str(error)), warning=True)
                continue
            tell(self, _("The plan is in {path}.", path=offered))
            return


def _file(answer: str) -> tuple[Path, bool]:
    """Return the file that was named, and whether it is there already."""
    path = Path(answer).expanduser()
    return path, path.exists()
