"""Own templates see plain values, run under limits, and fail with their name, their line and a way out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from align.charter import apart
from align.charter.catalogue import CHARTER
from align.charter.context import context
from align.charter.render import charter_markdown, render
from align.charter.templates import LONGEST_CHARTER, LONGEST_TEMPLATE, render_file
from align.errors import UserError
from align.language import retold
from align.resources import bundled
from tests.charter.story import shown, story

VIEW = {
    "title": "A *title*",
    "draft": "",
    "version": 1,
    "areas": [{"title": "x | y"}],
    "text": "one\n- two",
    "empty": "",
}


@pytest.fixture
def write(tmp_path: Path) -> Path:
    """A folder for templates, with a neighbour that no template may read."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def made(folder: Path, text: str, name: str = "own.md.j2") -> str:
    """Render a template in this process."""
    (folder / name).write_text(text, encoding="utf-8")
    return render_file(VIEW, folder, name)


def test_every_printed_value_is_escaped_whether_asked_for_or_not(write: Path) -> None:
    assert (
        made(write, "{{ title }} {{ title | md }} {{ title | cell }}") == "A \\*title\\* A \\*title\\* A \\*title\\*\n"
    )
    assert made(write, "{{ [title] | join('*') }}") == "A \\*title\\*\n"
    assert made(write, "{{ title | upper }}") == "A \\*TITLE\\*\n"
    assert made(write, "{{ areas }}").startswith("\\[{'title': 'x \\| y'}\\]")
    assert made(write, "{{ text | quote }}") == "> one\\\n> \\- two\n"
    assert made(write, "{{ empty | cell }}|{{ empty }}|{{ version }}") == "–||1\n"
    assert made(write, "{{ title | safe }}") == "A *title*\n"


def test_blocks_are_parted_by_one_blank_line_and_the_file_ends_with_a_newline(write: Path) -> None:
    assert made(write, "\n\na  \n\n\n\nb\t\n\n\n") == "a\n\nb\n"


WRONG = [
    ("{{ clauze }}", "own.md.j2, line 2: 'clauze' is undefined"),
    ("{{ areas[0].titel }}", "own.md.j2, line 2: 'dict object' has no attribute 'titel'"),
    ("{% if %}", "own.md.j2, line 2: "),
    ("{{ 1 // 0 }}", "own.md.j2, line 2: "),
    ("{{ title + 1 }}", "own.md.j2, line 2: "),
    ("{{ title.__class__.__mro__ }}", "own.md.j2, line 2: access to attribute '__class__'"),
    ("{{ areas.append(1) }}", "own.md.j2, line 2: "),
    ("{{ lipsum.__globals__ }}", "own.md.j2, line 2: "),
    ("{{ '{0.__class__}'.format(title) }}", "own.md.j2, line 2: "),
    ("{% include 'part.j2' %}", "own.md.j2, line 2: there is no template part.j2 in this folder"),
    ("{% include '../secret.txt' %}", "own.md.j2, line 2: there is no template ../secret.txt in this folder"),
    ("{% include '" + __file__ + "' %}", "own.md.j2, line 2: "),
    ("{% for i in range(999999999) %}{% endfor %}", "own.md.j2, line 2: "),
    ("{{ title | nothing }}", "own.md.j2, line 2: No filter named 'nothing'"),
]


@pytest.mark.parametrize(("line", "sentence"), WRONG)
def test_what_is_wrong_is_said_with_the_line_and_a_way_out(write: Path, line: str, sentence: str) -> None:
    with pytest.raises(UserError) as raised:
        made(write, f"fine\n{line}\n")
    assert str(raised.value).startswith(sentence)
    assert str(raised.value).endswith("What a template may use stands in templates/README.md.")


def test_a_fault_in_an_included_file_names_that_file(write: Path) -> None:
    (write / "part.j2").write_text("\n\n{{ oops }}")
    with pytest.raises(UserError, match=r"^part\.j2, line 3: 'oops' is undefined"):
        made(write, "{% include 'part.j2' %}")


def test_an_own_template_gives_the_same_text_apart_as_the_bundled_one_here() -> None:
    told = shown(story())
    assert charter_markdown(told, bundled("templates") / CHARTER) == charter_markdown(told)


def test_a_fault_apart_is_told_as_here(write: Path) -> None:
    (write / "own.md.j2").write_text("a\n{{ oops }}")
    with pytest.raises(UserError, match=r"^own\.md\.j2, line 2: 'oops' is undefined"):
        render(VIEW, write / "own.md.j2")


GREEDY = {
    "memory": "{{ 'x'.ljust(4000000000) }}",
    "memory in steps": "{% set x = namespace(t='xx') %}{% for i in range(60) %}{% set x.t = x.t * 2 %}{% endfor %}",
    "room": "{% for i in range(90000) %}{% for j in range(90000) %}{{ 'word ' }}{% endfor %}{% endfor %}",
}


@pytest.mark.parametrize("what", GREEDY)
def test_a_template_that_wants_too_much_is_stopped(write: Path, what: str) -> None:
    (write / "own.md.j2").write_text(GREEDY[what])
    with pytest.raises(UserError, match=r"own\.md\.j2 (was stopped|makes more than)"):
        render(VIEW, write / "own.md.j2")


def test_a_template_that_never_ends_is_stopped_by_the_clock(write: Path) -> None:
    (write / "own.md.j2").write_text("{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}")
    began = time.monotonic()
    with pytest.raises(UserError, match="was stopped"):
        apart.render_apart(VIEW, write / "own.md.j2", seconds=1.0)
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("written", "said"), [
    ("{{ clauze }}", "Zeile 1: 'clauze' ist nicht bekannt. Was eine Vorlage"),
    ("{% for a in areas %}", "Die Vorlage endet zu früh. Erwartet wird noch 'endfor' or 'else'."),
    ("{% fur %}", "Zeile 1: Den Befehl 'fur' kennt Jinja nicht. Was eine Vorlage"),
    ("{{ title | nothing }}", "Zeile 1: Einen Filter 'nothing' gibt es nicht. Was eine Vorlage"),
    ("{{ title", "Zeile 1: die Vorlage endet zu früh, erwartet wird 'end of print statement'. Was eine Vorlage"),
    ("{{ title } }}", "Zeile 1: '}' gehört nicht hierher. Was eine Vorlage"),
    ("{% include 'part.j2' %}", "Zeile 1: in diesem Ordner gibt es keine Vorlage part.j2. Was eine Vorlage"),
    ("{{ title + 1 }}", "Zeile 1: “"),
])  # fmt: skip
def test_what_is_wrong_in_a_template_is_told_in_german_and_what_jinja_rarely_says_is_quoted(
    write: Path, written: str, said: str
) -> None:
    (write / "own.md.j2").write_text(written, "utf-8")
    with pytest.raises(UserError) as error:
        render(VIEW, write / "own.md.j2")
    told = retold(str(error.value))
    assert said in told and told.startswith("own.md.j2, Zeile 1: ") and "steht in templates/README.md." in told


def test_a_template_file_is_checked_before_it_runs(write: Path) -> None:
    (write / "large.j2").write_bytes(b"x" * (LONGEST_TEMPLATE + 1))
    (write / "latin.j2").write_bytes("Zürich".encode("latin-1"))
    for path, sentence in (
        (write / "none.j2", "cannot be read: there is no such file"),
        (write, "cannot be read: it is a folder"),
        (write / "large.j2", "has more than 256000 bytes"),
        (write / "latin.j2", "is not UTF-8 text"),
    ):
        with pytest.raises(UserError, match=sentence):
            render(VIEW, path)


def test_a_charter_of_many_clauses_is_far_from_the_limit() -> None:
    view = context(shown(story()))
    view["areas"][0]["clauses"] *= 50
    assert len(render(view)) * 20 < LONGEST_CHARTER
