"""Importing a roster in two steps: a preview that changes nothing, then all of it or none."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lanyard.people.actions.addresses import change_address
from lanyard.people.actions.refusal import Refused
from lanyard.people.actions.roster_writing import write_plan
from lanyard.people.import_models import ImportState
from lanyard.people.models import Person, RosterImport, School, Trust, User
from lanyard.people.packing import pack, unpack
from lanyard.people.queries.rosters import existing_for, known_for
from lanyard.people.roster import Plan, Problem, Roster, make_plan
from lanyard.records import audit

audit.words.update(
    {
        "roster:preview": "Looked at what a roster would change",
        "roster:apply": "Brought the register up to date from a roster",
    }
)
# How long an import waits to be confirmed.
KEPT_FOR = timedelta(days=1)
# How many people one audit event of an import names.
PEOPLE_AN_EVENT = 1000


class RegisterMoved(Exception):
    """The register changed between preview and confirmation: the preview is new, and must be looked at again."""


@transaction.atomic
def roster_preview(*, roster: Roster, place: School | Trust, whole: bool, by: User | str, on: date) -> RosterImport:
    """Work out what importing the roster would do, and keep it, encrypted, for the confirmation."""
    school = place if isinstance(place, School) else None
    found = RosterImport(trust=school.trust if school else place, school=school, whole=whole and roster.is_whole)
    _show(found, roster, _plan(found, roster, by, on))
    found.save()
    audit.record("roster:preview", by=by, about=found, place=place, detail=found.counts)
    return found


def roster_apply(*, upload: RosterImport, by: User | str, on: date, leavers_confirmed: bool = False) -> Plan:
    """Write what the preview showed, in one transaction with one audit event; whoever has left loses access at once.

    Raises `Refused` if it can't be confirmed, or many would leave and that was not confirmed; `RegisterMoved` if the
    register has changed meanwhile, after making the preview anew.
    """
    with transaction.atomic():
        # Holds the trust's register still: a second import of it waits here.
        Trust.objects.select_for_update().get(pk=upload.trust_id)
        found = RosterImport.objects.select_for_update().get(pk=upload.pk)
        if found.state != ImportState.READY:
            raise Refused("This import was done already, or has rows that can't be right.")
        roster = Roster.from_data(unpack(found.content))
        plan = _plan(found, roster, by, on)
        moved = plan.digest != found.digest
        if moved:
            _show(found, roster, plan)
            found.save()
        else:
            if plan.many_leave and not leavers_confirmed:
                raise Refused("Confirm that these people have left.", "leavers_confirmed")
            write_plan(plan, found.trust)
            _ask_for_addresses(plan, by)
            found.state, found.content, found.preview = ImportState.DONE, "", ""
            found.save()
            _record(found, plan, by)
    if moved:
        raise RegisterMoved
    return plan


def _ask_for_addresses(plan: Plan, by: User | str) -> None:
    for person in Person.objects.filter(pk__in=plan.held_addresses):
        change_address(person=person, email=plan.held_addresses[person.pk], by=by, now=timezone.now(), how="roster")


def _record(found: RosterImport, plan: Plan, by: User | str) -> None:
    """One event with the counts, and who was touched and in what: in as many events as that needs."""
    ids = sorted(plan.touched, key=str)
    parts = [ids[begin : begin + PEOPLE_AN_EVENT] for begin in range(0, len(ids), PEOPLE_AN_EVENT)] or [[]]
    for number, part in enumerate(parts, start=1):
        people = {str(pk): plan.touched[pk] for pk in part}
        detail = {**found.counts, "people": people, "part": number, "parts": len(parts)}
        audit.record("roster:apply", by=by, about=found, place=found.place, detail=detail)


def roster_forget(*, now: datetime) -> int:
    """Delete imports that nobody confirmed within a day, with all that they hold; answers how many."""
    waiting = RosterImport.objects.exclude(state=ImportState.DONE).filter(made__lt=now - KEPT_FOR)
    return waiting.delete()[0]


def _plan(found: RosterImport, roster: Roster, by: User | str, on: date) -> Plan:
    plan = make_plan(roster, existing_for(found.place, on), known_for(found.place, on), whole=found.whole)
    if isinstance(by, User) and by.person_id in plan.leavers:
        plan.problems.append(Problem("You are missing from this file: nobody takes away their own access."))
    return plan


def _show(found: RosterImport, roster: Roster, plan: Plan) -> None:
    refused = bool(plan.problems)
    found.state = ImportState.REFUSED if refused else ImportState.READY
    found.counts = {"problems": len(plan.problems)} if refused else plan.counts
    found.many_leave = plan.many_leave
    found.digest = plan.digest
    notes, lines = ([], []) if refused else (plan.notes, plan.lines)
    found.content = "" if refused else pack(roster.as_data())
    problems = [astuple(problem) for problem in plan.problems]
    found.preview = pack({"problems": problems, "notes": notes, "lines": lines})
