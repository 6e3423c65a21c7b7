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

from lanyard.policy.reading.blocks import Block, Laid, split_marker, tidied
from lanyard.policy.reading.files import LONGEST_TEXT, MOST_BLOCKS, OLE_MAGIC, called, mismatch
from lanyard.policy.reading.model import CannotRead
from lanyard.policy.reading.textlines import scan

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
LEFT_OUT = tuple(qn(tag) for tag in ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
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


def read_word(content: bytes, path: Path) -> Laid:
    """Blocks of a Word document; raises CannotRead when it is locked, damaged, or not one."""
    _check_package(content, path)
    try:
        document = Document(io.BytesIO(content))
        styles = _Styles(document, _numbering(document))
        blocks = _blocks(document, styles, path)
    except DAMAGE as problem:
        raise mismatch(path) from problem
    title = tidied(document.core_properties.title or "")
    return Laid(blocks, {"page title": title} if title else {}, TOLERANCE)


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


def _blocks(document: WordDocument, styles: _Styles, path: Path) -> list[Block]:
    _place_cells(document, styles)
    names = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
    default = document.styles.default(1)
    blocks: list[Block] = []
    length = 0
    for count, paragraph in enumerate(_paragraphs(document)):
        text = _text(paragraph)
        length += len(text)
        if count > MOST_BLOCKS or length > LONGEST_TEXT:
            raise CannotRead(f"{called(path)} holds far more text than a policy; choose the policy document alone.")
        if text.strip():
            style = names.get(paragraph.style or "", default)
            blocks += _paragraph_blocks(paragraph, text, style, styles)
    return blocks


def _place_cells(document: WordDocument, styles: _Styles) -> None:
    """Note for every cell of an outermost table where it stands."""
    for place, table in enumerate(document.element.body.findall(".//" + qn("w:tbl"))):
        for row_place, row in enumerate(table.findall(qn("w:tr"))):
            for column, cell in enumerate(row.findall(qn("w:tc"))):
                styles.cells[cell] = (place, row_place, column)


def _paragraphs(document: WordDocument) -> Iterator:
    """Every paragraph in document order, text boxes too; not what Word only keeps for older programs or as contents."""
    for paragraph in document.element.body.iter(qn("w:p")):
        around = list(paragraph.iterancestors(FALLBACK, qn("w:del"), qn("w:sdt")))
        if all(node.tag == qn("w:sdt") and not _holds_contents(node) for node in around):
            yield paragraph


def _holds_contents(control) -> bool:
    """True for the frame in which Word keeps a table of contents."""
    gallery = control.find("/".join((qn("w:sdtPr"), qn("w:docPartObj"), qn("w:docPartGallery"))))
    return gallery is not None and "contents" in gallery.get(qn("w:val"), "").lower()


def _text(paragraph) -> str:
    """The words of a paragraph as they stand after all tracked changes are accepted."""
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag in LEFT_OUT or node.tag == FALLBACK:
            continue
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif node.tag == qn("w:tab"):
            pieces.append("\t")
        elif node.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        else:
            waiting.extend(reversed(node))
    return "".join(pieces)


def _paragraph_blocks(paragraph, text: str, style: ParagraphStyle | None, styles: _Styles) -> list[Block]:
    name = (style.name if style is not None else "") or ""
    if CONTENTS_STYLE.match(name):
        return []
    cell = next((styles.cells[node] for node in paragraph.iterancestors(qn("w:tc")) if node in styles.cells), None)
    level = _heading_level(paragraph, style)
    strong = _all_strong(paragraph, style)
    if level and len(text) < LONGEST_HEADING:
        return [Block("heading", tidied(text), level=level, cell=None)]
    place = _list_place(paragraph, style, name)
    if place:
        return [Block("item", tidied(text), indent=_indent(paragraph, style, place, styles), strong=strong, cell=cell)]
    if "\n" in text.strip() or split_marker(text.strip()):
        found = scan(text.split("\n"), markdown=False)
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
