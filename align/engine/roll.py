"""The roll: who has joined, who is done, who is on the line. Kept apart from the log, without order or times,
because receipts in the order of the log would tie people to anonymous answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from align.domain import commands as c
from align.domain import events as e
from align.domain.model import Plan
from align.domain.state import State
from align.errors import Rejected
from align.sync.messages import Seat


class Record(Protocol):
    """Where the roll is kept: a small unordered record that is saved whole (align.storage.register)."""

    def load(self) -> dict[str, dict[str, Any]]:
        """Return all of it; empty when there is none yet."""

    def save(self, mapping: dict[str, dict[str, Any]]) -> None:
        """Replace all of it, durable on return."""


class Roll:
    """Who is where. `joined` and `done` are durable (`save`); the rest lives as long as the host."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.reload()
        self.online: dict[str, int] = {}
        """participant → open lines."""
        self.answered: dict[str, set[str]] = {}
        """participant → prompts answered or skipped, as far as this host has seen."""
        self.voted: set[str] = set()
        """Participants who gave a level in the vote that is open now."""

    def reload(self) -> None:
        """Forget what could not be saved."""
        self._people = self._record.load()
        self.dirty = False
        """Something has to be saved before anybody is told of it."""
        self.due = False
        """Something is worth saving when there is time."""

    def token_hash(self, participant: str) -> str:
        """Return the hash of this participant's token, empty when the seat is free."""
        return str(self._people.get(participant, {}).get("token", ""))

    def holder(self, token_hash: str) -> str:
        """Return the participant with this token, or an empty string."""
        return next((who for who, entry in self._people.items() if entry.get("token") == token_hash), "")

    def seat(self, participant: str, token_hash: str, *, phone: str = "", by_file: bool = False) -> None:
        """Give the seat to the holder of a token.

        `phone` is the token itself where the facilitator answers for somebody on the phone: they know these answers
        anyway, and must be able to take the seat up again.
        """
        entry = self._people.setdefault(participant, {})
        entry["token"], entry["by_phone"] = token_hash, bool(phone)
        entry["phone"], entry["by_file"] = phone, by_file
        entry.pop("file", None)
        self.dirty = True

    def arrives(self, participant: str, mine: Sequence[e.Withheld], state: State) -> None:
        """Somebody is on one line more; `mine` is what they gave, of which the round and the open vote count."""
        self.online[participant] = self.online.get(participant, 0) + 1
        given = {x.prompt for x in mine if isinstance(x, e.AnswerGiven)}
        self.answered[participant] = given & {prompt.id for prompt in state.asked}
        if any(isinstance(x, e.SupportGiven) and state.open_vote(x.clause) for x in mine):
            self.voted.add(participant)

    def leaves(self, participant: str) -> None:
        """Somebody is on one line less."""
        self.online[participant] -= 1

    def count_online(self) -> int:
        """Return how many participants have a line."""
        return sum(lines > 0 for lines in self.online.values())

    def note(self, participant: str, command: c.Command) -> None:
        """Keep in step with what somebody just did."""
        match command:
            case c.GiveAnswer():
                self.answered.setdefault(participant, set()).add(command.prompt)
            case c.GiveSupport():
                self.voted.add(participant)
            case c.OpenVote():
                self.voted.clear()
            case _:
                pass

    def take_revision(self, participant: str, begun: str, number: int) -> None:
        """Keep which answers file of this participant is the newest; raises Rejected (other-copy, older).

        There are neither times nor command ids here, so that the register says nothing about places in the log.
        """
        newest = {"begun": begun, "revision": number}
        known = self._people.get(participant, {}).get("file", newest)
        if known["begun"] != begun:
            raise Rejected(
                "other-copy", "the kit was answered in two places, and answers of the other one were merged before"
            )
        if known["revision"] > number:
            raise Rejected("older", f"it is revision {number}, and revision {known['revision']} was merged before")
        entry = self._people.setdefault(participant, {})
        if entry.get("file") != newest:
            entry["file"] = newest
            self.dirty = True

    def phone_token(self, participant: str) -> str:
        """Return the token of a seat by phone, empty for any other seat."""
        return str(self._people.get(participant, {}).get("phone", ""))

    def free(self, participant: str) -> None:
        """Make the seat's token worthless. Answers given from it stay, and from then on count as this person's."""
        entry = self._people.get(participant, {})
        if entry.pop("token", None):
            entry["spent"] = bool(entry.get("begun"))
            entry["phone"] = ""
            entry.pop("file", None)  # files of this seat can no longer come
            self.answered.pop(participant, None)
            self.dirty = True

    def begin(self, participant: str) -> None:
        """Keep that somebody has given an answer (that, not which, and not when). No answer waits for it."""
        entry = self._people.setdefault(participant, {})
        if not entry.get("begun"):
            entry["begun"] = True
            self.due = True

    def begin_round(self) -> None:
        """Another round begins: nobody is done with it, and nobody has answered in it from any seat."""
        for entry in self._people.values():
            for mark in ("done", "begun", "spent"):
                entry.pop(mark, None)
        self.answered = {who: set() for who in self.answered}
        self.dirty = True

    def is_spent(self, participant: str) -> bool:
        """Whether this person answered from a seat freed since: nobody can tell any more which answers are theirs."""
        return bool(self._people.get(participant, {}).get("spent"))

    def is_done(self, participant: str) -> bool:
        """Whether this participant has handed in."""
        return bool(self._people.get(participant, {}).get("done"))

    def set_done(self, participant: str, done: bool) -> None:
        """Keep that somebody handed in, or took it back."""
        if self.is_done(participant) != done:
            self._people.setdefault(participant, {})["done"] = done
            self.dirty = True

    def save(self) -> None:
        """Make what changed durable; raises StoreError."""
        self._record.save(self._people)
        self.dirty = self.due = False

    def count_done(self) -> int:
        """How many have handed in."""
        return sum(bool(entry.get("done")) for entry in self._people.values())

    def seats(self, plan: Plan) -> tuple[Seat, ...]:
        """Return the row of every participant, in the order of the list."""
        return tuple(self._row(person.id) for person in plan.participants)

    def _row(self, who: str) -> Seat:
        entry = self._people.get(who, {})
        joined = bool(entry.get("token"))
        # After a restart the host cannot know how far an anonymous participant is before they are back.
        unknown = -1 if joined else 0
        return Seat(
            who, online=self.online.get(who, 0) > 0, joined=joined,
            answered=len(self.answered[who]) if who in self.answered else unknown,
            done=bool(entry.get("done")), by_phone=bool(entry.get("by_phone")), by_file=bool(entry.get("by_file")),
            voted=who in self.voted,
        )  # fmt: skip
