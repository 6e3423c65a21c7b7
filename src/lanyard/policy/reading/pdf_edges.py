"""What a PDF prints round its words: running heads and feet, page numbers, a browser's address and date. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from lanyard.policy.reading.blocks import split_marker
from lanyard.policy.reading.layout import Line
from lanyard.policy.reading.model import NotTaken

EDGE_LINES = 3
"""Lines at the top and bottom of a page among which headers and footers are looked for, wherever they stand."""
TOP_EDGE, BOTTOM_EDGE = 0.09, 0.9
"""Shares of the height: what stands above or below may be a header or footer of any number of lines."""
LEAST_REPEATS = 0.4
"""Share of the pages on which a header comes again; left and right pages may have one each."""
FEWEST_IN_PLACE = 3
"""Pages with the same words at the same place, which make these a header or footer wherever they stand."""
NUMBERS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"^(?:page|p\.)?\s*[|:]?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*\|\s*page)?$|^[-\u2013]\s*\d{1,3}\s*[-\u2013]$",
    re.I,
)
OF_A_BROWSER = re.compile(
    r"^(?:(?:https?://|file:///|www\.)\S+(?:\s+(?:page\s+)?\d{1,3}\s*(?:/|of)\s*\d{1,3})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[ap]m)?(?:\s.*)?)$",
    re.I,
)
"""The address and the date with the title of the page, which browsers print in the margins."""
WHY = "It stands at the top or bottom of the pages: a header, a footer or a page number."


def without_edges(lines: list[Line], heights: Mapping[int, float]) -> tuple[list[Line], list[str], list[NotTaken]]:
    """(lines without the furniture of the page, the words of that furniture, the same as what was not taken).

    heights: of each page by number, in points.
    """
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    edges: set[int] = set()
    seen: Counter[str] = Counter()
    for number, page in by_page.items():
        found = _edge_lines(page, heights.get(number, 0.0))
        edges |= {id(line) for line in found}
        seen.update({_print(line) for line in found})
    enough = max(2, LEAST_REPEATS * len(by_page))
    in_place = Counter((line.text, round(line.top)) for line in lines)

    def is_furniture(line: Line) -> bool:
        marker = split_marker(line.text)
        if not marker and in_place[line.text, round(line.top)] >= max(FEWEST_IN_PLACE, enough):
            return True
        if id(line) not in edges or (marker and not PAGE_NUMBER.match(line.text)):
            return False
        return bool(PAGE_NUMBER.match(line.text) or OF_A_BROWSER.match(line.text)) or seen[_print(line)] >= enough

    furniture = [line for line in lines if is_furniture(line)]
    left_out = {id(line) for line in furniture}
    told = {_print(line): line for line in reversed(furniture)}
    words = [line.text for line in furniture]
    not_taken = [NotTaken(f"page {line.sheet + 1}", line.text, WHY) for line in reversed(told.values())]
    return [line for line in lines if id(line) not in left_out], list(dict.fromkeys(words)), not_taken


def _edge_lines(page: list[Line], height: float) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.top)
    outer = ordered[:EDGE_LINES] + ordered[EDGE_LINES:][-EDGE_LINES:]
    chosen = {id(line) for line in outer}
    if height:
        chosen |= {id(line) for line in page if not TOP_EDGE * height <= line.top <= BOTTOM_EDGE * height}
    return [line for line in page if id(line) in chosen]


def _print(line: Line) -> str:
    return NUMBERS.sub("#", line.text)
