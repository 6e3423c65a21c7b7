"""Looking whether a school's website links to its live channels (OFF3)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.channels import fetching
from lanyard.channels.actions.common import note
from lanyard.channels.choices import State
from lanyard.channels.models import Channel, LinkCheck

BY = "system:link-check"


def check_link(channel: Channel, *, allow_loopback: bool = False) -> LinkCheck:
    """Look at the website now. What can't be read is kept as a code."""
    found, problem = _look(channel, allow_loopback)
    with transaction.atomic():
        seen = {"at": timezone.now(), "found": found, "problem": problem}
        made, _ = LinkCheck.objects.update_or_create(channel=channel, defaults=seen)
        note("check-link", channel, BY, found=found)
    return made


def check_links() -> int:
    """The same for every live channel; answers how many were looked at."""
    live = Channel.objects.filter(state=State.LIVE).exclude(url="").select_related("school", "trust")
    return sum(1 for channel in live if check_link(channel))


def _look(channel: Channel, allow_loopback: bool) -> tuple[bool, str]:
    website = channel.place.website
    if not website:
        return False, "no_website"
    try:
        page = fetching.read_page(website, allow_loopback=allow_loopback)
    except fetching.CannotFetch as problem:
        return False, str(problem)
    return fetching.links_to(page, website, channel.url), ""
