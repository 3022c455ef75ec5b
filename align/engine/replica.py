"""A client's copy of a workshop: folds what the host lets it see, keeps what it asked for until it is durable.

Frames in, frames out; the line itself is somebody else's business (`remote` on a network, a pair in memory in tests).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from align.domain import commands as c
from align.domain import events as e
from align.domain.fold import evolve
from align.domain.phases import Role
from align.domain.state import State
from align.engine.clock import new_id
from align.engine.seat import Seat, SeatFile
from align.engine.workshop import AnswerState, Link, Mine, Request, answer_key, for_round
from align.errors import Rejected, SyncError
from align.sync import messages as m
from align.sync.protocol import ClientCore


class Replica:
    """One viewer's workshop; satisfies `align.engine.workshop.Workshop`. Used from one event loop."""

    def __init__(self, seat: Seat, file: SeatFile, name: str) -> None:
        self.role: Role = "participant" if seat.participant else "facilitator"
        self.me = seat.participant or "facilitator"
        self.state = State()
        self.mine = Mine(drafts=dict(seat.drafts))
        self.progress = m.Progress()
        self.presence: m.Presence | None = None
        self.link: Link = "connecting"
        self.link_text = ""
        self.last_refusal = ""
        self._seat = seat
        self._file = file
        self._core = ClientCore(name=name, token=seat.token)
        self._core.restore(dict(seat.outbox))
        self._waiting: dict[str, asyncio.Future[m.Done]] = {}
        self._hand_ins: dict[str, bool] = {}
        """command id → what a hand-in that is under way says; the newest one counts before the host's word."""
        self._done_at_host = False
        self._send: Callable[[bytes], None] | None = None
        self._listeners: list[Callable[[], None]] = []
        self._told = False
        self._farewell = ""
        """What the host said before it ended the line: a better reason than that the line ended."""
        self._draft_timer: asyncio.TimerHandle | None = None

    # ---- what a screen asks for ----------------------------------------------------------------------------

    def submit(self, command: c.Command) -> Awaitable[m.Done]:
        """Ask for something; see Workshop."""
        return self._post(m.Do(new_id(), for_round(command, self.state)))

    async def request(self, what: Request, participant: str = "") -> str:
        """Ask for something about the door; see Workshop."""
        request_id = new_id()
        if self._send is None:
            raise SyncError("The host cannot be reached just now. Try again when you are online.")
        message: m.NewCode | m.FreeSeat | m.PhoneSeat | m.Nudge = m.NewCode(request_id)
        if what != "new-code":
            kind = {"free-seat": m.FreeSeat, "phone-seat": m.PhoneSeat, "nudge": m.Nudge}[what]
            message = kind(request_id, participant)
        future = self._future(request_id)
        self._send(m.encode(message))
        return (await future).value

    def answer_state(self, prompt: str) -> AnswerState:
        """Where my answer is; see Workshop."""
        sending = any(isinstance(x, c.GiveAnswer) and x.prompt == prompt for x in self._core.outbox.values())
        if sending:
            return "sending"
        if answer_key(prompt) in self.mine.drafts:
            return "draft"
        return "received" if prompt in self.mine.answers else "empty"

    @property
    def unsent(self) -> int:
        """How many commands are kept here and not acknowledged yet."""
        return len(self._core.outbox)

    def keep_draft(self, key: str, draft: Any) -> None:
        """Keep what is being typed; see Workshop. Written to the disk a moment later, merged with what follows."""
        if draft is None:
            self.mine.drafts.pop(key, None)
        else:
            self.mine.drafts[key] = draft
        if self._draft_timer is None:
            self._draft_timer = asyncio.get_running_loop().call_later(0.3, self._save_drafts)
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
        self._save()

    # ---- the line ------------------------------------------------------------------------------------------

    def line_up(self, send: Callable[[bytes], None]) -> None:
        """A line to the host is open: say hello."""
        self._send, self._farewell = send, ""
        for frame in self._core.opened():
            send(frame)

    def line_down(self, text: str) -> None:
        """The line is gone; it will be tried again."""
        self._send = None
        self._core.closed()
        if self.link != "ended":
            self.link, self.link_text = "offline", self._farewell or text
        for request_id in [key for key in self._waiting if key not in self._core.outbox]:
            self._fail(
                request_id, SyncError("The host could not be reached, so nothing was done. Try again when it is back.")
            )
        self._changed()

    def frame(self, frame: bytes) -> None:
        """Take a frame from the host; raises SyncError when it is not one."""
        for message in self._core.receive(frame):
            self._take(message)
        self._changed()

    def pending(self) -> Sequence[bytes]:
        """Frames that the core wants to send after what it just received (unacknowledged commands, after Welcome)."""
        return self._core.to_send()

    # ---- folding -------------------------------------------------------------------------------------------

    def _take(self, message: m.HostMessage) -> None:
        match message:
            case m.Welcome():
                self._welcome(message)
            case m.Feed():
                self._fold(message.events)
            case m.Done():
                self._fold_mine(message.mine)
                self._done(message)
            case m.Refused():
                self._refused(message)
            case m.Progress():
                self.progress = message
            case m.Presence():
                self.presence = message
            case m.Nudged():
                self.mine.nudges += 1
            case m.Bye():
                self.link = "ended" if message.final else "offline"
                self.link_text = self._farewell = message.text
                if message.code in ("seat-freed", "seat-gone"):
                    self._seat.gone = True
                    self._save()
            case m.Door():
                raise SyncError("The host asks for a seat, but this client has one.")

    def _welcome(self, welcome: m.Welcome) -> None:
        if welcome.fresh:
            self.state = State()
        self.mine.answers.clear()
        self.mine.predictions.clear()
        self.mine.supports.clear()
        self._fold(welcome.events)
        self._fold_mine(welcome.mine)
        self._done_at_host = welcome.done
        self._hand_ins = self._under_way()
        self._tell_done()
        self.link, self.link_text = "online", ""
        if self._send is not None:
            for frame in self.pending():
                self._send(frame)

    def _fold(self, events: Sequence[e.VisibleEvent]) -> None:
        for event in events:
            evolve(self.state, event)
            match event:
                case e.RoundOpened():
                    # Nobody is done with a round that has just begun, but by a word under way that is for any round.
                    self._done_at_host = False
                    self._hand_ins = self._under_way(0)
                    self._tell_done()
                    self._count_anew({"answers": 0, "done": 0}, {"answered": 0, "done": False})
                case e.VoteOpened():
                    self._count_anew({"votes": 0}, {"voted": False})
                case _:
                    pass

    def _count_anew(self, of_all: dict[str, int], of_one: dict[str, int]) -> None:
        """What was counted was of the round or the vote before; the host's numbers of this one are under way."""
        self.progress = msgspec.structs.replace(self.progress, **of_all)
        if self.presence is not None:
            seats = tuple(msgspec.structs.replace(seat, **of_one) for seat in self.presence.seats)
            self.presence = msgspec.structs.replace(self.presence, seats=seats)

    def _fold_mine(self, mine: Sequence[e.Withheld]) -> None:
        for event in mine:
            match event:
                case e.AnswerGiven():
                    self.mine.answers[event.prompt] = event
                case e.PredictionGiven():
                    self.mine.predictions[event.prompt, event.target] = event
                case e.SupportGiven():
                    self.mine.supports[event.clause, event.number] = event

    # ---- what was asked for --------------------------------------------------------------------------------

    def _post(self, do: m.Do) -> asyncio.Future[m.Done]:
        frame = self._core.submit(do.command, do.id)
        future = self._future(do.id)
        if isinstance(do.command, c.GiveAnswer):
            self.mine.drafts.pop(answer_key(do.command.prompt), None)
        if isinstance(do.command, c.HandIn):
            self._hand_ins[do.id] = do.command.done
            self._tell_done()
        # On this machine before on the wire: a crash between the two loses nothing.
        self._save()
        if frame is not None and self._send is not None:
            self._send(frame)
        self._changed()
        return future

    def _future(self, key: str) -> asyncio.Future[m.Done]:
        future: asyncio.Future[m.Done] = asyncio.get_running_loop().create_future()
        # Nobody has to wait for it: an ignored refusal is shown, not raised at the end of the loop.
        future.add_done_callback(lambda f: f.cancelled() or f.exception())
        self._waiting[key] = future
        return future

    def _under_way(self, *rounds: int) -> dict[str, bool]:
        """Return what hand-ins say that the host has not answered; only those for `rounds`, where they are named."""
        given = {id: x for id, x in self._core.outbox.items() if isinstance(x, c.HandIn)}
        return {id: x.done for id, x in given.items() if not rounds or x.round in rounds}

    def _tell_done(self) -> None:
        self.mine.done = next(reversed(self._hand_ins.values()), self._done_at_host)

    def _done(self, done: m.Done) -> None:
        self._done_at_host = self._hand_ins.pop(done.id, self._done_at_host)
        self._tell_done()
        self._save(durable=False)
        future = self._waiting.pop(done.id, None)
        if future is not None and not future.done():
            future.set_result(done)

    def _refused(self, refused: m.Refused) -> None:
        self._save(durable=False)
        self._hand_ins.pop(refused.id, None)
        self._tell_done()
        self.last_refusal = refused.text
        self._fail(refused.id, Rejected(refused.code, refused.text))

    def _fail(self, key: str, error: Exception) -> None:
        future = self._waiting.pop(key, None)
        if future is not None and not future.done():
            future.set_exception(error)

    def _save_drafts(self) -> None:
        self._draft_timer = None
        # While somebody types nobody waits for the disk; the seat is written durably when one gives or leaves.
        self._save(durable=False)

    def _save(self, *, durable: bool = True) -> None:
        self._seat.drafts = dict(self.mine.drafts)
        self._seat.outbox = dict(self._core.outbox)
        self._file.save(self._seat, durable=durable)

    def _changed(self) -> None:
        """Tell the listeners once per turn of the loop, however much arrived in it."""
        if not self._told:
            self._told = True
            asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        self._told = False
        for listener in list(self._listeners):
            listener()
