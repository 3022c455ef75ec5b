"""Notes as they are taken, for who hears the workshop line by line."""

from __future__ import annotations

from align.engine.workshop import Workshop
from align.language import _
from align.ui.present.reveal import signed_note


class NotesTaken:
    """Counts a workshop's notes; `new` reads out those that were not there before."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._read = self._counted()

    @property
    def waiting(self) -> bool:
        """Whether there is a note that was not read out."""
        return self._counted() != self._read

    def new(self, *, but_by: str = "") -> list[str]:
        """Return what is new, a line a note, and count it as read; nothing of an author who knows it already."""
        before, self._read = self._read, self._counted()
        plan = self._workshop.state.plan
        return [] if plan is None else [
            _("A note on “{title}”: {text}", title=plan.prompt(prompt).title, text=signed_note(plan, note))
            for prompt, taken in self._workshop.state.notes.items()
            for note in taken[before.get(prompt, 0) :]
            if not but_by or note.author != but_by
        ]  # fmt: skip

    def _counted(self) -> dict[str, int]:
        return {prompt: len(notes) for prompt, notes in self._workshop.state.notes.items()}
