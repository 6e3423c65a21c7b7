"""The one shape all formats are read into: a flat list of headings, list items and texts."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from lanyard.policy.reading.model import NotTaken

Kind = Literal["heading", "item", "text"]


@dataclass(slots=True)
class Block:
    """A heading, a list item or a paragraph as the document lays it out.

    indent: how far an item stands in, in the format's own unit; only comparisons mean anything.
    level: of a heading, 1 for the title's; 0 elsewhere.
    number: an item's own number ("4", "2.1", "a"), "" for a bullet.
    strong: the whole block stands in bold.
    cell: (table, row, column) of a block inside a table.
    table: number of the table it came from, once tables are resolved; 0 outside tables.
    where: where it stands in the document, for people: "page 3", "line 12".
    notes: marks of footnotes that stand in it.
    """

    kind: Kind
    text: str
    indent: float = 0.0
    level: int = 0
    number: str = ""
    strong: bool = False
    cell: tuple[int, int, int] | None = None
    table: int = 0
    where: str = ""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Laid:
    """A document as laid out: its blocks, what its front matter or properties say, and its indent tolerance.

    tolerance: differences of indent up to this are no difference (0 for text, some points for Word and PDF).
    notes: the words of footnotes by their mark.
    not_taken, warnings: see ReadPolicy; what the format alone can tell.
    edges: lines at the top or bottom of pages, which may say something about the document.
    """

    blocks: list[Block]
    properties: dict[str, str] = field(default_factory=dict)
    tolerance: float = 0.0
    notes: dict[str, str] = field(default_factory=dict)
    not_taken: list[NotTaken] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)


BULLET_GLYPHS = (
    "\u2022\u25cf\u25aa\u25ab\u25e6\u2023\u2043\u00b7\u25a0\u25a1\u25cb\u2219\u27a2\u2713\u2714\u2756\u25ba\u25b6\u2610\u2611\u2612"
    "\uf0b7\uf0a7\uf0fc\uf0d8\uf076\uf02d"  # Word's own, from the Symbol and Wingdings fonts
)
MARKER = re.compile(
    r"(?P<glyph>[" + BULLET_GLYPHS + r"]|[-*+\u2013\u2014\u2212o](?=\s))\s*"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)"
    r"|\(?(?P<simple>\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)"
)
NUMBER_BEFORE_HEADING = re.compile(
    r"^(?:(?:(?i:section|part)\s+)?(?:\d{1,2}(?:\.\d{1,2})*[.):](?:\s+(?=\w)|(?=[^\W\d]))|[A-Z][.)]\s+|[IVX]{1,4}[.)]\s+)"
    r"|\d{1,2}(?:\.\d{1,2})*\s+(?=[A-Z]))"
)
TYPED_GLYPH = re.compile(r"(?:[" + BULLET_GLYPHS + r"\ue000-\uf8ff]\s*|[-*\u2013]\s+)+(?=\S)")
SPACES = re.compile(r"\s+")
UNSEEN = dict.fromkeys(
    code
    for codes in (
        (0x200B, 0x2060, 0xFEFF, 0x00AD),
        range(9),
        range(14, 32),
        range(127, 133),
        range(134, 160),
        range(0xD800, 0xE000),
    )
    for code in codes
)
"""Characters without width or meaning; a database refuses some of them."""


def tidied(text: str) -> str:
    """The text with every run of white space as one space, and characters that nobody sees removed."""
    return SPACES.sub(" ", text.translate(UNSEEN)).strip()


def split_marker(text: str) -> tuple[str, str, str] | None:
    """(glyph, number, rest) of a line that begins with a bullet or a number; None for any other line."""
    match = MARKER.match(text)
    if not match or not text[match.end() :].strip():
        return None
    return match["glyph"] or "", match["number"] or match["simple"] or "", text[match.end() :]


def without_glyph(text: str) -> str:
    """A list item without the bullet that somebody typed in front of it, although the list has its own."""
    typed = TYPED_GLYPH.match(text)
    return text[typed.end() :] if typed else text


def without_emoji(text: str) -> str:
    """A heading without pictographs; the signs of copyright, trade mark and degree stay."""
    kept = (
        character
        for character in text
        if character in "\u00a9\u00ae\u2122\u00b0"
        or not (
            unicodedata.category(character) == "So"
            or character in "\u200d\ufe0f\u20e3"
            or "\U0001f3fb" <= character <= "\U0001f3ff"
        )
    )
    return tidied("".join(kept))


def heading_name(text: str) -> str:
    """A heading's words: no number before it, no emoji, no colon after it."""
    name = without_emoji(text)
    return tidied(NUMBER_BEFORE_HEADING.sub("", name, count=1)).rstrip(":").rstrip() or name


def depth_of(number: str) -> int:
    """How deep a number goes: 1 for "4" and "a", 2 for "4.1", 0 for none."""
    return number.count(".") + 1 if number else 0
