"""What this room shows everybody: where to report a concern, and where to come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from lanyard.concerns.intake.queries.receipt import reported_by
from lanyard.kernel import gate
from lanyard.kernel.registry import Card, Figure, Group, PublicLink, ShareWay
from lanyard.people.models import School
from lanyard.people.queries import own_schools, roles_of

# The way in for children, in their words; `tools/readability.py` measures it.
CHILDS_WAY_IN = (
    N_("I’m a child or young person"),
    N_("Tell us what is worrying you. You do not have to say who you are."),
)


def ways_to_report(request: HttpRequest) -> Iterable[PublicLink]:
    """The two ways in on the front page."""
    yield PublicLink(*CHILDS_WAY_IN, reverse("concerns:choose-childs-school"), 1)
    says = N_("Report a concern about a child, an adult or a school. You do not need an account or to give your name.")
    yield PublicLink(N_("I’m an adult"), says, reverse("concerns:choose-school"), 2)


def public_links(request: HttpRequest) -> Iterable[PublicLink]:
    """For anybody, at the foot of every page; coming back is on the front page too."""
    yield PublicLink(N_("Report a concern"), "", reverse("concerns:choose-school"), 5)
    says = N_("Read our answer to your report and write more.")
    yield PublicLink(N_("Come back with your code"), says, reverse("concerns:answer"), 30, on_front=True)


def cards(request: HttpRequest) -> Iterable[Card]:
    """Staff report at their school, or choose it first; families report like anybody; all come back."""
    today = timezone.localdate()
    schools = own_schools(request.user, gate.table["concerns:report"].roles, today)
    if schools:
        yield from _for_staff(request, schools)
    elif "parent" in {held.role for held in roles_of(request.user, today)}:
        families = own_schools(request.user, {"parent"}, today)
        url = _at("report", families[0]) if len(families) == 1 else reverse("concerns:choose-school")
        says = "About your child, another child, or the school."
        yield _reporting(request, says, url)
        says = "Read our answer to your report and write more."
        yield Card("Come back with your code", says, reverse("concerns:answer"), Group.CONCERNS, 11)


def share_ways(request: HttpRequest) -> Iterable[ShareWay]:
    """What can be done with a picture, a document or a link that somebody shared from another app."""
    if request.user.is_authenticated and gate.may(request.user, "concerns:report"):
        says = "It is added to the last page of your report, where you can check it before you send."
        yield ShareWay("Report a concern with this", says, reverse("concerns:choose-own-school"))
        says = "For a link to a message or profile. It is filled in for you."
        yield ShareWay("A child or parent contacted you", says, reverse("concerns:shared"))
    elif request.user.is_authenticated:
        says = "Choose the file again on the last page of your report."
        yield ShareWay("Report a concern", says, reverse("concerns:choose-school"))


def _for_staff(request: HttpRequest, schools: list[School]) -> Iterable[Card]:
    only = schools[0] if len(schools) == 1 else None
    says = "About a child, a colleague or the school, or one you received on paper."
    yield _reporting(request, says, _at("report-staff", only))
    if only:
        says = "Someone contacted your personal account? Tell your line manager, the DSL or the Headteacher."
        yield Card("A child or parent contacted you", says, _at("report-contact", only), Group.CONCERNS, 11)
        says = "Something you shared, or something online about you."
        yield Card("Tell leaders about yourself", says, _at("report-myself", only), Group.CONCERNS, 12)
    says = "Read answers and write more."
    yield Card("What I have reported", says, reverse("concerns:mine"), Group.CONCERNS, 13)


def _reporting(request: HttpRequest, says: str, url: str) -> Card:
    return Card("Report a concern", says, url, Group.CONCERNS, 10, _reported, reported_by(request.user))


def _reported(number: int) -> Figure:
    return Figure(f"{number} reported" if number else "None reported", "by you, with your name")


def _at(name: str, school: School | None) -> str:
    return (
        reverse(f"concerns:{name}", kwargs={"school": school.slug}) if school else reverse("concerns:choose-own-school")
    )
