"""The settings in words: what can be chosen, where a person's things lie, and what is stronger than a choice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from align.engine.languages import VARIABLE, ignored_value, known_language, unknown_language
from align.language import _, mark, retold
from align.ui.present.paths import short_path

THEME_VARIABLE = "ALIGN_THEME"
COLOURLESS = "NO_COLOR"
SETTINGS_KEY = "f3"
THEME_WORDS = {
    "dark": mark("Dark colours"),
    "light": mark("Light colours"),
    "high-contrast": mark("High contrast"),
    "ansi": mark("The terminal's own colours"),
}
THEME_ABOUT = {
    "dark": mark("the usual ones"),
    "light": mark("for bright rooms and projectors"),
    "high-contrast": mark("the strongest contrast"),
    "ansi": mark("sixteen, as its owner has set them"),
}
"""Theme → what it is good for."""


def places(own: Path, more: Mapping[str, Path]) -> list[tuple[str, str]]:
    """Return (what, where) for what is kept on this machine; `more` is what the screen in front keeps besides."""
    kept = [(_("Choices, seats and what you typed"), own)]
    return [(what, short_path(path.absolute())) for what, path in (*kept, *more.items())]


def wanted_theme(environment: Mapping[str, str]) -> str:
    """Return the name of the colours that the environment asks for; empty where it asks for none that there are."""
    theme = environment.get(THEME_VARIABLE, "")
    return theme if theme in THEME_WORDS else ""


def ignored(environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for each variable that is set to something unknown, with what is known."""
    said = [retold(unknown_language(environment))]
    theme = environment.get(THEME_VARIABLE, "")
    if theme and not wanted_theme(environment):
        said.append(retold(ignored_value(THEME_VARIABLE, theme, THEME_WORDS)))
    return [one for one in said if one]


def stronger(environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for each variable that is set and stronger than what is chosen here."""
    said = []
    if COLOURLESS in environment:
        said.append(_("NO_COLOR is set: there are no colours here, whatever is chosen. The choice is for other times."))
    if theme := wanted_theme(environment):
        said.append(_("ALIGN_THEME is set to {name}, which is stronger at the next start.", name=theme))
    if known_language(language := environment.get(VARIABLE, "")):
        said.append(_("ALIGN_LANGUAGE is set to {name}, which is stronger at the next start.", name=language))
    return said
