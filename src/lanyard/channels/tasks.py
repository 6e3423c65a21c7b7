"""What this room does by the clock and in the background."""

from __future__ import annotations

from django_tasks import task

from lanyard.kernel import schedule


@task()
def tell_families(pk: str) -> None:
    """Send the notices that a channel opened, changed hands or closed."""
    from lanyard.channels.actions import telling
    from lanyard.channels.queries import told

    telling.reach(told(pk))


@schedule.daily("02:20")
def check_links() -> int:
    """Look at night whether the websites link to the live channels."""
    from lanyard.channels.actions import links

    return links.check_links()


@schedule.daily("06:45")
def remind() -> int:
    """Remind of what ends, and tell whom a crash left out, before the daily email goes out."""
    from lanyard.channels.actions import minding, telling

    return minding.remind() + telling.finish()
