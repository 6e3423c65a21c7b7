"""Who is to hold which role. Nobody holds any before the first run is finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from lanyard.firstrun.actions.common import going_on, keep
from lanyard.firstrun.rules import holders_in, in_a_sentence, missing_at
from lanyard.kernel.refusals import Missing
from lanyard.people.choices import Role


@transaction.atomic
def name_people(*, at: str, named: Mapping[str, Sequence[str]]) -> None:
    """Keep who is named at a school (its short name), or at the trust (""). Raises `Refused`.

    `named` has for each role a first name, a last name and an address. Names may be left out where somebody with this
    address is named for another role.
    """
    run = going_on()
    if without := missing_at(at, named):
        raise Missing(f"Name the {in_a_sentence(Role(role).label)}." for role in without)
    others = {place: roles for place, roles in run.answers.get("people", {}).items() if place != at}
    people = {**others, at: {role: list(said) for role, said in named.items()}}
    # What was filled in now comes last, so that a contradiction is found beside it.
    holders_in(people)
    keep(run, "people", people=people)
