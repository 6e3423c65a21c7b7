"""The demonstration's declarations: every state, one overdue condition, one of the headteacher's own, one together."""

from __future__ import annotations

import random
from datetime import date
from importlib import import_module

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count

from lanyard.disclosures import demonstration, queries
from lanyard.disclosures.choices import State
from lanyard.disclosures.models import Disclosure
from lanyard.people.choices import Role
from lanyard.people.demonstration import World
from lanyard.people.models import User
from tests.conftest import NOW

pytestmark = [
    pytest.mark.xdist_group("disclosures-demonstration"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("now"),
]
TODAY = date(2026, 11, 24)


def make() -> World:
    world = World(3, TODAY, random.Random("harbour"))
    import_module("lanyard.people.demonstration").build(world)
    demonstration.build(world)
    return world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One for all tests here, which only look at it."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


def test_each_school_has_one_in_every_state(world):
    for school in world.schools:
        assert set(school.disclosures.values_list("state", flat=True)) == set(State.values)


def test_one_is_made_together_one_condition_is_late_and_one_waits_too_long(world):
    assert Disclosure.objects.annotate(people=Count("declarers")).filter(people=2).exists()
    assert queries.open_conditions().filter(due__lt=TODAY).exists()
    assert Disclosure.objects.filter(decide_by__lt=TODAY).exists()
    assert Disclosure.objects.filter(renewals__isnull=False).exists()


def test_the_headteachers_own_goes_to_the_executive_headteacher(world):
    executive = User.objects.get(person=world.holders[Role.EXECUTIVE_HEADTEACHER, ""])
    heads = {world.holders[Role.HEADTEACHER, school.slug] for school in world.schools}

    rows = queries.to_decide(executive, TODAY)

    assert {row.declarers.get().person for row in rows} == heads


def test_nobody_declares_on_whom_they_decide(world):
    for row in Disclosure.objects.filter(decided_by__isnull=False):
        assert not row.declarers.filter(person=row.decided_by).exists()
