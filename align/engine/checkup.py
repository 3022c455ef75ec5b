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
from align.engine.hosting import keys_path
from align.engine.reading import read_public
from align.engine.seat import home
from align.engine.server_process import serving_here
from align.engine.serving import host_process, note_path
from align.errors import AlignError, StoreError, UserError
from align.storage.copies import note_copy
from align.storage.doctor import Report, inspect, repair
from align.storage.folder import Folder
from align.storage.register import Register, register_path
from align.sync.certificate import fingerprint_of, new_certificate, server_context

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
    return [
        *_versions(), _time_zones(), *_place("sessions folder", folder), *_workshops(folder),
        *_place("ALIGN_HOME" if os.environ.get("ALIGN_HOME") else "your files", home()), *_terminal(), _certificate(),
    ]  # fmt: skip


def workshop(path: Path) -> list[Finding]:
    """Look at one workshop's files. Raises StoreError when there are none."""
    report = inspect(path)
    found = _report(report)
    if report.ok:
        state = read_public(path)
        people = len(state.the_plan.participants)
        found.append(Finding("ok", f"“{state.the_plan.title}”, phase {state.phase}, {people} people."))
    elif report.events:
        way = f"align doctor {path.stem} --repair {path.with_stem(path.stem + '-saved')}"
        found.append(Finding("note", f"{_facts(report.events)} can be saved into a new file: {way}"))
    return [*found, *_served(path), *_door(path), *_open_to_others(_files(path))]


def saved(path: Path, out: Path) -> list[Finding]:
    """Save what can be saved of `path` into the new file `out`. Raises StoreError when nothing can.

    Each of the two is noted beside the other, so that `align forget` finds both.
    """
    report = repair(path, out)
    found = [*_report(report), Finding("note", f"{path} is as it was. Host the saved one by its name, {out.stem}.")]
    for one, other in ((path, out), (out, path)):
        try:
            note_copy(one, other)
        except StoreError as error:
            found.append(Finding("note", f"`align forget {one.stem}` will not know of {other}: {error}"))
    return found


def _served(path: Path) -> Iterator[Finding]:
    with suppress(UserError):  # the note of a host that crashed may be damaged; the workshop is not
        if serving_here(path) is not None:
            ways = f"`align desk {path.stem}` opens a desk on it, `align stop {path.stem}` ends it"
            yield Finding("ok", f"being served, by process {host_process(path)}: {ways}.")


def _report(report: Report) -> list[Finding]:
    found = [Finding("WRONG", _by_the_doctor(problem)) for problem in report.problems]
    found += [Finding("note", _by_the_doctor(note)) for note in report.notes]
    if report.ok:
        found.append(Finding("ok", f"{report.path}: {_facts(report.events)}."))
    return found


def _by_the_doctor(text: str) -> str:
    """A sentence of the store's, without its advice to do what is being done."""
    return text.replace(" Run `align doctor`.", "")


def _versions() -> Iterator[Finding]:
    yield Finding("ok", f"align {__version__}")
    yield Finding("ok", f"Python {platform.python_version()} on {platform.system()} {platform.release()}")
    there, missing = [], []
    for library in LIBRARIES:
        try:
            there.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            missing.append(library)
    yield Finding("ok", ", ".join(there))
    if missing:
        yield Finding("WRONG", f"Not installed: {', '.join(missing)}. Install align again.")


def _time_zones() -> Finding:
    source = tzdata_source()
    if source.startswith("no "):
        return Finding("WRONG", "There is no time zone database. Install the package tzdata.")
    return Finding("ok", f"time zones from: {source}")


def _place(what: str, folder: Path) -> Iterator[Finding]:
    """Whether files can be made in a folder, or in the nearest one above it that is there."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    missing = "" if there == folder.absolute() else " (not there yet; made when needed)"
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        yield Finding("WRONG", f"{what} {folder} cannot be written to: {error.strerror}.")
        return
    yield Finding("ok", f"{what} {folder}{missing}, mode {stat.S_IMODE(there.stat().st_mode):04o}")
    free = shutil.disk_usage(there).free
    if free < LEAST_SPACE:
        yield Finding("WRONG", f"{what} {folder}: only {free // 1024 // 1024} MB free on its disk.")


def _workshops(folder: Path) -> Iterator[Finding]:
    try:
        entries = Folder(folder).survey()
    except StoreError as error:
        yield Finding("WRONG", str(error))
        return
    for entry in entries:
        yield Finding("ok", f"workshop {entry.name}") if entry.ok else Finding("WRONG", entry.problem)
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
        yield Finding("WRONG", f"Other people on this machine can read answers. Close them with: chmod 600 {names}")


def _terminal() -> Iterator[Finding]:
    said = ", ".join(f"{name}={os.environ.get(name, '(not set)')}" for name in ("TERM", "COLORTERM"))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("note", f"no terminal here, so align would use plain text; {said}")
    elif os.environ.get("TERM", "dumb") == "dumb":
        yield Finding("note", f"this terminal says it can draw nothing, so align uses plain text; {said}")
    else:
        columns, rows = shutil.get_terminal_size()
        small = columns < SMALLEST[0] or rows < SMALLEST[1]
        more = f"; screens need {SMALLEST[0]} by {SMALLEST[1]}" if small else ""
        yield Finding("note" if small else "ok", f"terminal of {columns} columns and {rows} rows{more}; {said}")
    encoding = output_encoding()
    if encoding.lower().replace("-", "") != "utf8":
        yield Finding("WRONG", f"The output's encoding is {encoding}. Use UTF-8, for instance LANG=C.UTF-8.")


def output_encoding() -> str:
    """Return the encoding of what is printed."""
    return sys.stdout.encoding or "none"


def _certificate() -> Finding:
    server_context(new_certificate())
    return Finding("ok", "certificates can be made and used")


def _door(path: Path) -> Iterator[Finding]:
    try:
        pem = str(Register(keys_path(path)).load().get("door", {}).get("certificate", ""))
    except StoreError as error:
        yield Finding("WRONG", f"{error} Move it away: the next start makes a new code, and all join again.")
        return
    if not pem:
        yield Finding("note", "no certificate yet; the first start makes one")
        return
    try:
        server_context(pem)
        yield Finding("ok", f"certificate with the fingerprint {fingerprint_of(pem)}")
    except (ValueError, OSError, AlignError):
        yield Finding("WRONG", f"The certificate in {keys_path(path)} cannot be used. Move that file away.")


def _facts(number: int) -> str:
    return f"{number} fact{'s' * (number != 1)}"
