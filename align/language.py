"""The language in which this process speaks to its person: `_` finds the words. It knows neither files nor screens.

Everything is written in English where it is said: `_("{n} of {all}", n=3, all=5)`. What was chosen before the first
screen is set with `speak`, or found out when the first sentence is said (`speak_later`); until then, and for all that
has no translation, English stays. What others read (the charter, files, logs) is written inside `in_english()`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Protocol

ENGLISH = "en"
LONGEST = 2_000
"""Letters of a sentence that is looked for among those that were written in English elsewhere."""
KEY = "key"
"""The context of what keys do: "open" is what one does there, elsewhere how something stands."""


class _Figure(float):
    """A number that a sentence gives decimals to ("{share:.2f}"): they are written as the language spoken does."""

    def __format__(self, spec: str) -> str:
        return written(super().__format__(spec))


class Catalogue(Protocol):
    """The translations of one language, as the `gettext` of the standard library has them."""

    def gettext(self, message: str) -> str:
        """Return the translation, or the message itself."""

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of a word that means several things, where it means this one."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation for a number of things."""

    def shaped_like(self, text: str) -> Iterable[str]:
        """Return the messages with numbered fields that begin and end as the text does, longest first."""


_spoken: tuple[str, Catalogue | None] = (ENGLISH, None)
_choose: Callable[[], tuple[str, Catalogue | None]] | None = None
_FIELD = re.compile(r"\{(\w+)(?::[^}]*)?\}")
_DECIMAL = re.compile(r"\{(\d+):\.\d+f\}")
"""A numbered field that holds a number with decimals."""
_PLACE = re.compile(r"(\S[^:]*:\d+:\d+[^:]*: )(\S.*)")
"""A finding in a file: where ("plan.yaml:3:5 regions[2].zone: "), and what."""
_MISFITS = (LookupError, ValueError, AttributeError)
"""What `format` raises where a translation asks for fields that its sentence does not have."""
_aloud: ContextVar[bool] = ContextVar("aloud", default=True)
"""False while something is written that is not for the person at this terminal."""


def speak(code: str, catalogue: Catalogue | None) -> None:
    """From now on speak this language in this process; None: English."""
    global _spoken, _choose
    _spoken, _choose = (code, catalogue), None


def speak_later(choose: Callable[[], tuple[str, Catalogue | None]]) -> None:
    """Speak what `choose` returns as soon as something is said: a start that says nothing looks for no language.

    `speak`, when it comes first, is stronger.
    """
    global _choose
    _choose = choose


def language() -> str:
    """Return the code of the language that is spoken right now, such as "de"."""
    return _now()[0] if _aloud.get() else ENGLISH


@contextmanager
def in_english() -> Iterator[None]:
    """Write in English inside, whatever is spoken: what is read by others is in one language for all."""
    token = _aloud.set(False)
    try:
        yield
    finally:
        _aloud.reset(token)


def english_from_here() -> None:
    """Write in English for the rest of this task, which is not a person's: `in_english` would have to end in it too."""
    _aloud.set(False)


def mark(text: str) -> str:
    """Return the text itself: a constant that is translated where it is shown, by `_`."""
    return text


def for_all(text: str) -> str:
    """Return the text itself: what people of several languages read together stays in one, as in the log."""
    return text


def _(text: str, /, **fields: object) -> str:
    """Return the text in the language spoken, `fields` put where it names them in braces."""
    spoken = _catalogue()
    return _filled(spoken.gettext(text) if spoken is not None and text else text, text, fields)


def key_words(text: str) -> str:
    """Return what a key does, in the language spoken: in one or two words that can mean other things elsewhere."""
    spoken = _catalogue()
    return spoken.pgettext(KEY, text) if spoken is not None and text else text


def plural(number: int, one: str, many: str, /, **fields: object) -> str:
    """Return the text for a number of things, in the form that the language spoken has for it."""
    spoken = _catalogue()
    english = one if number == 1 else many
    return _filled(english if spoken is None else spoken.ngettext(one, many, number), english, fields)


def written(number: str) -> str:
    """Return a number with a decimal point ("1.5") as it is written in the language spoken ("1,5")."""
    return number.replace(".", _("1.5")[1])


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 answer", "3 answers", "no answers"; the catalogue knows them as "{n} answer", "{n} answers"."""
    many = many or f"{one}s"
    if _catalogue() is None:
        return f"{number or 'no'} {one if number == 1 else many}"
    return plural(number, f"{{n}} {one}", f"{{n}} {many}", n=number)


def retold(text: str) -> str:
    """Return a sentence that was written in English elsewhere, by the host for instance, in the language spoken.

    Numbers and names in it stay; a sentence that the catalogue does not know stays English. Of several lines each is a
    sentence, and one longer than `LONGEST` letters is none: what is looked for grows with the lines, not with the text.
    """
    spoken = _catalogue()
    if spoken is None or not text:
        return text
    found = spoken.gettext(text)
    if found != text:
        return found
    if "\n" in text:
        return "\n".join(map(retold, text.split("\n")))
    if len(text) > LONGEST:
        return text
    placed = _PLACE.fullmatch(text)
    if placed is not None:
        return f"{placed[1]}{retold(placed[2])}"
    for message in spoken.shaped_like(text):
        pattern = pattern_of(message)
        match = pattern.fullmatch(text) if pattern is not None else None
        if match is not None:
            # What was a number there is a word by now, and takes no format.
            said = _FIELD.sub(r"{\1}", spoken.gettext(message))
            fields = (match[f"n{number}"] for number in range(len(match.groupdict())))
            # A sentence may hold other words of ours: why something cannot be read, or the way out.
            told = [retold(field) if " " in field else field for field in fields]
            for name in _DECIMAL.findall(message):
                told[int(name)] = written(told[int(name)])
            try:
                return said.format(*told)
            except _MISFITS:
                return text
    return text


@cache
def pattern_of(message: str) -> re.Pattern[str] | None:
    """Return what a message with numbered fields ({0}) looks like when they are filled in; None for all others.

    Such messages are raised in English and retold; named fields belong to sentences that are said in place.
    """
    parts = re.split(_FIELD, message)
    if len(parts) == 1 or not all(name.isdecimal() for name in parts[1::2]):
        return None
    built, seen = [re.escape(parts[0])], set[str]()
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        built += [f"(?P=n{name})" if name in seen else f"(?P<n{name}>.+?)", re.escape(text)]
        seen.add(name)
    return re.compile("".join(built))


def _filled(text: str, english: str, fields: dict[str, object]) -> str:
    """Put the fields in; a translation that asks for others than its sentence has is no reason to fail."""
    if not fields:
        return text
    fields = {name: _Figure(value) if type(value) is float else value for name, value in fields.items()}
    try:
        return text.format(**fields)
    except _MISFITS:
        return english.format(**fields)


def _catalogue() -> Catalogue | None:
    return _now()[1] if _aloud.get() else None


def _now() -> tuple[str, Catalogue | None]:
    if _choose is not None:
        speak(*_choose())
    return _spoken
