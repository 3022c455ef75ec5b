"""A form in front of the desk: a few fields that become one command. What is typed outlives refusals and crashes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from align.domain.commands import Command
from align.domain.state import State
from align.engine.workshop import Workshop
from align.errors import AlignError
from align.language import _, mark, retold
from align.ui.page import Dialog
from align.ui.say import ours, say
from align.ui.widgets.choosing import Choosing
from align.ui.widgets.entry import Entry
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.letters import Letters
from align.ui.widgets.writing import Writing

Values = dict[str, str]
_BEGAN = "began"
"""Under which unfinished words keep what they began with; no field is called so."""


class Field(msgspec.Struct, frozen=True):
    """One field. `rows` 0 is a line, more is a text of that many rows; `choices` are (value, words) to choose from;
    `names` complete a line while it is typed. A text may hold a `blank`, a sign for words that are still missing: the
    cursor begins there, and `remark` says so for as long as it stands. `understood` says what of a line may surprise
    whoever typed it, in the hint's place; empty: nothing. With `most`, a text says when it comes near so many
    characters."""

    key: str
    label: str
    value: str = ""
    rows: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    hint: str = ""
    blank: str = ""
    remark: str = ""
    understood: Callable[[str], str] = lambda _value: ""
    most: int = 0


class Filled(msgspec.Struct, frozen=True):
    """A form: what it asks, and the command that its values make. `draft` is where unfinished words are kept; `before`
    gives a command that must come first in this state, if any. `stands` says what its fields begin with, where another
    desk may change that: unfinished words that began with something else are shown beside it."""

    title: str
    detail: str
    fields: tuple[Field, ...]
    command: Callable[[Values], Command]
    draft: str
    before: Callable[[State], Command | None] = lambda state: None
    stands: str = ""


class Form(Dialog[bool]):
    """Ends with True once the workshop has taken the command; stays, with every word, when it says no."""

    HELP_TITLE = "A form"
    ABOUT = mark(
        "Enter goes to the next field, and keeps in the last one; in a field of several lines it begins a line, and "
        "tab goes on. ctrl+s keeps at once. What is typed is kept on this machine while you type: Esc closes the form "
        "and loses nothing, and the words are there when you come back. Where words came back refused and others were "
        "typed since, both are kept, and ctrl+o shows the other ones."
    )
    DEFAULT_CSS = """
    Form .box { width: 84; max-width: 98%; height: auto; max-height: 92%; background: $surface; border: round $rule;
                padding: 0 1 0 2; scrollbar-gutter: stable; scrollbar-background: $surface; }
    Form.-tall .box { padding: 1 1 1 2; }
    Form .title { text-style: bold; height: auto; }
    Form .detail { color: $quiet; height: auto; }
    Form .row { height: auto; }
    Form .label { color: $quiet; }
    Form .row:focus-within .label { color: $foreground; text-style: bold; }
    Form Input { height: 1; border: none; border-left: outer $quiet; padding: 0 1 0 0; width: 1fr; background: $panel; }
    Form Input:focus { border: none; border-left: outer $accent; background: $panel; text-style: underline; }
    Form Select, Form Select:focus { width: 1fr; border-left: outer $quiet; background: $panel; }
    Form Select:focus { border-left: outer $accent; }
    Form SelectCurrent { background: $panel; }
    Form SelectCurrent .arrow { color: $quiet; }
    Form .hint { color: $quiet; width: 1fr; padding-left: 2; height: auto; }
    Form Writing { background: $surface; border-title-color: $foreground; }
    Form .remark { color: $warning; height: auto; padding: 0 2; }
    Form .letters { padding: 0 2; }
    Form .lines { height: auto; margin-top: 1; }
    Form #word { color: $warning; height: auto; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+n", "send", "keep", id="form.keep", tooltip="Keep what is written"),
        Binding("ctrl+o", "other_words", "other words", id="form.other", tooltip="What was refused, or typed since"),
        Binding("escape", "leave", "leave it", id="form.leave", tooltip="Close; what is typed waits here"),
    ]
    AUTO_FOCUS = ".field"

    def __init__(self, workshop: Workshop, filled: Filled) -> None:
        super().__init__()
        self.workshop, self.filled = workshop, filled
        self._begin_with_others()
        kept = workshop.mine.drafts.get(filled.draft)
        self._kept: Values = kept if isinstance(kept, dict) else {}
        self._began = self._kept.get(_BEGAN, filled.stands)
        self._under_way: Values | None = None
        """What the host was asked to take and has not answered yet."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other words are shown where there are some; words under way are neither sent again nor exchanged."""
        if action in ("send", "other_words") and self._under_way is not None:
            return False
        return action != "other_words" or bool(self._others)

    def compose(self) -> ComposeResult:
        """Texts first, then lines, then a word about what happened."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(say(self.filled.title), classes="title")
            if self.filled.detail:
                yield Static(say(self.filled.detail), classes="detail")
            for field in self.filled.fields:
                if field.rows:
                    yield self._writing(field)
                    if field.most:
                        text = self._kept.get(field.key, field.value)
                        yield Letters(field.most, text, classes="letters", id=f"letters-{field.key}")
                    if field.blank:
                        yield Static(ours(f"! {field.remark}"), classes="remark", id=f"remark-{field.key}")
            with Vertical(classes="lines"):
                for field in self.filled.fields:
                    if not field.rows:
                        yield from self._row(field)
            word = Static(say(self._found()), id="word")
            word.display = bool(self._kept)
            yield word
        yield KeyLine()

    def _found(self) -> str:
        """Say that unfinished words are here, and what another desk has put in the place of what they began with."""
        kept, stands = _("Your unfinished words were kept."), self.filled.stands
        if self._others:
            kept = f"{kept} {_('Others were refused and are kept too; ctrl+o shows them.')}"
        if self._began == stands:
            return kept
        return f"{kept} {_('It was changed at another desk meanwhile and reads now: {words}', words=stands)}"

    def _writing(self, field: Field) -> Writing:
        writing = Writing(self._kept.get(field.key, field.value), classes="field", id=f"field-{field.key}")
        writing.styles.min_height = field.rows + 2
        if field.label:
            writing.border_title = say(field.label)
        return writing

    def _row(self, field: Field) -> ComposeResult:
        with Horizontal(classes="row"):
            label = Static(say(field.label), classes="label")
            label.styles.width = self._label_width
            yield label
            yield self._line(field, self._kept.get(field.key, field.value))
            if field.hint:
                hint = _offer(field, self._kept.get(field.key, field.value))
                yield Static(say(hint), classes="hint", id=f"hint-{field.key}")

    @property
    def _label_width(self) -> int:
        """Cells of the widest label, and one between it and its field."""
        return 1 + max(10, *(say(field.label).cell_length for field in self.filled.fields if not field.rows))

    def _line(self, field: Field, value: str) -> Widget:
        if field.choices:
            known = [choice for choice, _ in field.choices]
            return Choosing(
                [(say(words), choice) for choice, words in field.choices],
                value=value if value in known else known[0],
                allow_blank=False, compact=True, classes="field", id=f"field-{field.key}",
            )  # fmt: skip
        return Entry(value, names=field.names, classes="field", id=f"field-{field.key}")

    def on_mount(self) -> None:
        """Begin at the top: focusing the first field would scroll the title away."""
        self._show_blanks()
        for writing in self.query(Writing):
            writing.move_cursor(writing.document.end)
        for field in self.filled.fields:
            if field.blank:
                _mark(self.query_one(f"#field-{field.key}", Writing), field.blank)
        self.call_after_refresh(self.query_one(".box").scroll_home, animate=False, immediate=True)

    @property
    def values(self) -> Values:
        """What the fields hold now."""
        return {field.key: self._value(self.query_one(f"#field-{field.key}")) for field in self.filled.fields}

    def _show_blanks(self) -> None:
        for field in self.filled.fields:
            if field.blank:
                text = self.query_one(f"#field-{field.key}", Writing).text
                self.query_one(f"#remark-{field.key}").display = field.blank in text

    @staticmethod
    def _value(widget: Widget) -> str:
        if isinstance(widget, TextArea):
            return widget.text
        if isinstance(widget, Input):
            return widget.value
        return str(widget.value) if isinstance(widget, Select) else ""

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    def keep(self) -> None:
        """Keep every word on this machine while it is typed; of words under way, those that hands added since."""
        if len(self.query(".field")) < len(self.filled.fields):
            return
        self._show_blanks()
        values = self.values
        for field in self.filled.fields:
            if field.rows and field.most:
                self.query_one(f"#letters-{field.key}", Letters).count(values[field.key])
            if field.hint:
                self.query_one(f"#hint-{field.key}", Static).update(say(_offer(field, values[field.key])))
        before = self._kept if self._under_way is None else self._under_way
        if any(values[field.key] != before.get(field.key, field.value) for field in self.filled.fields):
            self._kept = self._waiting(values)
            self.workshop.keep_draft(self.filled.draft, self._kept)

    @on(Input.Submitted)
    def next_field(self) -> None:
        """Enter goes on; in the last field it keeps."""
        fields = list(self.query(".field"))
        if fields and self.focused is fields[-1]:
            self.action_send()
        else:
            self.focus_next(".field")

    def unsaved(self) -> str:
        """Say that a form is filled in and not sent; what was typed waits on this machine."""
        title = self.filled.title
        waits = _("“{title}” is typed and not kept yet; the words wait here for the next time.", title=title)
        return waits if self._kept else ""

    def action_leave(self) -> None:
        """Close; the words wait for the next time."""
        self.dismiss(False)

    def action_send(self) -> None:
        """Ask the workshop to take it. The fields rest until it has answered: what is typed belongs to its words."""
        if self._under_way is None:
            self._under_way = self.values
            self.run_worker(self._send(self._under_way, self.focused))
            self._rest(True)

    def _rest(self, resting: bool) -> None:
        for field in self.query(".field"):
            if isinstance(field, Writing):
                field.read_only = resting  # it keeps the keys: Esc leaves it first, as ever
            else:
                field.disabled = resting
        self.refresh_bindings()

    async def _send(self, values: Values, focused: Widget | None) -> None:
        try:
            if self.workshop.link != "online":
                self._say(_("The host cannot be reached; this goes out when it is back. You may wait or leave."))
            else:
                self._say("")
            first = self.filled.before(self.workshop.state)
            if first is not None:
                await self.workshop.submit(first)
            taken = asyncio.ensure_future(self.workshop.submit(self.filled.command(values)))
            # On its way by itself from here on: kept words would be sent a second time by whoever leaves and returns.
            self.workshop.keep_draft(self.filled.draft, None)
            taken.add_done_callback(lambda done: self._put_back(done, values))
            await asyncio.shield(taken)
        except AlignError as error:
            self._under_way = None
            self._rest(False)
            if self.focused is None:
                self.set_focus(focused, scroll_visible=False)
            self._say(f"{retold(str(error))} {_('Your words are still here; nothing else was changed.')}")
            return
        self.dismiss(True)

    def _put_back(self, done: asyncio.Future[Any], values: Values) -> None:
        """Keep the words again when they were refused, also when that comes after the form was left; beside words that
        were typed since, never in their place.
        """
        if done.cancelled() or not isinstance(done.exception(), AlignError):
            return
        waiting, typed = self._waiting(values), self.workshop.mine.drafts.get(self.filled.draft)
        if typed is None:
            self.workshop.keep_draft(self.filled.draft, waiting)
        elif typed != waiting:
            self.workshop.keep_draft(self._other_draft, [waiting, *self._others])

    @property
    def _other_draft(self) -> str:
        return f"{self.filled.draft}:refused"

    @property
    def _others(self) -> list[Values]:
        """What was refused while other words were typed, the latest first."""
        kept = self.workshop.mine.drafts.get(self._other_draft)
        return [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []

    def _begin_with_others(self) -> None:
        """Where nothing else waits, words that were refused before others were taken are the unfinished ones."""
        if self._others and self.filled.draft not in self.workshop.mine.drafts:
            self.workshop.keep_draft(self.filled.draft, self._others[0])
            self.workshop.keep_draft(self._other_draft, self._others[1:] or None)

    def action_other_words(self) -> None:
        """Show the words that were refused in the place of those here, which wait in theirs."""
        shown, (others, *rest) = self._waiting(self.values), self._others
        self.workshop.keep_draft(self._other_draft, [*rest, shown])
        self.workshop.keep_draft(self.filled.draft, others)
        self._kept, self._began = others, others.get(_BEGAN, self.filled.stands)
        for field in self.filled.fields:
            _put(self.query_one(f"#field-{field.key}"), others.get(field.key, field.value))
        self._say(self._found())

    def _waiting(self, values: Values) -> Values:
        """Return what is kept on this machine: the words, and what they began with."""
        return {**values, _BEGAN: self._began} if self._began else values

    def _say(self, words: str) -> None:
        word = self.query_one("#word", Static)
        word.update(say(words))
        word.display = bool(words)
        if words:
            self.call_after_refresh(word.scroll_visible, animate=False)


def _put(widget: Widget, text: str) -> None:
    """Show a text in a field."""
    if isinstance(widget, Writing):
        widget.text = text
    elif isinstance(widget, Input | Select):
        widget.value = text


def _offer(field: Field, value: str) -> str:
    """Return what may surprise in the line, else the one name that begins as it does; where there is none, the hint."""
    if said := field.understood(value):
        return said
    typed = value.strip().casefold()
    begin = {name for name in field.names if typed and name.casefold().startswith(typed)}
    if len(begin) != 1 or typed in {name.casefold() for name in begin}:
        return field.hint
    return _("{name}? → takes it", name=begin.pop())


def _mark(writing: Writing, blank: str) -> None:
    """Mark the first blank, so that what is typed takes its place."""
    for row, line in enumerate(writing.text.split("\n")):
        if blank in line:
            at = line.index(blank)
            writing.move_cursor((row, at))
            writing.move_cursor((row, at + len(blank)), select=True)
            return


def choices_of(pairs: Sequence[tuple[Any, str]]) -> tuple[tuple[str, str], ...]:
    """Return (index as text, words) for a Select whose real values are not text."""
    return tuple((str(number), words) for number, (_, words) in enumerate(pairs))
