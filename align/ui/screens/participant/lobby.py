"""Before the first key press: what this is, who will see what, and that the round begins by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from align.ui.present.flow import next_open
from align.ui.present.welcome import lobby_standing, paragraphs, pulse_paragraphs
from align.ui.say import ours, say
from align.ui.screens.shared.view import Sheet, View


class LobbyView(View):
    """The welcome."""

    DEFAULT_CSS = """
    LobbyView .title { text-style: bold; margin: 1 0; height: auto; }
    LobbyView .paragraph { height: auto; max-width: 88; margin-bottom: 1; }
    LobbyView #standing { color: $accent; }
    """
    HELP = "The round opens when the facilitator opens it. Nothing is asked of you before that."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "begin", "begin", key_display="enter", id="lobby.begin", tooltip="Begin answering")
    ]

    def compose(self) -> ComposeResult:
        """Four short paragraphs and what comes next."""
        state = self.workshop.state
        title, told = f"Welcome to {state.the_plan.title}", paragraphs(state.the_plan)
        if state.phase == "pulse":
            title, told = f"{state.the_plan.title}: a pulse", pulse_paragraphs(state)
        with Sheet():
            yield Static(say(title), classes="title")
            for heading, text in told:
                words = Content.assemble(ours(f"{heading}  ", "$accent bold"), say(text))
                yield Static(words, classes="paragraph")
        yield Static(id="standing", classes="foot")

    def on_mount(self) -> None:
        """Say what comes next."""
        self.follow()

    def follow(self) -> None:
        """Who is here; whether it can begin."""
        state = self.workshop.state
        words = lobby_standing(self.workshop.progress, opened=state.answering, pulse=state.phase == "pulse")
        self.query_one("#standing", Static).update(ours(words))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to begin before the round opens."""
        return action != "begin" or self.workshop.state.answering

    def action_begin(self) -> None:
        """Go to the first prompt."""
        self.go(next_open(self.workshop.state, self.workshop.mine))
