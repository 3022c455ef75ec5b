"""Makes a Prompt of one entry of a pack's list, and checks what each type of prompt needs. It opens no files."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from align.domain.prompts import AREAS, CLOSED_TYPES, Clock, Option, Point, Prompt, PromptType, Unit
from align.domain.text import name_key
from align.packs.fields import Fields, keyed, unique_slug
from align.packs.source import Listing, Node, Scalar
from align.packs.templates import PREDICT_PLACEHOLDERS, TEXT_PLACEHOLDERS, clause_placeholders, template_problems

TYPES: tuple[PromptType, ...] = get_args(PromptType)
UNITS: tuple[Unit, ...] = get_args(Unit)
CLOCKS: tuple[Clock, ...] = get_args(Clock)

PROMPT_KEYS = (
    "id", "area", "type", "title", "text", "why", "help", "example", "options", "cards", "buckets", "points",
    "roles", "top", "most", "units", "clocks", "after_text", "predict", "predict_text", "sensitive", "core", "minutes",
    "clause", "pulse",
)  # fmt: skip
OPTION_KEYS = ("id", "label")
POINT_KEYS = ("value", "label")
TYPES_OF_KEY: dict[str, frozenset[PromptType]] = {
    "options": frozenset({"choice", "choices", "rank", "scenario", "decision_rights"}),
    "cards": frozenset({"sort"}),
    "buckets": frozenset({"sort"}),
    "points": frozenset({"scale"}),
    "roles": frozenset({"decision_rights"}),
    "top": frozenset({"rank"}),
    "most": frozenset({"list", "choices", "decision_rights"}),
    "units": frozenset({"duration", "scenario"}),
    "clocks": frozenset({"duration", "scenario"}),
    "after_text": frozenset({"scenario"}),
    "predict": CLOSED_TYPES,
    "predict_text": CLOSED_TYPES,
}
"""Keys that only prompts of some types may have; the others fit every type."""
NEEDED: dict[PromptType, dict[str, int]] = {
    "choice": {"options": 2},
    "choices": {"options": 2},
    "rank": {"options": 2},
    "scale": {"points": 2},
    "sort": {"cards": 1, "buckets": 2},
    "scenario": {"options": 2},
    "decision_rights": {"roles": 2},
}
"""How many values a list must have at least, for the types that need it."""

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_LABEL, LONGEST_PROSE = 60, 300, 80, 1_000
MOST_OPTIONS, MOST_ROLES, MOST_LINES, MOST_MINUTES = 20, 9, 20, 60
LOWEST_POINT, HIGHEST_POINT = -1_000, 1_000

_DEFAULT: dict[str, Any] = {field.name: field.default for field in msgspec.structs.fields(Prompt)}


def read_prompt(fields: Fields) -> Prompt:
    """Return the prompt that `fields` hold; what is wrong is in their report, and then the prompt is not to be used."""
    kind = fields.one_of("type", TYPES)
    prompt = Prompt(
        id=fields.id("id"),
        area=fields.one_of("area", AREAS),
        type=kind,
        title=fields.line("title", longest=LONGEST_TITLE),
        text=fields.line("text", longest=LONGEST_QUESTION),
        why=fields.block("why", longest=LONGEST_PROSE),
        help=fields.block("help", longest=LONGEST_PROSE, default=""),
        example=fields.block("example", longest=LONGEST_PROSE, default=""),
        options=_options(fields, "cards" if kind == "sort" else "options"),
        buckets=_options(fields, "buckets"),
        points=_points(fields),
        roles=_options(fields, "roles", most=MOST_ROLES),
        top=fields.whole("top", default=_DEFAULT["top"], low=0, high=MOST_OPTIONS),
        most=fields.whole("most", default=_DEFAULT["most"], low=int(kind != "decision_rights"), high=MOST_LINES),
        units=fields.many_of("units", UNITS, _DEFAULT["units"]),
        clocks=fields.many_of("clocks", CLOCKS, _DEFAULT["clocks"]),
        after_text=fields.line("after_text", longest=LONGEST_QUESTION, default=""),
        predict=fields.flag("predict", _DEFAULT["predict"]),
        predict_text=fields.line("predict_text", longest=LONGEST_QUESTION, default=""),
        sensitive=fields.flag("sensitive", _DEFAULT["sensitive"]),
        core=fields.flag("core", _DEFAULT["core"]),
        minutes=fields.number("minutes", default=_DEFAULT["minutes"], low=0.1, high=MOST_MINUTES),
        clause=fields.block("clause", longest=LONGEST_PROSE, default=""),
        pulse=fields.line("pulse", longest=LONGEST_QUESTION, default=""),
    )
    written = fields.at("type")
    if isinstance(written, Scalar) and written.text == kind:
        _check_type(fields, prompt)
    _check_templates(fields, "text", prompt.text, sorted(TEXT_PLACEHOLDERS))
    _check_templates(fields, "after_text", prompt.after_text, [])
    _check_templates(fields, "predict_text", prompt.predict_text, sorted(PREDICT_PLACEHOLDERS))
    return prompt


def _check_type(fields: Fields, prompt: Prompt) -> None:
    kind = prompt.type
    for key, types in TYPES_OF_KEY.items():
        if key in fields and kind not in types:
            fits = ", ".join(one for one in TYPES if one in types)
            fields.problem(key, f"a prompt of type {kind} has no {key} (these have: {fits}). Remove it.")
    for key, least in NEEDED.get(kind, {}).items():
        node = fields.at(key)
        if key not in fields or (isinstance(node, Listing) and len(node.items) < least):
            fields.problem(key, f"a prompt of type {kind} needs {key}: {least} or more. Add them.")
    if prompt.top > len(prompt.options) > 0:
        fields.problem("top", f"there are {len(prompt.options)} options. Let `top` be at most that, or leave it out.")
    if prompt.predict_text and not prompt.predict:
        fields.problem("predict_text", "nobody is asked to predict here. Add `predict: true`, or remove this.")
    if kind == "decision_rights" and "options" not in fields:
        _check_own_decisions(fields, prompt)
    _check_templates(fields, "clause", prompt.clause, clause_placeholders(kind))


def _check_own_decisions(fields: Fields, prompt: Prompt) -> None:
    """Without `options` people type the decisions, so there is nothing that others could predict."""
    for key in ("predict", "predict_text"):
        if key in fields:
            fields.problem(key, "nobody can predict decisions that others will type. Give `options`, or remove this.")
    if prompt.most == 0:
        fields.problem("most", "there is no decision to answer for. Give `options`, or let people add some.")


def _check_templates(fields: Fields, key: str, template: str, known: list[str]) -> None:
    for message in template_problems(template, known):
        fields.problem(key, message)


def _options(fields: Fields, key: str, most: int = MOST_OPTIONS) -> tuple[Option, ...]:
    items = fields.items(key)
    if len(items) > most:
        fields.problem(key, f"{len(items)} are too many to choose from; {most} is the most.")
    options: dict[str, Option] = {}
    for path, node in items:
        option = _option(fields, path, node, taken=list(options))
        same = [other for other in options.values() if name_key(other.label) == name_key(option.label)]
        if option.id in options or (same and option.label):
            fields.report.add(node.line, node.column, path, f"'{option.label}' stands here twice. Make them differ.")
        options[option.id] = option
    return tuple(options.values())


def _option(fields: Fields, path: str, node: Node, taken: list[str]) -> Option:
    inner = Fields(keyed(node, "label"), path, OPTION_KEYS, fields.report)
    label = inner.line("label", longest=LONGEST_LABEL)
    return Option(inner.id("id") if "id" in inner else unique_slug(label, taken, otherwise="option"), label)


def _points(fields: Fields) -> tuple[Point, ...]:
    points: list[Point] = []
    for path, node in fields.items("points"):
        inner = Fields(keyed(node, "value"), path, POINT_KEYS, fields.report)
        before = len(fields.report.problems)
        value = inner.whole("value", low=LOWEST_POINT, high=HIGHEST_POINT)
        if points and value <= points[-1].value and len(fields.report.problems) == before:
            inner.problem("value", "points must rise from the lowest to the highest. Put them in order, each once.")
        points.append(Point(value, inner.line("label", longest=LONGEST_LABEL, default="")))
    return tuple(points)
