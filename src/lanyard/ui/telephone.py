"""Telephone numbers in a text, as what one can press to ring them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# As people write them here: emergency and help numbers alone, else from 0 or + on with 8 digits at least. A date, a
# time or a reference is none.
_SHORT = r"(?<![\w+/:.,-])(?:999|112|101|111|18000)(?![\w/:]|[.,-]\d)"
_LONG = r"(?<![\w+/:.])(?:\+\d|0)(?:[ \u00a0()-]{0,2}\d){7,13}(?![\w/:]|[.,-]\d)"
_NUMBER = re.compile(f"{_LONG}|{_SHORT}")


def with_links(text: str) -> SafeString:
    """The text, with each telephone number in it as a link that rings it. The rest is escaped as it stands."""
    return format_html_join("", "{}", ((part,) for part in _parts(text)))


def address_of(number: str) -> str:
    """The address that rings a number: "+44 (0)20 7946 0000" is tel:+442079460000."""
    without = re.sub(r"\(0\)", "", number) if number.lstrip().startswith("+") else number
    digits = re.sub(r"\D", "", without)
    return f"tel:+{digits}" if number.lstrip().startswith("+") else f"tel:{digits}"


def _parts(text: str) -> Iterator[str | SafeString]:
    at = 0
    for found in _NUMBER.finditer(text):
        yield text[at : found.start()]
        yield format_html('<a class="ly-phone" href="{}">{}</a>', address_of(found[0]), found[0])
        at = found.end()
    yield text[at:]
