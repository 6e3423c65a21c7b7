"""The first page of everybody, and choosing for which school a page is opened."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.kernel import registry
from lanyard.kernel.registry import Group
from lanyard.people.choices import Role
from lanyard.people.models import School
from tests.factories.people import give_role, make_person, make_school, make_user
from tests.ui.pages import read, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
EVERYBODY = [*Role.values, "teacher", "parent", "pupil"]
MOST_QUERIES = 15


def at_many_schools(cast, role: str, number: int = 100):
    """Somebody who holds a role at the trust, or at each of so many schools."""
    School.objects.bulk_create(
        School(trust=cast.trust, name=f"School {n:03}", slug=f"school-{n:03}") for n in range(number)
    )
    user = make_user(make_person(cast.trust, "Mary Many", email="many@example.org"))
    at_trust = role in (Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES, Role.TRUST_ADMINISTRATOR)
    roles = {role, Role.DSL} if role == Role.HEADTEACHER else {role}
    for place in [cast.trust] if at_trust else School.objects.filter(trust=cast.trust):
        for held in roles:
            give_role(user.person, held, place)
    return user


def main_of(client, path: str = "/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return read(answer.content.decode()).main


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_has_at_most_eight_cards_each_with_a_figure(cast, client_for, who):
    main = main_of(client_for(getattr(cast, who)))

    cards = main.select(".ly-card")
    assert 1 <= len(cards) <= 8
    assert all(text(card.select_one(".ly-card__figure")) for card in cards)
    shown = [text(name) for name in main.select(".ly-groups__name")]
    assert shown == [group for group in Group if group in shown]
    assert text(main.h1) == "Good morning. Nothing needs you this week."


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_card_leads_to_a_page_that_this_person_may_open(cast, client_for, who):
    client = client_for(getattr(cast, who))
    links = main_of(client, "/all-pages/").select(".ly-links a")

    shut = {text(link): client.get(link["href"]).status_code for link in links}
    assert {title: status for title, status in shut.items() if status not in (200, 302)} == {}


@pytest.mark.parametrize(
    "role", [Role.EXECUTIVE_HEADTEACHER, Role.TRUST_ADMINISTRATOR, Role.DSL, Role.HEADTEACHER, Role.GOVERNOR]
)
def test_a_hundred_schools_multiply_nothing(cast, client_for, role):
    client = client_for(at_many_schools(cast, role))
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        main = main_of(client)

    assert len(captured) <= MOST_QUERIES
    assert len(main.select(".ly-card")) <= 8
    titles = [text(link) for link in main_of(client, "/all-pages/").select(".ly-links a")]
    assert len(titles) == len(set(titles)) < 40
    assert not any("School 0" in title for title in titles)


def test_of_many_schools_one_is_chosen_after_the_card_by_its_name(cast, client_for):
    client = client_for(at_many_schools(cast, Role.HEADTEACHER))
    links = {text(link): link["href"] for link in main_of(client, "/all-pages/").select(".ly-links a")}
    assert links["Posters"] == "/where/concerns-posters/"

    main = main_of(client, links["Posters"])
    assert len(main.select(".ly-links a")) == 50
    hits = main_of(client, links["Posters"] + "?q=school 07").select(".ly-links a")
    assert [link["href"] for link in hits] == [f"/schools/school-07{n}/posters/" for n in range(10)]
    assert "None of your schools" in text(main_of(client, links["Posters"] + "?q=hogwarts"))


def test_who_has_chosen_where_they_work_is_led_there_from_every_card(cast, client_for):
    client = client_for(at_many_schools(cast, Role.HEADTEACHER, 3))
    school = School.objects.get(slug="school-001")
    client.post("/where/", {"place": str(school.pk)})
    links = {text(link): link["href"] for link in main_of(client, "/all-pages/").select(".ly-links a")}

    assert links["Posters"] == "/schools/school-001/posters/"
    assert links["Calendar"] == "/schools/school-001/calendar/"


def test_who_works_at_one_school_is_led_straight_to_its_page(cast, client_for):
    links = [link["href"] for link in main_of(client_for(cast.headteacher), "/all-pages/").select(".ly-links a")]

    assert "/schools/old-quay-juniors/posters/" in links
    assert not any(link.startswith("/where/") for link in links)


def test_a_page_that_is_not_theirs_is_not_found(cast, client_for):
    for user in (cast.teacher, cast.parent):
        assert client_for(user).get("/where/concerns-posters/").status_code == 404
    assert client_for(cast.headteacher).get("/where/nothing/").status_code == 404


def test_the_choice_shows_no_place_where_the_page_is_shut(cast, client_for):
    head = cast.headteacher
    make_school(cast.trust, "Pier Road")
    give_role(head.person, Role.GOVERNOR, cast.saltmarsh)
    links = main_of(client_for(head), "/where/concerns-posters/").select(".ly-links a")

    assert [text(link) for link in links] == ["Old Quay Juniors"]


def test_every_page_that_places_have_is_declared_once():
    keys = [page.key for page in registry.placed_pages]

    assert len(keys) == len(set(keys))
