"""Whether a first run goes on, who came to it by its address, and how far it has got."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone

from lanyard.firstrun.models import FirstRun
from lanyard.firstrun.rules import OPENS_FOR, Progress, missing_at
from lanyard.people.choices import Role
from lanyard.people.models import Membership, Person, RoleHolding, School, Trust
from lanyard.policy.models import Edition

# Where a browser that opened the address keeps what shows it.
SESSION = "first-run"


def digest_of(key: str) -> str:
    """What is stored of the secret in an address."""
    return sha256(key.encode()).hexdigest()


def is_wanted() -> bool:
    """Whether this installation can still be set up in the browser: no administrator, and no other trust."""
    if settings.DEMONSTRATION or RoleHolding.objects.filter(role=Role.TRUST_ADMINISTRATOR).exists():
        return False
    going_on = FirstRun.objects.filter(is_open=True, trust__isnull=False).values("trust")
    return not Trust.objects.exclude(pk__in=going_on).exists()


def open_run(now: datetime) -> FirstRun | None:
    """The first run, while its address opens."""
    rows = FirstRun.objects.filter(is_open=True, printed_at__gt=now - OPENS_FOR)
    run = rows.select_related("trust", "edition__policy__trust").first()
    return run if run and is_wanted() else None


def run_with_key(key: str, now: datetime) -> FirstRun | None:
    """The first run whose address holds this secret."""
    run = open_run(now)
    return run if run and hmac.compare_digest(run.key_digest, digest_of(key)) else None


def came_by_address(request: Any) -> bool:
    """Whether this browser opened the address that was printed last, and the first run still goes on.

    The run is put on the request, so that the page need not ask again.
    """
    held = request.session.get(SESSION, "")
    run = open_run(timezone.now()) if held else None
    request.first_run = run if run and hmac.compare_digest(run.key_digest, str(held)) else None
    return request.first_run is not None


def schools_of(run: FirstRun) -> list[School]:
    """The schools entered so far, by name."""
    return list(run.trust.schools.order_by("name")) if run.trust else []


def progress_of(run: FirstRun) -> Progress:
    """Which steps are done. At most four queries."""
    said, schools = run.answers, schools_of(run)
    named = said.get("people", {})
    done = {
        "places": bool(schools),
        "people": bool(schools)
        and not any(missing_at(at, named.get(at, {})) for at in ["", *(school.slug for school in schools)]),
        "policy": run.edition is not None,
        "clauses": "approval" in said and not unconfirmed(run.edition),
        "email": bool(said.get("proved")) and said.get("proved") == administrator_in(said),
        "roster": "roster" in said,
    }
    return Progress(frozenset(step for step, is_done in done.items() if is_done))


def unconfirmed(edition: Edition | None) -> int:
    """How many clauses of the draft nobody has confirmed."""
    return edition.clauses.filter(confirmed_at__isnull=True).count() if edition else 0


def administrator_in(answers: dict[str, Any]) -> str:
    """The address of the administrator who was named, or ""."""
    said = answers.get("people", {}).get("", {}).get(Role.TRUST_ADMINISTRATOR, ("", "", ""))
    return str(said[2]).lower()


def working_at(trust: Trust) -> set[tuple[str, str]]:
    """Who is of which school already, as (address in lower case, the school's short name)."""
    rows = Membership.objects.filter(school__trust=trust, end=None).exclude(person__email="")
    return {(email.lower(), slug) for email, slug in rows.values_list("person__email", "school__slug")}


def on_the_register(trust: Trust) -> int:
    """How many people the register has."""
    return Person.objects.filter(trust=trust).count()
