"""Accounts, made by the register at the first sign-in."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from lanyard.people import register_moves
from lanyard.people.models import Person, User
from lanyard.people.queries.accounts import may_sign_in, who_may_sign_in
from lanyard.records.audit import PlaceIds, record


def account_for(email: str, on: date) -> User | None:
    """The account of the person at this address, made if they have none yet; None if nobody there may sign in.

    Somebody on the registers of two trusts has one account: the one they have, or else the first trust's.
    """
    if not email:
        return None
    people = who_may_sign_in(on).filter(email__iexact=email).order_by("trust_id", "pk")
    person = people.filter(user__isnull=False).first() or people.first()
    if person is None:
        known = User.objects.filter(person__email__iexact=email, is_active=True).select_related("person").first()
        return known if known and may_sign_in(known, on) else None
    user = open_account(person)
    return user if user.is_active else None


def open_account(person: Person) -> User:
    """The person's account, made if need be, at the address that the register has today.

    An address that has passed to somebody else, such as head@school, goes with the register: the account that had it
    keeps its person and loses the address.
    """
    address = person.email.lower()
    user = User.objects.filter(person=person).first()
    if user and user.email == address:
        return user
    with transaction.atomic():
        for other in User.objects.filter(email=address).exclude(person=person).select_for_update():
            other.email = f"{other.pk}@moved.invalid"
            other.save(update_fields=["email"])
        if user:
            user.email = address
            user.save(update_fields=["email"])
            return user
        user, made = User.objects.get_or_create(person=person, defaults={"email": address})
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            record("account:make", by="system:sign-in", about=user, place=PlaceIds(person.trust_id, None))
            register_moves.moved([person.pk])
    return user
