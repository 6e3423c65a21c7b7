"""Staff report at their school, tell of contact and of themselves in one screen, and enter what came on paper."""

from __future__ import annotations

import pytest
from django.test import Client

from lanyard.concerns.core.models import Concern, Party
from lanyard.concerns.core.models import Reporter as KeptReporter
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.notices.models import Notice
from lanyard.people.models import Person
from lanyard.records.models import AuditEvent
from tests.concerns.core.test_visible import seen_by
from tests.concerns.reporting import WHAT, Reporter, only_concern, soup, written
from tests.factories.people import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
BY_NAME, ANONYMOUS = {"named": "by_name"}, {"named": "anonymous"}


@pytest.fixture
def teacher(cast, client_for) -> Client:
    return client_for(cast.teacher)


def test_by_name_unless_they_choose_otherwise(cast, teacher):
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "bullying"}, {**WHAT, "child_words": "“Bo is mean”", "told_in_person": "Mr Okafor, 9:40"}, {})

    kept = KeptReporter.objects.get()
    assert (kept.name, kept.contact, kept.person) == ("Tara Lindqvist", cast.teacher.email, str(cast.teacher.person_id))
    report = only_concern().report
    assert report.child_words == "“Bo is mean”" and report.answers["told_in_person"] == "Mr Okafor, 9:40"
    assert staff.says("What I have reported")


def test_without_a_name_the_account_is_forgotten(cast, teacher):
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "bullying"}, WHAT, ANONYMOUS)

    assert only_concern().is_anonymous and not KeptReporter.objects.exists()
    assert (
        not AuditEvent.objects.filter(actor__contains=str(cast.teacher.person_id))
        .exclude(event__startswith="signin:")
        .exists()
    )
    assert not staff.says("What I have reported")


@pytest.mark.parametrize("typed", ["Helen Marsh", "helen marsh", "helen.marsh@example.org"])
def test_a_colleague_is_named_by_name_or_address_and_never_sees_it(cast, teacher, typed):
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "staff_conduct"}, {**WHAT, "about": "staff", "about_name": typed}, {})

    assert seen_by(cast, only_concern()) == {"chair_of_governors"}
    subject = Party.objects.get(role="subject")
    assert (subject.name, subject.person) == ("Helen Marsh", str(cast.headteacher.person_id))


def test_among_several_of_one_name_it_is_chosen_by_radio(cast, teacher):
    other = make_staff(cast.old_quay, "Helen Marsh", email="h.marsh2@example.org")
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "staff_conduct"}, {**WHAT, "about": "staff", "about_name": "Helen Marsh"})
    assert staff.screen == "what" and staff.says("Several people have this name. Which of them is it?")
    staff.report({"about_person": str(other.person_id)}, {})

    assert Party.objects.get(role="subject", person_key__gt="").person == str(other.person_id)
    assert Notice.objects.filter(person=other.person).count() == 0


def test_when_it_is_not_known_which_of_them_nobody_of_that_name_sees_it(cast, teacher):
    make_staff(cast.old_quay, "Helen Marsh", email="h.marsh2@example.org")
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "staff_conduct"}, {**WHAT, "about": "staff", "about_name": "Helen Marsh"})
    staff.report({"about_person": "none"}, {})

    assert staff.code and seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_an_id_of_somebody_else_is_no_choice(cast, teacher):
    make_staff(cast.old_quay, "Helen Marsh", email="h.marsh2@example.org")
    staff = Reporter(cast.old_quay, "staff/", teacher)
    named = {
        **WHAT,
        "about": "staff",
        "about_name": "Helen Marsh",
        "about_person": str(cast.chair_of_governors.person_id),
    }
    staff.report({"type": "staff_conduct"}, named)

    assert staff.screen == "what" and staff.says("Select one of the choices in the list")


@pytest.mark.parametrize(
    ("whom", "seen"),
    [("line_manager", {"line_manager"}), ("dsl", {"dsl", "deputy_dsl"}), ("headteacher", {"headteacher"})],
)
def test_contact_received_takes_one_screen_and_goes_to_whom_they_choose(cast, teacher, whom, seen):
    staff = Reporter(cast.old_quay, "contact/", teacher)
    staff.send(tell_whom=whom, who_sent="Ella Winter")

    assert staff.code and seen_by(cast, only_concern()) == seen
    assert KeptReporter.objects.get().name == "Tara Lindqvist"


def test_contact_received_says_beside_the_field_what_is_missing(cast, teacher):
    staff = Reporter(cast.old_quay, "contact/", teacher)
    staff.send(account="It was on a Sunday")

    assert staff.says("Select who you want to tell") and staff.says("Enter who contacted you")
    assert written(staff.page)["account"] == "It was on a Sunday"


@pytest.mark.parametrize(("who", "seen"), [("teacher", {"headteacher"}), ("headteacher", {"chair_of_governors"})])
def test_telling_about_oneself_reaches_leaders_but_not_oneself(cast, client_for, who, seen):
    user = getattr(cast, who)
    staff = Reporter(cast.old_quay, "myself/", client_for(user))
    staff.send(account="I posted something foolish", still_there="yes")

    assert staff.code and seen_by(cast, only_concern()) == seen


def test_from_the_list_these_two_lead_to_their_own_page(cast, teacher):
    staff = Reporter(cast.old_quay, "staff/", teacher)

    assert staff.send(type="contact_received").redirect_chain[-1][0].endswith("/report/contact/")


@pytest.mark.parametrize(
    ("shared", "kept"),
    [
        ("https://example.org/post/1?a=b", "https://example.org/post/1?a=b"),
        ("javascript:alert(1)", ""),
        ("not a link", ""),
        ("https://example.org/" + "x" * 2100, ""),
    ],
)
def test_an_address_shared_from_a_phone_is_filled_in_if_it_is_one(cast, teacher, shared, kept):
    page = teacher.get(f"/schools/{cast.old_quay.slug}/report/contact/", {"link": shared})

    assert soup(page).find("input", attrs={"name": "link"}).get("value", "") == kept


PAPER = {"received_day": "20/11/2026", "received_time": "15:30", "name": "Gran", "relation": "Grandmother"}


def test_paper_is_entered_with_the_time_it_came_and_who_told_it(cast, teacher):
    staff = Reporter(cast.old_quay, "paper/", teacher)
    staff.report({"type": "bullying"}, WHAT, PAPER)

    concern = only_concern()
    assert (
        f"{concern.received_at:%d/%m %H:%M}" == "20/11 15:30" and f"{concern.entered_at:%d/%m %H:%M}" == "24/11 09:00"
    )
    assert (concern.route, KeptReporter.objects.get().name) == ("paper", "Gran")
    # Who wrote it down is on record, and sees nothing of it by that.
    assert AuditEvent.objects.filter(event="concern:report", actor__contains=str(cast.teacher.person_id)).exists()
    assert not visible_to(cast.teacher).exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"received_day": "25/11/2026"}, "Enter a time in the past"),
        ({"received_day": "24/11/2026", "received_time": "09:01"}, "Enter a time in the past"),
        ({"received_day": "01/11/2024"}, "Enter a date within the last two years"),
        ({"received_day": ""}, "Enter the date the school received it"),
        ({"received_day": "31/02/2026"}, "Enter a real date"),
    ],
)
def test_paper_cannot_come_from_the_future_or_from_long_ago(cast, teacher, wrong, says):
    staff = Reporter(cast.old_quay, "paper/", teacher)
    staff.report({"type": "bullying"}, WHAT, {**PAPER, **wrong})

    assert staff.says(says) and not Concern.objects.exists()


def test_paper_about_whoever_told_it_does_not_reach_them(cast, teacher):
    staff = Reporter(cast.old_quay, "paper/", teacher)
    staff.report({"type": "about_myself"}, WHAT, {**PAPER, "name": "Helen Marsh"})

    assert staff.code and seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_paper_told_by_somebody_with_a_title_only_does_not_reach_them_either(cast, teacher):
    staff = Reporter(cast.old_quay, "paper/", teacher)
    staff.report({"type": "about_myself"}, WHAT, {**PAPER, "name": "Mrs Marsh"})

    assert "headteacher" not in seen_by(cast, only_concern())


@pytest.mark.parametrize("path", ["staff/", "contact/", "myself/", "paper/"])
def test_families_and_strangers_do_not_report_as_staff(cast, client_for, path):
    at = f"/schools/{cast.old_quay.slug}/report/{path}"

    assert client_for(cast.parent).get(at).status_code == 403
    assert client_for(cast.stranger).get(at).status_code == 404
    assert Client().get(at).status_code == 302


def test_the_list_of_pages_has_each(cast, teacher, client_for):
    page = teacher.get("/all-pages/").content.decode()
    for title in ("Report a concern", "A child or parent contacted you", "Tell leaders about yourself",
                  "What I have reported"):  # fmt: skip
        assert title in page
    parents = client_for(cast.parent).get("/all-pages/").content.decode()
    assert "Come back with your code" in parents and "contacted you" not in parents


def test_who_works_for_several_schools_chooses_one(cast, client_for):
    client = client_for(cast.executive_headteacher)
    page = client.get("/report/staff/").content.decode()

    assert "/schools/old-quay-juniors/report/staff/" in page and "/schools/saltmarsh-primary/report/contact/" in page
    assert client_for(cast.teacher).get("/report/staff/")["Location"] == "/schools/old-quay-juniors/report/staff/"


def test_looking_for_colleagues_tells_nothing_of_others(cast, teacher):
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "staff_conduct"}, {**WHAT, "about": "staff", "about_name": "Stella Frost"}, {})

    # Somebody of another trust is not found, and it goes on with the name as it was typed.
    assert staff.code and Party.objects.get(role="subject").name == "Stella Frost"
    assert not Party.objects.get(role="subject").person
    assert Person.objects.filter(family_name="Frost").exists()


@pytest.mark.parametrize("field", ["url", "text"])
def test_an_address_that_somebody_was_sent_is_filled_in(cast, teacher, field):
    words = "https://social.example/p/1" if field == "url" else "See this https://social.example/p/1"
    page = teacher.get("/report/shared/", {"title": "A picture", field: words}, follow=True)

    assert page.redirect_chain[0][0].startswith("/schools/old-quay-juniors/report/contact/?link=")
    assert "https://social.example/p/1" in page.content.decode()


def test_who_works_at_several_schools_chooses_where_what_they_shared_belongs(cast, client_for):
    page = client_for(cast.executive_headteacher).get("/report/shared/", {"url": "https://social.example/p/1"})

    links = [link["href"] for link in soup(page).find("main").find_all("a")]
    assert "/schools/saltmarsh-primary/report/contact/?link=https%3A%2F%2Fsocial.example%2Fp%2F1" in links


def test_what_holds_no_address_is_shared_without_one(cast, teacher):
    page = teacher.get("/report/shared/", {"text": "javascript:alert(1) just words"})

    assert page["Location"] == "/schools/old-quay-juniors/report/contact/"


def test_who_is_no_member_of_staff_shares_nothing(cast, client_for):
    assert client_for(cast.parent).get("/report/shared/", {"url": "https://a.example"}).status_code in (403, 404)
    assert Client().get("/report/shared/", {"url": "https://a.example"}).status_code == 302


def test_part_of_a_colleagues_name_asks_whether_it_is_them(cast, teacher):
    staff = Reporter(cast.old_quay, "staff/", teacher)
    staff.report({"type": "staff_conduct"}, {**WHAT, "about": "headteacher", "about_name": "Marsh"})
    assert staff.screen == "what" and staff.says("Is it one of these colleagues?") and staff.says("Helen Marsh")
    staff.report({"about_person": str(cast.headteacher.person_id)}, {})

    assert Party.objects.get(role="subject").person == str(cast.headteacher.person_id)
    assert seen_by(cast, only_concern()) == {"chair_of_governors"}
