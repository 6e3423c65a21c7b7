import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from lanyard.records.models import AppendOnly
from lanyard.training.models import DocumentAudience, DocumentEdition, Exemption, SignedBy, SignOff
from tests.training.office import TODAY, make_edition, make_signature

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def signature(cast, code):
    return make_signature(cast.teacher.person, code.editions.get(), TODAY)


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_signature_is_neither_saved_again_nor_deleted(signature):
    for change in (signature.save, signature.delete, SignOff.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        SignOff.objects.update(typed_name="Somebody Else")


def test_published_wording_is_neither_saved_again_nor_deleted(code):
    edition = code.editions.get()
    edition.text = "Something else"
    for change in (edition.save, edition.delete, code.editions.all().delete):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE training_signoff SET typed_name = 'Somebody Else'",
        "DELETE FROM training_signoff",
        "UPDATE training_documentedition SET text = 'Something else'",
        "DELETE FROM training_documentedition",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_them(signature, sql):
    refused(sql)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite has this way of replacing a row.")
def test_replacing_a_row_is_refused_too(signature):
    refused("INSERT OR REPLACE INTO training_signoff SELECT * FROM training_signoff")


def test_a_person_cannot_be_deleted_while_there_are_signatures_of_theirs(cast, signature):
    with pytest.raises(models.ProtectedError):
        cast.teacher.person.delete()


def test_a_wording_is_signed_once_by_a_person(cast, signature):
    with pytest.raises(IntegrityError):
        make_signature(cast.teacher.person, signature.edition, TODAY)


def test_an_edition_number_is_given_once(code):
    with pytest.raises(IntegrityError):
        make_edition(code, TODAY, 1, 0)


@pytest.mark.parametrize(
    "lacking",
    [
        {"route": SignedBy.ONLINE, "typed_name": "A B"},
        {"route": SignedBy.PAPER},
    ],
)
def test_a_signature_without_its_proof_is_refused(cast, code, now, lacking):
    edition = code.editions.get()
    row = SignOff(
        person=cast.teacher.person,
        edition=edition,
        wording_sha256=edition.sha256,
        signed_on=TODAY,
        signed_at=now,
        **lacking,
    )
    with pytest.raises(IntegrityError):
        row.append()


def test_an_audience_is_either_a_kind_or_a_role(code):
    with pytest.raises(IntegrityError):
        DocumentAudience.objects.create(document=code)


def test_an_edition_says_its_number():
    assert DocumentEdition(major=2, minor=1).number == "2.1"


def test_an_exemption_has_an_end(cast, code):
    fields = {"person": cast.teacher.person, "document": code, "reason": "x", "by": cast.headteacher.person}
    with pytest.raises(IntegrityError):
        Exemption.objects.create(start=TODAY, **fields)
