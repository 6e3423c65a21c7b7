"""Documents by their titles: what the user signs or has signed, and where they see to it that others do."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.search import AT_MOST, Hit
from lanyard.people.models import Person, User
from lanyard.people.queries import own_schools
from lanyard.training.models import Document
from lanyard.training.owed import owed
from lanyard.training.queries import documents_of
from lanyard.training.rules import State


def find_documents(user: User, words: list[str]) -> list[Hit]:
    """The documents that have every word in the title, each as often as the user has a page about it. Two
    queries."""
    rows = documents_of(user.person.trust)
    for word in words:
        rows = rows.filter(title__icontains=word)
    documents = {row.pk: row for row in rows}
    if not documents:
        return []
    hits = [*_own(user, documents), *_published(user, documents), *_at(user, documents)]
    return hits[: AT_MOST + 1]


def _own(user: User, documents: dict[UUID, Document]) -> Iterator[Hit]:
    """What the user signs or has signed; one address leads to the form or to the signature, whichever it is."""
    says = {State.OWED: "For you to sign", State.OVERDUE: "For you to sign, overdue", State.SIGNED: "You signed it"}
    rows = owed(timezone.localdate(), people=Person.objects.filter(pk=user.person_id))
    states = {row.document_id: row.state for row in rows if row.document_id in documents and row.state in says}
    for pk, state in states.items():
        yield Hit(documents[pk].title, says[state], reverse("training:sign", kwargs={"document": pk}))


def _published(user: User, documents: dict[UUID, Document]) -> Iterator[Hit]:
    trust = user.person.trust
    for row in documents.values() if gate.may(user, "training:publish", trust) else ():
        url = reverse("training:editions", kwargs={"trust": trust.slug, "document": row.pk})
        yield Hit(row.title, "Its editions", url)


def _at(user: User, documents: dict[UUID, Document]) -> Iterator[Hit]:
    """Who has signed, for somebody of one school; whoever leads more of them chooses the school first."""
    schools = own_schools(user, gate.table["training:read-sign-offs"].roles, timezone.localdate())
    for row in documents.values() if len(schools) == 1 else ():
        url = reverse("training:at-school", kwargs={"school": schools[0].slug, "document": row.pk})
        yield Hit(row.title, f"Who has signed at {schools[0]}", url)
