"""The errors of align: data goes in, one sentence comes out of `str()`. Families say who must act."""

from __future__ import annotations


class AlignError(Exception):
    """Root of all errors that align raises on purpose."""


class UserError(AlignError):
    """Something a person asked for cannot be done; the text says what happened and the way out."""


class Rejected(AlignError):
    """A rule of the workshop said no to a command. `code` is stable for tests and clients.

    The text is a sentence for the person; nothing was changed.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


class PackError(UserError):
    """A pack or plan file is wrong. `problems` holds every finding, in file order, as printable lines."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StoreError(UserError):
    """A workshop file cannot be opened, read or written. Nothing stored before is changed."""


class StoreLocked(StoreError):
    """Another process already hosts this workshop."""


class SyncError(UserError):
    """The other end of the line cannot be reached, trusted or understood."""


class AnalysisError(AlignError):
    """A figure was asked for that these values cannot give: a slip of the calling code, never of a person."""
