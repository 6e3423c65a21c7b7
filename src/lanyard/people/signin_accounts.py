"""Whose account opens: the register alone decides, and makes the account at the first sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lanyard.people import register_moves
from lanyard.people.choices import Kind
from lanyard.people.models import Cover, Membership, Person, RoleHolding, User, current, still_here
from lanyard.people.queries import roles_of
from lanyard.records.audit import PlaceIds, record


def who_may_sign_in(on: date) -> QuerySet[Person]:
    """Everybody who works, governs, helps or has a child at a school that day, or holds a role; no pupils.

    And nobody whom the information system marks as not enabled.
    """
    here = Membership.objects.filter(current(on), person=OuterRef("pk")).exclude(kind=Kind.PUPIL)
    holding = RoleHolding.objects.filter(current(on), person=OuterRef("pk"))
    covering = Cover.objects.filter(current(on), current(on, "holding__"), person=OuterRef("pk"))
    return Person.objects.filter(still_here(on), signs_in=True, merged_into=None).filter(
        Exists(here) | Exists(holding) | Exists(covering)
    )


def may_sign_in(user: User, on: date) -> bool:
    """Whether this account opens that day: not closed, its person has not left and is something somewhere."""
    return user.person.signs_in and bool(roles_of(user, on))


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


def confirmed_address(provider: str, claims: Mapping[str, Any], tenant: str) -> str:
    """The email address that Microsoft or Google vouches for in an ID token; empty if it vouches for none.

    At Microsoft anybody who runs a tenant can write any address into `email`. It counts only from the trust's own
    tenant (`tid`), or with Microsoft's word that the domain's owner was checked (`xms_edov`), or `email_verified`.
    """
    address = claims.get("email") or ""
    vouched = claims.get("email_verified") is True
    if provider == "microsoft":
        own = bool(tenant) and str(claims.get("tid", "")).lower() == tenant.lower()
        vouched = vouched or own or str(claims.get("xms_edov", "")).lower() in ("1", "true")
    return address if vouched and isinstance(address, str) else ""
