"""The views of a participant, loaded when they are due or a moment before: starting waits for none but the welcome, and
what comes after the round takes no memory while people answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from align.domain.state import State
from align.engine.clock import Clock
from align.engine.workshop import Workshop
from align.ui.present.flow import Place
from align.ui.screens.participant.lobby import LobbyView
from align.ui.screens.shared.view import View

_ANSWERING = ("answer", "guess", "review", "waiting")


class Views:
    """Makes one participant's views. What a person chose in the reveal stays chosen from one to the next."""

    def __init__(self, workshop: Workshop, clock: Clock, preview: Callable[[State], str]) -> None:
        self._workshop, self._clock, self._preview = workshop, clock, preview
        self._make: dict[str, Callable[[Place], View]] = {}
        self._lock = threading.Lock()
        self._below = Place("reveal")
        """From where the clauses were looked at: the answers, or the charter in force."""

    def view(self, place: Place) -> View:
        """Return a new view of a place."""
        if place.kind == "lobby":
            return LobbyView(self._workshop, self._clock)
        self._load(place.kind)
        if place.kind == "reveal" or (place.kind == "charter" and self._workshop.state.in_force):
            self._below = place
        return self._make[place.kind](place)

    def load_soon(self, kind: str) -> None:
        """Load what follows the view of this kind beside what goes on: the first key there does not wait for it."""
        following = {"lobby": "answer", "waiting": "reveal"}.get(kind)
        if following is not None:
            threading.Thread(target=self._load, args=(following,), name="align-views", daemon=True).start()

    def _load(self, kind: str) -> None:
        with self._lock:
            if kind not in self._make:
                self._make |= self._answering() if kind in _ANSWERING else self._afterwards()

    def _answering(self) -> dict[str, Callable[[Place], View]]:
        from align.ui.screens.participant.answer import AnswerView  # noqa: PLC0415 - start-up, as all below
        from align.ui.screens.participant.guess import GuessView  # noqa: PLC0415
        from align.ui.screens.participant.review import ReviewView, WaitingView  # noqa: PLC0415

        workshop, clock = self._workshop, self._clock
        return {
            "answer": lambda place: AnswerView(workshop, clock, place.of),
            "guess": lambda place: GuessView(workshop, clock, place.of),
            "review": lambda place: ReviewView(workshop, clock),
            "waiting": lambda place: WaitingView(workshop, clock),
        }

    def _afterwards(self) -> dict[str, Callable[[Place], View]]:
        from align.ui.present.reading import Reading  # noqa: PLC0415
        from align.ui.screens.participant.clauses import CharterView, ClausesView  # noqa: PLC0415
        from align.ui.screens.participant.consent import ConsentView  # noqa: PLC0415
        from align.ui.screens.participant.pulse import PulseView  # noqa: PLC0415
        from align.ui.screens.shared.reveal import RevealView  # noqa: PLC0415

        workshop, clock, reading = self._workshop, self._clock, Reading()
        return {
            "consent": lambda place: ConsentView(workshop, clock, place.of),
            "reveal": lambda place: RevealView(workshop, clock, reading),
            "clauses": lambda place: ClausesView(workshop, clock, self._below),
            "pulse": lambda place: PulseView(workshop, clock),
            "charter": lambda place: CharterView(workshop, clock, self._preview),
        }
