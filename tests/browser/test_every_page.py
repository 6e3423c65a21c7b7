"""Every page that every role can reach, by following links: no axe violation, and nothing wider than a phone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.browser.site import Visitor

WHO = [
    ("", ""),
    ("Executive headteacher", "Harbour Light Trust"),
    ("Chair of trustees", "Harbour Light Trust"),
    ("Trust administrator", "Harbour Light Trust"),
    ("Data protection lead", "Harbour Light Trust"),
    ("Headteacher", "Saltmarsh Primary"),
    ("Designated safeguarding lead", "Old Quay Juniors"),
    ("Deputy DSL", "Old Quay Juniors"),
    ("Leadership team", "Saltmarsh Primary"),
    ("Line manager", "Saltmarsh Primary"),
    ("Chair of governors", "Saltmarsh Primary"),
    ("Governor", "Saltmarsh Primary"),
    ("Channel operator", "Saltmarsh Primary"),
    ("Moderator", "Saltmarsh Primary"),
    ("IT lead", "Saltmarsh Primary"),
    ("Teacher", "Saltmarsh Primary"),
    ("Parent or carer", "Saltmarsh Primary"),
]
# Files, and pages that end the visit.
NOT_PAGES = {"text-pdf", "edition-pdf", "account_logout", "health"}


@pytest.mark.parametrize(("role", "place"), WHO, ids=[role or "anybody" for role, _ in WHO])
def test_every_page_is_accessible_and_fits_a_phone(visit, role, place):
    visitor = visit(role, at=place, width=320)
    problems, seen = [], set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        name = route_of(path)
        if name is None or name in seen:
            continue
        seen.add(name)
        visitor.goto(path)
        problems += [f"{path}: {violation}" for violation in visitor.violations()]
        if visitor.scrolls_sideways():
            problems.append(f"{path} is wider than a phone")
        waiting += links_on(visitor)
    assert not problems, "\n".join(problems)
    assert len(seen) >= 4


def route_of(path: str) -> str | None:
    """The name of the page's route; None for what isn't a page of ours."""
    try:
        name = resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None
    return None if name in NOT_PAGES else name


def links_on(visitor: Visitor) -> list[str]:
    """Addresses of our own pages that this page links to."""
    found = visitor.page.eval_on_selector_all("main a[href], nav a[href], footer a[href]", "as => as.map(a => a.href)")
    own = [link for link in found if link.startswith(visitor.site.url)]
    return [link.removeprefix(visitor.site.url).partition("#")[0] for link in own]
