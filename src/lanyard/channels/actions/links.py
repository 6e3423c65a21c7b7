"""Looking whether a school's website links to its live channels (OFF3)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.channels import fetching
from lanyard.channels.actions.common import note
from lanyard.channels.choices import State
from lanyard.channels.models import Channel, LinkCheck

BY = "system:link-check"


def check_links(*, allow_loopback: bool = False) -> int:
    """Look now for every live channel, each website read once. Returns how many channels were looked at.

    What can't be read is kept as a code.
    """
    live = Channel.objects.filter(state=State.LIVE).exclude(url="").select_related("school", "trust")
    seen: dict[str, tuple[list[str], str]] = {}
    for channel in live:
        website = channel.place.website
        if website not in seen:
            seen[website] = _look(website, allow_loopback)
        _keep(channel, *seen[website])
    return len(live)


def _look(website: str, allow_loopback: bool) -> tuple[list[str], str]:
    """The links on a website, or why there are none."""
    if not website:
        return [], "no_website"
    try:
        page = fetching.read_page(website, allow_loopback=allow_loopback)
    except fetching.CannotFetch as problem:
        return [], str(problem)
    return fetching.links_on(page, website), ""


@transaction.atomic
def _keep(channel: Channel, links: list[str], problem: str) -> None:
    found = fetching.has_link(links, channel.url)
    seen = {"at": timezone.now(), "found": found, "problem": problem}
    LinkCheck.objects.update_or_create(channel=channel, defaults=seen)
    note("check-link", channel, BY, found=found)
