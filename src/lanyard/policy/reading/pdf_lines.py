"""A PDF's lines with where and how they are set. Runs as a process of its own, so that a hostile file can be stopped.

    python -m lanyard.policy.reading.pdf_lines FILE

Writes one JSON object, {"lines": [[page, x0, x1, top, size, bold, text, stops], ...], "pages": [{...}, ...]} or
{"problem": "password" | "damaged" | "pages" | "length"}. Lengths are in points, top counts downwards. A tab in a
text is a wide gap, and stops are the places where the words after such gaps begin. A page says its width and height,
the words on it that stand on their side, and the share of it that its largest picture covers.
"""

import ctypes
import json
import math
import sys
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
LARGEST_MEMORY = 2 * 1024**3
"""Bytes of address space; a policy of 300 pages needs a tenth."""
LONGEST_SECONDS = 20

SAME_LINE = 0.45
"""Two characters are on one line while their baselines differ by less than this share of the size."""
WORD_GAP = 0.22
"""A wider gap, as a share of the size, parts words."""
CELL_GAP = 1.5
"""A gap of so many sizes may part cells of a table."""
UPRIGHT = 0.2
"""Radians that a character may lean and still be read with its line."""
SMALLEST_DOT, LARGEST_DOT = 1.0, 8.0
"""Points across a drawing that can be a bullet."""
FARTHEST_DOT = 2.5
"""How far left of its line a drawn bullet stands at the most, in sizes of the line."""
HYPHEN_AT_BREAK = 0xFFFE
"""What PDFium gives for a hyphen that a line break put there."""
BOLD = ("bold", "black", "heavy", "semibold", "demi")
BOLD_WEIGHT = 600


@dataclass(slots=True)
class _Line:
    page: int
    x0: float
    x1: float
    base: float
    size: float
    text: list[str] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    bold: int = 0
    inked: int = 0
    stops: list[float] = field(default_factory=list)


def lines_of(path: str) -> dict[str, object]:
    """The lines of the document in the order they were written, or the problem that keeps it from being read."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        return {"problem": "password" if "password" in str(problem).lower() else "damaged"}
    if len(document) > MOST_PAGES:
        return {"problem": "pages", "pages": len(document)}
    found: list[list[object]] = []
    pages: list[dict[str, object]] = []
    total, unread = 0, 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            unread += 1
            pages.append({"width": 0, "height": 0, "turned": "", "picture": 0, "unread": True})
            continue
        text = page.get_textpage()
        total += text.count_chars()
        if total > MOST_CHARACTERS:
            return {"problem": "length"}
        lines, turned = _page_lines(number, text)
        width, height = page.get_size()
        picture = _largest_picture(page, width * height)
        pages.append({"width": width, "height": height, "turned": turned, "picture": picture})
        _add_drawn_bullets(lines, _dots(page))
        found += [_as_row(line, page.get_height()) for line in lines]
        text.close()
        page.close()
    if not len(document) or unread == len(document):
        return {"problem": "damaged"}
    return {"lines": found, "pages": pages}


def _largest_picture(page: pypdfium2.PdfPage, whole: float) -> float:
    """The share of the page that its largest picture covers, from 0 to 1."""
    covered = 0.0
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        covered = max(covered, abs(right - left) * abs(top - bottom))
    return round(min(1.0, covered / whole), 2) if whole else 0.0


def _page_lines(number: int, text: pypdfium2.PdfTextPage) -> tuple[list[_Line], str]:
    """(the lines of the page, the words on it that stand on their side)."""
    line: _Line | None = None
    lines: list[_Line] = []
    turned: list[str] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if code in (10, 13):
            continue
        character = "\u00ad" if code in (HYPHEN_AT_BREAK, 2) else chr(code)
        if character.isspace() or (code and pdfium.FPDFText_IsGenerated(text, place) == 1):
            if line and line.text[-1] != " " and not character.strip():
                line.text.append(" ")
            elif line and character.strip():
                line.text.append(character)
            turned += [" "] if turned else []
            continue
        if _is_turned(text, place):
            turned.append(character if code else "")
            continue
        if turned and turned[-1] != " ":
            turned.append(" ")
        pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        size = round(_set_size(text, place), 1)
        if line is None or _breaks(line, x.value, y.value, size):
            line = _Line(number, x.value, right.value, y.value, size)
            lines.append(line)
            # At the start of a line a sign of no known meaning is nearly always a bullet.
            character = character if code else "\u2022"
        elif not code:
            continue
        else:
            _part(line, left.value, size)
        _add(line, character, right.value, size, bold=_is_bold(text, place))
    return lines, " ".join("".join(turned).split())


def _is_turned(text: pypdfium2.PdfTextPage, place: int) -> bool:
    angle = pdfium.FPDFText_GetCharAngle(text, place)
    return UPRIGHT < angle < 2 * math.pi - UPRIGHT


def _part(line: _Line, left: float, size: float) -> None:
    """Set a space, or the tab of a wide gap, before a character that stands apart from the one before."""
    gap = left - line.x1
    if gap > CELL_GAP * size:
        if line.text[-1] == " ":
            line.text.pop()
        line.text.append("\t")
        line.stops.append(round(left, 1))
    elif gap > WORD_GAP * size and line.text[-1] != " ":
        line.text.append(" ")


def _dots(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """Small round or square drawings as (left, right, middle): browsers draw their bullets and set no sign for them."""
    found = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        width, height = right - left, top - bottom
        if min(width, height) >= SMALLEST_DOT and max(width, height) <= LARGEST_DOT and abs(width - height) <= 1:
            found.append((left, right, (bottom + top) / 2))
    return found


def _add_drawn_bullets(lines: list[_Line], dots: list[tuple[float, float, float]]) -> None:
    """Set a bullet before each line that has a dot beside its start."""
    for left, right, middle in dots:
        beside = [
            line
            for line in lines
            if line.base <= middle <= line.base + line.size and 0 <= line.x0 - right <= FARTHEST_DOT * line.size
        ]
        line = min(beside, key=lambda each: each.x0, default=None)
        if line is not None and line.text[0] != "\u2022":
            line.text[:0] = ["\u2022", " "]
            line.x0 = left


def _set_size(text: pypdfium2.PdfTextPage, place: int) -> float:
    """The size a character appears in: its font's size times the scale of its matrix."""
    matrix = pdfium.FS_MATRIX()
    scale = abs(matrix.d) if pdfium.FPDFText_GetMatrix(text, place, matrix) else 1.0
    return pdfium.FPDFText_GetFontSize(text, place) * (scale or 1.0)


def _breaks(line: _Line, x: float, y: float, size: float) -> bool:
    """True when a character starts a new line: another baseline, or back to the left, or far off in another column."""
    if abs(y - line.base) > SAME_LINE * max(size, line.size, 1.0):
        return True
    return x < line.x1 - max(size, 4.0) or x - line.x1 > 8 * max(size, 4.0)


def _add(line: _Line, character: str, right: float, size: float, *, bold: bool) -> None:
    line.text.append(character)
    line.x1 = max(line.x1, right)
    line.sizes[size] = line.sizes.get(size, 0) + 1
    line.inked += 1
    line.bold += bold


def _is_bold(text: pypdfium2.PdfTextPage, place: int) -> bool:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, place, name, 128, flags)
    called = name.value.decode("utf-8", "replace").lower()
    return any(word in called for word in BOLD) or pdfium.FPDFText_GetFontWeight(text, place) >= BOLD_WEIGHT


def _as_row(line: _Line, height: float) -> list[object]:
    size = max(line.sizes, key=lambda each: (line.sizes[each], each))
    strong = line.bold >= 0.9 * line.inked
    values = [round(value, 1) for value in (line.x0, line.x1, height - line.base)]
    # PDFium gives characters such as emoji in two halves.
    text = "".join(line.text).encode("utf-16", "surrogatepass").decode("utf-16", "ignore").strip()
    return [line.page, *values, size, strong, text, line.stops]


def _limit() -> None:
    """Bound this process's memory and time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit still holds there
        return
    for kind, most in ((resource.RLIMIT_AS, LARGEST_MEMORY), (resource.RLIMIT_CPU, LONGEST_SECONDS)):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    _limit()
    json.dump(lines_of(sys.argv[1]), sys.stdout)
