"""A copy of the database and of the attached files, without the keys, tells nothing of what anybody wrote."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from lanyard.concerns.core.models import Concern, Message, Party, Report, Reporter
from lanyard.people.models import Person
from lanyard.records import rotation
from lanyard.records.fields import EncryptedField, EncryptedTextField
from lanyard.records.keyring import add_key
from tests.concerns.whole_case import MARK, make_whole_case, secret

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

# What is written as it is: codes, digests, ids of the catalogue; and lessons, which name nobody and outlive the case.
PLAIN = {
    "Concern": {"ref", "level", "platform", "year_group", "sent_once", "receipt", "counted_at"},
    "Reporter": {"person_key"},
    "Party": {"person_key", "year_group", "source"},
    "Message": {"sent_once"},
    "Debrief": {"clause", "control"},
    "Handover": {"sha256"},
    "Lesson": {"concern_key", "says", "clause", "done_how"},
    "Poster": {"says"},
}


@pytest.fixture
def case(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return make_whole_case(cast)


def tables() -> dict[str, str]:
    """Every value of every column of every table as text, as a dump would hold it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (names come from the database)
            found[table] = "\n".join(str(value) for row in cursor.fetchall() for value in row)
    return found


def encrypted() -> list[tuple[type[models.Model], EncryptedField]]:
    return [
        (model, column)
        for model in apps.get_app_config("concerns").get_models()
        for column in model._meta.local_concrete_fields
        if isinstance(column, EncryptedField)
    ]


def test_the_case_of_these_tests_has_something_in_every_field_that_is_sealed(case):
    empty = [
        f"{model.__name__}.{column.name}"
        for model, column in encrypted()
        if not any(getattr(row, column.name) for row in model.objects.all())
    ]
    assert empty == []


def test_no_word_that_anybody_wrote_is_in_any_table(case):
    assert [name for name, content in tables().items() if MARK.casefold() in content.casefold()] == []


def test_no_word_that_anybody_wrote_is_in_the_bytes_of_the_database(case):
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite keeps everything in one file; the dump of PostgreSQL is searched above.")
    connection.ensure_connection()
    content = connection.connection.serialize()
    assert len(content) > 100_000 and case.concern.ref.encode() in content
    assert MARK.encode() not in content and MARK.casefold().encode() not in content


def test_no_word_of_an_attached_file_or_of_its_name_is_on_the_disk(case, settings):
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    # What was sent, and the clean copy that readers see.
    assert len(files) == 2
    for path in files:
        assert MARK.encode() not in path.read_bytes() and MARK not in str(path)
        assert not path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("who", ["teacher", "it_lead", "parent"])
def test_whom_it_is_about_who_is_in_conflict_and_who_reported_stand_in_no_table_but_the_registers(case, cast, who):
    person: Person = getattr(cast, who).person
    signs = {person.family_name, person.full_name, person.email, str(person.pk), person.pk.hex}
    mine = {name: content for name, content in tables().items() if not name.startswith("people_")}

    assert any(name.startswith("concerns_") for name in mine)
    assert [(name, sign) for name, content in mine.items() for sign in signs if sign in content] == []


def test_the_trail_does_not_say_who_reported_or_whom_it_is_about(case, cast):
    trail = tables()["records_auditevent"]
    for user in (cast.teacher, cast.it_lead, cast.parent):
        assert str(user.person_id) not in trail


def test_every_column_of_text_is_sealed_a_code_or_named_here():
    """A field that somebody adds later is sealed, or thought about."""
    open_columns = {
        (model.__name__, column.name)
        for model in apps.get_app_config("concerns").get_models()
        for column in model._meta.local_concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField)
        and not isinstance(column, EncryptedField)
        and not column.choices
    }
    assert open_columns == {(model, name) for model, names in PLAIN.items() for name in names}


def test_with_the_key_everything_can_be_read_again(case):
    concern = Concern.objects.get(pk=case.concern.pk)
    assert concern.report.account == secret("account")
    assert concern.reporter.name == secret("reporter")
    assert secret("victim") in {party.name for party in concern.parties.all()}
    assert concern.messages.get().text == secret("message")


@pytest.fixture
def own_keys(settings, tmp_path):
    """A key file that a test may rotate."""
    import json

    from lanyard.records.keys import new_field_keys

    path = tmp_path / "field-keys.json"
    path.write_text(json.dumps(new_field_keys()))
    path.chmod(0o600)
    settings.FIELD_KEYS_FILE = path


def test_a_new_key_takes_over_every_field_of_a_case(own_keys, case):
    before = {
        (model, row.pk, column.name): getattr(row, column.name)
        for model, column in encrypted()
        for row in model.objects.all()
    }
    add_key()
    done = rotation.reseal()

    assert done.damaged == [] and done.values >= len(before)
    assert rotation.counts()["k1"] == 0
    for (model, pk, name), value in before.items():
        assert getattr(model.objects.get(pk=pk), name) == value


def test_the_search_for_values_of_a_key_knows_every_model_with_sealed_fields():
    known = {model for model, _ in rotation.encrypted_models()}
    assert {Report, Reporter, Party, Message} <= known
    assert {model for model, _ in encrypted()} <= known
    assert all(isinstance(column, EncryptedTextField) or column.name == "answers" for _, column in encrypted())
