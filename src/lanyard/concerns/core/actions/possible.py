"""Whether a concern is about somebody whose name is like one in it: kept out at once, and decided by who holds it then.

Whoever is kept out never hears of the question, nor of its answer.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import people_who_deal
from lanyard.concerns.core.actions.common import change, need_handler, note
from lanyard.concerns.core.actions.exclusions import let_in, shut_out
from lanyard.concerns.core.actions.name_keys import keep_keys
from lanyard.concerns.core.choices import SHUT_OUT, PartyRole
from lanyard.concerns.core.messages import NEEDS_YOU, NEWS, about, page_of
from lanyard.concerns.core.models import Concern, Party, key_of
from lanyard.concerns.core.queries.visible import is_shut_out
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.people.models import Person, User
from lanyard.records import moments

BY = "system:names"


def keep_out(concern: Concern, person: Person, source: str, *, certain: bool = False) -> Party | None:
    """Keep out somebody whom a name in the case means, or may mean, in the caller's transaction.

    `source` is where the name stands: the key of a question, or another word for a place of the case. Answers None
    where they are out already, or somebody has decided that this name does not mean them.
    """
    if is_shut_out(person, concern) or _is_decided(concern, person, source):
        return None
    role = PartyRole.SUBJECT if certain else PartyRole.POSSIBLE
    party = Party(
        concern=concern, role=role, name=person.full_name, person=str(person.pk), person_key=key_of(person),
        source=source, added_at=moments.now(),
    )  # fmt: skip
    party.save(force_insert=True)
    keep_keys(concern, people=[person])
    write_step(concern, _SAYS[role].format(person=person), BY)
    was = concern.level
    shut_out(concern, person, by=BY)
    if not certain and concern.level == was:
        once = f"possible:{party.pk}"
        tell(NEWS(url=page_of(concern.pk), about=about(concern.pk), once=once), people_who_deal(concern), by=BY)
    note("concern:keep-out", concern, BY, party=party.pk, role=role, source=source)
    return party


_SAYS = {
    PartyRole.SUBJECT: "A name in the case is that of {person}, who has been excluded.",
    PartyRole.POSSIBLE: "A name in the case may mean {person}, who is kept out until someone has decided.",
}


@transaction.atomic
def decide(*, by: User, concern: Concern, version: int, party: Party, is_about: bool, reason: str = "") -> Party:
    """Say whether the concern is about them: they stay shut out as whom it is about, or are let back in.

    Let back in, the concern goes to the level to which it would have gone without the question. Raises `Refused` and
    `Stale`.
    """
    need_handler(by, concern)
    change(concern, version)
    party.refresh_from_db()
    if party.role != PartyRole.POSSIBLE or party.ended_at:
        raise Refused("This has already been decided.")
    if not is_about and not reason.strip():
        raise Refused("Say how you know that it is not about them.", "reason")
    party.added_by = by.person
    if is_about:
        _is_subject(party)
        write_step(concern, f"It is about {party.name}.", by)
        shut_out(concern, Person.objects.get(pk=party.person), by=by)
    else:
        party.ended_at = timezone.now()
        party.save()
        write_step(concern, f"It is not about {party.name}: {reason}", by)
        _let_back_in(concern, party, by)
    note("concern:decide-possible", concern, by, party=party.pk, is_about=is_about)
    return party


def _is_subject(party: Party) -> None:
    same = Party.objects.filter(concern=party.concern, person_key=party.person_key, role=PartyRole.SUBJECT)
    if same.filter(ended_at__isnull=True).exists():
        party.ended_at = timezone.now()
    else:
        party.role = PartyRole.SUBJECT
    party.save()


def _let_back_in(concern: Concern, party: Party, by: User) -> None:
    person = Person.objects.get(pk=party.person)
    if let_in(concern, by=by) or is_shut_out(person, concern):
        return
    if any(one.pk == person.pk for one in people_who_deal(concern)):
        once = f"let-in:{party.pk}"
        tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk), once=once), [person], by=by)


def _is_decided(concern: Concern, person: Person, source: str) -> bool:
    """Whether somebody said of this name that it does not mean them."""
    rows = Party.objects.filter(concern=concern, person_key=key_of(person), role__in=SHUT_OUT, source=source)
    return rows.filter(ended_at__isnull=False).exists()
