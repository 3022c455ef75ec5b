"""What the operating system or a decoder says when it refuses, in plain words instead of its own.

In English, as the end of a sentence without its full stop, so that `retold` finds it inside a refusal.
"""

from __future__ import annotations

import errno
import re

from align.language import mark

_NOT_ALLOWED, _GONE, _NO_WAY = (
    mark("this account may not do that there"), mark("the other end hung up"), mark("no network leads there from here"),
)  # fmt: skip
REFUSED = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EEXIST: mark("something of this name is there already"),
    errno.ENOTDIR: mark("a part of this path is a file, not a folder"),
    errno.EISDIR: mark("it is a folder, not a file"),
    errno.ENOTEMPTY: mark("the folder is not empty"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ELOOP: mark("it is a link; name the file itself"),
    errno.EBUSY: mark("another program is using it"),
    errno.EINVAL: mark("this is not possible there"),
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("your disk quota is used up"),
    errno.EFBIG: mark("a file may not grow further under the limits of this account or disk"),
    errno.EROFS: mark("the disk is read-only"),
    errno.EIO: mark("the device reports an error"),
    errno.ENOMEM: mark("this computer has no memory left"),
    errno.EMFILE: mark("too many files are open in this program; close some or raise the limit"),
    errno.ENFILE: mark("too many files are open on this computer; close some programs"),
    errno.EADDRINUSE: mark("another program uses it already"),
    errno.EADDRNOTAVAIL: mark("this machine has no such address"),
    errno.ECONNREFUSED: mark("nobody answers there"),
    errno.ECONNRESET: _GONE,
    errno.ECONNABORTED: _GONE,
    errno.EPIPE: _GONE,
    errno.ETIMEDOUT: mark("nobody answered in time"),
    errno.EHOSTUNREACH: _NO_WAY,
    errno.ENETUNREACH: _NO_WAY,
    errno.ENETDOWN: _NO_WAY,
}
"""Number of the error → why."""


def reason(error: OSError) -> str:
    """Return why the system refused; what is rare is quoted, with its number."""
    if error.errno is None:
        return mark(f"the system says: {error}")
    return REFUSED.get(error.errno) or mark(f"the system says: {error.strerror} (number {error.errno})")


def misfit(error: Exception) -> str:
    """Return where something read from a file is not what it should be: the byte, or the field; never what is there.

    `error` is what msgspec raises (DecodeError, ValidationError, RecursionError) or a text that is no UTF-8.
    """
    if isinstance(error, UnicodeDecodeError):
        return mark(f"from byte {error.start} on it is no text")
    said = str(error)
    if at := re.search(r"\(byte (\d+)\)$", said):
        return mark(f"from byte {at[1]} on it is no JSON")
    if "truncated" in said:
        return mark("it ends in the middle")
    if at := re.search(r"`([^`]+)`$", said):
        return mark(f"something is wrong at {at[1]}")
    return mark("it is not what align writes")
