"""Lines as they stand on a page into blocks: what a reader sees from size, weight, indent and space. Pure."""

import re
import statistics
from collections import Counter
from dataclasses import dataclass, replace

from lanyard.policy.reading.blocks import BULLET_GLYPHS, Block, split_marker, tidied
from lanyard.policy.reading.details import is_edition, is_labelled_fact
from lanyard.policy.reading.shape import SENTENCE_END, is_heading_like

TOLERANCE = 3.0
"""Points. Bullets of one level stand within this of each other."""
HEADING_SCALE = 1.08
"""A line set this much larger than the running text is a heading."""
LONGEST_HEADING = 160
SAME_PARAGRAPH = 1.3
"""Lines further apart than this many times the usual leading belong to different paragraphs."""

WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HYPHEN_AT_END = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
LETTER = re.compile(r"[^\W_]")
FIRST_LETTERS = re.compile(r"[^\W\d_]+")
COMPOUND_STARTS = frozenset(
    "anti well self pre non co on off long short multi cross year age e cyber high low part full ex".split()
)


CONTENTS_LINE = re.compile(r"(?:\s*[.\u2026]){4,}\s*\d{1,3}$")
LONGEST_WORD = 60
"""Characters at the end of a line among which a broken word is looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; x0, x1 and top in points; column 0 or 1.

    stops: where the words after a tab in the text begin. sheet: the page of the file, where one holds two pages.
    """

    page: int
    x0: float
    x1: float
    top: float
    size: float
    strong: bool
    text: str
    column: int = 0
    stops: tuple[float, ...] = ()
    sheet: int = 0


def in_columns(lines: list[Line]) -> list[Line]:
    """Move the second column of pages that have two onto the first, so that indents compare."""
    gutters = {page: _gutter([line for line in lines if line.page == page]) for page in {line.page for line in lines}}
    sides: dict[int, list[float]] = {0: [], 1: []}
    placed = []
    for line in lines:
        gutter = gutters[line.page]
        side = int(gutter is not None and line.x0 >= gutter)
        if gutter is not None:
            sides[side].append(line.x0)
        placed.append(replace(line, column=side))
    shift = min(sides[1]) - min(sides[0]) if sides[0] and sides[1] else 0.0
    return [replace(line, x0=line.x0 - shift, x1=line.x1 - shift) if line.column else line for line in placed]


def _gutter(lines: list[Line]) -> float | None:
    """Where a page of two columns parts: hardly a line crosses it, and a fifth of the lines stand on each side."""
    if len(lines) < 12:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for percent in range(35, 66):
        at = left + (right - left) * percent / 100
        after = sum(1 for line in lines if line.x0 >= at)
        crossing = sum(1 for line in lines if line.x0 < at < line.x1)
        if crossing <= len(lines) * 0.06 and len(lines) * 0.2 <= after <= len(lines) * 0.8:
            return at
    return None


class Layout:
    """Joins lines into blocks; what is usual in the document (size, leading, words) is measured first."""

    def __init__(self, lines: list[Line], *, like: list[Line] | None = None) -> None:
        """like: the lines of the whole document, of which these may be a part."""
        self.lines = lines
        self.measured = lines = like or lines
        weights: Counter[float] = Counter()
        for line in lines:
            weights[line.size] += len(line.text)
        self.body = weights.most_common(1)[0][0] if weights else 0.0
        self.leading = self._usual_leading()
        self.right = {
            page: max(line.x1 for line in lines if line.page == page) for page in {line.page for line in lines}
        }
        self.words = Counter(word.lower() for line in lines for word in WORDS.findall(line.text))
        sizes = sorted({line.size for line in lines if self._is_large(line)}, reverse=True)
        self.levels = {size: rank for rank, size in enumerate(sizes, start=1)}
        self.found: list[Block] = []
        self.last: Line | None = None
        self.first: Line | None = None
        self.number = ""
        self.lone_bullet: Line | None = None

    def _usual_leading(self) -> float:
        steps = [
            after.top - before.top
            for before, after in zip(self.measured, self.measured[1:], strict=False)
            if before.page == after.page
            and before.column == after.column
            and 0 < after.top - before.top < 3 * self.body
        ]
        return statistics.median_low(steps) if steps else 1.2 * self.body

    def _is_large(self, line: Line) -> bool:
        large = line.size >= self.body * HEADING_SCALE and len(line.text) <= LONGEST_HEADING
        return large and len(LETTER.findall(line.text)) > 1

    def blocks(self) -> list[Block]:
        """The document's blocks in reading order."""
        for line in self.lines:
            if line.text in BULLET_GLYPHS or line.text in ("-", "\u2013", "o"):
                self.lone_bullet = line
                continue
            self._take(line)
            self.last = line
        for block in self.found:
            block.text = tidied(block.text)
        return [block for block in self.found if block.text]

    def _take(self, line: Line) -> None:
        if self.lone_bullet:
            self._start(Block("item", line.text, indent=self.lone_bullet.x0), self.lone_bullet)
            self.lone_bullet = None
        elif self._is_large(line):
            self._take_heading(line)
        elif CONTENTS_LINE.search(line.text[-LONGEST_WORD:]):
            self._start(Block("text", line.text, strong=line.strong), line)
        elif (marker := split_marker(line.text)) and self._begins_item(line, marker[0], marker[1]):
            self.number = marker[1] or self.number
            self._start(Block("item", marker[2], indent=line.x0, number=marker[1], strong=line.strong), line)
        elif self._continues(line):
            self._append(line.text)
        else:
            self._start(Block("text", line.text, strong=line.strong), line)

    def _start(self, block: Block, line: Line) -> None:
        block.where = f"page {line.sheet + 1}"
        self.found.append(block)
        self.first = line

    def _take_heading(self, line: Line) -> None:
        more = self.last is not None and self.last.size == line.size and self.found[-1].kind == "heading"
        if more and self._is_near(line, 1.8 * line.size):
            self._append(line.text)
        else:
            self._start(Block("heading", line.text, level=self.levels[line.size]), line)

    def _is_near(self, line: Line, most: float) -> bool:
        """True when the line stands right under the last one, or goes on at the top of the next column or page."""
        if self.last.page != line.page or self.last.column != line.column:
            return True
        return -1.0 <= line.top - self.last.top <= most

    def _is_wrapped(self, line: Line) -> bool:
        """True when the line's first word had no room left on the line before, so that the break means nothing."""
        width = (line.x1 - line.x0) / max(1, len(line.text))
        return self.last.x1 + width * (len(line.text.split(" ", 1)[0]) + 1) > self.right[self.last.page] - width

    def _begins_item(self, line: Line, glyph: str, number: str) -> bool:
        """True unless a number or a dash only happens to stand at the start of a wrapped line."""
        if not self.found or (glyph and glyph in BULLET_GLYPHS):
            return True
        block = self.found[-1]
        if (
            block.kind == "heading"
            or SENTENCE_END.search(block.text)
            or not self._is_near(line, self.leading * SAME_PARAGRAPH)
        ):
            return True
        hangs = block.kind == "item" and line.x0 > self.first.x0 + TOLERANCE
        if glyph:
            return not (hangs and self._is_wrapped(line) and self._hung_before(line))
        sequel = (
            number == "1" or not (number.isdigit() and self.number.isdigit()) or int(number) == int(self.number) + 1
        )
        return sequel or not self._is_wrapped(line)

    def _hung_before(self, line: Line) -> bool:
        """True when the line before was a wrapped line of the same item at the same indent."""
        return self.last is not self.first and abs(self.last.x0 - line.x0) <= TOLERANCE

    def _continues(self, line: Line) -> bool:
        if self.last is None or self.found[-1].kind == "heading":
            return False
        block = self.found[-1]
        turned = self.last.page != line.page or self.last.column != line.column
        near = self._is_near(line, max(self.leading, 1.1 * self.body) * SAME_PARAGRAPH)
        if not near or (turned and SENTENCE_END.search(block.text)):
            return False
        if block.kind == "item" and line.x0 > self.first.x0 + TOLERANCE:
            return True
        if line.strong != self.last.strong or abs(line.size - self.last.size) > 0.6:
            return False
        alone = any(is_labelled_fact(text) or is_edition(text) for text in (line.text, block.text))
        opens = turned and is_heading_like(line.text) and block.text.rstrip().endswith((":", ";"))
        return not (alone or opens) and (line.text[:1].islower() or self._is_wrapped(line))

    def _append(self, text: str) -> None:
        block = self.found[-1]
        broken = HYPHEN_AT_END.search(block.text[-LONGEST_WORD:])
        next_word = FIRST_LETTERS.match(text)
        if not broken or not next_word:
            joined = broken or block.text.endswith("/")
            block.text += ("" if joined else " ") + text
            return
        start, end = broken[1].lower(), next_word[0].lower()
        whole = self.words[start + end] > 0
        compound = self.words[f"{start}-{end}"] > 0 or start in COMPOUND_STARTS or not next_word[0].islower()
        hyphen = "-" if compound and not whole else ""
        block.text = block.text[:-1] + hyphen + text
