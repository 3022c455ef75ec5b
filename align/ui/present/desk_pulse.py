"""The desk's pulse: what to choose from, what it would cost people, what it found. It knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from align.analysis.pulse import PulseFigures
from align.charter.pulses import again_lines, pulse_lines, trend, trend_lines
from align.domain.commands import OpenPulse
from align.domain.model import clause_number
from align.domain.prompts import Pack
from align.domain.pulse_choice import PACK, chosen_prompts, minutes, proposed
from align.domain.pulses import LIVED, MOST_CLAUSES, clause_labels
from align.domain.state import State
from align.language import _, mark
from align.sync.messages import Presence
from align.ui.present.counts import count
from align.ui.present.desk import shown_how
from align.ui.present.desk_groups import together_words
from align.ui.present.desk_moves import Move, not_done
from align.ui.present.times import about_minutes, calendar_day, span_words

NO_PACK = mark("No pack can be asked: `align packs list` says which there are.")


class Choice(msgspec.Struct, frozen=True):
    """What is chosen so far: clause ids, a pack, prompt ids of it."""

    packs: tuple[Pack, ...]
    at: int
    clauses: frozenset[str]
    prompts: frozenset[str]

    @property
    def pack(self) -> Pack:
        """The pack in sight."""
        return self.packs[self.at]


class ChoiceRow(msgspec.Struct, frozen=True):
    """A row to tick: a clause or a prompt."""

    id: str
    clause: bool
    chosen: bool
    title: str
    detail: str


def first_choice(state: State, packs: Sequence[Pack], today: str) -> Choice | None:
    """Return the choice to begin with: the proposed clauses and the pulse pack's core prompts; None without packs."""
    if not packs:
        return None
    at = next((number for number, pack in enumerate(packs) if pack.id == PACK), 0)
    return Choice(tuple(packs), at, frozenset(proposed(state, today)), _core(packs[at]))


def _core(pack: Pack) -> frozenset[str]:
    return frozenset(prompt.id for prompt in chosen_prompts(pack)) - {LIVED}


def other_pack(choice: Choice) -> Choice:
    """Return the choice with the next pack, its core prompts ticked."""
    at = (choice.at + 1) % len(choice.packs)
    return msgspec.structs.replace(choice, at=at, prompts=_core(choice.packs[at]))


def toggled(choice: Choice, row: ChoiceRow) -> Choice:
    """Return the choice with a row ticked or not ticked any more."""
    if row.clause:
        return msgspec.structs.replace(choice, clauses=choice.clauses ^ {row.id})
    return msgspec.structs.replace(choice, prompts=choice.prompts ^ {row.id})


def has_lived(choice: Choice) -> bool:
    """Whether the pack asks about clauses at all."""
    return any(prompt.id == LIVED for prompt in choice.pack.prompts)


def choice_rows(state: State, choice: Choice, today: str) -> list[ChoiceRow]:
    """Return the clauses, as far as the pack asks about any, then the pack's other prompts."""
    rows = []
    clauses = list(state.clauses.values()) if has_lived(choice) else []
    for clause, label in zip(clauses, clause_labels(state.the_plan, clauses), strict=True):
        due = bool(clause.review_on) and clause.review_on <= today
        day = calendar_day(clause.review_on)
        detail = _("due {day}", day=day) if due else _("review {day}", day=day)
        if not clause.review_on:
            detail = _("no review date")
        title = f"{clause_number(clause.id)} {label}"
        rows.append(ChoiceRow(clause.id, True, clause.id in choice.clauses, title, detail))
    for prompt in choice.pack.prompts:
        if prompt.id != LIVED:
            chosen = prompt.id in choice.prompts
            rows.append(ChoiceRow(prompt.id, False, chosen, prompt.title, span_words(prompt.minutes)))
    return rows


def asked(choice: Choice) -> OpenPulse:
    """Return the command that opens what is chosen."""
    clauses = tuple(sorted(choice.clauses, key=clause_number)) if has_lived(choice) else ()
    wanted = [
        prompt for prompt in choice.pack.prompts if prompt.id in choice.prompts or (prompt.id == LIVED and clauses)
    ]
    return OpenPulse(clauses, tuple(wanted))


def choice_words(choice: Choice) -> str:
    """Return what is chosen, in numbers, with the minutes it takes a person."""
    command = asked(choice)
    about = [count(len(command.clauses), "clause")] if has_lived(choice) else []
    each = _("{minutes} a person", minutes=about_minutes(minutes(command.prompts)))
    return _(", ").join([*about, count(len(command.prompts), "prompt"), each])


def why_not(choice: Choice) -> str:
    """Return why this cannot be asked; empty when it can."""
    command = asked(choice)
    if not command.prompts:
        return _("Choose at least one clause or prompt.")
    if len(command.clauses) > MOST_CLAUSES:
        return _("A pulse asks about {most} clauses at the most; three to five are enough.", most=MOST_CLAUSES)
    return ""


def opening_pulse(state: State, choice: Choice) -> Move:
    """Return what to know before a pulse is opened."""
    text = _(
        "{chosen}. It opens by itself on everybody's screen; version {version} stays in force. Answers are hidden until"
        " you close the pulse, then shown {how}.",
        chosen=choice_words(choice), version=state.version, how=shown_how(state.the_plan.attribution),
    )  # fmt: skip
    return Move(_("Open the pulse?"), text, _("Open the pulse"))


def closing_pulse(state: State, presence: Presence | None) -> Move:
    """Return what to know before a pulse is closed."""
    rest = _(
        "Answers are frozen and shown {how}; late ones are not taken. Clauses that fewer than half saw lived are opened"
        " for the next version. There is no way back.",
        how=shown_how(state.the_plan.attribution),
    )
    text = " ".join(filter(None, [not_done(state, presence), together_words(state, presence), rest]))
    return Move(_("Close the pulse?"), text, _("Close and show"))


def before_any(state: State) -> list[str]:
    """Return what the pane says before the first pulse."""
    if not state.in_force:
        return [_("A pulse asks how the sealed charter is lived. Seal it first.")]
    return [
        _("No pulse yet. Facilitators open one with u: two minutes a person; the charter stays in force."),
        _("Two weeks after the seal, and at each milestone, are good moments."),
    ]


def result_lines(state: State, found: Sequence[PulseFigures]) -> list[str]:
    """Return all closed pulses: the newest, the trend where there are more, what is to be talked about again."""
    lines: list[str] = []
    if found:
        lines += [*pulse_lines(state, found[-1]), "", *again_lines(state)]
    if len(found) > 1:
        lines += ["", _("Over the pulses"), *trend_lines(trend(state, found))]
        for one in found[-2::-1]:
            lines += ["", *pulse_lines(state, one)]
    return lines or before_any(state)
