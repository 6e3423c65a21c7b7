"""People on the register of a case's school who are named in it and are no part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from lanyard.concerns.core.models import Concern
from lanyard.concerns.handover.rules.redaction import parts_of
from lanyard.people.choices import Kind
from lanyard.people.models import Membership, Person, RoleHolding


@dataclass
class Bystander:
    """Somebody whom words of a case may mean. `words` are those that no other bystander is called by."""

    is_pupil: bool
    words: set[str] = field(default_factory=set)


def bystanders(concern: Concern, seen: Collection[str], known: Collection[str]) -> tuple[list[Bystander], set[str]]:
    """Those on the register whom one of these words (folded) names, and the words that name several of them.

    Words that name people of the case (`known`) are left out. Everybody who was ever at the school, or holds or held a
    role there or in its trust. Two queries.
    """
    owners: dict[str, dict[UUID, bool]] = defaultdict(dict)
    for person, is_pupil, words in _register(concern):
        for word in words:
            if word in seen and word not in known:
                owners[word][person] = is_pupil
    found: dict[UUID, Bystander] = {}
    for word in sorted(owners):
        if len(owners[word]) == 1:
            ((person, is_pupil),) = owners[word].items()
            found.setdefault(person, Bystander(is_pupil)).words.add(word)
    return list(found.values()), {word for word, people in owners.items() if len(people) > 1}


def _register(concern: Concern) -> Iterable[tuple[UUID, bool, set[str]]]:
    names = ("given_name", "preferred_name", "family_name")
    here = Membership.objects.filter(school=concern.school_id).order_by()
    for pk, kind, *called in here.values_list("person", "kind", *(f"person__{name}" for name in names)):
        yield pk, kind == Kind.PUPIL, parts_of(called)
    held = RoleHolding.objects.filter(Q(school=concern.school_id) | Q(trust=concern.trust_id))
    for pk, *called in Person.objects.filter(pk__in=held.order_by().values("person")).values_list("pk", *names):
        yield pk, False, parts_of(called)
