"""An HTML page as a browser's parser meets it: its tags in order, with their attributes, and the text that shows."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "meta", "img", "input", "link", "rect"}
BREAKS = {"br"}


class Page(HTMLParser):
    """Reads a page. `tags`: (name, attributes) in order; `text`: all that shows; `unclosed`: tags left open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.unclosed: list[str] = []
        self._pieces: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All text, spaces folded, without what align adds to part mentions and directions."""
        found = " ".join("".join(self._pieces).split())
        return found.translate(dict.fromkeys(map(ord, "\u2060\u2068\u2069")))

    def attributes(self, name: str, tag: str = "") -> list[str]:
        """Return the values of an attribute, in order; with `tag`, of those tags alone."""
        return [found[name] for kind, found in self.tags if name in found and tag in ("", kind)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.unclosed.append(tag)
        if tag in BREAKS:
            self._pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in BREAKS:
            self._pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; a wrong nesting stays visible in `unclosed`."""
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        self._pieces.append(" " if tag not in ("em", "strong", "code", "a") else "")

    def handle_data(self, data: str) -> None:
        """Keep what shows."""
        self._pieces.append(data)
