"""The demonstration's way in is there on its own computer alone."""

import pytest
from django.test import Client

from lanyard.people.models import Trust, User
from lanyard.records.models import AuditEvent
from tests.factories.people import Cast, make_trust

PAGE = "/demonstration/"
OUR_OWN = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


@pytest.fixture(autouse=True)
def _demonstration(settings) -> None:
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def invented(cast: Cast) -> Cast:
    """The cast, all of it of invented trusts, with addresses."""
    Trust.objects.update(is_demonstration=True)
    for user in User.objects.select_related("person"):
        user.person.email = user.email
        user.person.save()
    return cast


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost"])
def test_on_its_own_computer_one_chooses_who_to_be(invented, host):
    page = Client(**OUR_OWN | {"HTTP_HOST": host}).get(PAGE)

    assert page.status_code == 200
    assert "Helen Marsh" in page.content.decode()
    assert "Headteacher" in page.content.decode()


def test_choosing_signs_in_with_the_second_step_done(invented):
    client = Client(**OUR_OWN)
    response = client.post(PAGE, {"person": str(invented.headteacher.person_id)})

    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(invented.headteacher.pk)
    assert client.get("/second-step/").status_code == 302
    assert AuditEvent.objects.filter(event="signin:demonstration").count() == 1


def test_choosing_another_changes_who_one_is(invented):
    client = Client(**OUR_OWN)
    client.post(PAGE, {"person": str(invented.headteacher.person_id)})
    client.post(PAGE, {"person": str(invented.parent.person_id)})

    assert client.session["_auth_user_id"] == str(invented.parent.pk)


@pytest.mark.parametrize("chosen", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_somebody_who_is_not_there_can_not_be_chosen(invented, chosen):
    client = Client(**OUR_OWN)

    assert client.post(PAGE, {"person": chosen}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_pupil_can_not_be_chosen(invented):
    assert Client(**OUR_OWN).post(PAGE, {"person": str(invented.pupil.person_id)}).status_code == 404


ELSEWHERE = [
    {"REMOTE_ADDR": "10.0.0.7"},
    {"REMOTE_ADDR": "::ffff:10.0.0.7"},
    {"REMOTE_ADDR": ""},
    {"HTTP_HOST": "lanyard.example.org"},
    {"HTTP_HOST": "10.0.0.7:8000"},
    {"HTTP_HOST": "127.0.0.1.example.org"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_VIA": "1.1 proxy"},
]


@pytest.mark.parametrize("difference", ELSEWHERE)
def test_from_elsewhere_the_page_is_not_there(invented, difference):
    client = Client(**OUR_OWN | difference)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"person": str(invented.headteacher.person_id)}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_the_setting_the_page_is_not_there(invented, settings):
    settings.DEMONSTRATION = False

    assert Client(**OUR_OWN).get(PAGE).status_code == 404


def test_one_real_trust_closes_it_for_all(invented):
    make_trust("Real Trust", is_demonstration=False)

    assert Client(**OUR_OWN).get(PAGE).status_code == 404
    assert Client(**OUR_OWN).post(PAGE, {"person": str(invented.headteacher.person_id)}).status_code == 404


def test_an_empty_database_is_not_a_demonstration(db):
    assert Client(**OUR_OWN).get(PAGE).status_code == 404


def test_the_sign_in_page_offers_it_only_where_it_is_open(invented):
    here = Client(**OUR_OWN).get("/accounts/login/")
    there = Client(**OUR_OWN | {"REMOTE_ADDR": "10.0.0.7"}).get("/accounts/login/")

    assert here.context["choose_who"]
    assert not there.context["choose_who"]
