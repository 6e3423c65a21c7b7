"""From the front page to the page of a school: one way for children, one for everybody else."""

from __future__ import annotations

import pytest
from django.test import Client

from lanyard.concerns.intake.views.report import FEW_SCHOOLS
from lanyard.people.models import School
from tests.ui.pages import read, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

WAYS = pytest.mark.parametrize(("page", "leads_to"), [("/report/", "report/"), ("/report/child/", "report/child/")])


def more_schools(trust, number: int) -> None:
    School.objects.bulk_create(School(trust=trust, name=f"School {n}", slug=f"school-{n}") for n in range(number))


@WAYS
def test_it_lists_the_schools_that_are_open_and_leads_to_the_page_of_each(cast, page, leads_to):
    cast.saltmarsh.closed = "2020-01-01"
    cast.saltmarsh.save()
    main = read(Client().get(page).content.decode()).main

    links = [link["href"] for link in main.find_all("a")]
    assert f"/schools/{cast.old_quay.slug}/{leads_to}" in links
    assert f"/schools/{cast.saltmarsh.slug}/{leads_to}" not in links


@WAYS
def test_a_few_schools_are_found_at_a_glance_and_many_by_their_name(cast, page, leads_to):
    assert read(Client().get(page).content.decode()).main.find("input") is None

    more_schools(cast.trust, FEW_SCHOOLS)
    assert read(Client().get(page).content.decode()).main.find("input", attrs={"name": "q"}) is not None
    hit = read(Client().get(page, {"q": "old quay"}).content.decode()).main
    assert [text(link) for link in hit.find_all("a") if link["href"].endswith(leads_to)] == ["Old Quay Juniors"]


@WAYS
def test_a_name_that_no_school_has_leads_back_to_all_of_them(cast, page, leads_to):
    main = read(Client().get(page, {"q": "hogwarts"}).content.decode()).main

    assert main.find("a", href=page) is not None
    assert main.find("input")["value"] == "hogwarts"


@WAYS
def test_where_there_is_one_school_nobody_is_asked_which(cast, page, leads_to):
    School.objects.exclude(pk=cast.old_quay.pk).update(closed="2020-01-01")

    assert Client().get(page).url == f"/schools/{cast.old_quay.slug}/{leads_to}"


def test_a_child_who_looks_for_their_school_can_leave_the_page_and_ring_childline(cast):
    page = read(Client().get("/report/child/").content.decode())

    assert page.find("a", attrs={"data-leave": True}) is not None
    assert "0800 1111" in text(page.main) and "999" in text(page.main)


@WAYS
def test_a_hundred_schools_take_as_many_queries_as_two(cast, page, leads_to, django_assert_max_num_queries):
    more_schools(cast.trust, 100)
    with django_assert_max_num_queries(3):
        Client().get(page)
