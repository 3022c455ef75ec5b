"""The charter as a Word document with real styles, headings and tables, walked from the Markdown charter's tokens.

A company's own document may lend its styles, headers and footers; what it says is left out.
"""

from __future__ import annotations

import io
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

from markdown_it.tree import SyntaxTreeNode

from align.charter.view import CharterView
from align.charter.web_page import engine
from align.errors import UserError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_HIDDEN_BREAKS = frozenset("\u2060\u2066\u2067\u2068\u2069")
"""Characters that the Markdown needs and that Word shows as boxes: direction is a property of the run there."""
_ALIGNMENTS = {"text-align:right": 2, "text-align:center": 1}
"""CSS to Word's own numbers (WD_ALIGN_PARAGRAPH)."""
_DEEPEST_LIST = 3
_LONGEST_SAY, _LONGEST_WORD, _EDGES = 40, 18, 5
"""Letters: from where a text, and a word, ask for no more room in a column, and what its edges take."""
_LETTERS = 76
"""About as many stand side by side on a page."""


class _Look(NamedTuple):
    """How the words of a run look."""

    bold: bool = False
    italic: bool = False
    code: bool = False


def document(view: CharterView, markdown: str, styles: Path | None = None) -> bytes:
    """Return a Markdown charter of a view as a .docx file, in the styles of another .docx file if one is given.

    Raises UserError when that file cannot be used, or when the library is not installed.
    """
    made = _opened(styles)
    _describe(made, view)
    _Writer(made).blocks(SyntaxTreeNode(engine().parse(markdown)).children)
    if styles is None:
        _footer(made, f"{view['title']} · {view['version_words']}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _opened(styles: Path | None) -> Document:
    try:
        from docx import Document  # noqa: PLC0415 - an extra, and slow to load
        from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - as above
    except ImportError:
        raise UserError(
            "Word documents need one more library: install align with its extra, align-workshop[docx]."
        ) from None
    if styles is None:
        return _on_a4(Document())
    try:
        made = Document(str(styles))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError):
        raise UserError(f"{styles} cannot be read as a Word document. Save it as .docx (not .dotx or .doc).") from None
    body = made.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):  # page size, headers and footers
            body.remove(element)
    return made


def _on_a4(made: Document) -> Document:
    from docx.shared import Mm  # noqa: PLC0415 - an extra, and slow to load

    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
    return made


def _describe(made: Document, view: CharterView) -> None:
    about = made.core_properties
    about.title, about.subject = _plain(view["title"])[:255], _plain(view["version_words"])
    about.author = about.last_modified_by = _plain(", ".join(view["facilitators"]))[:255]
    about.comments = about.keywords = ""
    if view["sealed_iso"]:
        about.created = about.modified = datetime.fromisoformat(view["sealed_iso"])


class _Writer:
    """Puts blocks at the end of one document."""

    def __init__(self, made: Document) -> None:
        self._made = made
        self._styles = {style.name for style in made.styles}

    def blocks(self, nodes: list[SyntaxTreeNode], style: str = "Normal", depth: int = 1) -> None:
        """Write block after block; paragraphs get this style, lists stand at this depth."""
        for node in nodes:
            match node.type:
                case "heading":
                    level = int(node.tag[1])
                    self._paragraph(node, "Title" if level == 1 else f"Heading {min(level - 1, 4)}")
                case "paragraph":
                    self._paragraph(node, style)
                case "blockquote":
                    self.blocks(node.children, "Quote", depth)
                case "bullet_list" | "ordered_list":
                    self._list(node, depth)
                case "table":
                    self._table(node)
                case "fence" | "code_block":
                    for line in node.content.rstrip("\n").split("\n"):
                        _say(self._begun(style), line, _Look(code=True))
                case _:  # a rule between parts: headings part them already
                    continue

    def _begun(self, style: str) -> Paragraph:
        """Return a new paragraph; in the document's own first style where it lacks this one."""
        return self._made.add_paragraph(style=style if style in self._styles else None)

    def _paragraph(self, node: SyntaxTreeNode, style: str) -> None:
        paragraph = self._begun(style)
        for inline in node.children:
            _inline(paragraph, inline.children, _Look())
        _turn(paragraph)

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        kind = "List Bullet" if node.type == "bullet_list" else "List Number"
        style = kind if depth == 1 else f"{kind} {min(depth, _DEEPEST_LIST)}"
        for item in node.children:
            self.blocks(item.children, style, depth + 1)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        style = "Table Grid" if "Table Grid" in self._styles else None
        table = self._made.add_table(len(rows), len(rows[0].children), style=style)
        table.autofit = False
        for row, made_row in zip(rows, table.rows, strict=True):
            for source, cell in zip(row.children, made_row.cells, strict=True):
                _fill(cell, source)
        _spread(table, self._width())
        _head(table)
        after = self._made.add_paragraph()  # or the next table would join this one
        after.paragraph_format.space_after = 0

    def _width(self) -> int:
        """Return the room between the margins, in Word's units."""
        section = self._made.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        return (page or 7_560_310) - (left or 0) - (right or 0)  # A4, if the file says nothing


def _fill(cell: _Cell, source: SyntaxTreeNode) -> None:
    paragraph = cell.paragraphs[0]
    alignment = _ALIGNMENTS.get(str(source.attrs.get("style", "")))
    if alignment is not None:
        paragraph.paragraph_format.alignment = alignment
    for inline in source.children:
        _inline(paragraph, inline.children, _Look(bold=source.type == "th"))
    _turn(paragraph)


def _spread(table: Table, width: int) -> None:
    """Share the width among the columns by how much each has to say, none below a fair part of it."""
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    says = _says([list(column) for column in zip(*rows, strict=True)])
    for number, column in enumerate(table.columns):
        column.width = width * says[number] // sum(says)
    for row in table.rows:  # Word reads the cells, others the columns
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width


def _says(columns: list[list[str]]) -> list[int]:
    """Return how much room each column gets, in letters: that of its longest word first, the rest by its texts."""
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    least = [min(word, _LONGEST_WORD) + _EDGES for word in words]
    says = [min(max(map(len, column)), _LONGEST_SAY) for column in columns]
    more = [max(said - word, 1) for said, word in zip(says, words, strict=True)]
    left = max(_LETTERS - sum(least), 0)
    return [room + left * asked // sum(more) for room, asked in zip(least, more, strict=True)]


def _inline(paragraph: Paragraph, nodes: list[SyntaxTreeNode], look: _Look) -> None:
    for node in nodes:
        match node.type:
            case "text" | "text_special":
                _say(paragraph, node.content, look)
            case "code_inline":
                _say(paragraph, node.content, look._replace(code=True))
            case "softbreak":
                _say(paragraph, " ", look)
            case "hardbreak":
                paragraph.add_run().add_break()
            case "strong":
                _inline(paragraph, node.children, look._replace(bold=True))
            case "em":
                _inline(paragraph, node.children, look._replace(italic=True))
            case "link":
                _inline(paragraph, node.children, look)
                target = str(node.attrs.get("href", ""))
                if target and not target.startswith("#"):
                    _say(paragraph, f" ({target})", look)
            case _:
                _inline(paragraph, node.children, look)


def _say(paragraph: Paragraph, text: str, look: _Look) -> None:
    run = paragraph.add_run(_plain(text))
    run.bold, run.italic = look.bold or None, look.italic or None
    if look.code:
        run.font.name = "Consolas"
    if _direction(text, first_only=False):
        run.font.rtl = True


def _turn(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left when it begins so."""
    if _direction(paragraph.text, first_only=True):
        from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra, and slow to load

        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _direction(text: str, *, first_only: bool) -> bool:
    """Whether a text holds a letter that is written from right to left, or has one as its first letter."""
    strong = (unicodedata.bidirectional(char) for char in text if not char.isascii() or char.isalpha())
    letters = (kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL"))
    return next(letters, False) if first_only else any(letters)


def _plain(text: str) -> str:
    """Return what a Word file can hold: no control characters, and none that Word shows as a box."""
    return "".join(
        char for char in text if char not in _HIDDEN_BREAKS and unicodedata.category(char) not in ("Cc", "Cs", "Cn")
    )


def _head(table: Table) -> None:
    """Mark the first row as the head, repeated on every page; keep every row on one page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra, and slow to load

    for number, row in enumerate(table.rows):
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _footer(made: Document, text: str) -> None:
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.add_run(_plain(f"{text} · page "))
    _field(paragraph.add_run(), "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph.add_run(), "NUMPAGES")


def _field(run: Run, name: str) -> None:
    """Add a number that Word computes."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra, and slow to load
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    for tag, attribute, value, text in (
        ("w:fldChar", "w:fldCharType", "begin", ""),
        ("w:instrText", "xml:space", "preserve", name),
        ("w:fldChar", "w:fldCharType", "end", ""),
    ):
        element: Any = OxmlElement(tag)
        element.set(qn(attribute), value)
        element.text = text
        run._r.append(element)
