"""Concerns that somebody already deals with, and buttons pressed as on their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from lanyard.concerns.casework.actions import access, entries, parties, triage
from lanyard.concerns.core.choices import EntryKind, PartyRole
from lanyard.concerns.core.models import Concern, Entry, Party
from lanyard.people.models import Person, School, User
from tests.concerns.factories import make_concern


def fresh(concern: Concern) -> Concern:
    """The concern as it is now."""
    return Concern.objects.select_related("school", "report").get(pk=concern.pk)


def opened(school: School, by: User, **fields: Any) -> Concern:
    """A concern that has been acknowledged."""
    concern = make_concern(school, **fields)
    triage.acknowledge(by=by, concern=concern, version=concern.version)
    return fresh(concern)


def add_party(concern: Concern, by: User, role: str = PartyRole.CHILD, **fields: Any) -> Party:
    now = fresh(concern)
    fields.setdefault("name", fields["person"].full_name if fields.get("person") else "Ash Reed")
    return parties.add(by=by, concern=now, version=now.version, role=role, **fields)


def add_entry(concern: Concern, by: User, text: str = "I spoke with the child.", **fields: Any) -> Entry:
    now = fresh(concern)
    fields = {"kind": EntryKind.NOTE, "happened_at": timezone.now() - timedelta(hours=1), **fields}
    return entries.add_entry(by=by, concern=now, version=now.version, text=text, **fields)


def consult(concern: Concern, by: User, person: Person, days: int = 7) -> None:
    now, until = fresh(concern), timezone.localdate() + timedelta(days=days)
    access.consult(by=by, concern=now, version=now.version, person=person, purpose="What would you do?", until=until)


def assign(concern: Concern, by: User, person: Person) -> None:
    now = fresh(concern)
    access.assign(by=by, concern=now, version=now.version, person=person)


def post(client: Client, concern: Concern, path: str, **data: Any) -> HttpResponse:
    """Send a form of the case with the version of now; follows where it leads."""
    data.setdefault("version", fresh(concern).version)
    return client.post(f"/concerns/{concern.pk}/{path}", data, follow=True)


def page(client: Client, concern: Concern) -> str:
    answer = client.get(f"/concerns/{concern.pk}/")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def others(cast: Any, *names: str) -> set[User]:
    """Everybody in the cast with an account, but those."""
    users = {name: user for name, user in vars(cast).items() if isinstance(user, User)}
    return {user for name, user in users.items() if name not in names}
