"""Which section of the how-to guides each page links to as “Help”. Rooms add theirs when the application starts."""

from __future__ import annotations

# The name of a route, with its room -> the guide and its heading, as in "headteacher#make-a-statement".
sections: dict[str, str] = {}


def add(room: str, guide: str, **headings: str) -> None:
    """Link pages of a room to a guide: for each heading, with `_` for `-`, the names of routes divided by spaces."""
    for heading, names in headings.items():
        for name in names.split():
            sections[f"{room}:{name}"] = f"{guide}#{heading.replace('_', '-')}"
