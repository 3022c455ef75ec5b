"""The moves of a workshop that have no way back, said in full before they happen. It knows no Textual."""

from __future__ import annotations

import msgspec

from align.charter.draft import BLANK, has_blank
from align.domain.model import Clause, clause_number
from align.domain.state import State
from align.language import _, plural
from align.sync.messages import Presence, Seat
from align.ui.present.counts import count
from align.ui.present.desk import and_more, shown_how
from align.ui.present.desk_clauses import prompt_title, sealing
from align.ui.present.desk_groups import together_words
from align.ui.present.setup_groups import plan_remarks


class Move(msgspec.Struct, frozen=True):
    """A question before a move: its title, what follows from it, and the words on the key that does it."""

    title: str
    text: str
    yes: str


def opening(state: State) -> Move:
    """Return what to know before the round is opened."""
    plan = state.the_plan
    people = count(len(plan.participants), "person", "people")
    text = _(
        "Set-up is frozen from then on: {regions}, {people} on the list, {prompts}. Answers will be shown {how};"
        " everybody reads so while they type. You can still add people.",
        regions=count(len(plan.regions), "region"), people=people, prompts=count(len(plan.pack.prompts), "prompt"),
        how=shown_how(plan.attribution),
    )  # fmt: skip
    return Move(_("Open the round?"), " ".join([text, *plan_remarks(plan)]), _("Open the round"))


def closing(state: State, presence: Presence | None) -> Move:
    """Return what to know before the round is closed: who is not done, what is shown only together, what follows."""
    plan = state.the_plan
    rest = _(
        "Answers are frozen and shown {how}. Late answers are still taken, marked late. There is no way back.",
        how=shown_how(plan.attribution),
    )
    text = " ".join(filter(None, [not_done(state, presence), together_words(state, presence), rest]))
    return Move(_("Close the round?"), text, _("Close and show"))


def not_done(state: State, presence: Presence | None) -> str:
    """Say who has not answered all, and who has and only did not hand in."""
    seats = {seat.participant: seat for seat in presence.seats} if presence is not None else {}
    left = [person for person in state.the_plan.participants if not seats.get(person.id, Seat(person.id)).done]
    every = len(state.asked)
    whole = [person.name for person in left if seats.get(person.id, Seat(person.id)).answered >= every]
    begun = [person.name for person in left if seats.get(person.id, Seat(person.id)).answered < every]
    said = []
    if begun:
        said.append(
            plural(
                len(begun), "{n} person is not done: {who}.", "{n} people are not done: {who}.",
                n=len(begun), who=and_more(begun),
            )
        )  # fmt: skip
    if whole:
        said.append(_("Answered all, not handed in: {who}.", who=and_more(whole)))
    return " ".join(said) or _("Everybody is done.")


def sealing_move(state: State) -> Move:
    """Return what to know before the charter is sealed."""
    seal = sealing(state)
    text = _(
        "Version {version} keeps {counts}. It is numbered and cannot be changed. There is no way back.",
        version=seal.version, counts=seal.counts,
    )  # fmt: skip
    return Move(
        _("Seal the charter?"),
        " ".join(filter(None, [seal.blanks, text])),
        _("Seal version {version}", version=seal.version),
    )


def dropping(state: State, clause: Clause) -> Move:
    """Return what to know before a clause is dropped."""
    text = _(
        "Clause {number}, {title}: its words and its votes leave the charter.",
        number=clause_number(clause.id), title=prompt_title(state.the_plan, clause.prompt),
    )  # fmt: skip
    return Move(_("Drop this clause?"), text, _("Drop the clause"))


def voting(state: State, clause: Clause) -> Move | None:
    """Return what to know before a vote on words that are not whole; None where they are, or where another vote is
    open, which is refused whatever one answers."""
    if state.open_votes or not has_blank(clause):
        return None
    return Move(_("Ask for a vote all the same?"), blank_left(), _("Ask for a vote"))


def settling(clause: Clause) -> str:
    """Return what to know before one chooses how a clause ends."""
    good = _("All of these are good endings.")
    return f"{blank_left()} {good}" if has_blank(clause) else good


def blank_left() -> str:
    """Say that words are not whole."""
    return _("The words still have a blank ({blank}).", blank=BLANK)


def changing(clause: Clause) -> str:
    """Return what a change does to a clause that was settled; empty for a draft."""
    if clause.status == "draft":
        return ""
    return _("Changing the words makes it a draft again, to be settled anew.")
