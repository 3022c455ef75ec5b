"""Which languages align speaks, which one a person wants, and where its sentences lie: gettext's .po files.

English needs no file, and then `engine/catalogue.py`, which reads them, is not even loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from align.domain.text import clean_line
from align.engine.settings import load_settings
from align.errors import UserError
from align.language import ENGLISH, Catalogue, mark, speak

if TYPE_CHECKING:
    from align.engine.catalogue import PoCatalogue

VARIABLE = "ALIGN_LANGUAGE"
LANGUAGES: dict[str, str] = {
    ENGLISH: "English", "de": "Deutsch", "es": "Español", "fr": "Français", "ja": "日本語", "zh": "简体中文",
}  # fmt: skip
"""Code → the language's name in itself."""
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")


def known_language(text: str) -> str:
    """Return the code of a language as people, systems or browsers write it ("de_CH.UTF-8", "zh-Hans"); else empty."""
    tag = re.split(r"[.@]", text.strip().casefold().replace("_", "-"))[0]
    code, _, rest = tag.partition("-")
    if code == "zh" and rest.split("-")[0] in ("tw", "hk", "mo", "hant"):
        return ""  # the characters are others; English reads better than the wrong ones
    return code if code in LANGUAGES else ""


def wanted_language(environment: Mapping[str, str], asked: str = "") -> str:
    """Return the code to speak: as asked, else ALIGN_LANGUAGE, the choice kept on this machine, the system's language.

    Raises UserError for an asked language that align does not speak.
    """
    if asked:
        code = known_language(asked)
        if not code:
            raise UserError(f"align does not speak {asked!r}. It speaks {', '.join(LANGUAGES)}.")
        return code
    for text in (environment.get(VARIABLE, ""), load_settings().language):
        if known_language(text):
            return known_language(text)
    system = next((environment[name] for name in _SYSTEM if environment.get(name)), "")
    return known_language(system) or ENGLISH


def unknown_language(environment: Mapping[str, str]) -> str:
    """Return in English what ALIGN_LANGUAGE holds that align does not speak, and what it does; empty for nothing."""
    text = environment.get(VARIABLE, "")
    if not text or known_language(text):
        return ""
    return ignored_value(VARIABLE, text, LANGUAGES)


def ignored_value(variable: str, value: str, known: Iterable[str]) -> str:
    """Return in English that a variable's value is unknown and what is known."""
    names = ", ".join(known)
    return mark(f"{variable} is set to “{clean_line(value, longest=40)}”, which is ignored. Known: {names}.")


def speak_language(code: str) -> None:
    """Speak this language in this process from now on."""
    speak(*_with_catalogue(code))


def persons_language() -> tuple[str, Catalogue | None]:
    """Return the language of whoever sits at this terminal and its catalogue, for `speak_later`."""
    return _with_catalogue(wanted_language(os.environ))


def _with_catalogue(code: str) -> tuple[str, Catalogue | None]:
    return code, None if code == ENGLISH else catalogue(code)


def told(code: str, text: str) -> str:
    """Return a sentence of align's in a language that this process need not speak: a host's own word to one guest."""
    return catalogue(code).gettext(text) if code and code != ENGLISH else text


def unreadable(code: str) -> str:
    """Return in one line of English what could not be read of a language's files; empty when all could."""
    problems = catalogue(code).problems if code != ENGLISH else []
    more = f" ({len(problems) - 1} more like it.)" if problems[1:] else ""
    return f"{problems[0]}{more}" if problems else ""


@cache
def catalogue(code: str) -> PoCatalogue:
    """Return the translations of a language other than English; they are read once."""
    from align.engine.catalogue import PoCatalogue  # noqa: PLC0415 - start-up: English needs no files
    from align.resources import bundled  # noqa: PLC0415

    return PoCatalogue(sorted((bundled("languages") / code).glob("*.po")))
