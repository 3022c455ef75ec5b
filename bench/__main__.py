"""`python -m bench`: every measurement in one run, as the page docs/benchmarks.md. Takes a few quiet minutes.

Each part is a process of its own and puts a yardstick beside align in turn; trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

PAGE = Path("docs/benchmarks.md")
PARTS = (
    ("Start-up and keys", "feel", ["--rounds", "7"], "G1–G3"),
    ("While fifty people answer", "busy", ["--keys", "50"], ""),
    ("One answer, from one person to all", "crowd", ["50", "200", "--rounds", "200"], "G8–G10, G15"),
    ("A thousand people", "crowd", ["1000", "--rounds", "60", "--rate", "20"], "G10, G15"),
    (
        "Three hundred people at 400 answers a second, five more who do not read",
        "crowd",
        ["300", "--rounds", "60", "--rate", "400", "--deaf", "5"],
        "G10",
    ),
    ("One frame to everybody", "wire", [], "G7"),
    ("Guests with nothing but ssh", "doors", ["1", "50"], ""),
    ("Guests with nothing but a browser", "doors", ["1", "50", "--web"], ""),
    ("The store", "store", [], "G4–G6"),
    ("The figures", "analysis", [], "G14"),
    ("A year of cover", "cover", [], ""),
)


def main() -> None:
    """Run every part and write the page."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = [
        "# Benchmarks\n",
        "Made by `python -m bench` (part by part: `python -m bench.feel` and so on), TLS and visibility on.",
        "Each table puts a yardstick and align in turn in one run; trust the ratios, not the milliseconds.\n",
        f"Machine: {machine}. The goals G1–G15 are named where a table bears on them.\n",
    ]
    for title, module, arguments, goals in PARTS:
        sys.stderr.write(f"{title} …\n")
        command = [sys.executable, "-m", f"bench.{module}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        written = " ".join(["python -m", f"bench.{module}", *arguments])
        text += [f"## {title}{f' ({goals})' if goals else ''}\n", f"`{written}`\n", f"{_block(done.stdout)}\n"]
    PAGE.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")


def _block(output: str) -> str:
    """Return tables as they are, and everything else as it was printed."""
    output = output.strip("\n")
    return output if output.lstrip().startswith("|") else f"```text\n{output}\n```"


if __name__ == "__main__":
    main()
