"""What the live policy says of documents one by one, and of a trust's own beside the clauses it links them to."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lanyard.assurance.actions import take_snapshot
from lanyard.assurance.queries import live_policy
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import attested, by_item, serving
from lanyard.people.choices import Kind
from lanyard.policy.actions import adopt_model, load_data
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition
from lanyard.training.controls import own_documents, signed
from lanyard.training.models import Document, DocumentAudience
from tests.factories.people import make_membership, make_person, make_school
from tests.training.office import TODAY, make_document, make_edition, make_signature

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=100)


@pytest.fixture
def ten(cast):
    school = make_school(cast.trust, "Ten Teachers")
    people = [make_person(cast.trust, f"Teacher{n} Reed") for n in range(10)]
    for person in people:
        make_membership(person, school, start=LONG_AGO)
    return school, people


def own(cast, title="Phones", *, keeps=("EXP3",), schools=(), signers=()):
    document = make_document(cast.trust, f"own-{title.lower()}", kinds=(Kind.TEACHER,), keeps=keeps, title=title)
    Document.objects.filter(pk=document.pk).update(is_own=True)
    for school in schools:
        DocumentAudience.objects.filter(document=document).update(school=school)
    edition = make_edition(document, LONG_AGO)
    for person in signers:
        make_signature(person, edition, LONG_AGO)
    document.refresh_from_db()
    return document


def test_an_own_document_is_an_item_of_its_own_for_the_clause_it_is_linked_to(cast, scope, ten):
    school, people = ten
    own(cast, signers=people)
    reading = own_documents(scope)[school.pk]
    assert reading.status is Status.KEPT
    assert [(item.key, item.name, item.reading.status) for item in reading.items] == [
        ("id:EXP3", "Phones", Status.KEPT)
    ]
    assert reading.about({"id:EXP3"}).shown(counts_only=False).says == "Signed by 10 of 10"


def test_each_clause_is_as_good_as_the_documents_linked_to_it_and_no_worse_for_another(cast, scope, ten):
    school, people = ten
    own(cast, "Phones", keeps=("EXP3",), signers=people)
    own(cast, "Cameras", keeps=("EXP5",), signers=people[:3])
    reading = own_documents(scope)[school.pk]
    assert reading.status is Status.NOT_KEPT
    assert reading.about({"id:EXP3"}).status is Status.KEPT
    late = reading.about({"id:EXP5"})
    assert late.status is Status.NOT_KEPT
    assert late.attention[0].shown(counts_only=False).says == "Remind 7 to sign: Cameras"


def test_nothing_is_kept_where_there_is_nothing_or_nobody_is_asked(cast, scope, ten):
    school, people = ten
    assert own_documents(scope)[school.pk].status is Status.NOT_IN_USE
    own(cast, signers=people, schools=(cast.old_quay,))
    reading = own_documents(scope)[school.pk]
    assert (reading.status, reading.items) == (Status.NOT_IN_USE, ())
    document = own(cast, "Nobody")
    DocumentAudience.objects.filter(document=document).update(kind=Kind.CONTRACTOR)
    (item,) = own_documents(scope)[school.pk].items
    assert item.reading.status is Status.NOT_IN_USE


def test_what_is_withdrawn_or_was_never_published_is_not_spoken_of(cast, scope, ten):
    school, people = ten
    document = own(cast, signers=people)
    Document.objects.filter(pk=document.pk).update(withdrawn_from=TODAY)
    draft = make_document(cast.trust, "own-draft", keeps=("EXP3",))
    Document.objects.filter(pk=draft.pk).update(is_own=True)
    assert own_documents(scope)[school.pk].items == ()


def test_a_document_of_another_trust_is_never_spoken_of(cast, scope, ten):
    other = make_document(cast.other_trust, "own-theirs", keeps=("EXP3",))
    Document.objects.filter(pk=other.pk).update(is_own=True)
    make_edition(other, LONG_AGO)
    assert {reading.items for reading in own_documents(scope).values()} == {()}


def test_sta2_answers_per_document_the_trusts_own_among_them(cast, scope, ten):
    school, people = ten
    edition = make_edition(make_document(cast.trust, "aup", title="AUP"), LONG_AGO)
    for person in people:
        make_signature(person, edition, LONG_AGO)
    own(cast, keeps=("STA2",), signers=people[:4])
    reading = signed(scope)[school.pk]
    assert {item.name: item.reading.status for item in reading.items} == {
        "AUP": Status.KEPT, "Phones": Status.NOT_KEPT,
    }  # fmt: skip
    assert reading.shown(counts_only=False).says == "4 of 10 people have signed"
    assert own_documents(scope)[school.pk].status is Status.NOT_IN_USE


def test_who_sees_counts_only_reads_no_number_of_one_document_beside_that_of_all(cast, scope, ten):
    school, people = ten
    edition = make_edition(make_document(cast.trust, "aup", title="AUP"), LONG_AGO)
    for person in people:
        make_signature(person, edition, LONG_AGO)
    own(cast, keeps=("STA2", "EXP3"), signers=people[:8])
    items = signed(scope)[school.pk].shown(counts_only=True).items
    beside = own_documents(scope)[school.pk].about({"id:EXP3"}).shown(counts_only=True)
    assert {item.name: item.reading.says for item in items} == {
        "AUP": "Signed by everybody", "Phones": "Signed by more than half",
    }  # fmt: skip
    assert (beside.says, beside.done, beside.total) == ("Signed by more than half", None, None)


def test_it_never_takes_the_place_of_what_else_keeps_a_clause():
    assert by_item() == ["training.own-documents"]
    assert "training.own-documents" not in {control.id for control in serving("STA2")}
    assert "attest.exp3" in {control.id for control in attested()}


def test_it_stands_beside_the_clauses_it_is_linked_to_in_the_live_policy(cast, now):
    load_data()
    made = adopt_model(trust=cast.trust, by="system:test")
    Edition.objects.filter(pk=made.pk).update(
        state=EditionState.IN_FORCE, approved_at=now, meeting_on=LONG_AGO, in_force_from=LONG_AGO,
        review_due=TODAY + timedelta(days=200),
    )  # fmt: skip
    own(cast, signers=[cast.teacher.person])
    take_snapshot(now=now)
    policy = live_policy(cast.old_quay, TODAY, cast.headteacher)
    beside = {
        clause.text: {e.control_id for e in clause.everything}
        for clause in policy.clauses
        if any(e.control_id == "training.own-documents" for e in clause.everything)
    }
    assert beside and all(len(found) > 1 for found in beside.values())


def test_all_of_it_is_read_in_a_constant_number_of_queries(cast, scope, ten, django_assert_max_num_queries):
    for number in range(20):
        own(cast, f"Document {number}", keeps=("EXP3", "STA2"))
    with django_assert_max_num_queries(12):
        shared = replace(scope, shared={})
        own_documents(shared)
        signed(shared)
