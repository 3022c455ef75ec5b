"""The register of decisions: who decides what, whom they hear, and what silence means. Values only.

Texts and lists may be empty, `what` and `decider` excepted: what nobody said is named by `align lint`, never guessed.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

MOST_DECISIONS, MOST_HEARD = 100, 20
LONGEST_WHAT, LONGEST_PARTY_TO, LONGEST_TERM = 120, 120, 300
"""Characters of what is decided, of somebody's name or role, and of rule, window and the rest."""

Voice = Literal["recommend", "must_agree", "input", "inform"]
VOICES: tuple[Voice, ...] = get_args(Voice)
"""In what way somebody beside the decider is part of a decision: one way each."""

_SEVERAL = re.compile(r"[,;/&+|\n]|(?<!\w)(?:and|or)(?!\w)", re.IGNORECASE)


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the register. People are named by role or by name."""

    what: str
    """What is decided; each stands once."""
    decider: str
    """Who decides: exactly one."""
    recommend: tuple[str, ...] = ()
    """Who prepares the decision and says what they would do."""
    must_agree: tuple[str, ...] = ()
    """Without whose consent it does not stand."""
    input: tuple[str, ...] = ()
    """Who is heard before."""
    inform: tuple[str, ...] = ()
    """Who is told after."""
    rule: str = ""
    """How it is taken: alone after hearing the others, by consent, by the contract."""
    window: str = ""
    """How long those who are asked have to answer, or to object."""
    default_if_silent: str = ""
    """What holds when the window passes without a word."""
    reopen_when: str = ""
    """What has to happen before it is taken again."""


TERMS = ("rule", "window", "default_if_silent", "reopen_when")


def several(decider: str, known: Iterable[str] = ()) -> bool:
    """Whether these words name more than one decider: two names, or two roles, side by side.

    `known` are names and roles as the workshop writes them: "Safety and labs lead" is one where somebody has that role.
    """
    return bool(_SEVERAL.search(decider)) and key(decider) not in {key(name) for name in known}


def key(name: str) -> str:
    """Return what two names, or two things to decide, must differ in: case and spaces do not count."""
    return " ".join(name.casefold().split())


def unsaid(decision: Decision) -> tuple[str, ...]:
    """Return the terms that nobody filled in."""
    return tuple(name for name in TERMS if not getattr(decision, name))
