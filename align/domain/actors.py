"""Who gives a command, and under which name the log keeps what they say."""

import hashlib
import hmac

import msgspec

from align.domain.model import Plan
from align.domain.phases import Role


class Actor(msgspec.Struct, frozen=True):
    """Somebody at the other end of a line. `secret` is the token that only they (and, while connected, the host's
    memory) hold; it is never stored beside anything they say."""

    role: Role
    id: str
    secret: str = ""

    def __repr__(self) -> str:
        # A secret must not reach a log or a crash report by way of a representation.
        return f"Actor({self.role!r}, {self.id!r})"


def author(plan: Plan, actor: Actor, subject: str) -> str:
    """Return the name under which the log keeps what `actor` says about `subject` ("answer:urgent", "vote:c1:1").

    `named`: the participant's id. Else a pseudonym that only the holder of the secret can make again, different for
    every subject, so that one person's answers cannot be laid side by side.
    """
    if plan.attribution == "named":
        return actor.id
    return hmac.new(actor.secret.encode(), subject.encode(), hashlib.sha256).hexdigest()[:24]


def answer_subject(prompt: str) -> str:
    """The subject of an answer to a prompt, and of the predictions beside it."""
    return f"answer:{prompt}"


def vote_subject(clause: str, number: int) -> str:
    """The subject of a support level in one vote."""
    return f"vote:{clause}:{number}"


def region_kept(plan: Plan, region: str) -> str:
    """Return the region that the log may keep beside an answer.

    None in `merged` mode; in `region` mode none for a region with fewer people than min_n: it could never be shown
    by itself, and beside an answer it would be as good as a name.
    """
    if plan.attribution == "merged":
        return ""
    members = sum(person.region == region for person in plan.participants)
    return "" if plan.attribution == "region" and members < plan.min_n else region
