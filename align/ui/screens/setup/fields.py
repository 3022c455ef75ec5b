"""The wizard's fields: a label, a place to type or to choose, and beside it what there is to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea
from textual.widgets.option_list import Option

from align.ui.present.setup_draft import Check
from align.ui.present.setup_packs import Choice
from align.ui.present.setup_plan import with_commas
from align.ui.say import lines_of, ours, say
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.entry import Entry
from align.ui.widgets.menu import INDENT, Menu
from align.ui.widgets.writing import Writing


class Typed(Message):
    """A field holds something else now."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__()
        self.key, self.value = key, value


class Entered(Message):
    """Enter was pressed in a field: go on to the next."""


class LineField(Vertical):
    """One line. ↓ goes through what its check offers."""

    DEFAULT_CSS = """
    LineField { height: auto; }
    LineField .row { height: 1; }
    LineField .label { width: 14; color: $quiet; }
    LineField .row:focus-within .label { color: $foreground; text-style: bold; }
    LineField Input { height: 1; border: none; border-left: outer $quiet; padding: 0 1 0 0; width: 1fr;
                      background: $panel; }
    LineField Input:focus { border: none; border-left: outer $accent; background: $field; }
    LineField Input > .input--selection { background: $panel; text-style: reverse; }
    LineField .reason { margin: 0 0 1 14; padding: 0 1; height: auto; min-height: 1; max-height: 5; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "pick(1)", "suggestions", key_display="↓", id="field.pick", tooltip="Take a suggestion"),
        Binding("up", "pick(-1)", "Suggestion before", show=False, id="field.pick-before"),
    ]

    entry = query_one(Input)
    reason = query_one(".reason", Static)

    def __init__(self, key: str, label: str, value: str, *, placeholder: str = "") -> None:
        super().__init__(id=f"field-{key}")
        self.key = key
        self._label, self._value, self._placeholder = label, value, placeholder
        self._picks: tuple[str, ...] = ()
        self._said: Check | None = None

    def compose(self) -> ComposeResult:
        """Label and line, the reason below."""
        with Horizontal(classes="row"):
            yield Static(ours(self._label), classes="label")
            yield Entry(self._value, placeholder=self._placeholder)
        yield Static(classes="reason")

    def show(self, check: Check) -> None:
        """Say what there is to say."""
        if check == self._said:
            return  # telling it again would lay the whole step out again, at every key
        self._said = check
        self.reason.update(reason(check))
        if check.picks and self.entry.value not in self._picks:
            # While one goes through suggestions, they stay the same.
            self._picks = check.picks
            self.refresh_bindings()
        elif not check.picks and self._picks and self.entry.value not in self._picks:
            self._picks = ()
            self.refresh_bindings()

    def set_value(self, value: str) -> None:
        """Put another text into the line; told like typing."""
        self.entry.value = value

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Suggestions only where there are some."""
        return bool(self._picks) if action == "pick" else True

    def action_pick(self, by: int) -> None:
        """Put the next suggestion into the line."""
        now = self.entry.value
        at = self._picks.index(now) + by if now in self._picks else (0 if by > 0 else -1)
        self.entry.value = self._picks[at % len(self._picks)]
        self.entry.cursor_position = len(self.entry.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Typed(self.key, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Entered())


class TableWriting(Writing):
    """Takes lines that were copied from a spreadsheet: their tabs become commas."""

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(with_commas(event.text)))
        event.prevent_default()


class TextField(Vertical):
    """Several lines. Enter is a new line; Tab and ctrl+n go on."""

    DEFAULT_CSS = """
    TextField { height: auto; }
    TextField .row { height: auto; }
    TextField .label { width: 14; color: $quiet; }
    TextField .row:focus-within .label { color: $foreground; text-style: bold; }
    TextField .row TextArea { border: none; border-left: outer $quiet; padding: 0 1 0 0; width: 1fr; height: auto;
                               background: $panel; }
    TextField .row TextArea:focus { border: none; border-left: outer $accent; background: $field; }
    TextField .row .text-area--selection { background: $panel; text-style: reverse; }
    TextField .reason { margin: 0 0 1 14; padding: 0 1; height: auto; min-height: 1; }
    """

    writing = query_one(Writing)
    reason = query_one(".reason", Static)

    def __init__(self, key: str, label: str, value: str, *, rows: int, most: int, placeholder: str = "") -> None:
        """`rows` are shown at least, `most` before it scrolls."""
        super().__init__(id=f"field-{key}")
        self.key = key
        self._label = label
        self._said: Check | None = None
        self._writing = TableWriting(value, placeholder=placeholder)
        self._writing.styles.min_height, self._writing.styles.max_height = rows, most

    def compose(self) -> ComposeResult:
        """Label and text, the reason below."""
        with Horizontal(classes="row"):
            yield Static(ours(self._label), classes="label")
            yield self._writing
        yield Static(classes="reason")

    def show(self, check: Check) -> None:
        """Say what there is to say."""
        if check != self._said:
            self._said = check
            self.reason.update(reason(check))

    def set_value(self, value: str) -> None:
        """Put another text into the field; told like typing."""
        self.writing.text = value

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Typed(self.key, self.writing.text))


class Choices(Menu):
    """Choose one: moving chooses. Enter goes on."""

    DEFAULT_CSS = """
    Choices { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "select", "go on", key_display="enter", id="choices.enter", tooltip="Keep what is at ● and go on"
        )
    ]

    def __init__(self, key: str, choices: Sequence[Choice], value: str) -> None:
        super().__init__(id=f"field-{key}")
        self.key = key
        self._choices = choices
        self.value = value
        self.add_options([Option(self._lines_of(choice)) for choice in choices])
        self.highlighted = next((n for n, choice in enumerate(choices) if choice.value == value), None)

    def on_resize(self) -> None:
        """Fold the explanations for the new width."""
        self._draw()

    def on_focus(self) -> None:
        """What is chosen is in sight when one comes, also when one comes back."""
        self.call_after_refresh(self.scroll_to_highlight)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Bring what is chosen into sight, in the list and in the page that it may be longer than."""
        super().scroll_to_highlight(top)
        at = self.highlighted
        page = self.parent
        if at is None or not self.is_mounted or at not in self._index_to_line or not isinstance(page, Widget):
            return
        if not self.has_focus:
            return  # a page with several lists begins at its top
        y = self.virtual_region.y + self._index_to_line[at] - int(self.scroll_offset.y)
        row = Region(0, y, 1, 1)
        page.scroll_to_region(row, spacing=self.dock_gutter, animate=False, immediate=True, x_axis=False)

    def show(self, check: Check) -> None:
        """Nothing to say: every choice is fine."""

    @on(Menu.OptionHighlighted)
    def _chosen(self, event: Menu.OptionHighlighted) -> None:
        event.stop()
        before, self.value = self.value, self._choices[event.option_index].value
        if self.value != before:
            self._draw()
            self.post_message(Typed(self.key, self.value))

    @on(Menu.OptionSelected)
    def _entered(self, event: Menu.OptionSelected) -> None:
        event.stop()
        self.post_message(Entered())

    def _draw(self) -> None:
        for number, choice in enumerate(self._choices):
            self.replace_option_prompt_at_index(number, self._lines_of(choice))

    def _lines_of(self, choice: Choice) -> Content:
        here = choice.value == self.value
        mark = ours("● ", "$accent bold") if here else ours("○ ", "$quiet")
        width = self.size.width - 2
        head = hanging(Content.assemble(INDENT, mark), say(choice.words, "bold" if here else ""), width)
        about = hanging(Content(f"{INDENT}  "), say(choice.about, "$quiet"), width) if choice.about else []
        return lines_of([*head, *about])


def reason(check: Check) -> Content:
    """Return what is said beside a field; a problem and a remark have a mark besides their colour."""
    if check.kind in ("problem", "remark"):
        return Content.assemble(ours("! ", "$warning bold"), say(check.text, "$warning"))
    return say(check.text, "$quiet")
