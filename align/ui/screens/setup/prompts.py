"""The step with the prompts: a pack, and in front of it a list to add prompts of other packs from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from align.language import _, mark
from align.ui.page import Dialog
from align.ui.present.setup_draft import Check, SetupDraft
from align.ui.present.setup_packs import (
    Addition,
    World,
    added_words,
    additions,
    broken_packs,
    check_pack,
    pack_choices,
    pack_key,
    toggle,
)
from align.ui.say import lines_of, ours, say
from align.ui.screens.setup.fields import Choices, reason
from align.ui.screens.setup.step import Step
from align.ui.widgets.bars import fit
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows

_TITLE = 30


class Additions(Rows):
    """Prompts that are ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter", "choose", "ask or not", key_display="space", id="additions.tick", tooltip="Ask this too"
        ),
    ]


class AdditionsDialog(Dialog[None]):
    """The prompts of the other packs, to tick. Each tick is in the draft at once."""

    ABOUT = mark(
        "Prompts of other packs, to be asked beside those of yours. Tick what you want; the minutes of all together "
        "stand below. Esc goes back, and what is ticked stays."
    )
    DEFAULT_CSS = """
    AdditionsDialog .box { width: 92; max-width: 98%; height: 94%; background: $surface;
                           border: round $rule; padding: 0 2; }
    AdditionsDialog.-tall .box { padding: 1 2; }
    AdditionsDialog .question { text-style: bold; height: auto; }
    AdditionsDialog VerticalScroll { height: 1fr; margin: 1 0; }
    AdditionsDialog #total { height: auto; }
    """
    HELP_TITLE = "Prompts of other packs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+n", "dismiss(None)", "go back", key_display="esc", id="additions.back"),
    ]
    AUTO_FOCUS = "Additions"

    def __init__(self, draft: SetupDraft, world: World) -> None:
        super().__init__()
        self._draft, self._world = draft, world

    def compose(self) -> ComposeResult:
        """The rows, and what they come to with the pack."""
        with Vertical(classes="box"):
            yield Static(ours(_("Which prompts of other packs are asked too?")), classes="question")
            with VerticalScroll(can_focus=False):
                yield Additions(id="additions")
            yield Static(id="total")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what there is."""
        self._draw()

    def _draw(self) -> None:
        self.query_one(Additions).show([_drawn(one) for one in additions(self._draft, self._world)])
        self.query_one("#total", Static).update(reason(check_pack(self._draft, self._world)))

    @on(Rows.Chosen)
    def tick(self, event: Rows.Chosen) -> None:
        """Ask this too, or do not."""
        toggle(self._draft, additions(self._draft, self._world)[event.index])
        self._draw()


class PromptsStep(Step):
    """The pack, and what is added to it."""

    DEFAULT_CSS = """
    PromptsStep { overflow-y: hidden; }
    PromptsStep Choices, PromptsStep Choices:focus { height: 1fr; }
    PromptsStep .total { height: auto; }
    """
    NAME = "prompts"
    QUESTION = mark("Which prompts do you ask?")
    ABOUT = mark("Everybody answers them alone first. The minutes are for answering; talking comes on top.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add prompts", id="prompts.add", tooltip="Ask prompts of other packs too"),
    ]

    def fields(self) -> Iterator[Widget]:
        """The packs, whole or core only; below them what is asked in all."""
        chosen = pack_key(self.draft.pack, core=self.draft.core)
        yield Choices("pack", pack_choices(self.tools.world), chosen)
        broken = broken_packs(self.tools.world)
        if broken:
            yield Static(say(broken, "$warning"), classes="about")
        yield Static(classes="total")

    def show(self, checks: dict[str, Check]) -> None:
        """Below the packs stand what is added and the minutes of all together."""
        super().show(checks)
        added = say(added_words(self.draft, self.tools.world), "$quiet")
        total = lines_of([added, reason(checks["pack"])])
        self.query_one(".total", Static).update(total)

    def take(self, key: str, value: str) -> None:
        """One choice says both."""
        pack, _, core = value.partition(" ")
        self.draft.pack, self.draft.core = pack, bool(core)

    @work
    async def action_add(self) -> None:
        """Choose prompts of other packs."""
        await self.app.push_screen_wait(AdditionsDialog(self.draft, self.tools.world))
        self.post_message(self.Changed())


def _drawn(one: Addition) -> Content:
    mark = ours("[x] " if one.taken else "[ ] ", "$accent" if one.taken else "$quiet")
    return Content.assemble(mark, fit(say(one.title), _TITLE), " ", say(one.detail, "$quiet"))
