"""What a desk and a participant read about an amendment: what is open again and who asked. It knows no Textual."""

from __future__ import annotations

import msgspec

from align.charter.amendment import asked_lines
from align.domain.events import Signed
from align.domain.model import Clause, clause_number
from align.domain.state import State
from align.language import _, mark
from align.ui.present.counts import joined
from align.ui.present.desk_clauses import prompt_title
from align.ui.present.desk_moves import Move

WHY = mark("Why is the charter amended?")
WHY_DETAIL = mark("Everybody reads it beside what changed.")


class Asking(msgspec.Struct, frozen=True):
    """A clause that could be reopened, and what is known of why: an objection, or nothing yet."""

    clause: str
    words: str
    asked_by: str = ""
    why: str = ""


def standing(state: State, clause: Clause) -> list[str]:
    """Return who asked to talk about a clause again, or that it stands as sealed; nothing before a first version."""
    if not state.versions:
        return []
    asked = asked_lines(state, clause.id)
    if asked:
        return asked if not state.in_force else [_("To be open in version {n}.", n=state.version + 1), *asked]
    if state.is_kept(clause.id) and not state.in_force:
        return [_("Stands as it was sealed in version {n}.", n=state.version)]
    return []


def askings(state: State) -> tuple[Asking, ...]:
    """Return the clauses that can be reopened: first those under an objection that still stands, then all others."""
    kept = [clause for clause in state.clauses.values() if state.is_kept(clause.id)]
    names = {person.id: person.name for person in state.the_plan.participants}
    said = [said for who in names if (said := state.signed(who)) is not None and not said.agrees]
    objections = [_objection(state, clause, one, names) for clause in kept for one in said if one.clause == clause.id]
    return (*objections, *(Asking(clause.id, _called(state, clause)) for clause in kept))


def _objection(state: State, clause: Clause, said: Signed, names: dict[str, str]) -> Asking:
    reason = " ".join(said.reason.split())
    objects = _("{name} objects: {reason}", name=names[said.participant], reason=reason)
    words = f"{_called(state, clause)} · {objects}"
    return Asking(clause.id, words, said.participant, said.reason)


def _called(state: State, clause: Clause) -> str:
    return f"{clause_number(clause.id)} {prompt_title(state.the_plan, clause.prompt)}"


def amending_move(state: State) -> Move:
    """Return what to know before a charter is amended: what will be open again, and what stays in force."""
    objected = [one.clause for one in askings(state) if one.asked_by]
    ids = dict.fromkeys([*(asked.clause for asked in state.reopened), *objected])
    open_again = [_called(state, state.clauses[clause]) for clause in ids if clause in state.clauses]
    first = _("No clause is open again yet; r reopens one.")
    if open_again:
        first = _("Open again: {clauses}.", clauses=joined(open_again))
    rest = _(
        "All others stand as sealed until one is reopened. Everybody comes to the clauses. Version {version} stays in"
        " force until version {next} is sealed.",
        version=state.version, next=state.version + 1,
    )  # fmt: skip
    return Move(_("Amend the charter?"), f"{first} {rest}", _("Amend it"))
