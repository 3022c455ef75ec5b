"""The home screen in words: a row for each workshop, a line about the one at the cursor, what one can begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from align.charter.facts import PHASE_WORDS
from align.engine.shelf import Shelved
from align.language import _, mark, retold
from align.packs.catalogue import Found
from align.ui.present.counts import count, joined
from align.ui.present.paths import short_path
from align.ui.present.times import calendar_day
from align.usual import called

ActionId = Literal["demo", "new", "join", "example", "settings"]


class Action(msgspec.Struct, frozen=True):
    """Something to begin, with its key."""

    id: ActionId
    key: str
    label: str
    about: str


ACTIONS = (
    Action(
        "demo", "t", mark("Try the demo"), mark("A whole workshop with nine simulated colleagues in three regions.")
    ),
    Action("new", "n", mark("New workshop"), mark("Set one up in short steps: milestone, regions, people, prompts.")),
    Action("join", "j", mark("Join"), mark("Take part in somebody's workshop with the ticket they gave you.")),
    Action(
        "example",
        "e",
        mark("Open the example"),
        mark("The charter of a finished workshop, to see what comes out in the end."),
    ),
    Action("settings", "s", mark("Settings"), mark("Colours, language, and where things are kept on this machine.")),
)


WHO_JOINS = (
    ("127.0.0.1", mark("Only people at this computer, for now")),
    ("0.0.0.0", mark("Everybody whose computer can reach this one")),  # noqa: S104 - asked for in so many words
)
"""Addresses to listen on, each with whom it lets in."""

NO_WORKSHOP_YET = mark("None here yet. The demo (t) shows what a workshop is; n sets one up.")


class WorkshopRow(msgspec.Struct, frozen=True):
    """One workshop of the list. `mark` is "●" while it is served, "!" where it cannot be read."""

    name: str
    mark: str
    title: str
    standing: str
    people: str
    day: str
    problem: str


def workshop_row(one: Shelved) -> WorkshopRow:
    """Return the row of a workshop."""
    if one.state is None:
        return WorkshopRow(one.name, "!", "", "", "", "", _short(one))
    plan = one.state.the_plan
    sealed = _("sealed, version {version}", version=one.state.version)
    standing = sealed if one.state.phase == "sealed" else _(PHASE_WORDS[one.state.phase])
    return WorkshopRow(
        one.name, "●" if one.served else "", plan.title, standing, count(len(plan.participants), "person", "people"),
        calendar_day(plan.milestone.date), "",
    )  # fmt: skip


def workshop_about(one: Shelved, folder: Path) -> str:
    """Return what the line below the list says about a workshop of this folder."""
    if one.state is None:
        return _("{name} cannot be read: {problem}", name=one.name, problem=retold(one.problem))
    plan = one.state.the_plan
    where = joined([region.name for region in plan.regions])
    day = calendar_day(plan.milestone.date)
    about = _(
        "{title}: {people} in {where}, towards {name}, {day}.",
        title=plan.title, people=count(len(plan.participants), "person", "people"), where=where,
        name=plan.milestone.name, day=day,
    )  # fmt: skip
    if not one.served:
        return about
    typed = called(folder / f"{one.name}.json")
    served = _("It is being served: h opens one more desk, align stop {name} ends it.", name=typed)
    return f"{about} {served}"


def _short(one: Shelved) -> str:
    """Return what is wrong with a workshop's file, where a row has no room for the whole of its path."""
    file = rf"(?<![\w.])(?:[A-Za-z]:\\|/).*?[/\\]{re.escape(one.name)}\.json"
    return retold(re.sub(file, mark("its file"), one.problem))


def pack_row(found: Found) -> tuple[str, str]:
    """Return a pack's id, and its title or the way to learn what is wrong with its file."""
    if found.pack is not None:
        return found.id, f"{found.title} · {count(len(found.pack.prompts), 'prompt')}"
    wrong = count(len(found.problems), "problem")
    return found.id, _("cannot be used, {wrong}: align packs check {path}", wrong=wrong, path=short_path(found.where))


def packs_words(folders: Sequence[Path]) -> str:
    """Say where packs of one's own are looked for."""
    return _("Packs of your own go into {places}.", places=joined([short_path(folder) for folder in folders], "or"))
