"""The smallest sound files of each kind, built by hand."""

import struct
import zlib


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*extra: bytes) -> bytes:
    """A PNG of one grey dot, with other chunks before its picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*extra: bytes) -> bytes:
    """The frame of a JPEG, with other segments in it; its picture data is noise, which no check looks at."""
    first = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    return (
        b"\xff\xd8" + first + b"".join(extra) + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34\xff\0\x56" + b"\xff\xd9"
    )


def webp() -> bytes:
    """The frame of a WebP."""
    content = b"WEBPVP8L" + struct.pack("<I", 10) + b"\x2f\0\0\0\0\x88\x88\x08\0\0"
    return b"RIFF" + struct.pack("<I", len(content)) + content
