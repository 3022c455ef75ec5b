"""The last step: everything on one page, what is still missing, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from align.language import _, mark
from align.ui.page import MEASURE
from align.ui.present.setup_draft import Check
from align.ui.present.setup_plan import STEPS, StepName, review, undone
from align.ui.say import lines_of, ours, say
from align.ui.screens.setup.step import Step
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import fit
from align.ui.widgets.menu import INDENT, Menu

_READY = mark(
    "Enter creates the workshop. Nobody is invited before you host it; until the round opens you can add people."
)


class ReviewStep(Step):
    """What would be created. The wizard creates it."""

    DEFAULT_CSS = """
    ReviewStep Menu { max-height: 8; margin-bottom: 1; }
    ReviewStep #all { height: auto; }
    """
    NAME = "review"
    QUESTION = mark("Is this the workshop?")
    ABOUT = ""

    class GoTo(Message):
        """Somebody wants to see to a field of a step."""

        def __init__(self, step: StepName, field: str) -> None:
            super().__init__()
            self.step, self.field = step, field

    def fields(self) -> Iterator[Widget]:
        """What is missing, then everything."""
        yield Menu(id="undone")
        yield Static(id="all")

    def focus_first(self) -> None:
        """What is missing; where nothing is, the page itself: it scrolls, and the other keys are the wizard's."""
        if self.can_focus:
            self.focus(scroll_visible=False)
        else:
            super().focus_first()

    def show(self, checks: dict[str, Check]) -> None:
        """Draw both."""
        lacking = undone(self.draft, self.tools.world)
        missing = self.query_one("#undone", Menu)
        at = missing.highlighted or 0
        missing.clear_options()
        room = max(24, min(self.scrollable_content_region.width or self.app.size.width - 4, MEASURE) - 2)
        missing.add_options([Option(_undone(lack.step, lack.words, room)) for lack in lacking])
        missing.highlighted = min(at, len(lacking) - 1) if lacking else None
        missing.display = bool(lacking)
        self.can_focus = not lacking
        said = _("Not yet. Enter goes to what is still to do:") if lacking else _(_READY)
        self.query_one(".about", Static).update(ours(said))
        rows = review(self.draft, self.tools.world)
        width = min(24, max(say(label).cell_length for label, _text in rows)) + 2
        lines = [hanging(fit(say(label, "$quiet"), width), say(_one_line(text)), room) for label, text in rows]
        self.query_one("#all", Static).update(lines_of([line for each in lines for line in each]))

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.show({})

    def refuse(self, words: str) -> None:
        """Say why the workshop could not be created, until something changes."""
        self.query_one(".about", Static).update(say(words, "$warning"))

    @on(Menu.OptionSelected)
    def go(self, event: Menu.OptionSelected) -> None:
        """See to it."""
        event.stop()
        lack = undone(self.draft, self.tools.world)[event.option_index]
        self.post_message(self.GoTo(lack.step, lack.field))


def _undone(step: StepName, words: str, room: int) -> Content:
    head = Content.assemble(INDENT, ours("! ", "$warning bold"), ours(f"{_(STEPS[step])}  ", "bold"))
    under = Content(" " * head.cell_length)
    parts = [_one_line(part) for part in words.split("\n")]
    lines = [hanging(under if number else head, say(part), room) for number, part in enumerate(parts)]
    return lines_of([line for each in lines for line in each])


def _one_line(text: str) -> str:
    return " ".join(text.split())
