"""What `align doctor` finds out: about this machine, and about one workshop's files. It looks and changes nothing."""

from __future__ import annotations

import os
import platform
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec

from align import __version__
from align.analysis.cover.tzsource import tzdata_source
from align.charter.facts import PHASE_WORDS
from align.charter.wording import counted
from align.engine.hosting import keys_path
from align.engine.reading import read_public
from align.engine.seat import home
from align.engine.server_process import serving_here
from align.engine.serving import host_process, note_path
from align.errors import AlignError, StoreError, UserError
from align.language import _, for_all, plural, retold
from align.storage.copies import note_copy
from align.storage.doctor import Report, inspect, repair
from align.storage.folder import Folder
from align.storage.register import Register, register_path
from align.sync.certificate import fingerprint_of, new_certificate, server_context
from align.system import reason
from align.usual import called

Verdict = Literal["ok", "note", "WRONG"]

LIBRARIES = (
    "textual", "tinydb", "websockets", "msgspec", "jinja2", "click", "ruamel.yaml", "markdown-it-py", "platformdirs",
    "segno", "tzdata", "cryptography",
)  # fmt: skip
LEAST_SPACE = 50 * 1024 * 1024
"""Bytes: a workshop of hundreds of people needs some 10 MB."""
SMALLEST = (60, 18)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
FILES = ("*.json", "*.json.*", "*.door", "*.serving")
"""What of a workshop may be read by its owner only."""


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor's report."""

    verdict: Verdict
    text: str


def machine(folder: Path) -> list[Finding]:
    """Look at everything that is not one workshop; `folder` is where the workshops are."""
    yours = "ALIGN_HOME" if os.environ.get("ALIGN_HOME") else _("your files")
    return [
        *_versions(), _time_zones(), *_place(_("sessions folder"), folder), *_workshops(folder),
        *_place(yours, home()), *_terminal(), _certificate(),
    ]  # fmt: skip


def workshop(path: Path) -> list[Finding]:
    """Look at one workshop's files. Raises StoreError when there are none."""
    report = inspect(path)
    found = _report(report)
    if report.ok:
        state = read_public(path)
        people = counted(len(state.the_plan.participants), "person", "people")
        phase = _(PHASE_WORDS[state.phase])
        said = _("“{title}”: {phase}; {people}.", title=state.the_plan.title, phase=phase, people=people)
        found.append(Finding("ok", said))
    elif report.events:
        way = f"align doctor {called(path)} --repair {path.with_stem(path.stem + '-saved')}"
        said = _("{facts} can be saved into a new file: {way}", facts=_facts(report.events), way=way)
        found.append(Finding("note", said))
    return [*found, *_served(path), *_door(path), *_open_to_others(_files(path))]


def saved(path: Path, out: Path) -> list[Finding]:
    """Save what can be saved of `path` into the new file `out`. Raises StoreError when nothing can.

    Each of the two is noted beside the other, so that `align forget` finds both.
    """
    report = repair(path, out)
    way = _("{file} is as it was. Host the saved one by its name, {name}.", file=path, name=out.stem)
    found = [*_report(report), Finding("note", way)]
    for one, other in ((path, out), (out, path)):
        try:
            note_copy(one, other)
        except StoreError as error:
            why = retold(str(error))
            said = _("`align forget {name}` will not know of {file}: {why}", name=called(one), file=other, why=why)
            found.append(Finding("note", said))
    return found


def _served(path: Path) -> Iterator[Finding]:
    with suppress(UserError):  # the note of a host that crashed may be damaged; the workshop is not
        if serving_here(path) is not None:
            said = _(
                "being served, by process {number}: `align desk {name}` opens a desk on it, `align stop {name}` ends "
                "it.",
                number=host_process(path), name=called(path),
            )  # fmt: skip
            yield Finding("ok", said)


def _report(report: Report) -> list[Finding]:
    found = [Finding("WRONG", _by_the_doctor(problem)) for problem in report.problems]
    found += [Finding("note", _by_the_doctor(note)) for note in report.notes]
    if report.ok:
        found.append(Finding("ok", f"{report.path}: {_facts(report.events)}."))
    return found


def _by_the_doctor(text: str) -> str:
    """A sentence of the store's, without its advice to do what is being done."""
    advice = _("Run `align doctor`.")
    return retold(text).replace(f" {advice}", "").replace(advice, "")


def _versions() -> Iterator[Finding]:
    yield Finding("ok", f"align {__version__}")
    yield Finding("ok", for_all(f"Python {platform.python_version()} on {platform.system()} {platform.release()}"))
    there, missing = [], []
    for library in LIBRARIES:
        try:
            there.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            missing.append(library)
    yield Finding("ok", ", ".join(there))
    if missing:
        yield Finding("WRONG", _("Not installed: {names}. Install align again.", names=", ".join(missing)))


def _time_zones() -> Finding:
    source = tzdata_source()
    if source.startswith("no "):
        return Finding("WRONG", _("There is no time zone database. Install the package tzdata."))
    return Finding("ok", _("time zones from: {source}", source=source))


def _place(what: str, folder: Path) -> Iterator[Finding]:
    """Whether files can be made in a folder, or in the nearest one above it that is there."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    missing = "" if there == folder.absolute() else f" {_('(not there yet; made when needed)')}"
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        why = _("{what} {folder} cannot be written to: {why}.", what=what, folder=folder, why=retold(reason(error)))
        yield Finding("WRONG", why)
        return
    mode = f"{stat.S_IMODE(there.stat().st_mode):04o}"
    yield Finding("ok", _("{what} {folder}, mode {mode}", what=what, folder=f"{folder}{missing}", mode=mode))
    free = shutil.disk_usage(there).free
    if free < LEAST_SPACE:
        left = free // 1024 // 1024
        yield Finding("WRONG", _("{what} {folder}: only {n} MB free on its disk.", what=what, folder=folder, n=left))


def _workshops(folder: Path) -> Iterator[Finding]:
    try:
        entries = Folder(folder).survey()
    except StoreError as error:
        yield Finding("WRONG", retold(str(error)))
        return
    for entry in entries:
        yield (
            Finding("ok", _("workshop {name}", name=entry.name))
            if entry.ok
            else Finding("WRONG", retold(entry.problem))
        )
    yield from _open_to_others(sorted(file for kind in FILES for file in folder.glob(kind)))


def _files(path: Path) -> list[Path]:
    beside = [register_path(path), keys_path(path), note_path(path)]
    return [path, *sorted(path.parent.glob(f"{path.name}.*")), *beside]


def _open_to_others(files: list[Path]) -> Iterator[Finding]:
    if os.name != "posix":
        return
    readable = [file for file in files if file.exists() and file.stat().st_mode & OTHERS]
    if readable:
        names = " ".join(str(file) for file in readable)
        said = _("Other people on this machine can read answers. Close them with: chmod 600 {names}", names=names)
        yield Finding("WRONG", said)


def _terminal() -> Iterator[Finding]:
    said = ", ".join(f"{name}={os.environ.get(name) or _('(not set)')}" for name in ("TERM", "COLORTERM"))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("note", _("no terminal here, so align would use plain text; {said}", said=said))
    elif os.environ.get("TERM", "dumb") == "dumb":
        yield Finding("note", _("this terminal says it can draw nothing, so align uses plain text; {said}", said=said))
    else:
        columns, rows = shutil.get_terminal_size()
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        size = _("terminal of {columns} columns and {rows} rows", columns=columns, rows=rows)
        if small:
            size += "; " + _("screens need {columns} by {rows}", columns=SMALLEST[0], rows=SMALLEST[1])
        yield Finding("note" if small else "ok", f"{size}; {said}")
    encoding = output_encoding()
    if encoding.lower().replace("-", "") != "utf8":
        yield Finding(
            "WRONG", _("The output's encoding is {name}. Use UTF-8, for instance LANG=C.UTF-8.", name=encoding)
        )


def output_encoding() -> str:
    """Return the encoding of what is printed."""
    return sys.stdout.encoding or "none"


def _certificate() -> Finding:
    server_context(new_certificate())
    return Finding("ok", _("certificates can be made and used"))


def _door(path: Path) -> Iterator[Finding]:
    try:
        pem = str(Register(keys_path(path)).load().get("door", {}).get("certificate", ""))
    except StoreError as error:
        yield Finding(
            "WRONG", f"{retold(str(error))} {_('Move it away: the next start makes a new code, and all join again.')}"
        )
        return
    if not pem:
        yield Finding("note", _("no certificate yet; the first start makes one"))
        return
    try:
        server_context(pem)
        yield Finding("ok", _("certificate with the fingerprint {mark}", mark=fingerprint_of(pem)))
    except (ValueError, OSError, AlignError):
        said = _("The certificate in {file} cannot be used. Move that file away.", file=keys_path(path))
        yield Finding("WRONG", said)


def _facts(number: int) -> str:
    return plural(number, "{n} fact", "{n} facts", n=number)
