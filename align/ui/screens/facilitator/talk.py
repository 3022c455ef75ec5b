"""The agenda of the talk at the desk: an order of one's own, prompts skipped or parked, and taken up again."""

from __future__ import annotations

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from align.domain import commands as c
from align.domain.prompts import Prompt
from align.engine.workshop import Workshop
from align.ui.page import submit
from align.ui.present.desk_talk import NO_TIME, SKIPPING, moved
from align.ui.present.reading import Reading
from align.ui.widgets.asking import Ask

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


class LeadsTalk(Widget):
    """Mixed into the desk's reveal. It needs `workshop` and `reading`, and says which prompt is meant and led to."""

    workshop: Workshop
    reading: Reading
    _ordered: tuple[str, ...] = ()
    """The order that was asked for, until the host has said so: fast keys count from there."""

    @property
    def meant(self) -> Prompt:
        """The prompt that a key is about."""
        raise NotImplementedError

    def action_lead(self, step: int) -> None:
        """Lead everybody on."""
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
        why = await self.app.push_screen_wait(Ask(*SKIPPING, otherwise=NO_TIME))
        if why is not None:
            self._put_aside(c.PutAside(prompt.id, "skipped", why))

    def _put_aside(self, command: c.PutAside) -> None:
        if command.prompt == self.workshop.state.focus:
            self.action_lead(1)
        submit(self, self.workshop, command)

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
