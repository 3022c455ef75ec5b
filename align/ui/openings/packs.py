"""The packs that a facilitator on this machine can ask."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

from align.domain.prompts import Pack
from align.packs.catalogue import catalogue, pack_folders


def usable_packs() -> list[Pack]:
    """Return align's packs and those of one's own, as seen from the folder one is in, without what cannot be used."""
    found = catalogue(pack_folders(Path.cwd(), user_config_path("align")))
    return [one.pack for one in found if one.pack is not None]
