"""PDF documents into blocks: lines from a process of their own, without the furniture of the page."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from lanyard.policy.reading.blocks import Laid
from lanyard.policy.reading.files import called, mismatch
from lanyard.policy.reading.layout import TOLERANCE, Layout, Line, in_columns
from lanyard.policy.reading.model import CannotRead

LONGEST_SECONDS = 25
FEWEST_CHARACTERS_A_PAGE = 15
"""Below this there is no text layer worth the name: the pages are pictures."""
EDGE_LINES = 3
"""Lines at the top and bottom of a page among which headers and footers are looked for."""
NUMBERS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"^(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$|^[-\u2013]\s*\d{1,3}\s*[-\u2013]$", re.I)


def read_pdf(content: bytes, path: Path) -> Laid:
    """Blocks of a PDF; raises CannotRead when it is locked, damaged, scanned, or far too long."""
    if b"%PDF" not in content[:1024]:
        raise mismatch(path)
    answer = _lines_from_process(content, path)
    problems = {
        "password": f"{called(path)} is locked with a password; save a copy without the password and try again.",
        "pages": f"{called(path)} has {answer.get('pages')} pages, too many for a policy; choose the policy alone.",
        "length": f"{called(path)} holds far more text than a policy; choose the policy document alone.",
    }
    if "problem" in answer:
        raise CannotRead(problems[answer["problem"]]) if answer["problem"] in problems else mismatch(path)
    lines = [Line(*row) for row in answer["lines"] if row[-1]]
    if sum(len(line.text) for line in lines) < FEWEST_CHARACTERS_A_PAGE * answer["pages"]:
        raise CannotRead(
            f"{called(path)} is a scan: its pages are pictures without text; "
            "use the document it was printed from, or run text recognition (OCR) on it first."
        )
    return Laid(Layout(in_columns(_without_edges(lines, answer["pages"]))).blocks(), {}, TOLERANCE)


def _lines_from_process(content: bytes, path: Path) -> dict:
    """Read the lines in a process with its own limits: a PDF made to harm can take down only that one."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(place for place in sys.path if place)}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "policy.pdf"
        copy.write_bytes(content)
        command = [sys.executable, "-m", "lanyard.policy.reading.pdf_lines", str(copy)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_SECONDS, env=environment, check=True)
            return json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError, OSError) as problem:
            raise mismatch(path) from problem


def _without_edges(lines: list[Line], pages: int) -> list[Line]:
    """Drop page numbers, and the lines at the top or bottom that come again on at least half of the pages."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    edges: set[int] = set()
    seen: Counter[tuple[str, int]] = Counter()
    for page in by_page.values():
        page_edges = sorted(page, key=lambda line: line.top)
        page_edges = page_edges[:EDGE_LINES] + page_edges[EDGE_LINES:][-EDGE_LINES:]
        edges |= {id(line) for line in page_edges}
        seen.update({_print(line) for line in page_edges})

    def repeats(line: Line) -> bool:
        return id(line) in edges and (bool(PAGE_NUMBER.match(line.text)) or seen[_print(line)] >= max(2, pages / 2))

    return [line for line in lines if not repeats(line)]


def _print(line: Line) -> tuple[str, int]:
    return NUMBERS.sub("#", line.text), round(line.top / 6)
