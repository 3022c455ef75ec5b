"""Who decides, who recommends, who must agree and who is informed, as an answer: {decision: {role: right}}.

A decision is the id of one of the prompt's options, or a text of one's own; a role is one of the prompt's roles. In
each decision exactly one role decides, and a role has one right at the most.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from align.domain.prompts import Prompt
from align.domain.text import clean_line, name_key
from align.errors import Rejected
from align.language import _, mark

Right = Literal["decide", "recommend", "must_agree", "inform"]
RIGHTS: tuple[Right, ...] = get_args(Right)
RIGHT_WORDS: dict[str, str] = {
    "decide": mark("decides"),
    "recommend": mark("recommends"),
    "must_agree": mark("must agree"),
    "inform": mark("is informed"),
}
LONGEST_DECISION = 120


def check_rights(prompt: Prompt, raw: object) -> dict[str, dict[str, str]]:
    """Return `raw` as canonical rights: given decisions first, roles in the prompt's order; raises Rejected."""
    if not isinstance(raw, dict) or not raw or not all(isinstance(decision, str) for decision in raw):
        raise _no("Say for at least one decision who decides it, or skip the prompt.")
    given = {option.id: option.label for option in prompt.options}
    ids = {name_key(label): option_id for option_id, label in given.items()}
    found: dict[str, dict[str, str]] = {}
    for written, row in raw.items():
        decision = written if written in given else _own_decision(written)
        decision = ids.get(name_key(decision), decision)
        if decision in found or name_key(decision) in {name_key(one) for one in found if one not in given}:
            raise _no(f"“{given.get(decision, decision)}” stands here twice. Keep one of the two.")
        found[decision] = _row(prompt, given.get(decision, decision), row)
    own = [decision for decision in found if decision not in given]
    if len(own) > prompt.most:
        raise _no(too_many_decisions(len(own), prompt.most))
    return {decision: found[decision] for decision in [*(each for each in given if each in found), *own]}


def too_many_decisions(own: int, most: int) -> str:
    """Say that somebody has too many decisions of their own; to be retold."""
    return mark(f"{own} decisions of your own are too many; {most} is the most.")


def decision_words(prompt: Prompt, decision: str) -> str:
    """Return a decision's label, or its own text."""
    return next((option.label for option in prompt.options if option.id == decision), decision)


def own_decisions(prompt: Prompt, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the decisions that somebody added in words of their own."""
    given = {option.id for option in prompt.options}
    return {decision: row for decision, row in value.items() if decision not in given}


def rights_words(prompt: Prompt, value: dict[str, dict[str, str]]) -> str:
    """Return one line a decision: "adding a site: the study lead decides, the medical monitor must agree"."""
    return "\n".join(f"{decision_words(prompt, decision)}: {row_words(prompt, row)}" for decision, row in value.items())


def row_words(prompt: Prompt, row: dict[str, str]) -> str:
    """Return who has which right, the one who decides first."""
    labels = {role.id: role.label for role in prompt.roles}
    ordered = sorted(row, key=lambda role: RIGHTS.index(row[role]))
    return ", ".join(f"{labels.get(role, role)} {_(RIGHT_WORDS[row[role]])}" for role in ordered)


def deciders(prompt: Prompt, value: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return decision → the role that decides, for the decisions that the prompt gives."""
    given = {option.id for option in prompt.options}
    return {
        decision: role
        for decision, row in value.items()
        if decision in given
        for role, right in row.items()
        if right == "decide"
    }


def _own_decision(written: str) -> str:
    if len(written) > LONGEST_DECISION:
        raise _no(f"A decision may have {LONGEST_DECISION} characters at the most. Please shorten the longest one.")
    decision = clean_line(written, longest=LONGEST_DECISION)
    if not decision:
        raise _no("A decision is empty. Write what is to be decided, or take it out.")
    return decision


def _row(prompt: Prompt, decision: str, row: Any) -> dict[str, str]:
    roles = [role.id for role in prompt.roles]
    if not isinstance(row, dict) or not set(row) <= set(roles):
        raise _no(f"“{decision}”: choose from the roles of this prompt.")
    if not all(isinstance(right, str) and right in RIGHTS for right in row.values()):
        raise _no(f"“{decision}”: a role can {', '.join(RIGHTS).replace('_', ' ')}.")
    times = list(row.values()).count("decide")
    if times != 1:
        if times:
            raise _no(f"“{decision}”: several roles decide. Leave it to one.")
        raise _no(f"“{decision}”: nobody decides yet. Choose the one role that does.")
    return {role: row[role] for role in roles if role in row}


def _no(text: str) -> Rejected:
    return Rejected("bad-answer", text)
