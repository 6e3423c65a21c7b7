"""The pages of the register: list, person, schools, place, first page."""

import pytest
from django.urls import reverse

from lanyard.people.choices import Role
from lanyard.people.models import FamilyLink
from tests.factories.people import give_role, make_membership, make_pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def people_url(cast):
    return reverse("people:people", args=[cast.old_quay.slug])


def names(page):
    return [str(person) for person in page.context["page_obj"]]


def test_the_list_shows_everybody_of_the_school_by_family_name(cast, client_for, people_url):
    shown = names(client_for(cast.dsl).get(people_url))
    assert shown[0] == "Tom Ashby"
    assert "Simon Gale" not in shown


@pytest.mark.parametrize("who", ["teacher", "parent", "pupil", "governor", "it_lead"])
def test_the_register_is_closed_to_others(cast, client_for, people_url, who):
    assert client_for(getattr(cast, who)).get(people_url).status_code == 403


def test_the_register_asks_for_a_second_step(cast, client_for, people_url):
    answer = client_for(cast.dsl, second_step=False).get(people_url)
    assert answer["Location"].startswith("/second-step/")


def test_a_name_is_looked_for_without_getting_into_the_address(cast, client_for, people_url):
    client = client_for(cast.dsl)
    answer = client.post(people_url, {"name": "winter"})
    assert answer["Location"] == people_url
    page = client.get(people_url)
    assert names(page) == ["Ella Winter", "Noah Winter", "Paula Winter"]
    assert names(client.get(people_url, {"kind": "parent"})) == ["Paula Winter"]
    client.post(people_url, {"name": ""})
    assert len(names(client.get(people_url))) > 3


def test_a_long_list_comes_in_pages_with_as_many_queries(cast, client_for, people_url, django_assert_max_num_queries):
    client = client_for(cast.dsl)
    client.get(people_url)
    for number in range(60):
        make_pupil(cast.old_quay, f"Pupil Number{number}")
    with django_assert_max_num_queries(12):
        page = client.get(people_url)
    assert len(names(page)) == 50
    assert page.context["page_obj"].paginator.num_pages == 2


def test_a_childs_page_shows_the_family_and_marks_who_must_not_be_contacted(cast, client_for):
    FamilyLink.objects.filter(child=cast.elder_child).update(must_not_be_contacted=True)
    url = reverse("people:person", args=[cast.old_quay.slug, cast.elder_child.pk])
    text = client_for(cast.dsl).get(url).content.decode()
    assert "Paula Winter" in text
    assert "has parental responsibility" in text
    assert "Must not be contacted" in text
    other = reverse("people:person", args=[cast.old_quay.slug, cast.younger_child.pk])
    assert "Must not be contacted" not in client_for(cast.dsl).get(other).content.decode()


def test_people_of_another_school_or_trust_are_not_found(cast, client_for):
    for person in (cast.saltmarsh_headteacher.person, cast.stranger.person):
        url = reverse("people:person", args=[cast.old_quay.slug, person.pk])
        assert client_for(cast.trust_administrator).get(url).status_code == 404


def test_anyone_reads_the_list_of_schools_and_finds_the_page_of_the_accounts_that_speak_for_each(cast, client):
    text = client.get(reverse("people:schools")).content.decode()
    assert "Saltmarsh Primary" in text
    assert reverse("channels:public", kwargs={"school": cast.old_quay.slug}) in text


def test_schools_that_closed_are_not_listed(cast, client, now):
    cast.saltmarsh.closed = now.date().replace(day=1)
    cast.saltmarsh.save()
    assert "Saltmarsh" not in client.get(reverse("people:schools")).content.decode()


def test_the_bar_says_who_is_signed_in_and_where(cast, client_for):
    identity = client_for(cast.headteacher).get("/").context["who"]()
    assert (identity.place, identity.role, identity.name) == ("Old Quay Juniors", "Headteacher", "Helen Marsh")
    assert client_for(cast.teacher).get("/").context["who"]().role == "Staff"
    assert client_for(cast.parent).get("/").context["who"]().role == "Parent or carer"


def test_somebody_at_two_schools_chooses_where_they_work_and_gains_nothing_by_it(cast, client_for):
    make_membership(cast.dsl.person, cast.saltmarsh)
    client = client_for(cast.dsl)
    client.post(reverse("people:where"), {"place": str(cast.saltmarsh.pk)})
    assert client.get("/").context["who"]().place == "Saltmarsh Primary"
    assert client.get(reverse("people:people", args=[cast.saltmarsh.slug])).status_code == 403
    assert client.get(reverse("people:people", args=[cast.old_quay.slug])).status_code == 200


def test_a_place_that_is_not_ones_own_cannot_be_chosen(cast, client_for):
    client = client_for(cast.dsl)
    for place in (cast.saltmarsh.pk, cast.other_school.pk, "nonsense"):
        client.post(reverse("people:where"), {"place": str(place)})
        assert client.get("/").context["who"]().place == "Old Quay Juniors"


def test_the_cards_are_those_of_the_place(cast, client_for):
    def urls_of(user):
        groups = client_for(user).get(reverse("ui:all-pages")).context["groups"]
        return {card.url for cards in groups.values() for card in cards}

    urls = urls_of(cast.headteacher)
    assert reverse("people:people", args=[cast.old_quay.slug]) in urls
    assert reverse("people:import", args=[cast.old_quay.slug]) not in urls
    urls = urls_of(cast.teacher)
    assert reverse("people:calendar", args=[cast.old_quay.slug]) in urls
    assert reverse("people:own-roles") not in urls
    assert not any("/roles/" in url for url in urls_of(cast.parent))


def test_the_menu_leads_to_the_register_or_to_the_roles(cast, client_for):
    def link(user):
        return next((e["url"] for e in client_for(user).get("/").context["menu"]() if e["label"] == "People"), None)

    assert link(cast.dsl) == reverse("people:people", args=[cast.old_quay.slug])
    assert link(cast.teacher) == reverse("people:roles", args=[cast.old_quay.slug])
    assert link(cast.parent) is None


def test_somebody_with_a_role_at_the_trust_alone_works_there(cast, client_for):
    cast.chair_of_trustees.person.memberships.all().delete()
    identity = client_for(cast.chair_of_trustees).get("/").context["who"]()
    assert (identity.place, identity.role) == ("Harbour Light Trust", "Chair of trustees")
    assert (
        client_for(cast.chair_of_trustees).get(reverse("people:trust-roles", args=[cast.trust.slug])).status_code == 200
    )


def test_a_role_at_another_school_is_a_place_too(cast, client_for):
    give_role(cast.teacher.person, Role.MODERATOR, cast.saltmarsh)
    page = client_for(cast.teacher).get(reverse("people:where"))
    assert [str(place) for place, _ in page.context["rows"]] == ["Old Quay Juniors", "Saltmarsh Primary"]


def test_somebody_with_a_role_at_the_trust_works_there_first(cast, client_for):
    client = client_for(cast.trust_administrator)
    assert client.get("/").context["who"]().place == "Harbour Light Trust"
    text = client.get(reverse("people:trust-roles", args=[cast.trust.slug])).content.decode()
    assert reverse("people:people", args=[cast.saltmarsh.slug]) in text
    assert cast.other_school.slug not in text
