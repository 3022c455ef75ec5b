"""Before the first key press: what this is, who will see what, and that the round begins by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from align.domain.model import Participant
from align.language import _
from align.ui.present.calendars import (
    ASKED,
    ASKED_LATER,
    NAMED,
    calendar_text,
    can_be_said,
    can_be_said_now,
    own_word,
    person_of,
)
from align.ui.present.flow import next_open
from align.ui.present.welcome import lobby_standing, paragraphs, pulse_paragraphs
from align.ui.say import ours, say
from align.ui.screens.participant.calendar import confirm, say_wrong, word_on_calendar
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.static import Static


class LobbyView(View):
    """The welcome."""

    DEFAULT_CSS = """
    LobbyView .title { text-style: bold; margin: 1 0; height: auto; }
    LobbyView .paragraph { height: auto; max-width: 88; margin-bottom: 1; }
    LobbyView .foot Static { height: auto; }
    LobbyView #asked { color: $foreground; }
    LobbyView #standing { color: $accent; }
    """
    HELP = "The round opens when the facilitator opens it. Nothing is asked of you before that."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "begin", "begin", key_display="enter", id="lobby.begin", tooltip="Begin answering"),
        Binding("c", "confirm", "calendar is right", id="lobby.confirm", tooltip="Confirm my region's calendar"),
        Binding("w", "wrong", "it is wrong", id="lobby.wrong", tooltip="Say what is wrong with my region's calendar"),
    ]

    def help_words(self) -> str:
        """What a round is, or a pulse."""
        if self.workshop.state.phase == "pulse":
            return _(
                "A pulse asks how the clauses of the charter are lived. You answer alone; what was said is shown when"
                " the facilitator closes the pulse."
            )
        return super().help_words()

    def compose(self) -> ComposeResult:
        """Four short paragraphs and what comes next."""
        state = self.workshop.state
        title, told = _("Welcome to {title}", title=state.the_plan.title), paragraphs(state.the_plan)
        if state.phase == "pulse":
            title, told = _("{title}: a pulse", title=state.the_plan.title), pulse_paragraphs(state)
        with Sheet():
            yield Static(say(title), classes="title")
            for heading, text in told:
                words = Content.assemble(ours(f"{heading}  ", "$accent bold"), say(text))
                yield Static(words, classes="paragraph")
            calendar = Static(self._calendar(), id="calendar", classes="paragraph")
            calendar.display = bool(self._calendar())
            yield calendar
        with Vertical(classes="foot"):
            asked = Static(ours(self._asked()), id="asked")
            asked.display = bool(self._asked())
            yield asked
            yield Static(self._standing(), id="standing")

    def follow(self) -> None:
        """Who is here; whether it can begin."""
        self.query_one("#standing", Static).update(self._standing())
        calendar, words = self.query_one("#calendar", Static), self._calendar()
        calendar.update(words)
        calendar.display = bool(words)
        asked = self.query_one("#asked", Static)
        asked.update(ours(self._asked()))
        asked.display = bool(self._asked())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to begin before the round opens."""
        state = self.workshop.state
        if action in ("confirm", "wrong"):
            return can_be_said_now(state) and self._person is not None
        return action != "begin" or state.answering

    @property
    def _person(self) -> Participant | None:
        """Who may say a word about a calendar here; an answers file has no room for it."""
        return person_of(self.workshop.state, self.workshop.me) if self.workshop.link != "file" else None

    def _standing(self) -> Content:
        state = self.workshop.state
        return ours(lobby_standing(self.workshop.progress, opened=state.answering, pulse=state.phase == "pulse"))

    def _calendar(self) -> Content:
        """The own region's calendar and what was said about it; nothing once the charter is sealed."""
        state = self.workshop.state
        person = self._person
        if person is None or not can_be_said(state):
            return Content("")
        word, later = own_word(state, self.workshop.me), "" if can_be_said_now(state) else _(ASKED_LATER)
        return Content.assemble(
            ours(f"{_('Your region')}  ", "$accent bold"),
            say(calendar_text(state.the_plan, state.the_plan.region(person.region), self.clock.now().date())),
            " ",
            say(word, "$success") if word else ours(later, "$accent"),
            ours(f" {_(NAMED)}" if word or later else _(NAMED), "$quiet"),
        )

    def _asked(self) -> str:
        """The question about the calendar and its keys, in sight however much there is to read above."""
        state = self.workshop.state
        open_now = self._person is not None and can_be_said_now(state)
        return _(ASKED) if open_now and not own_word(state, self.workshop.me) else ""

    def action_confirm(self) -> None:
        """Confirm the region's calendar."""
        word_on_calendar(self, confirm)

    def action_wrong(self) -> None:
        """Say what is wrong with it."""
        word_on_calendar(self, say_wrong)

    def action_begin(self) -> None:
        """Go to the first prompt."""
        self.go(next_open(self.workshop.state, self.workshop.mine))
