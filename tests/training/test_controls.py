from datetime import timedelta

import pytest

from lanyard.assurance.actions import take_snapshot
from lanyard.assurance.models import Snapshot
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import all_controls
from lanyard.people.choices import Kind, Role
from lanyard.training.actions import confirm_points, load_documents
from lanyard.training.controls import code_signed, expectations_acknowledged, operators_signed, signed
from lanyard.training.models import Document, Exemption
from lanyard.training.queries.points import CODE, OF_THE_CODE, points_of, unconfirmed
from tests.factories.people import make_membership, make_person, make_school
from tests.training.office import TODAY, make_document, make_edition, make_signature, sign

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=100)


@pytest.fixture
def eleven(cast):
    """A school of its own with eleven teachers."""
    school = make_school(cast.trust, "Eleven Teachers")
    people = [make_person(cast.trust, f"Teacher{n} Reed") for n in range(11)]
    for person in people:
        make_membership(person, school, start=LONG_AGO)
    return school, people


def document_for(cast, clause, **fields):
    key = CODE if clause == "COM1" else f"for-{clause.lower()}"
    document = make_document(cast.trust, key, keeps=(clause,), **fields)
    return document, make_edition(document, LONG_AGO)


@pytest.mark.parametrize(
    ("read", "clause"),
    [(signed, "STA2"), (expectations_acknowledged, "EXP1"), (operators_signed, "OFF12"), (code_signed, "COM1")],
)
def test_with_everybodys_signature_it_is_kept(cast, scope, eleven, read, clause):
    school, people = eleven
    _, edition = document_for(cast, clause)
    confirm_points(by=cast.trust_administrator, edition=edition, points=dict.fromkeys(OF_THE_CODE, True))
    for person in people:
        make_signature(person, edition, LONG_AGO)
    reading = read(scope)[school.pk].shown(counts_only=False)
    assert (reading.status, reading.attention) == (Status.KEPT, ())
    assert reading.says.startswith("11 of 11 people have signed")


@pytest.mark.parametrize(
    ("read", "clause"),
    [(signed, "STA2"), (expectations_acknowledged, "EXP1"), (operators_signed, "OFF12"), (code_signed, "COM1")],
)
@pytest.mark.parametrize(("late", "status"), [(1, Status.NEEDS_ATTENTION), (2, Status.NOT_KEPT)])
def test_a_few_late_need_attention_and_more_than_one_in_ten_is_not_kept(
    cast, scope, eleven, read, clause, late, status
):
    school, people = eleven
    document, edition = document_for(cast, clause)
    confirm_points(by=cast.trust_administrator, edition=edition, points=dict.fromkeys(OF_THE_CODE, True))
    for person in people[late:]:
        make_signature(person, edition, LONG_AGO)
    reading = read(scope)[school.pk].shown(counts_only=False)
    assert reading.status is status and reading.says.startswith(f"{11 - late} of 11 people have signed")
    (item,) = reading.attention
    assert item.says == f"Remind {late} to sign: {document.title}"
    assert item.url == f"/schools/{school.slug}/sign-offs/{document.pk}/"


@pytest.mark.parametrize(
    ("read", "clause"),
    [(signed, "STA2"), (expectations_acknowledged, "EXP1"), (operators_signed, "OFF12"), (code_signed, "COM1")],
)
def test_without_a_document_in_force_it_is_not_kept(cast, scope, eleven, read, clause):
    school, _ = eleven
    make_document(cast.trust, "draft", keeps=(clause,))
    reading = read(scope)[school.pk]
    assert (reading.status, reading.says) == (Status.NOT_KEPT, "No document for people to sign is in force")


def test_what_is_said_of_the_code_is_what_it_asks_for(cast, scope, eleven):
    """The wording that comes with Lanyard holds each of the four things that the sentence names."""
    load_documents(trust=cast.trust)
    text = Document.objects.get(trust=cast.trust, key=CODE).editions.get().text
    for part in (
        "fits your role, our policies and the law",
        "from a personal account",
        "we advise a separate professional account",
        "complaints and whistleblowing",
    ):
        assert part in text


def test_the_code_shows_a_clause_kept_only_where_somebody_has_read_that_it_says_so(cast, scope, eleven):
    school, people = eleven
    _, edition = document_for(cast, "COM1")
    for person in people:
        make_signature(person, edition, LONG_AGO)
    reading = code_signed(scope)[school.pk]
    assert reading.status is Status.NOT_MEASURED
    assert reading.attention[0].says == "Confirm what the wording says: The code_of_conduct_online"
    assert reading.attention[0].url.endswith(f"/{edition.pk}/says/")
    confirm_points(
        by=cast.trust_administrator, edition=edition, points={"id:COM1": True, "id:REP4": True, "id:BRE5": False}
    )  # fmt: skip
    reading = code_signed(scope)[school.pk]
    stands = {item.key: item.reading.status for item in reading.items}
    assert stands == {
        "id:REP4": Status.KEPT, "id:COM1": Status.KEPT, "id:OFF11": Status.NOT_MEASURED, "id:BRE5": Status.NOT_KEPT,
    }  # fmt: skip
    assert reading.about({"id:COM1"}).status is Status.KEPT
    assert reading.status is Status.NOT_KEPT


def test_another_wording_is_read_anew(cast, scope, eleven):
    school, people = eleven
    document, edition = document_for(cast, "COM1")
    confirm_points(by=cast.trust_administrator, edition=edition, points=dict.fromkeys(OF_THE_CODE, True))
    minor = make_edition(document, TODAY, 1, 1)
    for person in people:
        make_signature(person, edition, LONG_AGO)
    assert code_signed(scope)[school.pk].status is Status.NOT_MEASURED
    confirm_points(by=cast.trust_administrator, edition=minor, points=dict.fromkeys(OF_THE_CODE, True))
    assert code_signed(scope)[school.pk].status is Status.KEPT


def test_the_wordings_that_come_with_lanyard_were_read(cast, scope):
    load_documents(trust=cast.trust)
    editions = [document.editions.get() for document in Document.objects.filter(trust=cast.trust)]
    assert sum(len(points_of(edition.document)) for edition in editions) == 10
    assert [unconfirmed(edition) for edition in editions] == [{}] * 4
    assert all(item.reading.status is Status.IN_PROGRESS for item in code_signed(scope)[cast.old_quay.pk].items)


def test_each_duty_of_operators_is_as_good_as_the_wording_that_they_sign(cast, scope):
    load_documents(trust=cast.trust)
    edition = Document.objects.get(trust=cast.trust, key="channel_acceptable_use").editions.get()
    confirm_points(by=cast.trust_administrator, edition=edition, points={"operator:law": False})
    reading = operators_signed(scope)[cast.old_quay.pk]
    assert reading.about({"operator:law"}).status is Status.NOT_KEPT
    assert reading.about({"operator:messages"}).status is reading.about({"operator:sign"}).status is Status.IN_PROGRESS


def test_another_document_signed_says_nothing_of_the_code(cast, scope, eleven):
    school, people = eleven
    _, edition = document_for(cast, "STA2")
    for person in people:
        make_signature(person, edition, LONG_AGO)
    assert code_signed(scope)[school.pk].says == "No document for people to sign is in force"


def test_while_people_still_have_time_it_is_in_progress_and_says_until_when(cast, scope, eleven):
    school, people = eleven
    edition = make_edition(make_document(cast.trust), TODAY)
    reading = signed(scope)[school.pk].shown(counts_only=False)
    assert (reading.status, reading.attention) == (Status.IN_PROGRESS, ())
    assert reading.says == "11 asked, due 8 December; nobody has signed"
    make_signature(people[0], edition, TODAY)
    assert signed(scope)[school.pk].shown(counts_only=False).says == "11 asked, due 8 December; 1 has signed"
    assert signed(scope)[school.pk].shown(counts_only=True).says.endswith("; fewer than 5 have signed")
    for person in people[1:]:
        make_signature(person, edition, TODAY)
    assert signed(scope)[school.pk].status is Status.KEPT


def test_of_a_few_people_governors_are_not_told_how_many_have_signed(cast, scope):
    school = make_school(cast.trust, "Two Teachers")
    edition = make_edition(make_document(cast.trust), TODAY)
    for number in range(2):
        person = make_person(cast.trust, f"Teacher{number} Reed")
        make_membership(person, school, start=LONG_AGO)
    says = "Fewer than 5 asked, due 8 December; none, some or all have signed"
    assert signed(scope)[school.pk].shown(counts_only=True).says == says
    make_signature(person, edition, TODAY)
    assert signed(scope)[school.pk].shown(counts_only=True).says == says


def test_who_is_late_with_one_edition_is_late_from_the_first_day_of_the_next(cast, scope, eleven):
    school, people = eleven
    document = make_document(cast.trust)
    first = make_edition(document, LONG_AGO)
    for person in people[1:]:
        make_signature(person, first, LONG_AGO)
    make_edition(document, TODAY, 2, 0)
    reading = signed(scope)[school.pk].shown(counts_only=False)
    assert (reading.status, reading.attention[0].says) == (
        Status.NEEDS_ATTENTION, f"Remind 1 to sign: {document.title}"
    )  # fmt: skip


def test_who_is_exempt_is_counted_apart(cast, scope, eleven):
    school, people = eleven
    document, edition = document_for(cast, "STA2")
    for person in people[2:]:
        make_signature(person, edition, LONG_AGO)
    for person in people[:2]:
        span = {"start": LONG_AGO, "end": TODAY}
        Exemption.objects.create(person=person, document=document, reason="Away", by=people[2], **span)
    reading = signed(scope)[school.pk]
    assert reading.status is Status.KEPT
    assert reading.shown(counts_only=False).says == "9 of 9 people have signed; 2 exempt"
    assert reading.shown(counts_only=True).says == "9 of 9 people have signed; fewer than 5 exempt"


def test_where_everybody_is_exempt_it_is_not_in_use(cast, scope):
    document, _ = document_for(cast, "OFF12", kinds=(Kind.CONTRACTOR,))
    school, person = make_school(cast.trust, "Exempt"), make_person(cast.trust, "Ash Reed")
    make_membership(person, school, Kind.CONTRACTOR, start=LONG_AGO)
    Exemption.objects.create(
        person=person, document=document, reason="Away", by=person, start=LONG_AGO, end=TODAY
    )  # fmt: skip
    reading = operators_signed(scope)[school.pk].shown(counts_only=False)
    assert (reading.status, reading.says) == (Status.NOT_IN_USE, "Everyone it is for is exempt; 1 exempt")


def test_both_documents_have_to_be_signed(cast, scope, eleven):
    school, people = eleven
    editions = [make_edition(make_document(cast.trust, key), LONG_AGO) for key in ("code", "use")]
    for person in people:
        make_signature(person, editions[0], LONG_AGO)
    reading = signed(scope)[school.pk]
    assert (reading.status, reading.done, reading.total) == (Status.NOT_KEPT, 0, 11)


def test_a_document_that_keeps_another_clause_does_not_count(cast, scope, eleven):
    document_for(cast, "EXP1")
    assert signed(scope)[eleven[0].pk].says == "No document for people to sign is in force"


def test_where_nobody_runs_a_channel_it_is_not_in_use_that_operators_sign(cast, scope):
    document_for(cast, "OFF12", kinds=(), roles=(Role.CHANNEL_OPERATOR,))
    readings = operators_signed(scope)
    assert readings[cast.saltmarsh.pk].says == "Nobody runs an official channel"
    assert readings[cast.saltmarsh.pk].status is Status.NOT_IN_USE
    assert readings[cast.old_quay.pk].status is Status.NOT_KEPT


def test_a_school_where_nobody_is_asked_has_it_not_in_use(cast, scope):
    document_for(cast, "STA2", kinds=(Kind.CONTRACTOR,))
    assert signed(scope)[cast.old_quay.pk].status is Status.NOT_IN_USE


def test_governors_do_not_see_that_one_person_is_late(cast, scope, eleven):
    school, people = eleven
    _, edition = document_for(cast, "STA2")
    for person in people[1:]:
        make_signature(person, edition, LONG_AGO)
    reading = signed(scope)[school.pk].shown(counts_only=True)
    assert reading.says == "All but fewer than 5 of 11 people have signed"
    assert reading.attention[0].says.startswith("Remind fewer than 5 to sign")


def test_every_school_is_read_in_the_same_number_of_queries(cast, scope, eleven, django_assert_num_queries):
    document_for(cast, "STA2")
    with django_assert_num_queries(4):
        signed(scope)
    for number in range(20):
        make_membership(make_person(cast.trust, f"More{number} Reed"), make_school(cast.trust, f"School {number}"))
    with django_assert_num_queries(4):
        assert len(signed(scope)) == 23


def test_another_trusts_document_keeps_nothing_here(cast, scope):
    make_edition(make_document(cast.other_trust), LONG_AGO)
    assert Document.objects.count() == 1
    assert {reading.says for reading in signed(scope).values()} == {"No document for people to sign is in force"}


def test_the_controls_are_registered_for_their_clauses():
    controls = all_controls()
    found = {key: controls[key].clauses for key in controls if key.startswith("training.")}
    assert found["training.signed"] == ("STA2",)
    assert found["training.expectations-acknowledged"] == ("EXP1",)
    assert found["training.operators-signed"] == ("OFF12",)
    assert found["training.code-signed"] == ("REP4", "COM1", "OFF11", "BRE5")


def test_a_signature_of_somebody_at_two_schools_moves_the_figures_of_both(
    cast, now, django_capture_on_commit_callbacks
):
    for school in (cast.old_quay, cast.saltmarsh):
        make_membership(cast.teacher.person, school, Kind.CONTRACTOR, start=LONG_AGO)
    document = make_document(cast.trust, kinds=(Kind.CONTRACTOR,))
    make_edition(document, TODAY)
    take_snapshot(now=now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        sign(cast.teacher, document)
    figures = Snapshot.objects.filter(control="training.signed", school__in=[cast.old_quay, cast.saltmarsh])
    assert [(row.done, row.total, row.status) for row in figures] == [(1, 1, "kept")] * 2
