"""The charter as decision records: one Markdown file a clause, in the shape of MADR, under names that stay."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from align.charter.catalogue import DECISION
from align.charter.render import written
from align.charter.view import CharterView, ClauseView
from align.errors import UserError

_LONGEST_SLUG = 50


def decision_files(view: CharterView, template: Path | None = None) -> dict[str, str]:
    """Return file name → text, one file a clause. Raises UserError when there is no clause, or for a wrong template.

    A name is made of the clause's id and its prompt's title: neither moves when clauses are added or dropped.
    """
    clauses = [clause for area in view["areas"] for clause in area["clauses"]]
    if not clauses:
        raise UserError("The charter holds no clause yet, so there is no decision to write down.")
    answers = {prompt["id"]: prompt for prompt in view["spread"]}
    return {
        file_name(clause): written(
            {**view, "clause": clause, "answers": answers.get(clause["prompt"])}, template, DECISION
        )
        for clause in clauses
    }


def file_name(clause: ClauseView) -> str:
    """Return "0004-urgent-means.md" for the clause with the id "c4"."""
    digits = re.sub(r"[^0-9]", "", clause["id"])
    plain = unicodedata.normalize("NFKD", clause["title"]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")
    return f"{digits.zfill(4)}-{slug or 'clause'}.md"
