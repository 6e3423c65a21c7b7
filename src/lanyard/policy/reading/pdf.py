"""PDF documents into blocks: lines from a process of their own, without the furniture of the page."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from lanyard.policy.reading.blocks import Laid
from lanyard.policy.reading.files import called, mismatch
from lanyard.policy.reading.layout import TOLERANCE, Layout, Line, in_columns
from lanyard.policy.reading.model import CannotRead, NotTaken
from lanyard.policy.reading.pdf_edges import without_edges
from lanyard.policy.reading.pdf_tables import tables_in, without_heads
from lanyard.policy.reading.recognised import mended, without_ligatures

LONGEST_SECONDS = 25
FEWEST_CHARACTERS_A_PAGE = 15
"""Below this there is no text layer worth the name: the pages are pictures."""
COVERS_PAGE = 0.5
"""A picture over this share of a page is the page, scanned; the words on it, if any, come from text recognition."""
FEWEST_WORDS_BESIDE = 300
"""Characters on a page with such a picture, below which the picture holds the words."""
SIDE_BY_SIDE = 1.2
"""A sheet this much wider than high may hold two pages."""
CROSSING = 0.05
"""Share of the lines of such a sheet that may cross its middle."""
TURNED = "It stands on its side."
PICTURE = "The page is a picture, so its words could not be read."


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
    pages = answer["pages"]
    lines = [
        Line(*row[:6], without_ligatures(row[6]), stops=tuple(row[7]), sheet=row[0], column=0)
        for row in answer["lines"]
        if row[6].strip()
    ]
    pictures, recognised = _pictures(pages, lines)
    if not lines or sum(len(line.text) for line in lines) < FEWEST_CHARACTERS_A_PAGE * (len(pages) - len(pictures)):
        raise CannotRead(
            f"{called(path)} is a scan: its pages are pictures without text; "
            "use the document it was printed from, or run text recognition (OCR) on it first."
        )
    laid = _laid(lines, pages, recognised=bool(recognised))
    laid.not_taken += (NotTaken(f"page {place + 1}", "", PICTURE) for place in pictures)
    laid.not_taken += (
        NotTaken(f"page {place}", page["turned"], TURNED) for place, page in enumerate(pages, start=1) if page["turned"]
    )
    laid.warnings += _warnings(pictures, recognised)
    return laid


def _laid(lines: list[Line], pages: list[dict], *, recognised: bool) -> Laid:
    lines, heights = _one_page_each(lines, pages)
    lines, edges, not_taken = without_edges(lines, heights)
    if recognised:
        lines = mended(lines)
    laid = Laid([], {}, TOLERANCE, not_taken=not_taken, edges=edges)
    for is_table, group in groupby(without_heads(list(tables_in(lines))), key=lambda each: isinstance(each, list)):
        if is_table:
            laid.blocks += (block for table in group for block in table)
        else:
            plain = [replace(line, text=line.text.replace("\t", " ")) for line in group]
            laid.blocks += Layout(in_columns(plain), like=lines).blocks()
    return laid


def _pictures(pages: list[dict], lines: list[Line]) -> tuple[list[int], list[int]]:
    """(pages that are pictures, pages whose words come from text recognition), counted from 0."""
    words = Counter[int]()
    for line in lines:
        words[line.page] += len(line.text)
    covered = [place for place, page in enumerate(pages) if page["picture"] >= COVERS_PAGE or page.get("unread")]
    pictures = [place for place in covered if words[place] < FEWEST_WORDS_BESIDE]
    return pictures, [place for place in covered if place not in pictures]


def _warnings(pictures: list[int], recognised: list[int]) -> list[str]:
    found = []
    if pictures:
        one = len(pictures) == 1
        found.append(
            f"{_named(pictures)} {'is a picture, so its words were' if one else 'are pictures, so their words were'} "
            "not read: run text recognition (OCR) on the document, or type the clauses in."
        )
    if recognised:
        found.append(
            f"{_named(recognised)} {'was' if len(recognised) == 1 else 'were'} scanned, and the words come from text "
            "recognition: check them against the page."
        )
    return found


def _named(places: list[int]) -> str:
    """ "Page 3", "Pages 3 and 4", "Pages 3 to 7"."""
    numbers = [place + 1 for place in places]
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"Pages {numbers[0]} to {numbers[-1]}"
    return f"Pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _one_page_each(lines: list[Line], pages: list[dict]) -> tuple[list[Line], dict[int, float]]:
    """Lines numbered by the page a reader sees, of which a wide sheet may hold two, and the height of each page."""
    placed: list[Line] = []
    heights: dict[int, float] = {}
    by_sheet = {place: [line for line in lines if line.page == place] for place in range(len(pages))}
    for place, page in enumerate(pages):
        middle = page["width"] / 2
        held = by_sheet[place]
        crossing = sum(1 for line in held if line.x0 < middle - TOLERANCE and line.x1 > middle + TOLERANCE)
        right = sum(1 for line in held if line.x0 >= middle - TOLERANCE)
        two = (
            page["width"] > SIDE_BY_SIDE * page["height"]
            and crossing <= CROSSING * len(held)
            and 0.2 * len(held) <= right <= 0.8 * len(held)
        )
        heights |= {2 * place: page["height"], 2 * place + 1: page["height"]}
        sides = [
            replace(line, page=2 * place + 1, x0=line.x0 - middle, x1=line.x1 - middle)
            if two and line.x0 >= middle - TOLERANCE
            else replace(line, page=2 * place)
            for line in held
        ]
        placed += sorted(sides, key=lambda line: line.page)
    return placed, heights


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
