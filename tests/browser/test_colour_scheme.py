"""Pages are dark when the device asks for it, whatever stands on them; paper is always light."""

from __future__ import annotations

import pytest

SALTMARSH = "Saltmarsh Primary"
# How bright the page's own ground is, from 0 to 255.
GROUND = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 3"


@pytest.mark.parametrize("path", ["/", "/demonstration/", "/schools/saltmarsh-primary/report/child/"])
def test_a_page_is_dark_where_the_device_asks_for_it_and_paper_is_light(visit, path):
    page = visit().page
    page.goto(path)
    grounds = {}
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            page.emulate_media(color_scheme=scheme, media=media)
            grounds[scheme, media] = page.evaluate(GROUND)

    assert grounds.pop(("dark", "screen")) < 40
    assert set(grounds.values()) == {255}


def test_errors_can_be_read_in_the_dark(visit):
    visitor = visit("Headteacher", at=SALTMARSH)
    visitor.goto("/schools/saltmarsh-primary/people/add/")
    visitor.press("Add to the register")

    assert visitor.page.locator(".govuk-error-summary").is_visible()
    assert visitor.violations() == []
