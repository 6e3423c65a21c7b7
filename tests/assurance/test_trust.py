"""The policy in every school: cells that lead somewhere, the worst first, filters, a line over the year."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from lxml import html

from lanyard.assurance.actions import keep_readings, take_snapshot
from lanyard.assurance.queries import live_policy, sections
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import all_controls
from lanyard.policy.clause_ids import clause_ids
from tests.assurance.test_views import LIVE, TODAY, TRUST, many_schools, queries_of, text_of
from tests.factories.people import make_school

pytestmark = pytest.mark.django_db
KEYS = list(all_controls())


def read(schools, status, now, *, day=TODAY, controls=KEYS, says="As it was"):
    keep_readings({(school.pk, key): Reading(status, says) for school in schools for key in controls}, on=day, now=now)


def page_of(client, **asked):
    return html.fromstring(client.get(TRUST, asked).content)


def names(page):
    return [row.find("th/a").text for row in page.findall(".//tbody/tr")]


@pytest.fixture
def eight(cast, now, edition):
    """Eight schools: School 0 to School 5 keep ever less, of the two of the cast nothing was read."""
    made = [make_school(cast.trust, f"School {n}") for n in range(6)]
    for n, school in enumerate(made):
        read([school], Status.KEPT, now, controls=KEYS[12 * n :])
        read([school], Status.NOT_KEPT, now, controls=KEYS[: 12 * n])
    return made


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize(("by", "keys"), [("section", list(sections())), ("clause", ["AIM1", "AIM2"])])
def test_every_cell_leads_to_what_it_sums_up_at_that_school(cast, now, edition, client_for, many, by, keys):
    if many:
        many_schools(cast, now)
    take_snapshot(now=now)
    page = page_of(client_for(cast.executive_headteacher), by=by, section="AIM")
    links = page.xpath("//a[contains(@class, 'ly-grid-table__link')]")
    cells = page.xpath("//td[contains(@class, 'ly-grid-table__cell')]")
    assert len(links) == len(cells) > 0
    addresses = {link.get("href") for link in links}
    assert {f"{LIVE}?about={key}#clauses" for key in keys} <= addresses
    named = [
        " ".join(link.text_content().split()) for link in links if link.get("href") == f"{LIVE}?about={keys[0]}#clauses"
    ]
    assert named[0].endswith("at Old Quay Juniors")


def test_where_a_cell_leads_shows_the_clauses_of_that_section_and_no_other(cast, now, edition, client_for):
    take_snapshot(now=now)
    policy = live_policy(cast.old_quay, TODAY, cast.executive_headteacher)
    wanted = {c.number for c in policy.clauses if "OFF" in c.topics}
    assert 0 < len(wanted) < len(policy.clauses)
    page = html.fromstring(client_for(cast.executive_headteacher).get(LIVE, {"about": "OFF"}).content)
    shown = {
        div.text_content().strip()
        for div in page.xpath("//details[@class='ly-fold']/article/div[@class='ly-clause__number']")
    }
    assert shown == wanted
    assert sections()["OFF"] in page.text_content()
    assert all(section.get("open") is not None for section in page.xpath("//details[@class='ly-fold']"))


def test_a_cell_of_a_past_day_leads_to_that_day(cast, now, edition, client_for):
    page = page_of(client_for(cast.executive_headteacher), day="2026-11-20")
    link = page.xpath("//a[contains(@class, 'ly-grid-table__link')]/@href")[0]
    assert "day=2026-11-20" in urlsplit(link).query


def test_many_schools_stand_with_the_worst_first_and_what_was_not_read_last(cast, eight, client_for):
    found = names(page_of(client_for(cast.executive_headteacher)))
    assert found == [*(f"School {n}" for n in range(5, -1, -1)), "Old Quay Juniors", "Saltmarsh Primary"]


def test_the_worst_of_all_schools_is_on_the_first_page(cast, now, edition, client_for):
    made = [make_school(cast.trust, f"School {n:02}") for n in range(30)]
    read(made, Status.KEPT, now)
    read(made[-1:], Status.NOT_KEPT, now)
    assert names(page_of(client_for(cast.executive_headteacher)))[0] == "School 29"


def test_schools_can_be_had_by_name_over_the_year_too(cast, eight, client_for):
    for by in ("section", "year"):
        found = names(page_of(client_for(cast.executive_headteacher), by=by, order="name"))
        assert found == sorted(found)


def test_a_filter_leaves_schools_by_name(cast, eight, client_for):
    page = page_of(client_for(cast.executive_headteacher), q="school 3")
    assert "School 3" in page.text_content()
    assert "School 4" not in page.text_content()
    assert "1 school found" in " ".join(page.text_content().split())


def test_a_filter_leaves_schools_where_a_section_is_not_kept(cast, eight, now, client_for):
    read(eight[:1], Status.NOT_KEPT, now, controls=["policy.linked-current"])
    page = page_of(client_for(cast.executive_headteacher), only="LINK", by="section")
    assert "School 0" in page.text_content()
    assert "School 1" not in page.text_content()


def test_a_filter_that_leaves_nothing_says_so(cast, eight, client_for):
    page = text_of(client_for(cast.executive_headteacher).get(TRUST, {"q": "nowhere"}))
    assert "0 schools found" in page


@pytest.mark.parametrize("many", [True, False])
def test_what_stands_out_is_the_worst_and_not_the_first_found(cast, now, edition, client_for, many):
    """In the order of the controls the one that needs attention comes first, and the smaller one before the larger."""
    if many:
        many_schools(cast, now)
    school, section = cast.old_quay, [key for key, entry in clause_ids().items() if entry.section == "AIM"]
    first, second, third = [c.id for c in all_controls().values() if set(c.clauses) & set(section)][:3]
    keep_readings(
        {
            (school.pk, first): Reading(Status.NEEDS_ATTENTION, "{figure} slight", 0, 900),
            (school.pk, second): Reading(Status.NOT_KEPT, "{figure} medium", 40, 41),
            (school.pk, third): Reading(Status.NOT_KEPT, "{figure} large", 3, 41),
        },
        on=TODAY,
        now=now,
    )
    page = text_of(client_for(cast.executive_headteacher).get(TRUST, {"by": "section"}))
    assert "3 of 41 large" in page
    assert "slight" not in page and "medium" not in page


def test_the_year_is_a_line_for_each_school_with_its_figures_beside_it(cast, now, edition, client_for):
    for n, status in ((60, Status.NOT_KEPT), (30, Status.NOT_KEPT), (0, Status.KEPT)):
        read([cast.old_quay], status, now - timedelta(days=n), day=TODAY - timedelta(days=n))
    page = page_of(client_for(cast.executive_headteacher), by="year")
    row = next(row for row in page.findall(".//tbody/tr") if "Old Quay" in row.text_content())
    (line,) = row.xpath(".//svg")
    assert line.get("aria-label") == "Old Quay Juniors: 0 of 71 on 25 September 2026, 71 of 71 on 24 November 2026"
    (run,) = line.xpath(".//polyline/@points")
    heights = [float(point.split(",")[1]) for point in run.split()]
    assert heights[0] == heights[1] > heights[2] == 0
    assert [cell.text_content().strip() for cell in row.findall("td")[-3:]] == ["0 of 71", "0 of 71", "71 of 71"]
    other = next(row for row in page.findall(".//tbody/tr") if "Saltmarsh" in row.text_content())
    assert not other.xpath(".//svg")


@pytest.mark.parametrize("asked", ["", "?by=clause", "?by=year", "?order=name&only=OFF", "?q=School"])
def test_the_table_asks_the_same_of_9_schools_as_of_40(cast, now, edition, client_for, asked):
    many_schools(cast, now)
    client = client_for(cast.executive_headteacher)
    before = queries_of(client, TRUST + asked)
    for n in range(31):
        make_school(cast.trust, f"School 1{n}")
    take_snapshot(now=now)
    assert queries_of(client, TRUST + asked) <= before <= 15


def test_nothing_asked_of_the_page_can_break_it(cast, now, edition, client_for):
    client = client_for(cast.executive_headteacher)
    for asked in ({"only": "nonsense"}, {"order": "x"}, {"q": "x" * 300}, {"by": "x", "page": "x"}, {"day": "x"}):
        assert client.get(TRUST, asked).status_code == 200


def test_the_line_leaves_a_gap_where_nothing_is_known(cast, now, edition, client_for):
    for n in (90, 0):
        read([cast.old_quay], Status.KEPT, now - timedelta(days=n), day=TODAY - timedelta(days=n))
    page = client_for(cast.executive_headteacher).get(TRUST, {"by": "year"}).content.decode()
    assert "<polyline" not in page
    assert len(re.findall("<circle", page)) == 2
