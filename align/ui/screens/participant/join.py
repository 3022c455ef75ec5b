"""Joining: the ticket if there is none yet, the join code, then a name from the list, or a new one at an open door."""

from __future__ import annotations

import signal
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from align.errors import AlignError, SyncError
from align.language import _, mark, retold
from align.sync.messages import Door
from align.sync.ticket import Ticket, parse_ticket
from align.ui.page import MEASURE, Page
from align.ui.present import joining as present
from align.ui.present.joining import Stage
from align.ui.say import ours, say
from align.ui.screens.participant.ways import Entrance, Joining, SeatTaken
from align.ui.screens.shared.view import Sheet
from align.ui.widgets.bars import column, fit
from align.ui.widgets.entry import Entry
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.languages import Invitation
from align.ui.widgets.rows import Rows
from align.ui.widgets.static import Static

_AROUND, _SHORTEST = 13, 8
"""Cells that stand around and between a row's columns; the fewest that a column is cut down to."""
_BEFORE: dict[Stage, Stage] = {"code": "ticket", "region": "name", "party": "region"}


class JoinScreen(Page[None]):
    """Asks one thing after the other and ends in the participant's screen."""

    DEFAULT_CSS = """
    JoinScreen #door { height: 1fr; padding: 1 2; }
    JoinScreen #door Static { height: auto; }
    JoinScreen #about { color: $accent; margin-bottom: 1; }
    JoinScreen #question { text-style: bold; }
    JoinScreen #how { color: $quiet; margin-bottom: 1; }
    JoinScreen Input { border: round $rule; background: $background; max-width: 100; }
    JoinScreen Input:focus { border: round $accent; }
    JoinScreen #trouble { color: $warning; margin-top: 1; }
    """
    HELP_TITLE = "Joining"
    LEFT = 128 + signal.SIGINT  # there is no seat yet; by lines it ends so too
    HEADING: ClassVar[str] = mark("align · join a workshop")
    BINDINGS: ClassVar[list[BindingType]] = [
        # First of all: the field, too, would take the key, and say nothing of it below.
        Binding(
            "enter",
            "take",
            "go on",
            key_display="enter",
            priority=True,
            id="join.take",
            tooltip="Take what is typed or marked",
        ),
        Binding("up", "move(-1)", "list", show=False, key_display="↑↓", id="join.up", tooltip="Move in the list"),
        Binding("down", "move(1)", "list", key_display="↑↓", id="join.down", tooltip="Move in the list"),
        Binding("escape", "back", "back", id="join.back", tooltip="The question before"),
        Binding("f2", "app.language", "language", show=False, id="join.language", tooltip="Another language"),
        Binding("ctrl+q", "app.quit", "leave align", priority=True, id="join.quit", tooltip="Leave align"),
    ]

    def __init__(self, joining: Joining, ticket: Ticket | None = None) -> None:
        super().__init__()
        self._joining = joining
        self._ticket = ticket
        self._entrance: Entrance | None = None
        self._person = ""
        self._moved = False
        """Whether the person has chosen in the list by themselves."""
        self._typed = ""
        """What stood in the field when the list was last marked."""
        self._work_region = ""
        self.stage: Stage = "ticket"

    def compose(self) -> ComposeResult:
        """A question, a field, a list, and what went wrong."""
        yield Invitation()
        with Vertical(id="door"):
            yield Static(id="about")
            yield Static(id="question")
            yield Static(id="how")
            yield Entry(id="typed")
            yield Static(id="trouble")
            with Sheet():
                yield Rows(id="list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self._head()
        self.query_one(Rows).can_focus = False
        if self._ticket is None:
            self._ask("ticket")
        elif self._ticket.code:
            self._ask("code", self._ticket.code)
            self._knock(self._ticket.code)
        else:
            self._ask("code")

    def _head(self) -> None:
        self.query_one(Invitation).entitle(_(self.HEADING))

    def spoken_anew(self) -> None:
        """Ask the same question again."""
        self._head()
        self._ask(self.stage, self.query_one(Input).value)

    async def on_unmount(self) -> None:
        """Leave the door."""
        if self._entrance is not None:
            await self._entrance.close()

    def help_words(self) -> str:
        """What a ticket and a code are."""
        return _(
            "The ticket says where the workshop is and whom to trust; the join code lets you in. On this machine you"
            " come back to your seat by the ticket alone, without a code. In the list of names nobody is marked before"
            " you type or move: then Enter takes the seat at ›."
        )

    def about(self, door: Door | None) -> str:
        """What is behind the door, as soon as it is open."""
        return present.about(door) if door else ""

    def asked(self, stage: Stage, door: Door | None) -> tuple[str, str]:
        """The question, and how it is answered."""
        return present.question(stage, door)

    # ---- asking ------------------------------------------------------------------------------------------------

    def _ask(self, stage: Stage, typed: str = "") -> None:
        self.stage = stage
        door = self._entrance.door if self._entrance else None
        asked, how = self.asked(stage, door)
        about = self.about(door)
        self.query_one("#about", Static).update(say(about))
        self.query_one("#about", Static).display = bool(about)
        self.query_one("#question", Static).update(ours(asked))
        self.query_one("#how", Static).update(ours(how))
        field = self.query_one(Input)
        field.display = stage in ("ticket", "code", "name")
        field.value = typed
        field.cursor_position = len(field.value)
        self._trouble("")
        self._typed, self._moved = typed, False
        self._list()
        if field.display:
            field.focus()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    @on(Input.Changed)
    def _list(self) -> None:
        """Show what matches what is typed, and mark what Enter would take."""
        rows, typed = self.query_one(Rows), self.query_one(Input).value
        if typed != self._typed:
            self._typed, self._moved = typed, False
        if not self._moved:
            rows.cursor = 0 if self._is_meant(typed.strip()) else -1
        rows.show([self._row(chair_id) for chair_id in self._ids()])
        rows.display = self.stage in ("name", "region", "party")
        self._trouble("")
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Lay the rows out for the new width."""
        if self.is_mounted:
            self.query_one(Rows).show([self._row(chair_id) for chair_id in self._ids()])

    def _is_meant(self, typed: str) -> bool:
        """Whether the first row is what Enter takes, without anybody having moved there.

        The first of the names is somebody: a key pressed too often must not make anybody them, nor a new name.
        """
        if self.stage != "name" or self._entrance is None:
            return True
        door = self._entrance.door
        if not typed:
            return sum(not chair.taken for chair in door.chairs) == 1
        return not door.open_door or present.is_listed(door.chairs, typed)

    def _ids(self) -> list[str]:
        if self._entrance is None:
            return []
        door = self._entrance.door
        match self.stage:
            case "name":
                return [chair.id for chair in present.matching(door.chairs, self.query_one(Input).value)]
            case "region":
                return [region for region, _ in door.regions]
            case "party":
                return [party for party, _ in door.parties]
            case _:
                return []

    def _row(self, row_id: str) -> Content:
        assert self._entrance is not None
        door = self._entrance.door
        if self.stage != "name":
            return say(dict((*door.regions, *door.parties))[row_id])
        chair = next(chair for chair in door.chairs if chair.id == row_id)
        where = say(dict(door.regions).get(chair.region, ""), "$quiet")
        taken = ours(_("taken") if chair.taken else "", "$warning")
        names = column((say(one.name) for one in door.chairs), 34)
        places = column((say(name) for _id, name in door.regions), 20)
        # That a seat is taken is never cut: the region gives way, then the name.
        room = min(self.app.size.width, MEASURE) - _AROUND - ours(_("taken")).cell_length
        places = min(places, max(_SHORTEST, room - names))
        names = min(names, max(_SHORTEST, room - places))
        name = fit(say(chair.name, "$quiet" if chair.taken else ""), names)
        return Content.assemble(name, "  ", fit(where, places), "  ", taken)

    def _trouble(self, text: str) -> None:
        self.query_one("#trouble", Static).update(say(text))
        self.query_one("#trouble", Static).display = bool(text)

    # ---- answering -----------------------------------------------------------------------------------------------

    @on(Rows.Chosen)
    def _take_row(self) -> None:
        self._moved = True
        self.action_take()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take what is typed, or what is marked in the list."""
        typed = self.query_one(Input).value.strip()
        match self.stage:
            case "ticket":
                self._take_ticket(typed)
            case "code":
                self._take_code(typed)
            case "name":
                self._take_name(typed)
            case "region":
                self.take_region(self._ids()[self.query_one(Rows).cursor])
            case "party":
                self._sit(name=self._person, region=self._work_region, party=self._ids()[self.query_one(Rows).cursor])

    def action_move(self, by: int) -> None:
        """Move in the list while typing."""
        self._moved = True
        self.query_one(Rows).action_move(by)
        self.refresh_bindings()

    def action_back(self) -> None:
        """Ask again what was asked before; what was given then stands there still."""
        given = {"code": str(self._ticket or ""), "region": self._person}
        self._ask(_BEFORE[self.stage], given.get(self.stage, ""))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a way back where something was asked before; Enter takes what is typed or marked."""
        if action == "take" and self.stage == "name" and self.is_mounted:
            return bool(self.query_one(Input).value.strip()) or self.query_one(Rows).cursor >= 0
        return action != "back" or self.stage in _BEFORE

    def _take_ticket(self, typed: str) -> None:
        try:
            self._ticket = parse_ticket(typed)
        except SyncError as error:
            self._trouble(retold(str(error)))
            return
        known = self._joining.known(self._ticket)
        if known is not None:
            self.app.switch_screen(self._joining.enter(*known, again=True))
        elif self._ticket.code:
            self._knock(self._ticket.code)
        else:
            self._ask("code")

    def _take_code(self, typed: str) -> None:
        """Knock with it, unless it can be none: the host counts wrong ones."""
        trouble = present.code_trouble(typed)
        if trouble:
            self._wrong_code(trouble)
        else:
            self._knock(typed)

    def _wrong_code(self, why: str) -> None:
        """Say why; a new one takes the place of what stands there, and its end can be mended."""
        self._trouble(why)
        if self.stage == "code":
            self.query_one(Entry).doubt()

    def _take_name(self, typed: str) -> None:
        assert self._entrance is not None
        self._list()  # keys can be faster than the word that the field has changed
        ids, at = self._ids(), self.query_one(Rows).cursor
        if ids and at >= 0:
            self._sit(participant=ids[at])
        elif not typed:
            self._trouble(_("Type your name, or choose it with the arrows."))
        elif self._entrance.door.open_door:
            self._person = typed
            self._ask("region")
        else:
            self._trouble(_("Nobody of this name is on the list. Ask the facilitator to add you."))

    def _knock(self, code: str) -> None:
        self._trouble(_("Knocking …"))
        self.run_worker(self._open_door(code), exclusive=True)

    async def _open_door(self, code: str) -> None:
        assert self._ticket is not None
        try:
            before, self._entrance = self._entrance, await self._joining.knock(self._ticket, code)
            if before is not None:
                await before.close()
            await self.let_in(self._ticket, code)
        except AlignError as error:
            self._wrong_code(retold(str(error)))

    async def let_in(self, ticket: Ticket, code: str) -> None:
        """The code was right: go on. Raises AlignError to say why not."""
        self._ask("name")

    def take_region(self, region: str) -> None:
        """They work there: go on."""
        self._work_region = region
        if self._entrance is not None and self._entrance.door.parties:
            self._ask("party")
        else:
            self._sit(name=self._person, region=region)

    def _sit(self, participant: str = "", name: str = "", region: str = "", party: str = "") -> None:
        self._trouble(_("Taking the seat …"))
        self.run_worker(self._take_seat(participant, name, region, party), exclusive=True)

    async def _take_seat(self, participant: str, name: str, region: str, party: str) -> None:
        typed = name or self.query_one(Input).value
        try:
            assert self._entrance is not None
            seat = await self._entrance.sit(participant, name, region, party)
        except AlignError as error:
            self._ask("name", typed)
            self._trouble(retold(str(error)))
            return
        self._enter(seat)

    def _enter(self, seat: SeatTaken) -> None:
        self.app.switch_screen(self._joining.enter(*seat))
