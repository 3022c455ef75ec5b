"""The charter as one HTML file: the Markdown charter, cleaned, with bars and weeks drawn. It loads nothing else.

Three layers keep people's text text: the Markdown escapes it, the engine reads no HTML, and what comes out keeps a
short list of tags. A policy inside the page forbids scripts and requests, should all three fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from align.charter.markdown import md
from align.charter.templates import read_template
from align.charter.view import CharterView
from align.resources import bundled

PAGE = "charter.html.j2"
TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"https", "http", "mailto"}
_ALIGNMENT = re.compile(r"text-align:(left|right|center)")
_LONG_WORD = 24
"""Letters from which a word may be broken anywhere, so that it cannot push a table off the page."""
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_ATTRIBUTES = {
    "a": {"href"}, "ol": {"start"}, "td": {"class", "dir"}, "th": {"class", "dir", "scope"}, "p": {"dir"},
    "li": {"dir"}, **{heading: {"id", "dir"} for heading in _HEADINGS},
}  # fmt: skip


def page(view: CharterView, markdown: str, *, dense: bool = False) -> str:
    """Return a Markdown charter of a view as one HTML page with its own styles, for screens and for paper.

    `dense` sets it small, without contents: what is meant for one sheet fits on it.
    """
    tokens = _prepared(engine().parse(markdown))
    head = 3 if tokens and tokens[0].tag == "h1" else 0
    environment = Environment(
        loader=FunctionLoader(lambda name: read_template(bundled("templates") / name)),
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    text = environment.get_template(PAGE).render(
        dense=dense, title=view["title"], version_words=view["version_words"],
        head=_clean(tokens[:head]), sections=_sections(tokens), parts=_parts(tokens[head:], view),
    )  # fmt: skip
    return text.rstrip("\n") + "\n"


def engine() -> MarkdownIt:
    """Return the engine that charters are read with: CommonMark and tables, no HTML, no images, no guessed links."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")


def slug(text: str, taken: set[str]) -> str:
    """Return a heading's anchor as GitHub makes it, and note it in `taken`."""
    plain = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
    found, number = plain, 0
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    taken.add(found)
    return found


def shown(inline: Token) -> str:
    """Return the words of an inline token as a reader sees them."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _prepared(tokens: list[Token]) -> list[Token]:
    """Give headings their anchors, cells their alignment as a class, and texts their own direction."""
    taken: set[str] = set()
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            token.attrSet("id", slug(shown(following), taken))
        if token.type in ("th_open", "td_open"):
            found = _ALIGNMENT.search(str(token.attrs.pop("style", "")))
            if found:
                token.attrJoin("class", found[1])
            if following is not None and max(map(len, shown(following).split()), default=0) > _LONG_WORD:
                token.attrJoin("class", "long")
            if token.type == "th_open":
                token.attrSet("scope", "col")
        if token.type in ("heading_open", "paragraph_open", "list_item_open", "th_open", "td_open"):
            token.attrSet("dir", "auto")
    return tokens


def _sections(tokens: Sequence[Token]) -> list[dict[str, str]]:
    """Return anchor and words of every heading of the second level."""
    return [
        {"id": str(token.attrGet("id")), "title": shown(following)}
        for token, following in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]


def _parts(tokens: list[Token], view: CharterView) -> list[dict[str, Any]]:
    """Cut the charter where something is drawn; return pieces of clean HTML, each with what follows it.

    A prompt's bars stand before its table of counts, a promise's weeks before their tables of letters, which are then
    folded. Both are found by the headings that the bundled template gives them. Another template without such headings
    gets no drawings.
    """
    drawn: dict[str, tuple[str, Any]] = {}
    drawn |= {f"Answers: {md(prompt['title'])}": ("prompt", prompt) for prompt in view["spread"] if prompt["bars"]}
    for promise in view["promises"]["list"]:
        if promise["strips"]:
            drawn[f"Promise {promise['number']}: {md(promise['level'])}"] = ("strips", promise)
    parts: list[dict[str, Any]] = []
    begin = 0
    for kind, what, tables in _places(tokens, drawn):
        # A promise's first table holds its terms; the weeks come after it.
        shown = tables if kind == "prompt" else tables[1:]
        if shown:
            parts.append(_part(tokens[begin : shown[0][0]], kind, what))
            begin = shown[0][0]
            if kind == "strips":
                parts.append(_part(tokens[begin : shown[-1][1] + 1], "letters"))
                begin = shown[-1][1] + 1
    return [*parts, _part(tokens[begin:])]


def _part(tokens: Sequence[Token], kind: str = "", what: object = None) -> dict[str, Any]:
    return {"html": _clean(tokens), "kind": kind, "what": what}


def _places(tokens: list[Token], drawn: dict[str, tuple[str, Any]]) -> Iterator[tuple[str, Any, list[tuple[int, int]]]]:
    """Yield what is drawn under each heading, once, with the first and last token of each table there."""
    kind, what, tables = "", None, list[tuple[int, int]]()
    opened = 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            if kind:
                yield kind, what, tables
            kind, what = drawn.pop(tokens[at + 1].content, ("", None))
            tables = []
        elif token.type == "table_open" and token.level == 0:
            opened = at
        elif token.type == "table_close" and token.level == 0:
            tables.append((opened, at))
    if kind:
        yield kind, what, tables


def _clean(tokens: Sequence[Token]) -> Markup:
    import nh3  # noqa: PLC0415 - start-up: only pages need it

    markdown = engine()
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Markup(  # noqa: S704 - made safe by the call inside
        nh3.clean(
            html, tags=TAGS, attributes=_ATTRIBUTES, attribute_filter=_kept, url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )  # fmt: skip


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Keep of links without a scheme only those inside the page: "//host/x" would ask another computer."""
    inside = value.startswith("#") or value.partition(":")[0].lower() in SCHEMES
    return value if name != "href" or inside else None
