"""The first page, the pages at the foot, the sign of life, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from lanyard.kernel import gate, registry, schedule
from lanyard.kernel.models import LastRun
from lanyard.kernel.registry import Card, Figure, Group, Identity, MenuEntry, PublicLink
from lanyard.kernel.rules import IMPORTANT, Need, Severity
from lanyard.people.models import Person
from tests.ui.pages import read, text

pytestmark = pytest.mark.django_db

OPEN_PAGES = ["/", "/accessibility/", "/privacy/", "/accounts/login/"]
OWN_PAGES = [
    "/",
    "/accounts/logout/",
    "/second-step/all/",
    "/second-step/app/",
    "/second-step/passkeys/",
    "/second-step/passkeys/add/",
]


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registries, empty, so that a test hangs into them what it is about."""
    for name in ("menu", "needs_you", "can_do", "public_links", "ways_to_report"):
        monkeypatch.setattr(registry, name, [])
    monkeypatch.setattr(registry._Asked, "identity", staticmethod(lambda request: None))


def assert_fits_the_frame(html: str) -> None:
    """One heading, a way past the bar, and nothing that the content policy would stop."""
    page = read(html)
    assert len(page.find_all("h1")) == 1
    assert page.find(id=page.find(class_="govuk-skip-link")["href"].removeprefix("#")).name == "main"
    assert not page.find_all(style=True) and not page.find_all("style")
    scripts = page.find_all("script")
    assert all(script.get("src") or script["type"] == "application/json" for script in scripts)
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_a_visitor_may_open_it(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert_fits_the_frame(response.content.decode())


@pytest.mark.parametrize("path", OWN_PAGES)
def test_somebody_signed_in_may_open_it(cast, client_for, path: str) -> None:
    response = client_for(cast.teacher).get(path)

    assert response.status_code == 200
    assert_fits_the_frame(response.content.decode())


@pytest.mark.usefixtures("own_registry")
def test_the_front_page_has_the_ways_to_report_first_then_a_few_links_and_signing_in(client: Client) -> None:
    registry.ways_to_report.append(
        lambda request: [PublicLink("An adult", "Report.", "/b/", 2), PublicLink("A child", "Tell us.", "/a/", 1)]
    )
    registry.public_links.append(
        lambda request: [PublicLink("Policy", "It.", "/policies/", on_front=True), PublicLink("Schools", "All.", "/s/")]
    )
    page = read(client.get("/").content.decode())

    assert [text(way) for way in page.select(".ly-door")] == ["A child Tell us.", "An adult Report."]
    assert [link["href"] for link in page.main.select("li a")] == ["/a/", "/b/", "/policies/", "/accounts/login/"]
    assert {link["href"] for link in page.footer.find_all("a")} >= {"/policies/", "/s/"}


def test_the_front_page_has_one_way_in_for_children_and_one_for_everybody_else(client: Client) -> None:
    page = read(client.get("/").content.decode())

    assert [way.a["href"] for way in page.select(".ly-door")] == ["/report/child/", "/report/"]
    links = [link["href"] for link in page.select(".ly-links a")]
    assert links == ["/policies/", "/official-accounts/", "/report/answer/", "/accounts/login/"]


AT_RISK = Severity("Child at risk", 10, urgent=True)


@pytest.mark.usefixtures("own_registry")
def test_the_first_page_says_what_can_not_wait_then_what_is_overdue_then_the_week(
    now: datetime, cast, client_for
) -> None:
    registry.needs_you.append(
        lambda request: [
            Need("Renew", "It.", "/r/", "Form", due=now + timedelta(days=40)),
            Need("Sign", "It.", "/s/", "Form", due=now + timedelta(days=3)),
            Need("Decide", "It.", "/d/", "Form", IMPORTANT, due=now - timedelta(days=10), owner="Nobody yet"),
            Need("A child", "It.", "/c/", "Concern", AT_RISK, since=now - timedelta(days=1)),
        ]
    )
    page = read(client_for(cast.teacher).get("/").content.decode())

    assert text(page.h1) == "One thing can’t wait. One more is overdue. One more this week."
    bands = [(text(band.h2), [text(need) for need in band.select(".ly-need")]) for band in page.select(".ly-band")]
    assert bands == [
        ("Urgent", ["A child It. Since yesterday Who has it: You Child at risk"]),
        ("Overdue", ["Decide It. 10 days late Who has it: Nobody yet Important"]),
        ("This week", ["Sign It. Friday Who has it: You Routine"]),
        ("Later", ["Renew It. 3 January 2027 Who has it: You Routine"]),
    ]


@pytest.mark.usefixtures("own_registry", "now")
def test_with_nothing_to_do_it_says_so(cast, client_for) -> None:
    page = read(client_for(cast.teacher).get("/").content.decode())

    assert text(page.h1) == "Good morning. Nothing needs you this week."
    assert page.select(".ly-band") == []


@pytest.mark.usefixtures("own_registry")
def test_what_can_not_wait_is_never_folded_and_the_rest_is_after_five(now: datetime, cast, client_for) -> None:
    registry.needs_you.append(
        lambda request: [
            *(Need(f"Child {n}", "It.", "/c/", "Concern", AT_RISK, since=now) for n in range(12)),
            *(Need(f"Sign {n}", "It.", "/s/", "Form", due=now + timedelta(days=1)) for n in range(8)),
        ]
    )
    page = read(client_for(cast.teacher).get("/").content.decode())
    urgent, week = page.select(".ly-band")

    assert len(urgent.select(".ly-need")) == 12 and urgent.details is None
    assert len(week.select(".ly-need")) == 8 and len(week.details.select(".ly-need")) == 3
    assert text(week.summary) == "Three more : This week"


@pytest.mark.usefixtures("own_registry")
@pytest.mark.parametrize(("soon", "shown"), [(0, 5), (3, 2), (9, 0)])
def test_the_more_stands_above_the_less_is_shown_of_what_can_wait(
    now: datetime, cast, client_for, soon: int, shown: int
) -> None:
    due = [now + timedelta(days=1)] * soon + [now + timedelta(days=30)] * 9
    registry.needs_you.append(
        lambda request: [Need(f"Sign {n}", "", "/s/", "Form", due=day) for n, day in enumerate(due)]
    )
    later = read(client_for(cast.teacher).get("/").content.decode()).select(".ly-band")[-1]

    assert text(later.h2) == "Later" and len(later.select(".ly-need")) == 9
    assert len(later.details.select(".ly-need")) == 9 - shown


@pytest.mark.usefixtures("own_registry", "now")
def test_at_most_two_cards_of_each_group_stand_on_it_each_with_a_figure(cast, client_for) -> None:
    def card(group: Group, n: int) -> Card:
        return Card(f"{group} {n}", "For this.", f"/{n}/", group, n, lambda _: Figure(f"{n} of 9", "kept"))

    registry.can_do.append(lambda request: [card(group, n) for group in Group for n in range(4)])
    registry.can_do.append(lambda request: [Card("Without a figure", "For that.", "/x/", Group.POLICY, 0)])
    client = client_for(cast.teacher)
    page, every = (read(client.get(path).content.decode()) for path in ("/", "/all-pages/"))

    assert [text(name) for name in page.select(".ly-groups__name")] == list(Group)
    assert [text(card) for card in page.select(".ly-card")][:2] == ["Policy 0 0 of 9 kept", "Policy 1 1 of 9 kept"]
    assert len(page.select(".ly-card")) == 8
    assert len(every.select(".ly-links li")) == 17 and "Without a figure" in text(every.main)


@pytest.mark.usefixtures("own_registry", "now")
def test_what_is_counted_for_the_cards_is_counted_in_one_query(cast, client_for) -> None:
    people = Person.objects.all()

    def counting(numbers: list[QuerySet]) -> list[Card]:
        return [
            Card("Title", "Says.", "/x/", group, n, lambda number: Figure(f"{number} people"), rows)
            for group in Group
            for n, rows in enumerate(numbers)
        ]

    registry.can_do.append(lambda request: counting([people, people.none()]))
    client = client_for(cast.teacher)
    with CaptureQueriesContext(connection) as captured:
        page = read(client.get("/").content.decode())

    figures = [text(figure) for figure in page.select(".ly-card__figure")]
    assert sum("COUNT" in query["sql"] for query in captured) == 1
    assert figures == [f"{Person.objects.count()} people", "0 people"] * 4


@pytest.mark.usefixtures("own_registry")
def test_the_bar_says_who_and_where_and_marks_where_you_are(cast, client_for) -> None:
    registry.set_identity(lambda request: Identity("Old Quay Juniors", "Headteacher", "Hana", "/accounts/logout/"))
    registry.menu.append(MenuEntry("Home", 1, lambda request: "/", lambda path: path == "/"))
    registry.menu.append(MenuEntry("Hidden", 2, lambda request: None, lambda path: False))
    page = read(client_for(cast.teacher).get("/").content.decode())

    assert text(page.select_one(".ly-who")) == "Old Quay Juniors · Headteacher Sign out"
    for nav in page.find_all("nav", attrs={"aria-label": "Main"}):
        assert [(text(link), link.get("aria-current")) for link in nav.find_all("a")] == [("Home", "true")]


@pytest.mark.usefixtures("own_registry")
def test_the_menu_opens_without_scripts(client: Client) -> None:
    registry.menu.append(MenuEntry("Policy", 1, lambda request: "/policy/", lambda path: False))
    page = read(client.get("/").content.decode())

    assert text(page.summary) == "Menu"
    assert page.details.find("a", href="/policy/") is not None


def test_only_a_demonstration_says_that_it_is_one(client: Client) -> None:
    assert "Demonstration." not in client.get("/privacy/").content.decode()
    with override_settings(DEMONSTRATION=True):
        assert "Demonstration." in client.get("/privacy/").content.decode()


def test_health_says_that_the_database_is_reached(client: Client) -> None:
    assert client.get("/health/").json() == {"service": "ok", "database": "ok", "background work": "ok"}


@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (40, 503), (0, 503)])
def test_health_says_that_background_work_is_late(client: Client, monkeypatch, minutes: int, status: int) -> None:
    monkeypatch.setattr(schedule, "GRACE_SECONDS", -1)
    monkeypatch.setattr(schedule, "jobs", {"j": schedule.Job("j", lambda: None, interval=timedelta(minutes=15))})
    if minutes:
        LastRun.objects.create(job="j", started=timezone.now() - timedelta(minutes=minutes))

    answer = client.get("/health/")

    assert answer.status_code == status
    assert answer.json()["background work"] == ("ok" if status == 200 else "late")


def test_health_says_that_the_database_is_out_of_reach_and_no_more(client: Client) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("could not connect to server at 10.0.0.1")

    with connection.execute_wrapper(fail):
        response = client.get("/health/")

    assert response.status_code == 503
    assert response.json() == {"service": "ok", "database": "out of reach"}


def _refuse(request: HttpRequest, what: str) -> HttpResponse:
    raise {"403": PermissionDenied, "400": SuspiciousOperation, "500": RuntimeError}[what]


@pytest.fixture
def broken_pages(settings) -> Iterator[None]:
    """Pages that go wrong in each way there is."""
    from lanyard.project.urls import urlpatterns

    class Routes:
        pass

    Routes.urlpatterns = [path("wrong/<what>/", gate.declare(_refuse, gate.anyone())), *urlpatterns]
    settings.ROOT_URLCONF = Routes
    yield


@pytest.mark.usefixtures("broken_pages")
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/wrong/400/", 400, "We could not read that"),
        ("/wrong/403/", 403, "You can’t open this page"),
        ("/nowhere/", 404, "Page not found"),
    ],
)
def test_what_is_wrong_is_said_kindly(client: Client, address: str, status: int, says: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert text(read(response.content.decode()).h1) == says
    assert_fits_the_frame(response.content.decode())


@pytest.mark.usefixtures("broken_pages")
def test_our_own_mistake_is_owned_up_to_without_the_database(django_assert_num_queries) -> None:
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        response = client.get("/wrong/500/")

    assert response.status_code == 500
    assert text(read(response.content.decode()).h1) == "Something went wrong on our side"


def test_a_form_that_was_open_too_long_says_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"email": "a@example.org"})

    assert response.status_code == 403
    page = read(response.content.decode())
    assert text(page.h1) == "What you typed was not sent"
    assert page.find("input", attrs={"name": "email"})["value"] == "a@example.org"


def test_a_page_for_worries_has_no_menu_and_a_way_out(rf) -> None:
    page = read(render_to_string("ui/quiet.html", request=rf.get("/")))

    assert page.find("nav") is page.find("footer") is None
    assert text(page.find("a", attrs={"data-leave": True})) == "Leave this page"
