"""How the texts of a pack are worded: what a reader elsewhere may misread, and what a team cannot be held to.

It advises and refuses nothing: a pack with findings can be used. Reading a pack, and what is wrong in it, is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from align.language import mark
from align.packs.plainwords import ACTORS, ANCHORS, BANS_SKIPPING, IDIOMS, NUMBERS, PEOPLES
from align.packs.problems import Problem, Report
from align.packs.source import Document, Entry, Listing, Mapping, Node, Scalar

MOST_WORDS = 24
QUESTIONS = ("text", "predict_text", "after_text", "pulse")
HELD_TO = (*QUESTIONS, "clause", "example")
ALL_TEXTS = ("title", *HELD_TO, "why", "help")
LABELS = ("options", "cards", "buckets", "roles", "points")
EXPECTED = {
    "help": mark("say how to answer."),
    "example": mark("give one, or a situation in which the question comes up."),
    "minutes": mark("say how long one person needs."),
    "clause": mark("add the sentence that a team can be held to: who, what, how much, by when."),
    "pulse": mark("say what is asked again some weeks later."),
}
"""Keys that a pack may leave out and a good one does not, with the way out."""
NUMBER_IN_ANSWER = {"duration": r"\{leading\}", "scale": r"\{leading\}", "scenario": r"\{after\}"}
"""Placeholders that bring a number of their own, by type of prompt."""

Finding = tuple[str, str]
"""(the words that are meant, or nothing for the whole text; a sentence with the way out)"""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, and in which keys of a prompt."""

    keys: Sequence[str]
    look: Callable[[str], Iterator[Finding]]
    labels: bool = False
    """Whether it holds for labels too."""


def lint(document: Document) -> list[Problem]:
    """Return what a careful reader would change in a pack that loads, in file order."""
    found = Report(document.report.file)
    root = _keys(document.root)
    prompts = root["prompts"].value if "prompts" in root else None
    english = _text(root.get("language")).casefold()[:2] in ("", "en")
    for number, node in enumerate(prompts.items if isinstance(prompts, Listing) else (), 1):
        _Prompt(document, found, node, f"prompts[{number}]", english).lint()
    return sorted(found.problems, key=lambda problem: (problem.line, problem.column))


class _Prompt:
    """One prompt of a file, looked at key by key."""

    def __init__(self, document: Document, found: Report, node: Node, path: str, english: bool) -> None:
        self._document, self._found, self._node, self._path = document, found, node, path
        self._entries = _keys(node)
        self._rules = (*EVERY_LANGUAGE, *(ENGLISH if english else ()))
        self._english = english

    def lint(self) -> None:
        for key, entry in self._entries.items():
            if isinstance(entry.value, Scalar):
                self._look(key, entry.value, f"{self._path}.{key}", labels=False)
            elif key in LABELS and isinstance(entry.value, Listing):
                for number, item in enumerate(entry.value.items, 1):
                    self._label(key, item, f"{self._path}.{key}[{number}]")
        for key, way_out in EXPECTED.items():
            if key not in self._entries:
                self._add(self._node, key, f"there is no {key}: {way_out}")
        if self._on("predict") and "predict_text" not in self._entries:
            self._add(self._node, "predict_text", "there is no predict_text: ask about {group} in words of its own.")
        self._clause()

    def _look(self, key: str, node: Scalar, path: str, *, labels: bool) -> None:
        for rule in self._rules:
            if rule.labels if labels else key in rule.keys:
                for words, message in rule.look(node.text):
                    line, column = _place(self._document, node, words)
                    self._found.add(line, column, path, message)

    def _label(self, key: str, item: Node, path: str) -> None:
        label = _keys(item)["label"].value if "label" in _keys(item) else item
        if not isinstance(label, Scalar):
            return
        self._look(key, label, path, labels=True)
        if label.text.endswith((".", "?", "!")):
            self._found.add(label.line, label.column, path, "a label stands inside a sentence. Remove its last mark.")

    def _clause(self) -> None:
        clause = self._entries.get("clause")
        if clause is None or not isinstance(clause.value, Scalar):
            return
        text, kind = clause.value.text, _text(self._entries.get("type"))
        if not re.search(r"\{(?!milestone\})\w+\}", text):
            self._add(clause.value, "clause", "the answers are not in it. Add a placeholder such as {answers}.")
        if not self._english:
            return
        numbers = re.search(r"\d", text) or next(_phrases(text, NUMBERS), "")
        if not (numbers or re.search(NUMBER_IN_ANSWER.get(kind, "$^"), text)):
            self._add(clause.value, "clause", 'no number says how much or by when. Add "within one working day" …')
        if not next(_phrases(text, ACTORS), ""):
            self._add(clause.value, "clause", "nobody acts in it. Say who does it: we, the owner, whoever …")

    def _add(self, node: Node, key: str, message: str) -> None:
        self._found.add(node.line, node.column, f"{self._path}.{key}", message)

    def _on(self, key: str) -> bool:
        return _text(self._entries.get(key)).casefold() in ("true", "yes", "on")


# ---- what is looked for --------------------------------------------------------------------------------------------


def _length(text: str) -> Iterator[Finding]:
    count = len(text.split())
    if count > MOST_WORDS:
        yield (
            "",
            mark(f"it has {count} words; stay under {MOST_WORDS + 1}. Say one thing, and move the rest to `help`."),
        )


def _one_question(text: str) -> Iterator[Finding]:
    count = len(re.findall(r"[?？؟]", text))
    if count > 1:
        yield "", mark(f"it asks {count} questions. Keep one, or make two prompts.")


def _title(text: str) -> Iterator[Finding]:
    if not 2 <= len(text.split()) <= 4:
        yield "", mark("a title has two to four words: it stands in lists and in the charter.")


def _one_idea(text: str) -> Iterator[Finding]:
    for words in _phrases(text, ("and/or", "as well as")):
        yield words, mark(f"'{words}' joins two ideas. Choose one, or make two prompts.")


def _anchors(text: str) -> Iterator[Finding]:
    for words in _phrases(text, ANCHORS):
        yield (
            words,
            mark(f"'{words}' is another number to each reader. Write a fact, such as \"within one working day\"."),
        )


def _idioms(text: str) -> Iterator[Finding]:
    for words in _phrases(text, IDIOMS):
        yield words, mark(f"'{words}' is a figure of speech that many readers do not know. Write what is meant.")


def _skipping(text: str) -> Iterator[Finding]:
    for words in _phrases(text, BANS_SKIPPING):
        yield words, mark(f"'{words}' forbids what is always possible: \"not my area\". Remove it.")


def _peoples(text: str) -> Iterator[Finding]:
    for words in _phrases(text, PEOPLES):
        yield words, mark(f"'{words}' speaks of what a people is like. Describe what people do where they work.")


EVERY_LANGUAGE = (
    Rule(QUESTIONS, _length),
    Rule(QUESTIONS, _one_question),
    Rule(("title",), _title),
)
ENGLISH = (
    Rule(QUESTIONS, _one_idea, labels=True),
    Rule(HELD_TO, _anchors, labels=True),
    Rule(ALL_TEXTS, _idioms, labels=True),
    Rule(ALL_TEXTS, _skipping),
    Rule(ALL_TEXTS, _peoples, labels=True),
)


# ---- places --------------------------------------------------------------------------------------------------------


def _phrases(text: str, phrases: Sequence[str]) -> Iterator[str]:
    """Yield the phrases that stand in `text` as whole words, each once, without those inside a longer one."""
    said = [phrase for phrase in phrases if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)]
    yield from (phrase for phrase in said if not any(phrase != longer and phrase in longer for longer in said))


def _place(document: Document, node: Scalar, words: str) -> tuple[int, int]:
    """Return the line and column of words in a text that may go over several lines; else where the text begins."""
    left = len(node.text) if words else 0
    for number in range(node.line, len(document.lines) + 1):
        start = node.column - 1 if number == node.line else 0
        line = document.lines[number - 1][start:]
        hit = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line, re.IGNORECASE)
        if left <= 0:
            break
        if hit:
            return number, start + hit.start() + 1
        left -= len(line.strip(" >|-"))
    return node.line, node.column


def _keys(node: Node) -> dict[str, Entry]:
    return {entry.key: entry for entry in node.entries} if isinstance(node, Mapping) else {}


def _text(entry: Entry | None) -> str:
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""
