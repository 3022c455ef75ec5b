"""What templates/README.md promises is what there is, and `align templates` hands out what it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from align.charter.catalogue import copy_template, template, templates
from align.charter.context import context
from align.charter.guide import guide, paths
from align.charter.render import render
from align.charter.view import CharterView
from align.cli.exits import FAILED, OK
from align.cli.main import run
from align.errors import UserError
from align.resources import bundled
from tests.charter.story import shown, story
from tests.charter.test_pulses import amended_after_a_pulse


def names(value: Any, prefix: str = "") -> set[str]:
    """Return every key of a value with its way there, as "areas[].clauses[].text"."""
    if isinstance(value, dict):
        return {name for key, one in value.items() for name in {prefix + key, *names(one, f"{prefix}{key}.")}}
    if isinstance(value, list):
        return {name for one in value for name in names(one, f"{prefix[:-1]}[].")}
    return set()


def test_the_readme_on_file_is_what_the_code_says() -> None:
    """When the view changes on purpose: python -m align.charter.guide > templates/README.md"""
    assert (bundled("templates") / "README.md").read_text(encoding="utf-8") == guide()


def test_every_value_is_documented_and_every_documented_value_is_there() -> None:
    facts, documented = context(shown(story())), set(paths(CharterView))
    assert msgspec.convert(facts, CharterView, strict=True) == facts, "no key is missing, and each is of its kind"
    assert names(facts) <= documented
    pulses = context(shown(amended_after_a_pulse()))["pulses"]
    there = names(facts) | names(pulses)
    assert {name.rpartition(".")[2] for name in there} == {name.rpartition(".")[2] for name in documented} - {
        "author",
        "by",  # the story's last votes have no reasons, and it has one version
    }


def test_every_shape_that_the_readme_links_to_has_its_section() -> None:
    text = guide()
    for line in text.split("\n"):
        if "](#" in line:
            assert f"### {line.partition('](#')[2].partition(')')[0]}\n" in text


def test_every_bundled_template_says_what_it_is_for() -> None:
    assert [one.name for one in templates()] == [
        "charter.md.j2", "decision.md.j2", "decisions.md.j2", "one-page.md.j2", "pulses.md.j2", "raci.md.j2",
    ]  # fmt: skip
    assert all(len(one.about) > 20 for one in templates())


def test_a_copy_makes_the_same_document(tmp_path: Path) -> None:
    file = copy_template("charter", tmp_path)
    assert file.name == "charter.md.j2"
    view = context(shown(story()))
    assert render(view, file) == render(view)


def test_a_template_is_found_by_its_short_name_and_others_are_named() -> None:
    assert template("one-page") == template("one-page.md.j2")
    with pytest.raises(UserError, match=r"no template onepage\. There are: charter\.md\.j2, "):
        template("onepage")
    with pytest.raises(UserError):
        template("../README")


def test_templates_are_listed_shown_and_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["templates", "list"]) == OK
    assert "one-page.md.j2  The charter on one printed page" in capfd.readouterr().out
    assert run(["templates", "show", "README"]) == OK
    assert capfd.readouterr().out == guide()
    assert run(["templates", "show", "decision"]) == OK
    assert capfd.readouterr().out == template("decision").text
    assert run(["templates", "copy", "charter", "our.md.j2"]) == OK
    assert "align charter NAME --template our.md.j2" in capfd.readouterr().out
    assert run(["templates", "copy", "charter", "our.md.j2"]) == FAILED
    assert "our.md.j2 exists already. Use --force" in capfd.readouterr().err
    assert run(["templates", "copy", "charter", "our.md.j2", "--force"]) == OK
