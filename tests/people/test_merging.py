"""Two records of one person become one, give nobody access, and come apart again within 30 days."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from lanyard.concerns.core.models import Party, key_of
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.kernel.refusals import Refused
from lanyard.people import actions, merging
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Kind, Role
from lanyard.people.models import FamilyLink, Merge, Person, SourceId, User
from lanyard.records.models import AuditEvent
from tests.concerns.factories import make_concern
from tests.factories.people import give_role, make_family, make_membership, make_person, make_pupil, make_user
from tests.people.rosters import ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


@pytest.fixture
def pair(cast):
    kept = make_person(cast.trust, "Ada Byron", email="ada@example.org")
    make_membership(kept, cast.old_quay, Kind.TEACHER)
    other = make_person(cast.trust, "Ada Byron", email="ada.b@example.org", source_id="T9")
    make_membership(other, cast.old_quay, Kind.TEACHER)
    make_membership(other, cast.saltmarsh, Kind.TEACHER)
    make_user(other)
    return kept, other


@pytest.fixture
def merge(cast, now):
    def make(kept, other, by=cast.trust_administrator):
        return actions.merge_people(kept=kept, other=other, place=cast.old_quay, by=by, now=timezone.now())

    return make


@pytest.fixture
def split(cast, now):
    def undo(found, days=1):
        at = found.at + timedelta(days=days)
        actions.split_people(merge=found, place=cast.old_quay, by=cast.trust_administrator, now=at)

    return undo


def test_everything_of_the_other_goes_over_and_its_account_is_closed(cast, pair, merge):
    kept, other = pair
    merge(kept, other)
    kept.refresh_from_db()
    assert {m.school.slug for m in kept.memberships.filter(end=None)} == {"old-quay-juniors", "saltmarsh-primary"}
    assert kept.memberships.count() == 3
    assert SourceId.objects.get(value="T9").person == kept
    assert not User.objects.get(person=other).is_active
    assert account_for("ada.b@example.org", ON) is None
    assert kept.email == "ada@example.org"
    event = AuditEvent.objects.get(event="person:merge")
    assert str(kept.pk) in event.detail


def test_it_comes_apart_again(cast, pair, merge, split):
    kept, other = pair
    split(merge(kept, other), days=30)
    other.refresh_from_db()
    assert (other.email, other.merged_into) == ("ada.b@example.org", None)
    assert (kept.memberships.filter(end=None).count(), other.memberships.filter(end=None).count()) == (1, 2)
    assert SourceId.objects.get(value="T9").person == other
    assert User.objects.get(person=other).is_active
    assert Merge.objects.get().moved == ""


def test_after_thirty_days_it_stands(pair, merge, split):
    found = merge(*pair)
    with pytest.raises(Refused, match="more than 30 days ago"):
        split(found, days=31)
    split(found)
    with pytest.raises(Refused, match="already been"):
        split(found)


@pytest.mark.parametrize("gives", ["role", "cover"])
def test_access_never_goes_over(cast, pair, merge, gives):
    kept, other = pair
    holding = give_role(other if gives == "role" else cast.teacher.person, Role.MODERATOR, cast.old_quay)
    if gives == "cover":
        holding.covers.create(person=other, start=ON, end=ON + timedelta(days=3))
    with pytest.raises(Refused, match="This record has roles"):
        merge(kept, other)
    merge(other, kept)
    assert not kept.roles.exists()


def test_nobody_merges_their_own_record(cast, pair, merge):
    with pytest.raises(Refused, match="is yours"):
        merge(*pair, by=User.objects.get(person=pair[1]))


def test_two_dates_of_birth_are_two_people(cast, pair, merge):
    for person, year in zip(pair, (1980, 1981), strict=True):
        Person.objects.filter(pk=person.pk).update(date_of_birth=f"{year}-01-01")
    with pytest.raises(Refused, match="dates of birth are different"):
        merge(*pair)


def test_who_must_not_be_contacted_under_either_must_not_be_after(cast, merge, split):
    child = make_pupil(cast.old_quay, "Cal Ely")
    dad, again = make_person(cast.trust, "Dad Ely"), make_person(cast.trust, "Dad Ely")
    make_family(child, dad)
    make_family(child, again, must_not_be_contacted=True)
    found = merge(dad, again)
    assert FamilyLink.objects.get(child=child, adult=dad, end=None).must_not_be_contacted
    assert FamilyLink.objects.filter(child=child, end=None).count() == 1
    split(found)
    assert not FamilyLink.objects.get(child=child, adult=dad).must_not_be_contacted


def test_whoever_is_shut_out_under_one_record_is_under_the_other(cast, merge, split):
    concern = make_concern(cast.old_quay)
    dsl = cast.dsl.person
    double = make_person(cast.trust, "Daniel Okafor")
    make_membership(double, cast.saltmarsh, Kind.TEACHER)
    Party.objects.create(
        concern=concern, role="subject", name="Daniel Okafor", person=str(double.pk), person_key=key_of(double),
        added_at=timezone.now(),
    )  # fmt: skip
    assert concern in visible_to(cast.dsl)
    found = merge(dsl, double)
    assert concern not in visible_to(cast.dsl)
    split(found)
    # The case has gone a level up meanwhile, and stays there.
    open_parts = Party.objects.filter(concern=concern, role="subject", ended_at=None)
    assert [party.person_key for party in open_parts] == [key_of(double)]


def test_every_field_that_names_a_person_goes_over_or_is_said_to_stay():
    named = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if getattr(column, "concrete", False) and column.is_relation and column.related_model is Person
    }
    moved = {f"{model._meta.label}.{name}" for model, name in merging.relations()}
    assert moved | merging.stays >= named
    assert merging.stays <= named | {"people.User.person"}


def test_every_digest_of_a_person_has_somebody_who_moves_it():
    keyed = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if column.name.endswith("person_key")
    }
    assert keyed
    assert keyed <= frozenset().union(*(mover.covers for mover in merging.movers.values()))
