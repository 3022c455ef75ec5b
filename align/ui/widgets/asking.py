"""A small question that is answered in a line or a text."""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from align.engine.workshop import Workshop
from align.language import _, mark
from align.ui.page import Dialog, Page, settle, trouble
from align.ui.say import ours, say
from align.ui.widgets.dialogs import BOX
from align.ui.widgets.entry import Entry
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.letters import Letters
from align.ui.widgets.writing import Writing


class Unfinished(NamedTuple):
    """Where the words of a question wait that was left before they were given: a draft of the workshop."""

    workshop: Workshop
    key: str

    def words(self) -> str:
        """Return what was typed last and not given; empty where nothing was."""
        return self._kept_at(self.key)

    def keep(self, words: str) -> None:
        """Let these wait; empty: nothing waits any more."""
        if words != self.words():
            self.workshop.keep_draft(self.key, words or None)

    def back(self, words: str) -> None:
        """Let words wait again that were given and refused: beside what is typed meanwhile, never in its place."""
        self.workshop.keep_draft(self._refused, _both(self._kept_at(self._refused), words))

    def begin(self, between: str = "\n") -> str:
        """Return what waits when the same is asked anew: what was refused, then what was typed since, as one text."""
        refused = self._kept_at(self._refused)
        if refused:
            self.keep(_both(refused.replace("\n", between), self.words(), between))
            self.workshop.keep_draft(self._refused, None)
        return self.words()

    @property
    def _refused(self) -> str:
        return f"{self.key}:refused"

    def _kept_at(self, key: str) -> str:
        kept = self.workshop.mine.drafts.get(key)
        return kept if isinstance(kept, str) else ""


def _both(before: str, after: str, between: str = "\n") -> str:
    """Return two texts as one; where the later one holds the earlier one already, that alone."""
    if not before or re.search(rf"(?<!\w){re.escape(before)}(?!\w)", after):
        return after
    return f"{before}{between}{after}" if after else before


class Ask(Dialog[str | None]):
    """One line, or with `lines` a text; None when the person changed their mind.

    An empty answer is `otherwise`, shown as what just Enter takes; where there is none, an empty answer is None too.
    With `waits` every word is kept on this machine while it is typed, and is there again when the same is asked anew;
    who takes the answer empties it. What is `doubted` is marked: what is typed takes its place. Of more than `most`
    characters none is taken: it says so, and stays.
    """

    HELP_TITLE = "A question"
    ABOUT = mark(
        "One answer: Enter or ctrl+s keeps it, Esc leaves everything as it was. A grey word in the field is what just "
        "Enter takes."
    )
    ABOUT_LINES = mark(
        "One answer, of several lines if need be: Enter begins a line, ctrl+s keeps the answer, Esc leaves the "
        "field and then the question."
    )
    DEFAULT_CSS = f"""
    Ask {{ {BOX} }}
    Ask .box Writing {{ max-height: 40vh; }}
    Ask #word {{ color: $warning; height: auto; margin-top: 1; }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave it", id="ask.escape"),
        Binding("ctrl+s,ctrl+n", "keep", "keep", id="ask.keep", tooltip="Keep what is written"),
    ]
    AUTO_FOCUS = ".answer"

    def __init__(
        self,
        question: str,
        detail: str = "",
        *,
        value: str = "",
        lines: bool = False,
        placeholder: str = "",
        otherwise: str = "",
        waits: Unfinished | None = None,
        most: int | None = None,
        doubted: bool = False,
    ) -> None:
        super().__init__()
        self._doubted = doubted
        self._kept = waits.begin("\n" if lines else " ") if waits is not None else ""
        self._question, self._detail, self._value = question, detail, value
        self._waits, self._most = waits, most
        self._lines, self._placeholder, self._otherwise = lines, placeholder or otherwise, otherwise

    def help_words(self) -> str:
        """Return which key keeps the answer: in a text Enter begins a line."""
        return _(self.ABOUT_LINES if self._lines else self.ABOUT)

    def compose(self) -> ComposeResult:
        """The question above one field."""
        with Vertical(classes="box"):
            yield Static(say(self._question), classes="question")
            if self._detail:
                yield Static(say(self._detail), classes="detail")
            if self._lines:
                yield Writing(self._kept or self._value, classes="answer", goes_on=True)
            else:
                yield Entry(self._kept or self._value, placeholder=self._placeholder, classes="answer")
            if self._most is not None:
                yield Letters(self._most, self._kept or self._value)
            if self._kept:
                yield Static(ours(_("Your unfinished words were kept.")), id="word")
        yield KeyLine()

    def on_mount(self) -> None:
        """Mark what is known to be wrong."""
        for entry in self.query(Entry) if self._doubted else ():
            entry.doubt()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Give what is written."""
        written = self._text.strip()
        if self._most is not None and len(written) > self._most:
            trouble(self, _("It has {n} characters; {most} is the most.", n=len(written), most=self._most))
            return
        self.dismiss(written or self._otherwise or None)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def keep_waiting(self) -> None:
        """Keep every word on this machine while it is typed, and say how long it has grown."""
        for letters in self.query(Letters):
            letters.count(self._text.strip())
        if self._most is None or len(self._text.strip()) <= self._most:
            settle(self)
        if self._waits is not None:
            self._waits.keep("" if self._text == self._value else self._text)

    def unsaved(self) -> str:
        """Say that something is typed and not given, and what becomes of it at the seat that asks."""
        if self._waits is None or not self._waits.words():
            return ""
        asks = next((one for one in reversed(self.app.screen_stack) if isinstance(one, Page)), self)
        return f"{_('“{title}” is typed and not given.', title=self._question)} {asks.stays()}"

    @property
    def _text(self) -> str:
        field = self.query_one(".answer")
        return field.text if isinstance(field, Writing) else field.value if isinstance(field, Input) else ""
