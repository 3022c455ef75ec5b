"""What a YAML file may hold, and how it is said what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import PackError, UserError
from align.language import retold
from align.packs.source import LARGEST_FILE, Document, Listing, Mapping, Node, Scalar, parse_document, read_document


def value(document: Document, key: str) -> Node:
    assert isinstance(document.root, Mapping)
    return next(entry.value for entry in document.root.entries if entry.key == key)


def text(document: Document, key: str) -> str:
    node = value(document, key)
    assert isinstance(node, Scalar)
    return node.text


def refusal(source: str) -> list[str]:
    with pytest.raises(PackError) as error:
        parse_document(source, "f")
    return error.value.problems


@pytest.mark.parametrize(("written", "said"), [
    ("a: b: c", "f:1:5: no ':' may stand here."), ("a\nb: c", "f:2:2: no ':' may stand here."),
    ("a: 'x", "f:1:6: a text in quotes is not closed."), ("a: [1, 2", "f:1:9: in [ ] or { } a comma is missing"),
    ("a: {b: 1", "f:1:9: in [ ] or { } a comma is missing"), ("a: - x", "f:1:4: no list can begin on this line."),
    ("a:\n  - x\n b: 2", "f:3:2: this does not go on what stands above it."),
    ("a: 1\nb 2\nc: 3", "f:3:1: the line before this is no `key: value`."),
    ("a: %x", "f:1:4: a text cannot begin with this character."), ('a: "\\q"', "f:1:6: a backslash before this"),
    ("a: &", "f:1:5: after & or * YAML expects a name."), ("[a]]", "f:1:4: the file goes on after its end."),
    ("a: |x\n  b", "f:1:5: after | or > nothing more may stand"), ("a: [,]", "f:1:5: a value is missing before this."),
    ("a:\n\t- x", "f:2:1: YAML does not allow a tab here."),
    ("a: !<x", "f:1:7: not readable as YAML (“expected '>' but found"),
])  # fmt: skip
@pytest.mark.usefixtures("german")
def test_what_is_no_yaml_is_said_in_our_words_with_its_place_and_what_is_rare_is_quoted(
    written: str, said: str
) -> None:
    (found,) = refusal(written)
    assert found.startswith(said)
    where, _colon, english = found.partition(": ")
    assert retold(found).startswith(f"{where}: ") and english not in retold(found)


@pytest.mark.parametrize(
    "written", ["NO", "off", "9:30", "17:30:05", "2027-03-31", "1.10", "0x1F", "null", "1_000", "0777"]
)
def test_values_stay_what_was_typed(written: str) -> None:
    assert text(parse_document(f"key: {written}", "f"), "key") == written


def test_a_directive_for_old_yaml_changes_no_value() -> None:
    assert text(parse_document("%YAML 1.1\n---\nkey: NO", "f"), "key") == "NO"


def test_each_key_and_value_knows_its_place() -> None:
    document = parse_document("a: 1\nb:\n  - x\n  -   y\n", "f")
    assert isinstance(document.root, Mapping)
    assert [(entry.line, entry.column) for entry in document.root.entries] == [(1, 1), (2, 1)]
    items = value(document, "b")
    assert isinstance(items, Listing)
    assert [(item.line, item.column) for item in items.items] == [(3, 5), (4, 7)]


def test_text_is_cleaned_of_what_could_move_a_cursor_or_reorder() -> None:
    assert text(parse_document('key: "\\e[31mred\\u202E"', "f"), "key") == "[31mred"


@pytest.mark.parametrize("bytes_", [b"\xef\xbb\xbfkey: a\r\nother: b\r\n", b"key: a\rother: b\r", b"key: a\nother: b"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(tmp_path: Path, bytes_: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(bytes_)
    document = read_document(path)
    assert (text(document, "key"), text(document, "other")) == ("a", "b")
    assert value(document, "other").line == 2


def test_what_could_surprise_is_reported_with_its_place_and_reading_goes_on() -> None:
    document = parse_document("a: &x 1\nb: !!str 2\nc: *x\na: 3\n? [k]\n: 4\nd: 5\n---\ne: 6\n", "f")
    found = [(problem.line, problem.column, problem.path) for problem in document.report.problems]
    assert found == [(1, 4, "a"), (2, 4, "b"), (3, 4, "c"), (4, 1, "a"), (5, 3, ""), (8, 1, "")]
    assert text(document, "a") == "1"
    assert text(document, "d") == "5"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("", "f:1:1: the file is empty. `align plan example` shows a plan."),
        ("# only a comment", "f:1:1: the file is empty. `align plan example` shows a plan."),
        ("a:\n\t- b", "f:2:1: YAML does not allow a tab here. Indent with spaces."),
        ("a: \x1b", "f:1:4: a character here may not stand in YAML. Delete it."),
        ("[" * 5_000, "f:1:13: nested deeper than 12 levels. Make it flatter."),
        ("- " * 5_000, "f:1:25: nested deeper than 12 levels. Make it flatter."),
        ("a: b: c", None),
        ("a: 'b", None),
        ("a: %b\n  c\n d: e", None),
    ],
)
def test_what_is_no_yaml_is_one_problem_with_its_place(source: str, line: str | None) -> None:
    problems = refusal(source)
    assert len(problems) == 1
    assert problems[0].startswith("f:")
    assert line is None or problems == [line]


def test_twelve_levels_are_read_and_thirteen_are_not() -> None:
    assert parse_document("[" * 12 + "]" * 12, "f").report.problems == []
    refusal("[" * 13 + "]" * 13)


def test_a_file_that_is_not_utf8_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(PackError) as error:
        read_document(path)
    assert error.value.problems == [f"{path}:2:7: the file is not UTF-8 text. Save it again as UTF-8."]


def test_a_file_may_have_256_kb_and_not_a_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"#" * (LARGEST_FILE - 5) + b"\na: 1")
    assert text(read_document(path), "a") == "1"
    path.write_bytes(b"#" * (LARGEST_FILE - 4) + b"\na: 1")
    with pytest.raises(PackError, match="larger than 256 kB"):
        read_document(path)
    with pytest.raises(PackError, match="larger than 256 kB"):
        parse_document("é" * (LARGEST_FILE // 2 + 1), "f")


def test_a_file_that_cannot_be_opened_is_the_users_error_not_a_problem_in_it(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(UserError) as error:
            read_document(path)
        assert not isinstance(error.value, PackError)
        assert str(path) in str(error.value)


yaml_like = st.text(st.sampled_from(list("ab: -[]{}\n|>&*!?'\"#,~%@\t\\é😀\u2028\x85")), max_size=60)


@given(st.one_of(st.text(max_size=60), yaml_like))
def test_any_text_is_read_or_refused_with_a_place_in_it(source: str) -> None:
    try:
        document = parse_document(source, "f")
    except PackError as error:
        assert all(problem.startswith("f:") for problem in error.problems)
    else:
        assert all(problem.line >= 1 and problem.column >= 1 for problem in document.report.problems)
