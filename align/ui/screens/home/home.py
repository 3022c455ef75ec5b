"""The first screen: the workshops in the folder, and what one can begin. It opens others in front of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from align.charter.facts import workshop_text
from align.engine.hosting import LOOPBACK
from align.engine.shelf import Shelved
from align.errors import AlignError
from align.language import _, mark, retold
from align.packs.catalogue import Found
from align.ui.page import MEASURE, Page, tell
from align.ui.present.desk_join import Chair
from align.ui.present.home import ACTIONS, WHO_JOINS, ActionId, packs_words, workshop_about
from align.ui.present.paths import short_path
from align.ui.say import ours, say
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.home.lines import abouts_fit, action_id, shelf_options, workshop_id
from align.ui.screens.home.read import ReadScreen
from align.ui.screens.home.role import RoleScreen
from align.ui.screens.home.tools import HomeTools
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import Menu

_HELP = mark("""\
align lets a team that spans regions say aloud what each assumes. A facilitator sets a workshop up and hosts it;
everybody else joins with a ticket and a code.
● a workshop that is being served. ! a file that cannot be read; the line below says why. Others are not touched by it.
h serves the workshop at the cursor and opens its desk; it asks whether people elsewhere may reach it. Leaving the desk
stops serving, and nothing is lost.""")


class HomeScreen(Page[None]):
    """Workshops above, actions below, a line about the one at the cursor."""

    DEFAULT_CSS = """
    HomeScreen Menu, HomeScreen Menu:focus { height: 1fr; padding: 1 1 0 1; max-width: 104; }
    HomeScreen #about { height: auto; max-height: 5; min-height: 2; padding: 0 1; color: $quiet; }
    """
    HELP_TITLE = "align"
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "host", "host", id="home.host", tooltip="Serve this workshop and open its desk"),
        Binding("c", "charter", "charter", id="home.charter", tooltip="Read this workshop's charter as it is now"),
        *(Binding(a.key, f"begin('{a.id}')", a.label, show=False, id=f"home.{a.id}", tooltip=a.label) for a in ACTIONS),
        Binding("r", "look", "look again", show=False, id="home.look", tooltip="Look into the folder again"),
        Binding("q", "app.quit", "quit", id="home.quit", tooltip="Leave align"),
        Binding("f2", "app.language", "language", show=False, id="home.language", tooltip="Another language"),
    ]

    heading = query_one(Heading)
    options = query_one(Menu)
    about = query_one("#about", Static)

    def __init__(self, tools: HomeTools, begin: ActionId | None = None) -> None:
        """`begin`: what to begin with at once; leaving that leaves align."""
        super().__init__()
        self.tools = tools
        self._begin = begin
        self.shelved: list[Shelved] | None = None
        """None until the folder has been looked into."""
        self._packs: Sequence[Found] = ()
        self._wanted = ""
        """The option that the cursor goes to once it is there."""

    def compose(self) -> ComposeResult:
        """Heading, list, a line about it, keys."""
        yield Heading()
        yield Menu()
        yield Static(id="about")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what can be begun at once, and look into the folder meanwhile."""
        self.heading.right = say(short_path(self.tools.folder), "$quiet")
        self._draw()
        self.action_look()
        if self._begin is not None:
            self.action_begin(self._begin)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._draw()

    def on_screen_resume(self) -> None:
        """Somebody may have changed something while another screen was in front."""
        if self.shelved is not None:
            self.action_look()

    def help_words(self) -> str:
        """What align is for, and the marks."""
        return f"{_(_HELP)}\n{packs_words(self.tools.own_packs)}"

    # ---- what is shown -------------------------------------------------------------------------------------

    @work(exclusive=True, group="look")
    async def action_look(self) -> None:
        """Look into the folder."""
        first_look = self.shelved is None
        try:
            self._packs, self.shelved = await asyncio.to_thread(lambda: (self.tools.packs(), self.tools.shelf()))
        except AlignError as error:
            self.shelved = []
            tell(self, retold(str(error)), warning=True)
        if not self.query(Menu):
            return  # align was left meanwhile
        if first_look:
            # Until now only actions could be pointed at; the first workshop is the likelier wish.
            self.options.highlighted = None
        self._draw()

    def spoken_anew(self) -> None:
        """Show the list in the other language."""
        self._draw()

    def _draw(self) -> None:
        self.heading.left = ours(_("align · assume out loud"), "bold")
        options = self.options
        at = self._wanted or self._at
        options.clear_options()
        options.add_options(shelf_options(self.shelved, self._room, self._packs))
        ids = [option.id for option in options.options]
        first = next((n for n, option in enumerate(options.options) if not option.disabled), 0)
        options.highlighted = ids.index(at) if at is not None and at in ids else first
        if self._wanted in ids:
            self._wanted = ""

    @on(Menu.OptionHighlighted)
    def _show_about(self) -> None:
        one = self.workshop
        action = next((a for a in ACTIONS if action_id(a) == self._at), None)
        if one is not None:
            self.about.update(say(workshop_about(one, self.tools.folder), "$warning" if one.state is None else ""))
        elif action is not None:
            # Said once: below the list only where it has no room in its row.
            self.about.update(ours("" if abouts_fit(self._room) else _(action.about)))
        self.refresh_bindings()

    @property
    def workshop(self) -> Shelved | None:
        """The workshop at the cursor."""
        return next((one for one in self.shelved or () if workshop_id(one.name) == self._at), None)

    @property
    def _room(self) -> int:
        """Cells of a row's words."""
        return min(self.size.width - 4, MEASURE)

    @property
    def _at(self) -> str | None:
        option = self.options.highlighted_option
        return option.id if option is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a workshop that can be read is hosted or has a charter."""
        if action in ("host", "charter"):
            return self.workshop is not None and self.workshop.state is not None
        return True

    # ---- what can be begun ---------------------------------------------------------------------------------

    @on(Menu.OptionSelected)
    def open_selected(self) -> None:
        """Enter or a click."""
        one = self.workshop
        if one is not None and one.state is not None:
            self.app.push_screen(ReadScreen(one.state.the_plan.title, workshop_text(one.name, one.state), one.name))
        elif one is not None:
            self.app.push_screen(ReadScreen(one.name, workshop_about(one, self.tools.folder)))
        for action in ACTIONS:
            if action_id(action) == self._at:
                self.action_begin(action.id)

    def action_begin(self, what: str) -> None:
        """Begin one of the actions."""
        {
            "demo": self._demo,
            "new": self._new,
            "join": self._join,
            "example": self._example,
            "settings": self._settings,
        }[what]()

    def _demo(self) -> None:
        self.app.push_screen(RoleScreen(self.tools.play))

    @work
    async def _new(self) -> None:
        try:
            created = await self.app.push_screen_wait(self.tools.new())
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
            return
        begun, self._begin = self._begin, None
        if created is None:
            if begun:
                self.app.exit(0)
            return
        self._wanted = workshop_id(created.name)
        if created.host:
            await self._host(created.name)

    def _join(self) -> None:
        self.app.push_screen(self.tools.join())

    def _settings(self) -> None:
        self.run_worker(self.run_action("app.settings"))

    def keeps(self) -> dict[str, Path]:
        """The workshops."""
        return {_("Workshops"): self.tools.folder}

    @work
    async def _example(self) -> None:
        try:
            state = await asyncio.to_thread(self.tools.example)
            text = await asyncio.to_thread(self.tools.charter, state)
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
            return
        self.app.push_screen(
            ReadScreen(_("{title} · the example", title=state.the_plan.title), text, _("a fictional study"))
        )

    @work
    async def action_charter(self) -> None:
        """Read the charter as it is now."""
        one = self.workshop
        if one is None or one.state is None:
            return
        try:
            text = await asyncio.to_thread(self.tools.charter, one.state)
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
            return
        self.app.push_screen(ReadScreen(one.state.the_plan.title, text, one.name))

    @work
    async def action_host(self) -> None:
        """Serve the workshop at the cursor and sit at its desk."""
        if self.workshop is not None:
            await self._host(self.workshop.name)

    async def _host(self, name: str) -> None:
        served = any(one.served for one in self.shelved or () if one.name == name)
        detail = _("Nobody comes in without the join code. To choose anew, leave the desk and host again.")
        who = [Chair(address, _(words)) for address, words in WHO_JOINS]
        bind = LOOPBACK if served else await self.app.push_screen_wait(Pick(_("Who will join?"), detail, who))
        if bind is None:
            return
        tell(self, _("Starting the host of {name} …", name=name))
        try:
            async with self.tools.host(name, bind) as desk:
                self.app.clear_notifications()
                await self.app.push_screen_wait(desk)
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
