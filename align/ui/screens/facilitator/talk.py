"""The agenda of the talk at the desk: an order of one's own, prompts skipped or parked, and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import work
from textual.binding import Binding

from align.domain import commands as c
from align.domain.checks import LONGEST_COMMENT
from align.domain.prompts import Prompt
from align.language import _
from align.ui.page import submit
from align.ui.present.desk_talk import NO_TIME, SKIPPING, led_on, moved
from align.ui.screens.shared.reading import ReadsReveal
from align.ui.widgets.asking import Ask, Unfinished

TALK_KEYS = (
    Binding("l", "park", "later", id="desk.park", tooltip="Park this prompt: everybody comes back to it at the end"),
    Binding("l", "take_up", "take up again", id="desk.take-up", tooltip="Put this prompt back into the talk"),
    Binding("s", "skip", "skip", id="desk.skip", tooltip="Leave this prompt out of the talk, with a note"),
    Binding(
        "less_than_sign,shift+up", "shift(-1)", "talk about it earlier", key_display="<", show=False,
        id="desk.earlier", tooltip="Talk about this prompt earlier, or about the one chosen in the list",
    ),
    Binding(
        "greater_than_sign,shift+down", "shift(1)", "talk about it later", key_display=">", show=False,
        id="desk.later", tooltip="Talk about this prompt later",
    ),
    Binding(
        "equals_sign", "figured", "order by the figures", key_display="=", show=False, id="desk.figured",
        tooltip="Give up the order of your own: the figures order the talk again",
    ),
)  # fmt: skip


class LeadsAll(ReadsReveal):
    """Mixed into what leads everybody from prompt to prompt: the desk's reveal, and the shared screen."""

    _led_to = ""
    """Where everybody was asked to look, until the host has said so: fast keys count from there."""

    @property
    def prompt(self) -> Prompt:
        """The prompt that everybody looks at, the first one before anybody was led."""
        return self.prompt_at(self.workshop.state.focus)

    def prompt_at(self, prompt_id: str) -> Prompt:
        """Return this prompt, the first one where it is none of the talk."""
        prompts = self.reading.prompts(self.workshop.state)
        return next((prompt for prompt in prompts if prompt.id == prompt_id), prompts[0])

    def lead_to_prompt(self, prompt: str) -> None:
        """Lead everybody to a prompt."""
        if prompt != (self._led_to or self.workshop.state.focus):
            self._led_to = prompt
            submit(self, self.workshop, c.MoveFocus(prompt))

    def lead_on(self, by: int) -> bool:
        """Lead everybody to the next prompt, or the one before; what is skipped is passed. False where none is left."""
        state = self.workshop.state
        order = [prompt.id for prompt in self.reading.prompts(state)]
        prompt = led_on(order, self.prompt_at(self._led_to or state.focus).id, by, state.aside)
        if prompt:
            self.lead_to_prompt(prompt)
        return bool(prompt)

    def all_led(self) -> None:
        """Follow where everybody was led; to be called when the workshop has changed."""
        if self._led_to == self.workshop.state.focus:
            self._led_to = ""


class LeadsTalk(LeadsAll):
    """Mixed into the desk's reveal, which says which prompt is meant."""

    _ordered: tuple[str, ...] = ()
    """The order that was asked for, until the host has said so: fast keys count from there."""

    @property
    def meant(self) -> Prompt:
        """The prompt that a key is about."""
        raise NotImplementedError

    def check_talk(self, action: str) -> bool:
        """Whether one of the keys above can do something now; True for any other."""
        if action not in ("park", "take_up", "skip", "shift", "figured"):
            return True
        state = self.workshop.state
        if state.phase not in ("reveal", "agree") or not state.revealed:
            return False
        put_aside = self.meant.id in state.aside
        match action:
            case "figured":
                return bool(state.talk)
            case "take_up":
                return put_aside
            case _:
                return not put_aside

    def action_park(self) -> None:
        """Leave the prompt for later, and go on."""
        self._put_aside(c.PutAside(self.meant.id, "parked"))

    def action_take_up(self) -> None:
        """Put it back into the talk."""
        submit(self, self.workshop, c.PutAside(self.meant.id, ""))

    @work
    async def action_skip(self) -> None:
        """Leave the prompt out, with a note that everybody can read."""
        prompt = self.meant
        waits = Unfinished(self.workshop, f"skip:{prompt.id}")
        why = await self.app.push_screen_wait(
            Ask(*map(_, SKIPPING), otherwise=NO_TIME, waits=waits, most=LONGEST_COMMENT)
        )
        if why is not None:
            typed = waits.words()
            waits.keep("")
            self._put_aside(c.PutAside(prompt.id, "skipped", why), partial(waits.back, typed))

    def _put_aside(self, command: c.PutAside, refused: Callable[[], object] = lambda: None) -> None:
        if command.prompt == self.workshop.state.focus:
            self.lead_on(1)
        submit(self, self.workshop, command, refused)

    def action_shift(self, by: int) -> None:
        """Talk about the prompt earlier or later."""
        state = self.workshop.state
        self.reading.by_agenda = True
        shown = self._ordered or tuple(prompt.id for prompt in self.reading.prompts(state))
        order = moved(shown, self.meant.id, by, state.aside)
        if order != shown:
            self._ordered = order
            submit(self, self.workshop, c.OrderTalk(order))

    def action_figured(self) -> None:
        """Give up the order of one's own."""
        self._ordered = ()
        submit(self, self.workshop, c.OrderTalk(()))

    def order_arrived(self) -> None:
        """The host has said what the order is."""
        self._ordered = ()
