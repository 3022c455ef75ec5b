"""Who comes in: join codes are judged slowly and evenly, tokens are long enough to need no patience.

Time comes in with each call (seconds on any clock that only goes forward); nothing here waits, stores or sends.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets

from align.sync.messages import Bye
from align.sync.ticket import plain_code

FAILURES_A_SECOND = 1.0
"""Wrong codes judged a second, whoever gives them."""
BURST = 20
"""Wrong codes judged at once after a quiet time: a room full of people may mistype together."""
FREE_TRIES = 3
"""Wrong codes of one address before it must wait; then 1 s, 2 s, 4 s … up to LONGEST_WAIT."""
LONGEST_WAIT = 300.0
LOCK_AFTER = 50
"""Wrong codes after which a code is worth nothing any more."""

NOT_IN = Bye(
    "code",
    "This code does not open the door. Look at it again, wait a minute after several tries, or ask the facilitator "
    "for the current code.",
)
"""The one answer to a code that is wrong, too early, locked or old, so that it tells a guesser nothing."""


class Door:
    """Judges join codes for one workshop. Keeps a hash of the code, never the code."""

    def __init__(self, code: str) -> None:
        """Open a door for this code; an empty code opens it for nobody."""
        self.change(code)

    def change(self, code: str) -> None:
        """Make the old code worthless and take this one; failures and the lock are forgotten."""
        self._hash = _code_hash(code) if plain_code(code) else b""
        self._patience, self._judged_at = float(BURST), 0.0
        self._tries: dict[str, tuple[int, float]] = {}
        self.failures = 0

    @property
    def locked(self) -> bool:
        """Whether too many wrong codes were given: tell the facilitator. Even the right code is refused until it is
        changed."""
        return self.failures >= LOCK_AFTER

    def judge(self, code: str, address: str, now: float) -> bool:
        """Whether this code opens the door. False also while locked, or while its sender has to wait (`NOT_IN`)."""
        # Compared in every case, so that the time taken is the same in every case.
        right = hmac.compare_digest(_code_hash(code), self._hash)
        origin = neighbourhood(address)
        count, not_before = self._tries.get(origin, (0, now))
        self._patience = min(BURST, self._patience + max(0.0, now - self._judged_at) * FAILURES_A_SECOND)
        self._judged_at = now
        if self.locked or now < not_before or self._patience < 1:
            return False
        if right:
            self._tries.pop(origin, None)
            return True
        self.failures += 1
        self._patience -= 1
        self._tries[origin] = (count + 1, now + _wait(count + 1))
        return False


def neighbourhood(address: str) -> str:
    """Return what limits count as one origin: an IPv4 address, or the /64 in which an IPv6 one can be chosen freely."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(ip), 64), strict=False))
    return str(ip)


def new_token() -> str:
    """Return a secret of 160 bits for one participant, so long that guessing needs no limit."""
    return secrets.token_urlsafe(20)


def token_hash(token: str) -> str:
    """Return what may be stored of a token."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _wait(failures: int) -> float:
    return 0.0 if failures < FREE_TRIES else min(LONGEST_WAIT, 2.0 ** (failures - FREE_TRIES))


def _code_hash(code: str) -> bytes:
    return hashlib.sha256(plain_code(code).encode(errors="surrogatepass")).digest()
