"""What somebody needs to decide whether a concern is about a person: where the name stands, and who that person is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanyard.concerns.core.models import Concern, Entry, Message, Party
from lanyard.concerns.core.queries.everybody import everybody_at
from lanyard.concerns.core.queries.spoken import WORDS, texts_of
from lanyard.concerns.core.questions import QUESTIONS
from lanyard.people.choices import Role

_LATER: dict[str, tuple[type[Message] | type[Entry], str]] = {
    "message": (Message, "A later message from the reporter"),
    "entry": (Entry, "An entry in the chronology"),
}


@dataclass(frozen=True)
class Stands:
    """Where the name stands, in words, and what stands there."""

    where: str
    text: str


def possible_context(concern: Concern, party: Party) -> dict[str, Any]:
    """What the page of the question shows. Five queries."""
    everybody = everybody_at(concern.school, timezone.localdate())
    person = next((one for one in everybody.names.people if one.id == UUID(party.person)), None)
    roles = [Role(role).label for role in sorted(person.roles)] if person else []
    return {"party": party, "stands": stands(concern, party.source), "roles": ", ".join(roles)}


def stands(concern: Concern, source: str) -> Stands:
    """Where a name stands that may mean somebody."""
    if source in QUESTIONS:
        return Stands(QUESTIONS[source].says, str(concern.report.answers.get(source, "")))
    if source == WORDS:
        report = concern.report
        return Stands(
            "What was reported", texts_of(concern.type, report.account, report.child_words, report.answers).text
        )
    place, _, key = source.partition(":")
    if place in _LATER and key:
        model, says = _LATER[place]
        row = model.objects.filter(concern=concern, pk=key).first()
        return Stands(says, row.text if row else "")
    names = Party.objects.filter(concern=concern, source=source, person_key="")
    return Stands("People in the case", ", ".join(party.name for party in names))
