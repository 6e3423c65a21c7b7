"""A document as people read it, and not as clauses: its headings, paragraphs and lists in Markdown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lanyard.policy.reading.blocks import Block, Laid
from lanyard.policy.reading.files import called, check_length, checked_bytes
from lanyard.policy.reading.model import CannotRead
from lanyard.policy.reading.pdf_edges import WHY as AT_THE_EDGE
from lanyard.policy.reading.reader import laid_out

MOST_REMARKS = 20
LONGEST_QUOTE = 120
"""Characters of what was left out that a remark repeats."""

_ANYWHERE = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)|~(?=~)")
_AT_THE_START = re.compile(r"^(?:[-+>#=~]|\d{1,9}(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Wording:
    """text: Markdown. remarks: one sentence for each thing that a person should compare with the document."""

    text: str
    remarks: tuple[str, ...]


def wording_of(path: Path) -> Wording:
    """The words of a file in its own order, however little they are like a policy. Raises CannotRead."""
    path = Path(path)
    laid = laid_out(path, checked_bytes(path))
    if not laid.blocks:
        raise CannotRead(f"{called(path)} holds no words that can be read.")
    check_length(sum(len(block.text) for block in laid.blocks), len(laid.blocks), path)
    return Wording(_markdown(laid), tuple(_remarks(laid))[:MOST_REMARKS])


def literal(text: str) -> str:
    """Words as Markdown that shows exactly them: no sign in them is taken for a mark."""
    plain = _ANYWHERE.sub(lambda sign: "\\" + sign[0], text)
    return _AT_THE_START.sub(lambda sign: sign[0] + "\\" if sign[0].isdigit() else "\\" + sign[0], plain)


def _markdown(laid: Laid) -> str:
    parts: list[str] = []
    indents: list[float] = []
    was_item = False
    for table, group in groupby(laid.blocks, key=lambda block: block.cell[0] if block.cell else None):
        members = list(group)
        if table is not None:
            parts += ["", *_rows(members)]
            indents, was_item = [], True
            continue
        for block in members:
            is_item = block.kind == "item" and not block.number
            if not is_item:
                indents = []
            if not (is_item and was_item):
                parts.append("")
            parts.append(_item(block, indents, laid.tolerance) if is_item else _paragraph(block))
            was_item = is_item
    notes = [f"{literal(mark)}: {literal(words)}" for mark, words in laid.notes.items() if words]
    return "\n".join([*parts, *(line for note in notes for line in ("", note))]).strip() + "\n"


def _paragraph(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * min(max(block.level, 1), 6)} {literal(block.text)}"
    if block.number:
        return f"**{literal(block.number)}** {literal(block.text)}"
    return f"**{literal(block.text)}**" if block.strong else literal(block.text)


def _item(block: Block, indents: list[float], tolerance: float) -> str:
    """A bullet as deep as its indent; `indents` are those of the bullets it stands under, and are kept up."""
    while indents and block.indent < indents[-1] - tolerance:
        indents.pop()
    if not indents or block.indent > indents[-1] + tolerance:
        indents.append(block.indent)
    return f"{'  ' * (len(indents) - 1)}- {literal(block.text)}"


def _rows(cells: Iterable[Block]) -> list[str]:
    """Each row of a table as one bullet, its cells in their order."""
    rows = groupby(cells, key=lambda block: block.cell[1] if block.cell else 0)
    return ["- " + " \u2013 ".join(literal(cell.text) for cell in row if cell.text) for _, row in rows]


def _remarks(laid: Laid) -> list[str]:
    found = list(laid.warnings)
    if any(block.cell for block in laid.blocks):
        found.append("A table is shown as a list, one point for each of its rows.")
    for one in laid.not_taken:
        if one.why != AT_THE_EDGE and one.text:
            words = one.text if len(one.text) <= LONGEST_QUOTE else one.text[: LONGEST_QUOTE - 1] + "\u2026"
            found.append(f"Left out, {one.where}: \u201c{words}\u201d {one.why}")
    return found
