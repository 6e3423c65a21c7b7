"""What this room shows everybody: where to report a concern, and where to come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import gate
from lanyard.kernel.registry import Card, PublicLink, ShareWay
from lanyard.people.models import School
from lanyard.people.queries import own_schools, roles_of

# The way in for children, in their words; `tools/readability.py` measures it.
CHILDS_WAY_IN = ("I’m a child or young person", "Tell us what is worrying you. You do not have to say who you are.")


def ways_to_report(request: HttpRequest) -> Iterable[PublicLink]:
    """The two ways in on the front page."""
    yield PublicLink(*CHILDS_WAY_IN, reverse("concerns:choose-childs-school"), 1)
    says = "Report a concern about a child, an adult or a school. You do not need an account or to give your name."
    yield PublicLink("I’m an adult", says, reverse("concerns:choose-school"), 2)


def public_links(request: HttpRequest) -> Iterable[PublicLink]:
    """For anybody, at the foot of every page; coming back is on the front page too."""
    yield PublicLink("Report a concern", "", reverse("concerns:choose-school"), 5)
    says = "Read our answer to your report and write more."
    yield PublicLink("Come back with your code", says, reverse("concerns:answer"), 30, on_front=True)


def cards(request: HttpRequest) -> Iterable[Card]:
    """Staff report at their school, or choose it first; families report like anybody; all come back."""
    today = timezone.localdate()
    schools = own_schools(request.user, gate.table["concerns:report"].roles, today)
    if schools:
        yield from _for_staff(schools)
    elif "parent" in {held.role for held in roles_of(request.user, today)}:
        families = own_schools(request.user, {"parent"}, today)
        url = _at("report", families[0]) if len(families) == 1 else reverse("concerns:choose-school")
        yield Card("Report a concern", "About your child, another child, or the school.", url, 10)
        says = "Read our answer to your report and write more."
        yield Card("Come back with your code", says, reverse("concerns:answer"), 11)


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


def _for_staff(schools: list[School]) -> Iterable[Card]:
    only = schools[0] if len(schools) == 1 else None
    says = "About a child, a colleague or the school, or one you received on paper."
    yield Card("Report a concern", says, _at("report-staff", only), 10)
    if only:
        says = "Someone contacted your personal account? Tell your line manager, the DSL or the Headteacher."
        yield Card("A child or parent contacted you", says, _at("report-contact", only), 11)
        says = "Something you shared, or something online about you."
        yield Card("Tell leaders about yourself", says, _at("report-myself", only), 12)
    yield Card("What I have reported", "Read answers and write more.", reverse("concerns:mine"), 13)


def _at(name: str, school: School | None) -> str:
    return (
        reverse(f"concerns:{name}", kwargs={"school": school.slug}) if school else reverse("concerns:choose-own-school")
    )
