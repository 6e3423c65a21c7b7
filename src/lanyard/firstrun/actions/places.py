"""The trust and its schools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from lanyard.firstrun.actions.common import BY, going_on, keep, trust_of
from lanyard.kernel.refusals import Refused
from lanyard.people import actions as people
from lanyard.people.models import School, Trust
from lanyard.people.trust_file import SchoolRow, TrustFile

LONGEST = 50


@transaction.atomic
def name_trust(*, name: str, website: str) -> Trust:
    """Make the trust, or give the one that was made another name; its address in the browser stays."""
    run = going_on()
    slug = run.trust.slug if run.trust else _short_name(name, Trust.objects.values_list("slug", flat=True), "trust")
    facts = {"name": name, "website": website, "is_demonstration": False}
    run.trust = people.load_trust(file=TrustFile(slug, facts, ()), by=BY)
    run.save(update_fields=["trust"])
    keep(run, "places")
    return run.trust


@transaction.atomic
def keep_school(
    *, slug: str = "", name: str, year_groups: Sequence[str], email_domains: Sequence[str], website: str
) -> School:
    """Add a school to the trust, or (with its short name) change what was entered about one. Raises `Refused`."""
    run = going_on()
    trust = trust_of(run)
    same = trust.schools.filter(name__iexact=name).exclude(slug=slug)
    if same.exists():
        raise Refused("This school has been entered already.", "school")
    slug = slug or _short_name(name, School.objects.values_list("slug", flat=True), "school")
    facts = {
        "name": name,
        "year_groups": list(year_groups),
        "email_domains": list(email_domains),
        "website": website,
    }
    file = TrustFile(trust.slug, {"name": trust.name}, (SchoolRow(slug, facts, (), (), ()),))
    people.load_trust(file=file, by=BY)
    keep(run, "places")
    return trust.schools.get(slug=slug)


@transaction.atomic
def remove_school(*, slug: str) -> None:
    """Take back a school that was entered by mistake, with whoever was named there. Raises `Refused`."""
    run = going_on()
    try:
        trust_of(run).schools.filter(slug=slug).delete()
    except ProtectedError:
        raise Refused("There are people on this school’s register already, so it can’t be removed.") from None
    named = {at: roles for at, roles in run.answers.get("people", {}).items() if at != slug}
    keep(run, "places", people=named)


def _short_name(name: str, taken: Iterable[str], otherwise: str) -> str:
    """The name as it stands in addresses, like no other."""
    wanted = slugify(name)[:LONGEST].strip("-") or otherwise
    known = set(taken)
    numbered = (f"{wanted[: LONGEST - 4]}-{number}" for number in range(2, 1000))
    return wanted if wanted not in known else next(one for one in numbered if one not in known)
