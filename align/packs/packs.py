"""Makes a Pack of a YAML file, or says everything that is wrong with it. It knows no folders and no plans."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from align.domain.prompts import Pack, Prompt
from align.packs.fields import Fields
from align.packs.prompts import LONGEST_PROSE, LONGEST_TITLE, PROMPT_KEYS, read_prompt
from align.packs.source import Document, parse_document, read_text

PACK_KEYS = ("id", "title", "about", "version", "language", "cuts", "prompts")
CUTS: tuple[Literal["region", "party", "role"], ...] = ("region", "party", "role")
MOST_PROMPTS = 60


def load_pack(path: Path) -> Pack:
    """Return the pack written in a YAML file.

    Raises PackError with all its problems at once, UserError when the file cannot be opened.
    """
    return _read(read_text(path), str(path))


@lru_cache(maxsize=32)
def _read(text: str, file: str) -> Pack:
    # The wizard, a pulse and the demo ask for the same few files again, and reading YAML takes a while.
    return read_pack(parse_document(text, file))


def read_pack(document: Document) -> Pack:
    """Return the pack that a document holds; raises PackError with all problems of the document."""
    fields = Fields(document.root, "", PACK_KEYS, document.report)
    pack = Pack(
        id=fields.id("id"),
        title=fields.line("title", longest=LONGEST_TITLE),
        about=fields.block("about", longest=LONGEST_PROSE),
        version=fields.whole("version", default=1, low=1, high=9_999),
        language=fields.line("language", longest=20, default="en"),
        cuts=fields.many_of("cuts", CUTS, ("region",)),
        prompts=_prompts(fields),
    )
    document.report.raise_if_any()
    return pack


def _prompts(fields: Fields) -> tuple[Prompt, ...]:
    items = fields.items("prompts")
    if not 1 <= len(items) <= MOST_PROMPTS:
        fields.problem("prompts", f"a pack has 1 to {MOST_PROMPTS} prompts; this one has {len(items)}.")
    prompts: dict[str, Prompt] = {}
    for path, node in items:
        inner = Fields(node, path, PROMPT_KEYS, fields.report)
        prompt = read_prompt(inner)
        if prompt.id and prompt.id in prompts:
            inner.problem("id", f"another prompt has the id '{prompt.id}' already. Choose another one.")
        prompts[prompt.id] = prompt
    return tuple(prompts.values())
