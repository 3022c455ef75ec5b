"""What a participant finds in the command palette in any phase that takes it: a word on their region's calendar."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from textual.command import Hit, Hits, Provider

from align.language import _, mark
from align.ui.present.calendars import can_be_said_now, own_word, person_of
from align.ui.screens.participant.calendar import confirm, say_wrong, word_on_calendar
from align.ui.screens.shared.offered import offered
from align.ui.screens.shared.view import View

_CONFIRM = mark("Confirm my region's calendar")
_WRONG = mark("Say what is wrong with my region's calendar")
_NOTHING_YET = mark("Read it with its days off first; your name stands beside what you say")


class CalendarCommands(Provider):
    """Offers both until the charter is sealed, and while it is amended, unless it would tell who answers."""

    async def discover(self) -> Hits:
        """Both, before anything is typed."""
        async for hit in offered((words, self._to_be_said(do), about) for words, about, do in self._ways()):
            yield hit

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for words, about, do in self._ways():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), self._to_be_said(do), text=words, help=about)

    def _ways(self) -> Iterator[tuple[str, str, Callable[[View], Awaitable[None]]]]:
        for view in self.screen.query(View):
            state, me = view.workshop.state, view.workshop.me
            mine = view.workshop.role == "participant" and person_of(state, me) is not None
            if mine and can_be_said_now(state):
                about = own_word(state, me) or _(_NOTHING_YET)
                yield _(_CONFIRM), about, confirm
                yield _(_WRONG), about, say_wrong

    def _to_be_said(self, do: Callable[[View], Awaitable[None]]) -> Callable[[], None]:
        screen = self.screen

        def say() -> None:
            # The view in sight when it is chosen: a phase may have ended meanwhile.
            for view in screen.query(View):
                word_on_calendar(view, do)

        return say
