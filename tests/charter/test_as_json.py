"""The JSON charter holds the view as it is, and its schema on file describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from align.charter.as_json import FORMAT, CharterDocument, charter_json, schema
from align.charter.render import written
from align.charter.stamp import read_stamp
from tests.charter.told import EVERY_KIND, harmless, view, with_texts

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "charter.schema.json"


def shape(value: Any) -> Any:
    """Return a value with its kind in place of every leaf."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__


def test_the_document_is_the_view_under_a_version_with_the_sum_of_the_markdown() -> None:
    text = written(view())
    found = json.loads(charter_json(view(), text))
    stamp = read_stamp(text)
    assert stamp is not None
    assert found == {"format": FORMAT, "content_sha256": stamp.sha256, "charter": view()}


def test_the_document_fits_the_shape_that_documents_it() -> None:
    for facts in (view(), with_texts(EVERY_KIND)):
        text = charter_json(facts, written(facts))
        assert msgspec.json.decode(text, type=CharterDocument)["charter"] == facts


def test_the_schema_on_file_is_that_of_the_code() -> None:
    """When the view changes on purpose: python -m align.charter.as_json > docs/schema/charter.schema.json"""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("shift", range(0, len(EVERY_KIND), 13))
def test_hostile_texts_leave_the_document_in_the_same_form(shift: int) -> None:
    put, plain = with_texts(EVERY_KIND, shift), harmless()
    assert shape(json.loads(charter_json(put, ""))) == shape(json.loads(charter_json(plain, "")))
