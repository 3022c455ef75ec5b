"""The live workshop in the host: takes messages from lines, decides, stores, and only then tells anyone.

Everything goes through one queue. What arrived together is decided in order, appended with one sync to the disk,
then acknowledged and published. In-memory state is ahead of the disk only while that sync runs, and nobody is told
anything meanwhile. It knows no socket and no screen.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from align.domain import commands as c
from align.domain import events as e
from align.domain.actors import Actor
from align.domain.codec import Fact, to_doc
from align.domain.decide import decide, new_participant
from align.domain.phases import permit
from align.domain.state import State
from align.domain.visibility import Compare, own
from align.engine.broadcast import Broadcast
from align.engine.clock import Clock
from align.engine.ledger import Ledger
from align.engine.nudges import Nudges
from align.engine.reception import Reception, Session
from align.engine.roll import Roll
from align.errors import Rejected, StoreError
from align.language import english_from_here, mark
from align.storage.port import Store
from align.sync import messages as m
from align.sync.service import Line

log = logging.getLogger("align.host")

After = Callable[[], None]
NOT_SEALED = mark(
    "There is no sealed charter to compare with now: the first one is not sealed yet, or the next one is being "
    "drafted. Come again when it is sealed, or take part with `align join`."
)
_SEAT_FREED = mark("The facilitator has freed this seat. Join again with the code.")


class LiveWorkshop:
    """One workshop, served. Satisfies `align.sync.service.Service`; `run()` must be running for it to answer."""

    def __init__(self, store: Store, roll: Roll, reception: Reception, compare: Compare, clock: Clock) -> None:
        self._store = store
        self._roll = roll
        self._reception = reception
        self._clock = clock
        self._ledger = Ledger(compare, clock)
        self._nudges = Nudges(clock)
        self._inbox: list[tuple[Line, m.ClientMessage | None]] = []
        self._wake = asyncio.Event()
        self._ending = False
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="align-disk")
        self._sessions: dict[Line, Session] = {}
        self._broadcast = Broadcast(self._sessions, clock)
        self._hand_ins: set[str] = set()
        self._freed: set[str] = set()
        """Participants whose seat was freed in this turn: their lines end with it, and say nothing more in it."""
        self._warning = ""
        self._opening = tuple(store.warnings)
        """What the store had to say when it was opened: the first desk reads it, and no later one again."""
        self._opened_with = len(self._opening)
        self._opening_told = False
        self._visits = 0
        self.asked_to_stop = asyncio.Event()
        """Set when a facilitator wants no more serving; whoever serves this workshop may heed it."""
        self._ledger.load(store.read())

    @property
    def state(self) -> State:
        """All of the workshop, for the host alone."""
        return self._ledger.state

    # ---- the service's side: called by the sockets ---------------------------------------------------------

    def received(self, line: Line, message: m.ClientMessage) -> None:
        """Queue a message; see Service."""
        self._inbox.append((line, message))
        self._wake.set()

    def closed(self, line: Line) -> None:
        """Queue the end of a line; see Service."""
        self._inbox.append((line, None))
        self._wake.set()

    async def run(self) -> None:
        """Serve until cancelled; then store what is queued and close the store."""
        turns = asyncio.create_task(self._serve(), name="align-turns")
        try:
            # A turn is never broken off: what it decided would be believed by the next one, and perhaps not stored.
            await asyncio.shield(turns)
        finally:
            self._ending = True
            self._wake.set()
            try:
                await turns
                await self._save_what_can_wait()
            finally:
                self._broadcast.stop()
                self._disk.shutdown(wait=True)
                self._store.close()

    async def _serve(self) -> None:
        english_from_here()  # what is decided, stored and sent is for all, whoever started this host
        while self._inbox or not self._ending:
            await self._wake.wait()
            self._wake.clear()
            await self._turn()

    def ask_presence(self) -> None:
        """Something about the door changed: tell the desks."""
        self._broadcast.presence(self._presence)

    async def _turn(self) -> None:
        batch, self._inbox = self._inbox, []
        self._freed.clear()
        if not batch:
            return
        facts: list[Fact] = []
        after: list[After] = []
        for line, message in batch:
            after.append(self._take(line, message, facts))
        try:
            await self._make_durable(facts)
        except StoreError as error:
            self._fail(batch, str(error))
            return
        fed = self._publish(facts)
        for act in after:
            act()
        self._broadcast.progress(self._progress, now=fed)
        self._broadcast.presence(self._presence, now=fed)
        await self._save_what_can_wait()

    async def _save_what_can_wait(self) -> None:
        if self._roll.due and not self._inbox:
            try:
                await asyncio.get_running_loop().run_in_executor(self._disk, self._roll.save)
            except StoreError as error:
                self._warning = str(error)

    async def _make_durable(self, facts: Sequence[Fact]) -> None:
        loop = asyncio.get_running_loop()
        if self._roll.dirty:
            await loop.run_in_executor(self._disk, self._roll.save)
        if facts:
            docs = [to_doc(fact) for fact in facts]
            await loop.run_in_executor(self._disk, self._store.append, docs, self._store.seq)

    def _fail(self, batch: Sequence[tuple[Line, m.ClientMessage | None]], why: str) -> None:
        """The disk said no: nobody was told anything yet, so forget the batch, and let clients keep theirs."""
        log.error("the store refused %d messages", len(batch))
        self._warning = why
        self._roll.reload()
        self._ledger.load(self._store.read())
        bye = m.encode(m.Bye("store", f"The host cannot store anything now: {why}", final=False))
        refused = {line for line, message in batch if message is not None}
        self._hand_ins -= {message.id for _, message in batch if isinstance(message, m.Do)}
        # What such a line said since then is forgotten too: stored now, it would come before what was refused.
        self._inbox = [(line, message) for line, message in self._inbox if message is None or line not in refused]
        for line in refused:
            line.end(bye)
        for line, message in batch:
            if message is None:
                self._leave(line)
        self._broadcast.presence(self._presence)

    def _publish(self, facts: Sequence[Fact]) -> bool:
        """Tell everybody what is public by now; whether anything was."""
        events = self._ledger.publish(facts)
        if events:
            self._broadcast.feed(m.Feed(len(self._ledger.public), events))
        return bool(events)

    # ---- one message ---------------------------------------------------------------------------------------

    def _take(self, line: Line, message: m.ClientMessage | None, facts: list[Fact]) -> After:
        """Decide what comes of one message; returns what to do once it is durable."""
        if message is None:
            return lambda: self._leave(line)
        session = self._sessions.get(line)
        try:
            if session is not None and session.actor.id in self._freed:
                raise Rejected("seat-freed", _SEAT_FREED)
            match message:
                case m.Hello():
                    return self._hello(line, message)
                case m.Sit():
                    return self._sit(line, message, facts)
                case m.Visit():
                    return self._visit(line)
                case m.Do() if session is not None:
                    return self._do(line, session.actor, message, facts)
                case m.NewCode() | m.FreeSeat() | m.PhoneSeat() if session is not None:
                    return self._request(line, session.actor, message)
                case m.Nudge() if session is not None:
                    return self._nudge(line, session.actor, message)
                case m.Stop() if session is not None:
                    return self._stop(line, session.actor, message)
                case m.Revision() if session is not None:
                    return self._revision(line, session.actor, message)
                case _:
                    raise Rejected("not-seated", "Take a seat first.")
        except Rejected as no:
            refused = m.encode(m.Refused(getattr(message, "id", ""), no.code, no.text))
            return lambda: line.send(refused)

    def _hello(self, line: Line, hello: m.Hello) -> After:
        admitted = self._reception.admit(hello, line, self._roll)
        if isinstance(admitted, m.Bye):
            bye = m.encode(admitted)
            return lambda: line.end(bye)
        if isinstance(admitted, Actor):
            return lambda: self._welcome(line, admitted, hello)
        door = m.encode(self._reception.door_view(self.state.the_plan, self._roll, self.state.round))
        return lambda: line.send(door)

    def _sit(self, line: Line, sit: m.Sit, facts: list[Fact]) -> After:
        self._reception.check_in_door(line)
        plan = self.state.the_plan
        participant = sit.participant
        if not participant:
            if not plan.open_door:
                raise Rejected("not-listed", "Only people on the list can join. Ask the facilitator to add you.")
            person = new_participant(plan, c.AddParticipant(sit.name, sit.region, sit.party))
            facts += self._ledger.record(f"seat.{person.id}", [e.ParticipantAdded(person)])
            participant = person.id
            # The disk may have kept a seat for somebody whose name it then could not keep.
            self._roll.free(participant)
        actor = self._reception.seat(self.state.the_plan, participant, self._roll)
        self._reception.gone(line)  # one code, one seat
        return lambda: self._welcome(line, actor, m.Hello(m.PROTOCOL, ""))

    def _visit(self, line: Line) -> After:
        """Show a newcomer what is public, once. They get no session, so nothing they say can have an effect."""
        self._reception.check_in_door(line)
        if not self.state.in_force:
            raise Rejected("not-now", NOT_SEALED)
        self._reception.gone(line)  # one code, one look

        def show() -> None:
            self._visits += 1
            line.end(m.encode(m.Tour(self.state.workshop, tuple(self._ledger.public))))

        return show

    def _welcome(self, line: Line, actor: Actor, hello: m.Hello) -> None:
        self._leave(line)  # whoever sat at this line before
        state, public = self.state, self._ledger.public
        known = hello.workshop == state.workshop and 0 <= hello.have <= len(public)
        mine = own(state, actor)
        welcome = m.Welcome(
            actor.role, actor.id, actor.secret, state.workshop, fresh=not known, position=len(public),
            events=tuple(public[hello.have :] if known else public), mine=tuple(mine),
            done=self._roll.is_done(actor.id),
        )  # fmt: skip
        self._sessions[line] = Session(actor)
        if actor.role == "participant":
            self._roll.arrives(actor.id, mine, state)
        line.send(m.encode(welcome))
        line.send(m.encode(self._progress()))
        if actor.role == "facilitator":
            if self._opening_told:
                self._opening = ()
            self._opening_told = True
            line.send(m.encode(self._presence()))

    def _do(self, line: Line, actor: Actor, do: m.Do, facts: list[Fact]) -> After:
        if self._ledger.knows(do.id):
            return self._again(line, actor, do)
        self._check_spent(actor, do.command)
        begins = isinstance(do.command, c.OpenPulse) or (isinstance(do.command, c.UndoMove) and self.state.answering)
        events = decide(self.state, do.command, actor, self._clock.now().isoformat())
        facts += self._ledger.record(do.id, events)
        if isinstance(do.command, c.HandIn):
            # No fact remembers it, yet a copy that was late on another line must not undo what was said since.
            if do.id not in self._hand_ins:
                self._roll.set_done(actor.id, do.command.done)
            self._hand_ins.add(do.id)
        elif isinstance(do.command, c.GiveAnswer):
            self._roll.begin(actor.id)
        elif begins:
            # Another round, or one that was opened too early: nobody has answered in it, and nobody is done with it.
            self._roll.begin_round()
        mine = tuple(event for event in events if isinstance(event, e.Withheld))
        done = m.encode(m.Done(do.id, mine, "signed" if isinstance(do.command, c.Sign) else ""))

        def tell() -> None:
            self._roll.note(actor.id, do.command)
            line.send(done)

        return tell

    def _check_spent(self, actor: Actor, command: c.Command) -> None:
        """Nobody counts twice: without names, answers from a freed seat cannot be found again and replaced."""
        if self.state.the_plan.attribution == "named" or not isinstance(command, c.GiveAnswer | c.GivePrediction):
            return
        if self._roll.is_spent(actor.id):
            raise Rejected(
                "answered-before",
                "You have answered from a seat that was freed since. Those answers stay and count; nobody can tell "
                "which they are, so they cannot be added to or changed.",
            )

    def _again(self, line: Line, actor: Actor, do: m.Do) -> After:
        """The same command id once more: the old answer if it is theirs, else a refusal."""
        if not self._ledger.is_of(do.id, actor):
            raise Rejected("id-used", "This command id belongs to somebody else.")
        done = m.encode(m.Done(do.id))
        return lambda: line.send(done)

    def _request(self, line: Line, actor: Actor, request: m.NewCode | m.FreeSeat | m.PhoneSeat) -> After:
        if actor.role != "facilitator":
            raise Rejected("not-yours", "Only a facilitator can do this.")
        value = self._reception.request(request, self.state.the_plan, self._roll)
        if isinstance(request, m.FreeSeat):
            self._freed.add(request.participant)
        done = m.encode(m.Done(request.id, (), value))

        def tell() -> None:
            if isinstance(request, m.FreeSeat):
                self._send_away(request.participant)
            line.send(done)

        return tell

    def _stop(self, line: Line, actor: Actor, stop: m.Stop) -> After:
        if actor.role != "facilitator":
            raise Rejected("not-yours", "Only a facilitator can do this.")

        def tell() -> None:
            line.send(m.encode(m.Done(stop.id, ())))
            self.asked_to_stop.set()

        return tell

    def _nudge(self, line: Line, actor: Actor, nudge: m.Nudge) -> After:
        if actor.role != "facilitator":
            raise Rejected("not-yours", "Only a facilitator can do this.")
        reached = self._nudges.take(self.state, self._roll, nudge.participant)

        def tell() -> None:
            for theirs, session in list(self._sessions.items()):
                if session.actor.id in reached:
                    theirs.send(m.encode(m.Nudged()))
            line.send(m.encode(m.Done(nudge.id, (), str(len(reached)))))

        return tell

    def _revision(self, line: Line, actor: Actor, said: m.Revision) -> After:
        # Only when their commands can be taken now: a file that came too early is news again later.
        permit(actor.role, self.state.phase, c.Sign(self.state.version, agrees=True) if said.signs else c.HandIn())
        self._roll.take_revision(actor.id, said.begun, said.number)
        done = m.encode(m.Done(said.id))
        return lambda: line.send(done)

    def _send_away(self, participant: str) -> None:
        bye = m.encode(m.Bye("seat-freed", _SEAT_FREED))
        for line, session in list(self._sessions.items()):
            if session.actor.id == participant:
                self._leave(line)
                line.end(bye)

    def _leave(self, line: Line) -> None:
        session = self._sessions.pop(line, None)
        self._reception.gone(line)
        if session is not None and session.actor.role == "participant":
            self._roll.leaves(session.actor.id)

    def _progress(self) -> m.Progress:
        state = self.state
        return m.Progress(
            answers=sum(len(state.answers.get(prompt.id, ())) for prompt in state.asked), done=self._roll.count_done(),
            expected=len(state.the_plan.participants), online=self._roll.count_online(),
            votes=sum(len(vote.levels) for vote in state.open_votes.values()),
        )  # fmt: skip

    def _presence(self) -> m.Presence:
        reception = self._reception
        since = self._store.warnings[self._opened_with :]
        warning = self._warning or reception.warning or " ".join([*self._opening, *since][-1:])
        return m.Presence(
            self._roll.seats(self.state.the_plan),
            reception.ticket,
            reception.code,
            warning,
            reception.doors,
            self._visits,
        )
