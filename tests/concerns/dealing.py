"""What is done on cases in tests, with the version of now."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lanyard.concerns.casework.actions.access import assign
from lanyard.concerns.casework.actions.advice import ask_advice
from lanyard.concerns.casework.actions.ground import set_why_no_child
from lanyard.concerns.casework.actions.outcome import decide
from lanyard.concerns.casework.actions.parents import record_parents
from lanyard.concerns.casework.actions.tasks import ActionInput, add_action
from lanyard.concerns.casework.actions.threshold import decide_threshold
from lanyard.concerns.casework.actions.triage import judge
from lanyard.concerns.core.choices import ActionKind, ConcernType, Outcome, ParentContact, PartyRole, Threshold
from lanyard.concerns.core.models import Advice, CaseAction, Clock, Concern, Party
from lanyard.people.models import Person, School, User
from lanyard.policy.models import Agency
from tests.concerns.cases import add_party, fresh, opened
from tests.concerns.factories import make_concern


def act(does: Any, concern: Concern, by: User, /, **fields: Any) -> Any:
    """Do something on the case as it is now."""
    now = fresh(concern)
    return does(by=by, concern=now, version=now.version, **fields)


def about_staff(school: School, by: User, kind: str = ConcernType.STAFF_CONDUCT, **fields: Any) -> Concern:
    """An acknowledged concern about somebody who works at the school."""
    return opened(school, by, kind=kind, **{"answers": {"about": "staff"}, **fields})


def make_agency(
    key: str = "lesas", name: str = "LADO Education Safeguarding Advisory Service (LESAS)", **more: Any
) -> Agency:
    fields = {"for_what": "Advice", "who_may_use": ["staff"], "region": "Kent", "read_in": "x", "checked": "2026-11-22"}
    return Agency.objects.get_or_create(key=key, defaults={"name": name, **fields, **more})[0]


def ask(concern: Concern, by: User, agency: Agency | None = None, **fields: Any) -> Advice:
    fields = {"asked": "May we speak with him?", "asked_at": timezone.now(), **fields}
    return act(ask_advice, concern, by, agency=agency or make_agency(), **fields)


def judge_threshold(concern: Concern, by: User, threshold: str = Threshold.LOW_LEVEL, **fields: Any) -> None:
    act(decide_threshold, concern, by, threshold=threshold, reasons="What was said in the chat.", **fields)


def do(concern: Concern, by: User, kind: str = ActionKind.TASK, **fields: Any) -> CaseAction:
    fields.setdefault("says", "Speak with the class.")
    return act(add_action, concern, by, doing=ActionInput(kind=kind, **fields))


def child_in(concern: Concern, by: User, person: Person | None = None, **fields: Any) -> Party:
    return add_party(concern, by, PartyRole.CHILD, person=person, **fields)


def tell_parents(concern: Concern, by: User, party: Party, contact: str = ParentContact.TOLD, **fields: Any) -> Any:
    return act(record_parents, concern, by, party=party, contact=contact, **fields)


def end(concern: Concern, by: User, outcome: str = Outcome.NO_FURTHER, told: str = "We have dealt with it.") -> None:
    act(decide, concern, by, outcome=outcome, reasons="Nothing more is needed.", told=told)


def fill(concern: Concern, by: User) -> None:
    """Record what a case without a child needs before it is closed, but for the debrief."""
    said = {} if fresh(concern).is_safeguarding else {"child_at_risk": "no"}
    act(judge, concern, by, risk="low", place="on_site", device="", platform="", year_group="", **said)
    act(assign, concern, by, person=by.person)
    act(set_why_no_child, concern, by, reason="It was about no child in particular.")


def decided(school: School, by: User, **fields: Any) -> Concern:
    """A concern of no child on the register, with an outcome."""
    concern = opened(school, by, **fields)
    end(concern, by)
    return fresh(concern)


def clock_of(concern: Concern, kind: str) -> Clock | None:
    """The newest clock of a kind."""
    return Clock.objects.filter(concern=concern, kind=kind).order_by("-started_at", "-pk").first()


def new(school: School, kind: str = ConcernType.BULLYING, **fields: Any) -> Concern:
    return fresh(make_concern(school, kind, **fields))
