"""What was typed and could not be sent: sealed, for an hour, for its sender alone, without codes and passwords."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from lanyard.kernel import registry
from lanyard.kernel.forgery import typed_by
from lanyard.people import tasks
from lanyard.people.models import Unsent
from lanyard.people.unsent_pages import NAME
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SECRET = re.compile("passw|passphrase|secret|recovery|^code$|token|credential")
PAGE = "/disclosures/new/"
WORDS = "A parent of a child in my class\nwrote to me on “Instagram” <again>."


def signed_out(**typed: object):
    """A browser whose session is gone sends a form that was made for somebody."""
    client = Client()
    client.cookies["csrftoken"] = "a" * 32
    return client.post(PAGE, typed)


@pytest.fixture
def sent(cast, now):
    return signed_out(typed_by=typed_by(cast.teacher), what=WORDS, type="contact")


def test_it_is_unreadable_in_the_database_and_in_no_address(sent):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM people_unsent")
        (stored,) = cursor.fetchone()

    assert "Instagram" not in stored
    assert "Instagram" not in sent["Location"]
    assert Unsent.objects.get().content["fields"] == [["what", [WORDS]], ["type", ["contact"]]]


def test_the_page_to_sign_in_says_that_it_is_kept(sent):
    page = Client().get(sent["Location"]).content.decode()

    assert "what you typed has not been sent" in page and "Instagram" not in page
    assert "has not been sent" not in Client().get("/accounts/login/").content.decode()


def test_it_is_told_of_on_the_first_page(client_for, cast, sent):
    page = client_for(cast.teacher).get("/").content.decode()

    assert "What you typed before you were signed out" in page
    assert f"{NAME}={Unsent.objects.get().pk}" in page
    assert "What you typed before" not in client_for(cast.headteacher).get("/").content.decode()


def test_after_an_hour_it_is_given_to_nobody_and_then_gone(client_for, cast, sent):
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        page = client_for(cast.teacher).get(f"{PAGE}?{NAME}={Unsent.objects.get().pk}")
        assert "Instagram" not in page.content.decode()
        tasks.forget_unsent()
    assert not Unsent.objects.exists()


def test_the_sweep_leaves_what_is_younger_than_an_hour(sent):
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        tasks.forget_unsent()

    assert Unsent.objects.exists()


def test_once_it_is_sent_it_is_forgotten(client_for, cast, sent):
    client_for(cast.teacher).post(PAGE, {NAME: str(Unsent.objects.get().pk), "what": WORDS})

    assert not Unsent.objects.exists()


def test_nobody_else_can_have_it_forgotten(client_for, cast, sent):
    client_for(cast.headteacher).post(PAGE, {NAME: str(Unsent.objects.get().pk)})

    assert Unsent.objects.exists()


def test_codes_and_passwords_are_never_kept_and_the_page_says_so(client_for, cast, now):
    signed_out(typed_by=typed_by(cast.teacher), password="correct horse", code="123456", what=WORDS)
    kept = Unsent.objects.get()
    page = client_for(cast.teacher).get(f"{PAGE}?{NAME}={kept.pk}").content.decode()

    assert "correct horse" not in str(kept.content) and "123456" not in str(kept.content)
    assert "never keep codes and passwords. Enter them again: Password, Code" in page


def test_files_that_must_be_chosen_again_are_named(client_for, cast, now):
    upload = SimpleUploadedFile("screen shot <1>.png", b"x", "image/png")
    signed_out(typed_by=typed_by(cast.teacher), picture=upload)
    page = client_for(cast.teacher).get(f"{PAGE}?{NAME}={Unsent.objects.get().pk}").content.decode()

    assert "screen shot &lt;1&gt;.png" in page


def test_a_page_that_names_nobody_gives_back_what_was_typed_at_once(cast, now):
    page = signed_out(what=WORDS)

    assert page.status_code == 403 and "Instagram" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert not Unsent.objects.exists()


def test_a_made_up_name_counts_for_nothing(cast, now):
    signed_out(typed_by=str(cast.teacher.pk), what=WORDS)

    assert not Unsent.objects.exists()


def test_of_one_person_the_newest_ten_are_kept(cast, now):
    for number in range(12):
        signed_out(typed_by=typed_by(cast.teacher), what=f"Number {number}.")

    assert Unsent.objects.count() == 10
    assert "Number 11." in str([kept.content for kept in Unsent.objects.all()])


def test_every_field_for_a_secret_is_one_that_is_never_kept():
    """A field that hides what is typed, or is named like a secret, has to be on the list."""
    open_forms = [form for form in _all(forms.BaseForm) if form.__module__.startswith("lanyard.")]
    named = {
        name
        for form in open_forms
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput) or SECRET.search(name)
    }

    assert named and named - registry.never_kept == set()


def _all(kind: type) -> set[type]:
    return {kind}.union(*(_all(sub) for sub in kind.__subclasses__()))
