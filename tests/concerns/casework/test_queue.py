"""The queue: what waits, nearest clock first, in pages, without counting and without opening anything."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.casework.queries import queue
from lanyard.concerns.core.choices import ConcernType, PartyRole, ReaderKind
from lanyard.concerns.core.models import Clock, Concern, Reader, Report
from lanyard.concerns.core.queries.visible import visible_to, ways_to_see
from tests.channels.office import make_platform
from tests.concerns.cases import add_party, assign, consult, fresh, opened, others
from tests.concerns.crowd import crowd
from tests.concerns.factories import make_concern
from tests.factories.people import give_role, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
FIRST = queue.Narrowed()


def shown(client, **query) -> str:
    return client.get("/concerns/", query).content.decode()


def refs(text: str) -> list[str]:
    """The references on a page, in their order."""
    return re.findall(r'visually-hidden">, ([^<]+)</span></a>', text)


def one(school, now, **fields) -> Concern:
    return crowd(school, 1, now, **fields)[0]


def test_danger_comes_first_then_the_nearest_clock_then_what_has_none_and_a_flood_below(cast, client_for, now):
    flood = one(cast.old_quay, now, in_flood=True, due_at=now)
    none = one(cast.old_quay, now, due_at=None)
    later, sooner = (one(cast.old_quay, now, due_at=now + timedelta(hours=hours)) for hours in (5, 2))
    danger = one(cast.old_quay, now, risk="danger", due_at=now + timedelta(days=9))
    text = shown(client_for(cast.dsl))

    assert refs(text) == [concern.ref for concern in (danger, sooner, later, none, flood)]
    assert text.index(none.ref) < text.index("Many at once") < text.index(flood.ref)
    assert "Immediate danger" in text


def test_what_is_overdue_passed_on_or_has_news_says_so_in_words(cast, client_for, now):
    concern = one(cast.old_quay, now, due_at=now - timedelta(hours=1), has_news=True)
    Clock.objects.create(concern=concern, kind="acknowledge", started_at=now, due_at=now, passed_on=1)
    text = shown(client_for(cast.dsl))

    for word in ("Overdue", "Passed on", "News"):
        assert f">{word}</span>" in text


def row(text: str, concern: Concern) -> dict[str, str]:
    """What the row of a concern says in each column."""
    table = BeautifulSoup(text, "html.parser").select_one(".ly-queue")
    heads = [head.text.strip() for head in table.select("thead th")]
    line = next(line for line in table.select("tbody tr") if concern.ref in line.text)
    return dict(zip(heads, (" ".join(cell.text.split()) for cell in line.select("th, td")), strict=True))


def test_a_row_says_year_group_service_risk_who_has_it_and_the_next_clock_with_its_time(cast, client_for, now):
    service = make_platform(key="picto", name="Picto")
    fields = {"year_group": "8", "platform": service.key, "risk": "high", "due_at": now + timedelta(hours=2)}
    concern = one(cast.old_quay, now, **fields)
    Concern.objects.filter(pk=concern.pk).update(assigned_to=cast.deputy_dsl.person)
    for kind, hours in (("update", 90), ("acknowledge", 2)):
        Clock.objects.create(concern=concern, kind=kind, started_at=now, due_at=now + timedelta(hours=hours))
    said = row(shown(client_for(cast.dsl)), concern)

    assert said["Year group"] == "Year 8" and said["Service"] == "Picto" and said["Risk"] == "High"
    assert said["Who has it"] == str(cast.deputy_dsl.person)
    assert said["Next clock"] == "Acknowledge: Due today by 11:00"


def test_what_nobody_has_said_yet_is_told_as_that(cast, client_for, now):
    concern = one(cast.old_quay, now, due_at=None)
    said = row(shown(client_for(cast.dsl)), concern)

    assert list(said.values())[1:] == [
        "Not known",
        "Not known",
        "Not yet assessed",
        "Nobody yet",
        "No clock is running",
    ]


def test_what_a_reporter_said_of_danger_stands_until_somebody_has_judged_the_risk(cast, client_for, now):
    concern = one(cast.old_quay, now, in_danger=True)
    assert row(shown(client_for(cast.dsl)), concern)["Risk"] == "Danger, says the reporter"
    Concern.objects.filter(pk=concern.pk).update(risk="low")
    assert row(shown(client_for(cast.dsl)), concern)["Risk"] == "Low"


def test_a_row_has_the_year_groups_of_the_children_in_it_where_it_has_none_of_its_own(cast, client_for, now):
    concern = opened(cast.old_quay, cast.dsl)
    for name, year in (("Kit Lane", "9"), ("Moll Flint", "7")):
        add_party(concern, cast.dsl, PartyRole.CHILD, name=name, year_group=year)
    add_party(concern, cast.dsl, PartyRole.WITNESS, name="Ash Reed", year_group="11")

    assert row(shown(client_for(cast.dsl)), concern)["Year group"] == "Year 7, Year 9"


def test_a_closed_row_says_its_outcome(cast, client_for, now):
    concern = crowd(cast.old_quay, 1, now, state="closed")[0]
    said = row(shown(client_for(cast.dsl), tab="closed"), concern)

    assert said["Outcome"].startswith(f"{concern.get_outcome_display()}, closed")


def test_a_page_has_twenty_and_one_gets_to_all_of_them_and_back(cast, client_for, now):
    wanted = [concern.ref for concern in crowd(cast.old_quay, 45, now)]
    client, seen, forward = client_for(cast.dsl), [], ["/concerns/"]
    while forward[-1]:
        text = client.get(forward[-1]).content.decode()
        seen.append(refs(text))
        forward.append(link(text, "next"))

    assert [len(rows) for rows in seen] == [20, 20, 5]
    assert [ref for rows in seen for ref in rows] == wanted
    back = client.get(link(client.get(forward[2]).content.decode(), "prev")).content.decode()
    assert refs(back) == seen[1]
    first = client.get(link(back, "prev")).content.decode()
    assert refs(first) == seen[0]
    assert link(first, "prev") == ""


def link(text: str, rel: str) -> str:
    found = re.search(rf'<a href="([^"]+)" rel="{rel}"', text)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.parametrize(
    "mark", ["x", "1.2", "1.2.3", "9999999999999999999.1.a", "1..", "0.99999999999999999999.0", "%00"]
)
def test_a_mark_that_is_none_is_the_first_page(cast, client_for, now, mark):
    concern = one(cast.old_quay, now)
    for name in ("after", "before"):
        assert refs(shown(client_for(cast.dsl), **{name: mark})) == [concern.ref]


def test_it_is_narrowed_by_what_about_by_school_and_to_ones_own(cast, client_for, now):
    give_role(cast.dsl.person, "dsl", cast.saltmarsh)
    here, there = one(cast.old_quay, now), one(cast.saltmarsh, now)
    other = one(cast.old_quay, now, type=ConcernType.OTHER)
    Concern.objects.filter(pk=there.pk).update(assigned_to=cast.dsl.person)
    client = client_for(type(cast.dsl).objects.get(pk=cast.dsl.pk))

    assert set(refs(shown(client))) == {here.ref, there.ref, other.ref}
    assert refs(shown(client, group="other")) == [other.ref]
    assert refs(shown(client, school=str(cast.saltmarsh.pk))) == [there.ref]
    assert refs(shown(client, tab="mine")) == [there.ref]


def test_schools_are_offered_only_to_those_who_have_several(cast, client_for, now):
    one(cast.old_quay, now)
    assert "All your schools" not in shown(client_for(cast.dsl))
    assert "All your schools" in shown(client_for(cast.chair_of_trustees), group="staff")


def test_what_is_closed_stands_on_another_tab_the_newest_first(cast, client_for, now):
    closed = crowd(cast.old_quay, 25, now, state="closed")
    waits = one(cast.old_quay, now)
    client = client_for(cast.dsl)

    first = shown(client, tab="closed")
    assert refs(first) == [concern.ref for concern in closed[:20]]
    assert refs(client.get(link(first, "next")).content.decode()) == [concern.ref for concern in closed[20:]]
    assert refs(shown(client)) == [waits.ref]


def test_nobody_sees_what_is_not_theirs_in_any_list(cast, client_for):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    consult(concern, cast.headteacher, cast.line_manager.person)
    add_party(concern, cast.headteacher, PartyRole.CONFLICT, person=cast.line_manager.person)
    for user in others(cast, "headteacher"):
        for tab in ("", "mine", "closed"):
            answer = client_for(user).get("/concerns/", {"tab": tab})
            assert answer.status_code == 403 or concern.ref not in answer.content.decode()
    assert concern.ref in shown(client_for(cast.headteacher))


def test_the_parts_of_a_list_are_together_what_somebody_may_see(cast, now):
    give_role(cast.teacher.person, "data_protection_lead", cast.trust)
    for level in ("dsl", "deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees", "line_manager", ""):
        for school in (cast.old_quay, cast.saltmarsh):
            one(school, now, level=level)
    breach = make_concern(cast.old_quay, ConcernType.DATA_BREACH)
    child = opened(cast.old_quay, cast.dsl)
    assign(child, cast.dsl, cast.line_manager.person)
    add_party(child, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    for user in others(cast):
        parts = {pk for part in ways_to_see(user) for pk in part.values_list("pk", flat=True)}
        assert parts == set(visible_to(user).values_list("pk", flat=True))
    assert visible_to(type(cast.teacher).objects.get(pk=cast.teacher.pk)).filter(pk=breach.pk).exists()


def test_a_list_opens_nothing_that_is_sealed(cast, client_for, now):
    concern = make_concern(cast.old_quay, answers={"child": "Ash Reed"})
    assign(fresh(opened(cast.old_quay, cast.dsl)), cast.dsl, cast.dsl.person)
    with connection.cursor() as cursor:
        for table, columns in (("report", ("account", "child_words", "answers")), ("party", ("name", "person", "note")),
                               ("reader", ("purpose",)), ("entry", ("text",))):  # fmt: skip
            for column in columns:
                # Whatever opened one of these would fail.
                cursor.execute(f"UPDATE concerns_{table} SET {column} = 'damaged'")  # noqa: S608
    client = client_for(cast.dsl)
    for query in ({}, {"tab": "mine"}, {"tab": "closed"}):
        assert client.get("/concerns/", query).status_code == 200
    assert concern.ref in shown(client)
    assert client.get("/").status_code == 200
    assert Report.objects.count() == 2


def test_it_takes_the_same_few_questions_however_many_there_are(cast, client_for, now):
    client = client_for(cast.dsl)
    counts = []
    for more in (1, 60):
        crowd(cast.old_quay, more, now)
        shown(client)
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 15


@pytest.fixture
def many(cast, now) -> Concern:
    """Twenty thousand: half at Old Quay, the rest elsewhere; ten with the trustees, fifteen by name."""
    made = crowd(cast.old_quay, 10_000, now)
    for number in range(10):
        crowd(make_school(cast.trust, f"School {number}"), 1_000, now)
    crowd(cast.old_quay, 10, now, level="chair_of_trustees")
    Reader.objects.bulk_create(
        Reader(concern=c, person=cast.teacher.person, kind=ReaderKind.CONSULTED, start=now.date(), added_at=now)
        for c in made[:15]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made[0]


def plan(user) -> str:
    # Whose roles are read once.
    queue.page_of(user, FIRST)
    with CaptureQueriesContext(connection) as captured:
        queue.page_of(user, FIRST)
    assert len(captured) == 1
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + captured[0]["sql"])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_each_part_walks_an_index_and_none_reads_the_whole_table(cast, many):
    held = {cast.dsl: "concerns_held_at_a_school", cast.chair_of_trustees: "concerns_held_at_a_trust"}
    for user, index in {**held, cast.teacher: ""}.items():
        steps = plan(user)
        assert index in steps
        assert not re.search(r"SCAN (V0|W0|concerns_concern)\b|Seq Scan on concerns_concern", steps), steps
