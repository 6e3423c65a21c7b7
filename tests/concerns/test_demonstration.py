"""The demonstration's concerns: everything this room knows is there to be seen, and nobody shut out sees their own."""

from __future__ import annotations

import random
from datetime import date
from importlib import import_module

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Scope, measured
from lanyard.concerns import demonstration
from lanyard.concerns.casework.queries.closing import readiness_of
from lanyard.concerns.casework.rules.closing import missing_for_closing
from lanyard.concerns.core.choices import ActionKind, ConcernType, PartyRole, ReaderKind, Route, State
from lanyard.concerns.core.models import CaseAction, Concern, Party, Reader, Transfer, key_of
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.people.demonstration import World
from lanyard.people.models import School, User
from tests.conftest import NOW

pytestmark = [pytest.mark.xdist_group("concerns-demonstration"), pytest.mark.django_db, pytest.mark.usefixtures("now")]


def make(number: int = 3) -> World:
    world = World(number, date(2026, 11, 24), random.Random("harbour"))
    for room in ("people", "policy"):
        import_module(f"lanyard.{room}.demonstration").build(world)
    demonstration.build(world)
    return world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One for all tests here, which only look at it."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


def test_every_type_is_there_at_every_stage(world):
    wanted = {(kind, state) for kind in ConcernType for state in State}
    # A decision is opened again; so nothing is missing, whatever the type.
    assert wanted <= set(Concern.objects.values_list("type", "state"))


def test_everything_rare_is_there_once(world):
    assert set(Concern.objects.values_list("route", flat=True)) == set(Route) - {Route.TRANSFER}
    assert set(Reader.objects.values_list("kind", flat=True)) >= set(ReaderKind) - {
        ReaderKind.CHOSEN,
        ReaderKind.OUT_OF_HOURS,
    }
    assert set(CaseAction.objects.values_list("kind", flat=True)) >= {
        ActionKind.SUPPORT,
        ActionKind.SANCTION,
        ActionKind.INTERNET,
    }
    assert Transfer.objects.filter(answered_at=None).exists()
    assert Concern.objects.filter(on_hold=True).exists() and Concern.objects.filter(has_news=True).exists()
    assert {True, False} == set(Concern.objects.values_list("is_anonymous", flat=True))


def test_nobody_sees_what_is_about_them(world):
    subjects = Party.objects.filter(role=PartyRole.SUBJECT).exclude(person_key="")
    assert subjects.count() >= 12
    users = {key_of(user.person): user for user in User.objects.select_related("person")}
    for party in subjects:
        assert not visible_to(users[party.person_key]).filter(pk=party.concern_id).exists()


def test_a_clause_is_kept_in_one_school_and_not_in_another(world):
    scope = Scope(School.objects.all(), date(2026, 11, 24), timezone.now())
    found = {
        control.id: {reading.status for reading in control.read(scope).values()}
        for control in measured()
        if control.id.startswith("concerns.")
    }
    assert {status for statuses in found.values() for status in statuses} == {
        Status.KEPT,
        Status.NEEDS_ATTENTION,
        Status.NOT_KEPT,
    }
    assert sum(len(statuses) > 1 for statuses in found.values()) >= 8


def test_nothing_happens_after_today(world):
    now = timezone.now()
    assert not Concern.objects.filter(received_at__gt=now).exists()
    assert not Concern.objects.filter(closed_at__gt=now).exists()


def test_no_case_was_closed_that_could_not_have_been(world):
    closed = Concern.objects.filter(state=State.CLOSED).select_related("report")
    assert closed.count() > 20
    assert {sentence for concern in closed for sentence in missing_for_closing(readiness_of(concern))} == set()
