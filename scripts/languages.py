"""Brings languages/*/*.po up to date with the sentences in align/ and the prompts of the packs in PACKS.

    .venv/bin/python scripts/languages.py           new sentences come in untranslated, those that are gone go
    .venv/bin/python scripts/languages.py --missing  lists what has no translation yet

Sentences are found by reading the source: `_("…")`, `mark("…")`, `plural(n, "…", "…")`, `counted(n, "…")`, the words of
key bindings, help texts of screens and commands, and the refusals of the modules in REFUSALS and of align/cli.
Translations that are there are never changed.
"""

from __future__ import annotations

import ast
import json
import re
import string
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from align.charter.catalogue import templates
from align.cli.spoken import BESIDE, paragraphs
from align.engine.catalogue import entries
from align.engine.languages import LANGUAGES
from align.language import ENGLISH, KEY
from align.packs.catalogue import find_pack
from align.ui.present.in_language import prompt_texts

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "languages"
REFUSING_COMMANDS = (
    "align/charter/catalogue.py", "align/charter/dates.py", "align/charter/decisions.py", "align/charter/export.py",
    "align/charter/formats.py", "align/charter/verify.py", "align/charter/word_document.py", "align/doors/web.py",
    "align/engine/amending.py", "align/engine/forgetting.py", "align/engine/inviting.py", "align/engine/merging.py",
    "align/engine/pulsing.py", "align/engine/roll.py", "align/engine/stopping.py", "align/packs/source.py",
    "align/packs/suggest.py", "align/storage/doctor.py",
)  # fmt: skip
"""What both screens and commands say, and refuse: their sentences lie in command.po where no screen says them too."""
REFUSALS = (
    *REFUSING_COMMANDS, "align/charter/templates.py", "align/domain/calendar_rules.py", "align/domain/calendars.py",
    "align/domain/chaining.py", "align/domain/checks.py", "align/domain/codec.py", "align/domain/decide.py",
    "align/domain/decision_rules.py", "align/domain/forgetting.py", "align/domain/hours.py", "align/domain/leading.py",
    "align/domain/phases.py", "align/domain/promises.py", "align/domain/promising.py", "align/domain/pulse_choice.py",
    "align/domain/pulses.py", "align/domain/renewal.py", "align/domain/rights.py", "align/domain/values.py",
    "align/domain/versions.py", "align/domain/windows.py", "align/domain/zones.py", "align/doors/ssh.py",
    "align/engine/answers.py", "align/engine/catalogue.py", "align/engine/demo_process.py", "align/engine/errand.py",
    "align/engine/hosting.py", "align/engine/joining.py", "align/engine/kit.py", "align/engine/languages.py",
    "align/engine/live.py", "align/engine/newcomer.py", "align/engine/nudges.py", "align/engine/offline.py",
    "align/engine/reading.py", "align/engine/reception.py", "align/engine/rehearsal.py", "align/engine/remote.py",
    "align/engine/replica.py", "align/engine/room.py", "align/engine/seat.py", "align/engine/server_process.py",
    "align/engine/settings.py", "align/engine/unfinished.py", "align/packs/catalogue.py", "align/packs/combine.py",
    "align/packs/crowd.py", "align/packs/decisions.py", "align/packs/fields.py", "align/packs/lint.py",
    "align/packs/packs.py", "align/packs/people.py", "align/packs/plans.py", "align/packs/problems.py",
    "align/packs/promises.py", "align/packs/prompts.py", "align/packs/regions.py", "align/packs/templates.py",
    "align/resources.py", "align/storage/folder.py", "align/storage/journal.py", "align/storage/loading.py",
    "align/storage/osfs.py", "align/storage/register.py", "align/storage/rewrite.py", "align/storage/snapshot.py",
    "align/storage/tinydb_store.py", "align/storage/workshop_file.py", "align/sync/client.py", "align/sync/door.py",
    "align/sync/host.py", "align/sync/line.py", "align/sync/messages.py", "align/sync/protocol.py",
    "align/sync/sealing.py", "align/sync/ticket.py", "align/ui/openings/", "align/ui/plain/", "align/ui/present/",
)  # fmt: skip
"""Modules whose refusals reach people; they are raised in English, by the host too, and retold where they are shown."""
COMMANDS = (
    *REFUSING_COMMANDS, "align/cli/", "align/charter/kinds.py", "align/charter/lint_text.py",
    "align/engine/checkup.py", "align/engine/colleagues.py", "align/engine/demo.py",
)  # fmt: skip
"""What the command line says, with its help: these sentences lie in command.po where no screen says them too."""
DESK = (
    "align/charter/", "align/domain/chaining.py", "align/domain/decision_rules.py", "align/domain/leading.py",
    "align/domain/promises.py", "align/domain/promising.py", "align/domain/pulses.py", "align/engine/hosting.py",
    "align/engine/nudges.py", "align/engine/server_process.py", "align/packs/", "align/storage/",
    "align/ui/openings/setup", "align/ui/plain/agreeing", "align/ui/plain/desk",
    "align/ui/plain/leading", "align/ui/plain/pulsing", "align/ui/plain/table", "align/ui/present/amending",
    "align/ui/present/desk", "align/ui/present/presenting", "align/ui/present/setup_", "align/ui/screens/facilitator/",
    "align/ui/screens/setup/",
)  # fmt: skip
"""Where those who prepare and lead a workshop read: their sentences lie in desk.po, all others in align.po."""
READ_BY_ALL = (
    "align/charter/amendment.py", "align/charter/analysis_text.py", "align/charter/confirmations.py",
    "align/charter/explained.py", "align/charter/facts.py", "align/charter/figure_words.py",
    "align/charter/newcomer.py", "align/charter/pulses.py", "align/charter/wording.py",
    "align/ui/present/desk_clauses.py", "align/ui/present/desk_pulse.py", "align/ui/screens/facilitator/pick.py",
)  # fmt: skip
"""What participants read too."""
_REFUSING = {
    "Rejected", "_no", "SyncError", "StoreError", "StoreLocked", "UserError", "UsageError", "Bye", "_fatal", "_report",
    "needed", "no_vote_at_all", "_mistyped", "_refuse", "_damage", "_BadLineError", "DamagedJournalError", "MovedError",
    "problem", "_add", "_problem", "WrongHostError", "CutOffError", "OtherReaderError", "ChangedError", "_ClosedError",
}  # fmt: skip
_NOTED = ("warnings.append", "notes.append", "report.add", "_found.add")
"""What a host and the doctor say of a workshop file, and what is found in a pack or a plan."""
_LETTER = re.compile(r"[^\W\d_]")
PLURALS = {"de": "nplurals=2; plural=n != 1;", "es": "nplurals=2; plural=n != 1;", "fr": "nplurals=2; plural=n > 1;",
           "ja": "nplurals=1; plural=0;", "zh": "nplurals=1; plural=0;"}  # fmt: skip
PACKS = ("kickoff", "pulse")
"""The packs whose prompts are translated, each in a file of its name."""
STATUS = "translated, not yet reviewed by a native speaker"


class Message(NamedTuple):
    """A sentence to be translated; `many` is its plural, or empty."""

    text: str
    many: str = ""
    context: str = ""


def in_source() -> dict[str, dict[Message, str]]:
    """Return file name → its messages, each with the module that says it first, in the order of the modules.

    A message that is said in several places lies in the file that most people need: align.po, then desk.po.
    """
    found: dict[str, dict[Message, str]] = {"align.po": {}, "desk.po": {}, "command.po": {}}
    for path in sorted((ROOT / "align").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        refusing = name.startswith((*REFUSALS, "align/cli/"))
        for message in _of(ast.parse(path.read_text(encoding="utf-8")), refusing=refusing):
            found[_file_of(name)].setdefault(message, name)
    for one in templates():
        found["command.po"].setdefault(Message(one.about), "align/charter/catalogue.py")
    for message in found["align.po"]:
        found["desk.po"].pop(message, None)
    for message in (*found["align.po"], *found["desk.po"]):
        found["command.po"].pop(message, None)
    return found


def _file_of(module: str) -> str:
    if module.startswith(COMMANDS):
        return "command.po"
    return "desk.po" if module.startswith(DESK) and module not in READ_BY_ALL else "align.po"


def in_pack(pack: str) -> dict[Message, str]:
    """Return every text of a pack that participants read, with the prompt that has it."""
    found: dict[Message, str] = {}
    for prompt in find_pack(pack, [ROOT / "prompts"]).prompts:
        for text in prompt_texts(prompt):
            found.setdefault(Message(text), prompt.id)
    return found


def _of(tree: ast.AST, *, refusing: bool) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node, refusing=refusing)
        elif isinstance(node, ast.FunctionDef):
            yield from _of_help(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            if any(isinstance(name, ast.Name) and name.id in ("HELP", "HELP_TITLE") for name in names):
                yield from _texts([node.value])


def _of_help(node: ast.FunctionDef) -> Iterator[Message]:
    """The docstring of a command is its help."""
    calls = [each.func for each in node.decorator_list if isinstance(each, ast.Call)]
    if any(isinstance(func, ast.Attribute) and func.attr in ("command", "group") for func in calls):
        yield from _help_texts(ast.get_docstring(node) or "")


def _help_texts(text: str) -> Iterator[Message]:
    """A paragraph each; of a block that keeps its lines, its head and what stands beside what is typed."""
    for paragraph in paragraphs(text):
        if not paragraph.startswith("\b"):
            yield Message(paragraph)
            continue
        for line in paragraph.split("\n")[1:]:
            beside = BESIDE.fullmatch(line)
            if beside is not None or not line.startswith(" "):
                yield Message(line if beside is None else str(beside[2]))


def _of_call(node: ast.Call, *, refusing: bool) -> Iterator[Message]:
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if called in ("_", "mark"):
        yield from _texts(node.args[:1])
    elif called == "plural":
        forms = [text.text for text in _texts(node.args[1:3]) if "{0}" not in text.text]
        if len(forms) > 1:
            yield Message(*forms)
    elif called in ("counted", "count"):
        words = [text.text for text in _texts(node.args[1:3])]
        if words:
            one, many = words[0], words[1] if len(words) > 1 else f"{words[0]}s"
            yield Message(f"{{n}} {one}", f"{{n}} {many}")
    elif called in ("option", "command", "group"):
        yield from _texts([word.value for word in node.keywords if word.arg in ("help", "epilog")])
    elif called == "Binding":
        told = {word.arg: word.value for word in node.keywords}
        # Keys that no line of keys shows stand in the help, by their tooltip or else by these words.
        yield from (Message(text.text, context=KEY) for text in _texts(node.args[2:3]))
        yield from _texts([told.get("tooltip")])
    elif refusing and (called in _REFUSING or ast.unparse(node.func).endswith(_NOTED)):
        yield from _texts(node.args[-1:])


def _texts(nodes: Iterable[ast.expr | None]) -> Iterator[Message]:
    """The fields of a formatted string are numbered: {0}, {1}."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield Message(node.value)
        elif isinstance(node, ast.IfExp):
            yield from _texts([node.body, node.orelse])
        elif isinstance(node, ast.JoinedStr):
            number = 0
            text = ""
            for part in node.values:
                if isinstance(part, ast.Constant):
                    text += str(part.value)
                else:
                    text, number = f"{text}{{{number}}}", number + 1
            if any(isinstance(part, ast.Constant) and _LETTER.search(str(part.value)) for part in node.values):
                yield Message(text)  # else it is sentences side by side: any text would look like it


@cache
def wanted() -> dict[str, dict[Message, str]]:
    """Return what each file of a language holds: file name → its messages. What is said before stands nowhere again."""
    found = in_source()
    said = dict(found["align.po"])
    for pack in PACKS:
        found[f"{pack}.po"] = {message: prompt for message, prompt in in_pack(pack).items() if message not in said}
        said |= found[f"{pack}.po"]
    return found


def fields(text: str) -> list[str]:
    """Return the names of the fields of a text, sorted; {+words+} is none."""
    names = (name or "" for _, name, _, _ in string.Formatter().parse(text))
    return sorted(name for name in names if re.fullmatch(r"\w+", name))


def problems(code: str) -> list[str]:
    """Return what is wrong with the files of a language, a line each; none where it is complete."""
    found = []
    for name, messages in wanted().items():
        path = FOLDER / code / name
        kept = {
            Message(e.message, e.many, e.context): e.forms
            for e in entries(path.read_text(encoding="utf-8"))
            if e.message
        }
        found += [
            f"{path.name}: missing: {message.text!r}" for message in messages if not all(kept.get(message, ("",)))
        ]
        found += [f"{path.name}: no longer said: {m.text!r}" for m in kept if m not in messages]
        forms = int(PLURALS[code].split("nplurals=")[1][0])
        for message, said in kept.items():
            if message.many and len(said) != forms:
                found.append(f"{path.name}: {forms} forms are needed: {message.text!r}")
            for text in said if message in messages else ():
                allowed = [fields(message.text), fields(message.many or message.text)]
                if text and fields(text) not in allowed and not (message.many and set(fields(text)) <= set(allowed[1])):
                    found.append(f"{path.name}: fields of {text!r} are not those of {message.text!r}")
    return found


def update(code: str) -> int:
    """Write the files of a language anew; return how many messages have no translation."""
    missing = 0
    # From all files: a sentence may have moved from one to another.
    kept = {
        Message(entry.message, entry.many, entry.context): entry.forms
        for path in sorted((FOLDER / code).glob("*.po"))
        for entry in entries(path.read_text(encoding="utf-8"))
        if all(entry.forms)
    }
    for name, messages in wanted().items():
        path = FOLDER / code / name
        blocks, file = [_header(code, name)], ""
        for message, where in messages.items():
            forms = kept.get(message) or ("",) * (int(PLURALS[code].split("nplurals=")[1][0]) if message.many else 1)
            missing += not all(forms)
            blocks.append(_block(message, forms, f"#: {where}\n" if where != file else ""))
            file = where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return missing


def _header(code: str, name: str) -> str:
    titles = {
        "align.po": "align's interface for participants",
        "desk.po": "The facilitator's desk and set-up",
        "command.po": "align's command line and its help",
    }
    title = titles.get(name, f"The prompts of the pack {name[:-3]}")
    plain = f"Language: {code}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {PLURALS[code]}\n"
    lines = "\n".join(_quoted(f"{line}\n") for line in (*plain.splitlines(), f"X-Status: {STATUS}"))
    return f'# {title} in {LANGUAGES[code]}.\n# Status: {STATUS}.\nmsgid ""\nmsgstr ""\n{lines}'


def _block(message: Message, forms: tuple[str, ...], where: str) -> str:
    if message.context:
        where = f"{where}msgctxt {_quoted(message.context)}\n"
    if not message.many:
        return f"{where}msgid {_quoted(message.text)}\nmsgstr {_quoted(forms[0])}"
    said = "\n".join(f"msgstr[{number}] {_quoted(form)}" for number, form in enumerate(forms))
    return f"{where}msgid {_quoted(message.text)}\nmsgid_plural {_quoted(message.many)}\n{said}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """See the module."""
    codes = [code for code in LANGUAGES if code != ENGLISH]
    if arguments[:1] == ["--missing"]:
        print("\n".join(f"{code} {line}" for code in codes for line in problems(code)))
        return 0
    for code in codes:
        print(f"{code}: {update(code)} sentences without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
