"""The prompts of a pack in the language spoken: asked, explained and labelled so. What is stored are ids, as ever.

A workshop's prompts come from the host in the language in which the pack was written. Where align has that very text in
the language spoken (`languages/`), it is shown instead; a text of one's own stays as it is. Charter and answers are not
touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import msgspec

from align.domain.model import Plan
from align.domain.prompts import Option, Prompt
from align.domain.state import State
from align.engine.workshop import Workshop
from align.language import ENGLISH, _, language


class InLanguage:
    """A participant's workshop whose `state` asks in the language spoken; all else is the workshop itself."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._plan: tuple[str, Plan, Plan] | None = None
        """Language, plan, plan in that language: made once, so that screens see whether it is the same."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workshop, name)

    @property
    def written(self) -> State:
        """The state as the host sent it."""
        return self._workshop.state

    @property
    def state(self) -> State:
        """The state with the prompts in the language spoken."""
        state, spoken = self._workshop.state, language()
        if spoken == ENGLISH or state.plan is None:
            return state
        if self._plan is None or self._plan[0] != spoken or self._plan[1] is not state.plan:
            self._plan = (spoken, state.plan, _plan_in_language(state.plan))
        plan = self._plan[2]
        pulses = [
            msgspec.structs.replace(pulse, prompts=tuple(plan.prompt(prompt.id) for prompt in pulse.prompts))
            for pulse in state.pulses
        ]
        return msgspec.structs.replace(state, plan=plan, pulses=pulses)


def in_language(workshop: Workshop) -> Workshop:
    """Return the workshop as a participant reads it."""
    return cast(Workshop, InLanguage(workshop))


def as_written(workshop: Workshop) -> State:
    """Return the state for what all read alike, such as the charter."""
    written = getattr(workshop, "written", None)
    return written if isinstance(written, State) else workshop.state


def prompt_in_language(prompt: Prompt) -> Prompt:
    """Return a prompt with every text that is known in the language spoken."""
    return msgspec.structs.replace(
        prompt,
        title=_(prompt.title), text=_(prompt.text), why=_(prompt.why), help=_(prompt.help), example=_(prompt.example),
        options=_options(prompt.options), buckets=_options(prompt.buckets), roles=_options(prompt.roles),
        points=tuple(msgspec.structs.replace(point, label=_(point.label)) for point in prompt.points),
        after_text=_(prompt.after_text), predict_text=_(prompt.predict_text), pulse=_(prompt.pulse),
    )  # fmt: skip


def prompt_texts(prompt: Prompt) -> Iterable[str]:
    """Return the texts of a prompt that participants read, in the order in which they come; none is empty."""
    options = (*prompt.options, *prompt.buckets, *prompt.roles)
    texts = (
        prompt.title, prompt.text, prompt.why, prompt.help, prompt.example, *(option.label for option in options),
        *(point.label for point in prompt.points), prompt.after_text, prompt.predict_text, prompt.pulse,
    )  # fmt: skip
    return filter(None, texts)


def _plan_in_language(plan: Plan) -> Plan:
    pack = msgspec.structs.replace(plan.pack, prompts=_all(plan.pack.prompts))
    return msgspec.structs.replace(plan, pack=pack, later=_all(plan.later))


def _all(prompts: Iterable[Prompt]) -> tuple[Prompt, ...]:
    return tuple(prompt_in_language(prompt) for prompt in prompts)


def _options(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(msgspec.structs.replace(option, label=_(option.label)) for option in options)
