"""The charter as tables for spreadsheets: clauses, answers as they may be seen, and a log of what is open or decided.

A spreadsheet runs what looks like a formula. Every cell is quoted, and whatever could begin one gets an apostrophe:
inside a cell too, for a spreadsheet that expects semicolons takes a line's end or a semicolon for the cell's end.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from align.charter.view import CharterView, ClauseView
from align.domain.text import clean

# Full-width forms count: some spreadsheets read them as the plain ones.
_FORMULA = re.compile(r"(^|[\n;])(?=\s*[=+\-@＝＋－＠﹢﹣﹦﹫−])")
_CLAUSE_COLUMNS = (
    "id", "number", "area", "title", "text", "scope", "status", "owner", "review_iso", "support", "reasons", "dissent",
    "regional",
)  # fmt: skip
_RAID_COLUMNS = ("type", "id", "title", "description", "status", "owner", "review_on", "holds_for")
_ANSWER_COLUMNS = ("prompt", "title", "area", "group", "regions", "author", "answer", "comment", "late")


def clause_table(view: CharterView) -> bytes:
    """Return one row a clause as CSV, in the charter's order."""
    return table(_CLAUSE_COLUMNS, (_clause_row(clause) for clause in _clauses(view)))


def raid_table(view: CharterView) -> bytes:
    """Return assumptions, issues and decisions as CSV: what is open, what is contested, what was decided, by whom."""
    return table(_RAID_COLUMNS, [*_assumptions(view), *_issues(view), *_decisions(view), *_register(view)])


def answer_table(facts: Mapping[str, Any]) -> bytes:
    """Return one row an answer that everybody may see, as CSV; `facts` are those of `workshop_facts`.

    Rows stand as the reveal ordered them, by content: their order says nothing about who or when.
    """
    names = {person["id"]: person["name"] for person in facts["people"]}
    regions = {region["id"]: region["name"] for region in facts["regions"]}
    return table(_ANSWER_COLUMNS, (row for prompt in facts["prompts"] for row in _answer_rows(prompt, names, regions)))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV in UTF-8 with CRLF, all cells quoted and none of them a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # Without the mark in front, Excel takes UTF-8 for the system's own encoding.
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    return _FORMULA.sub(r"\1'", clean(str(value), longest=100_000, lines=10_000))


def _clauses(view: CharterView) -> Iterator[ClauseView]:
    for area in view["areas"]:
        yield from area["clauses"]


def _clause_row(clause: ClauseView) -> list[object]:
    return [
        clause["id"], clause["number"], clause["area"], clause["title"], clause["text"], clause["scope"],
        clause["status"], clause["owner"], clause["review_iso"], clause["support"]["sentence"],
        "\n".join(_reasons(clause)), "\n".join(clause["dissent"]),
        "\n".join(f"{own['region']}: {own['text']}" for own in clause["regional"]),
    ]  # fmt: skip


def _reasons(clause: ClauseView) -> Iterator[str]:
    for reason in clause["reasons"]:
        by = f", {reason['author']}" if reason["author"] else ""
        yield f"{reason['level']} ({reason['words']}){by}: {reason['text']}"


def _answer_rows(
    prompt: Mapping[str, Any], names: Mapping[str, str], regions: Mapping[str, str]
) -> Iterator[list[Any]]:
    for group in prompt.get("groups", ()):
        where = ", ".join(regions[region] for region in group["regions"])
        for answer in group["answers"]:
            yield [
                prompt["id"], prompt["title"], prompt["area"], group["group"], where,
                names.get(answer.get("author", ""), ""), answer["words"], answer["comment"],
                "late" if answer.get("late") else "",
            ]  # fmt: skip


def _raid_row(kind: str, clause: ClauseView, description: str, status: str, suffix: str = "") -> list[object]:
    return [
        kind, f"{clause['id']}{suffix}", clause["title"], description, status, clause["owner"], clause["review_iso"],
        clause["scope"],
    ]  # fmt: skip


def _assumptions(view: CharterView) -> Iterator[list[object]]:
    for clause in view["open_assumptions"]:
        yield _raid_row("Assumption", clause, clause["text"], "open")


def _issues(view: CharterView) -> Iterator[list[object]]:
    """Clauses that nobody settled, dissent, and answers that lie far apart where no clause settles it."""
    for clause in _clauses(view):
        if clause["status"] == "draft":
            yield _raid_row("Issue", clause, clause["text"], "not settled")
        for number, text in enumerate(clause["dissent"], 1):
            yield _raid_row("Issue", clause, text, "dissent recorded", f"-dissent-{number}")
    settled = {clause["prompt"] for clause in _clauses(view)}
    for prompt in view["spread"]:
        if prompt["label"] == "split" and prompt["id"] not in settled:
            words = f"{prompt['question']}\n{prompt['sentence']} {prompt['label_words']}"
            yield ["Issue", prompt["id"], prompt["title"], words, "no clause", "", "", ""]


def _decisions(view: CharterView) -> Iterator[list[object]]:
    for clause in _clauses(view):
        if clause["status"] not in ("draft", "open"):
            texts = [clause["text"], *(f"{own['region']}: {own['text']}" for own in clause["regional"])]
            yield _raid_row("Decision", clause, "\n".join(texts), clause["status"].replace("_", " "))


def _register(view: CharterView) -> Iterator[list[object]]:
    """Who decides what, as decisions about decisions; what nobody said is left out."""
    for one in view["register"]["list"]:
        terms = {
            "Recommends": ", ".join(one["recommend"]), "Must agree": ", ".join(one["must_agree"]),
            "Heard before": ", ".join(one["input"]), "Told after": ", ".join(one["inform"]),
            "How it is taken": one["rule"], "Time to answer": one["window"],
            "If nobody answers": one["default_if_silent"], "Taken again when": one["reopen_when"],
        }  # fmt: skip
        said = [f"{word}: {text}" for word, text in terms.items() if text]
        description = "\n".join([f"{one['decider']} decides", *said])
        name = f"register-{one['number']}"
        yield ["Decision", name, one["what"], description, "decider named", one["decider"], "", ""]
