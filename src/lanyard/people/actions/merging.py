"""Putting two records of one person together, and taking that back within 30 days. It never gives anybody access."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import merging, register_moves
from lanyard.people.models import FamilyLink, Membership, Merge, Person, School, Trust, User
from lanyard.records import audit

audit.words.update(
    {
        "person:merge": "Merged two records of one person",
        "person:split": "Undid a merge of two records",
    }
)
# How long it can be taken back.
BACK_FOR = timedelta(days=30)


@transaction.atomic
def merge_people(*, kept: Person, other: Person, place: School | Trust, by: User, now: datetime) -> Merge:
    """Give everything of `other` to `kept`, and close the account that `other` may have. Raises `Refused`.

    Roles, covers, reading rights and what else gives access never go over: the record that has them is the one to
    keep. Whoever is shut out of something under either record is shut out of it under the one that is kept.
    """
    on = timezone.localdate(now)
    Trust.objects.select_for_update().get(pk=kept.trust_id)
    kept, other = (Person.objects.select_for_update().get(pk=one.pk) for one in (kept, other))
    _check(kept, other, by, on)
    before = {name: _plain(getattr(other, name)) for name in ("email", "upn")}
    taken = {name: _plain(getattr(kept, name)) for name in ("date_of_birth", "upn")}
    ended = _end_doubles(kept, other, on)
    marks = _carry_marks(kept, other)
    moved = merging.move_all(kept, other)
    upn, born = other.upn, other.date_of_birth
    other.email, other.upn, other.merged_into = "", "", kept
    other.save(update_fields=["email", "upn", "merged_into"])
    kept.upn, kept.date_of_birth = kept.upn or upn, kept.date_of_birth or born
    kept.save(update_fields=["upn", "date_of_birth"])
    closed = _close(other)
    register_moves.joined(other.pk, kept.pk)
    register_moves.moved([kept.pk])
    content = {
        "moved": moved, "before": before, "taken": taken, "ended": ended, "marks": marks, "closed": closed,
    }  # fmt: skip
    found = Merge.objects.create(
        trust=kept.trust, kept=kept, other=other, at=now, by=by.person, moved=json.dumps(content)
    )
    # No count of rows: it could tell that somebody is in a case.
    detail = {"kept": kept.pk, "other": other.pk}
    audit.record("person:merge", by=by, about=found, place=place, detail=detail)
    return found


def _check(kept: Person, other: Person, by: User, on) -> None:
    if kept.pk == other.pk or kept.trust_id != other.trust_id or other.merged_into_id or kept.merged_into_id:
        raise Refused("Choose two different records in the same trust.", "other")
    if by.person_id in (kept.pk, other.pk):
        raise Refused("One of these records is yours, so someone else must merge them.")
    if kept.date_of_birth and other.date_of_birth and kept.date_of_birth != other.date_of_birth:
        raise Refused("Their dates of birth are different. Correct the wrong one first.", "other")
    if any(gives(other, on) for gives in merging.gives_access):
        raise Refused("This record has roles or other access. Open it and merge the other one into it.", "other")


def _end_doubles(kept: Person, other: Person, on) -> dict[str, list[str]]:
    """End what both are or have at once, so that the history of both can stand under one name."""
    ended: dict[str, list[str]] = {}
    mine = set(kept.memberships.filter(end=None).values_list("school", "kind"))
    rows: list[Any] = [m for m in other.memberships.filter(end=None) if (m.school_id, m.kind) in mine]
    adults = set(kept.family.filter(end=None).values_list("adult", flat=True))
    children = set(kept.children.filter(end=None).values_list("child", flat=True))
    rows += [link for link in other.family.filter(end=None) if link.adult_id in adults]
    rows += [link for link in other.children.filter(end=None) if link.child_id in children]
    for row in rows:
        row.end = max(row.start, on - timedelta(days=1))
        row.save(update_fields=["end"])
        ended.setdefault(row._meta.label, []).append(str(row.pk))
    return ended


def _carry_marks(kept: Person, other: Person) -> list[str]:
    """Who must not be contacted under one record must not be under the other."""
    marked = FamilyLink.objects.filter(must_not_be_contacted=True)
    adults = marked.filter(child=other).values("adult")
    children = marked.filter(adult=other).values("child")
    same = FamilyLink.objects.filter(
        Q(child=kept, adult__in=adults) | Q(adult=kept, child__in=children), must_not_be_contacted=False
    )
    pks = [str(pk) for pk in same.values_list("pk", flat=True)]
    FamilyLink.objects.filter(pk__in=pks).update(must_not_be_contacted=True)
    return pks


def _close(other: Person) -> bool:
    user = User.objects.filter(person=other, is_active=True).first()
    if user is None:
        return False
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    return True


@transaction.atomic
def split_people(*, merge: Merge, place: School | Trust, by: User, now: datetime) -> None:
    """Take a merge back: each record has again what it had. Raises `Refused`.

    What came to the kept record since then stays with it. An account that was closed opens again.
    """
    found = Merge.objects.select_for_update().select_related("kept", "other").get(pk=merge.pk)
    if found.undone_at:
        raise Refused("This has already been undone.")
    if now > found.at + BACK_FOR:
        raise Refused("This was more than 30 days ago and can’t be undone.")
    if by.person_id in (found.kept_id, found.other_id):
        raise Refused("One of these records is yours, so someone else must undo it.")
    content, kept, other = json.loads(found.moved), found.kept, found.other
    taken, before = content["taken"], content["before"]
    kept.upn, kept.date_of_birth = taken["upn"], taken["date_of_birth"]
    kept.save(update_fields=["upn", "date_of_birth"])
    in_use = Person.objects.filter(trust=other.trust_id).exclude(pk=other.pk)
    other.email = "" if in_use.filter(email__iexact=before["email"]).exists() else before["email"]
    other.upn = "" if in_use.filter(upn=before["upn"]).exists() else before["upn"]
    other.merged_into = None
    other.save(update_fields=["email", "upn", "merged_into"])
    merging.move_back(kept, other, content["moved"])
    for model in (Membership, FamilyLink):
        model.objects.filter(pk__in=content["ended"].get(model._meta.label, ())).update(end=None)
    FamilyLink.objects.filter(pk__in=content["marks"]).update(must_not_be_contacted=False)
    register_moves.moved([kept.pk, other.pk])
    if content["closed"]:
        User.objects.filter(person=other).update(is_active=True)
    found.undone_at, found.moved = now, ""
    found.save(update_fields=["undone_at", "moved"])
    audit.record("person:split", by=by, about=found, place=place, detail={"kept": kept.pk, "other": other.pk})


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
