"""Reading the catalogue, at the size it has and at four times that."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from lanyard.platforms import actions, queries
from lanyard.platforms.choices import PlatformKind
from lanyard.platforms.rules import domain_matches
from tests.conftest import NOW
from tests.platforms.factories import a_file, a_service, an_age, announced

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TODAY = date(2026, 11, 24)


def keys(**asked) -> list[str]:
    return [row.key for row in queries.platforms(**asked)]


def test_services_come_in_the_order_of_their_names_whatever_their_capitals():
    actions.load(a_file(a_service("b", name="Bee"), a_service("c", name="chat"), a_service("a", name="ant")))
    assert keys() == ["a", "b", "c"]


def test_a_kind_is_found_wherever_it_stands_in_the_list_and_never_as_part_of_another():
    actions.load(
        a_file(
            a_service("one", kinds=["forum", "app"]),
            a_service("two", kinds=["app"]),
            a_service("three", kinds=["wiki"]),
        )
    )
    assert sorted(keys(kind="app")) == ["one", "two"]
    assert keys(kind="ap") == []


def test_a_service_is_found_by_part_of_its_name_by_who_runs_it_and_by_a_former_domain():
    former = [{"name": "tweeter.example", "match": "suffix", "use": "visit"}]
    actions.load(a_file(a_service("y", name="Y", operator="Big Bird", domains=former), a_service("hoot")))
    assert keys(text="OOT") == ["hoot"]
    assert keys(text="big b") == ["y"]
    assert keys(text="Tweeter") == ["y"]
    assert keys(text="tw") == []
    assert keys(text="hoot", kind="wiki") == []


def test_the_most_exact_domain_decides_whose_a_host_is_and_whether_it_was_a_visit():
    domains = [
        {"name": "chirp.example", "match": "suffix", "use": "visit"},
        {"name": "static.chirp.example", "match": "suffix", "use": "content"},
    ]
    talk = [{"name": "talk.chirp.example", "match": "full", "use": "visit"}]
    actions.load(a_file(a_service("chirp", domains=domains), a_service("talk", domains=talk)))
    assert found("www.Chirp.example.:443") == ("chirp", True)
    assert found("a.static.chirp.example") == ("chirp", False)
    assert found("talk.chirp.example") == ("talk", True)
    assert found("www.talk.chirp.example") == ("chirp", True)
    assert found("notchirp.example") is None


def found(host: str) -> tuple[str, bool] | None:
    hit = queries.platform_for_host(host)
    return hit and (hit.platform.key, hit.is_visit)


@pytest.mark.parametrize("host", ["", "127.0.0.1", "[::1]", "not a host", "example", "\x00"])
def test_what_is_no_host_belongs_to_nobody(host):
    actions.load(a_file())
    assert queries.platform_for_host(host) is None


def test_the_question_about_a_host_agrees_with_the_rule_for_every_shipped_domain():
    actions.load_shipped()
    for key in ("youtube", "chatgpt", "facebook"):
        for domain in queries.platform(key).domains.all():
            hit = queries.platform_for_host(f"www.{domain.name}")
            own = domain_matches(f"www.{domain.name}", domain.name, domain.match)
            assert (hit is not None and hit.domain == domain) == own


def test_the_shipped_ages_are_those_of_the_day():
    actions.load_shipped()
    ages = {key: queries.platform(key).minimum_age(TODAY) for key in ("facebook", "whatsapp", "wikipedia")}
    assert {key: age and age.age for key, age in ages.items()} == {"facebook": 13, "whatsapp": 13, "wikipedia": None}
    assert queries.platform("whatsapp").minimum_age(date(2020, 1, 1)).age == 16
    assert [age.age for age in queries.platform("tiktok").coming_ages(TODAY)] == [16]


def test_the_standing_counts_what_is_known_when_it_was_checked_and_verified_ages_in_force_today():
    actions.load(
        a_file(
            a_service("one", kinds=["chat"], checked=date(2026, 1, 2)),
            a_service("two", kinds=["chat", "wiki"], ages=[announced(16)]),
            a_service("three", kinds=["wiki"], ages=[an_age(13, verified=False)]),
            a_service("four", kinds=["wiki"], ages=[an_age(13, until=date(2026, 11, 23))]),
            a_service("five", kinds=["wiki"], ages=[an_age(13, **{"from": date(2026, 11, 25)})]),
        )
    )
    standing = queries.catalogue_standing(TODAY)
    assert standing == (5, date(2026, 1, 2), date(2026, 11, 1), 1, 2, len(PlatformKind))


def test_an_empty_catalogue_stands_at_nothing():
    assert queries.catalogue_standing(TODAY) == (0, None, None, 0, 0, len(PlatformKind))


def test_the_shipped_catalogue_covers_every_kind():
    actions.load_shipped()
    standing = queries.catalogue_standing(TODAY)
    assert standing.kinds_covered == standing.kinds_in_all


@pytest.mark.parametrize("many", [77, 300])
def test_reading_takes_the_same_few_queries_for_few_and_for_many(django_assert_num_queries, many):
    actions.load(a_file(*[a_service(f"s{n}") for n in range(many)]))
    with django_assert_num_queries(2):
        assert len([row.minimum_age(TODAY) for row in queries.platforms()]) == many
    with django_assert_num_queries(3):
        assert queries.platform("s1").domains.all()[0].name == "s1.example"
    with django_assert_num_queries(2):
        assert queries.platform_for_host("www.s2.example").platform.minimum_age(TODAY).age == 13
    with django_assert_num_queries(3):
        assert queries.catalogue_standing(TODAY).known == many


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("now")
def test_the_list_of_services_may_be_seconds_old_but_never_where_somebody_writes(django_assert_num_queries):
    actions.load(a_file(a_service("one")))
    first = queries.names()
    actions.load(a_file(a_service("one"), a_service("two")))

    with django_assert_num_queries(0):
        assert queries.names() == first
    with transaction.atomic():
        assert len(queries.names()) == 2
    with time_machine.travel(NOW + timedelta(seconds=6), tick=False):
        assert len(queries.names()) == 2


@pytest.mark.django_db(transaction=True)
def test_a_list_that_somebody_changes_is_theirs_alone():
    actions.load(a_file(a_service("one")))
    queries.names().clear()
    assert len(queries.names()) == 1
