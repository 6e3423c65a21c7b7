"""What a Word document holds beside its running text: notes, headers, comments, tracked changes, pictures."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from lanyard.policy.reading.blocks import BULLET_GLYPHS, tidied
from lanyard.policy.reading.model import NotTaken

DELETED = "It was deleted, or moved from here, with tracked changes that nobody has accepted."
HIDDEN = "It is hidden text: nobody sees it in the document."
COMMENT = "It is a comment in the margin."
AT_THE_EDGE = "It stands at the top or bottom of the pages."
PICTURE = "It is a picture: words in it can't be read."
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = (qn("w:del"), qn("w:moveFrom"))
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
LARGE_PICTURE = 3_600_000
"""English metric units (10 cm): a picture this wide and high may well be a page."""
NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(slots=True)
class Said:
    """What one paragraph says: its words, those that are hidden or deleted, and the marks of its notes."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def words_of(paragraph, hidden_styles: frozenset[str] = frozenset()) -> Said:
    """The words of a paragraph as they stand after all tracked changes are accepted, and the others apart."""
    said = Said()
    waiting = [(node, False, False) for node in reversed(paragraph)]
    while waiting:
        node, gone, hidden = waiting.pop()
        tag = node.tag
        if tag in (qn("w:txbxContent"), qn("w:pPr"), FALLBACK) or not isinstance(tag, str):
            continue
        if tag == qn("w:r"):
            hidden = _is_hidden(node, hidden_styles)
        into = said.deleted if gone else said.hidden if hidden else said.shown
        if tag in (qn("w:t"), qn("w:delText")):
            into.append(node.text or "")
        elif tag in BREAKS:
            into.append(BREAKS[tag])
        elif tag == qn("w:sym"):
            into.append(_symbol(node))
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            said.notes.append(_mark(tag.rpartition("}")[2][: -len("Reference")], node.get(qn("w:id"))))
        else:
            waiting.extend((child, gone or tag in GONE, hidden) for child in reversed(node))
    return said


def _mark(kind: str, number: str | None) -> str:
    return number or "" if kind == "footnote" else f"e{number}"


def _symbol(node) -> str:
    """A sign from a symbol font, where it is a bullet or a tick."""
    code = int(node.get(qn("w:char"), "0"), 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", node.get(qn("w:char"), "")) else 0
    sign = chr(code | 0xF000) if 0x20 <= code < 0x100 else chr(code)
    return sign if sign in BULLET_GLYPHS or 0xF000 <= ord(sign) < 0xF100 else ""


def _is_hidden(run, hidden_styles: frozenset[str]) -> bool:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    style = properties.find(qn("w:rStyle"))
    vanish = properties.find(qn("w:vanish"))
    if vanish is not None:
        return vanish.get(qn("w:val")) not in ("0", "false", "off")
    return style is not None and style.get(qn("w:val")) in hidden_styles


def hidden_styles(styles) -> frozenset[str]:
    """Ids of the styles whose text is hidden."""
    return frozenset(
        style.style_id for style in styles if style.element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
    )


@dataclass(slots=True)
class Beside:
    """What stands beside the running text: footnotes by mark, lines at the edges of pages, comments."""

    notes: dict[str, str] = field(default_factory=dict)
    edges: list[str] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    comments: int = 0


def beside(package: zipfile.ZipFile) -> Beside:
    """Read the parts of the package that hold notes, headers, footers and comments."""
    found = Beside()
    for name in sorted(package.namelist()):
        part = re.fullmatch(r"word/(footnotes|endnotes|header|footer|comments)\d*\.xml", name)
        if not part:
            continue
        root = etree.fromstring(package.read(name), PARSER)
        if part[1] in NOTES:
            found.notes |= _notes(root, NOTES[part[1]])
        elif part[1] == "comments":
            for place, comment in enumerate(root.iter(qn("w:comment")), start=1):
                found.comments += 1
                found.not_taken.append(NotTaken(f"comment {place}", " ".join(_lines(comment)), COMMENT))
        else:
            for line in _lines(root):
                if line not in found.edges:
                    found.edges.append(line)
                    found.not_taken.append(NotTaken(f"{part[1]} of the pages", line, AT_THE_EDGE))
    return found


def _notes(root, kind: str) -> dict[str, str]:
    ordinary = (
        note for note in root.iter(qn(f"w:{kind}")) if note.get(qn("w:type")) in (None, "normal") and _lines(note)
    )
    return {_mark(kind, note.get(qn("w:id"))): " ".join(_lines(note)) for note in ordinary}


def _lines(root) -> list[str]:
    lines = (tidied("".join(words_of(paragraph).shown)) for paragraph in root.iter(qn("w:p")))
    return [line for line in lines if line]


def pictures(paragraph, where: str) -> Iterator[tuple[NotTaken, bool]]:
    """(the picture as not taken, whether it is large enough to be a page) for each picture in a paragraph."""
    for drawing in paragraph.iter(qn("w:drawing")):
        if next(drawing.iter(qn("a:blip")), None) is None:
            continue
        described = next(drawing.iter(qn("wp:docPr")), None)
        extent = next(drawing.iter(qn("wp:extent")), None)
        sides = [int(extent.get(side, "0")) for side in ("cx", "cy")] if extent is not None else [0, 0]
        text = tidied(described.get("descr", "")) if described is not None else ""
        yield NotTaken(where, text, PICTURE), min(sides) >= LARGE_PICTURE


def changes_told(document) -> list[str]:
    """One sentence on tracked changes, if the document has any."""
    body = document.element.body
    counts = [
        (sum(1 for change in body.iter(qn(f"w:{tag}")) if _holds_words(change)), one, many)
        for tag, one, many in (
            ("ins", "insertion", "insertions"),
            ("del", "deletion", "deletions"),
            ("moveTo", "move", "moves"),
        )
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if not said:
        return []
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return [
        f"The document has tracked changes that nobody has accepted ({listed}). It was read as if all were accepted."
    ]


def _holds_words(change) -> bool:
    return any((node.text or "").strip() for node in change.iter(qn("w:t"), qn("w:delText")))
