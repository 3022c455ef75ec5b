"""One writer at a time: a lock of the operating system on an open file, let go by itself when its holder dies."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt

    def try_lock(fd: int) -> bool:
        """Lock the open file `fd` for this process; False when another holds it. OSError if locks do not work here."""
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def try_lock(fd: int) -> bool:
        """Lock the open file `fd`; False when another open file holds it. OSError if locks do not work here.

        A forked child shares the lock, so no process may fork and go on in both halves after this.
        """
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
