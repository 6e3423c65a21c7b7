"""Two people who press at once make one trust, one draft and one end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from lanyard.firstrun.actions.common import going_on
from lanyard.firstrun.actions.opening import print_address
from lanyard.firstrun.actions.places import keep_school, name_trust
from lanyard.firstrun.actions.policy import confirm_clauses, take_model
from lanyard.firstrun.models import FirstRun
from lanyard.kernel.refusals import Refused, Stale
from lanyard.people.models import School, Trust
from lanyard.policy.actions.first_edition import enter_as_approved
from lanyard.policy.models import Edition
from lanyard.records.models import AuditEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("now"), pytest.mark.postgres]


several = pytest.mark.skipif(connection.vendor == "sqlite", reason="A database in memory has no two who write.")


def at_once(act: Callable[[], object], times: int = 4) -> list[object]:
    """What each of so many answers who do it at the same moment; a refusal is an answer too."""

    def once(_: int) -> object:
        try:
            return act()
        except Refused as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as people:
        return list(people.map(once, range(times)))


@several
def test_one_trust_one_school_and_one_draft(now):
    print_address(now=now)
    at_once(lambda: name_trust(name="Old Quay Trust", website=""))
    assert [trust.slug for trust in Trust.objects.all()] == ["old-quay-trust"]

    said = {"name": "Old Quay Juniors", "year_groups": ["3"], "email_domains": [], "website": ""}
    answers = at_once(lambda: keep_school(**said))
    assert School.objects.count() == 1 and answers.count(Refused) == 3

    at_once(take_model)
    edition = Edition.objects.get()
    answers = at_once(lambda: confirm_clauses(version=edition.version, approved=False))
    assert answers.count(Stale) == 3


@several
def test_printing_twice_at_once_leaves_one_address_that_opens(now):
    keys = at_once(lambda: print_address(now=now))

    assert len(set(keys)) == 4 and FirstRun.objects.count() == 1


def test_after_a_first_edition_nothing_is_entered_as_approved(now):
    print_address(now=now)
    name_trust(name="Old Quay Trust", website="")
    edition = take_model()
    confirm_clauses(version=edition.version, approved=False)
    edition = Edition.objects.select_related("policy__trust").get()
    days = {"meeting_on": date(2026, 9, 10), "first_day": date(2026, 9, 14)}

    enter_as_approved(edition=edition, by="system:first-run", **days)
    assert AuditEvent.objects.filter(event="edition:put-in-force", actor="system:first-run").exists()

    FirstRun.objects.update(edition=None)
    second = take_model()
    with pytest.raises(Refused, match="in force already"):
        enter_as_approved(edition=second, by="system:first-run", **days)


def test_when_it_is_over_every_press_is_refused(now):
    FirstRun.objects.create(is_open=False, key_digest="", printed_at=now, finished_at=now)

    with transaction.atomic(), pytest.raises(Refused, match="set up meanwhile"):
        going_on()
