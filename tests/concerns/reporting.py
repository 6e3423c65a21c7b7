"""Reporting as a browser does: a page is read, its form filled in and sent with everything that is hidden in it."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from lanyard.concerns.core.models import Concern
from lanyard.people.models import School


def soup(answer: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def written(answer: HttpResponse) -> dict[str, Any]:
    """What the page's form would send as it is, buttons left out."""
    form = soup(answer).find("main").find("form")
    found: dict[str, Any] = {}
    for one in form.find_all("input"):
        name, kind = one.get("name"), one.get("type")
        if not name or kind == "file" or (kind in ("radio", "checkbox") and not one.has_attr("checked")):
            continue
        found[name] = one.get("value", "on" if kind == "checkbox" else "")
    for one in form.find_all("textarea"):
        # A line break right after the opening tag is no part of what was written.
        found[one["name"]] = one.text.removeprefix("\r\n").removeprefix("\n")
    for one in form.find_all("select"):
        chosen = one.find("option", selected=True)
        found[one["name"]] = chosen["value"] if chosen else ""
    return found


class Reporter:
    """Somebody in front of a report page."""

    def __init__(self, school: School, path: str = "", client: Client | None = None) -> None:
        self.client = client or Client()
        self.address = f"/schools/{school.slug}/report/{path}"
        self.page = self.client.get(self.address)
        assert self.page.status_code == 200, self.page.status_code

    def send(self, go: str = "next", **typed: Any) -> HttpResponse:
        """Fill in the page, press a button, and look at the next."""
        self.page = self.client.post(self.address, {**written(self.page), "go": go, **typed}, follow=True)
        return self.page

    def report(self, *screens: dict[str, Any]) -> HttpResponse:
        """Go through the screens with what is typed on each."""
        for typed in screens:
            self.send(**typed)
        return self.page

    @property
    def code(self) -> str:
        """The code on the receipt; "" while there is none."""
        found = soup(self.page).find(attrs={"data-code": True})
        return found.text.strip() if found else ""

    @property
    def screen(self) -> str:
        return written(self.page).get("screen", "")

    def says(self, words: str) -> bool:
        return words in " ".join(soup(self.page).get_text(" ").split())


WHAT = {"account": "They wrote nasty things about Ash."}
ANONYMOUS = {"named": "anonymous"}


def report_publicly(school: School, kind: str = "bullying", **what: Any) -> Reporter:
    """Anonymously, through all three screens."""
    reporter = Reporter(school)
    reporter.report({"type": kind}, {**WHAT, **what}, ANONYMOUS)
    return reporter


def only_concern() -> Concern:
    return Concern.objects.select_related("report").get()
