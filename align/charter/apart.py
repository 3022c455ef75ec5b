"""Renders somebody's own template in a process of its own, with limits on its time, memory and output.

`render_apart` is the parent's side; run as a module it is the child, which reads one request and prints one reply.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import align
from align.charter.templates import read_template, render_file
from align.errors import UserError

SECONDS = 10.0
CPU_SECONDS = 5
MEMORY_BYTES = 512 * 1024 * 1024
"""Address space of the child; Python and Jinja themselves take some 60 MB of it."""

_TOO_MUCH = (
    "The template {name} was stopped: it takes more than {cpu} seconds or {memory} MB. "
    "A charter needs far less; look for a loop that does not end."
)


def render_apart(context: Mapping[str, object], template: Path, *, seconds: float = SECONDS) -> str:
    """Return the text that a template file makes of the context; raises UserError when it fails or takes too much."""
    read_template(template)  # what is wrong with the file itself is said at once
    path = template.resolve()
    request = json.dumps({"folder": str(path.parent), "name": path.name, "context": context})
    package = str(Path(align.__file__).resolve().parent.parent)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "align.charter.apart"],
            input=request.encode(), capture_output=True, timeout=seconds, check=False,
            env=os.environ | {"PYTHONPATH": package},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UserError(_too_much(path.name)) from None
    try:
        reply = json.loads(done.stdout)
    except ValueError:
        raise UserError(_too_much(path.name)) from None
    if "problem" in reply:
        raise UserError(reply["problem"])
    return str(reply["text"])


def answer(request: bytes) -> dict[str, str]:
    """Return the reply to a request: {"text": …}, or {"problem": a sentence}. The child's work, under its limits."""
    asked = json.loads(request)
    try:
        return {"text": render_file(asked["context"], Path(asked["folder"]), asked["name"])}
    except UserError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": _too_much(asked["name"])}


def _too_much(name: str) -> str:
    return _TOO_MUCH.format(name=name, cpu=CPU_SECONDS, memory=MEMORY_BYTES // 1024**2)


def _limit_this_process() -> None:
    """Take away what a template never needs; systems without such limits still have the parent's clock."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on some systems only

    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # some systems know a limit and refuse to set it
            continue


if __name__ == "__main__":
    _limit_this_process()
    sys.stdout.buffer.write(json.dumps(answer(sys.stdin.buffer.read())).encode())
