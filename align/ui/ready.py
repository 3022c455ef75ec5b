"""Everything loaded that taking part can need, for a process from which participants' processes are forked."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from align.engine.guests import Guest, new_key
from align.engine.languages import LANGUAGES, catalogue
from align.language import ENGLISH
from align.ui.app import AlignApp
from align.ui.openings.guest import Visit

_ROOMS = ("align.ui.screens.participant", "align.ui.screens.shared", "align.ui.widgets")
_BESIDES = (
    "align.cli.join", "align.doors.terminal", "align.engine.remote", "align.ui.plain.join", "align.ui.run",
    "align.ui.page_driver", "textual.drivers.linux_driver",
)  # fmt: skip
_SIZE = (100, 30)


def load_everything() -> None:
    """Import it, read all languages, and play a guest's first screen once to nobody: its styles are then parsed, and
    what Textual looks up again is there.

    When it returns, no event loop, thread or file is left open. The guest that is played is made up.
    """
    for name in _BESIDES:
        importlib.import_module(name)
    for room in _ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    for code in LANGUAGES:
        if code != ENGLISH:
            catalogue(code)
    keep_parsed_styles()
    asyncio.run(_rehearse())


def keep_parsed_styles() -> None:
    """Let one application take over the style rules that another has parsed from the same text and colours.

    Textual keeps them so within an application. They are read and never changed, and hold no widget.
    """
    parse = Stylesheet._parse_rules
    kept: dict[tuple[Any, ...], list[RuleSet]] = {}

    def parse_once(self: Stylesheet, *what: Any, **more: Any) -> list[RuleSet]:
        key = (*self._variables.items(), what, *more.items())
        if key not in kept:
            kept[key] = parse(self, *what, **more)
        return kept[key]

    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]


async def _rehearse() -> None:
    app = AlignApp(Visit(Guest("", new_key(), "ssh")).open)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause()


def as_the_environment_says() -> None:
    """Let Textual read its settings again: it did when it was loaded, in another environment."""
    importlib.reload(importlib.import_module("textual.constants"))
