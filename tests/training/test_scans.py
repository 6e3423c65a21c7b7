"""Who opens the scan of a signature made on paper: leaders of the school that keeps it, and the one who signed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from lanyard.people.choices import Kind
from lanyard.records import attachments
from lanyard.records.models import Attachment, AuditEvent
from lanyard.training import actions, queries
from lanyard.training.models import SignedBy, SignOff
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, make_scan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def enter(cast, code, person) -> SignOff:
    return actions.enter_paper_sign_off(
        by=cast.headteacher, person=person, document=code, school=cast.old_quay, signed_on=TODAY, scan=make_scan()
    )


@pytest.fixture
def signed(cast, code) -> SignOff:
    """The volunteer's signature on paper, entered at Old Quay."""
    return enter(cast, code, cast.volunteer)


def scan_of(signed, school, document=None) -> str:
    document = document or signed.edition.document
    return reverse("training:scan", kwargs={"school": school.slug, "document": document.pk, "sign_off": signed.pk})


def list_of(school, document) -> str:
    return reverse("training:at-school", kwargs={"school": school.slug, "document": document.pk})


def test_a_leader_opens_it_from_the_list_as_a_download_with_the_look_on_record(cast, code, signed, client_for):
    client = client_for(cast.dsl)
    assert scan_of(signed, cast.old_quay) in client.get(list_of(cast.old_quay, code)).content.decode()
    answer = client.get(scan_of(signed, cast.old_quay))
    assert answer.content.startswith(b"%PDF") and answer["Content-Disposition"].startswith("attachment")
    look = AuditEvent.objects.get(event="attachment:open")
    assert (look.actor, look.school_id) == (f"person:{cast.dsl.person_id}", cast.old_quay.pk)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("headteacher", 200),
        ("trust_administrator", 200),
        ("saltmarsh_headteacher", 403),
        ("governor", 403),
        ("teacher", 403),
        ("parent", 403),
        ("stranger", 404),
    ],
)
def test_only_leaders_of_the_school_open_it(cast, signed, client_for, who, status):
    assert client_for(getattr(cast, who)).get(scan_of(signed, cast.old_quay)).status_code == status


def test_without_a_second_step_it_is_not_given_out(cast, signed, client_for):
    answer = client_for(cast.headteacher, second_step=False).get(scan_of(signed, cast.old_quay))
    assert answer.status_code != 200
    assert not AuditEvent.objects.filter(event="attachment:open").exists()


def test_a_scan_that_another_school_keeps_is_not_there(cast, code, signed, client_for):
    """The same person is asked at Saltmarsh too: its head sees that they signed, and not the paper."""
    make_membership(cast.volunteer, cast.saltmarsh, Kind.VOLUNTEER)
    for user in (cast.saltmarsh_headteacher, cast.executive_headteacher):
        client = client_for(user)
        page = client.get(list_of(cast.saltmarsh, code)).content.decode()
        assert "Victor Lane" in page and "scan/" not in page
        assert client.get(scan_of(signed, cast.saltmarsh)).status_code == 404


def test_under_another_document_or_without_paper_there_is_none(cast, code, signed, client_for):
    client = client_for(cast.headteacher)
    other = make_document(cast.trust, "other")
    make_edition(other, TODAY)
    assert client.get(scan_of(signed, cast.old_quay, other)).status_code == 404
    kwargs = {"school": cast.old_quay.slug, "document": code.pk, "sign_off": uuid4()}
    assert client.get(reverse("training:scan", kwargs=kwargs)).status_code == 404


def test_a_lost_file_is_said_on_the_list(cast, code, signed, client_for):
    attachments.path_of(Attachment.objects.get(pk=signed.scan)).unlink()
    answer = client_for(cast.headteacher).get(scan_of(signed, cast.old_quay), follow=True)
    assert answer.redirect_chain == [(list_of(cast.old_quay, code), 302)]
    assert "no longer where it was stored" in answer.content.decode()


@pytest.fixture
def own(cast, code) -> str:
    """The address of the scan of what the teacher signed on paper."""
    return reverse("training:own-scan", kwargs={"sign_off": enter(cast, code, cast.teacher.person).pk})


def test_whoever_signed_opens_their_own_from_the_receipt(cast, own, client_for):
    client = client_for(cast.teacher)
    assert own in client.get(own.removesuffix("scan/")).content.decode()
    assert client.get(own).content.startswith(b"%PDF")
    assert client_for(cast.headteacher).get(own).status_code == 404


def test_a_sheet_that_others_signed_too_is_not_given_to_one_of_them(cast, code, client_for):
    sheet = attachments.store(make_scan(), by=cast.headteacher, about=cast.old_quay, place=cast.old_quay)
    edition = code.editions.get()
    row = SignOff(
        person=cast.teacher.person,
        edition=edition,
        wording_sha256=edition.sha256,
        route=SignedBy.PAPER,
        signed_on=TODAY,
        signed_at=edition.published_at + timedelta(days=1),
        entered_by=cast.headteacher.person,
        scan=sheet.pk,
    )
    row.append()
    client = client_for(cast.teacher)
    address = reverse("training:own-scan", kwargs={"sign_off": row.pk})
    assert address not in client.get(address.removesuffix("scan/")).content.decode()
    assert client.get(address).status_code == 404
    assert client_for(cast.headteacher).get(scan_of(row, cast.old_quay)).status_code == 200


def test_the_scans_of_a_list_are_found_in_one_query(cast, code, signed, django_assert_num_queries):
    for number in range(3):
        person = make_person(cast.trust, f"Helper{number} Reed")
        make_membership(person, cast.old_quay, Kind.VOLUNTEER)
        enter(cast, code, person)
    rows = queries.at_school(cast.old_quay, code, TODAY)
    with django_assert_num_queries(1):
        found = queries.with_scans(rows, cast.old_quay)
    assert [row.person.family_name for row in found if row.scanned] == ["Lane", "Reed", "Reed", "Reed"]
    assert queries.with_scans([], cast.old_quay) == []
