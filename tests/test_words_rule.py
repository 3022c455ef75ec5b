"""A rule: every sentence of the interface is said through `_`, or `mark`ed where `_` says it later; none stays bare.

It reads the source. A text counts as words when letters and a blank stand in it, wherever it goes from there: what a
presenter returns is shown by somebody else. What is no sentence (style sheets, styles, selectors, what keys do) is
named below; refusals are raised in English and retold where they are shown.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.languages_script import languages_script

ROOT = Path(__file__).parents[1]
TOLD = (
    "amendment",
    "analysis_text",
    "answers",
    "confirmations",
    "days_off",
    "diff_text",
    "explained",
    "facts",
    "kinds",
    "lint_text",
    "plan_check",
    "promise_text",
    "promise_words",
    "pulses",
    "verify",
    "week_text",
    "wording",
)
"""What people read of a workshop on screens and from commands; the charter's own text is in English for all."""
FOUND = ("cover/hints", "keeping/chain", "keeping/contradictions", "keeping/people", "keeping/weeks", "reveal/cuts")
"""What the analysis finds that people read: it marks its sentences, and they are said where they are shown."""
SPOKEN = [
    *sorted(path for folder in ("align/ui", "align/cli") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / f"align/charter/{name}.py" for name in TOLD), *(ROOT / f"align/analysis/{name}.py" for name in FOUND),
    *(ROOT / f"align/engine/{name}.py" for name in ("checkup", "colleagues", "demo", "forgetting")),
]  # fmt: skip
TRANSLATED = frozenset({"_", "mark", "plural", "counted", "count", "key_words", "for_all"})
ASIDE = frozenset({
    "query", "query_one", "query_children", "compile", "fullmatch", "match", "sub", "split", "strptime",
    "styled", "stylize", "getattr", "focus_next", "run_worker",
})  # fmt: skip
"""Calls whose texts are no words for people."""
CONSTANTS = frozenset({"CSS", "DEFAULT_CSS", "SCOPED_CSS", "HELP", "HELP_TITLE", "BINDINGS", "BOX"})
"""Constants of classes that are no words, or that the help says through `_`."""
KEYWORDS = frozenset({"id", "classes", "style", "group", "name", "key_display"})
HELP = frozenset({"help", "epilog"})
"""What a command says of itself: the script takes it, and it is told where it is laid out (`align/cli/spoken.py`)."""
KEYS = frozenset({"cannot be kept", "blind spot", "open difference", "hidden agreement"})
"""What the analysis calls a verdict or a state: the words for it are said elsewhere."""
TYPED = re.compile(r"\s*0? ?align [a-z]+ .*", re.DOTALL)
"""A command to type: the same in every language."""
NAMED = re.compile(r"align:? (?:0|%\(version\)s)\s*")
"""align's name before a version or a sentence."""
STYLE = re.compile(r"(?:\$[\w-]+|#\w{6}|0|bold|on|italic|dim|not|reverse|underline|UTC|[()]|\s)+")
WORDS = re.compile(r"[^\W\d_]{2}")
NOT_RETOLD = {
    "align/analysis/": "a slip of the code that asks for a figure, never of a person",
    "align/doors/place.py": "for who reads a page on a computer that it is not for; their language is not known",
    "align/engine/example.py": "the example plays it to itself when it is made",
    "align/storage/memory.py": "a slip of the code that stores in a workshop which it closed",
    "align/storage/values.py": "a slip of the code that stores what is no event",
}
"""Modules whose raised sentences stay English, and why."""


def is_words(text: str) -> bool:
    """Whether a text is something to read, and not a style or a name."""
    if not WORDS.search(text) or " " not in text.strip() or text in KEYS:
        return False
    return not any(each.fullmatch(text) for each in (STYLE, TYPED, NAMED))


def bare(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return (line, text) of every sentence that is not said through `_`."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Constant(value=str(text)) if is_words(text):
                yield node.lineno, text
            case ast.JoinedStr():
                if is_words(_between(node)):
                    yield node.lineno, ast.unparse(node)
                for part in node.values:
                    yield from bare(part) if isinstance(part, ast.FormattedValue) else ()
            case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert():
                pass  # a docstring; what is raised is retold
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name in CONSTANTS:
                pass
            case ast.Call() if _name(node.func) in TRANSLATED | ASIDE:
                yield from (found for word in node.keywords for found in bare(word))
                yield from bare(node.func)
            case ast.Call(func=ast.Name(id="Binding")):
                pass  # the script takes them, and the key line and the help say them through gettext
            case ast.keyword(arg=str(arg)) if arg in KEYWORDS:
                pass
            case ast.Call() if _name(node.func) in ("option", "command", "group"):
                parts = [*node.args, *(word.value for word in node.keywords if word.arg not in HELP)]
                yield from (found for part in parts for found in bare(ast.Expression(part)))
            case ast.Compare() | ast.Subscript():
                yield from bare(node.left if isinstance(node, ast.Compare) else node.value)
            case ast.Dict():
                yield from (found for value in node.values for found in bare(ast.Expression(value)))
            case ast.FunctionDef(decorator_list=[ast.Call(func=ast.Name(id="in_english"))]):
                pass
            case ast.With(items=[ast.withitem(context_expr=ast.Call(func=ast.Name(id="in_english")))]):
                pass
            case _:
                yield from bare(node)


def _between(text: ast.JoinedStr) -> str:
    """Return what stands between the fields of a formatted string; a field counts as a digit."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in text.values)


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_sentence_is_said_through_gettext(path: Path) -> None:
    found = [f"{path.relative_to(ROOT)}:{line}: {text!r}" for line, text in bare(ast.parse(path.read_text("utf-8")))]
    assert not found, "\n".join(["Say these through `_(…)`, or `mark(…)` them:", *found])


@pytest.mark.parametrize("source", [
    'say("Nobody is here.")', 'say(f"{n} are here")', 'tell(self, "It is " + name)', 'X = ("one two", 3)',
    'Ask(_("Who?"), detail="at the door")', 'return "nobody yet" if rows else _("all in")',
    """say(f"{'no one' if x else y}")""", 'click.echo(f"{name} is served no longer.", err=True)',
    'click.option("--yes", help="Do not ask.", prompt="Really do it?")',
])  # fmt: skip
def test_the_rule_sees_a_bare_sentence(source: str) -> None:
    assert len(list(bare(ast.parse(source if "return" not in source else f"def f():\n {source}")))) == 1


@pytest.mark.parametrize("source", [
    'say(_("Nobody is here."))', 'say(plural(n, "{n} is here", "{n} are here", n=n))', '"""A module of words."""',
    'X = mark("one two")', 'raise UserError(f"no {x} here")', 'ours(text, f"{style} bold")', 'say(f"{a} · {b}")',
    'x = {"blind spot": _("blind spot")}', 'self.query_one("#a .b", Static)', 'y = "at once" == x',
    'click.option("--yes", help="Do not ask.")', 'click.echo(f"align: {retold(str(error))}")',
])  # fmt: skip
def test_the_rule_lets_pass_what_is_translated_or_no_words(source: str) -> None:
    assert not list(bare(ast.parse(source)))


# ---- what is raised ------------------------------------------------------------------------------------------------


def raised(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return (line, text) of every sentence that is raised with an error of align's own."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=func) as call) if not hasattr(builtins, _name(func)):
                values = [*call.args, *(word.value for word in call.keywords)]
                yield from (found for value in values for found in bare(ast.Expression(value)))


def test_what_is_raised_is_told_in_the_language_spoken_or_has_a_reason_not_to() -> None:
    told = (*languages_script().REFUSALS, "align/cli/", *NOT_RETOLD)
    found = [
        f"{name}:{line}: {text}"
        for path in sorted((ROOT / "align").rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(told)
        for line, text in raised(ast.parse(path.read_text("utf-8")))
    ]
    assert not found, "\n".join(["Take these modules into REFUSALS of scripts/languages.py, or name a reason:", *found])


@pytest.mark.parametrize("module", NOT_RETOLD)
def test_a_module_with_a_reason_raises_something(module: str) -> None:
    paths = [ROOT / module] if module.endswith(".py") else sorted((ROOT / module).rglob("*.py"))
    assert any(list(raised(ast.parse(path.read_text("utf-8")))) for path in paths)


@pytest.mark.parametrize(("source", "sentences"), [
    ('raise UserError("It is not there.")', 1), ('raise Rejected("no-such", f"There is no {x}.")', 1),
    ('raise UserError(_("It is not there."))', 0), ('raise ValueError("an instant needs a zone")', 0),
    ("raise UserError(why)", 0), ('raise Rejected("no-such", no.text) from None', 0),
])  # fmt: skip
def test_the_rule_sees_what_is_raised_in_english(source: str, sentences: int) -> None:
    assert len(list(raised(ast.parse(source)))) == sentences
