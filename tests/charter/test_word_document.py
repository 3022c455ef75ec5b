"""The Word charter has the document's own styles, says what the Markdown says, and opens whatever people wrote."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Pt

from align.charter.render import render, written
from align.charter.view import CharterView
from align.charter.word_document import document
from align.errors import UserError
from tests.charter.told import EVERY_KIND, ONE_LINE, SHIFTS, harmless, view, with_texts


def opened(facts: CharterView, styles: Path | None = None) -> Document:
    """Return the Word charter of a view as a program opens it."""
    return docx.Document(io.BytesIO(document(facts, written(facts), styles)))


@cache
def whole() -> Document:
    """Return the Word charter of the story, for reading only."""
    return opened(view())


def form(made: Document) -> list[Any]:
    """Return the styles of all paragraphs and the sizes of all tables, in order."""
    return [
        (block.style.name if block.style else "") if hasattr(block, "runs") else (len(block.rows), len(block.columns))
        for block in made.iter_inner_content()
    ]


def words(made: Document) -> str:
    """Return all that shows."""
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "".join("".join([*(paragraph.text for paragraph in made.paragraphs), *cells]).split())


def test_headings_quotes_lists_and_tables_are_real_ones() -> None:
    made = whole()
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "Quote", "List Bullet", "Normal"} <= set(styles)
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style and paragraph.style.name == "Heading 1"][
        :2
    ] == ["How to read this", "What success looks like"]
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["Version", "Version 1"]
    heads = [table.rows[0]._tr.xml for table in made.tables]
    assert all("w:tblHeader" in head for head in heads)


def test_the_document_says_what_the_markdown_says() -> None:
    found = words(whole())
    for clause in (clause for area in view()["areas"] for clause in area["clauses"]):
        assert "".join(clause["text"].split()) in found
    assert "Contentsha256" in found


def test_every_page_bears_the_version_and_its_number() -> None:
    footer = whole().sections[0].footer.paragraphs[0]
    assert footer.text.startswith("ORION-3 kickoff · Version 1 · page ")
    assert footer._p.xml.count("w:instrText") == 4  # two fields, each opened and closed


def test_the_file_names_the_workshop_and_the_facilitators_not_a_program() -> None:
    about = whole().core_properties
    assert (about.title, about.author, about.subject) == ("ORION-3 kickoff", "Fay", "Version 1")
    assert str(about.created)[:10] == "2026-11-22"


@pytest.mark.parametrize("shift", SHIFTS)
def test_hostile_texts_leave_the_document_in_the_same_form(shift: int) -> None:
    assert form(opened(with_texts(ONE_LINE, shift))) == form(opened(harmless()))


def test_hostile_texts_show_as_they_were_written_and_the_file_stays_sound() -> None:
    facts = with_texts(EVERY_KIND, 5)
    data = document(facts, written(facts))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' not in relations
    found = words(docx.Document(io.BytesIO(data)))
    for clause in (clause for area in facts["areas"] for clause in area["clauses"]):
        assert "".join(clause["title"].split()) in found


def test_hebrew_runs_from_right_to_left() -> None:
    facts = with_texts(["שלום עולם"])
    paragraph = next(one for one in opened(facts).paragraphs if one.style and one.style.name == "Quote")
    assert "<w:bidi/>" in paragraph._p.xml
    assert "<w:rtl/>" in paragraph._p.xml
    assert "\u2068" not in paragraph.text
    assert "<w:bidi/>" not in whole().element.xml


def test_a_companys_document_lends_its_styles_and_page_but_not_its_words(tmp_path: Path) -> None:
    company, path = docx.Document(), tmp_path / "company.docx"
    company.styles["Heading 1"].font.size = Pt(31)
    company.add_paragraph("Our sample text")
    company.sections[0].header.paragraphs[0].text = "Norvia confidential"
    company.save(str(path))
    made = opened(view(), path)
    assert made.styles["Heading 1"].font.size == Pt(31)
    assert made.sections[0].header.paragraphs[0].text == "Norvia confidential"
    assert made.sections[0].footer.paragraphs[0].text == ""
    assert "Oursampletext" not in words(made)
    assert form(made) == form(whole())


def test_a_document_without_some_styles_is_good_enough(tmp_path: Path) -> None:
    company, path = docx.Document(), tmp_path / "company.docx"
    for name in ("Quote", "List Bullet", "Table Grid", "Title"):
        company.styles[name].delete()
    company.save(str(path))
    made = opened(view(), path)
    assert words(made) == words(whole())


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_word_document_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "company.docx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"cannot be read as a Word document\. Save it as \.docx"):
        opened(view(), path)
    with pytest.raises(UserError, match="cannot be read"):
        opened(view(), tmp_path / "none.docx")


def test_an_own_template_may_use_lists_in_lists_code_rules_and_links(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(
        "# T\n\n- a\n  - b\n    - c\n      - d\n\n1. one\n\n---\n\n```\ncode *x*\n```\n\n"
        "**b** *i* `c` [web](https://x.example)\x0b.\n\n![pic](https://x.example/p.png)\n"
    )
    facts = view()
    made = docx.Document(io.BytesIO(document(facts, render(facts, own))))
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert styles[:6] == ["Title", "List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet 3", "List Number"]
    assert "code*x*" in words(made)
    assert "web(https://x.example)" in words(made)
    assert len(made.inline_shapes) == 0


def test_without_the_library_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UserError, match=r"align-workshop\[docx\]"):
        document(view(), "# x\n")
