"""Markdown and plain text into blocks, line by line.

CommonMark is not followed for lists: school documents pasted into text nest bullets by a single space, which CommonMark
reads as no nesting at all.
"""

import re
from dataclasses import dataclass, field

from lanyard.policy.reading.blocks import Block, Laid, split_marker, tidied
from lanyard.policy.reading.details import is_institution, is_labelled_fact
from lanyard.policy.reading.inline import plain
from lanyard.policy.reading.shape import is_heading_like

HASH_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
FENCE = re.compile(r"\s{0,3}(```|~~~)")
TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
ALL_STRONG = re.compile(r"(?P<mark>\*\*|__)(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)\s*:?\s*$")
CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
PROVENANCE = re.compile(r"^Title: .{1,400} \| URL: \S+\s*$")
FRONT_MATTER_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):\s*(.*)$")
LOOKS_LIKE_MARKDOWN = re.compile(r"\]\(|\*\*|^#{1,6} ", re.M)
FINISHED = re.compile(r"[.!?:;][\"'\u2019\u201d)*_]*$")
DEEPER_GLYPHS = {"o": 0.5, "\u25e6": 0.5, "\u25aa": 0.6, "\uf0a7": 0.6}
"""Word writes "o" and a small square for the second and third level, and loses the indent when it saves as text."""


@dataclass(slots=True)
class _Scanner:
    """Where the scan stands: the block still open, and whether a blank line has been seen since."""

    markdown: bool
    blocks: list[Block] = field(default_factory=list)
    open: Block | None = None
    blank: bool = True
    number: str = ""
    numbers: dict[int, str] = field(default_factory=dict)
    fenced: bool = False
    table: int = 0
    row: int = 0

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.open = block
        self.blank = False


def read_lines(text: str, *, markdown: bool) -> Laid:
    """Blocks of a Markdown or plain text document, with what its front matter says."""
    lines = text.split("\n")
    while lines and (not lines[0].strip() or PROVENANCE.match(lines[0])):
        lines.pop(0)
    properties, lines = _front_matter(lines)
    return Laid(scan(lines, markdown=markdown or bool(LOOKS_LIKE_MARKDOWN.search(text))), properties)


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    if not lines or lines[0].strip() != "---":
        return {}, lines
    for end, line in enumerate(lines[1:60], start=1):
        if line.strip() == "---":
            pairs = (FRONT_MATTER_LINE.match(each) for each in lines[1:end])
            return {pair[1].lower(): pair[2].strip().strip("\"'") for pair in pairs if pair}, lines[end + 1 :]
    return {}, lines


def scan(lines: list[str], *, markdown: bool) -> list[Block]:
    """The blocks of these lines."""
    state = _Scanner(markdown)
    for line in (each.expandtabs(4).rstrip() for each in lines):
        if markdown and FENCE.match(line):
            state.fenced = not state.fenced
        elif state.fenced or not line.strip():
            state.blank = True
        elif not _structural(state, line):
            _words(state, line)
    for block in state.blocks:
        block.text = tidied(plain(block.text) if markdown else block.text)
    return [block for block in state.blocks if block.text]


def _structural(state: _Scanner, line: str) -> bool:
    """Take a line that is a heading, a rule or a table row; False for a line of words."""
    heading = HASH_HEADING.match(line)
    if heading:
        state.add(Block("heading", heading[2].rstrip("# "), level=len(heading[1])))
        state.blank = True
    elif _underlines(state, line):
        state.open.kind, state.open.level = "heading", 1 if "=" in line else 2
        state.blank = True
    elif RULE.match(line) or (state.table and TABLE_RULE.match(line)):
        state.blank = True
    elif TABLE_ROW.match(line):
        _table_row(state, line)
        return True
    else:
        if state.table and not state.row:
            state.table += 1
        state.row = 0
        return False
    return True


def _underlines(state: _Scanner, line: str) -> bool:
    return bool(
        UNDERLINE.match(line)
        and not state.blank
        and state.open
        and state.open.kind == "text"
        and is_heading_like(state.open.text)
    )


def _table_row(state: _Scanner, line: str) -> None:
    if TABLE_RULE.match(line):
        return
    if not state.row:
        state.table += 1
    state.row += 1
    for column, cell in enumerate(line.strip().strip("|").split("|")):
        if cell.strip():
            state.add(Block("text", cell.strip(), cell=(state.table, state.row, column)))
    state.blank = True


def _words(state: _Scanner, line: str) -> None:
    """Take a line of words: a new item, a new paragraph, or more of the block that is open."""
    if state.markdown:
        line = re.sub(r"^\s*>\s?", "", line)
    indent = len(line) - len(line.lstrip())
    words = line.strip()
    marker = split_marker(words)
    strong = ALL_STRONG.match(words)
    if marker and not strong and _begins_item(state, marker[1], indent):
        state.number = marker[1] or state.number
        state.numbers[indent] = state.number
        rest = CHECKBOX.sub("", marker[2].strip())
        depth = indent + (DEEPER_GLYPHS.get(marker[0], 0.0))
        state.add(Block("item", rest, indent=depth, number=marker[1], strong=bool(ALL_STRONG.match(rest))))
    elif _continues(state, words, indent, strong=bool(strong)):
        state.open.text += ("\n" if state.markdown else " ") + words
        state.blank = False
    else:
        state.add(Block("text", words, strong=bool(strong)))


def _begins_item(state: _Scanner, number: str, indent: int) -> bool:
    """True unless the number only happens to stand at the start of a wrapped line ("under the age of / 13. We ...")."""
    if not number or state.blank or state.open is None or not number.isdigit() or FINISHED.search(state.open.text):
        return True
    if indent < state.open.indent and state.open.kind == "item":
        return True
    before = state.numbers.get(indent, state.number)
    return number == "1" or not before.isdigit() or int(number) == int(before) + 1


def _continues(state: _Scanner, words: str, indent: int, *, strong: bool) -> bool:
    """True when the line is more of the open block rather than a new one."""
    block = state.open
    if block is None or block.kind == "heading" or block.cell:
        return False
    if state.blank:
        # A second paragraph of one list item stands in under its words.
        return block.kind == "item" and indent > block.indent + 1 and not strong
    if block.kind == "item" and indent > block.indent:
        return True
    if strong or block.strong or any(is_labelled_fact(one) or is_institution(one) for one in (words, block.text)):
        return False
    if block.kind == "item":
        new_start = is_heading_like(words) or words.endswith(":")
        return not (FINISHED.search(block.text) and new_start)
    deliberate = is_heading_like(block.text) and words[:1].isupper() and len(words) > len(block.text) * 1.3
    return not (deliberate and not state.markdown)
