"""The colour themes: calm, one accent, and region colours that colour-blind people can tell apart.

Colour is never alone: a region always carries its letter, a state its word or shape; and where the terminal's own
colours are all there is, so that no ground is shaded, what a ground says elsewhere is reversed or framed (`CSS`).
"""

from __future__ import annotations

from textual.theme import Theme

REGION_COLOURS = 6
"""How many region colours a theme has; further regions begin again, told apart by their letters."""

_DARK_REGIONS = ("#e8a33d", "#62b6e7", "#3fbf9b", "#d98cb3", "#e4d65c", "#e2744a")
_LIGHT_REGIONS = ("#8f5500", "#0068a8", "#00694f", "#9a3a70", "#6f6100", "#b03c10")
_HIGH_REGIONS = ("#ffb000", "#7cc8ff", "#5dffc0", "#ff9ad5", "#fff36b", "#ff8a5c")
_ANSI_REGIONS = ("ansi_yellow", "ansi_cyan", "ansi_green", "ansi_magenta", "ansi_bright_yellow", "ansi_red")


def _variables(regions: tuple[str, ...], rule: str, quiet: str, marked: str, field: str) -> dict[str, str]:
    named = {f"region-{number}": colour for number, colour in enumerate(regions, 1)}
    return named | {
        "rule": rule,
        "quiet": quiet,
        "input-selection-background": marked,
        "field": field,
        "border": rule,
        "border-blurred": rule,
        "scrollbar": rule,
        "scrollbar-background": "transparent",
    }


DARK = Theme(
    name="align-dark",
    primary="#a9b8f5",
    secondary="#7f8cc4",
    accent="#a9b8f5",
    warning="#e8b04d",
    error="#ef8b7a",
    success="#7fc8a0",
    foreground="#dde1e8",
    background="#15181d",
    surface="#1c2026",
    panel="#262b33",
    dark=True,
    variables=_variables(_DARK_REGIONS, "#626b79", "#98a1ae", "#3a4570", "#2c3559"),
)
LIGHT = Theme(
    name="align-light",
    primary="#3b4fa8",
    secondary="#5a6bb8",
    accent="#3b4fa8",
    warning="#8a5a00",
    error="#a83226",
    success="#21704a",
    foreground="#20242b",
    background="#f7f6f2",
    surface="#efede7",
    panel="#e4e1d9",
    dark=False,
    variables=_variables(_LIGHT_REGIONS, "#8a867c", "#5c626c", "#c9d0f0", "#d6dcf5"),
)
HIGH_CONTRAST = Theme(
    name="align-high-contrast",
    primary="#ffe45c",
    secondary="#ffffff",
    accent="#ffe45c",
    warning="#ffb347",
    error="#ff9a8a",
    success="#7dffb0",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    dark=True,
    variables=_variables(_HIGH_REGIONS, "#b0b0b0", "#e0e0e0", "#5a4f00", "#4a4100"),
)
ANSI = Theme(
    name="align-ansi",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    variables=_variables(_ANSI_REGIONS, "ansi_bright_black", "ansi_default", "ansi_default", "ansi_default")
    | {
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)
"""The terminal's own sixteen colours: as its owner has set them, and what is left where colours are switched off."""

CSS = """
Input > .input--placeholder, Input > .input--suggestion, TextArea .text-area--placeholder { color: $quiet; }
Input:ansi > .input--placeholder, Input:ansi > .input--suggestion, TextArea:ansi .text-area--placeholder {
    color: $quiet; text-style: dim; }
Input:focus { background-tint: transparent; }
Input:ansi > .input--cursor, Input:ansi > .input--selection {
    background: ansi_default; color: ansi_default; text-style: reverse; }
Board:ansi:focus, DeskScreen OptionList:ansi:focus { border: heavy $accent; }
DeskScreen OptionList:ansi > .option-list--option-highlighted { text-style: bold underline; }
Select:ansi:focus > SelectCurrent { text-style: underline; }
SelectOverlay > .option-list--option-highlighted { background: $panel; color: $accent; text-style: bold; }
SelectOverlay:ansi > .option-list--option-highlighted { text-style: bold underline; }
"""
"""What holds in every theme for the parts that are Textual's own, and what stands for a ground where there is none."""

THEMES = {"dark": DARK, "light": LIGHT, "high-contrast": HIGH_CONTRAST, "ansi": ANSI}
"""name, as a person says it → theme."""


def theme_named(name: str) -> Theme:
    """Return the theme that a person named; the dark one for a name that is none."""
    return THEMES.get(name, DARK)
