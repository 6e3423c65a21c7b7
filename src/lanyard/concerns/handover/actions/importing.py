"""Taking in a case from another school: checked, routed like any other concern, and kept with its real times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import (
    SHUT_OUT,
    ActionKind,
    ConcernType,
    Device,
    EntryKind,
    Ground,
    ParentContact,
    PartyRole,
    Place,
    Risk,
    Route,
    Subject,
    Threshold,
)
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Entry, EntryEdit, Handover, Party
from lanyard.concerns.core.queries.everybody import everybody_at, suspects
from lanyard.concerns.core.queries.suspected import TAKEN_IN
from lanyard.concerns.core.queries.visible import is_shut_out
from lanyard.concerns.core.receipts import once_of
from lanyard.concerns.core.report_input import NOBODY, ReportInput, Struck, Who
from lanyard.concerns.handover.casefile import Unreadable, reading
from lanyard.concerns.handover.casefile.events import Event, events_of
from lanyard.concerns.handover.casefile.reading import CaseFile
from lanyard.concerns.handover.queries.casefile import WORDS
from lanyard.concerns.intake.actions.report import report
from lanyard.kernel.refusals import Refused
from lanyard.people.choices import YearGroup
from lanyard.people.models import Person, School, User
from lanyard.people.queries.routing import register_of, with_staff
from lanyard.people.rules import routing
from lanyard.records import attachments
from lanyard.ui.words import day_in_words

ALREADY = "This file has already been imported. Nothing has changed."
SOMEBODY_ELSE = "Someone else must import this file. Give it to the Headteacher or the chair of governors."
_CHOSEN = (("risk", Risk), ("place", Place), ("device", Device), ("ground", Ground), ("threshold", Threshold))
_SLUG = re.compile(r"[-a-zA-Z0-9_]{0,50}")


@dataclass(frozen=True)
class TakenIn:
    """What was made: the concern's id, and the receipt to send back."""

    concern: UUID
    receipt: str


def look_at(sent: bytes, password: str, *, school: School, by: User) -> CaseFile:
    """Read and check a file without taking it in. Raises `Unreadable` or `Refused` with a sentence for the sender."""
    found = reading.read(sent, password)
    _check_codes(found.content)
    if by.person_id in _shut_out(found.content, school):
        raise Refused(SOMEBODY_ELSE)
    if Concern.objects.filter(sent_once=once_of(_form(found, school))).exists():
        raise Refused(ALREADY)
    return found


@transaction.atomic
def take_in(sent: bytes, password: str, *, school: School, by: User, struck: Struck = NOBODY) -> TakenIn:
    """Make a concern of the file, which those who are struck out do not read. Raises `Unreadable` or `Refused`; then
    nothing is kept."""
    found = look_at(sent, password, school=school, by=by)
    concern = _concern(found, school, struck)
    if is_shut_out(by.person, concern):
        raise Refused(SOMEBODY_ELSE)
    _keep_people(concern, found.content)
    _keep_events(concern, found)
    for row in found.content["attachments"]:
        _keep_file(concern, row, found.files[row["file"]], by)
    now = timezone.now()
    Handover.objects.create(
        concern=concern, outwards=False, other=found.manifest["school"], sha256=found.sha256,
        redacted=found.is_redacted, at=now, by=by.person,
    )  # fmt: skip
    note("concern:import", concern, by, sha256=found.sha256)
    return TakenIn(concern.pk, _receipt(found, school, by))


def _concern(found: CaseFile, school: School, struck: Struck) -> Concern:
    content = found.content
    origin = found.manifest["school"]
    sent = ReportInput(
        school=school,
        type=content["case"]["type"],
        route=Route.TRANSFER,
        form=_form(found, school),
        account=content["report"]["account"],
        child_words=content["report"]["child_words"],
        answers=content["report"]["answers"],
        reporter=Who(origin, relation="The school that handed it over"),
        also_about=tuple(_names(content)),
        struck=struck,
    )
    report(sent)
    concern = Concern.objects.select_related("school", "report").get(sent_once=once_of(sent.form))
    given = {key: content["case"][key] for key, _ in _CHOSEN}
    given |= {"platform": content["case"]["platform"], "year_group": content["case"]["year_group"]}
    # Nobody has a code for it: whoever reported it first has one of the other school's.
    Concern.objects.filter(pk=concern.pk).update(receipt=None, **given)
    for key in ("outside_ref", "ground_note"):
        setattr(concern.report, key, content["report"][key])
    concern.report.save()
    concern.refresh_from_db()
    return concern


def _keep_people(concern: Concern, content: dict[str, Any]) -> None:
    """The people of the file; those whom routing found on the register here are in the case already."""
    concern.parties.filter(person_key="").delete()
    here = {(party.role, party.name.casefold()) for party in concern.parties.all()}
    now = timezone.now()
    Party.objects.bulk_create(
        Party(
            concern=concern, role=_role_here(row["role"]), name=row["name"], year_group=row["year_group"],
            note=row["note"], source=TAKEN_IN if row["role"] in SHUT_OUT else "", added_at=row["added_at"],
            ended_at=row["ended_at"] and now,
        )
        for row in content["people"]
        if (row["role"], row["name"].casefold()) not in here
    )  # fmt: skip


def _role_here(role: str) -> str:
    """Whether it is about somebody is asked here of those on this register alone."""
    return PartyRole.SUBJECT if role == PartyRole.POSSIBLE else role


def _keep_events(concern: Concern, found: CaseFile) -> None:
    """Each event as an entry with its own times, and what it said before it was changed."""
    for event in events_of(found.content, WORDS):
        entry = Entry.objects.create(
            concern=concern, kind=EntryKind.HANDED_OVER, text=event.text, happened_at=event.happened_at,
            entered_at=event.entered_at,
        )  # fmt: skip
        _keep_earlier(entry, event)
    now, about = timezone.now(), found.manifest
    text = f"Imported from {about['school']}, where it is {about['case']}. The file was made by {about['exported_by']}."
    Entry.objects.create(concern=concern, kind=EntryKind.STEP, text=text, happened_at=now, entered_at=now)


def _keep_earlier(entry: Entry, event: Event) -> None:
    for one in event.earlier:
        reason = f"{one.reason} ({one.by})" if one.by else one.reason
        EntryEdit.objects.create(
            entry=entry, old_text=one.text, old_happened_at=one.happened_at, reason=reason, at=one.at
        )


def _keep_file(concern: Concern, row: dict[str, Any], held: bytes, by: User) -> None:
    try:
        attachments.store(
            SimpleUploadedFile(row["name"], held), by=by, about=concern, place=concern.school, subject="concern-file"
        )
    except Refused as problem:
        raise Unreadable(f"The attached file {row['file']} can’t be imported. {problem}") from problem


def _check_codes(content: dict[str, Any]) -> None:
    """Every code of the file is one that is known here. Raises `Unreadable`."""
    case = content["case"]
    fits = case["type"] in ConcernType.values and all(case[key] in kinds.values for key, kinds in _CHOSEN)
    fits = fits and all(row["role"] in PartyRole.values for row in content["people"])
    fits = fits and all(row["kind"] in EntryKind.values for row in content["entries"])
    fits = fits and all(row["kind"] in ActionKind.values for row in content["actions"])
    fits = fits and all(row["contact"] in ParentContact.values for row in content["parents"])
    years = {case["year_group"], *(row["year_group"] for row in content["people"])}
    if not fits or not years <= {"", *YearGroup.values} or not _SLUG.fullmatch(case["platform"]):
        raise Unreadable(reading.MISSHAPEN)
    if content["attachments"] and not KINDS[case["type"]].files:
        raise Unreadable("This type of concern can’t have attached files, so this file can’t be imported.")


def _names(content: dict[str, Any]) -> list[str]:
    """The names of those whom the case is, or may be, about, and of those who must not handle it."""
    return [row["name"] for row in content["people"] if row["role"] in SHUT_OUT]


def _meant(content: dict[str, Any], school: School) -> list[Person]:
    """Those who have the name of one of these here, or may be meant by it."""
    everybody = everybody_at(school, timezone.localdate())
    names = [*_names(content), str(content["report"]["answers"].get("about_name", ""))]
    found = [suspects(name, everybody) for name in names]
    return list({p.pk: p for one in found for p in (*one.certain, *one.possible)}.values())


def _shut_out(content: dict[str, Any], school: School) -> frozenset[UUID]:
    today = timezone.localdate()
    subjects = _meant(content, school)
    register = with_staff(register_of(school, today), subjects, school, today)
    said = str(content["report"]["answers"].get("about", ""))
    kind = KINDS[content["case"]["type"]]
    asked = routing.Report(
        group=kind.group,
        subjects=frozenset(person.pk for person in subjects),
        said="" if said in (Subject.PUPIL, Subject.MYSELF, Subject.OUTSIDE) or "about" not in kind.asks else said,
    )
    return routing.shut_out(asked, register.graph)


def _form(found: CaseFile, school: School) -> str:
    """What stands for the form that it came from: the same file makes one concern at a school, however often."""
    return f"case-file:{found.sha256}:{school.pk}"


def _receipt(found: CaseFile, school: School, by: User) -> str:
    today = day_in_words(timezone.localdate())
    return (
        f"Receipt for case {found.manifest['case']} of {found.manifest['school']}\n"
        f"Imported at {school.name} by {by.person.full_name} on {today}.\n"
        f"SHA-256 of the file: {found.sha256}"
    )
