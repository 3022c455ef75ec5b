"""The host's certificate: made for one workshop, signed by itself, trusted by its fingerprint in the ticket.

It keeps nothing: the caller stores the PEM text (which holds the private key) where only its owner can read it.
"""

from __future__ import annotations

import hashlib
import ssl
import tempfile
from base64 import b32encode
from datetime import UTC, datetime
from pathlib import Path

# A pin has no expiry: the certificate lives as long as its workshop (RFC 5280 gives this date for "no end").
_FROM, _UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def new_certificate() -> str:
    """Return a fresh private key (P-256) and its self-signed certificate as one PEM text."""
    # Imported here: it takes 60 ms, and only a host that starts a new workshop needs it.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    # The name says nothing: it goes over the network in the open.
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "align")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (secret + certificate.public_bytes(serialization.Encoding.PEM)).decode()


def fingerprint(der: bytes) -> str:
    """Return a certificate's fingerprint: the first 20 bytes of its sha256 as 32 small base32 letters."""
    return b32encode(hashlib.sha256(der).digest()[:20]).decode().lower()


def fingerprint_of(pem: str) -> str:
    """Return the fingerprint of the certificate in a PEM text of `new_certificate`."""
    return fingerprint(ssl.PEM_cert_to_DER_cert(pem[pem.index(ssl.PEM_HEADER) :]))


def server_context(pem: str) -> ssl.SSLContext:
    """Return TLS for a host: version 1.3 only, with this key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # Nobody resumes a session: tickets for it would only cost memory and bytes.
    context.num_tickets = 0
    # The ssl module reads keys from files only; this folder is its owner's alone, and gone at once.
    with tempfile.TemporaryDirectory(prefix="align-") as folder:
        path = Path(folder) / "host.pem"
        path.touch(mode=0o600)
        path.write_text(pem, encoding="ascii")
        context.load_cert_chain(path)
    return context


def client_context() -> ssl.SSLContext:
    """Return TLS for a client: version 1.3 only, and no authority asked.

    Whoever uses it must compare `fingerprint(getpeercert(binary_form=True))` with the ticket's before sending a byte.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
