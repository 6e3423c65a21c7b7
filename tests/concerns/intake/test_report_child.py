"""A child tells somebody in two screens, and is never refused."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.kinds import CHILD_WORDS
from lanyard.concerns.core.models import Concern, Party
from lanyard.concerns.core.models import Reporter as KeptReporter
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.intake.actions.store_reports import GREAT_FLOOD
from lanyard.records.models import Attachment
from tests.concerns.factories import send
from tests.concerns.intake.test_report_public import PNG
from tests.concerns.reporting import Reporter, only_concern, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_two_screens_end_in_a_secret_code_and_childline(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "bullying"}, {"account": "they are mean to me", "child_class": "4A"})

    assert child.code and child.says("Your secret code")
    assert child.says("0800 1111") and child.says("will read this by 09:30 today")
    concern = only_concern()
    assert (concern.route, concern.is_anonymous, concern.report.account) == (Route.CHILD, True, "they are mean to me")
    assert concern.report.answers == {"child_class": "4A"}


@pytest.mark.parametrize("kind", [kind for kind, _ in CHILD_WORDS])
def test_whatever_it_is_about_it_arrives(cast, kind):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": kind}, {"account": "help"})

    assert child.code and only_concern().type == kind


def test_a_name_alone_is_enough(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "other"}, {"name": "Ash Reed", "child_class": "4A"})

    kept = KeptReporter.objects.get()
    assert child.code and (kept.name, kept.relation, kept.person_key) == ("Ash Reed", "Pupil, 4A", "")


def test_nothing_at_all_asks_kindly(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "other"}, {"child_class": "4A"})

    assert child.says("Tell us what happened, or tell us your name.")


def test_not_being_safe_makes_it_urgent(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "other"}, {"account": "help", "danger": "on"})

    assert only_concern().in_danger
    assert child.says("Are you in danger right now? Ring 999")


def test_a_grown_up_at_school_never_reads_what_is_about_them(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "staff_conduct"}, {"account": "he is scary", "about": "staff", "about_name": "Mrs Marsh"})

    concern = only_concern()
    assert not visible_to(cast.headteacher).exists()
    assert visible_to(cast.chair_of_governors).get() == concern


def test_the_head_teacher_can_be_meant_without_a_name(cast):
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "staff_conduct"}, {"account": "he is scary", "about": "headteacher"})

    assert not visible_to(cast.headteacher).exists()


def test_in_the_greatest_flood_and_without_a_proof_a_child_is_taken_in_and_flagged(cast):
    for _ in range(GREAT_FLOOD):
        send(cast.old_quay)
    child = Reporter(cast.old_quay, "child/")
    child.report({"type": "bullying"}, {"account": "they are mean to me"})

    assert child.code
    assert Concern.objects.get(route=Route.CHILD).in_flood


def test_nobody_is_told_a_hundred_times_in_a_flood(cast, mailoutbox):
    from lanyard.notices.models import Notice

    for _ in range(GREAT_FLOOD):
        send(cast.old_quay)

    assert Notice.objects.filter(person=cast.dsl.person).count() <= 31


def test_no_screen_has_a_picture_or_an_input_for_one_and_a_file_is_sent_back(cast):
    child = Reporter(cast.old_quay, "child/")
    child.send(type="bullying")
    assert not soup(child.page).find("img") and not soup(child.page).find("input", type="file")
    child.send(account="look", files=SimpleUploadedFile("a.png", PNG, "image/png"))
    assert child.says("You can’t send pictures or files here")
    child.send()

    assert child.code and not Attachment.objects.exists()


def test_about_a_picture_the_page_says_what_to_do(cast):
    child = Reporter(cast.old_quay, "child/")
    child.send(type="images")

    assert child.says("Do not send the picture to us, or to anyone.")
    assert child.says("It is not your fault")
    child.send(account="someone has a picture of me")
    assert child.code and not Party.objects.exclude(role="conflict").exists()
