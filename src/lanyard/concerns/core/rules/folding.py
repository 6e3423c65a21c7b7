"""Texts as names in them are compared: in small letters, without accents. Pure."""

from __future__ import annotations

import unicodedata

_TYPED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe",
                        "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i"})  # fmt: skip


def folded(text: str) -> str:
    """The text in small letters and without accents, as names are compared."""
    return without_accents(text, small=True)[0]


def without_accents(text: str, *, small: bool) -> tuple[str, list[int]]:
    """The text without accents, in small letters if asked, and for each sign of it the place where it stood."""
    signs, places = [], []
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFKD", sign).translate(_TYPED)
        for one in plain.casefold() if small else plain:
            if not unicodedata.combining(one):
                signs.append(one)
                places.append(place)
    return "".join(signs), places
