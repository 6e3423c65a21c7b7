"""Over random histories: nobody decides their own, an end is an end, and each thing done is one audit event."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.disclosures import rules
from lanyard.disclosures.actions import deciding, declaring
from lanyard.disclosures.models import Disclosure
from lanyard.kernel.refusals import Refused
from lanyard.records.models import AuditEvent
from tests.disclosures.factories import act, decide, declare, fresh, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]

ACTORS = ("teacher", "line_manager", "headteacher", "dsl", "executive_headteacher", "chair_of_trustees", "stranger")
ACTIONS = {
    "change": lambda user, row: act(declaring.change, user, row, said=said(contact="None.")),
    "renew": lambda user, row: act(declaring.renew, user, row),
    "withdraw": lambda user, row: act(declaring.withdraw, user, row),
    "end": lambda user, row: act(declaring.end_contact, user, row),
    "step out": lambda user, row: act(declaring.step_out, user, row),
    "discuss": lambda user, row: act(deciding.discuss, user, row, says="We talked."),
    "accept": decide,
    "with conditions": lambda user, row: decide(user, row, "conditions"),
    "not accept": lambda user, row: decide(user, row, "not_accepted", review_on=date(2026, 12, 24)),
    "meet": lambda user, row: deciding.meet(by=user, condition=row.conditions.order_by("id").last()),
}
histories = st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(sorted(ACTIONS))), max_size=12)
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def done(action: str, user, row: Disclosure) -> bool:
    """Whether the user could do it; what was refused has changed nothing."""
    if action == "meet" and not row.conditions.exists():
        return False
    try:
        with transaction.atomic():
            ACTIONS[action](user, row)
    except Refused:
        return False
    return True


def events() -> int:
    return AuditEvent.objects.filter(event__startswith="disclosure:").count()


@few
@given(st.sampled_from(ACTORS[:-1]), st.none() | st.sampled_from(ACTORS[:-1]), histories)
def test_whatever_is_done_nobody_decides_their_own_and_each_thing_is_one_event(cast, first, second, history):
    with transaction.atomic():
        other = getattr(cast, second).person if second and second != first else None
        row = declare(getattr(cast, first), cast.old_quay, together_with=other)
        for actor, action in history:
            before, already, user = fresh(row), events(), getattr(cast, actor)
            declares = row.declarers.filter(person=user.person).exists()
            changed = done(action, user, before)
            after = fresh(row)
            assert events() - already == changed
            assert changed or (after.version, after.state) == (before.version, before.state)
            assert before.state not in rules.PAST or not changed
            assert not (changed and declares and action in ("discuss", "accept", "with conditions", "not accept"))
            assert not (changed and actor in ("stranger", "dsl") and not declares)
            assert after.waits == (after.decide_by is not None)
        transaction.set_rollback(True)
