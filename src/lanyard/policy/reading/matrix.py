"""Tables of who may do what: activities down the side, people along the top, ticks, letters or "no" between. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lanyard.policy.reading.blocks import Block

YES = frozenset("\u2713 \u2714 \u2611 \u221a \u2705 \uf0fc \u00fc yes y tick ticked".split())
NO = frozenset("\u2717 \u2718 \u2716 \u00d7 \u2612 \u274c \uf0fb no n cross crossed".split())
CROSS = frozenset(("x",))
NOTHING = frozenset(("-", "\u2013", "\u2014", "n/a", "na", "none"))
GRANT = re.compile(
    r"^(?:not |never |always |only |sometimes |usually )*(?:allowed|permitted|acceptable|unacceptable|prohibited|"
    r"forbidden|banned|ok|encouraged|illegal|(?:with|by) (?:permission|consent|approval|agreement)|"
    r"(?:at|in|during) [\w ]{3,30}|if [\w ]{3,30}|staff only|supervised|restricted|ask first|optional|required)"
    r"(?:[\w ,/()-]{0,60})$|^(?:never|always|sometimes|only [\w ]{3,40})$",
    re.I,
)
"""What may stand in a cell, or over a column, instead of a tick."""
LETTER = re.compile(r"^[A-Z]{1,2}\d?$")
LEGEND = re.compile(
    r"(?:^|[\s;,|(])([A-Z]{1,2}\d?)\s*[=:\u2013-]\s*([A-Za-z][\w /'\u2019-]{2,60}?)"
    r"(?=$|[;,.|)]|\s+[A-Z]{1,2}\d?\s*[=:])"
)
LONGEST_VALUE = 8
"""Words in a cell that still only answers for its row and column."""
LEAST_SHARE = 0.7
"""Share of the cells beside the first column that must be answers."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """What such a table says: one item for each answer, and the rows that name its columns."""

    clauses: list[Block]
    heads: list[list[Block]]


def matrix_of(rows: list[list[Block]], around: Iterable[str]) -> Matrix | None:
    """The table as clauses that name row and column, or None when it is no such table.

    around: texts of the document, where a legend may say what a letter means.
    """
    count = next((place for place, row in enumerate(rows) if _answers(row)), None)
    if count is None or not 1 <= count <= 3:
        return None
    body = [block for row in rows[count:] for block in row if block.cell[2] != _first(row)]
    if not body or sum(1 for block in body if is_answer(block.text)) < LEAST_SHARE * len(body):
        return None
    heads = _named_columns(rows[:count])
    legend = {letter: meaning for text in around for letter, meaning in LEGEND.findall(text)}
    crosses = any(block.text.strip().lower() in YES for block in body)
    return Matrix(_clauses(rows[count:], heads, legend, x_is_no=crosses), rows[:count])


def _first(row: list[Block]) -> int:
    return row[0].cell[2]


def _answers(row: list[Block]) -> bool:
    """True for a row that names an activity and answers in at least one column beside it."""
    beside = [block for block in row if block.cell[2] != _first(row)]
    return (
        bool(beside)
        and not _is_mark(row[0].text)
        and sum(is_answer(block.text) for block in beside) >= LEAST_SHARE * len(beside)
        and not (all(GRANT.match(block.text) for block in beside) and len(row[0].text.split()) < 2)
    )


def _is_mark(text: str) -> bool:
    word = text.strip().lower()
    return word in YES | NO | CROSS | NOTHING


def is_answer(text: str) -> bool:
    """True for what a cell of such a table holds: a tick, a cross, a letter, or "not allowed"."""
    word = text.strip()
    return (
        _is_mark(word) or bool(LETTER.match(word)) or (len(word.split()) <= LONGEST_VALUE and bool(GRANT.match(word)))
    )


def _named_columns(heads: list[list[Block]]) -> dict[int, list[str]]:
    """The names over each column, widest first: "Staff", "Not allowed". A name holds until the next of its row."""
    named: dict[int, list[str]] = {}
    last = max(block.cell[2] for row in heads for block in row)
    for row in heads:
        starts = sorted((block.cell[2], block.text) for block in row)
        for column in range(last + 1):
            above = [text for start, text in starts if start <= column]
            if above and (len(starts) > 1 or len(heads) > 1):
                named.setdefault(column, []).append(above[-1])
    return named


def _clauses(
    rows: list[list[Block]], heads: Mapping[int, list[str]], legend: Mapping[str, str], *, x_is_no: bool
) -> list[Block]:
    made: list[Block] = []
    name = ""
    leftmost = min(block.cell[2] for row in rows for block in row)
    for row in rows:
        cells = row
        if _first(row) == leftmost:
            name = " ".join(block.text for block in row if block.cell[2] == leftmost).rstrip(" :.")
            cells = [block for block in row if block.cell[2] != leftmost]
        if not cells:
            made.append(Block("text", name, where=row[0].where))
        for block in cells:
            who = list(dict.fromkeys(heads.get(block.cell[2], [])))
            made.append(Block("item", _said(name, who, block.text, legend, x_is_no=x_is_no), where=block.where))
    return made


def _said(name: str, who: list[str], answer: str, legend: Mapping[str, str], *, x_is_no: bool) -> str:
    """ "Pupils: mobile phones in lessons: not allowed"; a tick under "Not allowed" says what stands over it."""
    word = answer.strip()
    low = word.lower()
    grant = who[-1] if who and GRANT.match(who[-1]) else ""
    if grant and (low in YES or (low in CROSS and not x_is_no)):
        return _joined([*who[:-1], name, grant.lower()])
    if word in legend:
        meant = legend[word]
    elif low in YES:
        meant = "yes"
    elif low in NO or (low in CROSS and x_is_no):
        meant = "no"
    else:
        meant = word
    return _joined([*who, name, meant])


def _joined(parts: list[str]) -> str:
    return ": ".join(part.rstrip(": ") for part in parts if part)
