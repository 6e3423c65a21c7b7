"""Accessible PDFs of whatever people type: made by Typst, in the typeface of the pages and, where that has no letter,
in Noto. A sign that no typeface has is shown as an empty square. What is typed never stops a print.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
import manimgx_fonts
import manimgx_fonts_cjk
import typst
from fontTools.ttLib import TTCollection, TTFont

# Stands for a sign that can't be shown.
MISSING = "□"
_OWN = fontpkg_atkinson_hyperlegible.ROOT / "files"
_OTHERS = (Path(manimgx_fonts.__file__).parent, Path(manimgx_fonts_cjk.__file__).parent)
# Invisible, and not allowed or able to make a paper say something else than it holds.
_DROPPED = dict.fromkeys(map(ord, "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r\x0b\x0c"))
# Not in a typeface, and set all the same: what joins, parts and breaks.
_SET_ALWAYS = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060")
_UNUSED = frozenset({"Cc", "Cn", "Co", "Cs"})


def pdf(package: str, template: str, **given: Any) -> bytes:
    """A template of a package as a PDF that screen readers can follow (PDF/UA-1: tags, outline, title and language).

    What is given goes in as JSON, never as markup, so that nothing in it can be taken for a command.
    """
    with as_file(files(package) / template) as path:
        for shown in (_shown, _without_marks, _own_alone):
            inputs = {key: json.dumps(_every(value, shown), ensure_ascii=False) for key, value in given.items()}
            try:
                return typst.compile(path, font_paths=_fonts(), sys_inputs=inputs, pdf_standards="ua-1")
            except typst.TypstError as problem:
                # Signs that are each in some typeface, but together in none: a Latin letter with an Arabic mark.
                if "could not be displayed" not in str(problem) or shown is _own_alone:
                    raise
    raise AssertionError("The last way of showing has answered or raised.")


def _shown(text: str) -> str:
    """The text as it can be set: signs that no typeface has are replaced, invisible ones that mislead left out."""
    own = _covered_by(_OWN)
    # Most texts need no other typeface, and so no look into the others.
    return _only(text, lambda sign: ord(sign) in own or _has(sign))


def _without_marks(text: str) -> str:
    own, marks = _covered_by(_OWN), ("Mn", "Mc", "Me")
    return _only(text, lambda sign: ord(sign) in own or (_has(sign) and unicodedata.category(sign) not in marks))


def _own_alone(text: str) -> str:
    own = _covered_by(_OWN)
    return _only(text, lambda sign: ord(sign) in own)


def _only(text: str, has: Callable[[str], bool]) -> str:
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_DROPPED)
    if plain.isascii() and plain.replace("\n", " ").isprintable():
        return plain
    return "".join(sign if _is_set(sign, has) else MISSING for sign in plain)


def _has(sign: str) -> bool:
    return ord(sign) in _covered()


def _is_set(sign: str, has: Callable[[str], bool]) -> bool:
    if sign in _SET_ALWAYS or sign == MISSING:
        return True
    return unicodedata.category(sign) not in _UNUSED and has(sign)


def _every(value: Any, shown: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _every(one, shown) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_every(one, shown) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_OWN, *_OTHERS])


@cache
def _covered() -> frozenset[int]:
    return frozenset().union(*map(_covered_by, (_OWN, *_OTHERS)))


@cache
def _covered_by(folder: Path) -> frozenset[int]:
    """The signs that the typefaces of a folder have."""
    found: set[int] = set()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".ttf", ".otf"):
            with TTFont(path, lazy=True) as font:
                found |= font.getBestCmap().keys()
        elif path.suffix == ".ttc":
            with TTCollection(path, lazy=True) as several:
                found |= several[0].getBestCmap().keys()
    return frozenset(found)
