"""The steps of the first run: what each keeps, what it refuses, and that Back and reload change nothing."""

import pytest
from django.test import Client

from lanyard.firstrun.models import FirstRun
from lanyard.people.models import Person, RoleHolding, School, Trust
from lanyard.policy.choices import ControlState, EditionState
from lanyard.policy.models import ClauseControl, Edition
from lanyard.policy.reading import LIKELY
from tests.firstrun.walk import (
    ADMINISTRATOR,
    APPROVED,
    CHAIR,
    DSL,
    HEAD,
    POLICY,
    confirm,
    document,
    opened,
    people,
    places,
    somebody,
    text_of,
    up_to_email,
    version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def client(now) -> Client:
    return opened(now)


def answers() -> dict:
    return FirstRun.objects.get().answers


def test_the_trust_and_its_first_school_are_one_page(client):
    answer = places(client)

    assert answer["Location"] == "/first-run/people/"
    school = School.objects.get()
    assert (school.trust.name, school.name, school.slug) == ("Old Quay Trust", "Old Quay Juniors", "old-quay-juniors")
    assert (school.year_groups, school.email_domains) == (["3", "4", "5", "6"], ["oldquay.example.sch.uk"])
    assert not school.trust.is_demonstration


def test_sent_twice_there_is_one_trust_and_one_school(client):
    for _ in range(2):
        places(client)

    assert (Trust.objects.count(), School.objects.count()) == (1, 1)


def test_two_browsers_make_one_trust(client):
    other = Client()
    other.cookies = client.cookies
    places(client)
    places(other, name="Old Quay Academy Trust", school="Saltmarsh Primary")

    assert [trust.name for trust in Trust.objects.all()] == ["Old Quay Academy Trust"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": ""}, "Enter the name of the trust"),
        ({"school": " "}, "Enter the name of the school"),
        ({"phases": []}, "Select the year groups it teaches"),
        ({"domains": "old quay"}, "“old” is not an email domain"),
        ({"school_website": "not an address"}, "Enter a web address in full"),
        ({"name": "x" * 201}, "Use 200 characters or fewer"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_makes_nothing(client, more, says):
    answer = places(client, **{"website": "https://kept.example.org", **more})

    assert answer.status_code == 200 and says in text_of(answer)
    assert "https://kept.example.org" in text_of(answer)
    assert not School.objects.exists()


def test_schools_are_added_changed_and_removed(client):
    assert places(client, another="yes")["Location"] == "/first-run/schools/add/"
    saltmarsh = {"school": "Saltmarsh Primary", "phases": ["infant", "junior"], "domains": "", "school_website": ""}
    assert client.post("/first-run/schools/add/", saltmarsh)["Location"] == "/first-run/trust/"
    assert "has been entered already" in text_of(client.post("/first-run/schools/add/", saltmarsh))

    client.post("/first-run/schools/saltmarsh-primary/", {**saltmarsh, "school": "Saltmarsh School"})
    assert School.objects.get(slug="saltmarsh-primary").name == "Saltmarsh School"
    people(client)
    people(client, "saltmarsh-primary")

    client.post("/first-run/schools/saltmarsh-primary/remove/")
    assert [school.slug for school in School.objects.all()] == ["old-quay-juniors"]
    assert "saltmarsh-primary" not in answers()["people"]


def test_names_that_look_alike_in_an_address_get_one_each(client):
    places(client)
    client.post("/first-run/schools/add/", {"school": "Old Quay, Juniors!", "phases": ["junior"]})
    client.post("/first-run/schools/add/", {"school": "学校", "phases": ["junior"]})

    assert sorted(School.objects.values_list("slug", flat=True)) == ["old-quay-juniors", "old-quay-juniors-2", "school"]


def test_a_later_step_leads_to_the_first_that_is_open(client):
    assert client.get("/first-run/finish/")["Location"] == "/first-run/trust/"
    places(client)
    assert client.get("/first-run/policy/")["Location"] == "/first-run/people/"
    assert client.post("/first-run/finish/")["Location"] == "/first-run/people/"


def test_people_are_named_and_nobody_holds_a_role_yet(client):
    places(client)

    assert people(client)["Location"] == "/first-run/people/old-quay-juniors/"
    assert people(client, "old-quay-juniors")["Location"] == "/first-run/policy/"

    assert answers()["people"]["old-quay-juniors"]["headteacher"] == ["", "", HEAD]
    assert not RoleHolding.objects.exists() and not Person.objects.exists()
    assert HEAD in text_of(client.get("/first-run/people/old-quay-juniors/"))


@pytest.mark.parametrize(
    ("at", "more", "says"),
    [
        ("", somebody("trust_administrator"), "Enter the email address of the trust administrator"),
        ("", somebody("it_lead", "Ian"), "Enter the email address of the IT lead"),
        ("", somebody("it_lead", "Ian", "", "it@x.example.org"), "Enter both names"),
        (
            "",
            somebody("it_lead", "", "", "it@x.example.org"),
            "Enter a first name and a last name for it@x.example.org",
        ),
        ("", somebody("it_lead", "Ian", "Tellegen", ADMINISTRATOR), "Ada Adminton has this email address already"),
        ("", somebody("it_lead", "Ian", "Tellegen", "it@"), "Enter an email address in full"),
        ("old-quay-juniors", somebody("dsl"), "Enter the email address of the designated safeguarding lead"),
        ("old-quay-juniors", somebody("dsl", "Cyril", "Chairman", CHAIR), "Cy Chairman has this email address already"),
    ],
)
def test_people_named_by_half_are_refused_and_what_was_typed_stays(client, at, more, says):
    places(client)
    if at:
        people(client)
    answer = people(client, at, **more)

    assert says in text_of(answer)
    assert (HEAD.upper() if at else HEAD) in text_of(answer)
    assert at not in answers().get("people", {})


def test_no_page_that_is_read_names_people_who_are_not_in_it(client):
    places(client)
    people(client)

    assert HEAD not in text_of(client.get("/first-run/trust/"))


def test_the_document_becomes_clauses_and_the_same_again_changes_nothing(client):
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    for _ in range(2):
        assert client.post("/first-run/policy/", {"document": document()})["Location"] == "/first-run/clauses/"

    edition = Edition.objects.get()
    assert (edition.clauses.count(), edition.state, edition.source_name) == (7, "draft", "policy.md")
    page = text_of(client.get("/first-run/clauses/"))
    assert (
        "step 4 of 7" in page
        and "7 clauses in 3 sections" in page
        and "Staff must keep their own accounts private." in page
    )
    assert "Approved by the board." in page


def test_another_document_takes_the_place_of_the_first(client):
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    client.post("/first-run/policy/", {"document": document()})
    confirm(client)
    client.post("/first-run/policy/", {"document": document(POLICY.replace("private", "closed"))})

    # Both were started in the same moment.
    assert set(Edition.objects.values_list("state", flat=True)) == {EditionState.WITHDRAWN, EditionState.DRAFT}
    assert Edition.objects.count() == 2
    assert "approval" not in answers()
    assert client.get("/first-run/")["Location"] == "/first-run/clauses/"


def test_what_is_no_policy_is_asked_about(client):
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    answer = client.post("/first-run/policy/", {"document": document("Milk and bread", "shopping.txt")})
    assert "does not look like a policy" in text_of(answer) and not Edition.objects.exists()

    client.post("/first-run/policy/", {"anyway": "yes"})
    assert Edition.objects.exists()


def test_a_picture_is_refused_in_one_sentence(client):
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    answer = client.post("/first-run/policy/", {"document": document("\x89PNG", "photo.png")})

    assert "is a picture" in text_of(answer)


def test_without_a_policy_the_model_policy_is_the_draft(client):
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    for _ in range(2):
        client.post("/first-run/policy/model/")

    assert Edition.objects.get().source_name == "Lanyard model policy"


@pytest.fixture
def found(client) -> Client:
    """All before the clauses is done."""
    places(client)
    people(client)
    people(client, "old-quay-juniors")
    client.post("/first-run/policy/", {"document": document()})
    return client


def test_one_press_confirms_every_clause_and_what_is_certain(found):
    clause = Edition.objects.get().clauses.first()
    ClauseControl.objects.filter(clause__edition__state="draft").delete()
    ClauseControl.objects.create(clause=clause, control_id="sure", score=LIKELY)
    ClauseControl.objects.create(clause=clause, control_id="unsure", score=LIKELY - 0.01)

    assert confirm(found)["Location"] == "/first-run/email/"

    assert not Edition.objects.get().clauses.filter(confirmed_at=None).exists()
    states = dict(ClauseControl.objects.values_list("control_id", "state"))
    assert states == {"sure": ControlState.CONFIRMED, "unsure": ControlState.SUGGESTED}
    assert Edition.objects.get().state == EditionState.DRAFT


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"approved": ""}, "Select whether the policy has been approved"),
        ({"meeting_on": ""}, "Enter the day of the meeting that approved it"),
        ({"first_day": ""}, "Enter the day since which it has been in force"),
        ({"meeting_on": "10/09/2027"}, "can't be in the future"),
        ({"first_day": "09/09/2026"}, "before the day of the meeting"),
        ({"first_day": "25/11/2026"}, "today or earlier"),
        ({"version": "99"}, "Someone else changed this draft"),
    ],
)
def test_days_on_which_nothing_was_approved_are_refused_and_kept(found, more, says):
    answer = confirm(found, **more)

    assert says in text_of(answer)
    assert {**APPROVED, **more}["first_day"] in text_of(answer)
    assert Edition.objects.get().clauses.filter(confirmed_at=None).count() == 7


def test_a_clause_is_put_right_left_out_or_made_of_what_was_left(found):
    edition = Edition.objects.get()
    first, second = edition.clauses.all()[:2]
    said = {"version": version(), "text": "Staff come first.", "audience": ["staff"], "lead": ""}
    answer = found.post(f"/first-run/clauses/{first.pk}/", said)
    assert answer["Location"] == "/first-run/clauses/#c-11"
    found.post(f"/first-run/clauses/{second.pk}/remove/", {"version": version()})
    left_out = edition.not_taken.exclude(text="").first()
    found.post(f"/first-run/not-taken/{left_out.pk}/", {"version": version()})

    texts = list(edition.clauses.order_by("order").values_list("text", flat=True))
    assert "Staff come first." in texts and second.text not in texts and left_out.text in texts
    assert found.get("/first-run/")["Location"] == "/first-run/clauses/"


def test_clauses_of_elsewhere_are_not_found(found):
    strange = "00000000-0000-4000-8000-000000000000"

    assert found.get(f"/first-run/clauses/{strange}/").status_code == 404
    assert found.post(f"/first-run/not-taken/{strange}/").status_code == 404


def test_every_step_can_be_opened_again(client):
    up_to_email(client)

    for path in ("trust/", "people/", "people/old-quay-juniors/", "policy/", "clauses/", "email/"):
        answer = client.get(f"/first-run/{path}")
        assert answer.status_code == 200 and "All steps" in text_of(answer)
    assert "14/09/2026" in text_of(client.get("/first-run/clauses/"))
    assert DSL in text_of(client.get("/first-run/people/old-quay-juniors/"))


def test_an_unknown_school_is_not_found(client):
    places(client)

    for path in ("people/elsewhere/", "schools/elsewhere/"):
        assert client.get(f"/first-run/{path}").status_code == 404
