"""Loading the catalogue, and that nothing is changed by a file that is wrong."""

from datetime import date

import pytest

from lanyard.platforms import actions, catalogue
from lanyard.platforms.models import MinimumAge, Platform, PlatformDomain
from lanyard.records.models import AuditEvent
from tests.platforms.factories import a_file, a_service, an_age, announced

pytestmark = pytest.mark.django_db


def ids(model) -> set:
    return set(model.objects.values_list("pk", flat=True))


def test_the_shipped_catalogue_loads_whole_and_a_second_time_changes_nothing():
    first = actions.load_shipped()
    before = [ids(model) for model in (Platform, PlatformDomain, MinimumAge)]
    again = actions.load_shipped()
    assert len(first.new) == Platform.objects.count() > 70
    assert (again.new, again.changed, again.same) == ([], [], first.new)
    assert [ids(model) for model in (Platform, PlatformDomain, MinimumAge)] == before


def test_loading_is_one_event_that_names_the_loader_and_counts_and_none_when_nothing_changed():
    actions.load(a_file(a_service("chirp"), a_service("hoot")))
    actions.load(a_file(a_service("chirp"), a_service("hoot")))
    event = AuditEvent.objects.get(event="platforms:load")
    assert (event.actor, event.about_id) == ("system:platforms-load", "")
    assert '"new":2' in event.detail.replace(" ", "")


def test_the_file_replaces_facts_domains_and_ages_and_the_platform_stays_the_same_row():
    actions.load(a_file(a_service(ages=[an_age(13), announced(16)])))
    before = Platform.objects.get()
    moved = {"name": "chirp.test", "match": "full", "use": "content"}
    done = actions.load(a_file(a_service(name="Chirp 2", domains=[moved], ages=[an_age(16)])))
    after = Platform.objects.get()
    assert done.changed == ["chirp"]
    assert (after.pk, after.name) == (before.pk, "Chirp 2")
    assert list(after.domains.values_list("name", "match", "use")) == [("chirp.test", "full", "content")]
    assert list(after.ages.values_list("age", flat=True)) == [16]


def test_what_the_file_no_longer_says_is_emptied():
    actions.load(a_file(a_service(note="Watch out", safety_link="https://chirp.example/safety")))
    actions.load(a_file(a_service()))
    assert (Platform.objects.get().note, Platform.objects.get().safety_link) == ("", "")


def test_a_platform_that_the_file_lacks_is_kept_and_told():
    actions.load(a_file(a_service("chirp"), a_service("hoot")))
    done = actions.load(a_file(a_service("hoot")))
    assert done.not_in_file == ["chirp"]
    assert Platform.objects.filter(key="chirp").exists()


def test_a_platform_checked_later_here_than_in_the_file_is_left_alone():
    actions.load(a_file(a_service(name="Known better", checked=date(2026, 11, 20))))
    done = actions.load(a_file(a_service(name="Older news", checked=date(2026, 11, 19))))
    assert done.newer_here == ["chirp"]
    assert Platform.objects.get().name == "Known better"


def test_a_domain_may_move_between_platforms_of_the_file():
    shared = [{"name": "shared.example", "match": "suffix", "use": "visit"}]
    actions.load(a_file(a_service("chirp", domains=shared), a_service("hoot")))
    actions.load(a_file(a_service("chirp", domains=[]), a_service("hoot", domains=shared)))
    assert PlatformDomain.objects.get(name="shared.example").platform.key == "hoot"


def test_a_domain_is_not_taken_from_a_platform_that_the_file_leaves_as_it_is():
    actions.load(a_file(a_service("chirp")))
    thief = a_service("hoot", domains=[{"name": "chirp.example", "match": "suffix", "use": "visit"}])
    with pytest.raises(
        catalogue.BadCatalogue, match=r"platform “hoot”, field “domains”: “chirp.example” is of “chirp”"
    ):
        actions.load(a_file(thief))
    assert list(Platform.objects.values_list("key", flat=True)) == ["chirp"]


def test_domains_are_stored_in_small_letters_and_punycode():
    actions.load(a_file(a_service(domains=[{"name": "BÜCHER.example.", "match": "suffix", "use": "visit"}])))
    assert PlatformDomain.objects.get().name == "xn--bcher-kva.example"


def test_loading_takes_the_same_number_of_queries_for_few_and_many(django_assert_max_num_queries):
    actions.load(a_file(*[a_service(f"s{n}") for n in range(10)]))
    with django_assert_max_num_queries(25):
        actions.load(a_file(*[a_service(f"s{n}", name="New", ages=[an_age(16)]) for n in range(300)]))


DOMAIN = {"name": "chirp.example", "match": "suffix", "use": "visit"}


@pytest.mark.parametrize(
    ("service", "field", "says"),
    [
        ({"checked": "2026-11-22"}, "checked", "it must be a day such as"),
        ({"kinds": ["carrier_pigeon"]}, "kinds", "“carrier_pigeon” is no kind of social media"),
        ({"kinds": []}, "kinds", "must be a list with at least one|cannot be blank"),
        ({"kinds": [["chat"]]}, "kinds", "is no kind of social media"),
        ({"name": 7}, "name", "it must be text in quotes"),
        ({"name": ""}, "name", "cannot be blank"),
        ({"safety_link": "javascript:alert(1)"}, "safety_link", "it must be a web address"),
        ({"colour": "red"}, "colour", "there is no such field"),
        ({"domains": [{**DOMAIN, "name": "nodot"}]}, "name", "“nodot” is no domain name"),
        ({"domains": [{**DOMAIN, "name": "10.0.0.1"}]}, "name", "“10.0.0.1” is no domain name"),
        ({"domains": [{**DOMAIN, "match": "regex"}]}, "match", "is not a valid choice"),
        ({"domains": [DOMAIN, DOMAIN]}, "domains", "“chirp.example” is “chirp”'s already"),
        ({"domains": "chirp.example"}, "domains", "it must be a list of tables"),
        ({"ages": [an_age(True)]}, "age", "it must be a whole number"),
        ({"ages": [an_age(99)]}, "age", "less than or equal to 18"),
        ({"ages": [an_age(verified="no")]}, "verified", "it must be true or false"),
        ({"ages": [an_age(until=date(2020, 1, 1))]}, "until", "the last day is before the first"),
        ({"ages": [an_age(in_force_from=date(2020, 1, 1))]}, "in_force_from", "there is no such field"),
        ({"ages": [announced(**{"until": date(2030, 1, 1)})]}, "status", "has no first or last day"),
        ({"ages": [an_age(13), an_age(16, **{"from": date(2024, 1, 1)})]}, "ages", "13 and 16 are both in force"),
    ],
)
def test_a_wrong_field_is_named_with_its_platform_and_nothing_is_changed(service, field, says):
    with pytest.raises(catalogue.BadCatalogue, match=says) as problem:
        actions.load(a_file(a_service("hoot"), a_service("chirp", **service)))
    assert "platform “chirp”" in str(problem.value)
    assert f"field “{field}”" in str(problem.value)
    assert not Platform.objects.exists()
    assert not AuditEvent.objects.exists()


def without(fields: dict, name: str) -> dict:
    return {key: value for key, value in fields.items() if key != name}


@pytest.mark.parametrize("missing", ["name", "operator", "kinds", "checked"])
def test_a_missing_field_is_named(missing):
    with pytest.raises(catalogue.BadCatalogue, match=f"platform “chirp”, field “{missing}”"):
        actions.load(a_file(without(a_service(), missing)))


@pytest.mark.parametrize(
    ("age", "field"),
    [(without(an_age(), "from"), "from"), (without(announced(), "announced"), "announced"), ({}, "age")],
)
def test_a_missing_field_of_an_age_is_named(age, field):
    with pytest.raises(catalogue.BadCatalogue, match=f"platform “chirp”, ages 1, field “{field}”"):
        actions.load(a_file(a_service(ages=[age])))


def test_a_platform_without_a_key_is_named_by_its_place():
    with pytest.raises(catalogue.BadCatalogue, match="platform 2 of the file, field “key”"):
        actions.load(a_file(a_service(), without(a_service("hoot"), "key")))


def test_a_key_that_comes_twice_is_named():
    with pytest.raises(catalogue.BadCatalogue, match="platform “chirp”, field “key”: it is in the file twice"):
        actions.load(a_file(a_service(), a_service(domains=[])))


@pytest.mark.parametrize("data", [{}, {"platform": []}, {"platform": "chirp"}, {"platform": {"key": "chirp"}}])
def test_a_file_without_platforms_is_refused(data):
    with pytest.raises(catalogue.BadCatalogue, match="it holds no"):
        actions.load(data)


def test_a_misspelt_table_is_refused_and_not_passed_over():
    with pytest.raises(catalogue.BadCatalogue, match="“platforms” is not known"):
        actions.load({**a_file(), "platforms": []})
