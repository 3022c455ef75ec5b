"""The participant's one screen: it follows the workshop's phases and swaps views between heading and key line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.content import Content
from textual.events import Mount
from textual.widgets import Input, Static, TextArea

from align.charter.preview import preview
from align.domain.model import Participant
from align.domain.state import State
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.language import _
from align.ui.in_step import InStep
from align.ui.messages import WorkshopChanged
from align.ui.page import Dialog, Page, Touring, settle, tell
from align.ui.present import answering as words
from align.ui.present.calendars import changed_words
from align.ui.present.flow import Place, awaiting_level, home, open_vote, turned_back, unsent_drafts, vote_waits
from align.ui.present.in_language import in_language
from align.ui.present.joining import goes_on_as
from align.ui.present.nudging import nudge_words
from align.ui.present.times import region_time, time_left
from align.ui.present.welcome import PHASE_WORDS
from align.ui.say import ours, say
from align.ui.screens.participant.views import Views
from align.ui.screens.shared.view import View
from align.ui.widgets.even import Ground
from align.ui.widgets.heading import Heading
from align.ui.widgets.keyline import KeyLine

READING = 0.1
"""Seconds after which this place is drawn and being read: then there is time to load what may come next."""
NUDGE_SECONDS = 20
"""How long a reminder stays in sight, and whose seat it is."""


def _commands() -> type[Provider]:
    from align.ui.screens.participant.palette import CalendarCommands  # noqa: PLC0415 - start-up: when they are looked at

    return CalendarCommands


class ParticipantScreen(Page[None]):
    """Owns the workshop from here on and closes it when it goes. `preview` writes the charter for the last phase."""

    DEFAULT_CSS = """
    ParticipantScreen { align-horizontal: center; }
    ParticipantScreen .word { height: auto; padding: 0 2; max-width: 104; }
    ParticipantScreen #place { height: 1fr; align-horizontal: center; }
    ParticipantScreen #connecting { width: 100%; height: 100%; content-align: center middle; color: $quiet; }
    """
    TOUR = "participant"
    KEEPS: ClassVar[bool] = True
    """Whether what is typed here is kept when one leaves."""
    AUTO_FOCUS: ClassVar[str | None] = ""  # a view says itself where one begins
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "app.language", "language", show=False, id="seat.language", tooltip="Another language"),
    ]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}

    def __init__(
        self,
        workshop: Workshop,
        clock: Clock | None = None,
        preview: Callable[[State], str] = preview,
        *,
        again: bool = False,
    ) -> None:
        super().__init__()
        self._again = again
        """Whether this computer has kept the seat, and nobody was told yet whose it is."""
        self.workshop = workshop
        self._read = in_language(workshop)
        """The same, its prompts in the language spoken."""
        self.clock = clock or Clock()
        self.place: Place | None = None
        self._views = Views(self._read, self.clock, preview)
        self._phase = ""
        self._vote: tuple[str, int] | None = None
        self._edition: int | None = None
        """The edition of the own region's calendar that was in sight before."""
        self._nudges = workshop.mine.nudges
        self._alone = workshop.link == "alone"
        """Whether there never was a host, whose end of the line would be news."""
        self._word = ""
        self._signing_over = False
        """Whether it was when the view was shown or brought up to date."""
        self._unwatch: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """A heading, one view, a key line."""
        yield Heading()
        with Ground(id="place"):
            if self.workshop.state.plan is None:
                yield Static(ours(_("Connecting to the workshop …")), id="connecting")
        yield KeyLine()

    @on(Mount)
    async def begin(self) -> None:
        """Follow the workshop, and the clock."""
        self._unwatch = self.workshop.watch(self._changed)
        self.set_interval(1.0, self._tick)
        await self.follow()

    def _changed(self) -> None:
        self.post_message(WorkshopChanged())

    async def on_unmount(self) -> None:
        """Leave the workshop; what is unsent stays on this machine."""
        self._unwatch()
        await self.workshop.close()

    def help_words(self) -> str:
        """The view's words."""
        views = self.query(View)
        return views.first().help_words() if views else ""

    def unsaved(self) -> str:
        """What was typed and not given, or is not received yet."""
        state = self._read.state
        if state.plan is None:
            return ""
        sending = sum(self.workshop.answer_state(p.id) == "sending" for p in state.asked)
        said = words.typed_words(unsent_drafts(state, self.workshop.mine), sending, self.stays())
        if said or self.KEEPS or not words.has_left_words(self.workshop.mine):
            return said
        # At a seat that keeps them they wait for the next time, and nobody need be asked.
        return f"{_('Something else is typed and not given.')} {self.stays()}"

    def spoken_anew(self) -> None:
        """Show the same place again."""
        self.call_later(self._show_again)

    def note(self) -> str:
        """Return whose seat this is, where somebody else may sit at it; empty at one's own."""
        return ""

    def step(self) -> str:
        """Return the word for where the workshop is."""
        return _(PHASE_WORDS[self.workshop.state.phase])

    # ---- following -----------------------------------------------------------------------------------------------

    @on(WorkshopChanged)
    async def follow(self) -> None:
        """Go where the phase asks for, or bring the view up to date."""
        state = self.workshop.state
        if state.plan is None:
            self._tick()
            return
        words.tidy(self.workshop)
        self._tell_whose_seat(state)
        self._tell_of_calendar(state)
        self._tell_of_nudge(state)
        place = self._due(state)
        if place != self.place:
            # What is being typed was meant for the field that goes; as commands of the next view it would do harm.
            writing = self.is_current and isinstance(self.focused, TextArea | Input)
            hands = writing and self._let_go()
            settle(self)
            await self._show(place)
            if hands:
                self._let_go()
        else:
            self.query_one(View).follow()
        self._tick()

    def _let_go(self) -> bool:
        return isinstance(self.app, InStep) and self.app.let_go()

    @on(View.Go)
    async def go(self, message: View.Go) -> None:
        """Go where the person wants to be."""
        message.stop()
        settle(self)
        await self._show(message.place)
        self._tick()

    @on(View.Moved)
    def bring_heading_up_to_date(self) -> None:
        """The view shows something else now."""
        self._tick()

    def _tell_whose_seat(self, state: State) -> None:
        """Say once whose kept seat this is: somebody else may sit before it now."""
        if self._again:
            self._again = False
            tell(self, goes_on_as(state, self.workshop.me), seconds=NUDGE_SECONDS)

    def _tell_of_calendar(self, state: State) -> None:
        """Say so when the desk changed the calendar of this person's region; the welcome page shows it by itself."""
        person, before = self.person, self._edition
        self._edition = state.edition(person.region) if person is not None else None
        if before is not None and self._edition not in (None, before) and state.phase != "setup":
            tell(self, changed_words(state))

    def _tell_of_nudge(self, state: State) -> None:
        """Show once, and for a while, that the facilitator asks to finish; it takes no key and covers no field."""
        before, self._nudges = self._nudges, self.workshop.mine.nudges
        said = nudge_words(state, self.workshop.mine) if self._nudges != before else ""
        if said:
            tell(self, said, seconds=NUDGE_SECONDS)

    def _due(self, state: State) -> Place:
        before, self._phase = self._phase, state.phase
        back = turned_back(before, state.phase)
        if back:
            tell(self, _(back))
        vote, earlier = open_vote(state), self._vote
        self._vote = vote or earlier
        if self.place is None:
            return home(state, self.workshop.mine)
        writing_late = self.place.kind in ("answer", "review") and {before, state.phase} == {"reveal", "agree"}
        if before != state.phase and not writing_late:
            return home(state, self.workshop.mine, self.place)
        if vote is not None and vote != earlier:
            return Place("consent", vote[0])
        return self.place

    async def _show_again(self) -> None:
        if self.place is not None:
            await self._show(self.place)

    async def _show(self, place: Place) -> None:
        if not self.is_attached:
            return  # align is being left: what comes now is shown to nobody
        self.place = place
        holder, view = self.query_one("#place", Ground), self._views.view(place)
        with self.app.batch_update():
            # The new one first: keys that are still on their way through the old one arrive.
            before = list(holder.children)
            await holder.mount(view)
            await holder.remove_children(before)
        if self.is_current:
            view.focus_first()
        if place.kind == "lobby" and isinstance(self.app, Touring):
            self.app.offer_tour(self.TOUR)
        self.set_timer(READING, partial(self._views.load_soon, place.kind))

    # ---- the frame -----------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Bring heading and status up to date; nothing is drawn again that says the same."""
        state, now = self.workshop.state, self.clock.now()
        link, person, line = self.workshop.link, self.person, self.query_one(KeyLine)
        ended = link == "ended" and not self._alone
        said = words.least_link_word(link) if ended else words.link_word(link, self.workshop.link_text)
        self._say_word(ended)
        front = self.app.screen
        if front is not self and isinstance(front, Page | Dialog):
            front.show_line()
        here = [region_time(state.the_plan.region(person.region), now)] if person else []
        line.status, line.tight = say(" · ".join([*here, said]), "$quiet"), say(said, "$quiet")
        line.least = ours(words.least_link_word(link), "$quiet")
        if state.plan is None:
            for waiting in self.query("#connecting").results(Static):
                waiting.update(say(words.waiting_for_host(link, self.workshop.link_text)))
            return
        over = state.signing_over(now)
        if over != self._signing_over:
            # Nothing comes over the line when that moment goes by.
            self._signing_over = over
            self.query(View).first(View).follow()
        timer = time_left(state.timer, now)
        right = [ours(f"⏱ {timer}", "$accent")] if timer else []
        views = self.query_one("#place", Ground).children
        standing = next((view.standing() for view in views if isinstance(view, View)), ours(""))
        right += [standing] if standing else []
        note = self.note()
        self.query_one(Heading).left = Content.assemble(
            say(state.plan.title, "bold"), ours(f" · {self.step()}{' · ' if note else ''}", "$quiet"),
            say(note, "$accent"),
        )  # fmt: skip
        self.query_one(Heading).right = Content("  ").join(right)

    def line_words(self) -> tuple[str, str]:
        """What one must not miss behind what stands in front: a vote that waits, a line that is down; else nothing."""
        return words.behind_words(self.workshop, waits=self._vote_awaits())

    def _vote_awaits(self) -> bool:
        return self.person is not None and awaiting_level(self.workshop.state, self.workshop.mine) is not None

    def _say_word(self, ended: bool) -> None:
        """Say above the keys, in full and as long as it is so, what one must not miss: that the line has ended, or
        that a vote waits for a level while one looks elsewhere."""
        if ended:
            said = words.ended_words(self.workshop.link_text, kept=self.KEEPS)
            self.query("#connecting").set(display=False)
        else:
            place = self.place if self.person is not None else None
            said = vote_waits(place.kind) if place is not None and self._vote_awaits() else ""
        if said != self._word and self.is_attached:
            self._word = said
            self.query(".word").remove()
            if said:
                style = "$warning" if ended else "$accent"
                self.mount(Static(say(said, style), classes="word"), before=self.query_one(KeyLine))

    @property
    def person(self) -> Participant | None:
        """Who sits here, as the plan knows them."""
        plan = self.workshop.state.plan
        return next((p for p in plan.participants if p.id == self.workshop.me), None) if plan is not None else None
