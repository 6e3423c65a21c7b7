"""What stops the start."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.urls import path

from lanyard.kernel import checks
from lanyard.kernel.gate import needs, route, signed_in
from lanyard.project.signin import openid_app


def view(request):
    """A page."""


def ids(found) -> list[str]:
    return [problem.id for problem in found]


def test_nothing_is_wrong_with_the_project_as_it_is():
    assert [problem for problem in run_checks() if problem.is_serious()] == []


@pytest.mark.parametrize(
    ("pattern", "problems"),
    [
        (path("a/", view), ["lanyard.E001"]),
        (route("a/", view, name="a", access=needs("nobody:knows-this")), ["lanyard.E001"]),
        (route("a/", view, name="a", access=signed_in()), []),
    ],
)
def test_a_page_that_declares_no_access_is_an_error(settings, pattern, problems):
    settings.ROOT_URLCONF = (pattern,)

    assert ids(checks.every_route_is_declared(None)) == problems


def test_a_missing_key_is_an_error(settings, tmp_path: Path):
    settings.LANYARD_HOME, settings.FIELD_KEYS_FILE = tmp_path, tmp_path / "keys" / "field-keys.json"

    found = checks.keys_are_there(None)

    assert ids(found) == ["lanyard.E002"] * 2
    assert "lanyard setup" in found[0].hint


@pytest.mark.parametrize(
    ("demonstration", "hosts", "problems"),
    [
        (True, ["127.0.0.1", "localhost", "::1"], 0),
        (True, ["127.0.0.1", "school.example.org"], 1),
        (True, ["*"], 1),
        (True, [".localhost.example.org", "10.0.0.7"], 2),
        (False, ["school.example.org"], 0),
    ],
)
def test_a_demonstration_that_others_can_reach_is_an_error(settings, demonstration, hosts, problems):
    settings.DEMONSTRATION, settings.ALLOWED_HOSTS = demonstration, hosts

    assert ids(checks.demonstration_stays_at_home(None)) == ["lanyard.E003"] * problems


@pytest.mark.parametrize(
    ("key", "issuer", "tenant", "problems"),
    [
        ("microsoft", "https://login.example.org/one/v2.0", "one", []),
        ("microsoft", "https://login.example.org//v2.0", "", ["lanyard.E004"]),
        ("google", "https://accounts.example.org", "", []),
        ("google", "http://accounts.example.org", "", ["lanyard.E005"]),
        ("google", "http://127.0.0.1:9000", "", []),
    ],
)
def test_a_provider_that_is_half_set_up_is_an_error(settings, key, issuer, tenant, problems):
    settings.MICROSOFT_TENANT = tenant
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [openid_app(key, key.title(), issuer, "id", "s")]}}

    assert ids(checks.providers_are_complete(None)) == problems
