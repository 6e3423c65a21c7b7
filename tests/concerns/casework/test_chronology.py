"""The chronology: two times, kinds, and changes that keep what was there."""

from datetime import timedelta

import pytest

from lanyard.concerns.casework.actions import entries
from lanyard.concerns.core.models import EntryEdit
from lanyard.kernel.refusals import Refused, Stale
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_entry, consult, fresh, opened, others, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
WHEN = {"happened_on": "23/11/2026", "happened_time": "15:40"}


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def test_when_it_happened_and_when_it_was_entered_are_two_things(cast, client_for, concern, now):
    post(client_for(cast.dsl), concern, "chronology/add/", kind="talk", text="I rang home.", **WHEN)

    entry = concern.entries.exclude(kind="step").get()
    assert (entry.kind, entry.text, entry.entered_at) == ("talk", "I rang home.", now)
    assert entry.happened_at == now.replace(day=23, hour=15, minute=40)
    assert "I rang home." in page(client_for(cast.dsl), concern)


def test_what_has_not_happened_yet_is_refused_beside_the_field_and_the_words_stay(cast, client_for, concern):
    client = client_for(cast.dsl)
    for when in ({"happened_on": "25/11/2026", "happened_time": "08:00"}, {**WHEN, "happened_on": "24/11/2026"}):
        shown = post(client, concern, "chronology/add/", kind="note", text="Long words.", **when).content.decode()
        assert "a time in the past" in shown
        assert "Long words." in shown
    assert not concern.entries.exclude(kind="step").exists()


def test_the_action_itself_refuses_the_future_too(cast, concern, now):
    with pytest.raises(Refused):
        add_entry(concern, cast.dsl, happened_at=now + timedelta(minutes=1))


def test_a_change_keeps_the_old_words_with_who_why_and_when(cast, client_for, concern, now):
    entry = add_entry(concern, cast.dsl, "Ash said no.")
    post(client_for(cast.deputy_dsl), concern, f"chronology/{entry.pk}/edit/", text="Ash said yes.",
         reason="I misheard.", **WHEN)  # fmt: skip

    edit = EntryEdit.objects.get(entry=entry)
    assert (edit.old_text, edit.reason, edit.by) == ("Ash said no.", "I misheard.", cast.deputy_dsl.person)
    shown = client_for(cast.dsl).get(f"/concerns/{concern.pk}/chronology/{entry.pk}/").content.decode()
    assert "Ash said no." in shown
    assert "I misheard." in shown
    assert "Changed: see what it said before" in page(client_for(cast.dsl), concern)


def test_a_change_without_a_reason_is_not_made(cast, client_for, concern):
    entry = add_entry(concern, cast.dsl)
    shown = post(client_for(cast.dsl), concern, f"chronology/{entry.pk}/edit/", text="Other.", reason=" ", **WHEN)

    assert "Say why you are changing it" in shown.content.decode()
    assert not EntryEdit.objects.exists()


def test_two_changes_at_once_do_not_overwrite_each_other(cast, concern, now):
    entry = add_entry(concern, cast.dsl, "First.")
    version = fresh(concern).version
    change = {"entry": entry, "version": version, "happened_at": entry.happened_at, "reason": "More known."}
    entries.edit_entry(by=cast.dsl, concern=fresh(concern), text="Second.", **change)
    with pytest.raises(Stale):
        entries.edit_entry(by=cast.deputy_dsl, concern=fresh(concern), text="Third.", **change)

    entry.refresh_from_db()
    assert entry.text == "Second."


def test_what_an_action_wrote_about_itself_stays(cast, client_for, concern):
    step = concern.entries.get(kind="step")
    change = {"text": "Other.", "happened_at": step.happened_at, "reason": "Because."}
    with pytest.raises(Refused):
        entries.edit_entry(by=cast.dsl, concern=concern, version=concern.version, entry=step, **change)
    assert client_for(cast.dsl).get(f"/concerns/{concern.pk}/chronology/{step.pk}/edit/").status_code == 404


def test_an_entry_of_one_case_is_not_found_in_another(cast, client_for, concern):
    entry = add_entry(concern, cast.dsl)
    other = opened(cast.old_quay, cast.dsl)

    for path in ("", "edit/"):
        assert client_for(cast.dsl).get(f"/concerns/{other.pk}/chronology/{entry.pk}/{path}").status_code == 404


def test_reading_an_entry_is_a_look(cast, client_for, concern):
    entry = add_entry(concern, cast.dsl)
    before = AuditEvent.objects.filter(event="concern:look").count()
    client_for(cast.dsl).get(f"/concerns/{concern.pk}/chronology/{entry.pk}/")

    assert AuditEvent.objects.filter(event="concern:look").count() == before + 1


def test_only_those_who_deal_with_it_write(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    shown = post(client_for(cast.line_manager), concern, "chronology/add/", kind="note", text="Mine.", **WHEN)
    assert "someone else is dealing with it" in shown.content.decode()
    for user in others(cast, "dsl", "deputy_dsl", "line_manager"):
        answer = client_for(user).post(f"/concerns/{concern.pk}/chronology/add/", {"kind": "note", "text": "x", **WHEN})
        assert answer.status_code in (403, 404)
    assert "Mine." not in [entry.text for entry in concern.entries.all()]
