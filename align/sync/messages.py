"""What goes over the line, both ways: small tagged structs as JSON, each with a size limit and a schema.

It knows commands and events; it does not know sockets, rules or screens.
"""

from functools import cache
from typing import Annotated, TypeVar

import msgspec

from align.domain.commands import Command
from align.domain.events import VisibleEvent, Withheld
from align.domain.model import Attribution, Milestone
from align.domain.phases import Role
from align.errors import SyncError

PROTOCOL = 1
LARGEST_FRAME = 64 * 1024
"""Bytes a client may send in one frame."""
LARGEST_REPLY = 8 * 1024 * 1024
"""Bytes a host may send in one frame: a late joiner gets a whole workshop at once."""


Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z-]{1,64}\Z")]
"""An id of a client's making. The host's own ids have a dot in them, so that nobody can take one in advance."""


class _Message(msgspec.Struct, frozen=True, tag_field="m", forbid_unknown_fields=True):
    """Base of all messages; `m` names the kind."""


# ---- client → host ---------------------------------------------------------------------------------------------


class Hello(_Message, frozen=True, tag="hello"):
    """First word. With a `token` (from an earlier Welcome) one is back at one's seat; with a join `code` one stands
    in the door. `have` is how many public events the client holds of workshop `workshop`."""

    protocol: int
    name: str
    """The workshop's name from the ticket."""
    token: str = ""
    code: str = ""
    workshop: str = ""
    have: int = 0


class Sit(_Message, frozen=True, tag="sit"):
    """Take a seat: an id from the list, or (where the door is open) a new name with a region."""

    participant: str = ""
    name: str = ""
    region: str = ""
    party: str = ""


class Visit(_Message, frozen=True, tag="visit"):
    """A newcomer in the door: show me the sealed workshop. I take no seat, say nothing else, and go."""


class Do(_Message, frozen=True, tag="do"):
    """A command with an id (UUID4) of the client's making; sent twice it happens once."""

    id: Id
    command: Command


class NewCode(_Message, frozen=True, tag="new-code"):
    """Facilitator: make the old join code worthless and give me a new one."""

    id: Id


class FreeSeat(_Message, frozen=True, tag="free-seat"):
    """Facilitator: make this participant's token worthless, so that they can sit down again elsewhere."""

    id: Id
    participant: str


class PhoneSeat(_Message, frozen=True, tag="phone-seat"):
    """Facilitator: give me a seat to enter answers for somebody on the phone (not for one who has joined), or, with
    `by_file`, for a kit that they answer without a line."""

    id: Id
    participant: str
    by_file: bool = False


class Nudge(_Message, frozen=True, tag="nudge"):
    """Facilitator: remind this participant, or without one everybody who has not finished, once and politely. The host
    sends nothing to who is away or was reminded a short while ago; nobody else is told."""

    id: Id
    participant: str = ""


class Stop(_Message, frozen=True, tag="stop"):
    """Facilitator: store what you hold and serve no longer. For a host at which nobody sits."""

    id: Id


class Revision(_Message, frozen=True, tag="revision"):
    """My commands come from an answers file: where it was begun, and which state of it this is. Refused when a newer
    one was merged, or one begun elsewhere; asking again about the same one is no harm. `signs`: it signs a charter."""

    id: Id
    begun: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    signs: bool = False


ClientMessage = Hello | Sit | Visit | Do | NewCode | FreeSeat | PhoneSeat | Nudge | Stop | Revision


# ---- host → client ---------------------------------------------------------------------------------------------


class Chair(msgspec.Struct, frozen=True):
    """A name on the list, as seen from the door."""

    id: str
    name: str
    region: str
    taken: bool


class Door(_Message, frozen=True, tag="door"):
    """The code is right: here is who is expected. Answer with Sit."""

    title: str
    milestone: Milestone
    attribution: Attribution
    chairs: tuple[Chair, ...]
    regions: tuple[tuple[str, str], ...]
    """(id, name) pairs."""
    parties: tuple[tuple[str, str], ...] = ()
    open_door: bool = False
    round: int = 0
    """The round that is open, or was last: 1, then one more a pulse; 0 before. Done means done with one of them."""


class Welcome(_Message, frozen=True, tag="welcome"):
    """You sit. `events` are the public ones after the `have` of Hello, or all where `fresh`; `mine` is all that you
    gave so far; `token` is for coming back."""

    role: Role
    id: str
    token: str
    workshop: str
    fresh: bool
    position: int
    events: tuple[VisibleEvent, ...]
    mine: tuple[Withheld, ...]
    done: bool = False


class Tour(_Message, frozen=True, tag="tour"):
    """What a newcomer may see, once: the public events so far, as everybody has them. The host ends the line then."""

    workshop: str
    events: tuple[VisibleEvent, ...]


class Feed(_Message, frozen=True, tag="feed"):
    """Public events, the same frame for everybody; `position` is how many there are after them."""

    position: int
    events: tuple[VisibleEvent, ...]


class Done(_Message, frozen=True, tag="done"):
    """The command or request `id` is durable. `mine` is what the log now holds of yours; `value` answers a request
    (a new code, a token), and is "signed" for a signature or an objection that is new."""

    id: str
    mine: tuple[Withheld, ...] = ()
    value: str = ""


class Refused(_Message, frozen=True, tag="refused"):
    """The command or request `id` was not carried out, and nothing was changed."""

    id: str
    code: str
    text: str


class Progress(_Message, frozen=True, tag="progress"):
    """How far the team is, in numbers only: answers stored, people done, people expected, people here, levels given
    in the open vote."""

    answers: int = 0
    done: int = 0
    expected: int = 0
    online: int = 0
    votes: int = 0


class Seat(msgspec.Struct, frozen=True):
    """Where one participant is, for the facilitator's desk: never what they wrote."""

    participant: str
    online: bool = False
    joined: bool = False
    answered: int = 0
    """Prompts answered or skipped; -1 when the host cannot know before they come back."""
    done: bool = False
    by_phone: bool = False
    by_file: bool = False
    voted: bool = False


class Presence(_Message, frozen=True, tag="presence"):
    """Who is here and who is done; to facilitators only."""

    seats: tuple[Seat, ...]
    ticket: str = ""
    """The address to read out: where to join, without the code."""
    code: str = ""
    """The join code."""
    warning: str = ""
    """What the facilitator should know about the host: a full disk, a locked door."""
    doors: tuple[str, ...] = ()
    """How people come in who cannot install anything, a line to type each."""
    visits: int = 0
    """How often a newcomer looked at the sealed workshop since the host started; nobody knows who."""


class Nudged(_Message, frozen=True, tag="nudged"):
    """The facilitator asks you, and perhaps others, to finish. It is no event: nobody else gets it, and nothing keeps
    it."""


class Bye(_Message, frozen=True, tag="bye"):
    """The host ends this line: why, in a code and a sentence. `final`: coming back with the same ticket is no use."""

    code: str
    text: str
    final: bool = True


HostMessage = Door | Welcome | Tour | Feed | Done | Refused | Progress | Presence | Nudged | Bye

_encoder = msgspec.json.Encoder()
_T = TypeVar("_T")


def encode(message: ClientMessage | HostMessage) -> bytes:
    """Return the frame for a message."""
    return _encoder.encode(message)


def decode_client(frame: bytes) -> ClientMessage:
    """Return what a client said; raises SyncError for anything that is not a message."""
    return _decode(_from_client(), frame)


def decode_host(frame: bytes) -> HostMessage:
    """Return what a host said; raises SyncError for anything that is not a message."""
    return _decode(_from_host(), frame)


# Each is some 10 ms in the making, and one program needs one of them.
@cache
def _from_client() -> msgspec.json.Decoder[ClientMessage]:
    return msgspec.json.Decoder(ClientMessage)


@cache
def _from_host() -> msgspec.json.Decoder[HostMessage]:
    return msgspec.json.Decoder(HostMessage)


def _decode(decoder: msgspec.json.Decoder[_T], frame: bytes) -> _T:
    try:
        return decoder.decode(frame)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        # The reason may quote the frame, and a frame may hold an answer: it is not passed on.
        raise SyncError("That was not a message of align's protocol.") from None
