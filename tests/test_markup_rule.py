"""A rule: no text reaches a widget as `str`, unless it is our own literal. What is no `Content` could be markup.

Textual reads markup in the plain strings that most of its widgets take: a click on an answer could run an action, and
`[/]` could stop the program. So text goes through `say`, `ours` or `Content`, or to something with `markup=False`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

UI = Path(__file__).parents[1] / "align" / "ui"

SINKS: dict[str, tuple[int, ...]] = {
    "Static": (0,), "Label": (0,), "Button": (0,), "Checkbox": (0,), "RadioButton": (0,), "ToggleButton": (0,),
    "Option": (0,), "OptionList": (0, 1, 2, 3), "Selection": (0,), "SelectionList": (0, 1, 2, 3), "Select": (0,),
    "RadioSet": (0, 1, 2, 3), "Tab": (0,), "Tabs": (0, 1, 2, 3), "TabPane": (0,), "Tree": (0,), "Placeholder": (0,),
    "DiscoveryHit": (0,), "Hit": (1,), "ListItem": (), "Collapsible": (), "DataTable": (),
    "TextArea": (),
}  # fmt: skip
"""class → which positional arguments it reads as markup."""
METHODS: dict[str, tuple[int, ...]] = {
    "notify": (0,), "update": (0,), "add_option": (0,), "add_options": (0,), "set_options": (0,),
    "replace_option_prompt": (1,),
    "add_row": (0, 1, 2, 3), "add_column": (0,), "add_columns": (0, 1, 2, 3), "add_leaf": (0,),
    "add_tab": (0,), "set_label": (0,),
    "with_tooltip": (0,), "from_markup": (0,), "from_text": (0,),
}  # fmt: skip
KEYWORDS = frozenset({
    "content", "label", "prompt", "title", "placeholder", "tooltip", "border_title", "border_subtitle", "match_display",
    "display",
})  # fmt: skip
ASSIGNED = frozenset({"border_title", "border_subtitle", "tooltip"})
SAFE_TYPES = frozenset({"Content", "RenderResult", "Text", "Strip", "VisualType", "Option"})
NOT_A_WIDGET = frozenset({"hash", "digest", "vars", "seen", "keys", "names", "wanted", "dict"})
"""Names whose `update` has nothing to do with widgets."""


@dataclass
class Known:
    """What the whole interface declares: functions and attributes that give Content, and widgets made from widgets."""

    safe_calls: set[str] = field(default_factory=lambda: {"Content", "Text", "say", "ours"})
    safe_names: set[str] = field(default_factory=set)
    sinks: dict[str, tuple[int, ...]] = field(default_factory=lambda: dict(SINKS))


def learn(trees: list[ast.Module]) -> Known:
    """Read the annotations of all modules."""
    known = Known()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _gives_content(node.returns):
            known.safe_calls.add(node.name)
        elif isinstance(node, ast.AnnAssign) and _gives_content(node.annotation):
            known.safe_names.add(_last_name(node.target))
        elif isinstance(node, ast.ClassDef):
            for base in node.bases:
                if _last_name(base) in known.sinks and not _has_init(node):
                    known.sinks[node.name] = known.sinks[_last_name(base)]
    return known


def faults(source: str, known: Known) -> list[tuple[int, str]]:
    """Return (line, what) of every text that goes to a widget as `str`."""
    tree = ast.parse(source)
    return [fault for scope, node in _scoped(tree, tree) for fault in _faults_of(node, scope, known)]


def _scoped(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Every node with the function it stands in."""
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else scope
        yield inner, child
        yield from _scoped(child, inner)


def _faults_of(node: ast.AST, scope: ast.AST, known: Known) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in ASSIGNED and not _safe(node.value, scope, known):
                yield node.lineno, f"{target.attr} ="
    if not isinstance(node, ast.Call):
        return
    name, is_method = _last_name(node.func), isinstance(node.func, ast.Attribute)
    taken = METHODS.get(name) if is_method else known.sinks.get(name)
    if taken is None or _not_a_widget(node) or _says_no_markup(node):
        return
    given = [node.args[at] for at in taken if at < len(node.args)]
    given += [word.value for word in node.keywords if word.arg in KEYWORDS]
    for argument in given:
        if not _safe(argument, scope, known):
            yield argument.lineno, f"{name}({ast.unparse(argument)})"


def _safe(node: ast.expr, scope: ast.AST, known: Known, depth: int = 0) -> bool:
    """Whether this is a literal of ours, a Content, or made of such."""
    if depth > 6:
        return False

    def all_safe(*parts: ast.expr) -> bool:
        return all(_safe(part, scope, known, depth + 1) for part in parts)

    match node:
        case ast.Constant():
            return not isinstance(node.value, str) or "[" not in node.value
        case ast.Call():
            called = _last_name(node.func)
            if called in ("Option", "Selection"):
                return True  # looked at where it is made
            return called in known.safe_calls or _is_content_method(node.func, scope, known)
        case ast.BinOp(op=ast.Add()):
            return all_safe(node.left, node.right)
        case ast.IfExp():
            return all_safe(node.body, node.orelse)
        case ast.BoolOp():
            return all_safe(*node.values)
        case ast.Starred():
            return all_safe(node.value)
        case ast.List():
            return all_safe(*node.elts)
        case ast.Tuple():
            return all_safe(*node.elts[:1])  # (what is shown, what it stands for)
        case ast.ListComp() | ast.GeneratorExp():
            return all_safe(node.elt)
        case ast.Attribute():
            return node.attr in known.safe_names
        case ast.Subscript():
            return all_safe(node.value)
        case ast.Name():
            return _name_is_safe(node.id, scope, known, depth)
    return False


def _name_is_safe(name: str, scope: ast.AST, known: Known, depth: int) -> bool:
    """Whether everything that this name stands for in its function is safe."""
    if name in known.safe_names:
        return True
    if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        for argument in (*scope.args.args, *scope.args.kwonlyargs):
            if argument.arg == name:
                return _gives_content(argument.annotation)
    values: list[ast.expr] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(_last_name(target) == name for target in node.targets):
            values.append(node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            values += _walked_as(name, node.target, node.iter)
        elif isinstance(node, ast.NamedExpr) and node.target.id == name:
            values.append(node.value)
    return bool(values) and all(_safe(value, scope, known, depth + 1) for value in values)


def _walked_as(name: str, target: ast.expr, walked: ast.expr) -> list[ast.expr]:
    """What `name` takes its values from in `for target in walked`, also through zip."""
    if _last_name(target) == name:
        return [walked]
    if isinstance(target, ast.Tuple) and isinstance(walked, ast.Call) and _last_name(walked.func) == "zip":
        return [source for part, source in zip(target.elts, walked.args, strict=False) if _last_name(part) == name]
    return [target] if isinstance(target, ast.Tuple) and name in map(_last_name, target.elts) else []


def _is_content_method(func: ast.expr, scope: ast.AST, known: Known) -> bool:
    """Whether a call is a method of Content itself, or of something that is one."""
    if not isinstance(func, ast.Attribute):
        return False
    if isinstance(func.value, ast.Name) and func.value.id == "Content":
        return func.attr not in ("from_markup", "from_text")
    return func.attr in ("join", "truncate", "stylize", "highlight") and (
        func.attr == "highlight" or _safe(func.value, scope, known, 1)
    )


def _gives_content(annotation: ast.expr | None) -> bool:
    if annotation is None:
        return False
    names = {_last_name(node) for node in ast.walk(annotation) if isinstance(node, ast.Name | ast.Attribute)}
    return bool(names & SAFE_TYPES) and not names & {"str"}


def _has_init(node: ast.ClassDef) -> bool:
    return any(isinstance(item, ast.FunctionDef) and item.name == "__init__" for item in node.body)


def _not_a_widget(call: ast.Call) -> bool:
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(receiver, ast.Name | ast.Attribute) and _last_name(receiver) in NOT_A_WIDGET


def _says_no_markup(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Subscript():
            return _last_name(node.value)
    return ""


SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(UI.rglob("*.py"))}


def test_no_text_reaches_a_widget_as_a_plain_string() -> None:
    known = learn([ast.parse(source) for source in SOURCES.values()])
    found = [
        f"{path.relative_to(UI.parents[1])}:{line}: {what}"
        for path, source in SOURCES.items()
        for line, what in faults(source, known)
    ]
    assert not found, "wrap it in say(), ours() or Content:\n" + "\n".join(found)


PLANTED = (
    "Static(answer.value)", "Static(f'{name} joined')", "Static('a ' + name)", "Static('[b]bold[/b] ' 'name')",
    "Label(person.name)", "Button(option.label)", "Option(label)", "OptionList(*[option.label for option in options])",
    "Select([(o.label, o.id) for o in options])", "SelectionList(*rows)", "Tab(title)", "Tree(name)",
    "Collapsible(title=name)", "box.border_title = name", "box.border_subtitle = f'{count} here'", "row.tooltip = why",
    "self.app.notify(str(error))", "self.notify(f'{name} is here', severity='warning')", "shown.update(name)",
    "self.query_one('#who', Static).update(words.who(plan))", "table.add_row(name, value)", "DiscoveryHit(words, run)",
    "Static(label if label else say(name))", "TextArea('', placeholder=prompt.example)", "Static(str(say(name)))",
    "Static(Content.from_markup(name))", "Static(content=name)", "widget.with_tooltip(name)", "Static(x := name)",
    "Static(say(a).plain)", "listed.add_option(Option(line))",
    "for prompt, line in zip(prompts, names): listed.replace_option_prompt(prompt.id, line)", "Quiet(name)",
)  # fmt: skip
HARMLESS = (
    "Static(say(answer.value))", "Static('Nobody is here.')", "Static(ours(f'{n} here'))", "Static(id='who')",
    "notify(clean(text), markup=False)", "self.notify(name, markup=False)", "Static(Content(name))",
    "Static(Content.assemble(say(a), ' ', say(b)))", "shown.update(lines_of(rows))", "seen.update(names)",
    "Static(say(a) if a else ours('–'))", "box.border_title = say(name)", "Static(Content('\\n').join(parts))",
    "OptionList(*[say(o.label) for o in options])", "Static(self.heading)", "shown.update(self._about())",
    "listed.add_options([Option(line, id=p.id) for p, line in zip(names, parts)])",
    "Static(say(a) + ours(' and ') + say(b))",
    "Select([(say(words), choice) for choice, words in choices])",
)  # fmt: skip
_AROUND = """
class Quiet(Static):
    heading: reactive[Content]
    def _about(self) -> Content: ...
def lines_of(parts: list[Content]) -> Content: ...
def compose(self, answer, name: str, rows: list[str], parts: list[Content]):
    {}
"""


@pytest.mark.parametrize("line", PLANTED)
def test_a_planted_fault_is_found(line: str) -> None:
    source = _AROUND.format(line)
    assert faults(source, learn([ast.parse(source)])), line


@pytest.mark.parametrize("line", HARMLESS)
def test_what_is_wrapped_is_left_alone(line: str) -> None:
    source = _AROUND.format(line)
    assert not faults(source, learn([ast.parse(source)])), line
