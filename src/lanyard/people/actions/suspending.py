"""Taking somebody's access away at once, and giving it back: by whoever stands above them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import register_moves, telling
from lanyard.people.actions.sessions import end_sessions
from lanyard.people.addresses import address
from lanyard.people.choices import Role
from lanyard.people.models import Person, School, Suspension, Trust, User
from lanyard.people.queries import suspending
from lanyard.people.telling import News
from lanyard.records import audit

audit.words.update(
    {
        "access:suspend": "Suspended someone’s access",
        "access:restore": "Restored someone’s access",
    }
)


@transaction.atomic
def suspend(*, person: Person, place: School | Trust, reason: str, by: User | str, now: datetime) -> Suspension:
    """Shut somebody out at this moment: what they have open, every sign-in, everything that would come to them.

    `by` is a text when it is done at the computer that runs the site: for somebody above whom nobody stands, such as
    the chair of trustees. Raises `Refused` for oneself, for somebody of the same height or above, and where nobody
    would be left who could let somebody suspended in again.
    """
    today = timezone.localdate(now)
    # One at a time in a trust: two could otherwise shut each other out.
    Trust.objects.select_for_update().get(pk=person.trust_id)
    if Suspension.objects.filter(person=person, lifted_at__isnull=True).exists():
        raise Refused(f"{person}’s access is already suspended.", "person")
    if isinstance(by, User):
        _check_may_suspend(by, person, place, today)
    made = Suspension.objects.create(person=person, reason=reason, by=_person(by), at=now)
    Person.objects.filter(pk=person.pk).update(suspended_at=now)
    end_sessions([person.pk])
    audit.record("access:suspend", by=by, about=made, place=place, detail={"person": person.pk})
    _tell(made, place, by, "Someone’s access was suspended", "See whose, and who is covering.")
    return made


def _check_may_suspend(by: User, person: Person, place: School | Trust, today: date) -> None:
    if person.pk == by.person_id:
        raise Refused("You can’t suspend yourself.", "person")
    if not suspending.stands_above(by, person, place, today):
        raise Refused("Only someone senior to all of this person’s roles can suspend their access.", "person")
    if suspending.would_lock_in(person, today):
        raise Refused(
            "This would leave nobody who can restore access that is suspended now. Restore it first.", "person"
        )


def _person(by: User | str) -> Person | None:
    return by.person if isinstance(by, User) else None


@transaction.atomic
def restore(*, suspension: Suspension, place: School | Trust, by: User | str, now: datetime) -> None:
    """Let somebody in again, with the roles that they still hold; `by` as in `suspend`. Raises `Refused`."""
    found = Suspension.objects.select_for_update(of=("self",)).select_related("person").get(pk=suspension.pk)
    if found.lifted_at:
        raise Refused("This has already been lifted.")
    person = found.person
    today = timezone.localdate(now)
    if isinstance(by, User) and (person.pk == by.person_id or not suspending.stands_above(by, person, place, today)):
        raise Refused("Only someone senior to all of this person’s roles can restore their access.")
    found.lifted_by, found.lifted_at = _person(by), now
    found.save(update_fields=["lifted_by", "lifted_at"])
    Person.objects.filter(pk=person.pk).update(suspended_at=None)
    register_moves.moved([person.pk])
    audit.record("access:restore", by=by, about=found, place=place, detail={"person": person.pk})
    _tell(found, place, by, "Someone’s access was restored", "They can sign in again as before.")


def _tell(made: Suspension, place: School | Trust, by: User | str, title: str, says: str) -> None:
    today = timezone.localdate()
    others = {one.pk: one for one in suspending.told_of(made.person, place, today)}
    others.pop(made.person_id, None)
    if isinstance(by, User):
        others.pop(by.person_id, None)
    school = place.pk if isinstance(place, School) else None
    news = News(title=f"{title}: {place}", says=says, url=address(place, "suspended"), school_id=school)
    telling.tell(news, others.values(), by)
    mine = News(
        title="Your access was suspended" if made.lifted_at is None else "Your access has been restored",
        says=f"Speak to the {Role.HEADTEACHER.label.lower()} or the chair about it.",
        url="/",
        school_id=school,
    )
    telling.tell(mine, [made.person], by)
