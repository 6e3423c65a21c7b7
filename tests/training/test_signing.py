from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lanyard.notices.models import Notice
from lanyard.records.models import Attachment, AuditEvent
from lanyard.training import actions, shown
from lanyard.training.models import Exemption, SignedBy, SignOff
from lanyard.training.queries import sign_off_status_of
from lanyard.training.rules import State
from tests.training.office import TODAY, make_document, make_edition, make_scan, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def state_of(person, document):
    return sign_off_status_of(person, document, timezone.localdate()).state


def test_signing_records_who_which_wording_when_it_was_shown_and_what_was_typed(cast, code, now):
    made = sign(cast.teacher, code, typed_name="  tara   LINDQVIST ")
    row = SignOff.objects.get(pk=made.pk)
    assert row.person == cast.teacher.person and row.typed_name == "tara LINDQVIST"
    assert row.wording_sha256 == code.editions.get().sha256 == row.edition.sha256
    assert (row.opened_at, row.signed_at, row.signed_on, row.route) == (now, now, TODAY, SignedBy.ONLINE)
    assert state_of(cast.teacher.person, code) is State.SIGNED


def test_signing_is_one_audit_event_with_ids_only(cast, code):
    made = sign(cast.teacher, code)
    event = AuditEvent.objects.get(event="sign-off:sign")
    assert (event.actor, event.about_id, event.school_id) == (
        f"person:{cast.teacher.person_id}",
        str(made.pk),
        cast.old_quay.pk,
    )
    assert "Tara" not in event.detail


def test_signing_closes_what_asked_for_it_and_sends_a_receipt(cast, code):
    actions.remind()
    made = sign(cast.teacher, code)
    asked, receipt = Notice.objects.filter(person=cast.teacher.person).order_by("kind").reverse()
    assert asked.kind == "training:sign-this" and asked.settled_at
    assert receipt.kind == "training:receipt" and receipt.url == f"/sign-offs/signed/{made.pk}/" and receipt.urgent


def test_pressing_twice_signs_once(cast, code):
    assert sign(cast.teacher, code) == sign(cast.teacher, code)
    assert SignOff.objects.count() == 1
    assert Notice.objects.filter(kind="training:receipt").count() == 1


def test_another_name_does_not_sign(cast, code):
    with pytest.raises(ValidationError) as refusal:
        sign(cast.teacher, code, typed_name="Daniel Okafor")
    assert refusal.value.message_dict == {"typed_name": ["Type your name as it is on the register: Tara Lindqvist"]}
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("note", ["", "made-up", "e30:1abc:xyz"])
def test_without_the_note_that_the_text_was_shown_nobody_signs(cast, code, note):
    with pytest.raises(ValidationError, match="Read it again here"):
        sign(cast.teacher, code, note=note)


def test_a_note_of_another_person_or_another_text_does_not_count(cast, code):
    other = make_document(cast.trust, "other")
    edition = make_edition(other, TODAY)
    for note in (
        shown.note(code.editions.get(), cast.dsl.person_id, timezone.now()),
        shown.note(edition, cast.teacher.person_id, timezone.now()),
    ):
        with pytest.raises(ValidationError, match="Read it again here"):
            sign(cast.teacher, code, note=note)


def test_a_note_counts_for_a_day_and_not_before_it_was_written(cast, code, now):
    edition = code.editions.get()
    note = shown.note(edition, cast.teacher.person_id, now)
    for late in (timedelta(hours=24, seconds=1), timedelta(seconds=-1)):
        assert shown.shown_at(note, edition, cast.teacher.person_id, now + late) is None
    assert shown.shown_at(note, edition, cast.teacher.person_id, now + timedelta(hours=24)) == now


def test_a_wording_that_was_replaced_meanwhile_is_not_signed(cast, code):
    old = code.editions.get()
    make_edition(code, TODAY, 1, 1)
    with pytest.raises(ValidationError, match="wording has changed"):
        sign(cast.teacher, code, edition_id=old.pk, note=shown.note(old, cast.teacher.person_id, timezone.now()))


@pytest.mark.parametrize("who", ["parent", "stranger"])
def test_what_is_not_asked_of_somebody_they_cannot_sign(cast, code, who):
    with pytest.raises(ValidationError, match="do not need to sign"):
        sign(getattr(cast, who), code)


def test_an_unknown_edition_is_not_signed(cast, code):
    with pytest.raises(ValidationError, match="wording has changed"):
        sign(cast.teacher, code, edition_id=uuid4())


def enter(cast, code, **fields):
    ready = {
        "by": cast.headteacher,
        "person": cast.volunteer,
        "document": code,
        "school": cast.old_quay,
        "signed_on": TODAY - timedelta(days=1),
        "scan": make_scan(),
    }
    return actions.enter_paper_sign_off(**(ready | fields))


def test_a_signature_on_paper_is_entered_with_its_scan_and_who_entered_it(cast, code):
    made = enter(cast, code)
    assert (made.route, made.entered_by, made.signed_on) == (
        SignedBy.PAPER,
        cast.headteacher.person,
        TODAY - timedelta(days=1),
    )
    attachment = Attachment.objects.get(pk=made.scan)
    assert attachment.about_id == str(made.pk)
    assert state_of(cast.volunteer, code) is State.SIGNED
    assert AuditEvent.objects.filter(event="sign-off:enter-paper", about_id=str(made.pk)).count() == 1


def test_nobody_enters_their_own_paper(cast, code):
    with pytest.raises(ValidationError, match="You can’t enter your own"):
        enter(cast, code, person=cast.headteacher.person)


def test_a_paper_is_entered_once(cast, code):
    enter(cast, code)
    with pytest.raises(ValidationError, match="already been entered"):
        enter(cast, code)


@pytest.mark.parametrize("shift", [-2, 1])
def test_the_day_on_the_paper_lies_between_the_edition_and_today(cast, code, shift):
    with pytest.raises(ValidationError) as refusal:
        enter(cast, code, signed_on=TODAY + timedelta(days=shift))
    assert "signed_on" in refusal.value.message_dict


def test_a_file_that_is_no_scan_is_refused_and_nothing_is_entered(cast, code):
    with pytest.raises(ValidationError) as refusal:
        enter(cast, code, scan=SimpleUploadedFile("signed.pdf", b"MZ this is a program"))
    assert "scan" in refusal.value.message_dict
    assert not SignOff.objects.exists() and not AuditEvent.objects.filter(event="attachment:store").exists()


def test_without_an_edition_in_force_no_paper_is_entered(cast, now):
    document = make_document(cast.trust)
    with pytest.raises(ValidationError, match="No edition"):
        enter(cast, document)


def excuse(cast, code, **fields):
    ready = {
        "by": cast.headteacher,
        "person": cast.teacher.person,
        "document": code,
        "school": cast.old_quay,
        "reason": "Long absence",
        "end": TODAY + timedelta(days=30),
    }
    return actions.exempt(**(ready | fields))


def test_somebody_exempt_owes_nothing_until_it_ends(cast, code):
    actions.remind()
    made = excuse(cast, code)
    assert state_of(cast.teacher.person, code) is State.EXEMPT
    assert Notice.objects.get(person=cast.teacher.person).settled_at
    event = AuditEvent.objects.get(event="sign-off:exempt", about_id=str(made.pk))
    assert "absence" not in event.detail
    with time_machine.travel(made.end + timedelta(days=1), tick=False):
        assert state_of(cast.teacher.person, code) is State.OVERDUE


def test_the_reason_cannot_be_read_in_the_database(cast, code, django_db_blocker):
    made = excuse(cast, code)
    stored = Exemption.objects.filter(pk=made.pk).extra(select={"raw": "reason"}).values_list("raw", flat=True)[0]
    assert "absence" not in str(stored)
    assert Exemption.objects.get(pk=made.pk).reason == "Long absence"


def test_nobody_exempts_themselves(cast, code):
    with pytest.raises(ValidationError, match="You can’t exempt yourself"):
        excuse(cast, code, person=cast.headteacher.person)


@pytest.mark.parametrize("end", [TODAY - timedelta(days=1), date(2027, 11, 25)])
def test_an_exemption_ends_between_today_and_a_year_from_now(cast, code, end):
    with pytest.raises(ValidationError) as refusal:
        excuse(cast, code, end=end)
    assert refusal.value.message_dict == {"end": ["Enter a day from today to 24 November 2027"]}
    for allowed in (TODAY, date(2027, 11, 24)):
        assert excuse(cast, code, end=allowed).end == allowed
