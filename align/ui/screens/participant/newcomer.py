"""A newcomer's screen: the participant's, with a first page of its own, and at the end where they differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.content import Content
from textual.widgets import Static

from align.charter.preview import preview
from align.domain.versions import in_force
from align.engine.clock import Clock
from align.engine.newcomer import Newcomer
from align.language import _
from align.ui.present import newcomer as present
from align.ui.present.answering import NOBODY_SEES
from align.ui.present.flow import Place, next_open
from align.ui.present.review import ReviewRow
from align.ui.present.welcome import PHASE_WORDS
from align.ui.say import ours, say
from align.ui.screens.participant.compared import ComparedList, ComparedPrompt, Telling
from align.ui.screens.participant.review import ReviewView
from align.ui.screens.participant.screen import ParticipantScreen
from align.ui.screens.participant.views import Views
from align.ui.screens.shared.view import Sheet, View
from align.ui.widgets.preview import Preview


class NewcomerScreen(ParticipantScreen):
    """Where somebody answers alone. `why_not` says why the team cannot be told; empty where it can."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = set()  # there is no calendar to confirm

    def __init__(self, newcomer: Newcomer, telling: Telling, why_not: str = "", clock: Clock | None = None) -> None:
        super().__init__(newcomer, clock)
        self._newcomer = newcomer
        self._views = NewcomerViews(newcomer, self.clock, telling, why_not)

    def help_words(self) -> str:
        """The same words as a participant's where they are true here."""
        kind = self.place.kind if self.place is not None else ""
        return _(present.HELP_ANSWERING) if kind == "answer" else super().help_words()

    def note(self) -> str:
        """Where they come to."""
        return _("newcomer to {name}", name=self._newcomer.shown.the_plan.region(self._newcomer.region).name)

    def step(self) -> str:
        """Answering first, then looking."""
        answering = self.place is None or not self._newcomer.mine.done
        return _(PHASE_WORDS["assume"] if answering else present.LOOKING)

    def unsaved(self) -> str:
        """What was typed and not given, and notes that were not sent."""
        newcomer = self._newcomer
        return " ".join(filter(None, [super().unsaved(), present.unsent(newcomer.shown.the_plan, newcomer.mine)]))


class NewcomerViews(Views):
    """A participant's views, with those of a newcomer in the place of what a team's round has."""

    def __init__(self, newcomer: Newcomer, clock: Clock, telling: Telling, why_not: str) -> None:
        super().__init__(newcomer, clock, preview)
        self._newcomer, self._clock_here, self._telling, self._why_not = newcomer, clock, telling, why_not

    def view(self, place: Place) -> View:
        """Return a new view of a place."""
        newcomer, clock = self._newcomer, self._clock_here
        match place.kind:
            case "lobby":
                return FirstPage(newcomer, clock)
            case "review":
                return OwnAnswers(newcomer, clock)
            case "waiting":
                return ComparedList(newcomer, clock, self._telling, self._why_not)
            case "compared":
                return ComparedPrompt(newcomer, clock, place.of)
            case "charter":
                return InForce(newcomer, clock)
            case _:
                return super().view(place)


class FirstPage(View):
    """What this is, before the first key press."""

    DEFAULT_CSS = """
    FirstPage .title { text-style: bold; margin: 1 0; height: auto; }
    FirstPage .paragraph { height: auto; max-width: 88; margin-bottom: 1; }
    FirstPage #standing { color: $accent; }
    """
    HELP = present.FIRST
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "begin", "begin", key_display="enter", id="newcomer.begin", tooltip="Begin answering"),
    ]

    def __init__(self, newcomer: Newcomer, clock: Clock) -> None:
        super().__init__(newcomer, clock)
        self._newcomer = newcomer

    def compose(self) -> ComposeResult:
        """Four short paragraphs."""
        shown = self._newcomer.shown
        with Sheet():
            yield Static(say(_("Welcome to {title}", title=shown.the_plan.title)), classes="title")
            for heading, text in present.paragraphs(shown):
                words = Content.assemble(ours(f"{heading}  ", "$accent bold"), say(text))
                yield Static(words, classes="paragraph")
        yield Static(ours(_(present.BEGIN)), id="standing", classes="foot")

    def action_begin(self) -> None:
        """Go to the first prompt that is open."""
        self.go(next_open(self._newcomer.state, self._newcomer.mine))


class OwnAnswers(ReviewView):
    """All prompts; from here one looks."""

    HELP = present.HELP_REVIEW
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hand_in", "see where I differ", id="newcomer.look", tooltip="My answers beside the team's"),
    ]

    def sentence(self, rows: list[ReviewRow], *, late: bool) -> str:
        """What is left to answer."""
        return present.review_words(rows)

    def foot(self, *, late: bool) -> str:
        """That nobody sees it."""
        return _(NOBODY_SEES)

    def asks_first(self) -> str:
        """Nothing: looking gives nothing away."""
        return ""


class InForce(View):
    """The charter that is in force, from the first line on."""

    HELP = "The charter of the team. It is a record of ways of working; it replaces no contract or SOP."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,left,escape", "list", "back", key_display="p", id="newcomer.back", tooltip="Back to the comparison"),
    ]

    def __init__(self, newcomer: Newcomer, clock: Clock) -> None:
        super().__init__(newcomer, clock)
        self._newcomer = newcomer

    def compose(self) -> ComposeResult:
        """Its text."""
        yield Preview(id="text")

    def on_mount(self) -> None:
        """Write it."""
        self.query_one(Preview).write(partial(preview, in_force(self._newcomer.shown)))

    def focus_first(self) -> None:
        """The text."""
        self.query_one(Preview).focus()

    def action_list(self) -> None:
        """Back to where they differ."""
        self.go(Place("waiting"))
