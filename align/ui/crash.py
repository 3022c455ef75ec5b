"""What is kept when the program fails: where in the code, never what anybody wrote."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path

from textual.worker import WorkerFailed

from align.engine.seat import home
from align.language import _, for_all


def write_report(error: BaseException | None) -> Path | None:
    """Write where it happened, readable by this person only, and return the file; None when it cannot be written.

    Holds class names, files, lines and function names. No message, no variables and no source text: any of them may
    quote an answer, a name or a join code.
    """
    folder = home() / "reports"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, path = tempfile.mkstemp(dir=folder, prefix="report-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(redacted(error))
    except OSError:
        return None
    return Path(path)


def redacted(error: BaseException | None) -> str:
    """Return the report's text."""
    head = [f"{name} {_version(name)}" for name in ("align-workshop", "textual")]
    lines = [*head, for_all(f"python {platform.python_version()} on {platform.system()}"), ""]
    while error is not None:
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        frames = traceback.extract_tb(error.__traceback__)
        lines += [for_all(f"  {_short(f.filename)}:{f.lineno} in {f.name}") for f in frames]
        error = _inside(error)
    return "\n".join(lines) + "\n"


def _inside(error: BaseException) -> BaseException | None:
    """Return what lies behind an error: a worker's failure holds what really happened."""
    held = error.error if isinstance(error, WorkerFailed) else None
    return held or error.__cause__ or error.__context__


def sentence(report: Path | None) -> str:
    """Return what a person reads after a failure."""
    said = [_("align stopped because of a fault of its own. What was received is stored; what you typed is kept here.")]
    if report:
        said.append(_("A report without anybody's words is in {path}.", path=_tilde(report)))
    return " ".join([*said, _("Start it again to go on.")])


def _tilde(path: Path) -> str:
    """Name a file without the folder that all of this person's are in: a guest need not know the host's folders."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _short(filename: str) -> str:
    """Return the path from its package on: a home folder may name a person."""
    parts = Path(filename).parts
    for start in ("site-packages", "align"):
        if start in parts:
            return "/".join(parts[parts.index(start) + (start == "site-packages") :])
    return parts[-1] if parts else ""


def _version(name: str) -> str:
    # Only a failure needs it, and every start would pay for it.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(name)
    except PackageNotFoundError:
        return for_all("(from a checkout)")
