"""Taking a report in: routed, kept and told to the right people, all or nothing (BRE1, EXP7, CHI7)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from lanyard.concerns import receipts
from lanyard.concerns.actions.clocks import begin_clocks
from lanyard.concerns.actions.common import new_ref, note
from lanyard.concerns.choices import PartyRole, ReaderKind, Route, Subject
from lanyard.concerns.kinds import KINDS, Kind
from lanyard.concerns.messages import NeedsYou, about, page_of
from lanyard.concerns.models import Concern, OutOfHours, Party, Reader, Report, Reporter, key_of
from lanyard.concerns.queries.graph import Register, may_be_meant, register_of, with_staff
from lanyard.concerns.rules import routing
from lanyard.concerns.rules.clocks import hours_on, in_school_hours, to_the_minute
from lanyard.notices.actions import tell
from lanyard.people.calendar import SchoolCalendar
from lanyard.people.models import Person, School, User, current
from lanyard.people.queries import days_of
from lanyard.records import attachments

# More reports than this at one school in ten minutes are a flood: those without a proof of work wait in a line of their
# own, and above the second number all do. None is refused.
FLOOD, GREAT_FLOOD = 30, 100
FLOOD_MINUTES = 10
BY = "system:intake"


@dataclass(frozen=True)
class Who:
    """The reporter as they gave themselves. `person` is somebody on the register who is signed in."""

    name: str
    contact: str = ""
    relation: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class Sent:
    """What somebody reports. `form` is what the form's token stood for; `received_at` is given for paper alone.

    `about_person` is a person on the register whom a signed-in reporter named; `reporter` is None for an anonymous
    report, `signed_in` the account from which it came, which for an anonymous report is used for routing and forgotten.
    `entered_by` is who wrote down what came on paper: that they did is on record.
    `worked_out` is the sealed hash that the page carried (`receipts.carried`), "" for none.
    """

    school: School
    type: str
    route: str
    form: str
    account: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    child_words: str = ""
    reporter: Who | None = None
    signed_in: User | None = None
    about_people: tuple[Person, ...] = ()
    files: tuple[UploadedFile, ...] = ()
    proven: bool = False
    received_at: datetime | None = None
    entered_by: User | None = None
    worked_out: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the reporter is told: the code, and whether it went past a level that had nobody, or nobody inside is left.

    `at_once` says that somebody was told now although the school is closed. `form` finds the concern again in this
    request (`queries.receipt.standing_of_form`).
    """

    code: str
    passed_up: bool = False
    outside: bool = False
    at_once: bool = True
    form: str = ""


def report(sent: Sent) -> Receipt:
    """Take a report in. Sending one form twice makes one concern and answers the same code.

    Raises `attachments.Refused` with a sentence for a file that can't be taken; then nothing is kept.
    """
    code, once = receipts.code_of(sent.form), receipts.once_of(sent.form)
    # Slow on purpose, so never while the database waits.
    receipt = receipts.hash_for(sent.form, sent.worked_out)
    # So is looking up who is who: another report may be written in the meantime.
    asked = _look_up(sent)
    for last in (False, False, True):
        try:
            with transaction.atomic():
                way, at_once = _take_in(sent, receipt, asked)
            return Receipt(code, way.passed_up, way.outside, at_once, sent.form)
        except IntegrityError:
            if (known := _known(once)) is not None:
                return _again(sent, known, code)
            # A reference was drawn that there is already: another is drawn.
            if last:
                raise
    raise AssertionError


def _known(once: str) -> Concern | None:
    return Concern.objects.filter(sent_once=once).select_related("report").first()


def _again(sent: Sent, known: Concern, code: str) -> Receipt:
    """The receipt of a form that was sent before; or, if it says something else now, of a report of its own.

    Somebody who goes back to a page that was sent and writes another report must not lose it.
    """
    same = (known.school_id, known.type, known.report.account) == (sent.school.pk, sent.type, sent.account)
    if same:
        return Receipt(code, known.passed_up, not known.level, form=sent.form)
    words = json.dumps([str(sent.school.pk), sent.type, sent.account])
    return report(replace(sent, form=receipts.once_of(f"{sent.form}:{words}")))


@dataclass(frozen=True)
class _Found:
    """What a report needs to know of the school: who is who, whom it is about, and when somebody answers."""

    register: Register
    subjects: list[Person]
    way: routing.Way[UUID]
    calendar: SchoolCalendar


def _look_up(sent: Sent) -> _Found:
    person = sent.signed_in.person if sent.signed_in else None
    register = register_of(sent.school, timezone.localdate(), reporter=person)
    register, subjects = _subjects(sent, register)
    way = routing.route(_asked(sent, KINDS[sent.type], subjects, person), register.graph)
    return _Found(register, subjects, way, days_of(sent.school))


def _take_in(sent: Sent, receipt: str, found: _Found) -> tuple[routing.Way[UUID], bool]:
    now = timezone.now()
    kind, today = KINDS[sent.type], timezone.localdate()
    register, way, calendar = found.register, found.way, found.calendar
    concern = _concern(sent, way, receipt, now)
    concern.save(force_insert=True)
    answers = {key: value for key, value in sent.answers.items() if key in kind.asks and value not in ("", None)}
    Report.objects.create(concern=concern, account=sent.account, child_words=sent.child_words, answers=answers)
    _keep_reporter(concern, sent.reporter)
    _keep_parties(concern, sent, found.subjects, register, way)
    is_school_day, hours = calendar.is_school_day, hours_on(calendar)
    at_school = in_school_hours(now, is_school_day, hours)
    named = [] if at_school or not _is_for_a_child(kind, way) else _out_of_hours(sent.school, way)
    readers = [(p, ReaderKind.CHOSEN) for p in register.those(way.by_name)]
    readers += [(p, ReaderKind.OUT_OF_HOURS) for p in named]
    Reader.objects.bulk_create(
        Reader(concern=concern, person=p, kind=why, start=today, added_at=now) for p, why in readers
    )
    begin_clocks(concern, is_school_day=is_school_day, named=bool(named), hours=hours)
    for upload in sent.files if kind.files else ():
        # It was read before, if this is another try.
        upload.seek(0)
        attachments.store(upload, by=BY, about=concern, place=sent.school, subject="concern-file")
    _tell(concern, [*register.those(way.told), *named], now)
    note("concern:report", concern, sent.entered_by or BY, route=sent.route)
    return way, at_school or bool(named)


def _asked(sent: Sent, kind: Kind, subjects: list[Person], person: Person | None) -> routing.Report[UUID]:
    said = str(sent.answers.get("about", "")) if "about" in kind.asks else ""
    return routing.Report(
        group=kind.group,
        subjects=frozenset(p.pk for p in subjects),
        said=said if said in routing.SAID else "",
        tell_whom=str(sent.answers.get("tell_whom", "")),
        reporter=person.pk if person else None,
    )


def _subjects(sent: Sent, register: Register) -> tuple[Register, list[Person]]:
    """Whom it is about, as far as the register knows them: named by a colleague, the reporter, or by the same name."""
    found = list(sent.about_people)
    if sent.answers.get("about") not in (Subject.PUPIL, Subject.OUTSIDE):
        found += may_be_meant(str(sent.answers.get("about_name", "")), register)
    if KINDS[sent.type].group == "myself" and sent.signed_in:
        found.append(sent.signed_in.person)
    subjects = list({person.pk: person for person in found}.values())
    return with_staff(register, subjects, sent.school, timezone.localdate()), subjects


def _concern(sent: Sent, way: routing.Way[UUID], receipt: str, now: datetime) -> Concern:
    answers, entered, asks = sent.answers, to_the_minute(now), KINDS[sent.type].asks
    return Concern(
        trust_id=sent.school.trust_id,
        school=sent.school,
        ref=new_ref(),
        type=sent.type,
        route=sent.route,
        level=way.level,
        passed_up=way.passed_up,
        received_at=to_the_minute(sent.received_at) if sent.received_at else entered,
        entered_at=entered,
        is_anonymous=sent.reporter is None,
        in_danger=answers.get("danger") in (True, "yes"),
        in_flood=_in_flood(sent, now),
        place=str(answers.get("place", "")) if "place" in asks else "",
        device=str(answers.get("device", "")) if "device" in asks else "",
        platform=str(answers.get("platform", "")) if "platform" in asks else "",
        sent_once=receipts.once_of(sent.form),
        receipt=receipt,
    )


def _in_flood(sent: Sent, now: datetime) -> bool:
    if sent.route in (Route.STAFF, Route.PAPER, Route.TRANSFER):
        return False
    since = to_the_minute(now) - timedelta(minutes=FLOOD_MINUTES)
    lately = Concern.objects.filter(school=sent.school, received_at__gte=since).count()
    return lately >= (GREAT_FLOOD if sent.proven else FLOOD)


def _keep_reporter(concern: Concern, who: Who | None) -> None:
    if who is None:
        return
    Reporter.objects.create(
        concern=concern, name=who.name, contact=who.contact, relation=who.relation,
        person=str(who.person.pk) if who.person else "", person_key=key_of(who.person) if who.person else "",
    )  # fmt: skip


def _keep_parties(
    concern: Concern, sent: Sent, subjects: list[Person], register: Register, way: routing.Way[UUID]
) -> None:
    """The people in the case, and those shut out of it. Nobody who may be meant is missing among the latter."""
    known = {person.pk for person in subjects}
    rows = [_party(concern, PartyRole.SUBJECT, person) for person in subjects]
    rows += [_party(concern, PartyRole.CONFLICT, p) for p in register.those(way.shut_out) if p.pk not in known]
    asks = KINDS[sent.type].asks
    about = PartyRole.OTHER_CHILD if sent.answers.get("about") == Subject.PUPIL else PartyRole.SUBJECT
    named = (("child", PartyRole.CHILD), ("about_name", about), ("who_sent", PartyRole.CHILD))
    for key, role in named:
        if key in asks and (name := str(sent.answers.get(key, "")).strip()):
            rows.append(Party(concern=concern, role=role, name=name, added_at=concern.entered_at))
    Party.objects.bulk_create(rows)


def _party(concern: Concern, role: str, person: Person) -> Party:
    return Party(
        concern=concern, role=role, name=person.full_name, person=str(person.pk), person_key=key_of(person),
        added_at=concern.entered_at,
    )  # fmt: skip


def _is_for_a_child(kind: Kind, way: routing.Way[UUID]) -> bool:
    return kind.is_safeguarding and way.level in (routing.DSL, routing.DEPUTY)


def _out_of_hours(school: School, way: routing.Way[UUID]) -> list[Person]:
    rows = OutOfHours.objects.filter(current(timezone.localdate()), school=school).select_related("person")
    return [row.person for row in rows if row.person_id not in way.shut_out and row.person_id not in way.told]


def _tell(concern: Concern, people: Iterable[Person], now: datetime) -> None:
    bucket = int(now.timestamp()) // (60 * FLOOD_MINUTES)
    once = f"flood:{concern.school_id}:{bucket}" if concern.in_flood else ""
    tell(NeedsYou(url=page_of(concern.pk), about=about(concern.pk), once=once), people, by=BY)
