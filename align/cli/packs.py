"""`align packs`: the packs of prompts that there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.join import plain_option
from align.cli.places import OutPath, packs_here
from align.cli.spoken import Group
from align.cli.taking_part import is_plain
from align.language import _, plural, retold
from align.system import reason

if TYPE_CHECKING:
    from align.domain.prompts import Pack


@click.group("packs", cls=Group)
def command() -> None:
    """List, show, check, write and play packs of prompts.

    \b
    Examples:
      align packs list
      align packs show kickoff
      align packs new prompts/handover.yaml
      align packs check prompts/handover.yaml --strict
      align packs preview prompts/handover.yaml
    """


@command.command("list")
def list_packs() -> None:
    """List the packs in ./prompts, in your own folder and in align."""
    from align.packs.catalogue import catalogue

    for found in catalogue(packs_here()):
        if found.pack is None:
            n = len(found.problems)
            why = plural(
                n, "cannot be used: {n} problem, see `align packs check {file}`",
                "cannot be used: {n} problems, see `align packs check {file}`", n=n, file=found.where,
            )  # fmt: skip
            click.echo(f"{found.id}  {why}")
        else:
            click.echo(f"{found.id}  {' · '.join([found.title, *_size(found.pack), str(found.where)])}")


def _size(pack: Pack) -> list[str]:
    """How many prompts, and how long they take."""
    prompts, minutes = len(pack.prompts), max(1, round(pack.minutes))
    return [
        plural(prompts, "{n} prompt", "{n} prompts", n=prompts),
        plural(minutes, "about {n} minute", "about {n} minutes", n=minutes),
    ]


@command.command("show")
@click.argument("pack")
def show_pack(pack: str) -> None:
    """Show the prompts of PACK."""
    from align.domain.prompts import AREA_TITLES
    from align.packs.catalogue import find_pack

    found = find_pack(pack, packs_here())
    click.echo(f"{found.title}\n{found.about}")
    area = ""
    for number, prompt in enumerate(found.prompts, 1):
        if prompt.area != area:
            area = prompt.area
            click.echo(f"\n{_(AREA_TITLES[prompt.area])}")
        marks = "".join(
            f" ({said})" for said, on in ((_("core"), prompt.core), (_("with predictions"), prompt.predict)) if on
        )
        click.echo(f"  {number}. {prompt.text} [{prompt.type}]{marks}")


@command.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Take findings about the wording for problems.")
def check_pack(file: Path, strict: bool) -> None:
    """Check a pack FILE; every problem, and every wording that may be misread, with its line and the way out."""
    from align.errors import PackError
    from align.packs.lint import lint
    from align.packs.packs import read_pack
    from align.packs.source import read_document

    document = read_document(file)
    pack = read_pack(document)
    findings = [str(finding) for finding in lint(document)]
    if strict and findings:
        raise PackError(findings)
    for finding in findings:
        click.echo(_("wording: {finding}", finding=retold(finding)))
    n = len(findings)
    said = plural(n, "{n} about the wording.", "{n} about the wording.", n=n) if findings else _("No problems.")
    click.echo(f"{file}: {_('{what}.', what=_(', ').join([pack.title, *_size(pack)]))} {said}")


@command.command("new")
@click.argument("file", type=OutPath(dir_okay=False))
def new_pack(file: Path) -> None:
    """Write a commented pack to start from into FILE; an existing file is left as it is."""
    from align.errors import UserError
    from align.packs.fields import is_id, slug
    from align.packs.starter import starter_pack

    pack_id = slug(file.stem)
    if not is_id(pack_id):
        raise UserError(f"'{file.stem}' gives no id for a pack. Choose a name of letters from a to z, as mine.yaml.")
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(starter_pack(pack_id))
    except FileExistsError:
        raise UserError(f"{file} exists already. Choose another name.") from None
    except OSError as error:
        raise UserError(f"{file} cannot be written: {reason(error)}. Choose another place.") from None
    said = _("{file} holds three prompts to change. Look at them with: align packs check {file} --strict", file=file)
    click.echo(said)


@command.command("preview")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@plain_option
def preview_pack(file: Path, plain: bool) -> int:
    """Play a pack FILE alone: answer it, see the answers and the clauses drafted from them. Nothing is kept."""
    from align.packs.packs import load_pack

    pack = load_pack(file)
    if plain or is_plain():
        from align.ui.plain.preview import preview_plain

        return preview_plain(pack)
    from align.ui.run import run_preview

    return run_preview(pack)
