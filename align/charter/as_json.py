"""The charter for programs: the view as JSON under a version of its own, and the schema that documents it.

`python -m align.charter.as_json > docs/schema/charter.schema.json` writes the schema anew.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Literal, TypedDict

import msgspec

from align.charter.stamp import read_stamp
from align.charter.view import CharterView

FORMAT: Literal["align-charter/1"] = "align-charter/1"
"""Keys may be added under the same number; one that changes its meaning or goes away makes it the next."""


class CharterDocument(TypedDict):
    """A charter as `align charter NAME --format json` writes it."""

    format: Annotated[
        Literal["align-charter/1"],
        msgspec.Meta(description="the number grows when a key changes its meaning or goes away"),
    ]
    content_sha256: Annotated[str, msgspec.Meta(description="as at the end of the Markdown charter of the same facts")]
    charter: CharterView


def charter_json(view: CharterView, markdown: str) -> str:
    """Return the view as JSON with the sum of the Markdown charter that says the same."""
    stamp = read_stamp(markdown)
    document: CharterDocument = {
        "format": FORMAT,
        "content_sha256": stamp.sha256 if stamp else "",
        "charter": view,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the document, as in docs/schema/charter.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "align charter",
        **msgspec.json.schema(CharterDocument),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
