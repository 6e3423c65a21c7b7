"""Word documents (.docx) into blocks."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from lxml.etree import LxmlError

from lanyard.policy.reading.blocks import Block, Laid, split_marker, tidied, without_glyph
from lanyard.policy.reading.files import LONGEST_TEXT, MOST_BLOCKS, OLE_MAGIC, called, mismatch
from lanyard.policy.reading.headings import CONTENTS_ENTRY
from lanyard.policy.reading.model import CannotRead, NotTaken
from lanyard.policy.reading.shape import own_lines
from lanyard.policy.reading.textlines import scan
from lanyard.policy.reading.word_parts import (
    DELETED,
    FALLBACK,
    HIDDEN,
    Beside,
    Said,
    beside,
    changes_told,
    hidden_styles,
    pictures,
    words_of,
)
from lanyard.policy.reading.word_styles import (
    TOLERANCE,
    all_strong,
    heading_level,
    indent,
    left_of,
    list_place,
    numbering,
    whole,
)

LARGEST_UNPACKED = 150 * 1024 * 1024
LARGEST_PART = 25 * 1024 * 1024
MOST_PARTS = 5_000

CONTENTS_STYLE = re.compile(r"^(?:toc|contents|table of)\b", re.I)
LONGEST_HEADING = 600
"""Characters. Trusts that number every clause with a heading style write whole clauses so; what is longer is text."""
DAMAGE = (
    PythonDocxError,
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What zipfile and python-docx raise on a damaged file: whatever its missing or mangled parts run into."""
NO_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


@dataclass(slots=True)
class _Styles:
    """What the document's styles and numbering say, looked up once each."""

    document: WordDocument
    numbering: dict[str, dict[int, float]] = field(default_factory=dict)
    cells: dict[object, tuple[int, int, int]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def read_word(content: bytes, path: Path) -> Laid:
    """Blocks of a Word document; raises CannotRead when it is locked, damaged, or not one."""
    _check_package(content, path)
    try:
        document = Document(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            around = beside(package)
        styles = _Styles(document, numbering(document), hidden=hidden_styles(document.styles))
        laid = _laid(document, styles, around, path)
    except DAMAGE as problem:
        raise mismatch(path) from problem
    title = tidied(document.core_properties.title or "")
    laid.properties = {"page title": title} if title else {}
    return laid


def _check_package(content: bytes, path: Path) -> None:
    """Refuse locked files, archives that unpack to far more than they hold, and XML that declares entities."""
    if content.startswith(OLE_MAGIC):
        raise CannotRead(
            f"{called(path)} is locked with a password or is in an old Word format; save it as a .docx without one."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise CannotRead(
                    f"{called(path)} unpacks to far more than a policy document holds, so it was not opened."
                )
            if "word/document.xml" not in package.namelist():
                raise mismatch(path)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package, part, path)
    except DAMAGE as problem:
        raise mismatch(path) from problem


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    if part.file_size > LARGEST_PART:
        raise CannotRead(f"{called(path)} unpacks to far more than a policy document holds, so it was not opened.")
    start = package.read(part)[:4096]
    if NO_ENTITIES.search(start.replace(b"\x00", b"")):
        raise mismatch(path)


def _laid(document: WordDocument, styles: _Styles, around: Beside, path: Path) -> Laid:
    _place_cells(document, styles)
    names = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
    default = document.styles.default(1)
    laid = Laid([], {}, TOLERANCE, around.notes, list(around.not_taken), changes_told(document), around.edges)
    if around.comments:
        laid.warnings.append("The document has comments; they were not taken.")
    length = 0
    for count, paragraph in enumerate(_paragraphs(document), start=1):
        said = words_of(paragraph, styles.hidden)
        text = "".join(said.shown)
        length += len(text)
        if count > MOST_BLOCKS or length > LONGEST_TEXT:
            raise CannotRead(f"{called(path)} holds far more text than a policy; choose the policy document alone.")
        style = names.get(paragraph.style or "", default)
        cell = next((styles.cells[node] for node in paragraph.iterancestors(qn("w:tc")) if node in styles.cells), None)
        where = f"table {cell[0] + 1}, row {cell[1] + 1}, column {cell[2] + 1}" if cell else f"paragraph {count}"
        _take_beside(laid, paragraph, said, where)
        why = _why_not(paragraph, style, styles)
        if text.strip() and why:
            laid.not_taken.append(NotTaken(where, tidied(text), why))
        elif text.strip():
            found = _paragraph_blocks(paragraph, text, style, styles, cell)
            laid.blocks += (replace(block, where=where) for block in found)
            laid.blocks[-1].notes = tuple(said.notes)
    return laid


def _take_beside(laid: Laid, paragraph, said: Said, where: str) -> None:
    """Tell what a paragraph holds beside its running text: hidden and deleted words, and pictures."""
    for words, why in ((said.hidden, HIDDEN), (said.deleted, DELETED)):
        if tidied("".join(words)):
            laid.not_taken.append(NotTaken(where, tidied("".join(words)), why))
    for picture, is_large in pictures(paragraph, where):
        laid.not_taken.append(picture)
        if is_large:
            laid.warnings.append(f"A large picture ({where}) may hold words; they were not read.")


def _why_not(paragraph, style: ParagraphStyle | None, styles: _Styles) -> str:
    """Why a paragraph is no text of the policy, or "" if it is."""
    name = (style.name if style is not None else "") or ""
    if CONTENTS_STYLE.match(name) or any(_holds_contents(node) for node in paragraph.iterancestors(qn("w:sdt"))):
        return CONTENTS_ENTRY
    return HIDDEN if style is not None and style.style_id in styles.hidden else ""


def _place_cells(document: WordDocument, styles: _Styles) -> None:
    """Note for every cell of an outermost table where it stands."""
    for place, table in enumerate(document.element.body.findall(".//" + qn("w:tbl"))):
        for row_place, row in enumerate(table.findall(qn("w:tr"))):
            column = 0
            for cell in row.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tbl")), None) is not table:
                    continue
                styles.cells[cell] = (place, row_place, column)
                column += _span(cell)


def _span(cell) -> int:
    """How many columns a cell of a table covers."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return max(1, min(63, whole(span.get(qn("w:val"))))) if span is not None else 1


def _paragraphs(document: WordDocument) -> Iterator:
    """Every paragraph in document order, text boxes too; not what Word only keeps for older programs."""
    for paragraph in document.element.body.iter(qn("w:p")):
        if next(paragraph.iterancestors(FALLBACK), None) is None:
            yield paragraph


def _holds_contents(control) -> bool:
    """True for the frame in which Word keeps a table of contents."""
    gallery = control.find("/".join((qn("w:sdtPr"), qn("w:docPartObj"), qn("w:docPartGallery"))))
    return gallery is not None and "contents" in gallery.get(qn("w:val"), "").lower()


def _paragraph_blocks(
    paragraph, text: str, style: ParagraphStyle | None, styles: _Styles, cell: tuple[int, int, int] | None
) -> list[Block]:
    level = heading_level(paragraph, style)
    strong = all_strong(paragraph, style)
    if level and len(text) < LONGEST_HEADING:
        return [Block("heading", tidied(text), level=level, cell=None)]
    place = list_place(paragraph, style, (style.name if style is not None else "") or "")
    if place:
        left = indent(paragraph, style, place, styles.numbering)
        lines = (without_glyph(tidied(line)) for line in own_lines(text, listed=True))
        return [Block("item", line, indent=left, strong=strong, cell=cell) for line in lines if line]
    if "\n" in text.strip() or split_marker(text.strip()):
        found = [block for line in own_lines(text) for block in scan([line], markdown=False)]
        for block in found:
            block.cell, block.strong = cell, strong
            block.indent += left_of(paragraph.pPr) or 0.0
        return found
    return [Block("text", tidied(text), strong=strong, cell=cell)]
