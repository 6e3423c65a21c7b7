"""A copy of a picture or a PDF without what it tells beside what it shows: pure work on bytes, with no Django.

A picture is drawn anew from its dots alone, the right way up. What goes with that: place, time, camera and serial
number, names, comments, XMP, small previews, and whatever stands behind its end. Colours are brought into sRGB, and the
profile of the device goes too. A PDF keeps its pages and what is noted on them; its title, author, program, times, XMP,
attached files and scripts go. What can't be cleaned raises `CannotClean`, and is then never shown as clean.
"""

from __future__ import annotations

import io
import warnings
from threading import Lock

import pillow_heif
from PIL import Image, ImageCms, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from lanyard.records.filetypes import HEIC, JPEG, PDF, PNG, WEBP

pillow_heif.register_heif_opener()

# The most dots that are drawn (a telephone's picture has 12 to 50 million), at four bytes each at most.
MOST_DOTS = 64_000_000
QUALITY = 92
# What a picture of each kind becomes.
BECOMES = {JPEG: JPEG, PNG: PNG, WEBP: WEBP, HEIC: JPEG, PDF: PDF}
_FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), WEBP: ("WEBP",), HEIC: ("HEIF",)}
# What makes a PDF do something, or carries something that no page shows.
_NOT_PAGES = ("/Metadata", "/Names", "/OpenAction", "/AA", "/AF", "/PieceInfo", "/AcroForm", "/Outlines", "/Collection")
_NOT_OF_A_PAGE = ("/Metadata", "/AA", "/PieceInfo", "/LastModified", "/Thumb")
# Of a note on a page: when it was written and, where it is no field to fill in, by whom; and what pressing it does.
_NOT_OF_A_NOTE = ("/M", "/CreationDate", "/NM", "/A", "/AA")
_CARRIES_FILES = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")

# One at a time: a large picture takes some hundred megabytes while it is drawn.
_drawing = Lock()


class CannotClean(Exception):
    """No clean copy can be made; the text says why, in one sentence."""


def cleaned(content: bytes, kind: str) -> tuple[bytes, str]:
    """A clean copy and its content type. Raises `CannotClean`."""
    try:
        with _drawing, warnings.catch_warnings(action="ignore"):
            return (_pdf(content) if kind == PDF else _picture(content, kind)), BECOMES[kind]
    except CannotClean:
        raise
    except Exception:  # noqa: BLE001  (libraries fail on damaged files in every way there is, and each means the same)
        raise CannotClean("The file could not be read as a whole.") from None


def _picture(content: bytes, kind: str) -> bytes:
    with Image.open(io.BytesIO(content), formats=_FORMATS[kind]) as found:
        if found.width * found.height > MOST_DOTS:
            raise CannotClean("The picture is too large to be drawn.")
        if getattr(found, "is_animated", False) and found.format != "MPO":
            raise CannotClean("The picture moves, and a copy would show its first moment alone.")
        upright = _in_srgb(ImageOps.exif_transpose(found))
        # A new picture of the same dots: nothing else of the old one comes along.
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
    into = io.BytesIO()
    if BECOMES[kind] == JPEG:
        (bare if bare.mode in ("L", "RGB") else bare.convert("RGB")).save(into, "JPEG", quality=QUALITY)
    elif kind == PNG:
        bare.save(into, "PNG")
    else:
        bare.save(into, "WEBP", quality=QUALITY, lossless=b"VP8L" in content[:64])
    return into.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the colours that every screen assumes, in one of the plain modes."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "L", "CMYK"):
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    if picture.mode in ("L", "RGB", "RGBA"):
        return picture.convert("RGBA") if "transparency" in picture.info else picture
    if picture.mode in ("1", "I;16", "I"):
        return picture.convert("L")
    return picture.convert("RGBA" if picture.mode in ("P", "PA", "LA", "La", "RGBa") else "RGB")


def _pdf(content: bytes) -> bytes:
    """The pages alone, copied into a new document."""
    reader, writer = PdfReader(io.BytesIO(content)), PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    for page in writer.pages:
        _without(page, _NOT_OF_A_PAGE)
        _notes(page)
    _without(writer.root_object, _NOT_PAGES)
    for held in writer._objects:
        # Each picture in it may carry its own.
        if isinstance(held, DictionaryObject):
            _without(held, ("/Metadata", "/PieceInfo"))
    writer.metadata = None
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


def _notes(page: DictionaryObject) -> None:
    """Keep what is noted on a page, without who wrote it and when."""
    kept = ArrayObject()
    for held in page.get("/Annots") or ():
        note = held.get_object()
        if note.get("/Subtype") not in _CARRIES_FILES:
            _without(note, _NOT_OF_A_NOTE if note.get("/Subtype") == "/Widget" else (*_NOT_OF_A_NOTE, "/T"))
            kept.append(held)
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept


def _without(found: DictionaryObject, names: tuple[str, ...]) -> None:
    for name in names:
        found.pop(NameObject(name), None)
