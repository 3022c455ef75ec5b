"""The register of decisions for a charter, and the same entries as RACI and as DACI.

How the words map: who decides is Accountable and the Approver; who recommends is Responsible and the Driver; who must
agree or gives input is Consulted and a Contributor, and one without whose consent nothing stands says so; who is told
is Informed. Where nobody recommends, the decider does that too.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.charter.agreed_view import DaciView, DecisionView, RaciRowView, RaciView, RegisterView
from align.charter.wording import listed, one_line
from align.domain.decisions import Decision, key, unsaid
from align.domain.model import Plan

MUST_AGREE = "must agree"
RACI_KEY = (
    "R: responsible, recommends and prepares. A: accountable, decides; exactly one. C: consulted, gives input before; "
    "with “must agree” nothing stands without this consent. I: informed, is told after. Where nobody recommends, "
    "whoever decides also prepares."
)
DACI_KEY = (
    "Driver: recommends and prepares. Approver: decides; exactly one. Contributors: give input before; with “must "
    "agree” nothing stands without their consent. Informed: are told after. Where nobody recommends, whoever decides "
    "also drives."
)


def register(plan: Plan) -> RegisterView:
    """Return the plan's register with both views of it; all lists are empty without decisions."""
    return {
        "list": [_decision(number, one) for number, one in enumerate(plan.decisions, 1)],
        "raci": _raci(plan.decisions),
        "daci": [_daci(number, one) for number, one in enumerate(plan.decisions, 1)],
        "raci_key": RACI_KEY,
        "daci_key": DACI_KEY,
    }


def _decision(number: int, decision: Decision) -> DecisionView:
    return {
        "number": number,
        "what": one_line(decision.what),
        "decider": one_line(decision.decider),
        "recommend": [*map(one_line, decision.recommend)],
        "must_agree": [*map(one_line, decision.must_agree)],
        "input": [*map(one_line, decision.input)],
        "inform": [*map(one_line, decision.inform)],
        "rule": one_line(decision.rule),
        "window": one_line(decision.window),
        "default_if_silent": one_line(decision.default_if_silent),
        "reopen_when": one_line(decision.reopen_when),
        "unsaid": [name.replace("_", " ") for name in unsaid(decision)],
    }


def _raci(decisions: tuple[Decision, ...]) -> RaciView:
    """Return the matrix: a column for everybody who is named, deciders first, then in the order of the register."""
    people: dict[str, str] = {}
    named = [decision.decider for decision in decisions]
    for name in [*named, *(name for decision in decisions for name, _ in _letters(decision))]:
        people.setdefault(key(name), one_line(name))
    rows = list[RaciRowView]()
    for number, decision in enumerate(decisions, 1):
        cells = dict[str, str]()
        for name, letter in _letters(decision):
            cells[key(name)] = letter
        rows.append(
            {"number": number, "what": one_line(decision.what), "cells": [cells.get(one, "") for one in people]}
        )
    return {"people": list(people.values()), "rows": rows}


def _letters(decision: Decision) -> Iterator[tuple[str, str]]:
    yield decision.decider, "A" if decision.recommend else "A, R"
    for name in decision.recommend:
        yield name, "R"
    for name in decision.must_agree:
        yield name, f"C, {MUST_AGREE}"
    for name in decision.input:
        yield name, "C"
    for name in decision.inform:
        yield name, "I"


def _daci(number: int, decision: Decision) -> DaciView:
    contributors = [f"{one_line(name)} ({MUST_AGREE})" for name in decision.must_agree]
    return {
        "number": number,
        "what": one_line(decision.what),
        "driver": listed(map(one_line, decision.recommend or (decision.decider,))),
        "approver": one_line(decision.decider),
        "contributors": [*contributors, *map(one_line, decision.input)],
        "informed": [*map(one_line, decision.inform)],
    }
