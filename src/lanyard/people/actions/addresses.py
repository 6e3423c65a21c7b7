"""Changing the address somebody signs in with: the one way for pages, rosters, files and commands.

The address of somebody whose access could harm others opens that access. So theirs waits: for a second leader's word,
or for a day in which nobody stops it. It is told at the address that it replaces, with a link that stops it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import register_moves, telling
from lanyard.people.models import AddressChange, Person, Trust, User
from lanyard.people.power_models import ChangeState
from lanyard.people.queries import power
from lanyard.people.telling import News
from lanyard.records import audit

audit.words.update(
    {
        "address:propose": "Asked to change someone’s sign-in address; it is waiting",
        "address:make": "Changed someone’s sign-in address",
        "address:stop": "Stopped a change to someone’s sign-in address",
        "address:withdraw": "Replaced one sign-in address change with another",
    }
)

WAITS = timedelta(days=1)
_stops = signing.Signer(salt="people.stop-address", sep="~")

By = User | str


@transaction.atomic
def change_address(*, person: Person, email: str, by: By, now: datetime, how: str = "page") -> AddressChange | None:
    """Give somebody another address to sign in with; an empty one takes it away. Raises `Refused`.

    Answers the change that now waits, or None where it was made at once (or is the same). `how` names the way it came:
    page, roster, trust-file or command.
    """
    email = email.strip().lower()
    # Locked and read anew: two changes at once would otherwise not see each other.
    person = Person.objects.select_for_update().get(pk=person.pk)
    if email == person.email.lower():
        return None
    if email and Person.objects.filter(trust=person.trust_id, email__iexact=email).exclude(pk=person.pk).exists():
        raise Refused("Someone else on the register has this address. Enter a different one.", "email")
    if power.is_powerful(person, timezone.localdate(now)):
        return _wait(person, email, by, now, how)
    before, person.email = person.email, email
    person.save(update_fields=["email"])
    detail = {"person": person.pk, "how": how, "had_one": bool(before)}
    audit.record("address:make", by=by, about=person, place=person.trust, detail=detail)
    register_moves.moved([person.pk])
    return None


def _wait(person: Person, email: str, by: By, now: datetime, how: str) -> AddressChange:
    waiting = AddressChange.objects.filter(person=person, state=ChangeState.PENDING).first()
    if waiting and waiting.after == email:
        return waiting
    if waiting:
        _decide(waiting, ChangeState.WITHDRAWN, None, now)
        audit.record("address:withdraw", by=by, about=waiting, place=person.trust, detail={"person": person.pk})
    # Nobody at an old address could object to a first one, and what was stopped once doesn't come back by itself.
    stopped = AddressChange.objects.filter(person=person, after=email, state=ChangeState.STOPPED).exists()
    change = AddressChange.objects.create(
        person=person,
        before=person.email,
        after=email,
        how=how,
        proposed_by=by.person if isinstance(by, User) else None,
        proposed_at=now,
        waits_until=now + WAITS if person.email and not stopped else None,
    )
    detail = {"person": person.pk, "how": how, "until": change.waits_until}
    audit.record("address:propose", by=by, about=change, place=person.trust, detail=detail)
    _tell_that_it_waits(change, by, now)
    return change


def _tell_that_it_waits(change: AddressChange, by: By, now: datetime) -> None:
    person, today = change.person, timezone.localdate(now)
    if change.before:
        mine = News(
            title="Your sign-in address is about to change",
            says="If you did not ask for this, open the link and stop it.",
            url=reverse("people:stop-address", args=[stop_token(change)]),
            about=about(change),
            address=change.before,
        )
        telling.tell(mine, [person], by)
    others = {one.pk: one for one in power.leaders_about(person, today)}
    others |= {one.pk: one for _, one in power.confirmers_of(change, today)}
    others.pop(person.pk, None)
    news = News(
        title="A new sign-in address is waiting",
        says="For someone whose role reads sensitive records. See who, and confirm or stop it.",
        url=reverse("people:address-change", args=[change.pk]),
        about=about(change),
    )
    telling.tell(news, others.values(), by)


@transaction.atomic
def confirm_address(*, change: AddressChange, by: User, now: datetime) -> None:
    """Make the change at once, on the word of a second leader. Raises `Refused`."""
    change = _pending(change.pk)
    today = timezone.localdate(now)
    if by.person_id not in {one.pk for _, one in power.confirmers_of(change, today)}:
        raise Refused(
            "Someone else must confirm this: a leader who did not ask for it and is not the person themselves."
        )
    _make(change, by, now)


@transaction.atomic
def stop_address(*, change: AddressChange, by: User | None, now: datetime) -> None:
    """Stop a change that waits: by a leader, by the person, or (`by` None) with the link sent to the old address.

    Raises `Refused`.
    """
    change = _pending(change.pk)
    _decide(change, ChangeState.STOPPED, by.person if by else None, now)
    how = "signed-in" if by else "link"
    detail = {"person": change.person_id, "how": how}
    audit.record("address:stop", by=by or change.person, about=change, place=change.person.trust, detail=detail)
    telling.settle(about(change))
    news = News(
        title="A new sign-in address was stopped",
        says="The address has not changed. Find out who asked for the change, and why.",
        url=reverse("people:address-change", args=[change.pk]),
    )
    telling.tell(news, power.leaders_about(change.person, timezone.localdate(now)), by or change.person)


def make_due_addresses(*, now: datetime) -> int:
    """Make the changes whose day has passed without anybody stopping them; answers how many."""
    due = AddressChange.objects.filter(state=ChangeState.PENDING, waits_until__lte=now)
    made = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            change = AddressChange.objects.select_for_update(of=("self",)).select_related("person__trust").get(pk=pk)
            if change.state == ChangeState.PENDING:
                made += _make(change, "system:addresses", now)
    return made


def _make(change: AddressChange, by: By, now: datetime) -> bool:
    """Make it, unless the address has become somebody else's meanwhile: then it is stopped."""
    person = change.person
    taken = Person.objects.filter(trust=person.trust_id, email__iexact=change.after).exclude(pk=person.pk)
    telling.settle(about(change))
    if change.after and taken.exists():
        _decide(change, ChangeState.STOPPED, None, now)
        detail = {"person": person.pk, "how": "taken"}
        audit.record("address:stop", by=by, about=change, place=person.trust, detail=detail)
        return False
    Person.objects.filter(pk=person.pk).update(email=change.after)
    _decide(change, ChangeState.MADE, by.person if isinstance(by, User) else None, now)
    detail = {"person": person.pk, "how": change.how, "proposed_by": change.proposed_by_id}
    audit.record("address:make", by=by, about=change, place=person.trust, detail=detail)
    register_moves.moved([person.pk])
    told = News(
        title="A sign-in address has changed",
        says="For someone whose role reads sensitive records.",
        url=reverse("people:address-change", args=[change.pk]),
    )
    telling.tell(told, power.leaders_about(person, timezone.localdate(now)), by)
    if change.before:
        old = News(
            title="Your sign-in address has changed",
            says="If you did not ask for this, tell your headteacher or chair now: they can suspend your access.",
            url=reverse("people:stop-address", args=[stop_token(change)]),
            address=change.before,
        )
        telling.tell(old, [person], by)
    return True


def _decide(change: AddressChange, state: str, by: Person | None, now: datetime) -> None:
    change.state, change.decided_by, change.decided_at = state, by, now
    change.save(update_fields=["state", "decided_by", "decided_at"])


def _pending(pk: UUID) -> AddressChange:
    change = AddressChange.objects.select_for_update(of=("self",)).select_related("person__trust").get(pk=pk)
    if change.state != ChangeState.PENDING:
        raise Refused("This has already been decided.")
    return change


def held_addresses(trust: Trust, now: datetime) -> dict[UUID, str]:
    """The addresses that no file changes at once: id of each such person -> the address that they have."""
    ids = power.powerful(timezone.localdate(now), trust=trust)
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "email"))


def about(change: AddressChange) -> str:
    """What notices of a change are closed by."""
    return f"address:{change.pk}"


def stop_token(change: AddressChange) -> str:
    """What the link to the old address carries: it opens the page that stops this one change, and nothing else."""
    return _stops.sign(str(change.pk))


def change_of(token: str) -> AddressChange | None:
    """The change that a link is for; None for a link that this site did not make."""
    try:
        pk = _stops.unsign(token)
    except signing.BadSignature:
        return None
    return AddressChange.objects.select_related("person").filter(pk=pk).first()
