"""Letting colleagues in, in three ways that are not the same: assign, hand over, ask for advice.

Assigning is done at once. A hand-over is offered, and stays with whoever offers it until the other accepts. Who is
asked for advice reads, for one purpose, until a day.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, let_read, need_handler, note, still_open
from lanyard.concerns.core.actions.exclusions import withdraw_offers
from lanyard.concerns.core.choices import ReaderKind
from lanyard.concerns.core.messages import NEEDS_YOU, NEWS, about, page_of
from lanyard.concerns.core.models import Concern, Reader, Transfer
from lanyard.concerns.core.queries.visible import is_shut_out
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, User
from lanyard.people.queries import is_staff_at

LONGEST_ADVICE = timedelta(days=90)
CANT_BE_LET_IN = "This person can’t have access. Choose someone else who works for the school or the trust."


@transaction.atomic
def assign(*, by: User, concern: Concern, version: int, person: Person) -> None:
    """The person deals with it from now on; whoever did so before by assignment no longer does.

    Raises `Refused` and `Stale`.
    """
    need_handler(by, concern)
    still_open(concern)
    _may_be_let_in(concern, person)
    change(concern, version, assigned_to=person)
    withdraw_offers(concern)
    _hand_to(concern, person, by.person)
    write_step(concern, f"Assigned to {person.full_name}.", by)
    note("concern:assign", concern, by, person=person.pk)
    if person.pk != by.person_id:
        tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk)), [person], by=by)


@transaction.atomic
def offer_transfer(*, by: User, concern: Concern, version: int, person: Person, reason: str) -> Transfer:
    """Offer the concern to somebody; until they accept they see the offer alone. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    still_open(concern)
    if person.pk == by.person_id:
        raise Refused("You are already dealing with it. Choose someone else.")
    _may_be_let_in(concern, person)
    if Transfer.objects.filter(concern=concern, answered_at__isnull=True).exists():
        raise Refused("It has already been offered to someone. Withdraw that offer first.")
    change(concern, version)
    made = Transfer.objects.create(
        concern=concern, to=person, reason=reason, offered_at=timezone.now(), offered_by=by.person
    )
    write_step(concern, f"Offered to {person.full_name}: {reason}", by)
    note("concern:offer", concern, by, person=person.pk)
    tell(NEEDS_YOU(url=_offer_page(concern), about=about(concern.pk)), [person], by=by)
    return made


@transaction.atomic
def withdraw_offer(*, by: User, concern: Concern, version: int) -> None:
    """Take an offer back that nobody has answered yet. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    open_offer = Transfer.objects.filter(concern=concern, answered_at__isnull=True).select_related("to").first()
    if open_offer is None:
        raise Refused("The offer has already been withdrawn or answered.")
    change(concern, version)
    withdraw_offers(concern)
    write_step(concern, f"The offer to {open_offer.to.full_name} was withdrawn.", by)
    note("concern:withdraw-offer", concern, by)
    settle(about(concern.pk), people=[open_offer.to])


@transaction.atomic
def accept(*, by: User, transfer: Transfer) -> Concern:
    """The concern becomes the user's; who offered it keeps only what their role opens. Raises `Refused`."""
    concern = _answer(transfer, by, accepted=True)
    change(concern, concern.version, assigned_to=by.person)
    _hand_to(concern, by.person, transfer.offered_by)
    if transfer.offered_by_id:
        _ends(concern, Q(person=transfer.offered_by))
    write_step(concern, f"{by.person.full_name} took it over.", by)
    note("concern:accept", concern, by)
    # Where nothing is left for them, the link must not lead to what is not there.
    _tell_sender(concern, transfer, by, url=reverse("concerns:queue"))
    return concern


@transaction.atomic
def decline(*, by: User, transfer: Transfer, answer: str) -> None:
    """The concern stays where it is; who offered it is told. Raises `Refused`."""
    concern = _answer(transfer, by, accepted=False, answer=answer)
    write_step(concern, f"{by.person.full_name} did not take it over: {answer}", by)
    note("concern:decline", concern, by)
    _tell_sender(concern, transfer, by, url=page_of(concern.pk))


@transaction.atomic
def consult(*, by: User, concern: Concern, version: int, person: Person, purpose: str, until: date) -> Reader:
    """Let one more person read it, for one purpose, until a day (included, at most 90 days from now).

    Raises `Refused` and `Stale`.
    """
    need_handler(by, concern)
    still_open(concern)
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_ADVICE:
        raise Refused("Enter a date from today to 90 days ahead.")
    _may_be_let_in(concern, person)
    change(concern, version)
    row = let_read(concern, person, ReaderKind.CONSULTED, by=by.person, purpose=purpose, end=until)
    write_step(concern, f"{person.full_name} can read it until {until:%-d %B %Y}: {purpose}", by)
    note("concern:consult", concern, by, person=person.pk, until=until)
    tell(NEWS(url=page_of(concern.pk), about=about(concern.pk)), [person], by=by)
    return row


@transaction.atomic
def end_consult(*, by: User, concern: Concern, version: int, reader: Reader) -> None:
    """Somebody who was asked for advice reads no longer. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    if reader.concern_id != concern.pk or reader.kind != ReaderKind.CONSULTED:
        raise Refused("This person was not asked for advice.")
    change(concern, version)
    _ends(concern, Q(pk=reader.pk))
    write_step(concern, f"{reader.person.full_name} can no longer read it.", by)
    note("concern:end-consult", concern, by, person=reader.person_id)
    settle(about(concern.pk), people=[reader.person])


def _may_be_let_in(concern: Concern, person: Person) -> None:
    """Raises `Refused` in the same words whatever the reason: some must not be told to anybody."""
    has_account = User.objects.filter(person=person, is_active=True).exists()
    works_here = is_staff_at(person, concern.school, timezone.localdate())
    if not has_account or not works_here or is_shut_out(person, concern):
        raise Refused(CANT_BE_LET_IN)


def _hand_to(concern: Concern, person: Person, by: Person | None) -> None:
    _ends(concern, Q(kind=ReaderKind.ASSIGNED) & ~Q(person=person))
    let_read(concern, person, ReaderKind.ASSIGNED, by=by)


def _ends(concern: Concern, which: Q) -> None:
    today = timezone.localdate()
    rows = Reader.objects.filter(which, concern=concern).filter(Q(end__isnull=True) | Q(end__gte=today))
    rows.update(end=today - timedelta(days=1))


def _answer(transfer: Transfer, by: User, *, accepted: bool, answer: str = "") -> Concern:
    """Close the offer, with the concern held against whoever changes it in this moment."""
    concern = Concern.objects.select_for_update().get(pk=transfer.concern_id)
    open_now = Transfer.objects.filter(pk=transfer.pk, to=by.person, answered_at__isnull=True)
    if is_shut_out(by.person, concern) or not open_now.exists():
        raise Refused("This is no longer offered to you.")
    if accepted:
        still_open(concern)
        _may_be_let_in(concern, by.person)
    transfer.answered_at, transfer.accepted, transfer.answer = timezone.now(), accepted, answer
    transfer.save(update_fields=["answered_at", "accepted", "answer"])
    settle(about(concern.pk), people=[by.person])
    return concern


def _tell_sender(concern: Concern, transfer: Transfer, by: User, *, url: str) -> None:
    sender = transfer.offered_by
    if sender is None or is_shut_out(sender, concern):
        return
    tell(NEWS(url=url, about=about(concern.pk)), [sender], by=by)


def _offer_page(concern: Concern) -> str:
    return reverse("concerns:offer", kwargs={"concern": concern.pk})
