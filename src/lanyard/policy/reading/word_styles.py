"""What a paragraph of a Word document is by its styles: a heading, a list item and how deep, all bold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

HEADING_STYLE = re.compile(r"heading (\d)", re.I)
LIST_STYLE = re.compile(r"^list(?: (?:bullet|number|continue))?(?: (\d))?$", re.I)
TWIPS = 20
TOLERANCE = 5.0
"""Points. Word's own lists step by 18 points; less than this is a slip of the ruler."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: the list's number, the level, and what Word's numbering says of its indent."""

    number: str
    level: int
    indent: float | None


def numbering(document: WordDocument) -> dict[str, dict[int, float]]:
    """Left indent in points for each list number and level."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.element
    abstract: dict[str, dict[int, float]] = {}
    for definition in root.findall(qn("w:abstractNum")):
        levels = {}
        for level in definition.findall(qn("w:lvl")):
            indent = left_of(level.find(qn("w:pPr")))
            if indent is not None:
                levels[whole(level.get(qn("w:ilvl")))] = indent
        abstract[definition.get(qn("w:abstractNumId"))] = levels
    return {
        number.get(qn("w:numId")): abstract.get(number.find(qn("w:abstractNumId")).get(qn("w:val")), {})
        for number in root.findall(qn("w:num"))
    }


def whole(value: str | None) -> int:
    return int(value) if value and value.lstrip("-").isdigit() else 0


def left_of(properties) -> float | None:
    indent = properties.find(qn("w:ind")) if properties is not None else None
    value = None if indent is None else indent.get(qn("w:left")) or indent.get(qn("w:start"))
    return None if value is None else whole(value) / TWIPS


def lineage(style: ParagraphStyle | None) -> Iterator[ParagraphStyle]:
    """The style and those it is based on; a style based on itself through others ends the walk."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def heading_level(paragraph, style: ParagraphStyle | None) -> int:
    """1 for the title, 2 and more for headings by style or outline level, 0 for anything else."""
    for each in lineage(style):
        named = HEADING_STYLE.match(each.name or "")
        if (each.name or "").lower() == "title":
            return 1
        if named:
            return 1 + int(named[1])
    outlines = [paragraph.pPr, *(each.element.pPr for each in lineage(style))]
    for properties in outlines:
        outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
        if outline is not None and whole(outline.get(qn("w:val"))) < 9:
            return 2 + whole(outline.get(qn("w:val")))
    return 0


def list_place(paragraph, style: ParagraphStyle | None, name: str) -> ListPlace | None:
    """Where the paragraph stands in a list: by its own numbering, its style's, or the style's name."""
    for properties in [paragraph.pPr, *(each.element.pPr for each in lineage(style))]:
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        if numbering is not None:
            number, level = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
            if number is not None and number.get(qn("w:val")) == "0":
                return None
            if number is not None:
                return ListPlace(
                    number.get(qn("w:val")), whole(level.get(qn("w:val"))) if level is not None else 0, None
                )
    named = LIST_STYLE.match(name)
    # "List Bullet 3" without numbering behind it still is the third level.
    return ListPlace("", int(named[1] or 1) - 1, None) if named and name.lower() != "list" else None


def indent(paragraph, style: ParagraphStyle | None, place: ListPlace, numbering: dict[str, dict[int, float]]) -> float:
    """Points from the margin; the list level breaks a tie where two levels are set at one indent."""
    own = left_of(paragraph.pPr)
    listed = numbering.get(place.number, {}).get(place.level)
    styled = next((left for each in lineage(style) if (left := left_of(each.element.pPr)) is not None), None)
    left = next((value for value in (own, listed, styled) if value is not None), None)
    if left is None:
        left = 36.0 * (place.level + 1)
    return left + place.level * TOLERANCE * 2


def all_strong(paragraph, style: ParagraphStyle | None) -> bool:
    """True when every word of the paragraph is bold, by its runs or by its style."""
    by_style = any(each.font.bold for each in lineage(style))
    runs = [
        run for run in paragraph.iter(qn("w:r")) if any((text.text or "").strip() for text in run.findall(qn("w:t")))
    ]
    return bool(runs) and all(_run_is_strong(run, by_style=by_style) for run in runs)


def _run_is_strong(run, *, by_style: bool) -> bool:
    bold = run.rPr.find(qn("w:b")) if run.rPr is not None else None
    if bold is None:
        return by_style
    return bold.get(qn("w:val")) not in ("0", "false", "off")
