"""Reads the register of decisions of a plan: exactly one decider each, everybody with one voice."""

from __future__ import annotations

from collections.abc import Iterable

from align.domain.decision_rules import check_decision
from align.domain.decisions import (
    LONGEST_PARTY_TO,
    LONGEST_TERM,
    LONGEST_WHAT,
    MOST_DECISIONS,
    MOST_HEARD,
    TERMS,
    VOICES,
    Decision,
    key,
)
from align.domain.text import clean_line
from align.errors import Rejected
from align.packs.fields import Fields
from align.packs.source import Listing, Node, Scalar

DECISION_KEYS = ("what", "decider", *VOICES, *TERMS)


def read_decisions(fields: Fields, known: Iterable[str]) -> tuple[Decision, ...]:
    """Return the plan's register; what is wrong is in the report of `fields`. `known` are names and roles."""
    names, found = frozenset(known), list[Decision]()
    items = fields.items("decisions")
    if len(items) > MOST_DECISIONS:
        fields.problem("decisions", f"there are {len(items)}; {MOST_DECISIONS} is the most.")
    for path, node in items[:MOST_DECISIONS]:
        inner = Fields(node, path, DECISION_KEYS, fields.report)
        decision = _decision(inner)
        _check(inner, decision, names)
        if decision.what and any(key(one.what) == key(decision.what) for one in found):
            inner.problem("what", f"'{decision.what}' stands here twice. Keep one of the two.")
        found.append(decision)
    return tuple(found)


def _decision(fields: Fields) -> Decision:
    return Decision(
        what=fields.line("what", longest=LONGEST_WHAT),
        decider=fields.line("decider", longest=LONGEST_PARTY_TO),
        recommend=_names(fields, "recommend"),
        must_agree=_names(fields, "must_agree"),
        input=_names(fields, "input"),
        inform=_names(fields, "inform"),
        rule=fields.line("rule", longest=LONGEST_TERM, default=""),
        window=fields.line("window", longest=LONGEST_TERM, default=""),
        default_if_silent=fields.line("default_if_silent", longest=LONGEST_TERM, default=""),
        reopen_when=fields.line("reopen_when", longest=LONGEST_TERM, default=""),
    )


def _check(fields: Fields, decision: Decision, known: frozenset[str]) -> None:
    if not (decision.what and decision.decider):
        return  # said already
    try:
        check_decision(decision, known)
    except Rejected as no:
        fields.problem("decider", no.text)


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    """Return one name or a list of names, each once."""
    if name not in fields:
        return ()
    node = fields.at(name)
    items: list[tuple[str, Node]] = fields.items(name) if isinstance(node, Listing) else [(fields.inner(name), node)]
    if len(items) > MOST_HEARD:
        fields.problem(name, f"there are {len(items)}; {MOST_HEARD} is the most. Name a role or a group instead.")
    found: dict[str, str] = {}
    for path, item in items[:MOST_HEARD]:
        text = clean_line(item.text, longest=LONGEST_PARTY_TO + 1) if isinstance(item, Scalar) else ""
        if not 1 <= len(text) <= LONGEST_PARTY_TO:
            fields.report.add(item.line, item.column, path, f"this must be a name of 1 to {LONGEST_PARTY_TO} letters.")
        elif key(text) in found:
            fields.report.add(item.line, item.column, path, f"'{text}' stands here twice. Remove one.")
        else:
            found[key(text)] = text
    return tuple(found.values())
