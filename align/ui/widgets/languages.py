"""The choice of a language: each by its own name, with how far its translation has come."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from align.engine.languages import LANGUAGES
from align.language import ENGLISH, _, language, mark
from align.ui.page import Dialog
from align.ui.say import lines_of, ours, say
from align.ui.widgets.bars import fit
from align.ui.widgets.dialogs import BOX
from align.ui.widgets.heading import Heading, both_ends
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import INDENT, ChoiceMenu

KEY = "f2"


class Invitation(Heading):
    """A first screen's heading: in its corner it tells people who read another language that there are others; where
    both have no room on one line the corner has one of its own, for neither can be guessed from a part.
    """

    DEFAULT_CSS = "Invitation { height: auto; }"

    def entitle(self, words: str) -> None:
        """Say what the screen is, in the language spoken, and name the others."""
        others = [name for code, name in LANGUAGES.items() if code != language()]
        self.left = ours(words, "bold")
        self.right = Content.assemble(ours(KEY.upper(), "$accent bold"), ours(f" {' · '.join(others)}", "$quiet"))
        self.refresh(layout=True)

    def render(self) -> RenderResult:
        """One line, or two."""
        return lines_of(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        if self.left.cell_length + self.right.cell_length < width:
            return [both_ends(self.left, self.right, width)]
        return [both_ends(self.left, Content(""), width), both_ends(Content(""), self.right, width)]


_TRANSLATED = mark("translated, not yet reviewed by a native speaker")
_WIDEST, _NAME = 72, 12
"""Cells of the box where there is room for it, and of a language's name."""
_AROUND = _NAME + 8
"""Cells that a status does not have: the frame, the padding and the cursor's mark as well."""


class Languages(Dialog[str | None]):
    """Ends with the code of a language; None when the person changed their mind."""

    HELP_TITLE = mark("Language")
    ABOUT = mark("The language in which align speaks to you. What people wrote stays in theirs.")

    DEFAULT_CSS = f"""
    Languages {{ {BOX} }}
    Languages ChoiceMenu, Languages ChoiceMenu:focus {{ margin-top: 1; background: $surface; text-wrap: nowrap;
                                                        text-overflow: ellipsis; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", id="languages.leave"),
    ]
    AUTO_FOCUS = "ChoiceMenu"

    def compose(self) -> ComposeResult:
        """The languages, and what stays as it is."""
        with Vertical(classes="box"):
            yield Static(ours(_("Language")), classes="question")
            yield ChoiceMenu(*(Option(_row(code, name, below=False), id=code) for code, name in LANGUAGES.items()))
            yield Static(ours(f"* {_(_TRANSLATED)}"), classes="detail", id="below")
            stays = _("Answers stay in the language in which they are written, and the charter in the workshop's.")
            yield Static(ours(stays), classes="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the one that is spoken."""
        self.query_one(ChoiceMenu).highlighted = list(LANGUAGES).index(language())

    def on_resize(self) -> None:
        """Tell how each is translated beside it; where that has no room in a line it stands below, once."""
        below = ours(_(_TRANSLATED)).cell_length > min(_WIDEST, self.app.size.width * 24 // 25) - _AROUND
        self.query_one("#below").display = below
        for code, name in LANGUAGES.items():
            self.query_one(ChoiceMenu).replace_option_prompt(code, _row(code, name, below=below))

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Speak the one at the cursor."""
        self.dismiss(event.option_id)


def _row(code: str, name: str, *, below: bool) -> Content:
    status = _("complete") if code == ENGLISH else "*" if below else _(_TRANSLATED)
    return Content.assemble(INDENT, fit(say(name), _NAME), ours(status, "$quiet"))
