"""Tables into the same blocks as running text. Pure functions."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from lanyard.policy.reading.blocks import Block, tidied
from lanyard.policy.reading.details import REVIEWS, facts_in, is_labelled_fact, iso_date
from lanyard.policy.reading.matrix import matrix_of
from lanyard.policy.reading.model import NotTaken
from lanyard.policy.reading.shape import is_heading_like

CONTROL_HEAD = re.compile(
    r"^(?:version(?: (?:number|no\.?))?|date(?: of (?:issue|approval|review|next review|change))?|author|"
    r"changes?(?: made)?|amendments?|revision|approved(?: by)?|summary.*|issue|"
    r"reviewed(?: by)?|reason.*|description.*|by|status|page|section|no\.?|comments?|signed|initials|"
    r"(?:job )?(?:role|title)|post|position|name(?:\(s\))?|contact(?: details)?|e-?mail(?: address)?|"
    r"(?:tele)?phone(?: number)?|tel\.?|(?:date of )?next review(?: date)?|review date|(?:policy )?owner|signature)$",
    re.I,
)
SHORTEST_CELL = 3
"""Words. A shorter cell (a date, "13+", "Yes") states nothing without its row and column."""

ABOUT_THE_DOCUMENT = "It stands in a table about the document: its versions, approvals or contacts."
COLUMN_HEADS = "It names the columns of a table."
SHORT_CELL = "It is too short to state anything by itself."

A_TABLE = 1_000_000
"""Steps between the numbers of two tables; within one, cells that have leads of their own are numbered."""
Rows = list[list[Block]]


def rows_as_blocks(blocks: list[Block], not_taken: list[NotTaken]) -> tuple[list[Block], list[tuple[str, str]]]:
    """(blocks with the cells of each table replaced by openings and items, facts that tables about the document give).

    Blocks outside tables stay as they are.
    """
    flowing: list[Block] = []
    facts: list[tuple[str, str]] = []
    around = [block.text for block in blocks]
    count = 0
    for table, group in groupby(blocks, key=lambda block: block.cell[0] if block.cell else None):
        members = list(group)
        if table is None:
            flowing += members
            continue
        count += 1
        for block in _table(members, not_taken, facts, around):
            block.table += count * A_TABLE
            flowing.append(block)
    return flowing, facts


def _table(
    cells: list[Block], not_taken: list[NotTaken], facts: list[tuple[str, str]], around: Iterable[str]
) -> list[Block]:
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.cell[1])]
    if _is_document_control(rows[0]):
        facts += _facts(rows)
        not_taken += (left(row, ABOUT_THE_DOCUMENT) for row in rows)
        return []
    found = matrix_of(rows, around)
    if found is not None:
        not_taken += (left(row, COLUMN_HEADS) for row in found.heads)
        return found.clauses
    heads: list[Block] = []
    if len(rows) > 1 and _is_head(rows[0], rows[1]):
        heads = rows[0]
        not_taken.append(left(heads, COLUMN_HEADS))
        rows = rows[1:]
    return [block for row in rows for block in _row(row, heads, not_taken)]


def left(row: list[Block], why: str) -> NotTaken:
    """A row of a table as one line of what was not taken."""
    return NotTaken(row[0].where, tidied(" | ".join(block.text for block in row)), why)


def _facts(rows: Rows) -> list[tuple[str, str]]:
    """What the latest row of a table of versions says, by the names of its columns."""
    names = {block.cell[2]: block.text for block in rows[0]}
    dated = [(max((iso_date(block.text) or "" for block in row), default=""), row) for row in rows[1:]]
    latest = max(dated, key=lambda pair: pair[0], default=("", []))[1]
    pairs = [f"{names[block.cell[2]]}: {block.text}" for block in latest if block.cell[2] in names]
    return [fact for pair in pairs for fact in facts_in(pair) if fact[0] in ("edition", *REVIEWS, "owner", "updated")]


def _columns(row: list[Block]) -> int:
    return len({block.cell[2] for block in row})


def _is_document_control(head: list[Block]) -> bool:
    """True for the head of a table of versions, approvals, pages or contacts, which is about the document."""
    return _columns(head) > 1 and all(CONTROL_HEAD.match(block.text.rstrip(":")) for block in head)


def _is_head(first: list[Block], second: list[Block]) -> bool:
    """True for a row of titles over columns of words."""
    titles = all(is_heading_like(block.text) and len(block.text.split()) <= 7 for block in first)
    words = max(len(block.text.split()) for block in second)
    return (
        titles
        and _columns(first) > 1
        and len(first) == _columns(first)
        and words > 3
        and not is_labelled_fact(_joined(first))
    )


def _joined(row: list[Block]) -> str:
    return f"{row[0].text.rstrip(':')}: {' '.join(block.text for block in row[1:])}"


def _row(row: list[Block], heads: list[Block], not_taken: list[NotTaken]) -> list[Block]:
    for block in row[1:]:
        block.indent = block.indent if block.kind == "item" else 0.0
    if len(row) == 2 and is_labelled_fact(_joined(row)):
        return [Block("text", _joined(row), where=row[0].where)]
    texts = [block.text for block in row]
    pairs = [f"{name.rstrip(':')}: {value}" for name, value in zip(texts[::2], texts[1::2], strict=False)]
    if len(row) % 2 == 0 and len(row) > 2 and all(is_labelled_fact(pair) for pair in pairs):
        return [Block("text", pair, where=row[0].where) for pair in pairs]
    outside = [replace(block, cell=None) for block in row]
    first = outside[0]
    if _columns(row) == 1 or first.kind != "text" or not is_heading_like(first.text.rstrip(":").replace("@", "")):
        return outside
    if len(heads) > 2:
        return _under_heads(row, {block.cell[2]: block.text for block in heads}, first.text)
    opening = replace(first, text=first.text.rstrip(": ") + ":", strong=False)
    said = [_as_item(block) for block in outside[1:] if block.kind != "text" or _says_enough(block)]
    if not said:
        not_taken.append(left(row, SHORT_CELL))
        return []
    not_taken += (
        NotTaken(block.where, block.text, SHORT_CELL)
        for block in outside[1:]
        if block.kind == "text" and not _says_enough(block)
    )
    return [opening, *said]


def _under_heads(row: list[Block], heads: dict[int, str], name: str) -> list[Block]:
    """Each cell of a row of three or more columns, with the names of its row and its column before it."""
    made: list[Block] = []
    for column, cells in groupby(row[1:], key=lambda block: block.cell[2]):
        called = f"{name.rstrip(': ')}, {heads[column]}" if column in heads else name.rstrip(": ")
        held = [replace(block, cell=None) for block in cells]
        if len(held) == 1 and held[0].kind == "text" and not _says_enough(held[0]):
            said = [replace(held[0], kind="item", text=f"{called}: {held[0].text}")]
        else:
            said = [Block("text", called + ":", where=row[0].where), *map(_as_item, held)]
        for block in said:
            block.table = row[0].cell[1] * 100 + column + 1
        made += said
    return made


def _says_enough(block: Block) -> bool:
    return len(block.text.split()) >= SHORTEST_CELL


def _as_item(block: Block) -> Block:
    """A cell's words as an item, unless they only open a list inside the cell."""
    if block.kind == "text" and not block.text.endswith(":"):
        block.kind = "item"
    return block
