"""The register at the desk: its rows, one decision in full, and what the editor's values make. It knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping

from align.charter.register import MUST_AGREE
from align.domain.decision_rules import known_names
from align.domain.decisions import TERMS, VOICES, Decision, key, unsaid
from align.domain.model import Plan
from align.language import _, mark

WORDS: dict[str, str] = {
    "recommend": mark("Recommends"), "must_agree": mark("Must agree"), "input": mark("Heard"),
    "inform": mark("Told after"), "rule": mark("Taken how"), "window": mark("Time"),
    "default_if_silent": mark("If silent"), "reopen_when": mark("Again when"),
}  # fmt: skip
"""Labels of the editor and of the detail, at most ten letters."""
HINTS: dict[str, str] = {
    "recommend": mark("who prepares it; with commas"), "must_agree": mark("whose consent it needs"),
    "input": mark("who is heard before"), "inform": mark("who hears of it after"),
    "rule": mark("alone, by consent, as the contract says"), "window": mark("for instance 2 working days"),
    "default_if_silent": mark("what holds without an answer"), "reopen_when": mark("what has to happen first"),
}  # fmt: skip


def rows(plan: Plan) -> list[tuple[str, str]]:
    """Return (what is decided, who decides) of every entry."""
    return [(decision.what, decision.decider) for decision in plan.decisions]


def detail(decision: Decision) -> list[tuple[str, str]]:
    """Return (label, words) of all that was said of a decision, then what was not."""
    said = [(_("Decides"), decision.decider)]
    said += [(_(WORDS[voice]), ", ".join(getattr(decision, voice))) for voice in VOICES if getattr(decision, voice)]
    said += [(_(WORDS[term]), getattr(decision, term)) for term in TERMS if getattr(decision, term)]
    missing = _(", ").join(_(WORDS[term]) for term in unsaid(decision))
    return [*said, *([(_("Not said"), missing)] if missing else [])]


def heard_twice(decision: Decision) -> str:
    """Say who stands in two fields, and in which, as the editor calls them; empty for nobody."""
    places = [(_("Decides"), decision.decider), *((_(WORDS[v]), name) for v in VOICES for name in getattr(decision, v))]
    seen: dict[str, str] = {}
    for label, name in places:
        before = seen.setdefault(key(name), label)
        if before != label and key(name):
            both = {"name": name, "first": before, "second": label}
            return _("{name} stands under “{first}” and “{second}”. Keep the one that counts.", **both)
    return ""


def names(plan: Plan) -> tuple[str, ...]:
    """Return the roles and names that complete a line while it is typed."""
    return tuple(sorted(name for name in known_names(plan) if name))


def proposal_words(decision: Decision) -> str:
    """Return what the answers propose in one line."""
    agree = f"; {', '.join(decision.must_agree)} {_(MUST_AGREE)}" if decision.must_agree else ""
    return f"{decision.what}: {decision.decider or _('no role leads')}{agree}"


def decision_of(values: Mapping[str, str]) -> Decision:
    """Return the decision that the editor's values make; names have commas between them."""
    heard = {voice: tuple(filter(None, map(str.strip, values[voice].split(",")))) for voice in VOICES}
    terms = {term: values[term] for term in TERMS}
    return Decision(what=values["what"], decider=values["decider"], **heard, **terms)  # type: ignore[arg-type]
