"""An amendment that is under way, and who asked for what, in plain sentences. It asks for nothing."""

from __future__ import annotations

from align.charter.clauses import title_of
from align.charter.versions import asked_by, why_asked
from align.charter.wording import one_line
from align.domain.state import State
from align.language import _


def under_way(state: State) -> str:
    """Return that a version is being amended, why, and which is in force; empty while none is."""
    if state.amending is None:
        return ""
    why = one_line(state.amending.why).rstrip(".")
    return _(
        "Version {next} is being drafted: {why}. Version {version} is in force until it is sealed.",
        next=state.version + 1, why=why, version=state.version,
    )  # fmt: skip


def asked_lines(state: State, clause: str) -> list[str]:
    """Return who asked to talk about a clause again, and why, one line each: "Asha Rao asked: Nights."."""
    asked = [one for one in state.reopened if one.clause == clause]
    found = [(asked_by(state.the_plan, one), why_asked(one)) for one in asked]
    return [_("{who} asked: {why}", who=f"{who[:1].upper()}{who[1:]}", why=why) for who, why in found]


def amendment_text(state: State) -> str:
    """Return the amendment as lines: what is in force, and the clauses that are open again."""
    lines = [under_way(state)]
    for clause in dict.fromkeys(asked.clause for asked in state.reopened):
        if clause in state.clauses:
            what = f"{clause} {title_of(state.the_plan, state.clauses[clause])}"
            lines.append(_("Open again: {clause}", clause=what))
            lines += [f"  {line}" for line in asked_lines(state, clause)]
    if len(lines) == 1:
        lines.append(_("No clause is open again; new ones can be drafted."))
    return "\n".join(lines)
