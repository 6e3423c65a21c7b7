"""Encrypted fields: what stands in the database opens only with the key, and only where it was written."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.records.base import Entity
from lanyard.records.fields import EncryptedJSONField, EncryptedTextField, Sealed, blind_index
from lanyard.records.keyring import CannotDecrypt, keyring, open_bytes, seal_bytes
from lanyard.records.keys import new_data_key, with_new_key

with isolate_apps("lanyard.records"):

    class Note(Entity):
        """A model that only these tests have."""

        words = EncryptedTextField(null=True)
        facts = EncryptedJSONField(default=dict)

        class Meta:
            app_label = "records"


@pytest.fixture
def notes(db, own_keys) -> type[Note]:
    uuid = Note._meta.pk.db_type(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE records_note (id {uuid} PRIMARY KEY, words text, facts text)")
    return Note


def stored(column: str = "words") -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM records_note ORDER BY id")  # noqa: S608  (the column is our own)
        return [value for (value,) in cursor.fetchall()]


def test_a_value_comes_back_and_the_database_holds_none_of_it(notes):
    made = notes.objects.create(words="Ann was late", facts={"who": "Ann"})
    read = notes.objects.get(pk=made.pk)
    assert (read.words, read.facts) == ("Ann was late", {"who": "Ann"})
    assert "Ann" not in "".join(stored() + stored("facts"))
    assert stored()[0].startswith("k1:")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(exclude_categories=["Cs"])),
    facts=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])), st.lists
    ),
)
def test_any_text_and_any_json_comes_back(notes, words, facts):
    made = notes.objects.create(words=words, facts=facts)
    read = notes.objects.get(pk=made.pk)
    assert (read.words, read.facts) == (words, facts)


def test_nothing_is_nothing(notes):
    made = notes.objects.create(words=None)
    assert stored() == [None]
    assert notes.objects.get(pk=made.pk).words is None
    assert list(notes.objects.filter(words__isnull=True)) == [made]


def test_the_same_text_is_never_stored_the_same_way_twice(notes):
    for _ in range(3):
        notes.objects.create(words="same")
    assert len(set(stored())) == 3


def test_bulk_create_and_save_seal_too(notes):
    notes.objects.bulk_create([notes(words="one"), notes(words="two")])
    one = notes.objects.order_by("id").first()
    one.words = "changed"
    one.save()
    one.refresh_from_db()
    assert one.words == "changed"
    assert sorted(note.words for note in notes.objects.all())[0] == "changed"


def test_a_saved_row_keeps_values_that_nobody_looked_at(notes):
    made = notes.objects.create(words="kept")
    before = stored()
    notes.objects.get(pk=made.pk).save()
    assert stored() == before


def test_values_are_not_shown_where_they_are_not_opened(notes):
    notes.objects.create(words="secret")
    (value,) = notes.objects.values_list("words", flat=True)
    assert isinstance(value, Sealed)
    assert f"{value} {value!r}" == "(protected) Sealed()"


@pytest.mark.parametrize("use", ["filter", "update"])
def test_a_value_cannot_be_searched_or_updated_by_query(notes, use):
    with pytest.raises(TypeError, match=r"Note\.words is encrypted"):
        notes.objects.filter(words="x").exists() if use == "filter" else notes.objects.update(words="x")


def swap(column: str = "words") -> None:
    one, two = stored(column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE records_note SET {column} = CASE {column} WHEN %s THEN %s ELSE %s END",  # noqa: S608  (our own)
            [one, two, one],
        )


def test_a_value_put_into_another_row_does_not_open(notes):
    notes.objects.create(words="of the one")
    notes.objects.create(words="of the other")
    swap()
    for note in notes.objects.all():
        with pytest.raises(CannotDecrypt, match="changed or moved"):
            note.words  # noqa: B018  (looking at it is what opens it)


def test_a_value_put_into_another_column_does_not_open(notes):
    made = notes.objects.create(words="{}", facts={})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_note SET facts = words")
    with pytest.raises(CannotDecrypt, match="changed or moved"):
        notes.objects.get(pk=made.pk).facts  # noqa: B018  (looking at it is what opens it)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0), character=st.sampled_from("AZaz09+/=:!"))
def test_no_change_to_a_sealed_value_opens(own_keys, place, character):
    sealed = keyring().seal(b"some words", "here")
    place %= len(sealed)
    changed = sealed[:place] + character + sealed[place + 1 :]
    if changed == sealed:
        assert keyring().open(changed, "here") == b"some words"
        return
    with pytest.raises(CannotDecrypt):
        keyring().open(changed, "here")


def test_a_value_that_is_written_another_way_does_not_open(own_keys):
    sealed = keyring().seal(b"some words", "here")
    assert sealed.endswith("=")
    # The last digit before the padding has bits that stand for nothing.
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = digits.index(sealed.rstrip("=")[-1])
    other = sealed.rstrip("=")[:-1] + digits[last ^ 1] + "=" * sealed.count("=")
    with pytest.raises(CannotDecrypt, match="damaged"):
        keyring().open(other, "here")


@pytest.mark.parametrize(
    ("stored_value", "says"),
    [
        ("plain words", "damaged"),
        ("", "damaged"),
        ("k9:AAAA:AAAA", "needs the key k9"),
        ("k1:AAAA:AAAA", "changed or moved"),
    ],
)
def test_what_cannot_be_opened_says_why(own_keys, stored_value, says):
    with pytest.raises(CannotDecrypt, match=says):
        keyring().open(stored_value, "here")


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"active": "k1", "keys": {}, "index": ""}', "\x00", '{"keys": 3}']
)
def test_a_damaged_key_file_says_so(own_keys, content):
    own_keys.write_text(content)
    with pytest.raises(CannotDecrypt, match="can't be read as a file of keys"):
        keyring()


def test_a_missing_key_file_says_so(own_keys):
    own_keys.unlink()
    with pytest.raises(CannotDecrypt, match=r"There is no key file at .* Run “lanyard setup”"):
        keyring()


def test_a_key_file_replaced_by_another_process_is_seen_at_once(own_keys):
    assert keyring().active == "k1"
    content = with_new_key(json.loads(own_keys.read_text()))
    fresh = own_keys.with_name("fresh")
    fresh.write_text(json.dumps(content))
    fresh.replace(own_keys)
    assert keyring().active == "k2"


def test_values_and_keys_never_reach_the_log_or_an_error(notes, own_keys, caplog):
    caplog.set_level(logging.DEBUG, logger="lanyard")
    made = notes.objects.create(words="secret words")
    assert notes.objects.get(pk=made.pk).words == "secret words"
    assert "secret" not in caplog.text
    for key in json.loads(own_keys.read_text())["keys"].values():
        assert key not in repr(keyring())


def test_bytes_are_sealed_with_a_key_of_their_own():
    key = bytes(32)
    sealed = seal_bytes(key, b"\x00\xff", "a file")
    assert open_bytes(key, sealed, "a file") == b"\x00\xff"
    for broken in (sealed[:-1], b"", sealed + b"x"):
        with pytest.raises(CannotDecrypt):
            open_bytes(key, broken, "a file")


def test_a_blind_index_finds_the_same_value_for_the_same_purpose_only(own_keys):
    index = blind_index("ann@example.org", "reporter")
    assert index == blind_index("ann@example.org", "reporter")
    assert index != blind_index("ann@example.org", "parent")
    assert index != blind_index("ben@example.org", "reporter")
    assert len(index) == 64


def test_a_blind_index_needs_its_own_key(own_keys):
    index = blind_index("ann@example.org", "reporter")
    content = json.loads(own_keys.read_text())
    own_keys.write_text(json.dumps({**content, "index": new_data_key()}))
    assert blind_index("ann@example.org", "reporter") != index


def test_a_row_without_an_id_is_refused(own_keys):
    with pytest.raises(TypeError, match="needs an id"):
        Note._meta.get_field("words").pre_save(Note(id=None, words="x"), add=True)


def test_the_fields_can_be_rebuilt_by_migrations():
    name, path, arguments, options = Note._meta.get_field("facts").deconstruct()
    assert (name, path, arguments, options) == (
        "facts",
        "lanyard.records.fields.EncryptedJSONField",
        [],
        {"default": dict},
    )
    assert isinstance(Note._meta.get_field("words"), models.TextField)
