"""What the catalogue hangs on the house: its card on the first page, its link at the foot, its word in the audit."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lanyard.kernel.registry import Card, Figure, Group, PublicLink, can_do, public_links
from lanyard.platforms.queries import platforms
from lanyard.records import audit

_SAYS = N_("Minimum ages, where to get help, and who owns a web address.")


def cards(request: HttpRequest) -> Iterator[Card]:
    """The catalogue, for everybody."""
    yield Card(
        N_("Social media services"), _SAYS, reverse("platforms:platforms"), Group.ONLINE, 70,
        lambda number: Figure(str(number), "with their minimum ages"), platforms(),
    )  # fmt: skip


def links(request: HttpRequest) -> Iterator[PublicLink]:
    """The same, for anybody."""
    yield PublicLink(N_("Social media services"), _SAYS, reverse("platforms:platforms"), 70)


can_do.append(cards)
public_links.append(links)
audit.words["platforms:load"] = "Brought the catalogue of social media services up to date"
