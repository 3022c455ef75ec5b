"""The list of commands: Textual's, in align's colours, and with its words."""

from __future__ import annotations

from textual.command import CommandPalette

from align.language import _


class Commands(CommandPalette):
    """Opens with everything that can be done here. Its styles are read when it is opened, and not at every start."""

    CSS = """
    Commands { background: $background; }
    Commands > Vertical { background: $background; margin-top: 1; }
    Commands #--input, Commands #--input.--list-visible { border: none; border-bottom: solid $rule; }
    Commands SearchIcon { display: none; }
    Commands CommandInput { padding-left: 2; }
    Commands CommandList, Commands CommandList:focus { border: none; background: $background; }
    Commands CommandList > .option-list--option { padding: 0 2; text-style: none; }
    Commands CommandList > .option-list--option-highlighted { background: $panel; color: $foreground; }
    Commands CommandList:ansi > .option-list--option-highlighted {
        background: ansi_default; text-style: underline; }
    Commands > .command-palette--help-text { color: $quiet; text-style: none; }
    Commands > .command-palette--highlight { color: $accent; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=_("Search for commands …"), id="--command-palette")
