"""Every telephone number can be pressed to ring it; nothing else is taken for one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.models import Agency
from lanyard.ui.telephone import with_links

TEMPLATES = Path(__file__).parents[2] / "src" / "lanyard"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("0800 1111", ["tel:08001111"]),
        ("ring 999 first.", ["tel:999"]),
        ("03000 41 16 50 (option 2)", ["tel:03000411650"]),
        ("+44 (0)20 7946 0000", ["tel:+442079460000"]),
        ("(01622) 690690 or 101", ["tel:01622690690", "tel:101"]),
        ("0300 123 1231, 0808 800 5000", ["tel:03001231231", "tel:08088005000"]),
        ("For example, 24/11/2026", []),
        ("About 15:30, or 09:00", []),
        ("K7Q-999", []),
        ("https://www.example.org/0123456789", []),
        ("1,999 children in 2026", []),
        ("", []),
    ],
)
def test_each_number_in_a_text_rings_and_nothing_else_does(text, addresses):
    assert re.findall(r'href="([^"]*)"', with_links(text)) == addresses
    assert re.sub(r"<[^>]*>", "", with_links(text)) == text.replace("(01622)", "(01622)")


def test_what_stands_around_it_is_escaped():
    shown = Template("{{ text|tel }}").render(Context({"text": "<b>0800 1111</b>"}))
    assert shown == '&lt;b&gt;<a class="ly-phone" href="tel:08001111">0800 1111</a>&lt;/b&gt;'


@given(st.text())
def test_no_text_becomes_markup_but_for_the_links(text):
    without = re.sub(r'<a class="ly-phone" href="tel:\+?\d+">|</a>', "", with_links(text))
    assert "<" not in without and '"' not in without


def test_no_template_shows_a_number_that_cannot_be_pressed():
    """A number in a template goes through the filter, or is a link."""
    number = re.compile(r"(?<![\w:\"])(?:999|0800 ?\d+)(?!\w)")
    found = [
        f"{path.name}: {line.strip()}"
        for path in TEMPLATES.rglob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if number.search(line) and "|tel" not in line and "tel:" not in line
    ]
    assert found == []


@pytest.mark.django_db
def test_the_agencies_are_rung_from_their_page(cast, client_for):
    Agency.objects.create(
        key="front", name="Front Door", for_what="A child at risk", who_may_use=["staff"], region="Kent",
        phone="03000 41 11 11", phone_out_of_hours="03000 41 91 91", read_in="x", checked="2026-11-22",
    )  # fmt: skip
    shown = client_for(cast.teacher).get(f"/schools/{cast.old_quay.slug}/who-to-ask/").content.decode()

    assert 'href="tel:03000411111"' in shown and 'href="tel:03000419191"' in shown and 'href="tel:999"' in shown
