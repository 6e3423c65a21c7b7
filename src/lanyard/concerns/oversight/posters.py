"""What stands on a school's posters today, and whether a printed one still says it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

import qrcode
from django.conf import settings
from django.urls import reverse

from lanyard.concerns.core.choices import Audience
from lanyard.concerns.core.print import PrintedPoster
from lanyard.kernel.years import academic_year
from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.people.queries import holders
from lanyard.policy.queries.records import agencies

# Grows when a poster says something new, so that those on the walls are printed anew.
WORDING = 1


@dataclass(frozen=True)
class Facts:
    """All that a poster says that can change."""

    audience: str
    school: str
    address: str
    leads: tuple[str, ...]
    deputies: tuple[str, ...]
    outside: tuple[tuple[str, str], ...]
    wording: int = WORDING

    @property
    def digest(self) -> str:
        """By which a printed poster is compared with today."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def facts_of(school: School, on: date) -> dict[str, Facts]:
    """What the school's posters say on the day, by audience. Three queries."""
    leads = _names(Role.DSL, school, on)
    deputies = tuple(name for name in _names(Role.DEPUTY_DSL, school, on) if name not in leads)
    phones = {agency.key: (agency.name, agency.phone) for agency in agencies(on)}
    return {
        str(audience): Facts(
            str(audience), school.name, address_of(school, audience), leads, deputies,
            tuple(phones.get(key, _OUTSIDE[key]) for key in _WORDS[audience]["help"]),
        )
        for audience in Audience
    }  # fmt: skip


def until(on: date) -> date:
    """The last day on which a poster that is printed today is in date: the end of the academic year."""
    return academic_year(on).last_day


def address_of(school: School, audience: str) -> str:
    """Where the code on the poster leads."""
    name = "concerns:report-child" if audience == Audience.CHILDREN else "concerns:report"
    return f"{settings.BASE_URL}{reverse(name, kwargs={'school': school.slug})}"


def poster_of(facts: Facts, last_day: date) -> PrintedPoster:
    """The poster as it goes on paper."""
    words = _WORDS[facts.audience]
    names = [("Safeguarding lead", name) for name in facts.leads] + [("Deputy", name) for name in facts.deputies]
    return PrintedPoster(
        audience=facts.audience,
        title=words["title"],
        owner=facts.school,
        lead=words["lead"],
        steps=tuple(words["steps"]),
        scan=words["scan"],
        address=short(facts.address),
        qr=qr_svg(facts.address),
        names_title=words["names"],
        names=tuple(names),
        help_title=words["help_title"],
        help_lines=tuple((_SAID.get(who, who), phone) for who, phone in facts.outside),
        footer=f"{facts.school} · in date until {last_day.day} {last_day:%B %Y}",
    )


def short(address: str) -> str:
    """The address as somebody types it: without https, and without what browsers add by themselves."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def qr_svg(address: str) -> str:
    """A QR code as one path, with the quiet margin that cameras need. A quarter of it may be torn or dirty."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path fill="#0b1c22" d="{path}"/></svg>'
    )


def _names(role: str, school: School, on: date) -> tuple[str, ...]:
    people = holders(role, school, on).order_by("family_name", "given_name", "pk")
    return tuple(person.full_name for person in people)


# Should a trust have taken one out of its directory of agencies: no poster goes without.
_OUTSIDE = {
    "police": ("Police", "999"),
    "childline": ("Childline", "0800 1111"),
    "nspcc_helpline": ("NSPCC Helpline", "0808 800 5000"),
    "nspcc_whistleblowing": ("NSPCC Whistleblowing Advice Line", "0800 028 0285"),
}
_SAID = {"Police": "In danger now", "NSPCC Whistleblowing Advice Line": "NSPCC, for whistleblowers"}
_WORDS: dict[str, dict] = {
    Audience.CHILDREN: {
        "title": "Worried about something online?",
        "lead": "You can tell us. It is never your fault.",
        "steps": [
            "Tell a grown-up you trust.",
            "Or scan this and write it down. You don’t have to say who you are.",
        ],
        "scan": "Scan me",
        "names": "They will help you at school",
        "help_title": "Talk to someone else, day or night, for free",
        "help": ["childline", "police"],
    },
    Audience.PARENTS: {
        "title": "Seen something online that worries you?",
        "lead": "Tell us about anything online that affects a child or our school.",
        "steps": [
            "You do not need an account. It takes a few minutes on a phone.",
            "You choose whether to give your name. You get a code to read our answer.",
        ],
        "scan": "Scan to tell us",
        "names": "Who is dealing with it",
        "help_title": "If a child needs help now",
        "help": ["police", "nspcc_helpline"],
    },
    Audience.STAFF: {
        "title": "A worry about a child, a colleague or yourself?",
        "lead": "Report it the same day, however small it seems.",
        "steps": [
            "If a child is at risk, tell the safeguarding lead in person first, then report it here.",
            "Nude images of a child: do not look, copy or send. Tell the safeguarding lead at once.",
            "The person it is about never sees it. It goes to the level above them.",
        ],
        "scan": "Scan to report",
        "names": "Tell them in person",
        "help_title": "If nobody is available",
        "help": ["police", "nspcc_whistleblowing"],
    },
}
