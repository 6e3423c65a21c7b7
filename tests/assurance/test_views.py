import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from lanyard.assurance import queries
from lanyard.assurance.actions import keep_readings, read_all, take_snapshot
from lanyard.assurance.models import Attestation, Snapshot
from lanyard.assurance.queries import live_policy, sections
from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, all_controls, attested
from lanyard.people.models import School
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.models import Clause, ClauseControl, LinkedPolicy
from lanyard.policy.queries.linked import standard_list
from lanyard.records.models import AuditEvent
from tests.factories.people import make_school

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LIVE = "/schools/old-quay-juniors/policy/"
TRUST = "/trusts/harbour-light-trust/policy/"


def staff_signed(school, done, total, now, day=TODAY):
    overdue = Attention(
        "{n} staff are overdue", url="/schools/old-quay-juniors/policy/editions/", who="Headteacher", n=total - done
    )
    reading = Reading(Status.NEEDS_ATTENTION, "{figure} staff have signed", done, total, "people", (overdue,))
    keep_readings({(school.pk, "training.signed"): reading}, on=day, now=now)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_headteacher_reads_the_policys_own_words_with_what_keeps_each(cast, now, edition, client_for):
    take_snapshot(now=now)
    page = text_of(client_for(cast.headteacher).get(LIVE))
    clause = Clause.objects.filter(edition=edition).first()
    assert clause.text[:60] in page
    assert "Last reviewed 1 September 2026" in page
    for word in ("Kept", "Not kept", "Not yet measured"):
        assert word in page


def test_a_headteacher_sees_exact_counts_and_where_to_act(cast, now, edition, client_for):
    staff_signed(cast.old_quay, 38, 41, now)
    page = text_of(client_for(cast.headteacher).get(LIVE))
    assert "38 of 41 staff have signed" in page
    assert "3 staff are overdue" in page
    assert 'href="/schools/old-quay-juniors/policy/editions/"' in page


@pytest.mark.parametrize("who", ["governor", "chair_of_governors", "teacher"])
def test_a_governor_sees_counts_with_small_ones_hidden(cast, now, edition, client_for, who):
    staff_signed(cast.old_quay, 38, 41, now)
    page = text_of(client_for(getattr(cast, who)).get(LIVE))
    assert "38 of 41" not in page
    assert "ll but fewer than 5 of 41 staff have signed" in page
    assert "3 staff are overdue" not in page
    assert "3 staff are overdue</a>" not in page


def test_a_past_day_shows_what_was_read_that_day(cast, now, edition, client_for):
    yesterday = TODAY - timedelta(days=1)
    staff_signed(cast.old_quay, 10, 41, now, day=yesterday)
    staff_signed(cast.old_quay, 38, 41, now)
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": yesterday.isoformat()}))
    assert "10 of 41 staff have signed" in page
    assert "38 of 41" not in page
    assert "On</strong>" in page


def test_a_day_that_was_not_read_says_so(cast, now, edition, client_for):
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": "2026-10-01"}))
    assert "Not read on this day" in page


def test_a_day_before_any_edition_says_so(cast, now, edition, client_for):
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": "2020-01-01"}))
    assert "No edition was in force on 1 January 2020" in page


@pytest.mark.parametrize(("asked", "says"), [("2099-01-01", "in the past"), ("soon", "Enter a")])
def test_a_day_that_makes_no_sense_is_answered_beside_the_field(cast, now, edition, client_for, asked, says):
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": asked}))
    assert says in page


def test_the_evidence_of_a_clause_shows_its_controls_and_its_year(cast, now, edition, client_for):
    staff_signed(cast.old_quay, 10, 41, now, day=TODAY - timedelta(days=1))
    staff_signed(cast.old_quay, 38, 41, now)
    clause = Clause.objects.filter(edition=edition, clause_ids__icontains="STA2").first()
    page = text_of(client_for(cast.headteacher).get(f"{LIVE}clauses/{clause.pk}/"))
    assert "38 of 41 staff have signed" in page
    assert "10 of 41 staff have signed" in page
    assert "training.signed" in page


def test_a_clause_of_another_edition_is_not_there(cast, now, edition, client_for):
    assert client_for(cast.headteacher).get(f"{LIVE}clauses/{cast.trust.pk}/").status_code == 404


def test_a_confirmed_control_takes_the_place_of_those_suggested_by_clause_id(cast, now, edition, client_for):
    clause = Clause.objects.filter(edition=edition, clause_ids__icontains="STA2").first()
    ClauseControl.objects.create(clause=clause, control_id="policy.reviewed", state="confirmed")
    page = text_of(client_for(cast.headteacher).get(f"{LIVE}clauses/{clause.pk}/"))
    assert "policy.reviewed" in page
    assert "training.signed" not in page


def test_a_statement_is_kept_with_its_event_and_shown_as_a_statement(cast, now, edition, client_for):
    control = next(c for c in attested() if c.owner == "headteacher")
    client = client_for(cast.headteacher)
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": control.id})
    answer = client.post(url, {"answer": "kept", "notes": "Walked round.", "next_due": "2027-01-05"})
    assert answer.status_code == 302
    made = Attestation.objects.get()
    assert (made.by, made.made_on, made.next_due) == (cast.headteacher.person, TODAY, date(2027, 1, 5))
    assert AuditEvent.objects.filter(event="clause:attest", about_id=str(made.pk)).count() == 1
    page = text_of(client.get(LIVE))
    assert "Stated by the Headteacher on 24 November 2026" in page
    assert "Stated, not measured" in page


def test_a_statement_needs_all_its_answers_and_keeps_what_was_typed(cast, now, edition, client_for):
    control = next(c for c in attested() if c.owner == "headteacher")
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": control.id})
    page = text_of(client_for(cast.headteacher).post(url, {"notes": "Walked round.", "next_due": "2026-11-24"}))
    assert "Select whether this clause is kept" in page
    assert "Enter a day after today" in page
    assert "Walked round." in page
    assert not Attestation.objects.exists()


def test_nobody_states_for_a_role_that_is_not_theirs(cast, now, edition, client_for):
    control = next(c for c in attested() if c.owner == "it_lead")
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": control.id})
    answer = client_for(cast.headteacher).post(url, {"answer": "kept", "notes": "x", "next_due": "2027-01-05"})
    assert answer.status_code == 403
    assert not Attestation.objects.exists()


def test_the_executive_headteacher_sees_every_school_side_by_side(cast, now, edition, client_for):
    take_snapshot(now=now)
    for by in ("section", "clause", "year"):
        page = text_of(client_for(cast.executive_headteacher).get(TRUST, {"by": by}))
        assert "Old Quay Juniors" in page
        assert "Saltmarsh Primary" in page
        assert "Far Field" not in page


def many_schools(cast, now):
    """A trust of nine schools, read today."""
    for n in range(7):
        make_school(cast.trust, f"School {n}")
    take_snapshot(now=now)


def test_many_schools_stand_one_below_the_other_with_the_ten_sections_as_columns(cast, now, edition, client_for):
    many_schools(cast, now)
    answer = client_for(cast.executive_headteacher).get(TRUST)
    table = html.fromstring(answer.content).find(".//table")
    heads = [head.text_content().strip() for head in table.findall(".//thead//th")]
    assert heads == [*sections().values(), "What stands out"]
    schools = {row.find("th/a").text: row.find("th/a").get("href") for row in table.findall(".//tbody/tr")}
    assert set(schools) == {s.name for s in School.objects.filter(trust=cast.trust)}
    assert schools["Old Quay Juniors"] == LIVE
    assert {len(row.findall("td")) for row in table.findall(".//tbody/tr")} == {11}


@pytest.mark.parametrize("many", [True, False])
def test_every_page_counts_the_same_clauses_of_which_as_many_are_kept(cast, now, edition, client_for, many):
    """One denominator: the live policy, both tables of the trust and the year."""
    if many:
        many_schools(cast, now)
    take_snapshot(now=now)
    client = client_for(cast.executive_headteacher)
    live = text_of(client.get(LIVE))
    of = int(re.search(r"of (\d+) promises are kept", live)[1])
    assert of == 71
    policy = live_policy(cast.old_quay, TODAY, cast.executive_headteacher)
    assert len(policy.clauses) == of
    kept = sum(clause.status == Status.KEPT for clause in policy.clauses)
    assert 0 < kept < of
    assert f"{kept} of {of} clauses kept" in text_of(client.get(TRUST))
    assert f"{kept} of {of} clauses kept" in text_of(client.get(TRUST, {"by": "clause"}))
    year = html.fromstring(client.get(TRUST, {"by": "year"}).content)
    row = next(row for row in year.findall(".//tbody/tr") if "Old Quay" in row.text_content())
    assert row.findall("td")[-1].text_content().split()[:3] == [str(kept), "of", str(of)]
    assert row.findall("td")[1].text_content().strip() == "not read"


@pytest.mark.parametrize(("asked", "shown"), [("STA", "STA1"), ("", "AIM1"), ("nonsense", "AIM1")])
def test_many_schools_are_shown_by_the_clauses_of_one_section(cast, now, edition, client_for, asked, shown):
    many_schools(cast, now)
    page = text_of(client_for(cast.executive_headteacher).get(TRUST, {"by": "clause", "section": asked}))
    assert f'data-label="{shown}"' in page
    assert ('data-label="STA1"' in page) != ('data-label="AIM1"' in page)
    assert clause_ids()[shown].asks in page


def test_a_page_holds_25_schools_and_keeps_the_day_and_the_section(cast, now, edition, client_for):
    for n in range(28):
        make_school(cast.trust, f"School {n:02}")
    asked = {"by": "clause", "section": "STA", "day": "2026-11-20"}
    page = html.fromstring(client_for(cast.executive_headteacher).get(TRUST, asked).content)
    assert len(page.findall(".//tbody/tr")) == 25
    following = page.xpath("//a[@rel='next']/@href")[0]
    assert all(f"{name}={value}" in following for name, value in asked.items())


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("url", [LIVE, f"{LIVE}statements/", "/trusts/harbour-light-trust/policy/", "/"])
def test_pages_ask_the_database_the_same_at_3_and_at_30_schools(cast, now, edition, client_for, url):
    take_snapshot(now=now)
    client = client_for(cast.executive_headteacher)
    before = queries_of(client, url)
    for n in range(28):
        make_school(cast.trust, f"School {n}")
    take_snapshot(now=now)
    after = queries_of(client, url)
    assert School.objects.filter(trust=cast.trust).count() == 30
    assert after <= before
    assert before <= 15


def test_the_live_policy_asks_the_same_with_ten_thousand_snapshot_rows(cast, now, edition, client_for):
    take_snapshot(now=now)
    client = client_for(cast.headteacher)
    before = queries_of(client, LIVE)
    Snapshot.objects.bulk_create(
        Snapshot(
            school=cast.old_quay, control="policy.reviewed", first_day=day, last_day=day, status="kept", says="x",
            checked_at=now,
        )
        for n in range(10_000)
        if (day := date(1990, 1, 1) + timedelta(days=n))
    )  # fmt: skip
    assert queries_of(client, LIVE) == before


def test_a_past_day_still_shows_the_statement_that_a_measured_control_has_replaced(cast, now, edition, client_for):
    long_ago = TODAY - timedelta(days=30)
    stated = Reading(Status.ATTESTED, "Stated by the Headteacher long ago")
    keep_readings({(cast.old_quay.pk, "attest.link1"): stated}, on=long_ago, now=now)
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": long_ago.isoformat()}))
    assert "Stated by the Headteacher long ago" in page


class TestWhatAClauseIsAbout:
    """A control may tell several things apart; a clause shows those it is about."""

    @pytest.fixture
    def linked(self, cast, now, edition):
        """Ten linked policies, of which one is missing; three clauses: each of one policy, and their list."""
        for entry in standard_list():
            if entry["key"] != "image_use":
                LinkedPolicy.objects.create(
                    trust=cast.trust, key=entry["key"], name=entry["name"], owner="headteacher", edition="1",
                    review_date=date(2027, 1, 1),
                )  # fmt: skip
        first = Clause.objects.filter(edition=edition).first()
        made = {}
        for n, text in enumerate(["We link with:", "Anti-bullying policy", "Image use policy", "Staff are told."]):
            made[text] = Clause.objects.create(
                edition=edition, section=first.section, order=900 + n, number=f"1.9{n}", text=text,
                parent=made.get("We link with:") if 0 < n < 3 else None, audience=["everyone"],
                clause_ids=["LINK1"] if n == 0 else [],
            )  # fmt: skip
        take_snapshot(now=now)
        return made

    def shown(self, cast, clause):
        return live_policy(cast.old_quay, TODAY, cast.headteacher).find(clause.pk)

    def test_it_is_not_red_for_anothers_fault(self, cast, linked):
        assert self.shown(cast, linked["Anti-bullying policy"]).status == Status.KEPT
        bad = self.shown(cast, linked["Image use policy"])
        assert (bad.status, bad.lead.reading.says) == (Status.NOT_KEPT, "Image use policy is missing")

    def test_its_list_is_as_good_as_the_worst_of_what_it_names_and_counts_once(self, cast, linked):
        policy = live_policy(cast.old_quay, TODAY, cast.headteacher)
        whole = policy.find(linked["We link with:"].pk)
        assert whole.status == Status.NOT_KEPT
        assert [part.text for part in whole.parts] == ["Anti-bullying policy", "Image use policy"]
        assert len(policy.clauses) == 71 + 2
        assert queries.figures([cast.old_quay], [TODAY])[TODAY][cast.old_quay.pk].of == 73

    def test_what_a_person_chose_goes_before_what_the_words_say(self, cast, linked):
        clause = linked["Image use policy"]
        clause.about = ["linked:behaviour"]
        clause.save()
        assert self.shown(cast, clause).status == Status.KEPT

    def test_a_clause_that_nothing_is_said_of_stays_not_yet_measured(self, cast, linked):
        assert self.shown(cast, linked["Staff are told."]).status == Status.NOT_MEASURED


def test_a_statement_says_which_of_seven_pieces_of_advice_are_wanting(cast, now, edition, client_for):
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": "attest.chi5"})
    client = client_for(cast.dsl)
    assert "Which of these need attention?" in text_of(client.get(url))
    data = {"answer": "partly", "about": ["advice:block"], "notes": "Asked year 5.", "next_due": "2027-01-05"}
    assert client.post(url, data).status_code == 302
    policy = live_policy(cast.old_quay, TODAY, cast.headteacher)
    points = Clause.objects.filter(edition=edition, clause_ids=["CHI5"], parent__isnull=False)
    stands = {clause.text[:12]: policy.find(clause.pk).status for clause in points}
    assert stands["to block and"] == Status.NEEDS_ATTENTION
    assert set(stands.values()) == {Status.ATTESTED, Status.NEEDS_ATTENTION}
    assert list(stands.values()).count(Status.ATTESTED) == 6


def test_a_statement_can_not_be_for_longer_than_the_school_year(cast, now, edition, client_for):
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": "attest.chi5"})
    page = text_of(client_for(cast.dsl).post(url, {"answer": "kept", "notes": "Asked.", "next_due": "2027-09-01"}))
    assert "Enter 31 August 2027 or an earlier day: a statement ends with the school year" in page
    assert not Attestation.objects.exists()


def test_a_statement_ends_when_the_words_of_its_clause_change(cast, now, edition, client_for):
    url = reverse("assurance:attest", kwargs={"school": "old-quay-juniors", "control": "attest.chi5"})
    client_for(cast.dsl).post(url, {"answer": "kept", "notes": "Asked.", "next_due": "2027-01-05"})
    scope = Scope(School.objects.filter(pk=cast.old_quay.pk), TODAY, now)
    control = all_controls()["attest.chi5"]

    def stands():
        return read_all(scope, [control])[cast.old_quay.pk, control.id].status

    assert stands() == Status.ATTESTED
    clause = Clause.objects.filter(edition=edition, clause_ids=["CHI5"]).last()
    Clause.objects.filter(pk=clause.pk).update(text=clause.text + " ")
    assert stands() == Status.ATTESTED
    Clause.objects.filter(pk=clause.pk).update(text="to tell a friend")
    assert stands() == Status.NOT_MEASURED


def test_a_past_day_shows_its_own_time_and_never_that_of_a_later_reading(cast, now, edition, client_for):
    monday = TODAY - timedelta(days=1)
    kept = {(cast.old_quay.pk, "policy.reviewed"): Reading(Status.KEPT, "Reviewed")}
    early = now - timedelta(days=2)
    keep_readings(kept, on=TODAY - timedelta(days=2), now=early)
    keep_readings(kept, on=monday, now=now - timedelta(days=1))
    keep_readings(kept, on=TODAY, now=now)
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": monday.isoformat()}))
    assert "Read on 23 November 2026" in page
    assert "today" not in re.search(r"Read on 23 November 2026.{60}", page)[0]
    assert not re.search(r"Checked [^<]*(today|24 November)", page)


def test_a_row_that_a_later_reading_cut_back_does_not_show_that_readings_time(cast, now, edition, client_for):
    key, monday = (cast.old_quay.pk, "policy.reviewed"), TODAY - timedelta(days=1)
    keep_readings({key: Reading(Status.KEPT, "Reviewed")}, on=monday, now=now - timedelta(days=1))
    keep_readings({key: Reading(Status.KEPT, "Reviewed")}, on=TODAY, now=now - timedelta(hours=2))
    keep_readings({key: Reading(Status.NOT_KEPT, "Overdue")}, on=TODAY, now=now)
    page = text_of(client_for(cast.headteacher).get(LIVE, {"day": monday.isoformat()}))
    assert "Read on 23 November 2026" in page
    assert not re.search(r"Checked [^<]*(today|24 November)", page)


def opened(page):
    return [one.get("id") for one in page.xpath("//details[@class='ly-fold']") if one.get("open") is not None]


def live_page(client, **asked):
    return html.fromstring(client.get(LIVE, asked).content)


@pytest.mark.parametrize(
    ("asked", "open_ones"),
    [({}, 0), ({"open": "2"}, 1), ({"fold": "none"}, 10), ({"show": "staff", "fold": "all"}, 0), ({"open": "x"}, 0)],
)
def test_sections_fold_and_unfold_without_javascript(cast, now, edition, client_for, asked, open_ones):
    take_snapshot(now=now)
    assert len(opened(live_page(client_for(cast.headteacher), **asked))) == open_ones


def test_each_section_can_be_jumped_to_with_its_figures(cast, now, edition, client_for):
    take_snapshot(now=now)
    page = live_page(client_for(cast.headteacher))
    links = page.xpath("//ul[@class='ly-sections']//a/@href")
    assert [link.partition("#")[2] for link in links] == page.xpath("//details[@class='ly-fold']/@id")
    assert all(re.search(r"\d+ of \d+ kept", one.text_content()) for one in page.xpath("//ul[@class='ly-sections']/li"))


def test_a_search_opens_what_it_finds_and_keeps_what_was_typed(cast, now, edition, client_for):
    take_snapshot(now=now)
    page = live_page(client_for(cast.headteacher), q="password")
    shown = page.xpath("//details[@class='ly-fold']//div[@class='ly-clause__text']")
    assert 0 < len(page.xpath("//details[@class='ly-fold']")) == len(opened(page)) < 10
    assert shown and page.xpath("//input[@name='q']/@value") == ["password"]
    assert "No clause matches “zebra”" in text_of(client_for(cast.headteacher).get(LIVE, {"q": "zebra"}))


def test_equal_evidence_of_a_section_stands_there_once(cast, now, edition, client_for):
    staff_signed(cast.old_quay, 38, 41, now)
    section = Clause.objects.filter(edition=edition, clause_ids__icontains="STA2").first().section
    for n in range(2):
        Clause.objects.create(
            edition=edition, section=section, order=950 + n, number=f"4.9{n}", text=f"Staff sign, part {n}.",
            audience=["staff"], clause_ids=["STA2"],
        )  # fmt: skip
    page = live_page(client_for(cast.headteacher))
    (shown,) = page.xpath(f"//details[@id='section-{section.number}']")
    assert "Same evidence as" in shown.text_content()
    assert shown.text_content().count("38 of 41 staff have signed") == 1


class TestWhatMattersMost:
    def matters(self, client):
        return [
            " ".join(one.text_content().split())
            for one in live_page(client).xpath("//li[contains(@class, 'ly-matter ')]")
        ]

    def test_the_first_screen_shows_three_causes_and_who_acts(self, cast, now, edition, client_for):
        take_snapshot(now=now)
        most = live_policy(cast.old_quay, TODAY, cast.headteacher).causes[:3]
        shown = self.matters(client_for(cast.headteacher))
        assert len(shown) == 3
        for cause, says in zip(most, shown, strict=True):
            assert cause.says in says
            assert "You act" in says or any(who in says for who in cause.who)

    def test_leaders_read_the_name_of_who_acts_and_governors_the_role_alone(self, cast, now, edition, client_for):
        ask = Attention("Do it", who="Headteacher")
        keep_readings(
            {(cast.old_quay.pk, "training.signed"): Reading(Status.NOT_KEPT, "x", attention=(ask,))}, on=TODAY, now=now
        )
        name = str(cast.headteacher.person)
        assert f"Headteacher ({name}) acts" in self.matters(client_for(cast.dsl))[0]
        assert self.matters(client_for(cast.governor))[0].endswith("Headteacher acts.")
        assert "You act" in self.matters(client_for(cast.headteacher))[0]
