"""Tables into the same blocks as running text. Pure functions."""

import re
from itertools import groupby

from lanyard.policy.reading.blocks import Block
from lanyard.policy.reading.details import is_labelled_fact
from lanyard.policy.reading.shape import is_heading_like

CONTROL_HEAD = re.compile(
    r"^(?:version|date|author|changes?(?: made)?|amendments?|revision|approved(?: by)?|summary.*|issue|"
    r"reviewed(?: by)?|reason.*|description.*|by|status|page|section|no\.?|comments?|signed|initials|"
    r"(?:job )?(?:role|title)|post|position|name(?:\(s\))?|contact(?: details)?|e-?mail(?: address)?|"
    r"(?:tele)?phone(?: number)?|tel\.?|next review|review date|owner)$",
    re.I,
)
SHORTEST_CELL = 3
"""Words. A shorter cell (a date, "13+", "Yes") states nothing by itself."""


def rows_as_blocks(blocks: list[Block]) -> list[Block]:
    """Replace the cells of each table by openings and items; blocks outside tables stay as they are."""
    flowing: list[Block] = []
    for table, group in groupby(blocks, key=lambda block: block.cell[0] if block.cell else None):
        members = list(group)
        flowing += members if table is None else _table(members)
    return flowing


def _table(cells: list[Block]) -> list[Block]:
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.cell[1])]
    if _is_document_control(rows[0]):
        return []
    if len(rows) > 1 and _is_head(rows[0], rows[1]):
        rows = rows[1:]
    return [block for row in rows for block in _row(row)]


def _columns(row: list[Block]) -> int:
    return len({block.cell[2] for block in row})


def _is_document_control(head: list[Block]) -> bool:
    """True for the head of a table of versions, approvals, pages or contacts, which is about the document."""
    return _columns(head) > 1 and all(CONTROL_HEAD.match(block.text) for block in head)


def _is_head(first: list[Block], second: list[Block]) -> bool:
    """True for a row of titles over columns of words."""
    titles = all(is_heading_like(block.text) and len(block.text.split()) <= 7 for block in first)
    words = max(len(block.text.split()) for block in second)
    return (
        titles
        and _columns(first) > 1
        and len(first) == _columns(first)
        and words > 5
        and not is_labelled_fact(_joined(first))
    )


def _joined(row: list[Block]) -> str:
    return f"{row[0].text.rstrip(':')}: {' '.join(block.text for block in row[1:])}"


def _row(row: list[Block]) -> list[Block]:
    for block in row[1:]:
        block.indent = block.indent if block.kind == "item" else 0.0
    if len(row) == 2 and is_labelled_fact(_joined(row)):
        return [Block("text", _joined(row))]
    outside = [Block(b.kind, b.text, b.indent, b.level, b.number, b.strong) for b in row]
    first = outside[0]
    if _columns(row) == 1 or first.kind != "text" or not is_heading_like(first.text.rstrip(":").replace("@", "")):
        return outside
    opening = Block("text", first.text.rstrip(": ") + ":")
    return [opening] + [_as_item(block) for block in outside[1:] if block.kind != "text" or _says_enough(block)]


def _says_enough(block: Block) -> bool:
    return len(block.text.split()) >= SHORTEST_CELL


def _as_item(block: Block) -> Block:
    """A cell's words as an item, unless they only open a list inside the cell."""
    if block.kind == "text" and not block.text.endswith(":"):
        block.kind = "item"
    return block
