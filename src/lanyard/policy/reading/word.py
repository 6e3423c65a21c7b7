"""Word documents (.docx) into blocks."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
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

LARGEST_UNPACKED = 150 * 1024 * 1024
LARGEST_PART = 25 * 1024 * 1024
MOST_PARTS = 5_000
TOLERANCE = 5.0
"""Points. Word's own lists step by 18 points; less than this is a slip of the ruler."""

HEADING_STYLE = re.compile(r"heading (\d)", re.I)
CONTENTS_STYLE = re.compile(r"^(?:toc|contents|table of)\b", re.I)
LIST_STYLE = re.compile(r"^list(?: (?:bullet|number|continue))?(?: (\d))?$", re.I)
TWIPS = 20
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


@dataclass(frozen=True, slots=True)
class _List:
    """A paragraph's place in a list: the list's number, the level, and what Word's numbering says of its indent."""

    number: str
    level: int
    indent: float | None


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
        styles = _Styles(document, _numbering(document), hidden=hidden_styles(document.styles))
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


def _numbering(document: WordDocument) -> dict[str, dict[int, float]]:
    """Left indent in points for each list number and level."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.element
    abstract: dict[str, dict[int, float]] = {}
    for definition in root.findall(qn("w:abstractNum")):
        levels = {}
        for level in definition.findall(qn("w:lvl")):
            indent = _left_of(level.find(qn("w:pPr")))
            if indent is not None:
                levels[_whole(level.get(qn("w:ilvl")))] = indent
        abstract[definition.get(qn("w:abstractNumId"))] = levels
    return {
        number.get(qn("w:numId")): abstract.get(number.find(qn("w:abstractNumId")).get(qn("w:val")), {})
        for number in root.findall(qn("w:num"))
    }


def _whole(value: str | None) -> int:
    return int(value) if value and value.lstrip("-").isdigit() else 0


def _left_of(properties) -> float | None:
    indent = properties.find(qn("w:ind")) if properties is not None else None
    value = None if indent is None else indent.get(qn("w:left")) or indent.get(qn("w:start"))
    return None if value is None else _whole(value) / TWIPS


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
        _take_paragraph(laid, paragraph, said, names.get(paragraph.style or "", default), styles, f"paragraph {count}")
    return laid


def _take_paragraph(
    laid: Laid, paragraph, said: Said, style: ParagraphStyle | None, styles: _Styles, where: str
) -> None:
    """Add the paragraph's blocks, and what of it is no running text."""
    text = "".join(said.shown)
    name = (style.name if style is not None else "") or ""
    cell = next((styles.cells[node] for node in paragraph.iterancestors(qn("w:tc")) if node in styles.cells), None)
    if cell is not None:
        where = f"table {cell[0] + 1}, row {cell[1] + 1}, column {cell[2] + 1}"
    for words, why in ((said.hidden, HIDDEN), (said.deleted, DELETED)):
        if tidied("".join(words)):
            laid.not_taken.append(NotTaken(where, tidied("".join(words)), why))
    for picture, is_large in pictures(paragraph, where):
        laid.not_taken.append(picture)
        if is_large:
            laid.warnings.append(f"A large picture ({where}) may hold words; they were not read.")
    if not text.strip():
        return
    in_contents = any(_holds_contents(node) for node in paragraph.iterancestors(qn("w:sdt")))
    if in_contents or CONTENTS_STYLE.match(name):
        laid.not_taken.append(NotTaken(where, tidied(text), CONTENTS_ENTRY))
        return
    if style is not None and style.style_id in styles.hidden:
        laid.not_taken.append(NotTaken(where, tidied(text), HIDDEN))
        return
    found = _paragraph_blocks(paragraph, text, style, styles, cell)
    for block in found:
        block.where = where
    if found:
        found[-1].notes = tuple(said.notes)
    laid.blocks += found


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
    return max(1, min(63, _whole(span.get(qn("w:val"))))) if span is not None else 1


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
    level = _heading_level(paragraph, style)
    strong = _all_strong(paragraph, style)
    if level and len(text) < LONGEST_HEADING:
        return [Block("heading", tidied(text), level=level, cell=None)]
    place = _list_place(paragraph, style, (style.name if style is not None else "") or "")
    if place:
        indent = _indent(paragraph, style, place, styles)
        lines = (without_glyph(tidied(line)) for line in own_lines(text, listed=True))
        return [Block("item", line, indent=indent, strong=strong, cell=cell) for line in lines if line]
    if "\n" in text.strip() or split_marker(text.strip()):
        found = [block for line in own_lines(text) for block in scan([line], markdown=False)]
        for block in found:
            block.cell, block.strong = cell, strong
            block.indent += _left_of(paragraph.pPr) or 0.0
        return found
    return [Block("text", tidied(text), strong=strong, cell=cell)]


def _lineage(style: ParagraphStyle | None) -> Iterator[ParagraphStyle]:
    """The style and those it is based on; a style based on itself through others ends the walk."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _heading_level(paragraph, style: ParagraphStyle | None) -> int:
    """1 for the title, 2 and more for headings by style or outline level, 0 for anything else."""
    for each in _lineage(style):
        named = HEADING_STYLE.match(each.name or "")
        if (each.name or "").lower() == "title":
            return 1
        if named:
            return 1 + int(named[1])
    outlines = [paragraph.pPr, *(each.element.pPr for each in _lineage(style))]
    for properties in outlines:
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if outline is not None and _whole(outline.get(qn("w:val"))) < 9:
            return 2 + _whole(outline.get(qn("w:val")))
    return 0


def _list_place(paragraph, style: ParagraphStyle | None, name: str) -> _List | None:
    """Where the paragraph stands in a list: by its own numbering, its style's, or the style's name."""
    for properties in [paragraph.pPr, *(each.element.pPr for each in _lineage(style))]:
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        if numbering is not None:
            number, level = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            if number is not None and number.get(qn("w:val")) == "0":
                return None
            if number is not None:
                return _List(number.get(qn("w:val")), _whole(level.get(qn("w:val"))) if level is not None else 0, None)
    named = LIST_STYLE.match(name)
    # "List Bullet 3" without numbering behind it still is the third level.
    return _List("", int(named[1] or 1) - 1, None) if named and name.lower() != "list" else None


def _indent(paragraph, style: ParagraphStyle | None, place: _List, styles: _Styles) -> float:
    """Points from the margin; the list level breaks a tie where two levels are set at one indent."""
    own = _left_of(paragraph.pPr)
    listed = styles.numbering.get(place.number, {}).get(place.level)
    styled = next((left for each in _lineage(style) if (left := _left_of(each.element.pPr)) is not None), None)
    left = next((value for value in (own, listed, styled) if value is not None), None)
    if left is None:
        left = 36.0 * (place.level + 1)
    return left + place.level * TOLERANCE * 2


def _all_strong(paragraph, style: ParagraphStyle | None) -> bool:
    """True when every word of the paragraph is bold, by its runs or by its style."""
    by_style = any(each.font.bold for each in _lineage(style))
    runs = [
        run for run in paragraph.iter(qn("w:r")) if any((text.text or "").strip() for text in run.findall(qn("w:t")))
    ]
    return bool(runs) and all(_run_is_strong(run, by_style=by_style) for run in runs)


def _run_is_strong(run, *, by_style: bool) -> bool:
    bold = run.rPr.find(qn("w:b")) if run.rPr is not None else None
    if bold is None:
        return by_style
    return bold.get(qn("w:val")) not in ("0", "false", "off")
