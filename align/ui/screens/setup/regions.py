"""The step with the regions: a list, and a form in front of it for each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from align.domain.text import clean_line
from align.engine.clock import Clock
from align.errors import UserError
from align.language import _, for_all, mark, retold
from align.ui.page import Dialog, tell
from align.ui.present.setup_draft import Check, RegionDraft
from align.ui.present.setup_holidays import proposed, taken
from align.ui.present.setup_regions import region_checks, region_line
from align.ui.say import lines_of, ours, say
from align.ui.screens.setup.fields import Entered, LineField, TextField, Typed
from align.ui.screens.setup.step import Step
from align.ui.screens.shared.layout import hanging
from align.ui.widgets.bars import fit
from align.ui.widgets.dialogs import Confirm
from align.ui.widgets.keyline import KeyLine
from align.ui.widgets.menu import INDENT, Menu

_ADD = "add"


class RegionForm(Dialog[RegionDraft]):
    """One region. Leaving keeps what is typed, finished or not; the list says what is still wrong."""

    DEFAULT_CSS = """
    RegionForm .box { width: 92; max-width: 98%; height: auto; max-height: 92%; background: $surface;
                      border: round $rule; padding: 0 2; }
    RegionForm.-tall .box { padding: 1 2; }
    RegionForm .title { text-style: bold; height: auto; margin-bottom: 1; }
    RegionForm .reason { max-height: 2; }
    RegionForm.-normal #field-name .reason { min-height: 2; }
    """
    HELP_TITLE = "A region"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+n", "keep", "keep", id="region.keep", tooltip="Back to the list"),
        Binding("ctrl+g", "propose", "holidays", id="region.propose", tooltip="Add the public holidays of this place"),
        Binding("escape", "keep", "go back", id="region.back", tooltip="Back to the list"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, region: RegionDraft, others: Sequence[RegionDraft], clock: Clock, until: str = "") -> None:
        """`until` is the milestone's day as typed: holidays are proposed until its year."""
        super().__init__()
        self._region = msgspec.structs.replace(region)
        self._others, self._clock, self._until = others, clock, until

    def compose(self) -> ComposeResult:
        """Five fields."""
        region = self._region
        with VerticalScroll(classes="box", can_focus=False):
            yield Static(ours(_("A region is a work calendar: when these people are at work.")), classes="title")
            yield LineField("name", _("Name"), region.name, placeholder="Pune")
            yield LineField("place", _("City or zone"), region.place)
            yield LineField("hours", _("Hours"), region.hours, placeholder=for_all("Mon-Fri 09:00-17:30"))
            yield LineField("weekend", _("Weekend"), region.weekend, placeholder="none")
            yield TextField("holidays", _("Holidays"), region.holidays, rows=2, most=5)
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what there is to say."""
        self._check()

    def help_words(self) -> str:
        """What the fields take."""
        return _(
            "City or zone: a larger city, a country or a zone such as Asia/Kolkata; left empty, the name is taken for"
            " the city.\nHours: “Mon-Fri 09:00-17:30”, “Mon-Thu 08:30-12:00, 13:00-17:30; Fri 08:30-14:00”, “24x7”.\n"
            "Weekend: the rest days, for instance Fri, Sat.\nHolidays: one a line, the day first; ctrl+g adds"
            " the public holidays of the place, and the people there confirm them later."
        )

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        setattr(self._region, event.key, event.value)
        self._check()

    @on(Entered)
    def _entered(self, event: Entered) -> None:
        event.stop()
        self.focus_next("Input, TextArea")

    def _check(self) -> None:
        checks = region_checks(self._region, self._others, self._clock.now())
        for field in self.query("LineField, TextField").results(Widget):
            assert isinstance(field, LineField | TextField)
            field.show(checks[field.key])

    @work(exclusive=True)
    async def action_propose(self) -> None:
        """Add the public holidays of the place, to be changed and confirmed."""
        try:
            found = await asyncio.to_thread(
                proposed, msgspec.structs.replace(self._region), self._clock.now(), self._until
            )
        except UserError as error:
            tell(self, retold(str(error)), warning=True)
            return
        if self.is_attached:
            self._region, words = taken(self._region, found)
            self.query_one("#field-holidays", TextField).set_value(self._region.holidays)
            tell(self, words)

    def action_keep(self) -> None:
        """Back to the list, with what is typed."""
        self.dismiss(self._region)


class RegionsStep(Step):
    """The regions."""

    NAME = "regions"
    QUESTION = mark("Where do people work?")
    ABOUT = mark("A region is a work calendar with a name: zone, weekly hours, weekend, days off. Never a nationality.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="regions.add", tooltip="Add a region"),
        Binding("d,delete", "drop", "remove", key_display="d", id="regions.drop", tooltip="Remove this region"),
    ]

    def fields(self) -> Iterator[Widget]:
        """The list."""
        yield Menu(id="regions")

    @property
    def _list(self) -> Menu:
        return self.query_one("#regions", Menu)

    def on_mount(self) -> None:
        """Fill the list."""
        self._draw()

    def on_resize(self) -> None:
        """Lines follow the width."""
        self._draw()

    def focus_field(self, key: str) -> None:
        """Put the cursor on a region, or where one is added."""
        self._list.focus()
        self._list.highlighted = int(key) if key.isdecimal() else len(self.draft.regions)

    def show(self, checks: dict[str, Check]) -> None:
        """The list says what is wrong with each."""
        self._draw()

    def _draw(self) -> None:
        at = self._list.highlighted
        self._list.clear_options()
        width = max((say(clean_line(region.name)).cell_length for region in self.draft.regions), default=0)
        for number, region in enumerate(self.draft.regions):
            line = self._line(region, self.draft.regions[:number], min(24, width))
            self._list.add_option(Option(line, id=str(number)))
        self._list.add_option(Option(ours(f"{INDENT}+ {_('Add a region')}", "$accent"), id=_ADD))
        self._list.highlighted = min(at or 0, len(self.draft.regions))

    def _line(self, region: RegionDraft, others: Sequence[RegionDraft], width: int) -> Content:
        words, wrong = region_line(region, others, self.tools.clock.now())
        name = fit(say(clean_line(region.name) or "?", "bold"), max(1, width))
        about = ours("! ", "$warning bold") + say(wrong, "$warning") if wrong else say(words, "$quiet")
        return lines_of(hanging(Content.assemble(INDENT, name, "  "), about, self._list.room))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a region can be removed."""
        return self._number is not None if action == "drop" else True

    @property
    def _number(self) -> int | None:
        option = self._list.highlighted_option if self.is_mounted else None
        return int(option.id) if option is not None and option.id and option.id != _ADD else None

    @on(Menu.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Menu.OptionSelected)
    def open_selected(self, event: Menu.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self._edit(self._number)

    def action_add(self) -> None:
        """Add one."""
        self._edit(None)

    @work
    async def _edit(self, number: int | None) -> None:
        regions = self.draft.regions
        region = regions[number] if number is not None else RegionDraft()
        others = [one for one in regions if one is not region]
        typed = await self.app.push_screen_wait(RegionForm(region, others, self.tools.clock, self.draft.day))
        if number is not None:
            regions[number] = typed
        elif typed != RegionDraft():
            regions.append(typed)
            number = len(regions) - 1
        self._draw()
        # After adding one, the next thing is most often to add another.
        self._list.highlighted = len(regions) if region == RegionDraft() else number
        self.post_message(self.Changed())

    @work
    async def action_drop(self) -> None:
        """Remove a region, after a question."""
        number = self._number
        if number is None:
            return
        name = clean_line(self.draft.regions[number].name) or _("this region")
        detail = _("Its hours and holidays go with it; people stay on their list.")
        if await self.app.push_screen_wait(Confirm(_("Remove {name}?", name=name), detail)):
            del self.draft.regions[number]
            self._draw()
            self.post_message(self.Changed())
