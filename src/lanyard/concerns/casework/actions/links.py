"""Linking concerns that belong together. It lets nobody see more, and carries nothing from one to the other."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lanyard.concerns.core.actions.common import change, need_handler, note
from lanyard.concerns.core.models import Concern, Link
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.rules.references import tidy_ref
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User

NOT_SEEN = "There is no concern with this reference among those you can open. Check it, for example K7Q-2XW."


@transaction.atomic
def link(*, by: User, concern: Concern, version: int, ref: str, why: str) -> Link:
    """Link the concern with another one, named by its reference, that the user sees too.

    One that is not there and one that they don't see are refused in the same words. Raises `Refused` and `Stale`.
    """
    need_handler(by, concern)
    other = visible_to(by).filter(ref=tidy_ref(ref)).first()
    if other is None:
        raise Refused(NOT_SEEN)
    if other == concern:
        raise Refused("That is this concern’s own reference. Enter a different one.")
    if Link.objects.filter(Q(one=concern, other=other) | Q(one=other, other=concern)).exists():
        raise Refused("These two are already linked.")
    change(concern, version)
    made = Link.objects.create(one=concern, other=other, why=why, at=timezone.now(), by=by.person)
    note("concern:link", concern, by, link=made.pk)
    return made


@transaction.atomic
def unlink(*, by: User, concern: Concern, version: int, link: Link) -> None:
    """Take a link away, from either side of it. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    if concern.pk not in (link.one_id, link.other_id):
        raise Refused("These two are not linked.")
    change(concern, version)
    gone = link.pk
    link.delete()
    note("concern:unlink", concern, by, link=gone)
