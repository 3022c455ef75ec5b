"""Makes a Plan of the YAML that a facilitator writes, or says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec

from align.domain.decision_rules import known_names
from align.domain.model import Attribution, Milestone, Plan
from align.domain.prompts import Pack, Prompt
from align.domain.text import LONGEST_NAME, name_key
from align.errors import PackError, UserError
from align.packs.catalogue import find_pack
from align.packs.combine import combine
from align.packs.crowd import Crowd
from align.packs.decisions import read_decisions
from align.packs.fields import Fields, keyed
from align.packs.promises import read_escalation, read_promises
from align.packs.regions import read_parties, read_regions
from align.packs.source import Listing, Scalar, parse_document, read_document

PLAN_KEYS = (
    "title", "milestone", "parties", "regions", "people", "people_file", "facilitators",
    "pack", "attribution", "min_n", "threshold", "open_door", "promises", "escalation", "decisions",
)  # fmt: skip
MILESTONE_KEYS = ("name", "date", "code", "meaning")
PACK_CHOICE_KEYS = ("name", "prompts", "core")
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
LONGEST_TITLE, LONGEST_MEANING, LONGEST_CODE = 80, 500, 20
LARGEST_MIN_N = 100
DEFAULT_PACK = "kickoff"

_NO_PACK = Pack(id="", title="", about="", prompts=())
_DEFAULT: dict[str, Any] = {field.name: field.default for field in msgspec.structs.fields(Plan)}


def load_plan(source: Path | str, folders: Sequence[Path]) -> Plan:
    """Return the plan in a file (a Path) or in YAML text (a str); its pack is looked for in `folders`.

    Raises PackError with all problems at once, also those of its people file and its pack; UserError when the
    file cannot be opened.
    """
    document = read_document(source) if isinstance(source, Path) else parse_document(source, "plan")
    fields = Fields(document.root, "", PLAN_KEYS, document.report)
    regions, parties = read_regions(fields), read_parties(fields)
    open_door = fields.flag("open_door", _DEFAULT["open_door"])
    crowd = Crowd(document, regions, parties, source.parent if isinstance(source, Path) else None)
    elsewhere: list[str] = []
    plan = Plan(
        title=fields.line("title", longest=LONGEST_TITLE),
        milestone=_milestone(fields),
        regions=regions,
        parties=parties,
        participants=crowd.read(fields, elsewhere, open_door=open_door) if regions else (),
        facilitators=_facilitators(fields),
        pack=_pack(fields, folders, elsewhere),
        attribution=fields.one_of("attribution", ATTRIBUTIONS, _DEFAULT["attribution"]),
        min_n=fields.whole("min_n", default=_DEFAULT["min_n"], low=1, high=LARGEST_MIN_N),
        threshold=_threshold(fields),
        open_door=open_door,
    )
    if regions:
        # Where none could be read that is said, and whoever is named below would be unknown for that reason alone.
        promises, escalation = read_promises(fields, regions), read_escalation(fields, regions)
        plan = msgspec.structs.replace(plan, promises=promises, escalation=escalation)
        plan = msgspec.structs.replace(plan, decisions=read_decisions(fields, known_names(plan)))
    document.report.raise_if_any(elsewhere)
    return plan


def _milestone(fields: Fields) -> Milestone:
    if "milestone" not in fields:
        fields.problem("milestone", "this key is missing. Write its `name` and `date`.")
        return Milestone("", "")
    inner = Fields(fields.at("milestone"), "milestone", MILESTONE_KEYS, fields.report)
    return Milestone(
        name=inner.line("name", longest=LONGEST_TITLE),
        date=inner.date("date"),
        code=inner.line("code", longest=LONGEST_CODE, default=""),
        meaning=inner.block("meaning", longest=LONGEST_MEANING, default=""),
    )


def _facilitators(fields: Fields) -> tuple[str, ...]:
    names = fields.lines("facilitators", longest=LONGEST_NAME)
    if len({name_key(name) for name in names}) < len(names):
        fields.problem("facilitators", "a name stands here twice. Remove one.")
    return tuple(names)


def _threshold(fields: Fields) -> float:
    node = fields.at("threshold")
    if "threshold" in fields and isinstance(node, Scalar):
        percent = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?) ?%", node.text, re.ASCII)
        share = re.fullmatch(r"[01](?:\.\d{1,6})?", node.text, re.ASCII)
        value = float(percent[1]) / 100 if percent else float(node.text) if share else 0.0
        if 0.5 <= value <= 1:
            return value
    if "threshold" in fields:
        fields.problem("threshold", "write a share from 50 % to 100 %, for example 75 % or 0.75.")
    return float(_DEFAULT["threshold"])


def _pack(fields: Fields, folders: Sequence[Path], elsewhere: list[str]) -> Pack:
    """Return the chosen prompts as a pack, of one pack or of several together."""
    written = fields.at("pack") if "pack" in fields else Scalar(1, 1, DEFAULT_PACK)
    places = fields.items("pack") if isinstance(written, Listing) else [("pack", written)]
    before = len(fields.report.problems) + len(elsewhere)
    packs = [
        _one_pack(Fields(keyed(node, "name"), path, PACK_CHOICE_KEYS, fields.report), folders, elsewhere)
        for path, node in places
    ]
    try:
        return combine(packs) if len(fields.report.problems) + len(elsewhere) == before else _NO_PACK
    except UserError as error:
        fields.problem("pack", str(error))
        return _NO_PACK


def _one_pack(fields: Fields, folders: Sequence[Path], elsewhere: list[str]) -> Pack:
    """Return the chosen prompts of one pack; the problems of the pack's own file go to `elsewhere`."""
    name = fields.line("name", longest=LONGEST_TITLE)
    if not name:
        return _NO_PACK
    try:
        pack = find_pack(name, folders)
    except PackError as error:
        elsewhere += error.problems
        return _NO_PACK
    except UserError as error:
        fields.problem("name", str(error))
        return _NO_PACK
    return msgspec.structs.replace(pack, prompts=_chosen(fields, pack))


def _chosen(fields: Fields, pack: Pack) -> tuple[Prompt, ...]:
    """Return the prompts that the plan names, in its order; else the core ones, or all."""
    if "prompts" not in fields:
        core = fields.flag("core", False)
        found = tuple(prompt for prompt in pack.prompts if prompt.core or not core)
        if not found:
            fields.problem("core", f"the pack '{pack.id}' has no core prompts. Name the `prompts`, or remove `core`.")
        return found
    if "core" in fields:
        fields.problem("core", "`prompts` names the prompts already. Keep one of the two keys.")
    ids = fields.many_of("prompts", [prompt.id for prompt in pack.prompts], ())
    return tuple(pack.prompt(prompt_id) for prompt_id in ids)
