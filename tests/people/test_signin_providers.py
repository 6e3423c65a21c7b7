"""Signing in with Microsoft or Google, against a real OpenID provider on this computer."""

from collections.abc import Callable, Iterator

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from lanyard.people.models import Person, User
from lanyard.people.rules.vouching import confirmed_address
from lanyard.project.signin import openid_app
from lanyard.records.models import AuditEvent
from tests.factories.people import Cast, make_membership, make_person
from tests.people.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIDProvider

TENANT = "0b0d8c3e-55c5-4c3c-9d5e-2f3c1a111111"
OTHER_TENANT = "99999999-55c5-4c3c-9d5e-2f3c1a999999"


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIDProvider]:
    running = OpenIDProvider()
    yield running
    running.close()


@pytest.fixture(autouse=True)
def _configured(settings, provider: OpenIDProvider) -> None:
    settings.MICROSOFT_TENANT = TENANT
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                openid_app(key, name, provider.url, CLIENT_ID, CLIENT_SECRET)
                for key, name in [("microsoft", "Microsoft"), ("google", "Google")]
            ],
        }
    }
    provider.claims, provider.audience = {}, CLIENT_ID


@pytest.fixture
def go(client: Client, provider: OpenIDProvider) -> Callable[..., HttpResponse]:
    """Press the provider's button, agree there, and come back with what it says."""

    def through(key: str, **claims) -> HttpResponse:
        provider.claims = claims
        started = client.post(f"/accounts/with/{key}/")
        assert started.status_code == 302, started.content
        agreed = requests.get(started["Location"], allow_redirects=False, timeout=5)
        return client.get(agreed.headers["Location"].replace("http://testserver", ""))

    return through


@pytest.fixture
def teacher(cast: Cast) -> Person:
    """On the register with an address, and never signed in before."""
    person = make_person(cast.trust, "Nell Fisher", email="nell.fisher@old-quay-juniors.example.org")
    make_membership(person, cast.old_quay)
    return person


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


TRUSTED = [
    ("google", {"email_verified": True}),
    ("microsoft", {"tid": TENANT}),
    ("microsoft", {"tid": OTHER_TENANT, "xms_edov": True}),
    ("microsoft", {"tid": OTHER_TENANT, "xms_edov": "1"}),
]
NOT_TRUSTED = [
    ("google", {}),
    ("google", {"email_verified": False}),
    ("google", {"email_verified": "yes"}),
    ("google", {"tid": TENANT}),
    ("google", {"xms_edov": True}),
    ("microsoft", {}),
    ("microsoft", {"tid": OTHER_TENANT}),
    ("microsoft", {"tid": OTHER_TENANT, "xms_edov": False}),
    ("microsoft", {"tid": OTHER_TENANT, "preferred_username": "nell.fisher@old-quay-juniors.example.org"}),
]


@pytest.mark.parametrize(("key", "claims"), TRUSTED)
def test_an_address_that_is_vouched_for_and_on_the_register_opens_the_door(client, go, teacher, key, claims):
    response = go(key, email="Nell.Fisher@old-quay-juniors.example.org", name="Nell", **claims)

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(person=teacher).pk)


@pytest.mark.parametrize(("key", "claims"), NOT_TRUSTED)
def test_an_address_that_nobody_vouches_for_opens_nothing(client, go, teacher, key, claims):
    response = go(key, email=teacher.email, **claims)

    assert response.status_code == 403
    assert "did not confirm an email address that is on the school’s register" in response.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(("key", "claims"), TRUSTED[:2])
def test_an_address_that_is_not_on_the_register_opens_nothing_and_makes_no_account(client, go, cast, key, claims):
    before = User.objects.count()

    response = go(key, email="somebody.else@elsewhere.example.org", **claims)

    assert response.status_code == 403
    assert not is_in(client)
    assert User.objects.count() == before


def test_the_refusal_is_the_same_whether_the_address_is_unknown_or_not_vouched_for(client, go, teacher):
    unknown = go("google", email="nobody@elsewhere.example.org", email_verified=True)
    unvouched = go("google", email=teacher.email, email_verified=False)

    assert unknown.content == unvouched.content


def test_a_second_time_the_same_account_opens(client, go, teacher):
    go("google", email=teacher.email, email_verified=True)
    client.post("/accounts/logout/")
    go("google", email=teacher.email, email_verified=True)

    assert is_in(client)
    assert SocialAccount.objects.count() == 1


def test_an_account_that_is_connected_to_one_person_never_opens_anothers(client, go, teacher, cast):
    go("google", email=teacher.email, email_verified=True)
    client.post("/accounts/logout/")
    other = make_person(cast.trust, "Omar Vale", email="omar.vale@old-quay-juniors.example.org")
    make_membership(other, cast.old_quay)

    response = go("google", email=other.email, email_verified=True)

    assert response.status_code == 403
    assert not is_in(client)


def test_nothing_that_the_provider_tells_about_the_person_is_kept(go, teacher):
    go("google", email=teacher.email, email_verified=True, name="Nell Fisher", picture="https://example.org/n.jpg")
    go("google", email=teacher.email, email_verified=True, name="Nell Fisher", picture="https://example.org/n.jpg")

    assert SocialAccount.objects.get().extra_data == {}


def test_a_token_made_for_another_site_opens_nothing(client, go, teacher, provider):
    provider.audience = "another-site"

    response = go("google", email=teacher.email, email_verified=True)

    assert not is_in(client)
    assert response.status_code != 302


def test_somebody_signed_in_can_not_tie_a_strangers_account_to_theirs(client_for, cast, teacher, provider):
    client = client_for(cast.headteacher)
    provider.claims = {"email": teacher.email, "email_verified": True}
    started = client.post("/accounts/with/google/?process=connect")
    agreed = requests.get(started["Location"], allow_redirects=False, timeout=5)

    response = client.get(agreed.headers["Location"].replace("http://testserver", ""))

    assert response.status_code == 403
    assert not SocialAccount.objects.exists()


def test_signing_in_is_in_the_audit_trail_without_an_address(go, teacher):
    go("google", email=teacher.email, email_verified=True)

    events = AuditEvent.objects.filter(event__startswith="signin:")
    assert {"signin:step", "signin:in"} <= set(events.values_list("event", flat=True))
    assert teacher.email not in str(list(AuditEvent.objects.values()))


def test_a_sign_in_with_a_provider_is_one_step(client, go, teacher):
    go("google", email=teacher.email, email_verified=True)

    assert client.get("/second-step/").status_code == 200


def test_a_provider_that_is_not_set_up_has_no_page(client, db):
    assert client.post("/accounts/with/elsewhere/").status_code == 404


@pytest.mark.parametrize("claims", [{"tid": ""}, {}, {"tid": None}])
def test_without_a_tenant_of_our_own_no_tenant_counts(claims):
    assert confirmed_address("microsoft", {"email": "a@example.org", **claims}, tenant="") == ""
