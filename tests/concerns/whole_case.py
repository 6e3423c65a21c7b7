"""One case with something in every field that a person can write into, for tests of what a copy of it gives away."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lanyard.concerns.core.choices import (
    ActionKind,
    ConcernType,
    EntryKind,
    ParentContact,
    PartyRole,
    ReaderKind,
    Route,
)
from lanyard.concerns.core.models import (
    Advice,
    CaseAction,
    Concern,
    Debrief,
    Entry,
    EntryEdit,
    Handover,
    Link,
    Message,
    ParentTold,
    Party,
    Reader,
    Report,
    Transfer,
    key_of,
)
from lanyard.concerns.core.report_input import Who
from lanyard.policy.models import Agency
from tests.concerns.factories import make_concern
from tests.records.samples import chunk, png

# In every secret; in nothing else.
MARK = "Quibblewick"


def secret(what: str) -> str:
    """A text that is nowhere but where it was put."""
    return f"{MARK} {what} told it"


def make_whole_case(cast) -> SimpleNamespace:
    """A concern about the teacher, with the IT lead in conflict, reported by name from outside, and dealt with to the
    end; and another one linked to it, about whom the reporter named in words."""
    file = png(chunk(b"tEXt", b"Comment\0" + secret("file").encode()))
    concern = make_concern(
        cast.old_quay,
        ConcernType.STAFF_CONDUCT,
        account=secret("account"),
        child_words=secret("child"),
        answers={"about": "staff", "about_name": secret("about"), "link": secret("link"), "child_at_risk": "no"},
        about_people=(cast.teacher.person,),
        reporter=Who(secret("reporter"), secret("contact"), secret("relation")),
        files=(SimpleUploadedFile(f"{MARK} file.png", file, "image/png"),),
    )
    other = make_concern(
        cast.old_quay,
        ConcernType.BULLYING,
        route=Route.CHILD,
        account=secret("second"),
        answers={"child": secret("pupil"), "usernames": secret("username"), "happened_on": secret("day")},
        reporter=Who(secret("relative"), "", "", cast.parent.person),
        language="pl",
    )
    _fill(cast, concern, other)
    return SimpleNamespace(concern=concern, other=other)


def _fill(cast, concern: Concern, other: Concern) -> None:
    """What was reported, who is in it, and what was written and done."""
    now, today, head = timezone.now(), timezone.localdate(), cast.headteacher.person
    Report.objects.filter(concern=concern).first().delete()
    Report.objects.create(
        concern=concern, account=secret("account"), child_words=secret("words"), answers={"link": secret("answer")},
        outside_ref=secret("ref"), ground_note=secret("ground"), hold_reason=secret("hold"), language="pl",
        why_no_child=secret("no child"),
    )  # fmt: skip
    it_lead = cast.it_lead.person
    Party.objects.create(
        concern=concern, role=PartyRole.CONFLICT, name=it_lead.full_name, person=str(it_lead.pk),
        person_key=key_of(it_lead), note=secret("conflict"), added_at=now,
    )  # fmt: skip
    child = Party.objects.create(
        concern=concern, role=PartyRole.CHILD, name=secret("victim"), note=secret("note"), added_at=now
    )
    entry = Entry.objects.create(
        concern=concern, kind=EntryKind.NOTE, text=secret("entry"), reason=secret("reason"), happened_at=now,
        entered_at=now, by=head,
    )  # fmt: skip
    EntryEdit.objects.create(
        entry=entry, old_text=secret("old"), old_happened_at=now, reason=secret("why"), at=now, by=head
    )
    Message.objects.create(concern=concern, text=secret("message"), from_reporter=True, at=now, sent_once="a" * 64)
    CaseAction.objects.create(
        concern=concern, kind=ActionKind.INTERNET, party=child, says=secret("action"), owner=head, start=today,
        until=today + timedelta(days=3), appeal=secret("appeal"), done_how=secret("done"), added_at=now, added_by=head,
    )  # fmt: skip
    _fill_beside(cast, concern, other, child)


def _fill_beside(cast, concern: Concern, other: Concern, child: Party) -> None:
    """What was asked, told, handed over and learnt."""
    now, today, head = timezone.now(), timezone.localdate(), cast.headteacher.person
    agency = Agency.objects.create(key="lado-test", name="LADO", for_what="Advice", region="Here", checked=today)
    Advice.objects.create(
        concern=concern, agency=agency, asked_at=now, asked=secret("asked"), reference=secret("number"),
        answer=secret("advice"), by=head,
    )  # fmt: skip
    ParentTold.objects.create(
        concern=concern, party=child, contact=ParentContact.RISK, note=secret("risk"), at=now, by=head
    )
    Link.objects.create(one=concern, other=other, why=secret("linked"), at=now, by=head)
    Transfer.objects.create(
        concern=concern, to=cast.chair_of_governors.person, reason=secret("transfer"), offered_at=now,
        answer=secret("accepted"), offered_by=head,
    )  # fmt: skip
    Debrief.objects.create(
        concern=concern, happened=secret("happened"), expected=secret("expected"), cause=secret("cause"),
        why_none=secret("none"), held=True, at=now, by=head,
    )  # fmt: skip
    Handover.objects.create(
        concern=concern, outwards=True, other=secret("school"), receipt=secret("receipt"), sha256="b" * 64, at=now
    )
    Reader.objects.create(
        concern=concern, person=cast.leadership.person, kind=ReaderKind.CONSULTED, purpose=secret("purpose"),
        start=today, added_at=now,
    )  # fmt: skip
