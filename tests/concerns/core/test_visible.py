"""Who sees a concern: those who hold it, and never those it is about."""

import pytest

from lanyard.concerns.core.choices import ConcernType
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.notices.models import Notice
from tests.concerns.factories import by_staff, make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def seen_by(cast, concern) -> set[str]:
    """The names in the cast of everybody who sees the concern."""
    users = {name: user for name, user in vars(cast).items() if hasattr(user, "person_id")}
    return {name for name, user in users.items() if visible_to(user).filter(pk=concern.pk).exists()}


def seen_of(cast, concerns) -> dict[object, set[str]]:
    """The same of many, by their keys: everybody is asked once."""
    found: dict[object, set[str]] = {concern.pk: set() for concern in concerns}
    for name, user in vars(cast).items():
        if hasattr(user, "person_id"):
            for pk in visible_to(user).filter(pk__in=found).values_list("pk", flat=True):
                found[pk].add(name)
    return found


def told_of(concern) -> set[str]:
    """The email addresses of those who were told."""
    return set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person__email", flat=True))


def test_a_childs_safety_goes_to_the_dsl_and_deputies_see_it(cast):
    concern = make_concern(cast.old_quay)

    assert seen_by(cast, concern) == {"dsl", "deputy_dsl"}
    assert told_of(concern) == {cast.dsl.email}


@pytest.mark.parametrize(
    ("about", "seen"),
    [
        ("staff", {"headteacher"}),
        ("safeguarding", {"headteacher"}),
        ("headteacher", {"chair_of_governors"}),
        ("trust", {"chair_of_trustees"}),
        ("chair_of_governors", {"chair_of_trustees"}),
        ("chair_of_trustees", {"chair_of_governors"}),
    ],
)
def test_conduct_goes_to_the_level_above_whom_it_is_about(cast, about, seen):
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, answers={"about": about})

    assert seen_by(cast, concern) == seen


def test_whistleblowing_never_goes_through_the_line_it_is_about(cast):
    concern = make_concern(cast.old_quay, ConcernType.WHISTLEBLOWING, answers={"about": "staff"})

    assert seen_by(cast, concern) == {"chair_of_governors"}


def test_a_name_alone_keeps_it_from_whoever_has_that_name(cast):
    answers = {"about": "staff", "about_name": "Mrs Marsh"}
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, answers=answers)

    assert seen_by(cast, concern) == {"chair_of_governors"}


@pytest.mark.parametrize(
    ("whom", "seen"),
    [("line_manager", {"line_manager"}), ("dsl", {"dsl", "deputy_dsl"}), ("headteacher", {"headteacher"})],
)
def test_contact_received_goes_to_whom_the_reporter_chose(cast, whom, seen):
    sent = by_staff(cast.teacher, answers={"tell_whom": whom})
    concern = make_concern(cast.old_quay, ConcernType.CONTACT_RECEIVED, **sent)

    assert seen_by(cast, concern) == seen


def test_telling_about_oneself_is_not_seen_by_oneself(cast):
    concern = make_concern(cast.old_quay, ConcernType.ABOUT_MYSELF, **by_staff(cast.headteacher))

    assert seen_by(cast, concern) == {"chair_of_governors"}


def test_sending_one_form_twice_makes_one_concern_and_shows_the_same_code(cast):
    from tests.concerns.factories import new_form, send

    form = new_form()
    first, second = send(cast.old_quay, form=form), send(cast.old_quay, form=form)

    assert first.code == second.code
