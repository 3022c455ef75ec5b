"""The reception: who may come in, and as whom. Judges codes and tokens, gives out seats, answers the facilitator's
requests about the door. It keeps no secret of a participant: of a token only its hash is stored.
"""

from __future__ import annotations

from typing import Any

import msgspec

from align.domain.actors import Actor
from align.domain.model import Plan
from align.engine.clock import Clock
from align.engine.roll import Record, Roll
from align.errors import Rejected
from align.language import mark
from align.sync import messages as m
from align.sync.door import NOT_IN, Door, new_token, token_hash
from align.sync.sealing import new_key
from align.sync.service import Line
from align.sync.ticket import Ticket, new_code

FACILITATOR = "facilitator"


class Session(msgspec.Struct, frozen=True):
    """A line somebody sits at."""

    actor: Actor


class Keys:
    """What the host's own machine keeps of the door: join code, facilitator's token, certificate, sealing key.

    Saved in a record that only the owner can read; the facilitator's machine holds all answers anyway.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._kept: dict[str, Any] = record.load().get("door", {})
        if not self._kept:
            self._kept = {"code": new_code(), "facilitator": new_token(), "certificate": ""}
        if "sealing" not in self._kept:
            self.renew_sealing()

    @property
    def code(self) -> str:
        """The join code in force."""
        return str(self._kept["code"])

    @property
    def facilitator(self) -> str:
        """The token of a facilitator's ticket."""
        return str(self._kept["facilitator"])

    @property
    def certificate(self) -> str:
        """Certificate and key as PEM text; empty before the first `set_certificate`."""
        return str(self._kept["certificate"])

    def set_certificate(self, pem: str) -> None:
        """Keep the certificate, so that tickets stay good when the host starts again."""
        self._kept["certificate"] = pem
        self._save()

    @property
    def ssh(self) -> str:
        """The private key by which the door for SSH is known, as text; empty before the first `set_ssh`."""
        return str(self._kept.get("ssh", ""))

    def set_ssh(self, key: str) -> None:
        """Keep it, so that people's machines know the door again."""
        self._kept["ssh"] = key
        self._save()

    @property
    def sealing(self) -> str:
        """The private key that opens answers files."""
        return str(self._kept["sealing"])

    def renew_sealing(self) -> None:
        """Replace the sealing key: what was sealed for the old one can never be opened again."""
        self._kept["sealing"] = new_key()
        self._save()

    def renew_code(self) -> str:
        """Replace the join code and return the new one."""
        self._kept["code"] = new_code()
        self._save()
        return self.code

    def _save(self) -> None:
        self._record.save({"door": self._kept})


class Reception:
    """Stands at the door of one workshop."""

    def __init__(self, name: str, keys: Keys, ticket: Ticket, clock: Clock) -> None:
        self._name = name
        self._keys = keys
        self._clock = clock
        self._door = Door(keys.code)
        self._in_door: set[Line] = set()
        self.ticket = str(ticket)
        self.doors: tuple[str, ...] = ()
        """How people come in without installing anything, a line each: "ssh -p 7465 orion-3@192.0.2.7"."""

    @property
    def keys(self) -> Keys:
        """What this machine keeps of the door."""
        return self._keys

    @property
    def code(self) -> str:
        """The join code to read out."""
        return self._keys.code

    @property
    def warning(self) -> str:
        """A sentence when somebody seems to be guessing codes, else empty."""
        locked = mark(
            "Somebody has tried many wrong join codes, so the code is locked. Make a new one and read it out."
        )
        return locked if self._door.locked else ""

    def knock(self, code: str, address: str) -> bool:
        """Whether this join code, given at another door of this host, is right; one door's limits hold for all."""
        return self._door.judge(code, address, self._clock.monotonic())

    def admit(self, hello: m.Hello, line: Line, roll: Roll) -> Actor | m.Bye | None:
        """Return who this is (a token), None for a right code (they stand in the door), or why they must go."""
        if hello.protocol != m.PROTOCOL:
            return m.Bye("protocol", "Host and client are different versions of align. Install the same one.")
        if hello.name != self._name:
            return m.Bye("other-workshop", "This ticket is for another workshop. Ask the facilitator for today's.")
        if hello.token:
            return self._holder(hello.token, roll) or m.Bye(
                "seat-gone", "This seat was freed or never existed. Join again with the join code."
            )
        if not self.knock(hello.code, line.address):
            return NOT_IN
        self._in_door.add(line)
        return None

    def _holder(self, token: str, roll: Roll) -> Actor | None:
        digest = token_hash(token)
        if digest == token_hash(self._keys.facilitator):
            return Actor("facilitator", FACILITATOR, token)
        participant = roll.holder(digest)
        return Actor("participant", participant, token) if participant else None

    def check_in_door(self, line: Line) -> None:
        """Raise Rejected unless this line gave the right code just now and took no seat for it yet."""
        if line not in self._in_door:
            raise Rejected("no-code", "Say the join code first.")

    def gone(self, line: Line) -> None:
        """The line is closed."""
        self._in_door.discard(line)

    def seat(self, plan: Plan, participant: str, roll: Roll, *, by_phone: bool = False, by_file: bool = False) -> Actor:
        """Give out a free seat; raises Rejected (no-such-person, taken)."""
        try:
            person = plan.participant(participant)
        except KeyError:
            raise Rejected("no-such-person", "There is nobody with this name on the list.") from None
        if by_phone and (kept := roll.phone_token(participant)):
            return Actor("participant", participant, kept)
        if roll.token_hash(participant):
            raise Rejected(
                "taken",
                f"{person.name} has joined already. If that was you, go on in the terminal you used before, "
                "or ask the facilitator to free the seat.",
            )
        token = new_token()
        roll.seat(participant, token_hash(token), phone=token if by_phone else "", by_file=by_file)
        return Actor("participant", participant, token)

    def door_view(self, plan: Plan, roll: Roll, round_number: int) -> m.Door:
        """Return what somebody in the door may see."""
        chairs = tuple(
            m.Chair(person.id, person.name, person.region, bool(roll.token_hash(person.id)))
            for person in plan.participants
        )
        return m.Door(
            plan.title, plan.milestone, plan.attribution, chairs,
            tuple((region.id, region.name) for region in plan.regions),
            tuple((party.id, party.name) for party in plan.parties), plan.open_door, round_number,
        )  # fmt: skip

    def request(self, request: m.NewCode | m.FreeSeat | m.PhoneSeat, plan: Plan, roll: Roll) -> str:
        """Carry out what a facilitator asks about the door; returns a new code or token, or nothing."""
        match request:
            case m.NewCode():
                code = self._keys.renew_code()
                self._door.change(code)
                return code
            case m.FreeSeat():
                roll.free(request.participant)
                return ""
            case m.PhoneSeat():
                by_file = request.by_file
                return self.seat(plan, request.participant, roll, by_phone=not by_file, by_file=by_file).secret
