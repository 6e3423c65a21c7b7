"""Looking back, and lessons that name nobody and lead nowhere back (BRE2)."""

from datetime import date

import pytest

from lanyard.concerns.casework.actions.debrief import Findings, Learnt, add_lesson, hold_debrief, no_debrief
from lanyard.concerns.casework.rules.naming import named_in
from lanyard.concerns.core.choices import LessonArea, PartyRole
from lanyard.concerns.core.models import Debrief, Lesson
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.policy.choices import TriggerKind
from lanyard.policy.models import Clause, ReviewTrigger
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_party, opened, page, post
from tests.concerns.dealing import act, decided
from tests.factories.people import make_pupil
from tests.policy.making import draft, in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

FINDINGS = Findings("A video went round.", "Staff should have seen it.", "No one watched the chat.", "CHI5", "")


@pytest.fixture
def concern(cast):
    return decided(cast.old_quay, cast.dsl)


def learn(concern, by, owner, **fields):
    given = {"says": "Teach Year 5 how to block.", "area": LessonArea.CURRICULUM, "due": date(2026, 12, 18), **fields}
    return act(add_lesson, concern, by, learnt=Learnt(owner=owner, **given))


def test_what_was_found_is_kept_and_shown(cast, concern, client_for):
    act(hold_debrief, concern, cast.dsl, findings=FINDINGS)

    shown = page(client_for(cast.dsl), concern)
    for words in ("A video went round.", "Staff should have seen it.", "No one watched the chat.", "CHI5"):
        assert words in shown


def test_it_can_be_changed_until_the_case_is_closed(cast, concern):
    act(no_debrief, concern, cast.dsl, why_none="Nothing went wrong.")
    act(hold_debrief, concern, cast.dsl, findings=FINDINGS)
    assert Debrief.objects.get().held and Debrief.objects.get().why_none == ""


def test_it_comes_after_the_outcome(cast):
    concern = opened(cast.old_quay, cast.dsl)
    with pytest.raises(Refused, match="Decide the outcome first"):
        act(hold_debrief, concern, cast.dsl, findings=FINDINGS)
    with pytest.raises(Refused, match="Decide the outcome first"):
        learn(concern, cast.dsl, cast.teacher.person)


def test_none_needs_a_reason_and_an_unknown_clause_is_refused(cast, concern):
    with pytest.raises(Refused, match="why there is no debrief"):
        act(no_debrief, concern, cast.dsl, why_none=" ")
    with pytest.raises(Refused, match="clauses in the list"):
        act(hold_debrief, concern, cast.dsl, findings=Findings("a", "b", "c", "XYZ9"))


def test_a_lesson_has_an_owner_who_is_told_without_a_word_of_the_case(cast, concern):
    lesson = learn(concern, cast.dsl, cast.teacher.person)

    notice = Notice.objects.get(person=cast.teacher.person)
    told = f"{notice.title} {notice.says} {notice.url} {notice.about}"
    assert str(concern.pk) not in told and concern.ref not in told
    assert (lesson.added_at.hour, lesson.added_at.minute) == (0, 0)
    assert str(concern.pk) not in lesson.concern_key


def test_its_event_is_on_the_page_of_the_case_alone(cast, concern):
    learn(concern, cast.dsl, cast.teacher.person)
    events = AuditEvent.objects.filter(event__contains="lesson")
    assert {event.event for event in events} == {"concern:add-lesson"}


@pytest.mark.parametrize("says", ["Speak with Ash about it", "ASH’s class needs a lesson", "Ask the Reed family"])
def test_a_name_of_the_case_is_refused_and_said(cast, concern, says):
    add_party(concern, cast.dsl, PartyRole.CHILD, name="Ash Reed")
    with pytest.raises(Refused, match="which is a name in this case"):
        learn(concern, cast.dsl, cast.teacher.person, says=says)
    assert not Lesson.objects.exists()


def test_the_form_says_which_word_and_keeps_what_was_typed(cast, concern, client_for):
    add_party(concern, cast.dsl, PartyRole.CHILD, name="Ash Reed")
    data = {"says": "Sit with Ash at lunch", "area": "practice", "owner": "Tara Lindqvist", "due": "18/12/2026"}
    shown = post(client_for(cast.dsl), concern, "lessons/", **data).content.decode()

    assert "The lesson says “Ash”" in shown and "Sit with Ash at lunch" in shown and "Tara Lindqvist" in shown


def test_whom_it_is_about_and_who_does_not_work_here_carry_nothing_out(cast, concern):
    add_party(concern, cast.dsl, PartyRole.SUBJECT, person=cast.teacher.person)
    for person in (
        cast.teacher.person,
        cast.parent.person,
        cast.stranger.person,
        make_pupil(cast.old_quay, "Zoe Hunt"),
    ):
        with pytest.raises(Refused):
            learn(concern, cast.headteacher, person)


def test_where_it_changes_the_policy_the_clause_asks_for_a_review(cast, concern):
    edition = in_force(cast, draft(cast), date(2026, 9, 7))
    clause = edition.clauses.first()
    Clause.objects.filter(pk=clause.pk).update(clause_ids=["CHI5"])
    lesson = learn(concern, cast.dsl, cast.teacher.person, clause="CHI5", changes_policy=True)

    trigger = ReviewTrigger.objects.get()
    assert (trigger.kind, trigger.clause_line, trigger.school) == (TriggerKind.LESSON, clause.line, None)
    assert trigger.about == f"lesson:{lesson.pk}" and lesson.trigger == trigger


def test_without_a_policy_in_force_the_lesson_stands_alone(cast, concern):
    assert learn(concern, cast.dsl, cast.teacher.person, changes_policy=True).trigger is None


@pytest.mark.parametrize(
    ("text", "names", "word"),
    [
        ("Teach Year 5 how to block.", ["Ash Reed"], ""),
        ("Talk with ash", ["Ash Reed"], "ash"),
        ("A fresh start", ["Mr Al Stone"], ""),
        ("Tell every child", ["Unknown child", "A boy in Year 5"], ""),
        ("Train all staff", ["a member of staff"], ""),
        ("Ask O’Brien", ["Siân O’Brien"], "O’Brien"),
    ],
)
def test_words_that_name_somebody(text, names, word):
    assert named_in(text, names) == word
