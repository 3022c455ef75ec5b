"""The workshop that somebody began to set up and did not finish: one on this machine, readable by its owner only.

It knows bytes, not what they mean.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from align.engine.seat import home, replace_private
from align.errors import UserError
from align.system import reason


class Unfinished:
    """Where it is kept: setup.json in the person's folder."""

    @property
    def path(self) -> Path:
        """The file."""
        return home() / "setup.json"

    def load(self) -> bytes | None:
        """Return what was kept; None when there is nothing, or nothing that can be read."""
        try:
            return self.path.read_bytes()
        except OSError:
            return None

    def keep(self, content: bytes) -> None:
        """Keep this instead of what was there. Raises UserError when the folder cannot be written to."""
        try:
            replace_private(self.path, content, durable=False)
        except OSError as error:
            raise UserError(
                f"What you typed cannot be kept at {self.path}: {reason(error)}. It stays here while align runs."
            ) from None

    def forget(self) -> None:
        """Take it away: it was finished, or thrown away."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
