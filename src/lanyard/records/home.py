"""What this room adds to the list of all pages."""

from __future__ import annotations

from lanyard.kernel.registry import Group, PlacedPage, placed_pages
from lanyard.records.queries import READ_AUDIT

placed_pages.append(
    PlacedPage(
        key="audit",
        title="What was done",
        says="Every change, and who opened protected information.",
        permission=READ_AUDIT,
        group=Group.PEOPLE,
        order=80,
        school="records:audit-school",
        trust="records:audit-trust",
        covers=True,
    )
)
