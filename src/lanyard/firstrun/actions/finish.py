"""The end of the first run: roles begin, the policy comes into force, and the address opens nothing more."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lanyard.assurance.actions import take_snapshot
from lanyard.firstrun.actions.common import BY, going_on, trust_of
from lanyard.firstrun.models import FirstRun
from lanyard.firstrun.queries import administrator_in, progress_of, schools_of, working_at
from lanyard.firstrun.rules import KINDS, STEPS, Holder, holders_in
from lanyard.kernel.refusals import Refused
from lanyard.people import actions as people
from lanyard.people import telling
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Role
from lanyard.people.models import Person, School, Trust, User
from lanyard.people.telling import News
from lanyard.people.trust_file import PersonRow, PlaceRow, RoleRow, SchoolRow, TrustFile
from lanyard.policy import actions as policy
from lanyard.policy.models import Edition
from lanyard.records import audit
from lanyard.records.required import required


def finish(*, now: datetime) -> User:
    """Begin everything that was entered, all or nothing, and return the administrator's account. Raises `Refused`.

    The first holders begin at once, as those of a trust's first file do; each is told by email. An approved policy is
    in force from then on; one that governors have not approved goes to them.
    """
    with transaction.atomic():
        run = going_on()
        progress = progress_of(run)
        if progress.next != "finish":
            raise Refused(f"One step is still open: {STEPS[progress.next]}.")
        today = timezone.localdate(now)
        administrator = administrator_in(run.answers)
        holders = holders_in(run.answers["people"])
        trust = _begin_roles(run, holders, today)
        _begin_policy(run)
        _tell(trust, holders)
        run.is_open, run.finished_at, run.key_digest, run.answers = False, now, "", {}
        run.save(update_fields=["is_open", "finished_at", "key_digest", "answers"])
        audit.record("first-run:finish", by=BY, about=run, place=trust, detail={"people": len(holders)})
    take_snapshot(now=now, by=BY)
    return required(account_for(administrator, today))


def _begin_roles(run: FirstRun, holders: list[Holder], today: date) -> Trust:
    trust, schools = trust_of(run), schools_of(run)
    known = working_at(trust)
    rows = tuple(_row(number, holder, schools, known, today) for number, holder in enumerate(holders, start=1))
    # Nothing is said of the schools but that they are there.
    places = tuple(SchoolRow(school.slug, {}, (), (), ()) for school in schools)
    file = TrustFile(trust.slug, {"name": trust.name}, places, rows, has_ids=False)
    return people.load_trust(file=file, by=BY)


def _row(number: int, holder: Holder, schools: list[School], known: set[tuple[str, str]], today: date) -> PersonRow:
    """Somebody with their roles, and a place at each school where they hold one and have no place yet.

    A trust of one school is that school: whoever is at the trust is there.
    """
    facts = {
        "given_name": holder.given_name,
        "family_name": holder.family_name,
        "preferred_name": "",
        "email": holder.email,
    }
    kinds: dict[str, str] = {}
    for role, slug in holder.roles:
        at = slug or (schools[0].slug if len(schools) == 1 else "")
        if at and (holder.email, at) not in known:
            kinds.setdefault(at, KINDS.get(role, "leader"))
    places = tuple(PlaceRow(at, kind, "", today, None) for at, kind in kinds.items())
    roles = tuple(RoleRow(role, slug, today, None) for role, slug in holder.roles)
    return PersonRow(f"first-run-{number}", facts, places, roles)


def _begin_policy(run: FirstRun) -> None:
    said = run.answers["approval"]
    edition = Edition.objects.select_related("policy__trust").get(pk=run.edition_id)  # type: ignore[misc]  # nobody gets here without a policy
    if not said["approved"]:
        policy.submit(edition=edition, version=edition.version, by=BY)
        return
    meeting_on, first_day = (date.fromisoformat(said[name]) for name in ("meeting_on", "first_day"))
    policy.enter_as_approved(edition=edition, meeting_on=meeting_on, first_day=first_day, by=BY)


def _tell(trust: Trust, holders: list[Holder]) -> None:
    """Tell each of them which roles they hold from now on."""
    people_at = {one.email.lower(): one for one in Person.objects.filter(trust=trust).exclude(email="")}
    names = dict(trust.schools.values_list("slug", "name"))
    for holder in holders:
        roles = ", ".join(f"{Role(role).label} ({names.get(slug, trust.name)})" for role, slug in holder.roles)
        news = News(
            title=f"Lanyard has been set up. Your role: {roles}"[:150],
            says="Sign in with your email address. If this role is not yours, tell the trust administrator.",
            url="/",
        )
        telling.tell(news, [people_at[holder.email]], BY)
