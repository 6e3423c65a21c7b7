"""A language in which what is translated stands between ⟦ and ⟧, so that words outside of them give themselves away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import Comment, Doctype
from django.utils.translation import trans_real

from tools import catalogues

BEGIN, END = "⟦", "⟧"
CODE = "pl"
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://\S+")
# Attributes that people read or hear.
_READ = ("title", "alt", "aria-label", "aria-description", "placeholder", "data-copied", "data-not-copied", "data-over")
_NOT_READ = {"script", "style", "template"}


@cache
def _known() -> frozenset[tuple[str, str | None]]:
    found = set()
    for message, context in catalogues.messages():
        found |= {(each, context) for each in (message if isinstance(message, tuple) else (message,))}
    return frozenset(found)


class Pseudo:
    """Stands where Django keeps the catalogue of a language. Django's own messages count as not translated."""

    def language(self) -> str:
        return CODE

    to_language = language

    def gettext(self, message: str) -> str:
        context, is_with_context, words = message.rpartition(trans_real.CONTEXT_SEPARATOR)
        known = (words, context if is_with_context else None) in _known()
        return f"{BEGIN}{words}{END}" if known else message

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polish is this language until the test ends."""
    monkeypatch.setitem(trans_real._translations, CODE, Pseudo())


def untranslated(page: BeautifulSoup, names: Iterable[str]) -> list[str]:
    """What people read on the page that is in no catalogue. `names` are names of things, which stay as they are."""
    found: list[str] = []
    depth = 0
    for node in page.descendants:
        if isinstance(node, NavigableString):
            shown = "" if _is_silent(node) else str(node)
            left, depth = _outside(str(node), depth)
            found += [left] if shown and _has_words(left, names) else []
        elif isinstance(node, Tag) and not _is_other(node):
            found += [said for said in _attributes(node) if _has_words(_outside(said, 0)[0], names)]
    assert depth == 0, "a translation begins on the page and never ends"
    return [" ".join(each.split()) for each in found]


def _attributes(node: Tag) -> Iterator[str]:
    yield from (node[name] for name in _READ if node.get(name))
    if node.name == "input" and node.get("type") in ("submit", "button"):
        yield node.get("value", "")


def _outside(text: str, depth: int) -> tuple[str, int]:
    """What stands outside of the marks; and how many of them are open at the end."""
    left = ""
    for letter in text:
        depth += (letter == BEGIN) - (letter == END)
        left += letter if depth == 0 and letter != END else ""
    return left, depth


def _has_words(text: str, names: Iterable[str]) -> bool:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return bool(_WORD.search(_ADDRESS.sub(" ", text)))


def _is_silent(node: NavigableString) -> bool:
    return isinstance(node, Comment | Doctype) or _is_other(node) or any(one.name in _NOT_READ for one in node.parents)


def _is_other(node: PageElement) -> bool:
    """Whether it says itself that it is in another language, or as somebody wrote it; or is a code."""
    return any(
        (one.name != "html" and one.get("lang") not in (None, CODE))
        or one.get("dir") == "auto"
        or one.has_attr("data-code")
        for one in (node, *node.parents)
        if isinstance(one, Tag)
    )
