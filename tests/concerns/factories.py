"""Concerns for tests, reported the way people report them."""

from __future__ import annotations

from typing import Any

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.report_input import ReportInput, Who
from lanyard.concerns.intake.actions.report import Receipt, report
from lanyard.people.models import School, User


def new_form() -> str:
    """What a form's token stands for."""
    return receipts.form_in(receipts.new_form())


def send(school: School, kind: str = ConcernType.BULLYING, **fields: Any) -> Receipt:
    """Report a concern; `fields` are those of `ReportInput`. Anonymous unless a reporter is given."""
    defaults = {"route": Route.PUBLIC, "form": new_form(), "account": "They wrote nasty things about Ash."}
    return report(ReportInput(school=school, type=kind, **(defaults | fields)))


def make_concern(school: School, kind: str = ConcernType.BULLYING, **fields: Any) -> Concern:
    """The same, and the concern that it made."""
    form = fields.setdefault("form", new_form())
    send(school, kind, **fields)
    return Concern.objects.get(sent_once=receipts.once_of(form))


def by_staff(user: User, **fields: Any) -> dict[str, Any]:
    """What makes a report come from a signed-in member of staff under their own name."""
    who = Who(user.person.full_name, user.email, "Member of staff", user.person)
    return {"route": Route.STAFF, "signed_in": user, "reporter": who, **fields}
