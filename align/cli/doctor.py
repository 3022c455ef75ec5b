"""`align doctor`: what a person would be asked for when something does not work; changes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.exits import FAILED, OK
from align.cli.places import folder_option, there


@click.command("doctor")
@click.argument("name", required=False, default="")
@click.option("--repair", type=click.Path(path_type=Path), help="Save what can be saved of NAME into this new file.")
@folder_option
def command(name: str, repair: Path | None, folder: Path) -> int:
    """Look at versions, time zones, folders, the terminal and the certificate; with NAME at that workshop's files.

    Each line begins with ok, note or WRONG; the exit code is 1 when something is wrong. Nothing is changed:
    --repair writes a new file and leaves the damaged ones as they are.

    \b
    Examples:
      align doctor
      align doctor orion-3
      align doctor orion-3 --repair sessions/orion-3-saved.json
    """
    from align.engine.checkup import Finding, machine, saved, workshop
    from align.storage.folder import Folder

    if repair is not None and not name:
        raise click.UsageError("--repair needs the NAME of the workshop to save.")
    path = Folder(there(folder)).path(name) if name else None
    findings: list[Finding] = machine(folder) if path is None else workshop(path)
    if path is not None and repair is not None:
        findings = saved(path, repair)
    for finding in findings:
        click.echo(f"{finding.verdict:<5}  {finding.text}")
    return FAILED if any(finding.verdict == "WRONG" for finding in findings) else OK
