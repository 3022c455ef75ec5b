"""What events change in the plan: people, attribution, promises, escalation chains, decisions. It knows no state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from align.domain import events as e
from align.domain.model import Plan

Entry = TypeVar("Entry")


def _placed(entries: tuple[Entry, ...], at: int, entry: Entry) -> tuple[Entry, ...]:
    """A list with an entry in the place of the one at `at`; one place after the last it is a new one."""
    return (*entries[:at], entry, *entries[at + 1 :])


def _without(entries: tuple[Entry, ...], at: int) -> tuple[Entry, ...]:
    return (*entries[:at], *entries[at + 1 :])


def _attribution(plan: Plan, event: e.AttributionChanged) -> Plan:
    return msgspec.structs.replace(plan, attribution=event.attribution)


def _participant(plan: Plan, event: e.ParticipantAdded) -> Plan:
    return msgspec.structs.replace(plan, participants=(*plan.participants, event.participant))


def _promise_set(plan: Plan, event: e.PromiseSet) -> Plan:
    return msgspec.structs.replace(plan, promises=_placed(plan.promises, event.at, event.promise))


def _promise_dropped(plan: Plan, event: e.PromiseDropped) -> Plan:
    return msgspec.structs.replace(plan, promises=_without(plan.promises, event.at))


def _chain_set(plan: Plan, event: e.ChainSet) -> Plan:
    return msgspec.structs.replace(plan, escalation=_placed(plan.escalation, event.at, event.chain))


def _chain_dropped(plan: Plan, event: e.ChainDropped) -> Plan:
    return msgspec.structs.replace(plan, escalation=_without(plan.escalation, event.at))


def _decision_set(plan: Plan, event: e.DecisionSet) -> Plan:
    return msgspec.structs.replace(plan, decisions=_placed(plan.decisions, event.at, event.decision))


def _decision_dropped(plan: Plan, event: e.DecisionDropped) -> Plan:
    return msgspec.structs.replace(plan, decisions=_without(plan.decisions, event.at))


PLAN_CHANGES: dict[type[e.VisibleEvent], Callable[[Plan, Any], Plan]] = {
    e.AttributionChanged: _attribution,
    e.ParticipantAdded: _participant,
    e.PromiseSet: _promise_set,
    e.PromiseDropped: _promise_dropped,
    e.ChainSet: _chain_set,
    e.ChainDropped: _chain_dropped,
    e.DecisionSet: _decision_set,
    e.DecisionDropped: _decision_dropped,
}
"""Event → the plan after it, for the events that change nothing else. Fields of events are in range (see `decide`)."""
