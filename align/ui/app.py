"""The Textual application: it wires themes, quitting, help and failures together, and decides nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any, ClassVar

import msgspec
from rich.console import RenderableType
from rich.text import Text
from textual import events, on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widgets import Static

from align import garbage
from align.domain.text import clean
from align.engine.languages import LANGUAGES, speak_language, unreadable
from align.engine.settings import load_settings, save_settings
from align.errors import AlignError, UserError
from align.language import _, key_words, mark, retold
from align.ui.breaking import guard_breaking
from align.ui.garbage import AtRest
from align.ui.notices import Notices
from align.ui.page import Dialog, Page
from align.ui.present.settings import COLOURLESS, SETTINGS_KEY, THEME_WORDS, ignored, wanted_theme
from align.ui.say import ours
from align.ui.terminal import guard_continuing, guard_key_parser, guard_writing, is_gone
from align.ui.theme import CSS as THEME_CSS
from align.ui.theme import DARK, THEMES, theme_named
from align.ui.widgets.bar import SlimBar

# ruff: noqa: PLC0415 - start-up: what stands in front of a screen is seldom looked at

Opening = Callable[[], Awaitable[Screen[Any]]]
"""Makes the first screen; awaited in the application's event loop. Raises UserError to say why there is none."""


PATIENCE = 0.4
"""Seconds after which a first screen that is not there yet is worth a word."""
LOOK = 2.0
"""Seconds between two looks whether the terminal is still there."""


class Still(Screen[None]):
    """Nothing; so nothing is drawn, until it is worth a word that there is nothing yet."""

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Nothing is seen, so nothing is styled."""
        event.refresh_styles = False

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if self.query("#opening"):
            super()._refresh_layout(size or self.app.size, scroll)


class AlignApp(Notices[int]):
    """One terminal's application; ends with an exit code."""

    # News take a place of their own above the keys, for which the rest makes room: they cover nothing. Nothing shines
    # through the commands: their list changes with every letter, and all that is behind would be mixed anew.
    CSS = (
        THEME_CSS
        + """
    ToastRack { layer: default; dock: bottom; width: 100%; max-height: 6; align: left bottom; margin: 0 0 2 0;
                scrollbar-size: 0 0; }
    Toast, Toast:ansi { width: 100%; max-width: 100%; margin: 0; padding: 0 1; background: $panel; }
    Toast.-information { border-left: outer $accent; }
    Toast.-warning { border-left: outer $warning; }
    #opening { width: 100%; height: 100%; content-align: center middle; color: $quiet; }
    """
    )
    TITLE = "align"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", id="app.help", tooltip="Keys and words here"),
        Binding("f1", "help", "help", id="app.help-writing", tooltip="Keys and words here, while writing too"),
        Binding(
            SETTINGS_KEY, "settings", "settings", show=False, id="app.settings", tooltip="Colours, language, the tour"
        ),
        Binding("ctrl+q,ctrl+c", "quit", "quit", show=False, priority=True, id="app.quit", tooltip="Leave align"),
    ]

    def __init__(self, opening: Opening, *, tours: bool = False) -> None:
        self._colourless = COLOURLESS in os.environ
        # Without colours only the terminal's own two stay; greys in their place would be hard to read.
        super().__init__(ansi_color=True if self._colourless else None)
        guard_breaking()
        ScrollBar.renderer = SlimBar
        self._opening = opening
        self._garbage = AtRest()
        self._tours = tours and os.environ.get("ALIGN_TOUR") != "no"
        for theme in THEMES.values():
            self.register_theme(theme)
        self._chosen = wanted_theme(os.environ) or load_settings().theme
        self.theme = theme_named("ansi" if self._colourless else self._chosen).name

    def get_default_screen(self) -> Screen[Any]:
        """What stands there until the first screen does."""
        return Still()

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets with the colours that were chosen, once there is something that wears them."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    async def on_mount(self) -> None:
        """Take signals and stray errors, then get the first screen."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._on_stray_error)
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            # Not every system and thread can; where it can, the terminal is put back in order first.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.exit, 128 + number)
        if not self.is_headless and not self.is_web:
            self.set_interval(LOOK, self._leave_with_terminal)
        self.run_worker(self._open())
        self.set_timer(PATIENCE, self._say_opening)

    async def on_event(self, event: events.Event) -> None:
        """Hands that move are told from hands that rest."""
        if isinstance(event, events.InputEvent):
            self._garbage.stir()
        await super().on_event(event)

    @on(Driver.SignalResume)
    def _draw_anew(self) -> None:
        """Stopped and gone on with: the terminal shows nothing of what stood there, and has its own size told again."""
        self.refresh(layout=True)

    def _leave_with_terminal(self) -> None:
        if is_gone():
            self.exit(128 + signal.SIGHUP)

    def _say_opening(self) -> None:
        """A screen that takes its time, such as a desk whose host does not answer, is not left blank."""
        # With another screen in front there is nothing to say; with none left the program is about to end.
        if len(self.screen_stack) == 1 and self.screen.is_attached:
            self.screen.mount(Static(ours(_("Waiting for the host …   ^q leaves")), id="opening"))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own, for the style sheets."""
        return self.current_theme.variables if self.current_theme in THEMES.values() else DARK.variables

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The command palette: only what works here."""
        yield SystemCommand(_("Help"), _("Keys and words of this screen"), self.action_help)
        for name, theme in THEMES.items():
            if theme.name != self.theme:
                yield SystemCommand(
                    _(THEME_WORDS[name]), _("Change the colours, here and next time"), partial(self._wear, name)
                )
        from align.ui.widgets.languages import KEY

        if KEY in screen.active_bindings:
            yield SystemCommand(_("Language"), " · ".join(LANGUAGES.values()), self.action_language)
        about = _("Colours, language, the tour, and where things are kept")
        yield SystemCommand(_("Settings"), about, self.action_settings)
        yield SystemCommand(_("Quit"), _("Leave align; it asks when something is not given yet"), self.action_quit)

    def _wear(self, name: str) -> None:
        self._chosen = name
        if not self._colourless:
            self.theme = theme_named(name).name
        self._keep(theme=name)

    def _worn(self) -> str:
        """Return the name of the colours that are chosen."""
        chosen = theme_named(self._chosen)
        return next(name for name, theme in THEMES.items() if theme is chosen)

    def action_settings(self) -> None:
        """Show what can be chosen, and where things lie."""
        from align.ui.screens.shared.settings import SettingsScreen
        from align.ui.widgets.languages import KEY

        screen = self.screen
        if not isinstance(screen, Page):
            return
        speak = self._speak if KEY in screen.active_bindings else None
        tour = partial(self._show_tour, screen.TOUR) if screen.TOUR else None
        self.push_screen(SettingsScreen(self._worn, self._wear, speak, tour, screen.keeps()))

    def _keep(self, **choice: str) -> None:
        """Keep a choice for the next time, or say why it cannot be kept."""
        try:
            save_settings(msgspec.structs.replace(load_settings(), **choice))
        except UserError as error:
            self.notify(retold(clean(str(error))), markup=False, severity="warning")

    @work
    async def action_language(self) -> None:
        """Ask for a language, speak it at once and the next time too."""
        from align.ui.widgets.languages import Languages

        code = await self.push_screen_wait(Languages())
        if code is not None:
            self._speak(code)

    def _speak(self, code: str) -> None:
        speak_language(code)
        if why := unreadable(code):
            self.notify(clean(why), markup=False, severity="warning")
        for screen in self.screen_stack:
            if isinstance(screen, Page | Dialog):
                screen.spoken_anew()
        self._keep(language=code)

    def action_command_palette(self) -> None:
        """Open the commands, with our own words in the field."""
        from align.ui.widgets.commands import Commands

        if not isinstance(self.screen, Commands):
            self.push_screen(Commands())

    async def action_quit(self) -> None:
        """Leave; copies instead where text is marked, asks first where something would be left behind."""
        from align.ui.widgets.dialogs import Confirm

        code = next((screen.LEFT for screen in reversed(self.screen_stack) if isinstance(screen, Page)), 0)
        if isinstance(self.screen, Confirm):
            self.exit(code)
            return
        marked = self._marked_text()
        if marked:
            self.copy_to_clipboard(marked)
            return
        kept = " ".join(filter(None, (s.unsaved() for s in self.screen_stack if isinstance(s, Page | Dialog))))
        if not kept:
            self.exit(code)
            return
        self.push_screen(Confirm(_("Leave align now?"), kept), lambda yes: self.exit(code) if yes else None)

    def action_help(self) -> None:
        """Show this screen's keys and words."""
        from align.ui.widgets.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            return
        title, words = (
            (screen.HELP_TITLE, screen.help_words()) if isinstance(screen, Page | Dialog) else (mark("Help"), "")
        )
        keys: dict[str, str] = {}
        for _node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and binding.id and not binding.id.startswith("_"):
                does = _(tooltip) if tooltip else key_words(binding.description)
                keys.setdefault(does, self.get_key_display(binding))
        tour = screen.TOUR if isinstance(screen, Page | Dialog) else ""
        show = partial(self._show_tour, tour) if tour else None
        self.push_screen(HelpScreen(_(title), words, [(key, does) for does, key in keys.items()], show))

    def offer_tour(self, whose: str) -> None:
        """Show a tour to somebody who is here for the first time on this machine, once."""
        settings = load_settings()
        if not self._tours or not whose or whose in settings.toured:
            return
        # A choice that cannot be kept is no reason to bother anybody: the tour comes again, and one key skips it.
        with contextlib.suppress(UserError):
            save_settings(msgspec.structs.replace(settings, toured=(*settings.toured, whose)))
        self._show_tour(whose)

    def _show_tour(self, whose: str) -> None:
        from align.ui.present.touring import TOURS
        from align.ui.widgets.tour import Tour

        self.push_screen(Tour(TOURS[whose]))

    def panic(self, *renderables: RenderableType) -> None:
        """Stop with one sentence, whatever was meant to be shown: a traceback may quote answers."""
        self._stop(None)

    def _handle_exception(self, error: Exception) -> None:
        """Stop after a fault of ours: a redacted report and one sentence, no local variables."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._stop(error)

    def _stop(self, error: BaseException | None) -> None:
        from align.ui.crash import sentence, write_report

        if not self._exit_renderables:
            self._exit_renderables.append(Text(sentence(write_report(error))))
        self._return_code = 1
        self._close_messages_no_wait()

    def _on_stray_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Something outside any screen failed: say it where it is meant for people, stop where it is our fault."""
        error = context.get("exception")
        if isinstance(error, AlignError):
            self.notify(retold(clean(str(error))), markup=False, severity="warning")
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def _marked_text(self) -> str:
        focused = self.focused
        marked = getattr(focused, "selected_text", "")
        return marked if isinstance(marked, str) else ""

    async def _open(self) -> None:
        try:
            screen = await self._opening()
        except UserError as error:
            self.exit(1, return_code=1, message=Text(retold(clean(str(error)))))
            return
        await self.push_screen(screen)
        for words in ignored(os.environ):
            self.notify(words)
        self.call_after_refresh(self._garbage.begin)


def run(opening: Opening, *, tours: bool = True) -> int:
    """Run the application until it is left and return the exit code. Needs a terminal.

    `tours`: whether people who are here for the first time get one.
    """
    guard_key_parser()
    guard_continuing()
    guard_writing()
    app = AlignApp(opening, tours=tours)
    garbage.keep()  # what is loaded; the first screen goes one day
    try:
        result = app.run()
    finally:
        garbage.go_on()
    return app.return_code or result or 0
