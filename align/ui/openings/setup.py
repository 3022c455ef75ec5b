"""Opens the wizard on a folder of workshops."""

from __future__ import annotations

from pathlib import Path

import msgspec
from platformdirs import user_config_path

from align.domain.model import Plan
from align.engine.clock import Clock
from align.engine.hosting import create_workshop
from align.engine.seat import replace_private
from align.engine.unfinished import Unfinished
from align.errors import UserError
from align.packs.catalogue import catalogue, pack_folders
from align.packs.source import read_text
from align.packs.writing import plan_to_yaml
from align.storage.folder import Folder
from align.system import reason
from align.ui.present.paths import short_path
from align.ui.present.setup_draft import SetupDraft
from align.ui.present.setup_packs import World
from align.ui.present.setup_plan import STEPS
from align.ui.screens.setup.tools import WizardTools
from align.ui.screens.setup.wizard import WizardScreen


def wizard(folder: Path, name: str = "") -> WizardScreen:
    """Return the wizard, with what was left unfinished last time. Raises UserError when the folder cannot be read."""
    here, clock, unfinished = Folder(folder), Clock(), Unfinished()
    packs = catalogue(pack_folders(Path.cwd(), user_config_path("align")))
    tools = WizardTools(
        world=World(frozenset(here.names()), tuple(packs), short_path(folder), clock.now()),
        clock=clock,
        keep=lambda draft: unfinished.keep(msgspec.json.encode(draft)),
        forget=unfinished.forget,
        create=lambda name, plan: create_workshop(here, name, plan, clock),
        save_plan=save_plan,
        read_people=lambda path: read_text(Path(path).expanduser()),
        files=Path.cwd(),
    )
    return WizardScreen(tools, name, left_unfinished(unfinished.load()))


def left_unfinished(content: bytes | None) -> SetupDraft | None:
    """Return the draft that was kept; None when there is none, or when it is of no use any more."""
    if content is None:
        return None
    try:
        draft = msgspec.json.decode(content, type=SetupDraft)
    except msgspec.DecodeError:
        return None
    return draft if 0 <= draft.step < len(STEPS) else None


def save_plan(plan: Plan, path: Path) -> None:
    """Write a plan as YAML, for its owner's eyes: it names people. Raises UserError with nothing changed."""
    try:
        replace_private(path, plan_to_yaml(plan).encode(), durable=True)
    except OSError as error:
        raise UserError(f"The plan cannot be written to {path}: {reason(error)}. Choose another place.") from None
