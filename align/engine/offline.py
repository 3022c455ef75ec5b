"""A workshop without a line: the same rules on a state of one's own, and everything given goes into a sealed file.

What is typed and given is kept on this person's machine; the answers file beside the kit is written anew each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.decide import decide
from align.domain.fold import evolve, fold
from align.domain.phases import Role
from align.domain.pulses import pulse_asks
from align.engine.answers import Answers, Given, check_room, in_order, subject, write_answers
from align.engine.clock import Clock, new_id
from align.engine.kit import Kit, answers_path
from align.engine.seat import home, replace_private
from align.engine.workshop import AnswerState, Link, Mine, Request, answer_key, for_round
from align.errors import Rejected, SyncError, UserError
from align.language import mark
from align.sync import messages as m
from align.sync.door import token_hash
from align.system import reason

DRAFT_DELAY = 0.3
"""Seconds after which typing is kept on the disk, merged with what follows."""


class Kept(msgspec.Struct):
    """What this machine keeps of one kit's answering."""

    begun: str = msgspec.field(default_factory=new_id)
    revision: int = 0
    drafts: dict[str, Any] = msgspec.field(default_factory=dict)
    given: dict[str, Given] = msgspec.field(default_factory=dict)


class OfflineWorkshop:
    """One person's answering from a kit; satisfies `align.engine.workshop.Workshop`. Used from one event loop."""

    role: Role = "participant"

    def __init__(self, kit: Kit, kit_path: Path, clock: Clock | None = None) -> None:
        """Go on where one was. Raises UserError when nothing can be kept, or the answers file cannot be written."""
        self.me = kit.participant
        self.file = answers_path(kit_path)
        self.state = fold(_opened(kit))
        self.progress = m.Progress()
        self.presence: m.Presence | None = None
        self.link: Link = "file"
        self.link_text = (
            mark(f"What you say to the charter is in {self.file.name}. Send that file to your facilitator.")
            if kit.charter
            else mark(f"Your answers are in {self.file.name}. Send that file to your facilitator.")
        )
        self._kit = kit
        self._clock = clock or Clock()
        self._actor = Actor("participant", kit.participant, kit.token)
        self._whole = fold(_opened(kit))
        """The state with my own answers, as the rules need it."""
        self._place = kept_path(kit)
        self._kept = _load(self._place)
        self.mine = Mine(drafts=dict(self._kept.drafts))
        self._listeners: list[Callable[[], None]] = []
        self._told = False
        self._draft_timer: asyncio.TimerHandle | None = None
        self._take_up()

    def _take_up(self) -> None:
        for command_id, command in in_order(self._kept.given.items()):
            try:
                self._apply(command)
            except Rejected:
                # Only a file that something else than align wrote can hold it.
                del self._kept.given[command_id]
        if self._kept.given:
            self._write()

    # ---- what a screen asks for ----------------------------------------------------------------------------

    def submit(self, command: c.Command) -> Awaitable[m.Done]:
        """Give something; see Workshop. Kept and in the answers file on return, or refused as the host would."""
        future: asyncio.Future[m.Done] = asyncio.get_running_loop().create_future()
        # Nobody has to wait for it: an ignored refusal is not raised at the end of the loop.
        future.add_done_callback(lambda f: f.cancelled() or f.exception())
        try:
            future.set_result(self._give(command))
        except Rejected as no:
            future.set_exception(no)
        self._changed()
        return future

    async def request(self, what: Request, participant: str = "") -> NoReturn:
        """There is nobody to ask; see Workshop."""
        raise SyncError("A kit has no line to the host.")

    def answer_state(self, prompt: str) -> AnswerState:
        """Where my answer is; see Workshop. "received" means here: in the answers file."""
        if answer_key(prompt) in self.mine.drafts:
            return "draft"
        return "received" if prompt in self.mine.answers else "empty"

    def keep_draft(self, key: str, draft: Any) -> None:
        """Keep what is being typed; see Workshop."""
        if draft is None:
            self.mine.drafts.pop(key, None)
        else:
            self.mine.drafts[key] = draft
        if self._draft_timer is None:
            self._draft_timer = asyncio.get_running_loop().call_later(DRAFT_DELAY, self._save_drafts)
        self._changed()

    def watch(self, changed: Callable[[], None]) -> Callable[[], None]:
        """Tell about changes; see Workshop."""
        self._listeners.append(changed)
        return lambda: self._listeners.remove(changed)

    async def close(self) -> None:
        """Leave; see Workshop."""
        if self._draft_timer is not None:
            self._draft_timer.cancel()
            self._save_drafts()

    # ---- giving and keeping --------------------------------------------------------------------------------

    def _give(self, command: c.Command) -> m.Done:
        command = for_round(command, self.state)
        events = decide(self._whole, command, self._actor, self._clock.now().isoformat())
        if not isinstance(command, Given):
            raise Rejected("not-now", "This needs the workshop itself; a kit is for answering.")
        command = _as_stored(command, events)
        command_id, before = new_id(), self._kept.given
        same = subject(command)
        self._kept.given = {key: old for key, old in before.items() if subject(old) != same} | {command_id: command}
        try:
            check_room(self._answers())
        except Rejected:
            self._kept.given = before
            raise
        self._fold(events, command)
        if isinstance(command, c.GiveAnswer):
            self.mine.drafts.pop(answer_key(command.prompt), None)
        self._kept.revision += 1
        self._save()
        self._write()
        return m.Done(command_id, tuple(event for event in events if isinstance(event, e.Withheld)))

    def _apply(self, command: Given) -> None:
        self._fold(decide(self._whole, command, self._actor, self._clock.now().isoformat()), command)

    def _fold(self, events: Sequence[e.LoggedEvent], command: Given) -> None:
        for event in events:
            evolve(self._whole, event)
            if isinstance(event, e.Signed):
                evolve(self.state, event)
            if isinstance(event, e.AnswerGiven):
                self.mine.answers[event.prompt] = event
            elif isinstance(event, e.PredictionGiven):
                self.mine.predictions[event.prompt, event.target] = event
        if isinstance(command, c.HandIn):
            self.mine.done = command.done

    def _answers(self) -> Answers:
        kit, kept = self._kit, self._kept
        return Answers(kit.workshop, kit.participant, kit.token, kept.begun, max(kept.revision, 1), kept.given)

    def _write(self) -> None:
        write_answers(self.file, self._answers(), self._kit.reader)

    def _save_drafts(self) -> None:
        self._draft_timer = None
        self._save(durable=False)

    def _save(self, *, durable: bool = True) -> None:
        self._kept.drafts = dict(self.mine.drafts)
        try:
            replace_private(self._place, msgspec.json.encode(self._kept), durable=durable)
        except OSError as error:
            raise UserError(
                f"Your answers cannot be kept at {self._place}: {reason(error)}. Free some space or set ALIGN_HOME."
            ) from None

    def _changed(self) -> None:
        if not self._told:
            self._told = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._told = False
        for listener in list(self._listeners):
            listener()


def _as_stored(command: Given, events: Sequence[e.LoggedEvent]) -> Given:
    """What the host will store, in place of what was typed: in which order somebody ticked is nobody's business."""
    match events:
        case (e.AnswerGiven() as given,):
            return c.GiveAnswer(given.prompt, given.value, given.comment)
        case (e.PredictionGiven() as guess,):
            return c.GivePrediction(guess.prompt, guess.target, guess.value)
        case _:
            return command


def kept_path(kit: Kit) -> Path:
    """Return where this machine keeps what is typed and given for a kit."""
    return home() / "kits" / f"{kit.name}-{token_hash(kit.token)[:12]}.json"


def _opened(kit: Kit) -> list[e.VisibleEvent]:
    """The charter to sign; else the round as it is, or will be, open: a kit may be answered before it is opened."""
    if kit.charter:
        return list(kit.charter)
    if kit.phase == "pulse":
        asked = pulse_asks(kit.plan, kit.round - 1)
        plan = msgspec.structs.replace(kit.plan, later=tuple(one for one in kit.plan.later if one not in asked))
        return [e.WorkshopCreated(kit.workshop, plan), e.RoundOpened(kit.round, asked)]
    number = kit.round if kit.phase == "assume" else kit.round + 1
    return [e.WorkshopCreated(kit.workshop, kit.plan), e.RoundOpened(number)]


def _load(path: Path) -> Kept:
    if not path.exists():
        return Kept()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError):
        # A damaged file must not keep anybody out: it is set aside, and one begins again.
        path.replace(path.with_suffix(".damaged"))
        return Kept()
