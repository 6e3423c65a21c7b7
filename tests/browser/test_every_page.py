"""Every kind of page that every role can reach by links is open, accessible, no wider than the screen, and in words."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site, Visitor
from tests.browser.walk import EVERYBODY, Step, shapes, start_drafts, walk

WIDTHS = (1280, 768, 320)
# A page looks the same whichever database is behind it, and drawing is slow: on PostgreSQL pages are read, not drawn.
DRAWS = os.environ.get("LANYARD_TEST_DATABASE") != "postgres"
# What a page shows when code shines through: names with underscores, Python's words, unfilled templates.
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|^(?:None|True|False|nan)$|\{[{%]|\b1 (?:days|people|clauses|things|schools)\b")


@dataclass
class Checked:
    """What was found accessible: which routes, and the shapes of their pages. Axe is slow, and looks at each once."""

    routes: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)

    def has(self, step: Step) -> bool:
        """Whether a page of this route was drawn, and nothing on this one is of a shape that was on no page yet."""
        return step.route in self.routes and shapes(step.document) <= self.shapes

    def add(self, step: Step) -> None:
        self.routes.add(step.route)
        self.shapes |= shapes(step.document)


@pytest.fixture(scope="session")
def checked() -> Checked:
    return Checked()


@pytest.fixture(scope="session")
def drafts(browser: Browser, site: Site) -> None:
    start_drafts(browser, site)


@pytest.mark.usefixtures("drafts")
@pytest.mark.parametrize(("role", "place"), [("", ""), *EVERYBODY], ids=lambda value: value or "anybody")
def test_every_page_is_accessible_fits_every_screen_and_is_in_words(visit, checked, role, place):
    visitor = visit(role, at=place, width=320)
    problems, pages = [], 0
    for step in walk(visitor.page.context, visitor.site.url):
        pages += 1
        problems += [f"{step.path}: {problem}" for problem in in_words(step)]
        if not DRAWS or step.status != 200 or checked.has(step):
            continue
        problems += [f"{step.path}: {problem}" for problem in drawn(visitor, step)]
        checked.add(step)
    assert not problems, "\n".join(problems)
    assert pages >= 8


def in_words(step: Step) -> list[str]:
    """What is wrong with the page's answer, its title, its headings or its words."""
    problems = [] if step.status == 200 else [f"answers {step.status}"]
    title = step.document.findtext(".//title").strip()
    if not re.fullmatch(r"\S.* – Lanyard", title) or title.startswith("Lanyard"):
        problems.append(f"is titled “{title}”")
    if (count := len(step.document.findall(".//h1"))) != 1:
        problems.append(f"has {count} h1")
    shown = step.document.xpath("//main//text()[not(ancestor::code or ancestor::script or ancestor::template)]")
    problems += sorted({f"shows “{found.group()}”" for text in shown if (found := CODE.search(text.strip()))})
    return problems


def drawn(visitor: Visitor, step: Step) -> list[str]:
    """What is wrong with the page as a browser draws it, from a wide screen to a phone."""
    visitor.goto(step.path)
    problems = []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        if visitor.scrolls_sideways():
            problems.append(f"is wider than {width} pixels")
    return problems + visitor.violations()
