"""Whether each child's parents know, or why not (CHI9); who must not be contacted."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lanyard.concerns.core.choices import ParentContact, PartyRole
from lanyard.concerns.core.models import ParentTold
from lanyard.kernel.refusals import Missing, Refused
from tests.concerns.cases import add_party, opened, page, post
from tests.concerns.dealing import child_in, do, end, tell_parents
from tests.factories.people import make_family, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


@pytest.fixture
def barred(cast):
    """The child's father, who must not be contacted."""
    father = make_person(cast.trust, "Frank Winter")
    return make_family(cast.elder_child, father, "Father", must_not_be_contacted=True)


def test_no_outcome_before_the_parents_of_each_child_know_or_why_not(cast, concern):
    one, two = child_in(concern, cast.dsl, name="Ash"), child_in(concern, cast.dsl, name="Kit")
    for party in (one, two):
        do(concern, cast.dsl, "support", party=party)
    tell_parents(concern, cast.dsl, one)
    tell_parents(concern, cast.dsl, two, ParentContact.NOT_YET)
    with pytest.raises(Missing, match="parents of 1 child"):
        end(concern, cast.dsl)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        tell_parents(concern, cast.dsl, two, ParentContact.RISK, note_text="Kit is afraid of home.")
    end(concern, cast.dsl)


@pytest.mark.parametrize("contact", [ParentContact.RISK, ParentContact.ADVICE, ParentContact.CHILD_ASKED])
def test_not_telling_needs_the_reason(cast, concern, contact):
    child = child_in(concern, cast.dsl)
    with pytest.raises(Refused, match="Say why the parents are not told"):
        tell_parents(concern, cast.dsl, child, contact)


def test_who_must_not_be_contacted_is_a_warning_for_a_child_on_the_register(cast, concern, client_for, barred):
    child = child_in(concern, cast.dsl, cast.elder_child)
    client = client_for(cast.dsl)

    assert "Must not be contacted" in page(client, concern) and "Frank Winter" in page(client, concern)
    shown = client.get(f"/concerns/{concern.pk}/parents/{child.pk}/").content.decode()
    assert "Frank Winter (Father) must not be contacted." in shown and "Paula Winter, Mother" in shown


def test_a_child_who_is_only_a_name_warns_of_nobody_and_says_so(cast, concern, client_for, barred):
    child = child_in(concern, cast.dsl, name="Ella Winter")
    client = client_for(cast.dsl)

    assert "Frank Winter" not in page(client, concern)
    assert "not linked to the register" in client.get(f"/concerns/{concern.pk}/parents/{child.pk}/").content.decode()


def test_only_children_of_this_case_have_parents_here(cast, concern, client_for):
    witness = add_party(concern, cast.dsl, PartyRole.WITNESS, name="Moll Flint")
    with pytest.raises(Refused, match="a child who is in this case"):
        tell_parents(concern, cast.dsl, witness)
    assert client_for(cast.dsl).get(f"/concerns/{concern.pk}/parents/{witness.pk}/").status_code == 404


def test_the_newest_holds_and_the_older_stay(cast, concern, client_for):
    child = child_in(concern, cast.dsl)
    tell_parents(concern, cast.dsl, child, ParentContact.NOT_YET)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        post(client_for(cast.dsl), concern, f"parents/{child.pk}/", contact="told", note_text="Rang at noon.")

    assert [row.contact for row in ParentTold.objects.all()] == ["not_yet", "told"]
    assert "Rang at noon." in page(client_for(cast.dsl), concern)
