"""Pictures that tell too much, made for tests: each holds these words, place and numbers beside what it shows."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.actions import JavaScript

TELLS = ("Nell Fisher", "SN-4711-2209", "iPhone of Nell", "2026:11:20", "53.4808")
WIDTH, HEIGHT = 60, 40


def drawn() -> Image.Image:
    """Red to the left, blue to the right."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "blue")
    picture.paste("red", (0, 0, WIDTH // 2, HEIGHT))
    return picture


def _exif(turned: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F], exif[0x0110], exif[0x013B] = "iPhone of Nell", "iPhone of Nell", "Nell Fisher"
    exif[0x0132] = "2026:11:20 17:03:11"
    inner = exif.get_ifd(0x8769)
    inner[0xA431], inner[0x9003], inner[0x9286] = "SN-4711-2209", "2026:11:20 17:03:11", b"ASCII\0\0\0Nell Fisher"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (53.0, 28.0, 50.88), "W", (2.0, 14.0, 33.0)
    return exif


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Nell Fisher 53.4808 SN-4711-2209</x:xmpmeta>'


def jpeg(turned: int = 1) -> bytes:
    into = io.BytesIO()
    drawn().save(into, "JPEG", quality=95, exif=_exif(turned), comment=b"Nell Fisher", xmp=XMP)
    return into.getvalue() + b"SEFT behind the end: Nell Fisher 53.4808"


def png() -> bytes:
    into, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Author", "Nell Fisher")
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    told.add_text("Comment", "SN-4711-2209 53.4808", zip=True)
    drawn().save(into, "PNG", pnginfo=told, exif=_exif(1))
    return into.getvalue()


def webp() -> bytes:
    into = io.BytesIO()
    drawn().save(into, "WEBP", lossless=True, exif=_exif(1), xmp=XMP)
    return into.getvalue()


def heic() -> bytes:
    into = io.BytesIO()
    drawn().save(into, "HEIF", quality=95, exif=_exif(1), xmp=XMP)
    return into.getvalue()


def pdf() -> bytes:
    into, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Nell Fisher", "/Title": "iPhone of Nell", "/CreationDate": "D:20261120"})
    writer.add_attachment("Nell Fisher.txt", b"SN-4711-2209")
    writer.add_open_action(JavaScript("app.alert('Nell Fisher')"))
    writer.write(into)
    return into.getvalue()
