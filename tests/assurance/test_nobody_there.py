"""A school of which nothing is known: no control may call anything kept there, and each can say that it is not."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from pathlib import Path

import pytest

import lanyard
from lanyard.assurance.actions import read_all
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Scope, all_controls, measured
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.project.setup import load_dated_data
from lanyard.training.actions import load_courses, load_documents
from tests.factories.people import give_role, make_person, make_school, make_trust

pytestmark = pytest.mark.postgres

TODAY = date(2026, 11, 24)
HEARD_BY_HEADTEACHERS = {"concerns.contact-in-time", "concerns.advice-asked"}
GOOD = {Status.KEPT, Status.IN_PROGRESS, Status.ATTESTED}


@pytest.fixture
def empty(db, now):
    """A school of a trust that has all that comes with Lanyard, and leaders, but nobody at this school."""
    load_dated_data()
    trust = make_trust("Trust Of One Empty School")
    load_documents(trust=trust)
    load_courses(trust=trust)
    for role in (Role.EXECUTIVE_HEADTEACHER, Role.DATA_PROTECTION_LEAD, Role.CHANNEL_OPERATOR, Role.IT_LEAD):
        give_role(make_person(trust, f"{role.label.split()[0]} Reed"), role, trust)
    return make_school(trust, "Empty School")


def test_a_school_that_holds_no_data_shows_none_of_its_controls_as_kept(empty, now):
    found = read_all(Scope(School.objects.filter(pk=empty.pk), TODAY, now))
    assert {key for _, key in found} == set(all_controls())
    assert {key: reading.says for (_, key), reading in found.items() if reading.status in GOOD} == {}


def test_a_school_with_only_people_shows_nothing_kept_that_hangs_on_more(empty, now):
    """With a headteacher and nothing else, only what the register itself and shared directories hold can be kept."""
    give_role(make_person(empty.trust, "Holly Reed"), Role.HEADTEACHER, empty)
    found = read_all(Scope(School.objects.filter(pk=empty.pk), TODAY, now))
    kept = {key for (_, key), reading in found.items() if reading.status in GOOD}
    assert {key for key in kept if key.startswith(("channels.", "people."))} == set()
    # Nobody there hears of what concerns children; the headteacher hears of contact and asks for advice.
    assert {key for key in kept if all_controls()[key].owner == Role.DSL} <= HEARD_BY_HEADTEACHERS


def _sources(read) -> str:
    """The module of a control with the module of its room that builds readings for it."""
    path = Path(inspect.getfile(read))
    shared = ("wording.py", "common.py")
    room = Path(lanyard.__file__).parent
    texts = [path.read_text("utf-8")]
    texts += [each.read_text("utf-8") for name in shared for each in room.glob(f"*/controls/{name}")]
    return "\n".join(texts)


@pytest.mark.parametrize("control", measured(), ids=lambda control: control.id)
def test_every_control_can_say_that_it_is_not_kept(control):
    names = {node.attr for node in ast.walk(ast.parse(_sources(control.read))) if isinstance(node, ast.Attribute)}
    assert "NOT_KEPT" in names
