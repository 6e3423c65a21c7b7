"""Searching: what the page says, and that what is kept from somebody looks as if it were not there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from lanyard.concerns.core.choices import PartyRole
from lanyard.people.models import Person
from lanyard.people.queries.search import find_people
from tests.concerns.cases import add_party
from tests.concerns.factories import make_concern
from tests.factories.people import make_membership, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


def searched(client, words):
    """The main part of the page that comes back, without what guards its forms."""
    client.post("/search/", {"words": words})
    main = BeautifulSoup(client.get("/search/").content, "html.parser").find("main")
    for hidden in main.select("input[type=hidden]"):
        hidden.decompose()
    return main


def text_of(main):
    return main.get_text(" ", strip=True)


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.CONFLICT])
def test_whoever_is_kept_out_of_a_concern_gets_the_answer_for_one_that_is_not_there(cast, client_for, role):
    concern = make_concern(cast.old_quay)
    dsl = client_for(cast.dsl)
    assert f"Concern {concern.ref}" in text_of(searched(dsl, concern.ref))

    add_party(concern, cast.deputy_dsl, role, person=cast.dsl.person)

    kept, absent = str(searched(dsl, concern.ref)), str(searched(dsl, "ZZZ-ZZZ"))
    assert kept.replace(concern.ref, "ZZZ-ZZZ") == absent
    assert "Nothing found" in kept


def test_people_and_concerns_are_searched_after_the_second_step_alone(cast, client_for):
    concern = make_concern(cast.old_quay)
    client = client_for(cast.dsl, second_step=False)

    assert "Not searched yet: people; concerns, by reference" in text_of(searched(client, "Robin"))
    assert not searched(client, concern.ref).select(".ly-hits a")


def test_a_parent_is_offered_no_people_and_no_concerns(cast, client_for):
    page = text_of(searched(client_for(cast.parent), cast.elder_child.full_name))

    assert "Nothing found" in page
    assert "people" not in page.lower()


@pytest.mark.parametrize(
    "typed", ["berg", "VAN", "élodie", "Élodie", "o'neill", "o’neill", "marie", "anne-m", "elo van"]
)
def test_people_are_found_by_how_any_part_of_their_names_begins(cast, typed):
    names = [("Élodie", "van der Berg"), ("Anne-Marie", "O’Neill"), ("Elodie", "Vance")]
    for given, family in names:
        person = Person.objects.create(trust=cast.trust, given_name=given, family_name=family)
        make_membership(person, cast.old_quay)

    assert find_people(cast.headteacher, typed.split())


def test_a_letter_in_the_middle_of_a_name_finds_nobody(cast):
    make_membership(make_person(cast.trust, "Robert Kettering"), cast.old_quay)

    assert find_people(cast.headteacher, ["tering"]) == []


def test_who_has_left_is_not_found(cast):
    person = make_person(cast.trust, "Gone Away")
    membership = make_membership(person, cast.old_quay)
    membership.end = membership.start
    membership.save()

    assert find_people(cast.headteacher, ["gone"]) == []


def test_one_letter_is_too_little_to_search_for_and_says_so(cast, client_for):
    answer = client_for(cast.dsl).post("/search/", {"words": "a"})

    assert answer.status_code == 200
    assert "Use 2 characters or more" in answer.content.decode()


def test_more_than_a_page_shows_is_said(cast, client_for):
    for n in range(12):
        make_membership(make_person(cast.trust, f"Wilhelmina Number{n}"), cast.old_quay)

    main = searched(client_for(cast.headteacher), "wilhelmina")
    assert len(main.select(".ly-hits a")) == 10
    assert "There are more" in text_of(main)
