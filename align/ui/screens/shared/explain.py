"""Every number of a prompt with its explanation: what it is, how it comes about, on which answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from align.language import _, mark
from align.ui.page import Dialog
from align.ui.present.counts import begun
from align.ui.present.explaining import Told
from align.ui.say import lines_of, ours, say
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.bars import fit
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static


class Explain(Dialog[None]):
    """A list of figures; the one at the cursor is explained below it."""

    HELP_TITLE = "The numbers"
    ABOUT = mark("Every number in sight, with what it is, how it is computed, and what it does not say.")
    DEFAULT_CSS = """
    Explain .box { width: 84; max-width: 98%; height: 90%; background: $surface; border: round $rule; padding: 0 1; }
    Explain.-tall .box { padding: 1 1; }
    Explain .box .question { text-style: bold; height: auto; margin-bottom: 1; }
    Explain Sheet { height: 1fr; padding: 0; }
    Explain #told { height: auto; min-height: 6; padding: 1 1 0 1; border-top: solid $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,q", "dismiss(None)", "back", key_display="esc", id="explain.back"),
    ]
    AUTO_FOCUS = "Rows"

    def __init__(self, title: str, figures: Sequence[Told]) -> None:
        super().__init__()
        self._title, self._figures = title, figures

    def compose(self) -> ComposeResult:
        """The list above the words."""
        with Vertical(classes="box"):
            yield Static(say(self._title), classes="question")
            with Sheet():
                yield _Figures()
            yield Static(id="told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list and explain the first figure."""
        self.query_one(Rows).show([_row(figure) for figure in self._figures])
        self.explain()

    @on(Rows.Moved)
    def explain(self) -> None:
        """Explain the figure at the cursor."""
        if self._figures:
            self.query_one("#told", Static).update(_words(self._figures[self.query_one(Rows).cursor]))

    @on(Rows.Chosen)
    def explain_clicked(self) -> None:
        """A click explains too."""
        self.explain()


class _Figures(Rows, inherit_bindings=False):
    """The list: there is nothing to open, moving explains."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "choose", key_display="↑↓", id="explain.up", tooltip="Another figure"),
        Binding(
            "down,j", "move(1)", "choose", show=False, key_display="↑↓", id="explain.down", tooltip="Another figure"
        ),
        Binding("home", "move(-10000)", "First", show=False, id="explain.first"),
        Binding("end", "move(10000)", "Last", show=False, id="explain.last"),
    ]


def _row(figure: Told) -> Content:
    about = f"{_(', ')}{figure.about}" if figure.about else ""
    return Content.assemble(fit(say(f"{figure.name}{about}"), 34), "  ", say(figure.value, "bold"))


def _words(figure: Told) -> Content:
    """Return one figure in words: what it is, how it is computed, on which answers, what it does not say."""
    words = figure.explanation
    return lines_of([
        say(f"{begun(figure.name)}: {figure.value}", "bold"),
        say(_(words.what)),
        Content.assemble(ours(f"{_('How')}  ", "$accent"), say(_(words.how))),
        Content.assemble(ours(f"{_('On')}  ", "$accent"), say(f"{figure.on}{_('.')}")),
        Content.assemble(ours(f"{_('Mind')}  ", "$accent"), say(_(words.limit))),
    ])  # fmt: skip
