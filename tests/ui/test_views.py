"""The first page and the pages at the foot."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/accessibility/", "/privacy/", "/accounts/login/"])
def test_a_visitor_may_open_it(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert b"Skip to main content" in response.content


def test_health_says_that_the_database_is_reached(client: Client) -> None:
    assert client.get("/health/").json() == {"service": "ok", "database": "ok"}


def test_nothing_needs_a_person_without_duties(now, cast, client_for) -> None:
    response = client_for(cast.teacher).get("/")

    assert "Good morning." in response.content.decode()
