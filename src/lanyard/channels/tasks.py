"""What this room does by the clock."""

from __future__ import annotations

from lanyard.channels.actions import links, minding, news
from lanyard.kernel import schedule


@schedule.daily("02:20")
def check_links() -> int:
    """Look at night whether the websites link to the live channels."""
    return links.check_links()


@schedule.daily("06:45")
def remind() -> int:
    """Remind of what ends, and tell whom a crash left out, before the daily email goes out."""
    return minding.remind() + news.finish()
