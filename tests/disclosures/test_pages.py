"""The pages: what somebody sees, fills in and presses; what is wrong is said, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.disclosures.actions import declaring
from lanyard.disclosures.models import Condition, Disclosure
from lanyard.platforms import actions as platforms
from lanyard.platforms import catalogue
from tests.disclosures.factories import WORDS, act, decide, declare, fresh
from tests.factories.people import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
ONCE = "5d1b0f0e-5d57-4d5a-9b7e-2f9f2b1f0a11"
MOST = 15


@pytest.fixture
def filled(cast) -> dict[str, str]:
    platforms.load(catalogue.read_file(catalogue.SHIPPED))
    return {**WORDS, "school": str(cast.old_quay.pk), "sent_once": ONCE, "together_with": ""}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_declaring_takes_one_page(cast, client_for, filled):
    client = client_for(cast.teacher, second_step=False)
    assert "Which school" not in text_of(client.get("/disclosures/new/"))

    answer = client.post("/disclosures/new/", filled, follow=True)

    made = Disclosure.objects.get()
    assert answer.redirect_chain == [(f"/disclosures/mine/{made.pk}/", 302)]
    assert "Waiting for a decision" in text_of(answer) and "WhatsApp" in text_of(answer)
    assert client.post("/disclosures/new/", filled).status_code == 302
    assert Disclosure.objects.count() == 1


def test_who_works_at_several_schools_says_which(cast, client_for, filled):
    client = client_for(cast.executive_headteacher)

    assert "Which school is it about?" in text_of(client.get("/disclosures/new/"))
    client.post("/disclosures/new/", {**filled, "school": str(cast.saltmarsh.pk)})

    assert Disclosure.objects.get().school == cast.saltmarsh


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"other_kind": ""}, "Select who the other person is"),
        ({"other_name": ""}, "Enter their name"),
        ({"since": "long ago"}, "Enter a year, such as 2015"),
        ({"why": ""}, "Say why the contact is hard to avoid"),
        ({"platform": "nothing"}, "Select one of the choices"),
        ({"together_with": "No Body"}, "Nobody who works here has this name"),
        ({"together_with": "Tara Lindqvist"}, "Enter a colleague, not yourself"),
        ({"school": ONCE}, "Select one of the choices"),
        ({"how_known": "x" * 2001}, "Use 2000 characters or fewer"),
        ({"sent_once": "x"}, "Enter a valid UUID"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, client_for, filled, wrong, says):
    answer = client_for(cast.teacher).post("/disclosures/new/", {**filled, **wrong})

    assert answer.status_code == 200 and says in text_of(answer)
    for name in {"contact", "handle"} - set(wrong):
        assert WORDS[name] in text_of(answer)
    assert not Disclosure.objects.exists()


def test_an_unwanted_contact_is_reported_from_here(cast, client_for):
    one_school = text_of(client_for(cast.teacher).get("/disclosures/"))
    many = text_of(client_for(cast.executive_headteacher).get("/disclosures/"))

    assert 'href="/schools/old-quay-juniors/report/contact/"' in one_school
    assert 'href="/report/staff/"' in many


def test_renewing_with_nothing_changed_is_one_press(cast, client_for):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))
    client = client_for(cast.teacher)
    assert "Nothing has changed: renew it" in text_of(client.get(f"/disclosures/mine/{made.pk}/"))

    answer = client.post(f"/disclosures/mine/{made.pk}/renew/", {"version": fresh(made).version}, follow=True)

    assert "It has been renewed and is waiting for a decision." in text_of(answer)
    assert fresh(made).state == "declared"


def test_a_button_on_an_old_page_does_nothing_and_says_so(cast, client_for):
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay))
    client = client_for(cast.teacher)
    for version in ("1", "", "x", "9" * 30, "²"):
        answer = client.post(f"/disclosures/mine/{made.pk}/renew/", {"version": version}, follow=True)
        assert "Someone else has changed this" in text_of(answer)

    assert fresh(made).state == "accepted"


def test_changing_withdrawing_ending_and_stepping_out(cast, client_for, filled):
    client = client_for(cast.teacher)
    made = declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)
    at = f"/disclosures/mine/{made.pk}"
    assert "Jo Penrose" in text_of(client.get(f"{at}/change/"))
    assert client.post(f"{at}/change/", {**filled, "since": "soon", "version": 1}).status_code == 200
    client.post(f"{at}/change/", {**filled, "contact": "Only at weekends.", "version": 1})
    assert fresh(made).contact == "Only at weekends."

    client_for(cast.line_manager).post(f"{at}/step-out/", {"version": 2})
    assert client_for(cast.line_manager).get(f"{at}/").status_code == 404

    assert "is kept" in text_of(client.get(f"{at}/withdraw/"))
    client.post(f"{at}/withdraw/", {"version": 3})
    assert fresh(made).state == "withdrawn"

    other = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "not_accepted")
    assert "The contact has ended" in text_of(client.get(f"/disclosures/mine/{other.pk}/"))
    client.post(f"/disclosures/mine/{other.pk}/ended/", {"version": fresh(other).version})
    assert fresh(other).state == "ended"


def test_a_day_is_shown_for_changing_as_people_write_it(cast, client_for):
    made = declare(cast.teacher, cast.old_quay, since="1.9.2016")

    assert 'value="01/09/2016"' in text_of(client_for(cast.teacher).get(f"/disclosures/mine/{made.pk}/change/"))


def test_a_form_that_somebody_was_quicker_with_is_kept_and_can_be_sent_again(cast, client_for, filled):
    made = declare(cast.teacher, cast.old_quay)
    act(declaring.change, cast.teacher, made, said=declaring.Said(**{**WORDS, "contact": "Daily."}))
    client = client_for(cast.headteacher)
    sent = {"version": 1, "decision": "accepted", "reason": "Known for long.", "review_on": "24/11/2027"}

    answer = client.post(f"/disclosures/{made.pk}/", sent)

    assert "Someone else has changed this" in text_of(answer) and "Known for long." in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)
    assert client.post(f"/disclosures/{made.pk}/", {**sent, "version": 2}).status_code == 302


def test_everything_that_a_decision_needs_is_on_one_page(cast, client_for):
    made = declare(cast.teacher, cast.old_quay, handle="jo_p")
    client = client_for(cast.headteacher)
    page = text_of(client.get(f"/disclosures/{made.pk}/"))
    for word in ("Tara Lindqvist", "Jo Penrose", "2015", "My sister", "plans in one group", "jo_p", "24/11/2027"):
        assert word in page

    client.post(f"/disclosures/{made.pk}/discuss/", {"version": 1, "says": "We talked on Monday."})
    sent = {
        "version": 2, "decision": "conditions", "reason": "Family.", "review_on": "24/11/2027",
        "condition_1": "Leave the group.", "due_1": "1 December 2026", "condition_3": "Say nothing of school.",
    }  # fmt: skip
    answer = client.post(f"/disclosures/{made.pk}/", sent, follow=True)

    assert "Accepted with conditions" in text_of(answer) and "We talked on Monday." in text_of(answer)
    assert set(made.conditions.values_list("due", flat=True)) == {date(2026, 12, 1), None}
    condition = Condition.objects.get(due__isnull=False)
    client.post(f"/disclosures/{made.pk}/conditions/{condition.pk}/")
    condition.refresh_from_db()
    assert condition.met_by == cast.headteacher.person

    assert "Review this decision" in text_of(client.get(f"/disclosures/{made.pk}/"))
    assert "It will then wait for a new decision." in text_of(client.get(f"/disclosures/{made.pk}/discuss/"))
    client.post(f"/disclosures/{made.pk}/discuss/", {"version": fresh(made).version, "says": "There is more to it."})
    again = text_of(client.get(f"/disclosures/{made.pk}/"))
    assert "It applies until there is a new one." in again and "Say nothing of school.</textarea>" in again


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"decision": ""}, "Select your decision"),
        ({"reason": ""}, "Say why"),
        ({"review_on": "24/11/2030"}, "a year from now"),
        ({"review_on": "soon"}, "Enter a real date"),
        ({"decision": "conditions"}, "Write at least one condition"),
        ({"condition_2": "Leave it."}, "Select “Accepted with conditions”"),
        ({"due_1": "01/12/2026"}, "Write the condition for this date"),
        ({"decision": "conditions", "condition_1": "Leave it.", "due_1": "01/01/2020"}, "from today to the review"),
        ({"decision": "declared"}, "Select one of the choices"),
    ],
)
def test_a_decision_that_does_not_fit_is_said_beside_its_field_and_kept(cast, client_for, wrong, says):
    made = declare(cast.teacher, cast.old_quay)
    sent = {"version": 1, "decision": "accepted", "reason": "Known for long.", "review_on": "24/11/2027", **wrong}

    answer = client_for(cast.headteacher).post(f"/disclosures/{made.pk}/", sent)

    assert says in text_of(answer)
    assert (sent["reason"] or "24/11/2027") in text_of(answer)
    assert fresh(made).state == "declared"


def test_the_dsl_reads_without_a_form(cast, client_for):
    made = declare(cast.teacher, cast.old_quay)

    page = text_of(client_for(cast.dsl).get(f"/disclosures/{made.pk}/"))

    assert "someone else decides on it." in page and "Jo Penrose" in page
    assert "What is your decision?" not in page and "Record a discussion" not in page


def test_reading_what_others_declared_asks_for_a_second_step(cast, client_for):
    made = declare(cast.teacher, cast.old_quay)
    client = client_for(cast.headteacher, second_step=False)

    for path in ("/disclosures/register/", f"/disclosures/{made.pk}/"):
        assert client.get(path).headers["Location"].startswith("/second-step/")


def test_a_condition_of_another_declaration_is_not_there(cast, client_for):
    mine = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "conditions")
    other = decide(cast.headteacher, declare(cast.line_manager, cast.old_quay), "conditions")
    condition = other.conditions.get()

    assert client_for(cast.teacher).post(f"/disclosures/mine/{mine.pk}/conditions/{condition.pk}/").status_code == 404
    assert client_for(cast.headteacher).post(f"/disclosures/{mine.pk}/conditions/{condition.pk}/").status_code == 404


def test_the_list_shows_what_waits_what_is_late_what_stands_and_what_is_past(cast, client_for):
    client = client_for(cast.headteacher)
    late = declare(cast.line_manager, cast.old_quay)
    Disclosure.objects.filter(pk=late.pk).update(decide_by=date(2026, 11, 20))
    declare(cast.teacher, cast.old_quay)
    decide(cast.headteacher, declare(cast.it_lead, cast.old_quay))
    act(declaring.withdraw, cast.moderator, declare(cast.moderator, cast.old_quay))

    def listed(show: str) -> set[str]:
        page = text_of(client.get(f"/disclosures/register/?show={show}"))
        everybody = (cast.line_manager, cast.teacher, cast.it_lead, cast.moderator)
        return {user.person.family_name for user in everybody if user.person.family_name in page}

    assert listed("waiting") == listed("nonsense") == {"Kerr", "Lindqvist"}
    assert listed("late") == {"Kerr"}
    # The IT lead's went to the headteacher too.
    assert listed("current") == {"Fletcher"}
    assert listed("past") == {"Price"}


def test_the_first_page_says_what_needs_each(cast, client_for):
    made = declare(cast.teacher, cast.old_quay)
    assert "Decide on a declaration" in text_of(client_for(cast.headteacher).get("/"))
    assert "Decide on a declaration" not in text_of(client_for(cast.dsl).get("/"))
    assert "What staff have declared" in text_of(client_for(cast.dsl).get("/"))
    teacher = client_for(cast.teacher)
    assert "Declare a relationship" in text_of(teacher.get("/"))
    assert "Declare a relationship" not in text_of(client_for(cast.parent).get("/"))

    decide(cast.headteacher, made, "conditions", conditions=[("Leave it.", date(2026, 12, 1))])
    assert "Meet a condition on your declaration" in text_of(teacher.get("/"))
    Condition.objects.update(due=None)
    assert "Renew your declaration" not in text_of(teacher.get("/"))
    Disclosure.objects.update(review_on=date(2026, 12, 1))
    assert "Renew your declaration" in text_of(teacher.get("/"))
    Disclosure.objects.update(state="not_accepted", review_on=date(2026, 11, 20))
    assert "Confirm that a contact has ended" in text_of(teacher.get("/"))


def test_when_many_wait_the_first_page_leads_to_the_list(cast, client_for):
    for n in range(6):
        declare(make_staff(cast.old_quay, f"Some{n} Body"), cast.old_quay)

    page = text_of(client_for(cast.headteacher).get("/"))

    assert page.count("Decide on a declaration") == 5
    assert "Decide on 1 more declaration" in page


def test_no_page_asks_more_often_with_thirty_than_with_three(cast, client_for):
    head, teacher = client_for(cast.headteacher), client_for(cast.teacher)
    made = decide(cast.headteacher, declare(cast.teacher, cast.old_quay), "conditions")
    pages = [
        (head, "/disclosures/register/"), (head, "/disclosures/register/?show=late"),
        (head, "/disclosures/register/?show=current"), (head, f"/disclosures/{made.pk}/"), (head, "/"),
        (teacher, "/disclosures/"), (teacher, f"/disclosures/mine/{made.pk}/"), (teacher, "/"),
    ]  # fmt: skip

    def grow(times: int) -> None:
        for n in range(times):
            declare(cast.teacher, cast.old_quay, together_with=cast.line_manager.person)
            decide(cast.headteacher, declare(make_staff(cast.old_quay, f"S{times}{n} B"), cast.old_quay), "conditions")
        Condition.objects.update(due=date(2026, 11, 20))

    def cost() -> list[int]:
        found = []
        for client, path in pages:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            found.append(len(captured))
        return found

    grow(3)
    few = cost()
    grow(27)
    many = cost()

    assert many == few
    assert max(many) <= MOST
