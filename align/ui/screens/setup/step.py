"""What the wizard's steps have in common, and the steps that are fields alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from align.language import _, for_all, mark
from align.ui.present.setup_draft import CODES, Check, SetupDraft, workshop_name
from align.ui.present.setup_packs import Choice
from align.ui.present.setup_plan import ATTRIBUTIONS, DOOR, StepName
from align.ui.say import ours
from align.ui.screens.setup.fields import Choices, Entered, LineField, TextField, Typed
from align.ui.screens.setup.tools import WizardTools


class Step(VerticalScroll, can_focus=False):
    """One page of the wizard. It writes into the draft and says so; what is right, the checks say."""

    DEFAULT_CSS = """
    Step { height: 1fr; padding: 0 0 0 2; scrollbar-size-vertical: 2; scrollbar-gutter: stable; }
    Step > * { max-width: 100; }
    Step .question { text-style: bold; height: auto; }
    Step .about { color: $quiet; height: auto; margin-bottom: 1; max-width: 92; }
    """
    NAME: ClassVar[StepName]
    QUESTION: ClassVar[str]
    ABOUT: ClassVar[str]

    class Changed(Message):
        """The draft holds something else now."""

    class Done(Message):
        """Go on to the next step."""

    def __init__(self, draft: SetupDraft, tools: WizardTools) -> None:
        super().__init__(id=self.NAME)
        self.draft, self.tools = draft, tools

    def compose(self) -> ComposeResult:
        """The question, a sentence, the fields."""
        yield Static(ours(_(self.QUESTION)), classes="question")
        yield Static(ours(_(self.ABOUT)), classes="about")
        yield from self.fields()

    def fields(self) -> Iterator[Widget]:
        """Yield the fields."""
        raise NotImplementedError

    def show(self, checks: dict[str, Check]) -> None:
        """Say beside each field what there is to say."""
        for field in self.query("LineField, TextField").results(Widget):
            assert isinstance(field, LineField | TextField)
            if field.key in checks:
                field.show(checks[field.key])

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        places = self._places()
        if places:
            places[0].focus(scroll_visible=False)

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field of this step; a name that is none leaves it where it is."""
        for field in self.query(f"#field-{key}").results(Widget):
            places = [field] if field.can_focus else list(field.query("Input, TextArea").results(Widget))
            if places:
                places[0].focus()

    def take(self, key: str, value: str) -> None:
        """Write a field into the draft."""
        setattr(self.draft, key, value)

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        self.take(event.key, event.value)
        self.post_message(self.Changed())

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        event.stop()
        places = self._places()
        at = places.index(self.screen.focused) if self.screen.focused in places else len(places)
        if at + 1 < len(places):
            places[at + 1].focus()
        else:
            self.post_message(self.Done())

    def _places(self) -> list[Widget]:
        return list(self.query("Input, TextArea, OptionList").results(Widget))


class TitleStep(Step):
    """Title and name."""

    NAME = "title"
    QUESTION = mark("What is this workshop called?")
    ABOUT = mark("Nothing is created before the last step. What you type is kept on this machine as you go.")

    def fields(self) -> Iterator[Widget]:
        """Title, and the name that follows from it."""
        yield LineField("title", _("Title"), self.draft.title, placeholder=for_all("ORION-3 kickoff"))
        yield LineField("name", _("Name"), self.draft.name)

    def show(self, checks: dict[str, Check]) -> None:
        """The name that follows from the title stands in its field until one writes another."""
        super().show(checks)
        self.query_one("#field-name", LineField).entry.placeholder = workshop_name(self.draft)


class MilestoneStep(Step):
    """What the team works towards."""

    NAME = "milestone"
    QUESTION = mark("What does the team work towards?")
    ABOUT = mark("One milestone and its day. Your own sentence says what it means here, so that nobody assumes it.")

    def fields(self) -> Iterator[Widget]:
        """Code, words, day, meaning."""
        yield LineField("code", _("Code"), self.draft.code, placeholder="FPI")
        yield LineField("milestone", _("Milestone"), self.draft.milestone, placeholder=_("first patient in"))
        yield LineField("day", _("Date"), self.draft.day, placeholder="2027-03-31")
        yield TextField(
            "meaning", _("It means"), self.draft.meaning, rows=2, most=4,
            placeholder=_("The first patient has signed consent and had the first visit."),
        )  # fmt: skip

    def take(self, key: str, value: str) -> None:
        """A known code brings its words along, as long as nobody has written others."""
        if key == "code" and self.draft.milestone in ("", *CODES.values()):
            words = CODES.get(value.strip().upper(), "")
            if words or self.draft.milestone:
                self.query_one("#field-milestone", LineField).set_value(words)
        super().take(key, value)


class PartiesStep(Step):
    """Who is in it."""

    NAME = "parties"
    QUESTION = mark("Which companies take part, and who leads?")
    ABOUT = mark("Answers can be compared by party as well as by region. Both may stay empty.")

    def fields(self) -> Iterator[Widget]:
        """Parties and facilitators."""
        yield TextField("parties", _("Parties"), self.draft.parties, rows=3, most=6, placeholder="Sponsor\nCRO")
        yield LineField("facilitators", _("Facilitators"), self.draft.facilitators, placeholder=for_all("Noor Haddad"))


class AnswersStep(Step):
    """How answers are shown."""

    NAME = "answers"
    QUESTION = mark("How are answers shown when the round is closed?")
    ABOUT = mark("People see this on every prompt. Later it can only become more anonymous.")

    def fields(self) -> Iterator[Widget]:
        """Attribution, figures, the door."""
        modes = [Choice(mode, *map(_, words)) for mode, words in ATTRIBUTIONS.items()]
        yield Choices("attribution", modes, self.draft.attribution)
        yield LineField("min_n", _("At least"), self.draft.min_n)
        yield LineField("threshold", _("Agreed from"), self.draft.threshold)
        yield Static(ours(_("Who may join?")), classes="question")
        doors = [Choice("open" if is_open else "", *map(_, words)) for is_open, words in DOOR.items()]
        yield Choices("open_door", doors, "open" if self.draft.open_door else "")

    def take(self, key: str, value: str) -> None:
        """The door is open or not."""
        if key == "open_door":
            self.draft.open_door = bool(value)
        else:
            super().take(key, value)
