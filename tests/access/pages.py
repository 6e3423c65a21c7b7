"""Every page of the site, its address, and somebody who may open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from lanyard.kernel import gate
from lanyard.people.models import School, Trust
from tests.access.samples import SAMPLES
from tests.access.world import Access, Somebody


@dataclass(frozen=True)
class Page:
    """One route: its name with its room, the view, and what its address names."""

    name: str
    pattern: URLPattern
    kwargs: tuple[str, ...]

    @property
    def access(self) -> gate.Access:
        return self.pattern.callback.access

    @property
    def place(self) -> str:
        return next((name for name in ("school", "trust") if name in self.kwargs), "")

    def address(self, place: School | Trust, user: Any) -> str:
        """The address of the page at the place, with something real in every other placeholder."""
        return reverse(self.name, kwargs={name: self.sample(name)(place, user) for name in self.kwargs})

    @property
    def room(self) -> str:
        return self.name.partition(":")[0]

    def sample(self, name: str) -> Any:
        return SAMPLES.get(f"{self.room}:{name}") or SAMPLES[name]


def all_pages() -> list[Page]:
    """Every route of the site."""
    return list(_pages(get_resolver().url_patterns, ""))


def _pages(patterns: list, room: str) -> Iterator[Page]:
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield Page(room + entry.name, entry, tuple(entry.pattern.converters))
        else:
            yield from _pages(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else room)


PAGES = all_pages()


def who_may(access: Access, page: Page) -> Somebody:
    """Somebody whom the table lets in; who has more to do with a school is tried first."""
    if page.access.kind != "needs":
        return next(somebody for somebody in access.everybody if somebody.role == "staff")
    roles = gate.table[page.access.permission].roles
    place = access.trust if page.place == "trust" else access.school
    return next(somebody for somebody in access.everybody if somebody.role in roles and somebody.reaches(place))
