"""The way to the page "What was done": from the first page, for those who may open it."""

import pytest

from lanyard.people.choices import Role
from tests.factories.people import give_role, make_person, make_school, make_user

pytestmark = pytest.mark.django_db
OLD_QUAY, SALTMARSH = "/schools/old-quay-juniors/audit/", "/schools/saltmarsh-primary/audit/"
TRUST = "/trusts/harbour-light-trust/audit/"


def ways(client) -> list[str]:
    return [card.url for card in client.get("/").context["cards"] if card.title.startswith("What was done: ")]


@pytest.mark.parametrize(
    ("who", "urls"),
    [
        ("trust_administrator", [TRUST, OLD_QUAY, SALTMARSH]),
        ("data_protection_lead", [OLD_QUAY]),
        ("headteacher", []),
        ("teacher", []),
        ("parent", []),
    ],
)
def test_the_first_page_leads_to_each_place_whose_trail_somebody_may_read(cast, client_for, now, who, urls):
    client = client_for(getattr(cast, who))
    assert sorted(ways(client)) == sorted(urls)
    for url in urls:
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("schools", "shown"), [(6, 9), (7, 1)])
def test_more_than_eight_schools_are_left_to_the_trusts_page(cast, client_for, now, schools, shown):
    for number in range(schools):
        make_school(cast.trust, f"School {number}")
    lead = make_user(make_person(cast.trust, "Dora Lead", email="dora@example.org"))
    give_role(lead.person, Role.DATA_PROTECTION_LEAD, cast.trust)
    found = ways(client_for(lead))
    assert len(found) == shown and TRUST in found
