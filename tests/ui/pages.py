"""What the tests of this room share: drawing a piece of template, and reading the page that comes out."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.template import engines
from django.test import RequestFactory


def draw(template: str, *, path: str = "/", **context: object) -> BeautifulSoup:
    """Draw a template with the room's tags at hand, as on the page at `path`."""
    html = engines["django"].from_string(template).render(context, RequestFactory().get(path))
    return read(html)


def read(html: str) -> BeautifulSoup:
    """A page, ready to be asked."""
    return BeautifulSoup(html, "html.parser")


def text(element: object) -> str:
    """The words of an element with single spaces between them."""
    return " ".join(element.get_text(" ").split())
