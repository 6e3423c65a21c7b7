"""What the wording of a document says, point by point: confirmed by whoever publishes it, and asked again of each one.

A control may claim that a document asks for something only where somebody has read that it does. The wordings that come
with Lanyard were read when they were written (`says` in `data/documents.toml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from uuid import UUID

from lanyard.policy.items import of_kind
from lanyard.training.actions.loading import shipped
from lanyard.training.models import Document, DocumentEdition, WordingPoint
from lanyard.training.rules import wording_hash

# The key of the code of conduct among the documents that come with Lanyard.
CODE = "code_of_conduct_online"
# What the clause IDs ask of the code of conduct, as the end of "It …".
OF_THE_CODE = {
    "id:REP4": "asks for use of social media that fits the role, our policies and the law",
    "id:COM1": "forbids contact with children or their families from personal accounts",
    "id:OFF11": "advises a separate professional account for following the school’s channels",
    "id:BRE5": "says that whoever signs knows the complaints and whistleblowing procedures",
}
# Signing and training are measured by themselves.
_MEASURED = {"operator:sign", "operator:trained"}


def points_of(document: Document) -> dict[str, str]:
    """The points that somebody has to confirm of a document’s wording, each as the end of "It …"."""
    found = dict(OF_THE_CODE) if document.key == CODE else {}
    if "OFF12" in document.keeps:
        duties = (one for one in of_kind("operator") if one.key not in _MEASURED)
        found |= {one.key: f"says that people who run a channel {one.name}" for one in duties}
    return found


@cache
def _shipped() -> Mapping[str, frozenset[str]]:
    return {wording_hash(entry["text"]): frozenset(entry.get("says", ())) for entry in shipped()}


def said(editions: Iterable[DocumentEdition]) -> dict[UUID, dict[str, bool]]:
    """For each edition which of its document's points its wording says or does not; unconfirmed ones are left out.

    `document` has to be at hand. One query.
    """
    rows = list(editions)
    answers: dict[UUID, dict[str, bool]] = defaultdict(dict)
    confirmed = WordingPoint.objects.filter(edition__in=[row.pk for row in rows])
    for edition, point, is_said in confirmed.values_list("edition", "point", "is_said"):
        answers[edition][point] = is_said
    found = {}
    for row in rows:
        known = {key: True for key in _shipped().get(row.sha256, ())} | answers[row.pk]
        found[row.pk] = {key: known[key] for key in points_of(row.document) if key in known}
    return found


def unconfirmed(edition: DocumentEdition) -> dict[str, str]:
    """The points of its document that nobody has confirmed of this wording yet."""
    answered = said([edition])[edition.pk]
    return {key: says for key, says in points_of(edition.document).items() if key not in answered}
