"""Whether a file really is what it says: pure checks of bytes, with no Django.

Only kinds that can be checked to the last byte are taken. A file that is two things at once (a picture that is also a
ZIP archive, a PDF that is also a web page) is refused, because each program would see another file in it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath

import puremagic
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lanyard.kernel.refusals import Refused

PDF, JPEG, PNG, WEBP, HEIC = "application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GROUPS = {"pdf": (PDF,), "image": (JPEG, PNG, WEBP, HEIC), "word": (WORD,)}
NAMES = {
    PDF: "a PDF",
    WORD: "a Word document",
    JPEG: "a JPEG picture",
    PNG: "a PNG picture",
    WEBP: "a WebP picture",
    HEIC: "a HEIC picture",
}
# The first is what a file of the kind is called. A picture may have the name of another kind of picture: programs that
# save what they show, and telephones that send it, often leave the name as it was.
EXTENSIONS = {
    PDF: (".pdf",),
    WORD: (".docx",),
    JPEG: (".jpg", ".jpeg", ".jfif", ".jpe", ".jif"),
    PNG: (".png",),
    WEBP: (".webp",),
    HEIC: (".heic", ".heif", ".hif"),
}
PICTURES = tuple(ending for kind in GROUPS["image"] for ending in EXTENSIONS[kind])
GROUP_NAMES = {
    "pdf": "PDF documents",
    "image": "JPEG, PNG, WebP and HEIC pictures",
    "word": "Word documents (.docx)",
}
# Brands of the container in which telephones put still pictures.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")

MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
ZIP_END = b"PK\x05\x06"
# The part of a Word document that holds its text, and what an archive needs to be one.
WORD_PART = b"word/document.xml"
WORD_PARTS = frozenset({"[Content_Types].xml", "_rels/.rels", WORD_PART.decode()})
# What of a Word document a program runs or opens by itself.
WORD_ACTIVE = re.compile(r"vbaproject|activex|/embeddings/|\.(?:bin|exe|dll|js|vbs|html?|xml\.exe)$", re.IGNORECASE)
# Where a ZIP reader looks for the end of an archive: its longest comment and the record itself.
ZIP_TAIL = 65_535 + 22
PDF_HEAD = 1_024


def checked_type(content: bytes, name: str, allowed: tuple[str, ...]) -> str:
    """The content type of a file of an allowed group ("pdf", "image") that is sound. Raises `Refused`."""
    if not content:
        raise Refused("This file is empty.")
    found = _type_of(content)
    if found not in {kind for group in allowed for kind in GROUPS[group]}:
        taken = " and ".join(GROUP_NAMES[group] for group in allowed)
        raise Refused(f"This kind of file can't be attached. You can attach {taken}.")
    extension = PurePath(name).suffix.lower()
    if extension not in (PICTURES if found in GROUPS["image"] else EXTENSIONS[found]):
        right = EXTENSIONS[found][0]
        raise Refused(
            f"The file holds {NAMES[found]}, but its name doesn't end in {right}. Check that it is the right one."
        )
    if _is_something_else(content, found) or not SOUND[found](content):
        raise Refused(f"This file is not {NAMES[found]} as it should be. Save it again, or attach another file.")
    return found


def right_name(name: str, kind: str) -> str:
    """The name with an ending that says what the file is."""
    path = PurePath(name)
    return name if path.suffix.lower() in EXTENSIONS[kind] else f"{path.stem}{EXTENSIONS[kind][0]}"


def _type_of(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    if content.startswith(b"PK\x03\x04"):
        return WORD if WORD_PART in content else ""
    try:
        kinds = {match.mime_type for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return ""
    starts = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", WEBP: b"RIFF"}
    return next((kind for kind, start in starts.items() if kind in kinds and content.startswith(start)), "")


def _is_something_else(content: bytes, kind: str) -> bool:
    if kind == WORD:
        # It is an archive itself: `_word_is_sound` looks at where that ends.
        return bool(MARKUP.match(content)) or b"%PDF-" in content[:PDF_HEAD]
    if ZIP_END in content[-ZIP_TAIL:] or MARKUP.search(content[:PDF_HEAD]):
        return True
    return kind != PDF and b"%PDF-" in content[:PDF_HEAD]


def _pdf_is_sound(content: bytes) -> bool:
    """A PDF that opens, has a page, and ends where it should."""
    if b"%%EOF" not in content[-PDF_HEAD:] or MARKUP.search(content[content.rfind(b"%%EOF") :]):
        return False
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Refused("This PDF is locked with a password. Attach a copy that opens without one.")
        return len(reader.pages) > 0
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
        return False


def _word_is_sound(content: bytes) -> bool:
    """An archive that ends with the file, holds the parts of a Word document, and nothing that runs by itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            ends = content.rfind(ZIP_END) + 22 + len(package.comment)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        return False
    names = [part.filename for part in parts]
    if any(WORD_ACTIVE.search(name) for name in names):
        raise Refused("This Word document holds a macro or another file. Save it as an ordinary .docx, or as a PDF.")
    is_locked = any(part.flag_bits & 1 for part in parts)
    return ends == len(content) and set(names) >= WORD_PARTS and len(names) == len(set(names)) and not is_locked


def _png_is_sound(content: bytes) -> bool:
    """Every chunk has its right check sum, and nothing follows the last."""
    at, first = 8, True
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if end > len(content) or first != (kind == b"IHDR"):
            return False
        if zlib.crc32(content[at + 4 : end - 4]) != struct.unpack(">I", content[end - 4 : end])[0]:
            return False
        if kind == b"IEND":
            return end == len(content)
        at, first = end, False
    return False


def _webp_is_sound(content: bytes) -> bool:
    """The length it states is its own."""
    return content[8:12] == b"WEBP" and struct.unpack("<I", content[4:8])[0] + 8 == len(content)


def _jpeg_is_sound(content: bytes) -> bool:
    """Its segments follow each other up to the picture, which comes to an end.

    What cameras put behind the end (a second picture, a short film) stays, unless it is a page or a program.
    """
    at = 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        at += 2 + length
        if marker == 0xDA:
            end = content.find(b"\xff\xd9", at)
            return end > 0 and not _is_active(content[end + 2 :])
    return False


def _is_active(rest: bytes) -> bool:
    return bool(MARKUP.search(rest)) or rest.lstrip(b"\0").startswith((b"MZ", b"\x7fELF", b"#!", b"PK", b"%PDF-"))


def _heic_is_sound(content: bytes) -> bool:
    """Its boxes follow each other to the end, and one of them holds the picture."""
    at, kinds = 0, set()
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if length == 1 and at + 16 <= len(content):
            (length,) = struct.unpack(">Q", content[at + 8 : at + 16])
        elif length == 0:
            length = len(content) - at
        if length < 8:
            return False
        kinds.add(kind)
        at += length
    return at == len(content) and {b"ftyp", b"meta", b"mdat"} <= kinds


SOUND = {
    WORD: _word_is_sound,
    HEIC: _heic_is_sound,
    PDF: _pdf_is_sound,
    PNG: _png_is_sound,
    JPEG: _jpeg_is_sound,
    WEBP: _webp_is_sound,
}
