"""What signing a trust's own documents shows, beside the clauses that the trust has linked them to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from lanyard.assurance.readings import Item, Reading, Status, worst
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.training.controls.signing import MOVED_BY, TOGETHER, of_document, schools_of, together
from lanyard.training.models import DocumentAudience
from lanyard.training.queries import in_force


@control(
    id="training.own-documents",
    clauses=("STA2",),
    checks="Everybody who is asked to has signed the trust’s own documents, each beside the clauses that the trust has "
    "linked it to.",
    owner=Role.HEADTEACHER,
    moved_by=MOVED_BY,
    by_item=True,
)
def own_documents(scope: Scope) -> dict[UUID, Reading]:
    """An item for each document of the trust's own and each clause ID that it is linked to, STA2 and EXP1 apart.

    Not in use at a school where none is asked for. Nothing here is kept because there is nothing.
    """
    scope = together(scope)
    editions = [one for one in in_force(scope.on).filter(document__is_own=True) if set(one.document.keeps) - TOGETHER]
    audience: dict[UUID, set[UUID | None]] = defaultdict(set)
    rows = DocumentAudience.objects.filter(document__in=[one.document_id for one in editions])
    for document, school in rows.values_list("document", "school"):
        audience[document].add(school)
    readings = {}
    for pk, slug, trust in schools_of(scope):
        own = [
            one.document
            for one in editions
            if one.document.trust_id == trust and audience[one.document_id] & {pk, None}
        ]
        found = {document.pk: of_document(scope, pk, slug, document) for document in own}
        items = tuple(
            Item(f"id:{key}", document.title, found[document.pk])
            for document in own
            for key in document.keeps
            if key not in TOGETHER
        )
        readings[pk] = _of_own(list(found.values()), items)
    return readings


def _of_own(found: list[Reading], items: tuple[Item, ...]) -> Reading:
    if not found:
        return Reading(Status.NOT_IN_USE, "No document of the trust’s own is linked to a clause here")
    if len(found) == 1:
        return replace(found[0], items=items)
    kept = sum(one.status is Status.KEPT for one in found)
    attention = tuple(ask for one in found for ask in one.attention)
    status = worst([one.status for one in found])
    return Reading(
        status, "{figure} documents are signed by everybody", kept, len(found), "things", attention, None, items
    )
