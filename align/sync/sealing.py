"""Sealed for one reader: bytes that only the holder of a private key can open and nobody on the way can change.

Each message has a fresh X25519 key of its own; HKDF-SHA256 makes the one key for its ChaCha20-Poly1305. Who sealed it
is not part of this: the content says so. The length is rounded up, so that it says little about what was written.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from align.errors import SyncError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

# ruff: noqa: PLC0415 - cryptography takes 60 ms to import, and only kits and answers files need this

BEGINNING = b"align answers 1\n"
STEP = 16 * 1024
"""What is sealed is filled up to a multiple of this many bytes."""
_KEY, _HINT, _COUNT, _TAG = 32, 8, 4, 16
HEAD = len(BEGINNING) + _HINT + _KEY
_NONCE = bytes(12)
"""Fixed: a key seals one message only."""


class CutOffError(SyncError):
    """Some of the bytes are missing, or there are more than were sealed."""


class OtherReaderError(SyncError):
    """It was sealed for another key."""


class ChangedError(SyncError):
    """It is not as it was sealed."""


def new_key() -> str:
    """Return a private key. A secret."""
    # Any 32 bytes are one: the curve's own arithmetic puts the few fixed bits right.
    return b64encode(secrets.token_bytes(_KEY)).decode()


def public_key(private: str) -> str:
    """Return the key to seal with, for everybody to know."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return b64encode(X25519PrivateKey.from_private_bytes(b64decode(private)).public_key().public_bytes_raw()).decode()


def sealed_size(length: int) -> int:
    """Return how many bytes `seal` makes of a content of `length` bytes."""
    return HEAD + -(-(_COUNT + length) // STEP) * STEP + _TAG


def seal(content: bytes, reader: str) -> bytes:
    """Return `content` sealed for the holder of the private key to `reader` (a public key); each time other bytes.

    Raises ValueError when `reader` is no key.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    to = b64decode(reader, validate=True)
    own = X25519PrivateKey.generate()
    shared = own.exchange(X25519PublicKey.from_public_bytes(to))
    head = BEGINNING + _hint(to) + own.public_key().public_bytes_raw()
    filled = len(content).to_bytes(_COUNT, "big") + content
    filled += bytes(-len(filled) % STEP)
    return head + _cipher(shared, head, to).encrypt(_NONCE, filled, head)


def unseal(data: bytes, private: str) -> bytes:
    """Return what was sealed. Raises CutOffError, OtherReaderError or ChangedError; then nothing of it may be used."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    if len(data) <= HEAD + _TAG or (len(data) - HEAD - _TAG) % STEP:
        raise CutOffError("It is cut off: some of it is missing.")
    own = X25519PrivateKey.from_private_bytes(b64decode(private))
    to = own.public_key().public_bytes_raw()
    head, body = data[:HEAD], data[HEAD:]
    if head[len(BEGINNING) : -_KEY] != _hint(to):
        raise OtherReaderError("It was sealed for another workshop.")
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(head[-_KEY:]))
        filled = _cipher(shared, head, to).decrypt(_NONCE, body, head)
    except (InvalidTag, ValueError):  # ValueError: a key that would make the shared secret no secret
        raise ChangedError("It was changed or damaged on the way.") from None
    return filled[_COUNT : _COUNT + int.from_bytes(filled[:_COUNT], "big")]


def _hint(public: bytes) -> bytes:
    """What tells a file for another workshop from a damaged one."""
    return sha256(b"align reader" + public).digest()[:_HINT]


def _cipher(shared: bytes, head: bytes, to: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return ChaCha20Poly1305(HKDF(SHA256(), _KEY, salt=None, info=head + to).derive(shared))
