"""Importing a roster in two steps: a preview that changes nothing, then all of it or none."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import astuple, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from lanyard.kernel.refusals import Refused
from lanyard.people.actions.roster_writing import ask_for_addresses, write_plan
from lanyard.people.actions.same_person import keep_questions
from lanyard.people.import_models import ImportState
from lanyard.people.models import Heading, RosterImport, School, Trust, User
from lanyard.people.packing import pack, unpack
from lanyard.people.queries.rosters import existing_for, known_for
from lanyard.people.roster import Plan, Problem, Roster, make_plan, read_roster
from lanyard.people.roster.headings import folded
from lanyard.records import audit

audit.words.update(
    {
        "roster:hold": "Chose a roster with unknown headings",
        "roster:explain": "Said what the headings of a roster mean",
        "roster:preview": "Previewed what a roster would change",
        "roster:apply": "Updated the register from a roster",
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
    school, trust = (place, place.trust) if isinstance(place, School) else (None, place)
    found = RosterImport(trust=trust, school=school, whole=whole and roster.is_whole)
    _show(found, roster, _plan(found, roster, by, on))
    found.save()
    audit.record("roster:preview", by=by, about=found, place=place, detail=found.counts)
    return found


@transaction.atomic
def roster_hold(*, data: bytes, place: School | Trust, whole: bool, by: User) -> RosterImport:
    """Keep a file, encrypted, while somebody says what its headings mean; deleted after a day like every import."""
    school, trust = (place, place.trust) if isinstance(place, School) else (None, place)
    found = RosterImport(trust=trust, school=school, whole=whole)
    found.state, found.content = ImportState.HEADINGS, pack({"file": b64encode(data).decode()})
    found.save()
    audit.record("roster:hold", by=by, about=found, place=place, detail={"bytes": len(data)})
    return found


@transaction.atomic
def roster_explain(*, upload: RosterImport, meanings: Mapping[str, str], kind: str, by: User, on: date) -> RosterImport:
    """Keep what headings mean, for this file and all later ones of the trust, and read it. Raises `RosterError`."""
    for heading, column in meanings.items():
        Heading.objects.update_or_create(trust=upload.trust, text=folded(heading)[:100], defaults={"column": column})
    found = _read_held(upload, by, on, kind)
    audit.record("roster:explain", by=by, about=found, place=found.place, detail={"headings": len(meanings)})
    return found


def _read_held(upload: RosterImport, by: User, on: date, kind: str) -> RosterImport:
    found = RosterImport.objects.select_for_update().get(pk=upload.pk, state=ImportState.HEADINGS)
    data = b64decode(unpack(found.content)["file"])
    roster = read_roster(data, "The file", replace(known_for(found.place, on), kind=kind))
    _show(found, roster, _plan(found, roster, by, on))
    found.save()
    audit.record("roster:preview", by=by, about=found, place=found.place, detail=found.counts)
    return found


def roster_apply(
    *,
    upload: RosterImport,
    by: User | str,
    on: date,
    leavers_confirmed: bool | Collection[str] = False,
    gone: Collection[str] = (),
) -> Plan:
    """Write what the preview showed, in one transaction with one audit event; whoever has left loses access at once.

    `leavers_confirmed` are the keys of what was confirmed, True for all of it; `gone` are kinds of whom the file has
    nobody and who have all left. Rows that a person must decide on wait, and the rest is written. Raises `Refused` if
    it can't be confirmed, or people would leave and that was not confirmed; `RegisterMoved` if the register has changed
    meanwhile, after making the preview anew.
    """
    with transaction.atomic():
        # Holds the trust's register still: a second import of it waits here.
        Trust.objects.select_for_update().get(pk=upload.trust_id)
        found = RosterImport.objects.select_for_update().get(pk=upload.pk)
        if found.state != ImportState.READY:
            raise Refused("This import has already been done, or has rows with errors.")
        roster = Roster.from_data(unpack(found.content))
        plan = _plan(found, roster, by, on)
        moved = plan.digest != found.digest
        if moved:
            _show(found, roster, plan)
            found.save()
        else:
            _check_confirmed(plan, leavers_confirmed)
            if gone:
                plan = _plan(found, roster, by, on, gone)
                if plan.problems:
                    raise Refused(plan.problems[0].says)
            _carry_out(found, roster, plan, by)
    if moved:
        raise RegisterMoved
    return plan


def _check_confirmed(plan: Plan, confirmed: bool | Collection[str]) -> None:
    missing = [ask for ask in plan.asks if confirmed is not True and not (confirmed and ask.key in confirmed)]
    if missing:
        raise Refused("Confirm that these people have left.", "leavers_confirmed")


def _carry_out(found: RosterImport, roster: Roster, plan: Plan, by: User | str) -> None:
    write_plan(plan, found.trust)
    ask_for_addresses(plan, by)
    keep_questions(plan, roster, found.place)
    found.state, found.content, found.preview = ImportState.DONE, "", ""
    found.counts = plan.counts
    found.save()
    _record(found, plan, by)


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


def _plan(found: RosterImport, roster: Roster, by: User | str, on: date, gone: Collection[str] = ()) -> Plan:
    plan = make_plan(roster, existing_for(found.place, on), known_for(found.place, on), whole=found.whole, gone=gone)
    if isinstance(by, User) and by.person_id in plan.leavers:
        plan.problems.append(
            Problem("You are not in this file, so the import would remove your own access. Someone else must do it.")
        )
    return plan


def _show(found: RosterImport, roster: Roster, plan: Plan) -> None:
    refused = bool(plan.problems)
    found.state = ImportState.REFUSED if refused else ImportState.READY
    found.counts = {"problems": len(plan.problems)} if refused else plan.counts
    found.many_leave = plan.many_leave
    found.digest = plan.digest
    notes, lines = ([], []) if refused else (plan.notes, plan.lines)
    found.content = "" if refused else pack(roster.as_data())
    asks = {} if refused else {"asks": plan.asks, "silent": plan.silent}
    problems = [astuple(problem) for problem in plan.problems]
    found.preview = pack({"problems": problems, "notes": notes, "lines": lines, **asks})
