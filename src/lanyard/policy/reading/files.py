"""Checks on a file before it is read, and plain text out of bytes in whatever encoding a school's computer used."""

import codecs
import math
import re
import unicodedata
from pathlib import Path

from lanyard.policy.reading.blocks import tidied
from lanyard.policy.reading.model import CannotRead

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. A long policy with photographs is 2 to 5 MB; nothing bigger is opened."""

LONGEST_TEXT = 1_000_000
"""Characters. Twice the length of the whole statutory guidance on keeping children safe."""

MOST_BLOCKS = 20_000
"""Headings, paragraphs and bullets. A long policy has a few hundred."""

ENDINGS = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".docx": "word",
    ".pdf": "pdf",
}
OLD_ENDINGS = {".doc", ".docm", ".dot", ".dotx", ".odt", ".rtf", ".pages", ".wps", ".gdoc"}
PICTURE_ENDINGS = {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".heic", ".bmp", ".webp"}

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY_MAGICS = (
    b"%PDF",
    b"PK\x03\x04",
    OLE_MAGIC,
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"{\\rtf",
)

WEB_PAGE_START = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html)\b", re.I | re.S)
ANY_TAG = re.compile(r"<(p|div|ul|ol|li|h[1-6]|body|html|table|br|section|article|main|span)\b", re.I)

MOST_CONTROL_CHARACTERS = 0.01
"""Share of a text that may be control characters before it counts as something other than text."""


LONGEST_NAME = 80
"""Characters of a file's name that a sentence repeats."""


def called(path: Path) -> str:
    """The file's name as a sentence can hold it: on one line, without signs that a terminal obeys, and not endless."""
    name = tidied(path.name or str(path))
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "\u2026"


def checked_bytes(path: Path) -> bytes:
    """The file's content, once its kind, ending and size are known to be safe; raises CannotRead otherwise."""
    try:
        check_size(_checked_size(path), path)
        _check_ending(path)
        content = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise CannotRead(f"The file {called(path)} could not be opened, so nothing was read.") from problem
    if not content.strip(b" \t\r\n\x00"):
        raise CannotRead(f"The file {called(path)} is empty.")
    return content


def check_size(size: int, path: Path) -> None:
    """Raise CannotRead for a file of more bytes than any policy has."""
    if size > LARGEST_FILE:
        raise CannotRead(
            f"The file {called(path)} is too large ({math.ceil(size / 1024 / 1024)} MB); the limit is 20 MB. "
            "Save it without pictures and try again."
        )


def _checked_size(path: Path) -> int:
    if path.is_dir():
        raise CannotRead(f"{called(path)} is a folder, not a file; choose the policy document inside it.")
    if not path.exists():
        raise CannotRead(f"There is no file called {called(path)}.")
    if not path.is_file():
        raise CannotRead(f"{called(path)} is not an ordinary file, so it can't be read.")
    return path.stat().st_size


def _check_ending(path: Path) -> None:
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return
    if ending in OLD_ENDINGS:
        raise CannotRead(
            f"Files ending in {ending} can't be read; open it and save it as a Word document (.docx) or PDF."
        )
    if ending in PICTURE_ENDINGS:
        raise CannotRead(
            f"{called(path)} is a picture; choose the policy as a Word document (.docx), a PDF or a text file."
        )
    kind = f"Files ending in {called(Path(ending))}" if ending else "Files without an ending"
    raise CannotRead(f"{kind} can't be read; use a Word document (.docx), PDF, web page (.html), .md or .txt file.")


def mismatch(path: Path) -> CannotRead:
    """The error for content that is not what the ending says, or that is damaged."""
    return CannotRead(
        f"{called(path)} is damaged or is not really a {path.suffix.lower()} file; open it, save it again and retry."
    )


def decoded(content: bytes, path: Path) -> str:
    """The file's text: UTF-8 (with or without a mark), UTF-16, or else Windows-1252; raises CannotRead for binary."""
    if content.startswith(BINARY_MAGICS):
        raise mismatch(path)
    text = _first_decoding(content)
    if text is None:
        raise mismatch(path)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n\n")
    control = sum(1 for character in text[:200_000] if is_control(character))
    if control > max(8, len(text[:200_000]) * MOST_CONTROL_CHARACTERS):
        raise mismatch(path)
    return "".join(character for character in text if not is_control(character))


def is_control(character: str) -> bool:
    """True for characters that no text holds: controls, unassigned and private code points, the replacement sign."""
    if character in "\n\t" or " " <= character <= "~":
        return False
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Cs")


def _first_decoding(content: bytes) -> str | None:
    for encoding in _likely_encodings(content):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    return None


def _likely_encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    start = content[:2000]
    # English in UTF-16 without a mark has a zero byte in every second place.
    if start[1::2].count(0) > len(start) * 0.3:
        return ("utf-16-le",)
    if start[0::2].count(0) > len(start) * 0.3:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def check_text_ending(text: str, path: Path) -> None:
    """Raise CannotRead when a web page is called a text file, or a text file a web page."""
    is_page = bool(WEB_PAGE_START.match(text[:4000]))
    if ENDINGS[path.suffix.lower()] == "page":
        if not is_page and not ANY_TAG.search(text[:20_000]):
            raise mismatch(path)
    elif is_page:
        raise CannotRead(f"{called(path)} is a web page; give it the ending .html and try again.")


def check_length(characters: int, blocks: int, path: Path) -> None:
    """Raise CannotRead for a text far longer, or of far more paragraphs, than any policy."""
    if characters > LONGEST_TEXT or blocks > MOST_BLOCKS:
        raise CannotRead(f"{called(path)} holds far more text than a policy; choose the policy document alone.")
