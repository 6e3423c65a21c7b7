"""Keeping reports: routed, written and told to the right people, all that came together or none (BRE1, EXP7, CHI7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from lanyard.concerns.core import receipts
from lanyard.concerns.core.actions.clocks import clocks_for
from lanyard.concerns.core.actions.common import new_ref, place_of
from lanyard.concerns.core.actions.name_keys import keys_of
from lanyard.concerns.core.choices import PartyRole, ReaderKind, Route, Subject
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.messages import NEEDS_YOU, about, page_of
from lanyard.concerns.core.models import Clock, Concern, NameKey, Party, Reader, Report, Reporter, key_of
from lanyard.concerns.core.queries.out_of_hours import named_at
from lanyard.concerns.core.queries.spoken import texts_of
from lanyard.concerns.core.queries.suspected import names_in
from lanyard.concerns.core.questions import QUESTIONS
from lanyard.concerns.core.report_input import ReportInput, Who
from lanyard.concerns.core.rules import hearing
from lanyard.concerns.core.rules.clocks import hours_on, in_school_hours, to_the_minute
from lanyard.concerns.core.rules.closed_weeks import counted_at
from lanyard.concerns.intake.queries.routing import BatchCache, Found, look_up
from lanyard.kernel.languages import ENGLISH, in_english
from lanyard.notices.actions import tell
from lanyard.people.models import Person
from lanyard.records import attachments
from lanyard.records.audit import AuditEntry, record_all

# More reports than this at one school in ten minutes are a flood: those without a proof of work wait in a line of their
# own, and above the second number all do. None is refused.
FLOOD, GREAT_FLOOD = 30, 100
FLOOD_MINUTES = 10
BY = "system:intake"
# By which those are known in a case whom its reporter did not want to read it.
STRUCK = "reporter"

T = TypeVar("T")


@dataclass(frozen=True)
class HashedReport:
    """A report with the slow hash of its code."""

    sent: ReportInput
    receipt: str
    files: tuple[attachments.Prepared, ...] = ()


@dataclass(frozen=True)
class StoredReport:
    """What was made of a report; `at_once`: somebody was told now although the school may be closed."""

    concern: Concern
    clocks: tuple[Clock, ...]
    at_once: bool


@dataclass
class _Rows:
    """The rows of all that came together, to be written table by table."""

    of: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.of.setdefault(type(row), []).append(row)

    def write(self) -> None:
        for model, rows in self.of.items():
            model._default_manager.bulk_create(rows)


def store_reports(arrived: Sequence[HashedReport]) -> list[StoredReport]:
    """Keep reports that came together, in one transaction; answers what was made of each, in their order.

    Raises `IntegrityError` for a form that was kept before; then none is kept.
    """
    with in_english():
        return _store(arrived)


def _store(arrived: Sequence[HashedReport]) -> list[StoredReport]:
    cache = BatchCache()
    # Looking up who is who, and making the rows, is slow: another process may write in the meantime.
    found = [look_up(one.sent, cache) for one in arrived]
    now, rows = timezone.now(), _Rows()
    made = [_make(one, known, now, rows, cache) for one, known in zip(arrived, found, strict=True)]
    kept, told = [one for one, _ in made], [people for _, people in made]
    with transaction.atomic():
        rows.write()
        for one, its in zip(arrived, kept, strict=True):
            _keep_files(its.concern, one)
        _tell([its.concern for its in kept], told, now)
        record_all("concern:report", [
            AuditEntry(one.sent.entered_by or BY, its.concern, place_of(its.concern), {"route": one.sent.route},
                 its.concern.entered_at)
            for one, its in zip(arrived, kept, strict=True)
        ])  # fmt: skip
    return kept


def _make(
    one: HashedReport, known: Found, now: datetime, rows: _Rows, cache: BatchCache
) -> tuple[StoredReport, list[Person]]:
    """Add the rows of a report to those to be written; answers what will be kept, and who is told."""
    at_school = in_school_hours(now, known.calendar.is_school_day, hours_on(known.calendar))
    concern = _concern(one, known, now, cache)
    concern.counted_at = counted_at(known.way.level, known.way.shut_out, known.register.graph)
    named = _out_of_hours(concern, known, cache) if concern.is_quick and not at_school else []
    clocks = clocks_for(
        concern, is_school_day=known.calendar.is_school_day, named=bool(named), hours=hours_on(known.calendar)
    )
    rows.add(concern, *_beside(concern, one.sent, known), *_readers(concern, known, named), *clocks)
    told = known.register.people_for((*known.way.told, *known.beside))
    return StoredReport(concern, clocks, at_school or bool(named)), list({p.pk: p for p in (*told, *named)}.values())


def _beside(concern: Concern, sent: ReportInput, found: Found) -> Iterable[models.Model]:
    """What was reported, by whom, and about whom."""
    asks = KINDS[sent.type].asks
    given = {key: value for key, value in sent.answers.items() if key in asks and value not in ("", None)}
    language = "" if sent.language == ENGLISH else sent.language
    yield Report(concern=concern, account=sent.account, child_words=sent.child_words, answers=given, language=language)
    yield from _reporter(concern, sent.reporter)
    yield from _parties(concern, sent, found)


def _readers(concern: Concern, found: Found, named: list[Person]) -> Iterable[Reader]:
    """By name: whom the reporter chose, who deals with its type, and who is named for out of hours."""
    today = timezone.localdate()
    people = [(person, ReaderKind.CHOSEN) for person in found.register.people_for(found.way.by_name)]
    people += [(person, ReaderKind.BESIDE) for person in found.register.people_for(found.beside)]
    people += [(person, ReaderKind.OUT_OF_HOURS) for person in named]
    for person, kind in people:
        yield Reader(concern=concern, person=person, kind=kind, start=today, added_at=concern.entered_at)


def _concern(one: HashedReport, known: Found, now: datetime, cache: BatchCache) -> Concern:
    sent, way, entered = one.sent, known.way, to_the_minute(now)
    given, asks = sent.answers, KINDS[sent.type].asks
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
        in_danger=known.effect.in_danger,
        child_at_risk=known.effect.child_at_risk,
        in_flood=_in_flood(sent, now, cache),
        place=str(given.get("place", "")) if "place" in asks else "",
        device=str(given.get("device", "")) if "device" in asks else "",
        platform=str(given.get("platform", "")) if "platform" in asks else "",
        sent_once=receipts.once_of(sent.form),
        receipt=one.receipt,
    )


def _in_flood(sent: ReportInput, now: datetime, cache: BatchCache) -> bool:
    if sent.route in (Route.STAFF, Route.PAPER, Route.TRANSFER):
        return False
    since = to_the_minute(now) - timedelta(minutes=FLOOD_MINUTES)
    of_school = Concern.objects.filter(school=sent.school, received_at__gte=since)
    lately = cache.once("lately", sent.school.pk, of_school.count)
    return lately >= (GREAT_FLOOD if sent.proven else FLOOD)


def _reporter(concern: Concern, who: Who | None) -> Iterable[Reporter]:
    if who is not None:
        yield Reporter(
            concern=concern, name=who.name, contact=who.contact, relation=who.relation,
            person=str(who.person.pk) if who.person else "", person_key=key_of(who.person) if who.person else "",
        )  # fmt: skip


def _parties(concern: Concern, sent: ReportInput, found: Found) -> Iterable[Party | NameKey]:
    """The people in the case, and those shut out of it. Nobody who may be meant is missing among the latter."""
    for person, source in found.suspected.subjects:
        yield party_of(concern, PartyRole.SUBJECT, person, source)
    for person, source in found.suspected.possible:
        yield party_of(concern, PartyRole.POSSIBLE, person, source)
    # Also whom it may be about: once somebody decides that it is not, they are still not to read it.
    struck = found.asked.conflicted
    for person in found.register.people_for(struck):
        yield party_of(concern, PartyRole.CONFLICT, person, STRUCK)
    for person in found.register.people_for(found.way.shut_out - found.suspected.ids - struck):
        yield party_of(concern, PartyRole.CONFLICT, person)
    asks = KINDS[sent.type].asks
    is_pupil = sent.answers.get("about") == Subject.PUPIL
    for question in (QUESTIONS[key] for key in asks):
        name = str(sent.answers.get(question.key, "")).strip()
        if question.part and name:
            role = PartyRole.OTHER_CHILD if is_pupil and question.part == PartyRole.SUBJECT else question.part
            yield Party(concern=concern, role=role, name=name, source=question.key, added_at=concern.entered_at)
    out = [*found.register.people_for(found.way.shut_out | found.suspected.ids), *found.named]
    written = texts_of(sent.type, sent.account, sent.child_words, sent.answers).text
    yield from keys_of(concern, (name for _, name, _ in names_in(sent)), out, [written])


def party_of(concern: Concern, role: str, person: Person, source: str = "") -> Party:
    """Somebody on the register in a new concern, not yet kept."""
    return Party(
        concern=concern, role=role, name=person.full_name, person=str(person.pk), person_key=key_of(person),
        source=source, added_at=concern.entered_at,
    )  # fmt: skip


def _out_of_hours(concern: Concern, known: Found, cache: BatchCache) -> list[Person]:
    """Who is named to hear of a child at risk while the school is closed."""
    school, today = concern.school, timezone.localdate()
    people = cache.once("out of hours", school.pk, lambda: named_at(school, today))
    return [
        p for p in people if p.pk not in known.way.told and hearing.may_hear(p.pk, known.asked, known.register.graph)
    ]


def _keep_files(concern: Concern, one: HashedReport) -> None:
    attachments.store_cleaned(
        one.files, by=BY, about=concern, place=one.sent.school, at=concern.entered_at, subject="concern-file"
    )


def _tell(concerns: Sequence[Concern], people: Sequence[list[Person]], now: datetime) -> None:
    """Tell of each; of a flood at one school, the same people once."""
    bucket, done = int(now.timestamp()) // (60 * FLOOD_MINUTES), set()
    for concern, those in zip(concerns, people, strict=True):
        once = f"flood:{concern.school_id}:{bucket}" if concern.in_flood else ""
        again = (once, *(person.pk for person in those))
        if once and again in done:
            continue
        done.add(again)
        message = NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk), once=once)
        tell(message, those, by=BY, at=concern.entered_at)
