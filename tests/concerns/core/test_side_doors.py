"""That a concern about somebody exists must not show on anything that they can open: not by a byte.

Everybody whom a concern is about walks every page they can reach by links, before it and after it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from lanyard.concerns.casework.actions import triage
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.concerns.core.choices import ConcernType, PartyRole
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.notices.models import Notice
from lanyard.people.models import User
from lanyard.platforms import actions as platforms
from lanyard.platforms import catalogue
from lanyard.policy.actions import adopt_model
from tests.concerns.cases import add_entry, add_party, consult, fresh
from tests.concerns.factories import by_staff, make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

# What differs from one answer to the next by chance.
CHANCE = re.compile(r'(name="csrfmiddlewaretoken" value|name="(?:note|form|ahead|token)" value|nonce)="[^"]*"')
# Beside what links lead to: doors that somebody could try.
TRIED = ("/health/", "/concerns/", "/concerns/?tab=closed", "/concerns/?tab=mine", "/concerns/search/", "/notices/")


@pytest.fixture
def world(cast):
    """Something to look at: a policy, and a concern that is about none of those who walk."""
    platforms.load(catalogue.read_file(catalogue.SHIPPED))
    adopt_model(trust=cast.trust, by="system:test")
    make_concern(cast.old_quay, ConcernType.BULLYING)
    return cast


def pages_of(client: Client) -> dict[str, str]:
    """Every page of each kind that links lead to from the first one, with what chance put there taken out."""
    found: dict[str, str] = {}
    seen, waiting = set(), ["/", *TRIED]
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        # Who looked at another concern lists the first walk in the second: that they looked themselves.
        if not kind or kind in seen or "logout" in path or path.endswith("/looks/"):
            continue
        seen.add(kind)
        answer = client.get(path)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        body = answer.content.decode() if is_page else str(answer.headers.get("Content-Type", ""))
        found[path] = f"{answer.status_code}\n{CHANCE.sub('', body)}"
        if is_page and answer.status_code == 200:
            links = (str(link).partition("#")[0] for link in html.document_fromstring(body).xpath("//a/@href"))
            waiting += [link for link in links if link.startswith("/")]
    return found


def kind_of(path: str) -> str:
    """The route, with what narrows a list: one page of each kind is walked."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return f"{match.route}?{urlsplit(path).query}" if match.app_names == ["concerns"] else match.route


def walk(client_for, user: User) -> dict[str, str]:
    """As in a new session: nothing of who they are is remembered."""
    return pages_of(client_for(User.objects.select_related("person").get(pk=user.pk)))


# Who it is about, its type, and what a reporter says of them.
ABOUT = [
    ("teacher", ConcernType.STAFF_CONDUCT, "staff"),
    ("dsl", ConcernType.STAFF_CONDUCT, "safeguarding"),
    ("deputy_dsl", ConcernType.BULLYING, "safeguarding"),
    ("headteacher", ConcernType.STAFF_CONDUCT, "headteacher"),
    ("headteacher", ConcernType.WHISTLEBLOWING, "headteacher"),
    ("executive_headteacher", ConcernType.COMPLAINT, "trust"),
    ("data_protection_lead", ConcernType.DATA_BREACH, "trust"),
    ("trust_administrator", ConcernType.STAFF_CONDUCT, "trust"),
    ("it_lead", ConcernType.STAFF_CONDUCT, "staff"),
    ("chair_of_governors", ConcernType.STAFF_CONDUCT, "chair_of_governors"),
    ("chair_of_trustees", ConcernType.WHISTLEBLOWING, "chair_of_trustees"),
    ("governor", ConcernType.COMPLAINT, "governor"),
]


@pytest.mark.parametrize(("who", "kind", "said"), ABOUT, ids=str)
def test_nothing_that_they_can_open_changes_by_a_byte(world, client_for, who, kind, said):
    user = getattr(world, who)
    before = walk(client_for, user)
    about = user.person
    sent = by_staff(world.line_manager, answers={"about": said, "about_name": about.full_name}, about_people=(about,))
    concern = make_concern(world.old_quay, kind, **sent)
    work_on(concern, about)
    after = walk(client_for, user)

    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    assert len(before) >= 8
    assert not Notice.objects.filter(person=about, about=f"concern:{concern.pk}").exists()


def work_on(concern, about) -> None:
    """Somebody who may does something of everything, and looks."""
    by = next(user for user in User.objects.select_related("person") if visible_to(user).filter(pk=concern.pk).exists())
    assert by.person != about
    now = fresh(concern)
    record_view(by=by, concern=now, handles=True)
    triage.acknowledge(by=by, concern=now, version=now.version)
    add_entry(concern, by, f"It is about {about.full_name}.")
    add_party(concern, by, PartyRole.WITNESS, name="Moll Flint")


def test_who_is_shut_out_later_sees_what_somebody_sees_who_was_never_let_in(world, client_for):
    concern = make_concern(world.old_quay)
    before = walk(client_for, world.teacher)
    consult(concern, world.dsl, world.teacher.person)
    assert f"/concerns/{concern.pk}/" in client_for(world.teacher).get("/concerns/").content.decode()
    add_party(concern, world.dsl, PartyRole.CONFLICT, person=world.teacher.person)
    after = walk(client_for, world.teacher)

    told = ("/", "/notices/")
    assert [path for path in before if before[path] != after.get(path) and path not in told] == []
    assert all(str(concern.pk) not in text and concern.ref not in text for text in after.values())


def test_the_menu_is_by_role_and_not_by_what_there_is(cast, client_for):
    def has(user: User) -> bool:
        text = client_for(User.objects.get(pk=user.pk)).get("/privacy/").content.decode()
        return 'href="/concerns/"' in text

    names = ("dsl", "deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees", "data_protection_lead",
             "executive_headteacher", "saltmarsh_headteacher", "stranger")  # fmt: skip
    holders = {getattr(cast, name) for name in names}
    everybody = {user for user in vars(cast).values() if isinstance(user, User)}
    assert {user for user in everybody if has(user)} == holders
    concern = make_concern(cast.old_quay)
    assert {user for user in everybody if has(user)} == holders
    consult(concern, cast.dsl, cast.teacher.person)
    assert has(cast.teacher)
    add_party(concern, cast.dsl, PartyRole.SUBJECT, person=cast.teacher.person)
    assert not has(cast.teacher)


def test_the_first_page_shows_those_who_deal_with_it_what_needs_them(cast, client_for, now):
    concern = make_concern(cast.old_quay)
    home = client_for(cast.dsl).get("/").content.decode()
    assert f"/concerns/{concern.pk}/" in home
    assert "Bullying online" in home

    triage.acknowledge(by=cast.deputy_dsl, concern=concern, version=concern.version)
    assert f"/concerns/{concern.pk}/" not in client_for(User.objects.get(pk=cast.dsl.pk)).get("/").content.decode()


def test_the_first_page_stays_short_however_much_waits(cast, client_for):
    for _ in range(13):
        make_concern(cast.old_quay)
    home = client_for(cast.dsl).get("/").content.decode()

    assert home.count("Bullying online") == 10
    assert "More concerns need someone" in home and "More than 10 waiting" in home
