"""The step with the people: lines to type or paste, or a file, and what is wrong with each line."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.widget import Widget

from align.errors import UserError
from align.language import _, mark, retold
from align.ui.page import tell
from align.ui.present.setup_draft import Check, note, problem
from align.ui.present.setup_plan import people_example
from align.ui.say import say
from align.ui.screens.setup.fields import Entered, LineField, TextField
from align.ui.screens.setup.step import Step

_HINT = mark("Or a CSV file with these columns: type its path, then Enter.")


class PeopleStep(Step):
    """One person a line."""

    NAME = "people"
    QUESTION = mark("Who takes part?")
    ABOUT = mark(
        "One person a line: name, region, party, role. The last two may be left out. You can paste from a sheet."
    )

    def fields(self) -> Iterator[Widget]:
        """The lines, and a file to read them from."""
        yield TextField(
            "people", _("People"), self.draft.people, rows=5, most=10,
            placeholder=people_example(self.draft),
        )  # fmt: skip
        yield LineField("file", _("From a file"), "", placeholder="people.csv")

    def on_mount(self) -> None:
        """Say what the second field is for."""
        self._file.show(note(_(_HINT)))

    def show(self, checks: dict[str, Check]) -> None:
        """The grey example speaks of this workshop's regions."""
        super().show(checks)
        self.query_one("#field-people", TextField).writing.placeholder = say(people_example(self.draft))

    @property
    def _file(self) -> LineField:
        return self.query_one("#field-file", LineField)

    def take(self, key: str, value: str) -> None:
        """A path is no part of the draft."""
        if key == "file":
            self._file.show(note(_(_HINT)))
        else:
            super().take(key, value)

    @on(Entered)
    def read_file(self, event: Entered) -> None:
        """Put the file's lines into the field, below what stands there."""
        path = self._file.entry.value.strip()
        if not path:
            return
        event.stop()
        event.prevent_default()
        try:
            text = self.tools.read_people(path)
        except UserError as error:
            self._file.show(problem(retold(str(error))))
            return
        people = self.query_one("#field-people", TextField)
        kept = people.writing.text.rstrip()
        people.set_value(f"{kept}\n{text.strip()}" if kept else text.strip())
        self._file.set_value("")
        tell(self, _("The file's lines are in the field now; change them here as you like."))
