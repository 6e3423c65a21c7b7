"""One person is added, changed and ended by page, with the rules that files go by."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lanyard.people.choices import Kind, Role
from lanyard.people.models import AddressChange, FamilyLink, Merge, Person, User
from lanyard.records.models import AuditEvent
from tests.factories.people import give_role, make_membership, make_person
from tests.people.rosters import ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

VAL = {"kind": "volunteer", "given_name": "Val", "family_name": "Unteer", "start": "24/11/2026"}


@pytest.fixture
def client(cast, client_for):
    return client_for(cast.headteacher)


def at(cast, name, **more):
    return reverse(f"people:{name}", kwargs={"school": cast.old_quay.slug, **more})


def test_somebody_is_added_without_a_file(cast, client):
    assert client.post(at(cast, "add-person"), VAL | {"email": "val@example.org"}).status_code == 302
    val = Person.objects.get(family_name="Unteer")
    assert (val.email, val.memberships.get().kind, val.source_ids.exists()) == ("val@example.org", "volunteer", False)
    assert AuditEvent.objects.get(event="person:add").about_id == str(val.pk)


def test_somebody_like_it_is_asked_about_and_what_was_typed_stays(cast, client):
    make_membership(make_person(cast.trust, "Val Unteer"), cast.old_quay, Kind.VOLUNTEER)
    page = client.post(at(cast, "add-person"), VAL | {"job_title": "Reads with Year 3"})
    assert "Is this one of them?" in page.content.decode()
    assert "Reads with Year 3" in page.content.decode()
    offered = [str(person.pk) for person in page.context["offered"]]
    client.post(at(cast, "add-person"), VAL | {"known": "new", "offered": offered})
    assert Person.objects.filter(family_name="Unteer").count() == 2


def test_somebody_known_gets_a_place_and_no_second_record(cast, client):
    val = make_person(cast.trust, "Val Unteer", email="val@example.org")
    make_membership(val, cast.saltmarsh, Kind.VOLUNTEER)
    more = VAL | {"email": "val@example.org"}
    page = client.post(at(cast, "add-person"), more)
    assert [person.pk for person in page.context["offered"]] == [val.pk]
    client.post(at(cast, "add-person"), more | {"known": str(val.pk), "offered": [str(val.pk)]})
    assert {row.school for row in val.memberships.all()} == {cast.old_quay, cast.saltmarsh}


def test_an_address_of_somebody_else_is_told_beside_the_field(cast, client):
    page = client.post(at(cast, "add-person"), VAL | {"email": cast.teacher.email})
    assert "the same email address" in page.content.decode()
    assert not Person.objects.filter(family_name="Unteer").exists()


@pytest.mark.parametrize("field", ["year_group", "class_name", "upn"])
def test_only_pupils_have_what_is_of_pupils(cast, client, field):
    page = client.post(at(cast, "add-person"), VAL | {field: {"upn": "B801200005001"}.get(field, "5")})
    assert field in page.context["form"].errors


def test_a_record_is_changed(cast, client):
    said = {"given_name": "Victoria", "family_name": "Lane", "job_title": "Reads", "email": "v@example.org"}
    client.post(at(cast, "change-person", person=cast.volunteer.pk), said)
    cast.volunteer.refresh_from_db()
    assert (cast.volunteer.given_name, cast.volunteer.email) == ("Victoria", "v@example.org")
    assert cast.volunteer.memberships.get().job_title == "Reads"


def test_the_address_of_somebody_with_power_waits(cast, client):
    dsl = cast.dsl.person
    said = {"given_name": dsl.given_name, "family_name": dsl.family_name, "email": "else@example.org"}
    client.post(at(cast, "change-person", person=dsl.pk), said)
    dsl.refresh_from_db()
    assert dsl.email == cast.dsl.email
    assert AddressChange.objects.get(person=dsl).after == "else@example.org"


def test_nobody_changes_or_ends_their_own_record(cast, client):
    own = cast.headteacher.person
    said = {"given_name": "Other", "family_name": "Name"}
    page = client.post(at(cast, "change-person", person=own.pk), said)
    assert "This is your own record" in page.content.decode()
    page = client.post(at(cast, "person-leaves", person=own.pk), {"end": "23/11/2026", "roles_end": "on"})
    assert "This is your own record" in page.content.decode()


def test_who_leaves_loses_access_with_the_day(cast, client):
    client.post(at(cast, "person-leaves", person=cast.teacher.person.pk), {"end": "23/11/2026"})
    teacher = User.objects.select_related("person").get(pk=cast.teacher.pk)
    assert (teacher.is_active, teacher.person.left_on) == (False, ON - timedelta(days=1))


def test_a_role_that_ends_too_is_confirmed(cast, client):
    give_role(cast.teacher.person, Role.MODERATOR, cast.old_quay)
    page = client.post(at(cast, "person-leaves", person=cast.teacher.person.pk), {"end": "23/11/2026"})
    assert "Confirm that the role ends too" in page.content.decode()
    done = {"end": "30/11/2026", "roles_end": "on"}
    client.post(at(cast, "person-leaves", person=cast.teacher.person.pk), done)
    holding = cast.teacher.person.roles.get()
    assert (str(holding.end), User.objects.get(pk=cast.teacher.pk).is_active) == ("2026-11-30", True)


def test_who_must_not_be_contacted_is_marked_and_lifted_by_a_person(cast, client):
    link = FamilyLink.objects.get(child=cast.elder_child)
    page = at(cast, "contact", person=cast.elder_child.pk, link=link.pk)
    client.post(page)
    link.refresh_from_db()
    assert link.must_not_be_contacted
    client.post(page)
    link.refresh_from_db()
    assert not link.must_not_be_contacted
    assert AuditEvent.objects.filter(event__startswith="family:").count() == 2


def test_two_records_are_put_together_and_taken_apart_by_page(cast, client_for):
    client = client_for(cast.trust_administrator)
    double = make_person(cast.trust, "Victor Lane")
    make_membership(double, cast.saltmarsh, Kind.VOLUNTEER)
    client.post(at(cast, "merge-person", person=cast.volunteer.pk), {"other": str(double.pk)})
    found = Merge.objects.get()
    assert (found.kept, found.other) == (cast.volunteer, double)
    assert ">undo<" in client.get(at(cast, "merges")).content.decode()
    client.post(at(cast, "undo-merge", merge=found.pk))
    assert double.memberships.count() == 1
