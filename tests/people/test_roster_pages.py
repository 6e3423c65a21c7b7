"""Importing a roster in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lanyard.people.models import Person, RosterImport
from tests.factories.people import known_as
from tests.people.rosters import ELLA, PAULA, TARA, csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def client(cast, client_for):
    return client_for(cast.trust_administrator)


@pytest.fixture
def send(cast, client):
    def upload(*rows, holds="some", data=None, place=None):
        name, slug = ("trust-import", cast.trust.slug) if place == "trust" else ("import", cast.old_quay.slug)
        file = SimpleUploadedFile("Year 5 Winter.csv", csv_of(*rows) if data is None else data)
        return client.post(reverse(f"people:{name}", args=[slug]), {"file": file, "holds": holds})

    return upload


def test_choose_look_confirm(client, send):
    preview = send(TARA)["Location"]
    page = client.get(preview)
    assert "1 added, 0 changed, 0 left" in page.content.decode()
    assert "Tara Lund" in page.content.decode()
    assert not Person.objects.filter(source_ids__value="t1").exists()
    done = client.post(preview, follow=True)
    assert "The register has been updated." in done.content.decode()
    assert Person.objects.filter(source_ids__value="t1").exists()
    assert client.get(preview).status_code == 404


def test_problems_come_first_with_their_lines_and_nothing_can_be_confirmed(client, send):
    preview = send(TARA, ELLA | {"year_group": "99"}, ELLA | {"id": "p2", "kind": "wizard"})["Location"]
    text = client.get(preview).content.decode()
    assert "2 problems in the file" in text
    assert "“99” is not a year group" in text
    assert "Update the register" not in text
    client.post(preview)
    assert not Person.objects.filter(source_ids__value="t1").exists()


def test_notes_come_after_the_counts_fifty_at_most(client, send):
    shared = PAULA | {"email": "home@example.org"}
    preview = send(ELLA, *[shared | {"id": f"a{number}"} for number in range(1, 61)])["Location"]
    text = client.get(preview).content.decode()
    counts, _, rest = text.partition("61 added, 0 changed, 0 left")
    assert "Line" not in counts
    assert "Line 4: the address is also that of the person on line 3, so it is left out here." in rest
    assert rest.count("is left out here") == 50
    assert "… and 9 more" in rest
    assert "home@example.org" not in text
    assert "Update the register" in rest


def test_many_problems_come_in_pages(client, send):
    preview = send(*[ELLA | {"id": f"p{number}", "year_group": "99"} for number in range(60)])["Location"]
    page = client.get(preview + "?page=2")
    assert len(page.context["page_obj"].object_list) == 10
    assert "60 problems in the file" in page.content.decode()


def test_many_leavers_must_be_ticked(client, send):
    preview = send(ELLA | {"given_name": "Una"}, holds="whole")["Location"]
    assert "3 of 3 pupils at Old Quay Juniors have left" in client.get(preview).content.decode()
    refused = client.post(preview)
    assert "Confirm that these people have left" in refused.context["form"].errors["leavers_confirmed"][0]
    assert not Person.objects.filter(left_on__isnull=False).exists()
    client.post(preview, {"leavers_confirmed": "old-quay-juniors:pupil"})
    assert Person.objects.filter(left_on__isnull=False).count() == 3


def test_the_changes_can_be_narrowed(client, send):
    preview = send(ELLA | {"given_name": "Una"}, holds="whole")["Location"]
    page = client.get(preview + "?show=left")
    assert {line.section for line in page.context["page_obj"]} == {"left"}
    assert [chip["label"] for chip in page.context["chips"]] == ["Everybody 4", "Added 1", "Left 3"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\x00\x01", "is not a CSV file"),
        (b"name\nTara\n", "has no column “id”"),
        (b"PK\x03\x04rubbish", "is not a zip that can be opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(send, data, says):
    page = send(data=data)
    assert page.status_code == 200
    assert says in page.context["form"].errors["file"][0]
    assert "Winter.csv" not in str(page.context["form"].errors)
    assert not RosterImport.objects.exists()


def test_a_register_that_moved_is_shown_again(client, send):
    first = send(TARA)["Location"]
    client.post(send(TARA | {"given_name": "Tara Jane"})["Location"])
    page = client.post(first, follow=True)
    assert "Check again" in page.content.decode()
    assert "0 added, 1 changed" in page.content.decode()


def test_a_file_for_the_whole_trust_is_imported_at_the_trust(client, send):
    preview = send(TARA, TARA | {"id": "t2", "email": "", "school": "Saltmarsh Primary"}, place="trust")["Location"]
    client.post(preview)
    assert known_as("t2").memberships.get().school.slug == "saltmarsh-primary"


@pytest.mark.parametrize("who", ["headteacher", "dsl", "teacher", "it_lead", "data_protection_lead"])
def test_only_the_trust_administrator_imports(cast, client_for, send, who):
    preview = send(TARA)["Location"]
    for url in (reverse("people:import", args=[cast.old_quay.slug]), preview):
        assert client_for(getattr(cast, who)).get(url).status_code == 403
        assert client_for(getattr(cast, who)).post(url).status_code == 403
    assert not Person.objects.filter(source_ids__value="t1").exists()


def test_an_import_of_another_place_is_not_found(cast, client, send):
    found = RosterImport.objects.get(pk=send(TARA)["Location"].rstrip("/").rpartition("/")[2])
    elsewhere = reverse("people:import-preview", args=[cast.saltmarsh.slug, found.pk])
    assert client.get(elsewhere).status_code == 404
    assert client.post(elsewhere).status_code == 404
