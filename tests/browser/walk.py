"""Walks the site by following links: one page of each kind (route) that a person can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

import requests
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import Browser, BrowserContext

from lanyard.people.choices import Kind, Role
from tests.browser.site import Site, Visitor

TRUST, SALTMARSH, OLD_QUAY = "Harbour Light Trust", "Saltmarsh Primary", "Old Quay Juniors"
# Saltmarsh lost its deputy; these are of the trust.
_ELSEWHERE = {
    Role.EXECUTIVE_HEADTEACHER: TRUST,
    Role.CHAIR_OF_TRUSTEES: TRUST,
    Role.TRUST_ADMINISTRATOR: TRUST,
    Role.DATA_PROTECTION_LEAD: TRUST,
    Role.DEPUTY_DSL: OLD_QUAY,
}
# Every role there is, and those without one, each with the place where the demonstration has somebody.
EVERYBODY = [
    *((role.label, _ELSEWHERE.get(role, SALTMARSH)) for role in Role),
    (Kind.TEACHER.label, SALTMARSH),
    (Kind.PARENT.label, SALTMARSH),
]


@dataclass(frozen=True)
class Step:
    """A page that a link led to: `route` is its pattern of addresses, `name` that route's name."""

    path: str
    route: str
    name: str
    status: int
    document: html.HtmlElement


def start_drafts(browser: Browser, site: Site) -> None:
    """Draft the trust's next edition and Saltmarsh's own words, whose pages nobody could reach before."""
    for role, at, path, button in (
        (Role.EXECUTIVE_HEADTEACHER, TRUST, "/trusts/harbour-light/policy/editions/", "Start from the model policy"),
        (Role.HEADTEACHER, SALTMARSH, "/schools/saltmarsh-primary/policy/editions/", "Draft the school’s own words"),
    ):
        with browser.new_context(base_url=site.url) as context:
            visitor = Visitor(context.new_page(), site)
            visitor.sign_in(role.label, at)
            visitor.goto(path)
            visitor.press(button)


def walk(context: BrowserContext, base: str) -> Iterator[Step]:
    """Every kind of page that links lead to from the first page, read with the browser's cookies but not drawn."""
    seen: set[str] = set()
    found, waiting = {"/"}, ["/"]
    with requests.Session() as session:
        # Asking by the browser itself takes twice as long as the site needs to answer.
        session.cookies.update({cookie["name"]: cookie["value"] for cookie in context.cookies()})
        while waiting:
            path = waiting.pop(0)
            try:
                match = resolve(urlsplit(path).path)
            except Resolver404:
                continue
            if match.route in seen:
                continue
            seen.add(match.route)
            answer = session.get(base + path, timeout=30)
            # Files are no pages.
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            step = Step(path, match.route, match.view_name, answer.status_code, html.document_fromstring(answer.text))
            yield step
            links = [link for link in _links(step.document) if link not in found]
            found.update(links)
            waiting += links


def _links(document: html.HtmlElement) -> list[str]:
    found = (str(link) for link in document.xpath("//body//a/@href"))
    return [link.partition("#")[0] for link in found if link.startswith("/")]


def shapes(document: html.HtmlElement) -> set[str]:
    """What the page is made of, whatever words are in it: each element within those around it, and what follows each
    heading. A page of shapes that were all checked before has nothing new to find."""
    found = set()
    for element in document.find("body").iter(html.etree.Element):
        names = " ".join(sorted(f"{name}={value}" for name, value in element.attrib.items() if name in _TELLING))
        around = " ".join(ancestor.tag for ancestor in element.iterancestors())
        found.add(f"{element.tag} {names} in {around}")
    headings = [element.tag for element in document.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return found | {f"{first} then {second}" for first, second in pairwise(headings)}


_TELLING = ("class", "role", "type", "scope", "hidden", "open", "aria-current", "aria-invalid")
