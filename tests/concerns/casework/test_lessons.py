"""The lessons of a school: open, late, done with proof; nothing in them tells of a case (BRE2, MON3)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.casework import lessons_home
from lanyard.concerns.casework.actions.lessons import finish_lesson
from lanyard.concerns.core.messages import LESSON, about_lesson
from lanyard.concerns.core.models import Lesson
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.notices.models import Notice
from lanyard.people.rules.working_time import LONDON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

TODAY = date(2026, 11, 24)


def make_lesson(school, owner=None, **fields) -> Lesson:
    given = {"concern_key": "k" * 64, "area": "curriculum", "says": "Teach blocking.", "due": TODAY + timedelta(days=9)}
    added = datetime(2026, 11, 20, tzinfo=LONDON)
    return Lesson.objects.create(school=school, owner=owner, added_at=added, **{**given, **fields})


def at(school) -> str:
    return reverse("concerns:lessons", kwargs={"school": school.slug})


def test_open_late_and_done_are_lists_of_their_own(cast, client_for):
    make_lesson(cast.old_quay, says="Open one")
    make_lesson(cast.old_quay, says="Late one", due=TODAY - timedelta(days=1))
    done = {"done_at": datetime(2026, 11, 23, 14, 37, tzinfo=LONDON), "done_how": "In all classes."}
    make_lesson(cast.old_quay, says="Done one", **done)
    make_lesson(cast.saltmarsh, says="Elsewhere")
    client = client_for(cast.governor)

    shown = client.get(at(cast.old_quay)).content.decode()
    assert "Open one" in shown and "Late one" in shown and "Done one" not in shown and "Elsewhere" not in shown
    shown = client.get(at(cast.old_quay), {"show": "overdue"}).content.decode()
    assert "Late one" in shown and "Open one" not in shown
    shown = client.get(at(cast.old_quay), {"show": "done"}).content.decode()
    assert "In all classes." in shown and "14:37" not in shown


def test_nothing_on_the_page_leads_to_a_case(cast, client_for):
    make_lesson(cast.old_quay)
    shown = client_for(cast.headteacher).get(at(cast.old_quay)).content.decode()
    main = shown[shown.index("<main") : shown.index("</main")]
    assert "/concerns/" not in main and "k" * 64 not in main


def test_its_owner_says_what_was_done_and_what_shows_it(cast, client_for):
    lesson = make_lesson(cast.old_quay, cast.teacher.person)
    tell(LESSON(url="/lessons/", about=about_lesson(lesson.pk)), [cast.teacher.person], by="system:lessons")
    client = client_for(cast.teacher)
    assert "You have one lesson to carry out" in client.get("/lessons/").content.decode()
    client.post(f"/lessons/{lesson.pk}/", {"done_how": "Taught on 3 December."})

    lesson.refresh_from_db()
    assert lesson.done_at and lesson.done_how == "Taught on 3 December."
    assert Notice.objects.get().settled_at
    assert "You have no lesson" in client.get("/lessons/").content.decode()


def test_proof_is_needed(cast, client_for):
    lesson = make_lesson(cast.old_quay, cast.teacher.person)
    answer = client_for(cast.teacher).post(f"/lessons/{lesson.pk}/", {"done_how": ""})
    assert "Say what was done and what shows it" in answer.content.decode()


def test_a_leader_of_the_school_may_finish_it_and_others_do_not_find_it(cast, client_for):
    lesson = make_lesson(cast.old_quay, cast.teacher.person)
    for user in (cast.governor, cast.line_manager, cast.saltmarsh_headteacher, cast.stranger, cast.parent):
        assert client_for(user).get(f"/lessons/{lesson.pk}/").status_code == 404
        with pytest.raises(Refused):
            finish_lesson(by=user, lesson=lesson, done_how="Done.")
    finish_lesson(by=cast.headteacher, lesson=lesson, done_how="Done.")
    with pytest.raises(Refused, match="already"):
        finish_lesson(by=cast.headteacher, lesson=lesson, done_how="Again.")


def test_it_stands_on_the_first_page_of_its_owner(cast):
    make_lesson(cast.old_quay, cast.teacher.person, due=TODAY - timedelta(days=1))
    request = RequestFactory().get("/")
    request.user = cast.teacher
    (need,) = lessons_home.needs(request)
    assert need.title == "Teach blocking." and need.due < timezone.now()


def test_the_first_page_of_a_parent_asks_nothing(cast):
    request = RequestFactory().get("/")
    request.user = cast.parent
    list(lessons_home.needs(request))
    with CaptureQueriesContext(connection) as asked:
        assert list(lessons_home.needs(request)) == []
    assert len(asked) == 0


def test_the_list_asks_no_more_for_many(cast, client_for):
    client = client_for(cast.headteacher)
    make_lesson(cast.old_quay, cast.teacher.person)
    client.get(at(cast.old_quay))
    with CaptureQueriesContext(connection) as one:
        client.get(at(cast.old_quay))
    for number in range(60):
        make_lesson(cast.old_quay, cast.dsl.person, says=f"Lesson {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(at(cast.old_quay))
    assert len(one) == len(many) <= 15
