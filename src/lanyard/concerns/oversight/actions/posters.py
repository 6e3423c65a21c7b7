"""Printing a poster, and keeping what was on it, so that it can be told when it is out of date."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.models import Poster
from lanyard.concerns.core.print import poster_pdf
from lanyard.concerns.oversight import posters
from lanyard.people.models import School, User
from lanyard.records.audit import record


@transaction.atomic
def print_poster(*, school: School, audience: str, by: User) -> bytes:
    """The school's poster for an audience, as it is right today, as a PDF."""
    today = timezone.localdate()
    facts, last_day = posters.facts_of(school, today)[audience], posters.until(today)
    made = poster_pdf(posters.poster_of(facts, last_day))
    row = Poster.objects.create(
        school=school, audience=audience, says=facts.digest, made_at=timezone.now(), until=last_day, by=by.person
    )
    record("poster:print", by=by, about=row, place=school, detail={"audience": audience})
    return made
