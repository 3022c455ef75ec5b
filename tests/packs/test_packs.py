"""A pack file becomes a Pack, or every problem in it is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.domain.prompts import Option, Pack, Point, Prompt
from align.errors import PackError
from align.packs.packs import load_pack, read_pack
from align.packs.source import parse_document

HEAD = "id: p\ntitle: P\nabout: A pack.\nprompts:\n"


def read(source: str) -> Pack:
    return read_pack(parse_document(source, "f"))


def prompt(lines: str) -> Prompt:
    return read(HEAD + entry(lines)).prompts[0]


def entry(lines: str, prompt_id: str = "q") -> str:
    common = [f"id: {prompt_id}", "area: norms", "title: Q", "text: Why?", "why: Because."]
    return "".join(
        f"  {'-' if n == 0 else ' '} {line}\n" for n, line in enumerate([*common, *lines.strip().split("\n")])
    )


def problems(source: str) -> list[str]:
    with pytest.raises(PackError) as error:
        read(source)
    return error.value.problems


def test_a_pack_of_all_keys_is_read() -> None:
    pack = read(
        "id: all-keys\ntitle: T\nabout: |\n  One.\n  Two.\nversion: 3\nlanguage: de\ncuts: [party, role]\nprompts:\n"
        "  - id: q\n    area: culture\n    type: choice\n    title: Title\n    text: In {milestone}?\n    why: W\n"
        "    help: H\n    example: E\n    options: [A b, {id: c, label: C d}]\n    predict: true\n"
        "    predict_text: And {group}?\n    sensitive: true\n    core: true\n    minutes: 1.5\n"
        "    clause: We {leading}, not {second}.\n    pulse: Still?\n"
    )
    assert pack == Pack(
        id="all-keys", title="T", about="One.\nTwo.", version=3, language="de", cuts=("party", "role"),
        prompts=(
            Prompt(
                id="q", area="culture", type="choice", title="Title", text="In {milestone}?", why="W", help="H",
                example="E", options=(Option("a-b", "A b"), Option("c", "C d")), predict=True,
                predict_text="And {group}?", sensitive=True, core=True, minutes=1.5,
                clause="We {leading}, not {second}.", pulse="Still?",
            ),
        ),
    )  # fmt: skip


def test_keys_that_are_left_out_have_the_defaults_of_the_domain() -> None:
    read_one = prompt("type: text")
    assert read_one == Prompt(id="q", area="norms", type="text", title="Q", text="Why?", why="Because.")


def test_cards_are_the_options_of_a_sort() -> None:
    sort = prompt("type: sort\ncards: [One, Two]\nbuckets: [Same, Local]")
    assert [card.id for card in sort.options] == ["one", "two"]
    assert [bucket.label for bucket in sort.buckets] == ["Same", "Local"]


def test_points_are_numbers_with_or_without_a_label() -> None:
    scale = prompt("type: scale\npoints: [{value: -1, label: low}, 0, {value: 1}]")
    assert scale.points == (Point(-1, "low"), Point(0), Point(1))


def test_labels_of_other_scripts_get_ids_of_their_own() -> None:
    choice = prompt("type: choice\noptions: [हाँ, नहीं, Zürich]")
    assert [option.id for option in choice.options] == ["option", "option-2", "zurich"]


def test_a_word_that_is_a_truth_value_elsewhere_can_be_a_label() -> None:
    assert [option.label for option in prompt("type: choice\noptions: [yes, no]").options] == ["yes", "no"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("type: choise\noptions: [a, b]", "type: 'choise' is not known here. Did you mean choice or choices?"),
        ("type: text\nhelpp: x", "helpp: there is no such key. Did you mean help?"),
        ("type: choice", "options: a prompt of type choice needs options: 2 or more. Add them."),
        ("type: choice\noptions: [a]", "options: a prompt of type choice needs options: 2 or more. Add them."),
        ("type: rank\noptions: []", "options: a prompt of type rank needs options: 2 or more. Add them."),
        ("type: scale", "points: a prompt of type scale needs points: 2 or more. Add them."),
        ("type: sort\nbuckets: [a, b]", "cards: a prompt of type sort needs cards: 1 or more. Add them."),
        ("type: sort\ncards: [a]", "buckets: a prompt of type sort needs buckets: 2 or more. Add them."),
        ("type: choice\noptions: [a, A]", "options[2]: 'A' stands here twice. Make them differ."),
        (
            "type: choice\noptions: [{id: x, label: a}, {id: x, label: b}]",
            "options[2]: 'b' stands here twice. Make them differ.",
        ),
        (
            "type: choice\noptions: [a, {label: b, lable: c}]",
            "options[2].lable: there is no such key. Did you mean label?",
        ),
        (
            "type: scale\npoints: [1, 3, 2]",
            "points[3].value: points must rise from the lowest to the highest. Put them in order, each once.",
        ),
        ("type: scale\npoints: [1, two]", "points[2].value: 'two' must be a whole number from -1000 to 1000."),
        (
            "type: text\npredict: true",
            "predict: a prompt of type text has no predict (these have: choice, choices, scale, rank, duration, sort, "
            "scenario, window, decision_rights). Remove it.",
        ),
        (
            "type: choice\noptions: [a, b]\ncards: [c]",
            "cards: a prompt of type choice has no cards (these have: sort). Remove it.",
        ),
        (
            "type: rank\noptions: [a, b]\ntop: 3",
            "top: there are 2 options. Let `top` be at most that, or leave it out.",
        ),
        (
            "type: choice\noptions: [a, b]\npredict_text: And they?",
            "predict_text: nobody is asked to predict here. Add `predict: true`, or remove this.",
        ),
        (
            "type: duration\nclause: We reply within {leeding}.",
            "clause: nothing fills in '{leeding}' here. Did you mean leading?",
        ),
        ("type: text\nclause: We {same}.", "clause: nothing fills in '{same}' here. Use one of: milestone, answers."),
        (
            "type: text\nclause: We { so.",
            "clause: a brace stands alone. Write placeholders like {milestone}, and use no other braces.",
        ),
        ("type: duration\nunits: [hours, hors]", "units[2]: 'hors' is not known here. Did you mean hours?"),
        ("type: duration\nunits: [hours, hours]", "units[2]: 'hours' stands here twice. Remove one."),
        ("type: text\ncore: maybe", "core: write true or false."),
        ("type: text\nminutes: soon", "minutes: 'soon' must be a number from 0.1 to 60."),
        ("type: text\nminutes: 61", "minutes: '61' must be a number from 0.1 to 60."),
        (
            "type: decision_rights\nroles: [a, b]\npredict: true",
            "predict: nobody can predict decisions that others will type. Give `options`, or remove this.",
        ),
        (
            "type: decision_rights\nroles: [a, b]\nmost: 0",
            "most: there is no decision to answer for. Give `options`, or let people add some.",
        ),
        (
            f"type: decision_rights\nroles: [{', '.join('abcdefghij')}]",
            "roles: 10 are too many to choose from; 9 is the most.",
        ),
        (
            "type: scenario\noptions: [a, b]\nafter_text: When {milestone}?",
            "after_text: nothing fills in '{milestone}' here. Write the words themselves.",
        ),
        ("type: scenario\nafter_text: x", "options: a prompt of type scenario needs options: 2 or more. Add them."),
        ("type: list\nmost: 0", "most: '0' must be a whole number from 1 to 20."),
        ("type: text\nhelp: [a]", "help: this must be a single value, not a list or a mapping."),
        ("type: choice\noptions: a", "options: this must be a list. Begin each value on a line of its own with '- '."),
        (f"type: text\npulse: {'x' * 301}", "pulse: it has 301 characters; 300 is the most. Please shorten it."),
    ],
)  # fmt: skip
def test_a_problem_of_a_prompt_is_named_once_with_a_way_out(lines: str, problem: str) -> None:
    assert [line.partition("prompts[1].")[2] for line in problems(HEAD + entry(lines))] == [problem]


def test_one_mistake_gives_one_problem() -> None:
    assert len(problems(HEAD + entry("type: choise"))) == 1
    assert len(problems(HEAD + entry("type: scale"))) == 1
    assert len(problems("- a")) == 1


def test_all_problems_come_at_once_in_file_order_with_line_and_column() -> None:
    source = "id: P 1\ntitel: x\ntitle: P\nprompts:\n" + entry("type: text") + entry("type: txt")
    assert problems(source) == [
        "f:1:1 about: this key is missing. Add it.",
        "f:1:5 id: 'P 1' cannot be an id. Use a to z, 0 to 9 and hyphens, at most 63. For example: p-1.",
        "f:2:1 titel: there is no such key. Did you mean title?",
        "f:11:9 prompts[2].id: another prompt has the id 'q' already. Choose another one.",
        "f:16:11 prompts[2].type: 'txt' is not known here. Did you mean text?",
    ]


@pytest.mark.parametrize("pack_id", ["con", "lpt1", "../p", "a/b", "Ä", "-p", "x" * 64, "p.q"])
def test_an_id_can_be_the_name_of_a_file_on_any_machine(pack_id: str) -> None:
    assert any(
        "cannot be an id" in line for line in problems(HEAD.replace("id: p", f"id: {pack_id}") + entry("type: text"))
    )


def test_problems_of_the_file_and_of_the_pack_come_together() -> None:
    found = problems(HEAD + entry("type: text\nhelp: &a x\nhelp: y\narea: norms"))
    assert len(found) == 3
    assert "&a" in found[0]


def test_a_text_with_no_words_left_counts_as_empty() -> None:
    source = (HEAD + entry("type: text")).replace("Because.", '"\\u202e"')
    assert problems(source) == ["f:9:10 prompts[1].why: it is empty. Write a text."]


def test_a_prompt_that_is_longer_than_25_words_is_no_error() -> None:
    long = (HEAD + entry("type: text")).replace("Why?", "word " * 30)
    assert len(read(long).prompts[0].text.split()) == 30


def test_a_file_is_called_by_its_path_in_problems(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("id: p", encoding="utf-8")
    with pytest.raises(PackError, match=r"p\.yaml:1:1 title: this key is missing"):
        load_pack(path)
