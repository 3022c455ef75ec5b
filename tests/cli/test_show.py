"""`align show --analysis`: the finished example's figures, as text for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.cli.exits import OK
from align.cli.main import run

EXAMPLE = str(Path(__file__).resolve().parents[2] / "sessions" / "example")


def test_the_analysis_is_shown_as_text_and_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--analysis"]) == OK
    text = capfd.readouterr().out
    assert "Four-state map" in text
    assert "What the figures mean" in text
    assert "Boston expects Pune to say “within one working day”; Pune said “at once, even at night”." in text
    assert run(["show", "orion-3", "--folder", EXAMPLE, "--analysis", "--json"]) == OK
    facts = json.loads(capfd.readouterr().out)
    assert set(facts) == {"name", "title", "agenda", "prompts", "explanations"}
    assert set(facts["agenda"]["talk"]) == {prompt["prompt"] for prompt in facts["prompts"]}


def test_without_the_option_it_is_the_plain_view(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "orion-3", "--folder", EXAMPLE]) == OK
    assert "Four-state map" not in capfd.readouterr().out
