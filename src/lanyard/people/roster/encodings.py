"""Turns the bytes of a file into text, and never guesses in silence: what is not certain is told, or refused."""

from __future__ import annotations

import re
import unicodedata

from lanyard.people.roster.model import RosterError

MAX_BYTES = 60 * 1024 * 1024
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
AS_UTF8 = "Save it as “CSV UTF-8” and try again."
AGAIN = "Export it again."
# UTF-8 that was once taken for Windows-1252 and saved again: «Ã«» for «ë».
TWICE = re.compile("\u00c3[\u0080-\u00bf\u0152-\u2122]|\u00e2\u20ac[\u0080-\u2122]")
WORD = re.compile(r"[^,;\t\r\n\"]*[^\x00-\x7f][^,;\t\r\n\"]*")
# What may stand beside letters in a file of names: quotation marks, dashes, ordinals, currency, the hard space.
PLAIN_MARKS = frozenset("‘’“”–—…£€°ºª·«»½¼¾©®´¨\xa0")
SHOWN = 3
# Fewer letters than these say nothing about how wide they are.
SHORTEST = 8


def decode(data: bytes, name: str) -> tuple[str, list[str]]:
    """The text, and what has to be said about how it was read. Raises `RosterError`.

    UTF-8 with or without a mark and UTF-16 are certain. Windows-1252 is what Excel writes as plain «CSV»: it is taken
    when everything in it makes sense, and told with names to look at.
    """
    if len(data) > MAX_BYTES:
        raise RosterError(f"{name} is bigger than {MAX_BYTES // 1024 // 1024} MB. Import one school at a time.")
    text, notes = _text(data, name)
    if "\0" in text:
        raise RosterError(f"{name} is not a CSV file. {AS_UTF8}")
    if not text.strip():
        raise RosterError(f"{name} is empty.")
    if "\ufffd" in text:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise RosterError(f"{name} has a letter on line {line} that was lost when it was saved. {AGAIN}")
    if found := TWICE.search(text):
        line = text[: found.start()].count("\n") + 1
        raise RosterError(f"{name} has letters on line {line} that were saved wrongly (such as “Ã«” for “ë”). {AGAIN}")
    return text, notes


def _text(data: bytes, name: str) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                raise RosterError(f"{name} begins as {encoding[:6].upper()} and does not go on so. {AS_UTF8}") from None
    if wide := _wide(data):
        return data.decode(wide, errors="replace"), [f"The file was read as {wide.upper()}: it does not say so itself."]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as bad:
        return _windows(data, name, bad.start)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of the first lines is nothing."""
    start = data[:200]
    half = len(start) // 2
    if half >= SHORTEST and not len(data) % 2:
        if start[1::2].count(0) > half * 0.8:
            return "utf-16-le"
        if start[::2].count(0) > half * 0.8:
            return "utf-16-be"
    return ""


def _windows(data: bytes, name: str, at: int) -> tuple[str, list[str]]:
    line = data[:at].count(b"\n") + 1
    # Several bytes that are UTF-8 beside one that is not: a mixture, in which no one reading is right.
    whole = sum(ord(c) > 0xFF for c in data.decode("utf-8", errors="ignore"))
    if whole or re.search(rb"[\xc3-\xc5][\x80-\xbf]", data):
        raise RosterError(f"{name} is partly UTF-8 and partly not, from line {line} on. {AS_UTF8}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        says = f"{name} is not a CSV file, or its letters can't be read from line {line} on. {AS_UTF8}"
        raise RosterError(says) from None
    for c in set(text) - PLAIN_MARKS:
        if ord(c) > 0x7F and not unicodedata.category(c).startswith("L"):
            raise RosterError(f"We can’t be sure of the letters in {name} from line {line}. {AS_UTF8}")
    words = list(dict.fromkeys(word.strip() for word in WORD.findall(text)))[:SHOWN]
    shown = ", ".join(f"“{word[:40]}”" for word in words)
    return text, [f"The file is not UTF-8 and was read as Windows-1252. Check that these are right: {shown}."]
