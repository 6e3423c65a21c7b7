"""The first second step of somebody whose role reads sensitive records is set up with a leader beside them.

Whoever reads somebody's mail can sign in as them. So the first passkey or app is not theirs for the asking: the person
gives a fresh code from their mail, and a leader who knows them reads out another one.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import telling
from lanyard.people.actions.sessions import end_sessions
from lanyard.people.models import Person, School, Trust, User, WitnessedStep
from lanyard.people.queries import power, suspending
from lanyard.people.telling import News
from lanyard.records import audit

audit.words.update(
    {
        "second-step:ask": "Asked a leader to witness their second step",
        "second-step:witness": "Was shown the code to read out for someone’s second step",
        "second-step:wrong-witness": "Gave a wrong code for a witnessed second step",
        "second-step:witnessed": "Gave the code that the witness read out",
        "second-step:reset": "Reset someone’s second step",
    }
)

# How long the code that is read out counts, and how long there is to set the step up after that.
CODE_COUNTS = timedelta(minutes=15)
TO_SET_UP = timedelta(minutes=30)
ASKED_FOR = timedelta(hours=12)
MOST_TRIES = 5
DIGITS = 8

By = User | str


@transaction.atomic
def ask_witness(*, by: User, now: datetime) -> WitnessedStep:
    """Ask the leaders who may: answers the step that waits for one of them. They are told once in half a day."""
    person = Person.objects.select_for_update().get(pk=by.person_id)
    waiting = WitnessedStep.objects.filter(person=person, used_at=None, asked_at__gte=now - ASKED_FOR).first()
    if waiting and waiting.tries < MOST_TRIES:
        return waiting
    step = WitnessedStep.objects.create(person=person, asked_at=now)
    audit.record("second-step:ask", by=by, about=step, place=_trust(person))
    news = News(
        title="Someone is setting up their second step and needs you with them",
        says="Open this when they are with you, or on the telephone and you know their voice.",
        url=reverse("people:witness", args=[step.pk]),
        about=f"second-step:{step.pk}",
    )
    telling.tell(news, [one for _, one in power.witnesses(person, timezone.localdate(now))], by)
    return step


@transaction.atomic
def show_code(*, step: WitnessedStep, by: By, now: datetime) -> str:
    """The code that the witness reads out: made anew each time, and shown this once. Raises `Refused`."""
    step = WitnessedStep.objects.select_for_update(of=("self",)).select_related("person").get(pk=step.pk)
    if step.used_at or step.tries >= MOST_TRIES or step.asked_at < now - ASKED_FOR:
        raise Refused("This has already been used or has expired. The person can ask again from their own page.")
    if isinstance(by, User):
        if by.person_id not in {one.pk for _, one in power.witnesses(step.person, timezone.localdate(now))}:
            raise Refused("Someone else must witness this: a leader who is independent of this person’s role.")
        step.witness = by.person
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    step.shown_at, step.code_digest = now, _digest(step, code)
    step.save(update_fields=["witness", "shown_at", "code_digest"])
    audit.record("second-step:witness", by=by, about=step, place=_trust(step.person))
    return code


def give_code(*, step: WitnessedStep, code: str, by: User, now: datetime) -> None:
    """Take the code that was read out; the second step can be set up for half an hour. Raises `Refused`."""
    with transaction.atomic():
        found = WitnessedStep.objects.select_for_update().get(pk=step.pk, person=by.person_id)
        counts = found.shown_at and not found.used_at and now - found.shown_at <= CODE_COUNTS
        right = bool(counts) and found.tries < MOST_TRIES and hmac.compare_digest(
            found.code_digest, _digest(found, "".join(code.split()))
        )  # fmt: skip
        if right:
            found.used_at = now
            found.save(update_fields=["used_at"])
        else:
            WitnessedStep.objects.filter(pk=found.pk).update(tries=F("tries") + 1)
        event = "second-step:witnessed" if right else "second-step:wrong-witness"
        audit.record(event, by=by, about=found, place=_trust(by.person))
    if not right:
        raise Refused("This code is wrong or has expired. Ask for a new one to be read out.", "code")
    telling.settle(f"second-step:{step.pk}")


def step_was_set_up(person: Person, now: datetime) -> None:
    """Note that the witnessed step is done; called in the moment in which an app or a passkey is kept."""
    used = WitnessedStep.objects.filter(person=person, done_at=None, used_at__gte=now - TO_SET_UP).first()
    if used:
        used.done_at = now
        used.save(update_fields=["done_at"])


@transaction.atomic
def reset_second_step(*, person: Person, place: School | Trust, by: User, now: datetime) -> None:
    """Take away somebody's second step, because they lost it: they set it up again, witnessed. Raises `Refused`."""
    today = timezone.localdate(now)
    knows = {one.pk for _, one in power.witnesses(person, today)}
    if person.pk == by.person_id:
        raise Refused("You can’t reset your own second step. Ask another leader.", "person")
    if by.person_id not in knows and not suspending.stands_above(by, person, place, today):
        raise Refused("Only someone senior to this person can do that.", "person")
    user = User.objects.filter(person=person).first()
    if user is None or not Authenticator.objects.filter(user=user).exists():
        raise Refused(f"{person} has no second step.", "person")
    Authenticator.objects.filter(user=user).delete()
    WitnessedStep.objects.filter(person=person, done_at=None).delete()
    end_sessions([person.pk])
    audit.record("second-step:reset", by=by, about=user, place=place, detail={"person": person.pk})
    news = News(
        title="A second step was reset",
        says="Someone said they had lost theirs. If nobody lost one, suspend their access.",
        url=reverse("people:to-confirm"),
    )
    others = {one.pk: one for one in (*power.leaders_about(person, today), person)}
    others.pop(by.person_id, None)
    telling.tell(news, others.values(), by)


def _digest(step: WitnessedStep, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{step.pk}:{code}".encode(), sha256).hexdigest()


def _trust(person: Person) -> audit.PlaceIds:
    return audit.PlaceIds(person.trust_id, None)
