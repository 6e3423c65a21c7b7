"""The way to the page "What was done": one card, for those who may open it."""

import pytest

from lanyard.people.choices import Role
from tests.factories.people import give_role, make_school

pytestmark = pytest.mark.django_db
OLD_QUAY, TRUST = "/schools/old-quay-juniors/audit/", "/trusts/harbour-light-trust/audit/"


def ways(client) -> list[str]:
    groups = client.get("/all-pages/").context["groups"].values()
    return [card.url for cards in groups for card in cards if card.title == "What was done"]


@pytest.mark.parametrize(
    ("who", "url"),
    [
        # The trust's page has what was done at all of its schools.
        ("trust_administrator", TRUST),
        ("data_protection_lead", OLD_QUAY),
        ("headteacher", None),
        ("teacher", None),
        ("parent", None),
    ],
)
def test_one_card_leads_to_the_trail_that_somebody_may_read(cast, client_for, now, who, url):
    client = client_for(getattr(cast, who))
    assert ways(client) == [url] * bool(url)
    assert url is None or client.get(url).status_code == 200


def test_of_several_schools_one_is_chosen_first(cast, client_for, now):
    other = make_school(cast.trust, "Pier Road")
    give_role(cast.data_protection_lead.person, Role.DATA_PROTECTION_LEAD, other)
    client = client_for(cast.data_protection_lead)
    (url,) = ways(client)
    page = client.get(url).content.decode()
    assert OLD_QUAY in page and "/schools/pier-road/audit/" in page
