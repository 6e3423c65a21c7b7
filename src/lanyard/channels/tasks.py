"""What this room does by the clock."""

from lanyard.channels.actions import links
from lanyard.ui import schedule


@schedule.daily("02:20")
def check_links() -> int:
    """Look at night whether the websites link to the live channels."""
    return links.check_links()
