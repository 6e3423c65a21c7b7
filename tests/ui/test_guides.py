"""Help in place: every guide can be read, and every page's link leads to a section that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import get_resolver, reverse

from lanyard.kernel import help
from lanyard.ui.guides import anchor_of, guides

DOCS = Path(__file__).parents[2] / "docs" / "how-to"


def names_of_routes():
    """Each route with its room, as pages are named."""
    for room in get_resolver().url_patterns:
        for entry in getattr(room, "url_patterns", ()):
            yield f"{getattr(room, 'namespace', None)}:{entry.name}"


@pytest.mark.parametrize("route", sorted(help.sections))
def test_the_section_a_page_links_to_is_there(route):
    guide, _, anchor = help.sections[route].partition("#")

    assert anchor in guides()[guide].anchors


def test_each_page_that_links_to_a_section_is_a_page():
    assert set(help.sections) - set(names_of_routes()) == set()
    assert len(help.sections) > 100


def test_all_guides_of_the_documents_are_in_the_product():
    assert set(guides()) == {path.stem for path in DOCS.glob("*.md")}


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(guides()))
def test_each_guide_can_be_read_and_its_links_lead_somewhere(client, key):
    page = BeautifulSoup(client.get(reverse("ui:guide", args=[key])).content, "html.parser").find("main")

    assert page.find("h1").text == guides()[key].title
    assert not re.search(r"\*\*|\]\(|^#", page.get_text(), re.MULTILINE)
    for link in page.find_all("a"):
        path, _, anchor = link["href"].partition("#")
        if path.startswith("https://"):
            continue
        shown = path.removeprefix("/help/").strip("/") or key
        assert path in ("", "/help/") or shown in guides(), link
        assert not anchor or anchor in guides()[shown].anchors, link


@pytest.mark.django_db
def test_a_guide_that_is_not_there_is_not_found(client):
    assert client.get("/help/nothing/").status_code == 404


@pytest.mark.django_db
def test_a_page_links_to_its_own_section_and_another_to_all_guides(cast, client_for):
    client = client_for(cast.headteacher)
    own = client.get(reverse("training:counts", args=[cast.old_quay.slug])).content.decode()

    assert '/help/headteacher/#look-after-signatures">Help<' in own
    assert 'href="/help/">Help<' in client.get(reverse("ui:search")).content.decode()


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Your school's own words, and reviews", "your-schools-own-words-and-reviews"),
        ("See who (chairs)", "see-who-chairs"),
    ],
)
def test_anchors_are_those_that_the_documents_use_among_themselves(title, anchor):
    assert anchor_of(title) == anchor


def test_nothing_in_a_guide_is_taken_for_markup():
    assert "<script" not in "".join(guide.text for guide in guides().values())
