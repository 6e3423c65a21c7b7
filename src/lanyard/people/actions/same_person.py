"""Deciding whether somebody in a roster is somebody on the register: same, new, or leave the row out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people.actions.roster_writing import ask_for_addresses, write_plan
from lanyard.people.choices import SameAnswer
from lanyard.people.models import SameQuestion, School, Trust, User
from lanyard.people.packing import pack, unpack
from lanyard.people.queries.rosters import existing_for, known_for, questions_of
from lanyard.people.roster import Plan, Roster, make_plan
from lanyard.records import audit

audit.words["roster:decide"] = "Decided whether someone in a roster is on the register"


def keep_questions(plan: Plan, roster: Roster, place: School | Trust) -> None:
    """Keep what the roster says of those who must be decided on; call it inside the transaction of the import.

    What was asked before and is asked again has the row of today; what a newer file no longer asks has gone.
    """
    school, trust = (place, place.trust) if isinstance(place, School) else (None, place)
    waiting = questions_of(place).filter(answer="").values_list("pk", "value")
    SameQuestion.objects.filter(pk__in=[pk for pk, value in waiting if value in roster.people]).delete()
    SameQuestion.objects.bulk_create(
        [
            SameQuestion(
                trust=trust, school=school, candidate_id=asked.candidate, value=asked.value, said=asked.said,
                key=asked.key, why=list(asked.why), row=pack(roster.part(asked.value).as_data()),
            )
            for asked in plan.asked
        ],
        batch_size=500,
    )  # fmt: skip


def answer_same(*, question: SameQuestion, answer: str, by: User, now: datetime) -> None:
    """Do with the row what was decided, in one transaction. Raises `Refused`.

    Nobody decides about their own record: the row may bring it another name or address.
    """
    with transaction.atomic():
        Trust.objects.select_for_update().get(pk=question.trust_id)
        found = SameQuestion.objects.select_for_update().get(pk=question.pk)
        if found.answer:
            raise Refused("This has already been decided.")
        if found.candidate_id == by.person_id:
            raise Refused("This may be you, so someone else must decide.")
        place, on = found.place, timezone.localdate(now)
        touched: dict[UUID, list[str]] = {}
        if answer != SameAnswer.LEFT_OUT:
            roster = Roster.from_data(unpack(found.row))
            forced = {found.value: found.candidate_id if answer == SameAnswer.SAME else None}
            plan = make_plan(roster, existing_for(place, on), known_for(place, on), whole=False, forced=forced)
            if plan.problems:
                raise Refused(plan.problems[0].says)
            write_plan(plan, found.trust)
            ask_for_addresses(plan, by)
            touched = plan.touched
        found.answer, found.answered_at, found.answered_by_id, found.row = answer, now, by.person_id, ""
        found.save()
        detail = {
            "answer": answer,
            "person": found.candidate_id,
            "people": {str(pk): names for pk, names in touched.items()},
        }
        audit.record("roster:decide", by=by, about=found, place=place, detail=detail)
