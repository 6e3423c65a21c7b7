"""Markdown and plain text into blocks, line by line.

CommonMark is not followed for lists: school documents pasted into text nest bullets by a single space, which CommonMark
reads as no nesting at all.
"""

import re
from dataclasses import dataclass, field

from lanyard.policy.reading.blocks import Block, Laid, split_marker, tidied, without_glyph
from lanyard.policy.reading.details import is_institution, is_labelled_fact
from lanyard.policy.reading.frontmatter import split_front_matter
from lanyard.policy.reading.inline import plain, unseen
from lanyard.policy.reading.model import NotTaken
from lanyard.policy.reading.shape import is_heading_like

HASH_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*)")
RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
FENCE = re.compile(r"\s{0,3}(```|~~~)")
TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
ALL_STRONG = re.compile(r"(?P<mark>\*\*|__)(?P<words>(?:(?!(?P=mark)).)+)(?P=mark)\s*:?\s*$")
CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
PROVENANCE = re.compile(r"^Title: .{1,400} \| URL: \S+\s*$")
FOOTNOTE = re.compile(r"\s{0,3}\[\^(?P<mark>[^\]\s]{1,40})\]:\s*(?P<words>.*)$")
FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
IN_CODE = "It stands in a block of code."
ORIGIN = "It says where this copy of the document came from."
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
    line: int = 0
    parted: bool = False
    not_taken: list[NotTaken] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        block.where = f"line {self.line}" if self.line else ""
        self.blocks.append(block)
        self.open = block
        self.blank = False


def read_lines(text: str, *, markdown: bool) -> Laid:
    """Blocks of a Markdown or plain text document, with what its front matter says."""
    lines = text.split("\n")
    not_taken: list[NotTaken] = []
    first = 0
    while first < len(lines) and (not lines[first].strip() or PROVENANCE.match(lines[first])):
        if lines[first].strip():
            not_taken.append(NotTaken(f"line {first + 1}", lines[first].strip(), ORIGIN))
        first += 1
    front = split_front_matter(lines[first:], first)
    not_taken += front.not_taken
    markdown = markdown or bool(LOOKS_LIKE_MARKDOWN.search(text))
    state = _scanned(front.rest, markdown=markdown, first=first + front.length + 1)
    return Laid(_finished(state), front.properties, 0.0, state.notes, not_taken + state.not_taken)


def scan(lines: list[str], *, markdown: bool) -> list[Block]:
    """The blocks of these lines."""
    return _finished(_scanned(lines, markdown=markdown))


def _scanned(lines: list[str], *, markdown: bool, first: int = 0) -> _Scanner:
    """first: the number of the first line in the file, 0 where lines have no number."""
    state = _Scanner(markdown)
    for count, raw in enumerate(lines):
        line = raw.expandtabs(4).rstrip()
        state.line = first + count if first else 0
        if markdown and FENCE.match(line):
            state.fenced = not state.fenced
        elif state.fenced and line.strip():
            state.not_taken.append(NotTaken(f"line {state.line}", line.strip(), IN_CODE))
        elif not line.strip():
            state.blank = True
        elif not (markdown and _footnote(state, line)) and not _structural(state, line):
            _words(state, line)
        state.parted = markdown and (raw.endswith("  ") or raw.rstrip().endswith("\\"))
    return state


def _footnote(state: _Scanner, line: str) -> bool:
    """Keep "[^1]: words" as a footnote; False for any other line."""
    note = FOOTNOTE.match(line)
    if note:
        state.notes[note["mark"]] = tidied(plain(note["words"]))
        state.blank = True
    return bool(note)


def _finished(state: _Scanner) -> list[Block]:
    """The blocks with their inline marks taken out; what only the marks held is told."""
    for block in state.blocks:
        if state.markdown:
            state.not_taken += (NotTaken(block.where, words, why) for words, why in unseen(block.text))
            block.notes = tuple(FOOTNOTE_MARK.findall(block.text))
            block.text = plain(FOOTNOTE_MARK.sub("", block.text).replace("\\\n", "\n"))
        block.text = tidied(block.text)
        if block.kind == "item":
            block.text = without_glyph(block.text)
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
    for column, cell in enumerate(BETWEEN_CELLS.split(line.strip().removeprefix("|").removesuffix("|"))):
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
        heading = HASH_HEADING.match(rest) if state.markdown else None
        if heading:
            state.add(Block("heading", heading[2].rstrip("# "), level=len(heading[1])))
            state.blank = True
            return
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
    parted = state.parted and block is not None and block.kind == "text" and words[:1].isupper()
    if block is None or block.kind == "heading" or block.cell or parted:
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
