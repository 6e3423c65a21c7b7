"""The file of a case for another school: what is in it, how it is sealed, and the receipt."""

import hashlib
import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pyzipper.zipfile import BadZipFile

from lanyard.concerns.core.actions.common import let_read
from lanyard.concerns.core.choices import ConcernType, PartyRole, ReaderKind
from lanyard.concerns.core.models import Entry, Handover
from lanyard.concerns.handover.actions.export import export_case
from lanyard.concerns.handover.casefile import reading
from lanyard.kernel.refusals import Refused
from lanyard.records import attachments
from lanyard.records.models import AuditEvent, AuditHead
from tests.concerns.leaving import PASSWORD, attach, exported, inside, link, make_case
from tests.records.samples import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

FORM = {"to": "The DSL of Hill School", "level": "full", "protection": "password", "password": PASSWORD}


@pytest.fixture
def concern(cast):
    return make_case(cast)


def post(client, concern, **fields):
    return client.post(reverse("concerns:export", args=[concern.pk]), FORM | fields)


def test_every_file_is_in_the_manifest_with_its_size_and_check_sum(cast, concern):
    attach(concern, cast.dsl)
    head = AuditHead.objects.get()
    sent = exported(concern, cast.dsl)
    held = inside(sent)

    manifest = json.loads(held.pop("manifest.json"))
    assert sorted(held) == ["READ-ME.txt", "attachments/01.png", "case.json", "chronology.pdf"]
    assert {f["name"]: (f["size"], f["sha256"]) for f in manifest["files"]} == {
        name: (len(one), hashlib.sha256(one).hexdigest()) for name, one in held.items()
    }
    assert held["attachments/01.png"] == png()
    about = {key: manifest[key] for key in ("case", "exported_by", "for_whom", "level", "school")}
    assert about == {
        "case": concern.ref, "exported_by": "Daniel Okafor", "for_whom": "The DSL of Hill School", "level": "full",
        "school": "Old Quay Juniors",
    }  # fmt: skip
    # The look at the attached file is an event too.
    assert manifest["audit_number"] == head.number + 1 and len(manifest["audit_digest"]) == 64


def test_it_says_nothing_of_who_reported_it_nor_of_who_must_not_handle_it(cast, concern):
    link(concern, cast.deputy_dsl.person, PartyRole.CONFLICT)
    case = inside(exported(concern, cast.dsl))["case.json"].decode()

    assert "Lindqvist" not in case and cast.teacher.email not in case
    assert "Nair" not in case


def test_without_the_password_it_does_not_open_and_names_of_files_tell_nothing(cast, concern):
    attach(concern, cast.dsl, "Ash Quill.png")
    sent = exported(concern, cast.dsl)

    assert b"Quill" not in sent
    with pytest.raises((RuntimeError, BadZipFile)):
        inside(sent, "another password altogether")


def test_without_names_no_name_and_no_attached_file_is_in_it(cast, concern):
    attach(concern, cast.dsl)
    held = inside(exported(concern, cast.dsl, level="redacted"))

    assert not any(name.startswith("attachments/") for name in held)
    for name in (b"Ash", b"Quill", b"Fenn", b"Mara", b"Wren", b"Okafor", b"bo_fenn99"):
        assert name not in held["case.json"]
    pages = PdfReader(io.BytesIO(held["chronology.pdf"])).pages
    paper = " ".join(page.extract_text() for page in pages)
    for name in ("Ash", "Quill", "Fenn", "Mara", "Wren", "Okafor", "bo_fenn99"):
        assert name not in paper
    assert Handover.objects.get().redacted


def test_the_row_and_the_event_have_the_check_sum_of_the_whole(cast, client_for, concern):
    answer = post(client_for(cast.dsl), concern)

    digest = hashlib.sha256(answer.content).hexdigest()
    assert Handover.objects.get(outwards=True).sha256 == digest
    assert json.loads(AuditEvent.objects.get(event="concern:export").detail) == {
        "level": "full", "sealed": True, "sha256": digest
    }  # fmt: skip
    assert (
        Entry.objects.get(kind="step").text
        == "File of the case made for The DSL of Hill School, protected with a password"
    )
    assert answer["Cache-Control"] == "no-store" and f"case-{concern.ref}.zip" in answer["Content-Disposition"]
    assert digest in client_for(cast.dsl).get(reverse("concerns:export", args=[concern.pk])).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"password": "short"}, "Enter a password of 16 characters or more"),
        ({"protection": "none"}, "Say how it will get there"),
        ({"protection": "none", "where": "Into their system"}, "Tick this if it is true"),
        ({"protection": ""}, "Select how you will protect it"),
        ({"to": ""}, "Say which school or system it is for"),
    ],
)
def test_nothing_leaves_unprotected_by_accident(cast, client_for, concern, fields, says):
    answer = post(client_for(cast.dsl), concern, **fields)

    assert says in answer.content.decode()
    assert not Handover.objects.exists()


def test_it_leaves_open_when_it_is_said_how_it_gets_there(cast, client_for, concern):
    answer = post(client_for(cast.dsl), concern, protection="none", where="Into their system by me", sure="on")

    assert reading.read(answer.content).manifest["case"] == concern.ref
    assert "without a password: Into their system by me" in Entry.objects.get(kind="step").text


def test_only_who_deals_with_it_hands_it_over(cast, concern):
    let_read(concern, cast.leadership.person, ReaderKind.CONSULTED, by=cast.dsl.person)

    for user in (cast.leadership, cast.headteacher, cast.stranger):
        with pytest.raises(Refused):
            export_case(concern=concern, level="full", to="x", where="", password=PASSWORD, by=user)
    assert not Handover.objects.exists()


def test_a_case_about_images_has_no_files_whatever_lies_there(cast):
    concern = make_case(cast, ConcernType.IMAGES)
    attach(concern, cast.dsl)

    assert "attachments/01.png" not in inside(exported(concern, cast.dsl))


def test_a_file_that_is_lost_stops_it_and_nothing_is_recorded(cast, concern):
    attachments.path_of(attach(concern, cast.dsl)).unlink()

    with pytest.raises(Refused, match="so no export was made"):
        exported(concern, cast.dsl)
    assert not Handover.objects.exists() and not AuditEvent.objects.filter(event="concern:export").exists()


def test_the_receipt_that_comes_back_is_kept_with_its_day(cast, client_for, concern):
    exported(concern, cast.dsl)
    row, client = Handover.objects.get(), client_for(cast.dsl)
    address = reverse("concerns:receipt", args=[concern.pk, row.pk])

    assert "Enter what they wrote" in client.post(address, {"receipt": ""}).content.decode()
    assert client.post(address, {"receipt": "Had it. S. Frost"}).status_code == 302
    row.refresh_from_db()
    assert row.receipt == "Had it. S. Frost" and row.receipt_at is not None
    assert AuditEvent.objects.filter(event="concern:receipt").count() == 1


def test_a_receipt_is_found_by_those_alone_who_see_its_case(cast, client_for, concern):
    exported(concern, cast.dsl)
    link(concern, cast.deputy_dsl.person, PartyRole.SUBJECT)
    address = reverse("concerns:receipt", args=[concern.pk, Handover.objects.get().pk])

    assert client_for(cast.deputy_dsl).get(address).status_code == 404
    assert client_for(cast.headteacher).get(address).status_code == 404
