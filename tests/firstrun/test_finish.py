"""The end of the first run: roles begin, the policy is live, everybody is told, and the way in is shut."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lanyard.assurance.models import Snapshot
from lanyard.firstrun.actions.finish import finish
from lanyard.firstrun.actions.opening import print_address
from lanyard.firstrun.models import FirstRun
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import Person, RoleHolding, RoleProposal, School, SourceId, User
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition
from lanyard.records.models import AuditEvent
from tests.firstrun.walk import (
    ADMINISTRATOR,
    CHAIR,
    DSL,
    HEAD,
    code_in,
    confirm,
    opened,
    people,
    text_of,
    up_to_email,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
ROSTER = """id,given_name,family_name,kind,year_group,email,school
1,Ash,Reed,pupil,5,,Old Quay Juniors
2,Di,Safely,teacher,,dsl@oldquay.example.sch.uk,Old Quay Juniors
3,Tom,Teacher,teacher,,tom@oldquay.example.sch.uk,Old Quay Juniors
"""


@pytest.fixture
def client(now, settings) -> Client:
    """Everything before the roster is done."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = opened(now)
    up_to_email(client)
    client.post("/first-run/email/")
    code = code_in(mail.outbox[-1].body)
    client.post("/first-run/email/code/", {"code": code})
    return client


def roles() -> set[tuple[str, str, str]]:
    rows = RoleHolding.objects.values_list("person__email", "role", "school__slug")
    return {(email, role, slug or "") for email, role, slug in rows}


def test_it_begins_everything_and_shows_the_live_policy(client):
    client.post("/first-run/roster/later/")
    page = text_of(client.get("/first-run/finish/"))
    assert "Ada Adminton" in page and "Data protection lead, the trust" in page
    assert not RoleHolding.objects.exists()

    answer = client.post("/first-run/finish/")

    assert answer["Location"] == "/schools/old-quay-juniors/policy/"
    live = client.get(answer["Location"])
    assert live.status_code == 200 and "Staff must keep their own accounts private." in text_of(live)
    assert Edition.objects.get().state == EditionState.IN_FORCE
    assert Snapshot.objects.exists()
    at = "old-quay-juniors"
    assert roles() == {
        (ADMINISTRATOR, Role.TRUST_ADMINISTRATOR, ""),
        (HEAD, Role.EXECUTIVE_HEADTEACHER, ""),
        (CHAIR, Role.CHAIR_OF_TRUSTEES, ""),
        (HEAD, Role.HEADTEACHER, at),
        (DSL, Role.DSL, at),
    }
    assert not RoleProposal.objects.exists()


def test_each_of_them_is_told_by_email(client):
    client.post("/first-run/roster/later/")
    client.post("/first-run/finish/")

    told = dict(Notice.objects.filter(url="/").values_list("person__email", "title"))
    assert set(told) == {ADMINISTRATOR, HEAD, DSL, CHAIR}
    assert "Executive headteacher (Old Quay Trust), Headteacher (Old Quay Juniors)" in told[HEAD]
    assert Notice.objects.filter(kind="policy:edition-entered", person__email=CHAIR).exists()


def test_then_the_way_in_is_shut_and_nothing_that_was_typed_is_left(client, now):
    client.post("/first-run/roster/later/")
    client.post("/first-run/finish/")

    assert client.get("/first-run/").status_code == client.post("/first-run/finish/").status_code == 404
    run = FirstRun.objects.get()
    assert (run.is_open, run.answers, run.key_digest) == (False, {}, "")
    with pytest.raises(Refused):
        print_address(now=now)
    with pytest.raises(Refused):
        finish(now=now)


def test_who_is_signed_in_is_the_administrator_with_one_step(client):
    client.post("/first-run/roster/later/")
    client.post("/first-run/finish/")

    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert User.objects.get().person.email == ADMINISTRATOR
    assert client.get("/trusts/old-quay-trust/people/import/")["Location"].startswith("/second-step/")


def test_everybody_can_sign_in_but_nobody_gets_more_roles_in_this_way(client, now):
    client.post("/first-run/roster/later/")
    client.post("/first-run/finish/")

    assert Person.objects.count() == 4 and not SourceId.objects.exists()
    assert {place.kind for person in Person.objects.all() for place in person.memberships.all()} == {
        "support",
        "leader",
        "governor",
    }


def test_a_policy_that_is_not_approved_goes_to_those_who_approve_it(client):
    confirm(client, approved="no", meeting_on="", first_day="")
    client.post("/first-run/roster/later/")

    assert client.post("/first-run/finish/")["Location"] == "/"

    assert Edition.objects.get().state == EditionState.WITH_LEADERSHIP
    assert Notice.objects.filter(kind="policy:edition-waits", person__email=CHAIR).exists()


def test_the_roster_fills_the_register_and_those_named_are_found_in_it(client):
    file = SimpleUploadedFile("people.csv", ROSTER.encode())
    preview = client.post("/first-run/roster/", {"file": file, "holds": "whole"})["Location"]
    assert "3 added" in text_of(client.get(preview))
    assert client.post(preview)["Location"] == "/first-run/finish/"

    client.post("/first-run/finish/")

    assert Person.objects.count() == 6
    dsl = Person.objects.get(email=DSL)
    assert [role.role for role in dsl.roles.all()] == [Role.DSL]
    assert [place.kind for place in dsl.memberships.all()] == ["teacher"]


def test_a_roster_that_is_wrong_shows_its_problems(client):
    file = SimpleUploadedFile("people.csv", ROSTER.replace("pupil,5", "dragon,5").encode())
    preview = client.post("/first-run/roster/", {"file": file, "holds": "whole"})["Location"]

    assert "1 problem in the file" in text_of(client.get(preview))
    assert not Person.objects.exists()


def test_headings_that_nobody_knows_are_asked_about(client):
    file = SimpleUploadedFile("people.csv", ROSTER.replace("kind,", "what they are,").encode())
    asked = client.post("/first-run/roster/", {"file": file, "holds": "whole"})["Location"]
    assert asked.endswith("/columns/") and "what they are" in text_of(client.get(asked))

    preview = client.post(asked, {"h0": "kind", "kind": ""})["Location"]
    assert "3 added" in text_of(client.get(preview))


def test_a_school_with_people_on_its_register_stays(client):
    client.post("/first-run/schools/add/", {"school": "Saltmarsh", "phases": ["junior"]})
    people(client, "saltmarsh")
    file = SimpleUploadedFile("people.csv", ROSTER.encode())
    client.post(client.post("/first-run/roster/", {"file": file, "holds": "whole"})["Location"])
    client.post("/first-run/schools/old-quay-juniors/remove/")

    assert School.objects.count() == 2


def test_a_step_that_came_open_again_stops_the_end(client, now):
    client.post("/first-run/roster/later/")
    people(client, trust_administrator_email="other@oldquay.example.sch.uk")

    with pytest.raises(Refused, match="One step is still open: Email"):
        finish(now=now)
    assert not RoleHolding.objects.exists()


def test_the_trail_says_what_was_done_and_names_nobody(client, now):
    client.post("/first-run/roster/later/")
    client.post("/first-run/finish/")

    events = list(AuditEvent.objects.order_by("number").values_list("event", "actor", "detail"))
    assert {"first-run:print", "first-run:open", "first-run:proved", "first-run:finish"} <= {one[0] for one in events}
    assert not any("oldquay.example" in detail or "Adminton" in detail for _, _, detail in events)
