"""The settings: colours, language, the tour again, and where things lie. Each choice is seen and kept at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets.option_list import Option

from align.engine.languages import LANGUAGES
from align.engine.seat import home
from align.language import _, language, mark
from align.ui.page import Dialog
from align.ui.present.settings import SETTINGS_KEY, THEME_ABOUT, THEME_WORDS, ignored, places, stronger
from align.ui.say import lines_of, ours, say
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import fit
from align.ui.widgets.dialogs import BOX
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import INDENT, ChoiceMenu, Menu
from align.ui.widgets.static import Static

_LABEL = 28
_AROUND = 7
"""Rows of frame, title and what is empty between them."""


class _Choices(ChoiceMenu):
    """What can be chosen."""

    DEFAULT_CSS = """
    _Choices, _Choices:focus { margin-top: 1; background: $surface; height: 1fr; }
    _Choices > .option-list--option-highlighted { background: $surface; }
    """


class SettingsScreen(Dialog[None]):
    """Chosen with Enter or a click, left with Esc.

    `theme` says which colours are chosen, `wear` chooses; `speak` chooses a language, None where there is no choice;
    `tour` shows the tour, None where there is none; `kept` is what the screen in front keeps, and where.
    """

    HELP_TITLE = mark("Settings")
    ABOUT = mark("What you choose here is seen at once and kept for next time, on this machine. Esc leaves.")
    DEFAULT_CSS = f"""
    SettingsScreen {{ {BOX} }}
    SettingsScreen .box {{ width: 84; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(f"escape,q,{SETTINGS_KEY}", "dismiss(None)", "leave", key_display="esc", id="settings.leave"),
    ]
    AUTO_FOCUS = "_Choices"

    def __init__(
        self,
        theme: Callable[[], str],
        wear: Callable[[str], None],
        speak: Callable[[str], None] | None,
        tour: Callable[[], None] | None,
        kept: Mapping[str, Path],
    ) -> None:
        super().__init__()
        self._theme, self._wear, self._speak, self._tour, self._kept = theme, wear, speak, tour, kept

    def compose(self) -> ComposeResult:
        """What can be chosen, then what is so."""
        with Vertical(classes="box"):
            yield Static(id="title", classes="question")
            yield _Choices()
            yield Static(id="facts", classes="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it."""
        self._draw()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self.call_after_refresh(self._draw)

    def spoken_anew(self) -> None:
        """Say all of it in the language chosen."""
        self._draw()
        self.refresh_bindings()

    @on(Menu.OptionSelected)
    def take(self, event: Menu.OptionSelected) -> None:
        """Do what was chosen; its effect is seen at once."""
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "theme":
            self._wear(name)
        elif kind == "language" and self._speak is not None:
            self._speak(name)
        elif kind == "tour" and self._tour is not None:
            self.dismiss(None)
            self._tour()
            return
        self._draw()

    def _draw(self) -> None:
        self.query_one("#title", Static).update(ours(_("Settings")))
        menu = self.query_one(Menu)
        at = menu.highlighted
        menu.clear_options()
        menu.add_options(self._options(menu.room if menu.size.width else _LABEL * 2))
        first = next(n for n, option in enumerate(menu.options) if not option.disabled)
        menu.highlighted = first if at is None else at
        facts = self._facts(self.query_one("#facts").size.width or 60)
        self.query_one("#facts", Static).update(lines_of(facts))
        # The list scrolls where there is too little room for all of it; what is so stays in sight.
        needed = menu.option_count + len(facts) + _AROUND
        self.query_one(".box").styles.height = min(needed, self.app.size.height * 9 // 10)

    def _options(self, width: int) -> list[Option]:
        options = [_heading(_("COLOURS"))]
        options += [
            Option(_choice(_(words), _(THEME_ABOUT[name]), width, chosen=name == self._theme()), id=f"theme:{name}")
            for name, words in THEME_WORDS.items()
        ]
        if self._speak is not None:
            options += [Option("", disabled=True), _heading(_("LANGUAGE"))]
            options += [
                Option(_choice(name, "", width, chosen=code == language()), id=f"language:{code}")
                for code, name in LANGUAGES.items()
            ]
        if self._tour is not None:
            again = Content.assemble(INDENT, ours("→ ", "$accent bold"), ours(_("Show the tour again")))
            options += [Option("", disabled=True), Option(again, id="tour")]
        return options

    def _facts(self, width: int) -> list[Content]:
        kept = [line for what, where in places(home(), self._kept) for line in say(f"{what}: {where}").wrap(width)]
        warned = [
            line
            for words in (*stronger(os.environ), *ignored(os.environ))
            for line in hanging(ours("! ", "$warning"), say(words), width)
        ]
        return [*kept, *warned]


def _heading(words: str) -> Option:
    return Option(ours(words, "$accent bold"), disabled=True)


def _choice(words: str, about: str, width: int, *, chosen: bool) -> Content:
    mark_ = ours("● ", "$accent bold") if chosen else ours("○ ", "$quiet")
    label = fit(ours(words, "bold" if chosen else ""), _LABEL)
    return Content.assemble(INDENT, mark_, label, ours(about, "$quiet")).truncate(width, ellipsis=True)
