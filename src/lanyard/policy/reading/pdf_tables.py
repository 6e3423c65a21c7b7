"""Tables of who may what in a PDF, where a table is nothing but words that stand under each other. Pure."""

from collections.abc import Iterator
from itertools import groupby

from lanyard.policy.reading.blocks import Block
from lanyard.policy.reading.layout import Line
from lanyard.policy.reading.matrix import is_answer

FEWEST_ROWS = 2
SAME_ROW = 0.6
"""Lines whose baselines differ by less than this share of their size stand in one row of a table."""
MOST_HEADS = 2
APART = 20.0
"""Points right of the first column at which a name over several other columns begins at the least."""
NEAR = 3.0
"""How many leadings above the first answers the names of the columns may begin."""

Cell = tuple[float, str]


def tables_in(lines: list[Line]) -> Iterator[Line | list[Block]]:
    """The lines in order, with each table of answers as a list of blocks with cells."""
    rows = [list(row) for row in _rows(lines)]
    cells = [_cells(row) for row in rows]
    answering = [_answers(each) for each in cells]
    place, table = 0, 0
    while place < len(rows):
        end = _end_of(answering, cells, place)
        heads = _heads_above(rows, cells, place) if end else 0
        if not end or not heads:
            yield from rows[place]
            place += 1
            continue
        table += 1
        yield _blocks(rows[place - heads : end], cells[place - heads : end], heads, table)
        place = end


def without_heads(flow: list[Line | list[Block]]) -> list[Line | list[Block]]:
    """The flow without the lines that a table after them has taken for the names of its columns."""
    kept: list[Line | list[Block]] = []
    for each in flow:
        if isinstance(each, list):
            taken = {block.where for block in each if block.number == "head"}
            while kept and isinstance(kept[-1], Line) and _mark(kept[-1]) in taken:
                kept.pop()
            for block in each:
                block.number = ""
                block.where = f"page {block.where.partition('@')[0]}"
        kept.append(each)
    return kept


def _mark(line: Line) -> str:
    return f"{line.sheet + 1}@{line.top}"


def _rows(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines that stand beside each other, in the order in which they were written."""
    row: list[Line] = []
    for line in lines:
        if row and (line.page != row[0].page or abs(line.top - row[0].top) > SAME_ROW * line.size):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _cells(row: list[Line]) -> list[Cell]:
    found = [
        (x, words.strip())
        for line in row
        for x, words in zip((line.x0, *line.stops), line.text.split("\t"), strict=False)
        if words.strip()
    ]
    return sorted(found)


def _answers(cells: list[Cell]) -> bool:
    return len(cells) > 1 and not is_answer(cells[0][1]) and all(is_answer(text) for _, text in cells[1:])


def _end_of(answering: list[bool], cells: list[list[Cell]], place: int) -> int:
    """Where the table ends that begins with the row at this place; 0 when none does.

    A row with one cell between rows of answers goes on with the name of the activity.
    """
    if not answering[place]:
        return 0
    end, count = place + 1, 1
    while end < len(cells):
        if answering[end]:
            count += 1
        elif not (len(cells[end]) == 1 and end + 1 < len(cells) and answering[end + 1]):
            break
        end += 1
    return end if count >= FEWEST_ROWS else 0


def _heads_above(rows: list[list[Line]], cells: list[list[Cell]], place: int) -> int:
    """How many rows right above name the columns."""
    first, columns = rows[place][0], len(cells[place])
    count = 0
    while count < MOST_HEADS and place - count > 0:
        above = rows[place - count - 1]
        near = above[0].page == first.page and first.top - above[0].top < NEAR * first.size * (count + 1)
        held = cells[place - count - 1]
        several = len(held) > 1 or (count and columns > 2 and held[0][0] > cells[place][0][0] + APART)
        if not near or not several or any(text.endswith(".") for _, text in cells[place - count - 1]):
            break
        count += 1
    return count


def _blocks(rows: list[list[Line]], cells: list[list[Cell]], heads: int, table: int) -> list[Block]:
    starts = _columns(cells[:heads], cells[heads:])
    made: list[Block] = []
    for place, (row, held) in enumerate(zip(rows, cells, strict=True)):
        mark = "head" if place < heads else ""
        if place > heads and len(held) == 1:
            last = next(block for block in reversed(made) if block.cell[2] == 0)
            last.text = f"{last.text} {held[0][1]}"
            continue
        for x, text in held:
            column = min(range(len(starts)), key=lambda at: abs(starts[at] - x))
            made.append(Block("text", text, number=mark, cell=(-table, place, column), where=_mark(row[0])))
    return _merged(made)


def _columns(heads: list[list[Cell]], body: list[list[Cell]]) -> list[float]:
    """Where the columns begin: the row with most cells says it."""
    widest = max([*heads, *body], key=len)
    return [x for x, _ in widest]


def _merged(blocks: list[Block]) -> list[Block]:
    """Cells of one place joined."""
    made: list[Block] = []
    for _, group in groupby(sorted(blocks, key=lambda block: block.cell[1:]), key=lambda block: block.cell):
        held = list(group)
        held[0].text = " ".join(block.text for block in held)
        made.append(held[0])
    return made
