"""Web pages into blocks, as a stream of tags: no tree is built, so depth of nesting costs nothing."""

import re
from dataclasses import dataclass, field, replace

from lanyard.policy.reading.blocks import Block, Laid, split_marker, tidied, without_glyph
from lanyard.policy.reading.model import NotTaken
from lanyard.policy.reading.page_tags import (
    BULLET_OF_WORD,
    ENDS_BLOCK,
    FURNITURE,
    GOOGLE_LIST,
    HEADINGS,
    HIDDEN,
    HIDDEN_ON_PAGE,
    ITEMS,
    LEAST_KEPT,
    LISTS,
    MAY_BE_FURNITURE,
    PICTURE,
    ROUND_THE_PAGE,
    SKIPPED,
    SKIPPED_ROLES,
    STRONG,
    VOID,
    WITHOUT_WORDS,
    WORD_LIST,
)
from lanyard.policy.reading.shape import own_lines
from lanyard.policy.reading.textlines import scan


@dataclass(slots=True)
class _Draft:
    """A block still being written; strong counts the characters of it in bold.

    spent: a list item after whose heading text begins blocks of its own.
    """

    block: Block
    parts: list[str] = field(default_factory=list)
    strong: int = 0
    spent: bool = False


class _Stream:
    """Receives tags and text from the parser in document order and writes blocks.

    Text goes to the innermost open list item, else to the open heading or paragraph, else into a new paragraph.
    """

    def __init__(self, *, by_name: bool = True) -> None:
        self.drafts: list[_Draft] = []
        self.title: list[str] = []
        self.open: _Draft | None = None
        self.items: list[_Draft | None] = []
        self.lists: list[int] = []
        self.skipping: list[str] = []
        self.strong = 0
        self.in_title = False
        self.table = self.row = self.column = 0
        self.tables_open = 0
        self.by_name = by_name
        self.left_out = 0
        self.beside: list[str] = []
        self.why = ""
        self.not_taken: list[NotTaken] = []
        self.span = 1
        self.hanging: dict[int, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        style = attributes.get("style", "")
        hidden = bool(HIDDEN.search(style) or "hidden" in attributes)
        if self.skipping or hidden or tag in SKIPPED or (self.by_name and _is_furniture(tag, attributes)):
            if tag not in VOID:
                self._skip(tag, style, hidden=hidden)
            elif tag == "br":
                self.beside.append(" ")
        else:
            self._start_words(tag, attributes, style)

    def _start_words(self, tag: str, attributes: dict[str, str], style: str) -> None:
        if tag in STRONG:
            self.strong += 1
        elif tag == "title":
            self.in_title = True
        elif tag == "br":
            self._write("\n")
        elif tag == "img" and attributes.get("alt", "").strip():
            self.not_taken.append(NotTaken(self._where(), tidied(attributes["alt"]), PICTURE))
        elif tag in LISTS:
            self._start_list(attributes)
        elif tag in ITEMS:
            self._new(Block("item", "", indent=self.lists[-1] if self.lists else 0), item=True)
        elif tag in HEADINGS:
            if self._item():
                self._item().spent = True
            self._new(Block("heading", "", level=HEADINGS[tag]))
        elif tag in ENDS_BLOCK:
            self._start_block(tag, style, attributes)

    def _skip(self, tag: str, style: str, *, hidden: bool) -> None:
        """Leave out everything up to the end of this tag; its words are kept apart."""
        if not self.skipping:
            nothing = tag in WITHOUT_WORDS or BULLET_OF_WORD.search(style)
            self.why = "" if nothing else HIDDEN_ON_PAGE if hidden else ROUND_THE_PAGE
        self.skipping.append(tag)

    def _where(self) -> str:
        return f"paragraph {len(self.drafts) + 1}"

    def _start_list(self, attributes: dict[str, str]) -> None:
        # A document from Google nests by a number in the class name and not by putting lists into lists.
        depth = GOOGLE_LIST.search(attributes.get("class", ""))
        outer = self.lists[-1] if self.lists else 0
        self.lists.append(outer + 1 + (int(depth[1]) if depth else 0))
        self.open = None
        self.items.append(None)

    def _start_block(self, tag: str, style: str, attributes: dict[str, str]) -> None:
        self.open = None
        if tag == "dt" and self._item():
            self.items[-1] = None
        self._write(" ")
        if tag == "table":
            self.table += 1
            self.tables_open += 1
            self.hanging = {}
        elif tag == "tr":
            self.row += 1
            self.column, self.span = 0, 1
            self.hanging = {column: rows - 1 for column, rows in self.hanging.items() if rows > 1}
        elif tag in ("td", "th"):
            self._start_cell(attributes)
        word_list = WORD_LIST.search(style)
        if word_list and not self._item():
            # Word saves a list as paragraphs and keeps the level in a style of its own.
            self._new(Block("item", "", indent=int(word_list[1])))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        """Cells count from the left by columns, past cells that cover several columns or hang down from above."""
        self.column += self.span
        while self.column in self.hanging:
            self.column += 1
        self.span = _number(attributes.get("colspan"))
        rows = _number(attributes.get("rowspan"))
        if rows > 1:
            self.hanging |= {self.column + place: rows for place in range(self.span)}

    def end(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
                self.beside.append(" ")
                if not self.skipping:
                    self.end_skipped()
            return
        if tag in STRONG:
            self.strong = max(0, self.strong - 1)
        elif tag == "title":
            self.in_title = False
        elif tag in LISTS or tag in ITEMS:
            self._end_list_part(tag)
        elif tag == "table":
            self.tables_open = max(0, self.tables_open - 1)
        if tag in HEADINGS or tag in ENDS_BLOCK:
            self.open = None
            self._write(" ")

    def end_skipped(self) -> None:
        """Tell what stood in the part of the page that has just been left out."""
        words, self.beside = tidied("".join(self.beside)), []
        if words and self.why:
            self.not_taken.append(NotTaken(self._where(), words, self.why))

    def _end_list_part(self, tag: str) -> None:
        self.open = None
        if tag in ITEMS:
            if self.items and self.items[-1] is not None:
                self.items.pop()
        elif self.lists:
            self.lists.pop()
            while self.items and self.items.pop() is not None:
                continue

    def data(self, text: str) -> None:
        if self.skipping:
            self.left_out += len(text.strip()) if self.skipping[0] not in SKIPPED else 0
            if not WITHOUT_WORDS.intersection(self.skipping):
                self.beside.append(text)
        elif self.in_title:
            self.title.append(text)
        else:
            self._write(re.sub(r"\s+", " ", text))

    def close(self) -> "_Stream":
        return self

    def _item(self) -> _Draft | None:
        """The list item that text goes to, if a list is open."""
        last = self.items[-1] if self.items else None
        return None if last is None or last.spent else last

    def _new(self, block: Block, *, item: bool = False) -> None:
        if item and self.items and self.items[-1] is not None:
            self.items.pop()  # <li> without an end tag
        if self.tables_open and block.kind != "heading":
            block.cell = (self.table, self.row, self.column)
        self.open = _Draft(block)
        self.drafts.append(self.open)
        if item:
            self.items.append(self.open)

    def _write(self, text: str) -> None:
        target = self.open or self._item()
        if target is None:
            if not text.strip():
                return
            self._new(Block("text", ""))
            target = self.open
        target.parts.append(text)
        if self.strong:
            target.strong += len(text.strip())


def read_page(text: str) -> Laid:
    """Blocks of a web page, with the title of its head as a property."""
    # lxml takes a while to import and only pages need it.
    from lxml import etree

    def streamed(*, by_name: bool) -> _Stream:
        parser = etree.HTMLParser(target=_Stream(by_name=by_name), encoding="utf-8", no_network=True, huge_tree=True)
        return etree.fromstring(text.encode("utf-8"), parser)

    stream = streamed(by_name=True)
    kept = sum(len(part.strip()) for draft in stream.drafts for part in draft.parts)
    if kept < LEAST_KEPT * (kept + stream.left_out):
        stream = streamed(by_name=False)
    stream.skipping = []
    stream.end_skipped()
    blocks = []
    for place, draft in enumerate(stream.drafts, start=1):
        for block in _finished(draft):
            block.where = f"paragraph {place}"
            blocks.append(block)
    title = tidied("".join(stream.title))
    return Laid(blocks, {"page title": title} if title else {}, not_taken=stream.not_taken)


def _number(value: str | None) -> int:
    return min(63, int(value)) if value and value.isdigit() and int(value) else 1


def _is_furniture(tag: str, attributes: dict[str, str]) -> bool:
    """True for what a website puts round the words of a page: menus, banners, footers, notices about cookies."""
    if attributes.get("role", "").lower() in SKIPPED_ROLES:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return tag in MAY_BE_FURNITURE and bool(FURNITURE.search(names)) and "content" not in names.lower()


def _finished(draft: _Draft) -> list[Block]:
    block = draft.block
    raw = "".join(draft.parts)
    if block.kind == "text" and ("\n" in raw.strip() or split_marker(raw.strip())):
        found = [each for line in own_lines(raw) for each in scan([line], markdown=False)]
        for each in found:
            each.cell = block.cell
        return found
    if block.kind == "item" and len(lines := own_lines(raw, listed=True)) > 1:
        return [replace(block, text=without_glyph(tidied(line))) for line in lines]
    block.text = without_glyph(tidied(raw)) if block.kind == "item" else tidied(raw)
    block.strong = bool(block.text) and draft.strong >= len(block.text.replace(" ", "")) * 0.95
    return [block] if block.text else []
