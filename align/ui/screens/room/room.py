"""The room's list: everybody can look at it. One picks who is next, hands the keyboard over, and comes back here."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from align.engine.room import Place, Room, Turn
from align.errors import AlignError
from align.language import _, retold
from align.ui.page import Page, tell
from align.ui.present import room as words
from align.ui.present.desk_join import Chair
from align.ui.say import ours, say
from align.ui.screens.facilitator.pick import Pick
from align.ui.screens.room.turn import HandOverScreen, TurnScreen
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.asking import Ask
from align.ui.widgets.bars import fit
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.rows import Rows


class RoomScreen(Page[None]):
    """Owns the room and closes it when it goes."""

    DEFAULT_CSS = """
    RoomScreen #next { height: auto; padding: 1 2; text-style: bold; }
    RoomScreen #calm { height: auto; color: $quiet; padding: 0 2; }
    """
    HELP_TITLE = "Taking turns"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "newcomer", "not on the list", id="room.new", tooltip="Somebody who is not on the list"),
        Binding("r", "look", "look again", show=False, id="room.look", tooltip="Look at the list again"),
        Binding("f2", "app.language", "language", show=False, id="room.language", tooltip="Another language"),
    ]

    def __init__(self, room: Room) -> None:
        """`room` has been looked at."""
        super().__init__()
        self.room = room
        self._last = ""

    def compose(self) -> ComposeResult:
        """A question, the list, a promise."""
        yield Heading()
        yield Static(id="next")
        with Sheet():
            yield Rows(id="people")
        yield Static(id="calm")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the list."""
        self._draw()
        self.query_one(Rows).focus()

    def spoken_anew(self) -> None:
        """Show the list in the other language."""
        self._draw()

    async def on_unmount(self) -> None:
        """Hang up."""
        await self.room.close()

    def help_words(self) -> str:
        """How a room takes turns."""
        return _(
            "One person after the other answers at this terminal. A turn ends by handing in, or with ctrl+l; then this"
            " list comes back, and nothing of the turn is left on the screen."
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Newcomers need an open door."""
        return action != "newcomer" or self.room.door.open_door

    def _draw(self) -> None:
        places = self.room.places
        rows = self.query_one(Rows)
        width = max((say(place.name).cell_length for place in places), default=8) + 2
        rows.show([_row(place, width) for place in places])
        heading = self.query_one(Heading)
        heading.left = Content.assemble(say(self.room.door.title, "bold"), ours(f" · {_('room')}", "$quiet"))
        heading.right = ours(words.standing(places), "$quiet")
        calm = _("Nobody sees an answer here: everybody has a seat of their own.")
        self.query_one("#calm", Static).update(ours(calm))
        last = next((place for place in places if place.id == self._last), None)
        self.query_one("#next", Static).update(say(words.thanks(last)))
        rows.cursor = words.next_place(places, self._last)
        rows.refresh()

    # ---- turns -----------------------------------------------------------------------------------------------

    @on(Rows.Chosen)
    def choose(self, event: Rows.Chosen) -> None:
        """Hand the keyboard over."""
        place = self.room.places[event.index]
        if place.standing == "elsewhere":
            tell(
                self, _("{name} has joined in another terminal. Go on there, or ask the facilitator.", name=place.name)
            )
        else:
            self._turn(place)

    @work(exclusive=True)
    async def _turn(self, place: Place) -> None:
        if await self.app.push_screen_wait(HandOverScreen(place.name)):
            try:
                turn = await self.room.sit(place.id)
            except AlignError as error:
                tell(self, retold(str(error)), warning=True)
            else:
                await self._answer(turn)
        await self._look()

    @work(exclusive=True)
    async def action_newcomer(self) -> None:
        """Ask for a name and a region, and hand the keyboard over."""
        name = await self.app.push_screen_wait(
            Ask(_("What is your name?"), _("It goes on the list, for everybody to see."))
        )
        if name is None:
            return
        regions = [Chair(region, called) for region, called in self.room.door.regions]
        region = await self.app.push_screen_wait(
            Pick(_("Where do you work?"), _("Whose working hours are yours."), regions)
        )
        if region is not None and await self.app.push_screen_wait(HandOverScreen(name)):
            try:
                turn = await self.room.sit_new(name, region)
            except AlignError as error:
                tell(self, retold(str(error)), warning=True)
            else:
                await self._answer(turn)
        await self._look()

    async def _answer(self, turn: Turn) -> None:
        """One person's turn, from their seat to the empty screen after it."""
        self._last = turn.me
        await self.app.push_screen_wait(TurnScreen(turn))
        # What an application keeps beside its screens belongs to the person too.
        self.app.clear_notifications()
        if self.app.clipboard:
            self.app.copy_to_clipboard("")

    @work(exclusive=True, group="look")
    async def action_look(self) -> None:
        """Look at the list again."""
        await self._look()

    async def _look(self) -> None:
        self._draw()
        try:
            await self.room.look()
        except AlignError as error:
            tell(self, retold(str(error)), warning=True)
        self._draw()


def _row(place: Place, width: int) -> Content:
    mark, standing = words.MARKS[place.standing]
    word = fit(ours(_(standing)), 22)
    style = {"done": "$success", "here": "$warning"}.get(place.standing, "$quiet")
    return Content.assemble(ours(f"{mark} ", style), fit(say(place.name), width), word.stylize(style),
                            say(place.region, "$quiet"))  # fmt: skip
