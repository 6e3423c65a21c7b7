"""The first run, taken step by step as somebody at a browser does."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from lanyard.firstrun.actions.opening import print_address
from lanyard.firstrun.models import FirstRun

POLICY = """# Social media policy

Next review: September 2027

Approved by the board.

## 1 Aims

1.1 This policy keeps children and staff safe wherever social media is used.
1.2 The Headteacher is responsible for it. Governors review it once a year.

## 2 Staff use

2.1 Staff must keep their own accounts private.
2.2 Staff must sign the acceptable use policy before they use the school's devices.
2.3 Staff must not be friends with pupils online.

## 3 Children's use

3.1 Children must not use social media during the school day.
3.2 Children will be taught to use it safely.
"""
TRUST = {
    "name": "Old Quay Trust",
    "website": "",
    "school": "Old Quay Juniors",
    "phases": ["junior"],
    "domains": "@oldquay.example.sch.uk",
    "school_website": "https://oldquay.example.org",
}
ADMINISTRATOR, HEAD, DSL = "admin@oldquay.example.sch.uk", "head@oldquay.example.sch.uk", "dsl@oldquay.example.sch.uk"
CHAIR = "chair@oldquay.example.sch.uk"
MAIL = {
    "host": "127.0.0.1",
    "security": "plain",
    "user": "",
    "password": "",
    "sender": "lanyard@oldquay.example.sch.uk",
}


def somebody(role: str, given: str = "", family: str = "", email: str = "") -> dict[str, str]:
    """The three fields of one role."""
    return {f"{role}_given": given, f"{role}_family": family, f"{role}_email": email}


AT_TRUST = {
    **somebody("trust_administrator", "Ada", "Adminton", ADMINISTRATOR),
    **somebody("executive_headteacher", "Hal", "Headley", HEAD),
    **somebody("chair_of_trustees", "Cy", "Chairman", CHAIR),
}
AT_SCHOOL = {
    **somebody("headteacher", email=HEAD.upper()),
    **somebody("dsl", "Di", "Safely", DSL),
}
APPROVED = {"approved": "yes", "meeting_on": "10/09/2026", "first_day": "14/09/2026"}


def printed(now: datetime) -> str:
    """The address as it is printed, without the part before the path."""
    return f"/first-run/open/{print_address(now=now)}/"


def opened(now: datetime) -> Client:
    """A browser that has opened the printed address."""
    client = Client()
    address = printed(now)
    assert client.get(address).status_code == 200
    answer = client.post(address)
    assert answer.status_code == 302 and answer["Location"] == "/first-run/"
    return client


def places(client: Client, **more: object) -> HttpResponse:
    return client.post("/first-run/trust/", {**TRUST, **more})


def people(client: Client, at: str = "", **more: str) -> HttpResponse:
    said = AT_SCHOOL if at else AT_TRUST
    return client.post(f"/first-run/people/{at}/" if at else "/first-run/people/", {**said, **more})


def document(text: str = POLICY, name: str = "policy.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def version() -> int:
    return FirstRun.objects.get(is_open=True).edition.version


def confirm(client: Client, **more: str) -> HttpResponse:
    return client.post("/first-run/clauses/", {"version": version(), **APPROVED, **more})


def up_to_email(client: Client) -> None:
    """All that comes before email, with one school."""
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    client.post("/first-run/policy/", {"document": document()})
    confirm(client)


def code_in(email: str) -> str:
    """The code stands on a line of its own."""
    return re.search(r"^(\d{6})\r?$", email, re.MULTILINE).group(1)


def text_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())
