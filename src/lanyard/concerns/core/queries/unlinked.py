"""The names in a case that may mean somebody, and those of whom it is not known yet who on the register they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lanyard.concerns.core.choices import MEANT, SHUT_OUT, PartyRole, Subject
from lanyard.concerns.core.models import Concern, Party


@dataclass(frozen=True)
class Named:
    """A name that somebody wrote where one is asked for. `outside`: said to be a pupil, or nobody of the staff.

    `settled`: somebody has said who on the register it is.
    """

    source: str
    text: str
    outside: bool
    settled: bool


def names_in(concern: Concern, parties: Iterable[Party]) -> Iterator[Named]:
    """The names among the parties, of adults whom the case is about and who must not handle it."""
    parties = list(parties)
    settled = {
        p.source
        for p in parties
        if p.source and p.role in SHUT_OUT and p.person_key and p.added_by_id and not p.ended_at
    }
    outside = concern.report.answers.get("about") in (Subject.PUPIL, Subject.OUTSIDE)
    for party in parties:
        is_name = party.role in (PartyRole.SUBJECT, PartyRole.CONFLICT) or party.source in ("about_name", "who_sent")
        if party.ended_at or party.person_key or not is_name:
            continue
        said_outside = party.source == "who_sent" or (party.source == "about_name" and outside)
        yield Named(party.source, party.name, said_outside, party.source in settled)


def unlinked(concern: Concern, parties: Iterable[Party]) -> list[Party]:
    """The people whom it is about of whom nobody is shut out, because nobody on the register is linked to them.

    Who is said to be from outside is on no register.
    """
    parties = list(parties)
    linked = {p.source for p in parties if p.source and p.role in MEANT and p.person_key and not p.ended_at}
    outside = concern.report.answers.get("about") == Subject.OUTSIDE
    return [
        party
        for party in parties
        if party.role == PartyRole.SUBJECT and not party.person_key and not party.ended_at
        and party.source not in linked and not (outside and party.source == "about_name")
    ]  # fmt: skip
